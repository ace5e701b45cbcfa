"""An installed bundle gives the same answers as the index it was packed from."""

from __future__ import annotations

import json
import tomllib
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from regsearch.bundle.install import install
from regsearch.bundle.pack import package
from regsearch.opening import open_library
from tests.bundle.tiny import contents

if TYPE_CHECKING:
    from regsearch.bundle.minisign import SecretKey
    from regsearch.search.library import Library

TESTS = Path(__file__).parents[1]
CASES = TESTS / "cases" / "questions.toml"
DEVELOPMENT = TESTS.parents[1] / "shared" / "eval" / "search" / "gold.jsonl"


def cases() -> list[tuple[str, Any]]:
    rows = tomllib.loads(CASES.read_text("utf-8"))["question"]
    # A sample is enough: the index is the same, byte for byte, and tests/search asks all questions.
    return [(row["ask"], row.get("day", date(2026, 11, 22))) for row in rows[::8]]


def development() -> list[tuple[str, Any]]:
    if not DEVELOPMENT.is_file():
        pytest.skip("the development set is not available")
    rows = [json.loads(line) for line in DEVELOPMENT.read_text("utf-8").splitlines()]
    return [(row["query"], row.get("as_of") or date(2026, 11, 22)) for row in rows]


@pytest.mark.usefixtures("trusting")
@pytest.mark.parametrize("questions", [cases, pytest.param(development, marks=pytest.mark.slow)])
def test_installed_bundle_gives_same_answers(
    library: Library, index_folder: Path, key: SecretKey, tmp_path: Path, questions: Any
) -> None:
    asked = questions()
    package(index_folder, tmp_path / "bundle", 1, key)
    generation = install(tmp_path / "bundle")
    assert contents(generation.folder) == contents(index_folder)
    with open_library() as installed:
        for question, day in asked:
            expected = library.ask(question, as_of=day, limit=5)
            assert installed.ask(question, as_of=day, limit=5) == expected, question
    assert len(asked) >= 20
