"""Every case of ``tests/cases/provisions.toml``: what a provision shows on a day."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from regsearch.errors import NotFoundError
from regsearch.show import terminal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from regsearch.model import Answer
    from regsearch.model.answer import ChildUnit
    from regsearch.search.library import Library

PATH = Path(__file__).parents[1] / "cases" / "provisions.toml"
TABLE = tomllib.loads(PATH.read_text("utf-8"))
CASES = TABLE["case"]
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


@pytest.mark.parametrize("span", TABLE["span"], ids=lambda s: s["document"])
def test_every_article_of_a_span_is_digested(library: Library, span: dict[str, str]) -> None:
    """What is lacking is listed, and nothing is listed that is there."""
    assert span.keys() <= {"document", "pasal", "lacks", "why"}
    empty = []
    for number in numbers(span["pasal"]):
        try:
            reply = library.lookup(f"{span['document']} Pasal {number}", as_of=DAY)
        except NotFoundError:
            empty.append(number)
            continue
        answer = reply.answers[0]
        assert answer.document == span["document"]
        if not says_something(answer):
            empty.append(number)
    assert empty == list(numbers(span.get("lacks", "")))


def numbers(articles: str) -> Iterator[str]:
    """Yield the articles of "26, 40..47, 34A"."""
    for part in filter(None, articles.replace(" ", "").split(",")):
        first, _, last = part.partition("..")
        yield from map(str, range(int(first), int(last) + 1)) if last else [first]


def says_something(unit: Answer | ChildUnit) -> bool:
    own = bool(unit.text) and "tidak diringkas" not in unit.text
    return own or any(map(says_something, unit.children))


def test_cases_check_something() -> None:
    """A misspelled key would check nothing."""
    for case in CASES:
        assert {"citation", "why"} <= case.keys() <= KEYS, case["citation"]
        assert case.keys() & {"status", "modality", "shows", "never"}, case["citation"]
