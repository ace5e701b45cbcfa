"""The examples in docstrings run and give what they show."""

from __future__ import annotations

import doctest
import pkgutil
from importlib import import_module
from typing import TYPE_CHECKING

import regsearch
from regsearch.paths import INDEX_VARIABLE

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_examples_in_docstrings_run(index_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(INDEX_VARIABLE, str(index_folder))
    attempted = 0
    for module in pkgutil.walk_packages(regsearch.__path__, "regsearch."):
        if not module.name.endswith("__main__"):
            result = doctest.testmod(import_module(module.name))
            assert result.failed == 0, module.name
            attempted += result.attempted
    assert attempted > 0
