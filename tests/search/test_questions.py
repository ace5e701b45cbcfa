"""The questions of ``tests/cases/questions.toml``, answered by the session's index.

They were written, and their right answers decided from the law, without sight of any other set.
The floors are what was reached when they were last raised: a change that loses a question fails
here, prints which, and is either mended or argued.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from regsearch.model.norm import passage_key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from regsearch.model import Answer, Reply, Sanction
    from regsearch.search.library import Library
    from regsearch.search.opened import OpenIndex

CASES: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parents[1] / "cases" / "questions.toml").read_text("utf-8")
)["question"]
TODAY = date(2026, 11, 22)

FIRST = 0.84
"""Least share of questions with a right answer that have one first."""
FIRST_THREE = 0.945
"""Least share of them that have one among the first three."""
REFUSED = 0.97
"""Least share of questions that no provision answers that get no answer."""
SANCTION = 1.0
"""Least share of right first answers that show the sanction the law gives."""
MIN_QUESTIONS = 150


@dataclass(frozen=True, slots=True)
class Judged:
    """A question with its reply."""

    case: dict[str, Any]
    reply: Reply

    @property
    def refusal(self) -> bool:
        return bool(self.case.get("outcome") == "not_found")

    @property
    def outcome_right(self) -> bool:
        return bool(self.reply.outcome == self.case.get("outcome", "found"))

    def right_within(self, number: int) -> bool:
        """Say whether one of the first *number* answers is right; any is, where none is named."""
        right: Sequence[str] = self.case.get("first", ())
        answers = self.reply.answers[:number]
        return self.outcome_right and (not right or any(_stands_in(a, right) for a in answers))

    @property
    def sanction_shown(self) -> bool:
        first = self.reply.answers[0]
        return any(self._is_asked_for(sanction) for sanction in first.sanctions)

    def _is_asked_for(self, sanction: Sanction) -> bool:
        if sanction.level != self.case["level"]:
            return False
        wanted = [self.case["basis"]] if "basis" in self.case else []
        keys = [_place(b.document, b.locator) for b in sanction.basis]
        return all(any(_inside(key, place) for key in keys) for place in wanted)

    def __str__(self) -> str:
        found = [_place(a.document, a.locator) for a in self.reply.answers[:3]]
        return f"{self.case['ask']!r}: {self.reply.outcome} {found}"


def _place(document: str, locator: tuple[tuple[str, str], ...]) -> str:
    return passage_key(document, locator).replace("#", " ").strip()


def _inside(place: str, outer: str) -> bool:
    """Say whether *place* is *outer* or stands inside it ("pp-94-2021 pasal-5/huruf-n")."""
    return place == outer or place.startswith(f"{outer}/" if " " in outer else f"{outer} ")


def _stands_in(answer: Answer, places: Sequence[str]) -> bool:
    return any(_inside(_place(answer.document, answer.locator), place) for place in places)


@pytest.fixture(scope="module")
def judged(library: Library) -> list[Judged]:
    return [
        Judged(case, library.ask(case["ask"], as_of=case.get("day", TODAY), limit=10))
        for case in CASES
    ]


def _share(cases: Sequence[Judged], right: Sequence[bool]) -> float:
    """Return the share of *right*, and print the rest for whoever reads the failure."""
    missed = [case for case, good in zip(cases, right, strict=True) if not good]
    print(f"{len(missed)} of {len(cases)} missed", *missed, sep="\n  ")
    return sum(right) / len(right)


def test_enough_questions_each_once() -> None:
    asked = [(case["ask"], case.get("day")) for case in CASES]
    assert len(set(asked)) == len(asked) >= MIN_QUESTIONS


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["ask"])
def test_a_right_answer_is_a_provision_that_exists(opened: OpenIndex, case: dict[str, Any]) -> None:
    assert set(case) <= {"ask", "topic", "day", "outcome", "first", "level", "basis"}
    for place in [*case.get("first", ()), *([case["basis"]] if "basis" in case else ())]:
        document, _, address = place.partition(" ")
        assert document in opened.catalog, place
        key = f"{document}#{address}"
        assert opened.records.get(key) is not None, place


def test_a_right_answer_comes_first(judged: list[Judged]) -> None:
    asked = [j for j in judged if not j.refusal]
    assert _share(asked, [j.right_within(1) for j in asked]) >= FIRST


def test_a_right_answer_is_among_the_first_three(judged: list[Judged]) -> None:
    asked = [j for j in judged if not j.refusal]
    assert _share(asked, [j.right_within(3) for j in asked]) >= FIRST_THREE


def test_what_no_provision_answers_is_refused(judged: list[Judged]) -> None:
    asked = [j for j in judged if j.refusal]
    assert _share(asked, [j.outcome_right for j in asked]) >= REFUSED


def test_the_sanction_of_a_right_answer(judged: list[Judged]) -> None:
    asked = [j for j in judged if "level" in j.case and j.right_within(1)]
    assert _share(asked, [j.sanction_shown for j in asked]) >= SANCTION
