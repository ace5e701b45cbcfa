"""The examples in docstrings run and give what they show."""

from __future__ import annotations

import doctest
import inspect
import pkgutil
from importlib import import_module
from typing import TYPE_CHECKING

import pytest

import regsearch
from regsearch.paths import INDEX_VARIABLE

if TYPE_CHECKING:
    from pathlib import Path

    from regsearch.search.library import Library


def test_examples_in_docstrings_run(
    index_folder: Path, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(INDEX_VARIABLE, str(index_folder))
    modules = [module.name for module in pkgutil.walk_packages(regsearch.__path__, "regsearch.")]
    for name in ("regsearch", *modules):
        if not name.endswith("__main__"):
            result = doctest.testmod(import_module(name), extraglobs={"library": library})
            assert result.failed == 0, name


@pytest.mark.parametrize("name", regsearch.__all__)
def test_every_public_name_has_an_example(name: str) -> None:
    assert ">>> " in inspect.getdoc(getattr(regsearch, name))


METHODS = [
    name
    for name, method in vars(regsearch.Library).items()
    if inspect.isfunction(method) and not name.startswith("_") and name != "close"
]


@pytest.mark.parametrize("name", METHODS)
def test_every_method_of_a_library_has_an_example(name: str) -> None:
    assert ">>> " in inspect.getdoc(getattr(regsearch.Library, name))
