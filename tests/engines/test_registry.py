"""An answer does not depend on the engine, and an index says which one it needs."""

from __future__ import annotations

import json
import tomllib
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from regsearch.build.build import BuildOptions, rebuild_index
from regsearch.engines import registry
from regsearch.errors import EngineMissingError, IndexStaleError
from regsearch.index.manifest import MANIFEST
from regsearch.opening import open_library

if TYPE_CHECKING:
    from collections.abc import Iterator

    from regsearch.search.library import Library

CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "questions.toml").read_text("utf-8"))[
    "question"
]
TODAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def other(index_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The session's index with tantivy in place of Whoosh, made of its own documents."""
    target = tmp_path_factory.mktemp("other") / "index"
    rebuild_index(index_folder, target, BuildOptions(engine="tantivy"))
    return target


@pytest.fixture(scope="module")
def with_tantivy(other: Path) -> Iterator[Library]:
    with open_library(other) as opened:
        yield opened


@pytest.mark.slow
def test_both_engines_give_the_same_answers(library: Library, with_tantivy: Library) -> None:
    assert (library.manifest.engine, with_tantivy.manifest.engine) == ("whoosh", "tantivy")
    asked = [(case["ask"], case.get("day", TODAY)) for case in CASES]
    differing = [
        question
        for question, day in asked
        if library.ask(question, as_of=day) != with_tantivy.ask(question, as_of=day)
    ]
    assert differing == []


@pytest.mark.slow
def test_only_the_engine_differs(index_folder: Path, other: Path) -> None:
    def neutral(folder: Path) -> dict[str, str]:
        files = json.loads((folder / MANIFEST).read_text("utf-8"))["files"]
        return {f["name"]: f["sha256"] for f in files if not f["name"].startswith("engine/")}

    assert neutral(other) == neutral(index_folder)


@pytest.mark.slow
def test_building_again_keeps_the_engine(other: Path, tmp_path: Path) -> None:
    assert rebuild_index(other, tmp_path / "again").engine == "tantivy"


def test_an_engine_that_is_not_installed(other: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "find_spec", lambda _library: None)
    with (
        open_library(other) as opened,
        pytest.raises(EngineMissingError, match=r"regsearch\[tantivy\]"),
    ):
        opened.ask("kampanye")
    assert registry.engine_for(10**7) == "whoosh"


def test_an_engine_of_another_version(tmp_path: Path) -> None:
    with pytest.raises(IndexStaleError, match="'lucene'"):
        registry.open_engine("lucene", tmp_path)


def test_the_engine_goes_by_size() -> None:
    assert registry.engine_for(registry.MANY - 1) == "whoosh"
    assert registry.engine_for(registry.MANY) == "tantivy"
