"""Every promise of docs/threat-model.md names tests that exist; every mutation finds its line."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

from tests.attack.mutations import MUTATIONS

ROOT = Path(__file__).parents[2]
_TEST = re.compile(r"`([\w/]+\.py)(?:::(\w+))?`")


def promises() -> list[tuple[str, str]]:
    """Each row of the tables of who could do what: what stops it, and the cell that names tests."""
    rows, inside = [], False
    for line in (ROOT / "docs" / "threat-model.md").read_text("utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith("| who |"):
            assert cells == ["who", "could", "what stops it", "test"]
            inside = True
        elif not line.startswith("|"):
            inside = False
        elif inside and set(line) - set("|- "):
            assert len(cells) == 4, line
            rows.append((cells[2], cells[3]))
    return rows


@cache
def named_tests(file: str) -> frozenset[str]:
    path = ROOT / "tests" / file
    assert path.is_file(), f"{file} does not exist"
    tree = ast.parse(path.read_text("utf-8"))
    names = (n.name for n in ast.walk(tree) if isinstance(n, ast.FunctionDef))
    return frozenset(name for name in names if name.startswith("test_"))


def test_there_are_promises() -> None:
    assert len(promises()) >= 30


@pytest.mark.parametrize(("promise", "cell"), promises(), ids=lambda text: text[:40])
def test_every_promise_names_tests_that_exist(promise: str, cell: str) -> None:
    named = _TEST.findall(cell)
    assert named, promise
    assert not _TEST.sub("", cell).strip(" ,"), f"not the name of a test: {cell}"
    for file, test in named:
        assert named_tests(file), f"{file} holds no test"
        assert not test or test in named_tests(file), f"{file} has no {test}"


def test_every_mutation_finds_its_line_once() -> None:
    """The mutations themselves take minutes; that they have gone stale is seen at once."""
    for mutation in MUTATIONS:
        assert (ROOT / mutation.file).read_text("utf-8").count(mutation.line) == 1, mutation
        file, _, test = mutation.tests.removeprefix("tests/").partition("::")
        assert not test or test in named_tests(file), mutation
        assert mutation.instead != mutation.line
