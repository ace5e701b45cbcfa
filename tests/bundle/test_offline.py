"""An installed bundle answers exactly as the index that it was made from."""

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
OWN = TESTS / "cases" / "questions.toml"
DEVELOPMENT = TESTS.parents[1] / "shared" / "eval" / "search" / "gold.jsonl"


def own() -> list[tuple[str, Any]]:
    cases = tomllib.loads(OWN.read_text("utf-8"))["question"]
    # All are asked of the same bytes in tests/search; some are enough to see that these answer.
    return [(case["ask"], case.get("day", date(2026, 11, 22))) for case in cases[::8]]


def development() -> list[tuple[str, Any]]:
    if not DEVELOPMENT.is_file():
        pytest.skip("the development set is not here")
    rows = [json.loads(line) for line in DEVELOPMENT.read_text("utf-8").splitlines()]
    return [(row["query"], row.get("as_of") or date(2026, 11, 22)) for row in rows]


@pytest.mark.usefixtures("trusting")
@pytest.mark.parametrize("questions", [own, pytest.param(development, marks=pytest.mark.slow)])
def test_the_same_answers(
    library: Library, index_folder: Path, key: SecretKey, tmp_path: Path, questions: Any
) -> None:
    asked = questions()
    package(index_folder, tmp_path / "bundle", 1, key)
    generation = install(tmp_path / "bundle")
    assert contents(generation.folder) == contents(index_folder)
    with open_library() as installed:
        for question, day in asked:
            here = library.ask(question, as_of=day, limit=5)
            there = installed.ask(question, as_of=day, limit=5)
            assert there == here, question
    assert len(asked) >= 20
