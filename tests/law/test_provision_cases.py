"""Every case of ``tests/cases/provisions.toml``: what a provision shows on a day."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from regsearch.show import terminal

if TYPE_CHECKING:
    from regsearch.search.library import Library

PATH = Path(__file__).parents[1] / "cases" / "provisions.toml"
CASES = tomllib.loads(PATH.read_text("utf-8"))["case"]
KEYS = {"citation", "day", "status", "modality", "shows", "never", "why"}
DAY = date(2026, 11, 29)
WIDTH = 100_000
"""In characters: no line is wrapped, so that words are found."""


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c['citation']} ({c.get('day', DAY)})")
def test_provision(library: Library, case: dict[str, Any]) -> None:
    reply = library.lookup(case["citation"], as_of=case.get("day", DAY))
    answer = reply.answers[0]
    assert answer.status == case.get("status", "berlaku")
    assert answer.modality == case.get("modality", answer.modality)
    alone = replace(reply, answers=(answer,))
    shown = "\n".join(terminal.provisions(alone, width=WIDTH)).casefold()
    for words in case.get("shows", ()):
        assert words.casefold() in shown, words
    for words in case.get("never", ()):
        assert words.casefold() not in shown, words


def test_cases_check_something() -> None:
    """A misspelled key would check nothing."""
    for case in CASES:
        assert {"citation", "why"} <= case.keys() <= KEYS, case["citation"]
        assert case.keys() & {"status", "modality", "shows", "never"}, case["citation"]
