"""The measures of a reply, and their means with confidence intervals.

They are those of the scorer in ``../shared/eval``; a test compares the two.
"""

from __future__ import annotations

import math
import random
from dataclasses import dataclass
from typing import TYPE_CHECKING

from questions import steps

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from questions import ExpectedSanction, Question, Steps

    from regsearch.model import Answer

MEASURES = {
    "success@1": "the first answer is right (grade 2 or 3)",
    "success@3": "one of the first three answers is right",
    "recall@10": "share of the fully right provisions (grade 3) among the first ten answers",
    "ndcg@10": "graded quality of the first ten answers, gain 2^grade - 1",
    "sanction": "a right answer among the first three carries a right sanction with its basis",
    "refusal": "an unanswerable question is refused, for the right reason",
    "false_refusal": "an answerable question is refused (lower is better)",
    "outdated": "outdated law comes first (lower is better)",
}
DEPTH = 10
RESAMPLES = 2000
SEED = 20261122


@dataclass(frozen=True, slots=True)
class Scored:
    """What is measured of an answer: its provision, and the level and basis of its sanctions."""

    document: str
    steps: Steps
    sanctions: tuple[tuple[str, tuple[tuple[str, Steps], ...]], ...] = ()


def scored(answer: Answer) -> Scored:
    """Return what is measured of *answer*."""
    return Scored(
        answer.document,
        steps(answer.locator),
        tuple(
            (s.level, tuple((b.document, steps(b.locator)) for b in s.basis))
            for s in answer.sanctions
        ),
    )


def measure(question: Question, outcome: str, answers: Sequence[Scored]) -> dict[str, float]:
    """Return the measures that apply to *question*, each from 0 to 1."""
    if not question.answerable:
        return {"refusal": float(outcome in question.outcomes)}
    right = [_is_right(question, answer) for answer in answers[:DEPTH]]
    result = {
        "success@1": float(any(right[:1])),
        "success@3": float(any(right[:3])),
        "false_refusal": float(outcome == "not_found"),
    }
    best = [target for target in question.targets if target.grade == 3]
    if question.graded:
        result["ndcg@10"] = _ndcg(question, answers[:DEPTH])
    if question.graded and best:
        hits = sum(any(t.matches(a.document, a.steps) for a in answers[:DEPTH]) for t in best)
        result["recall@10"] = hits / len(best)
    if question.outdated:
        result["outdated"] = float(bool(answers) and answers[0].document in question.outdated)
    if question.sanctions:
        top = [answer for answer, good in zip(answers[:3], right, strict=False) if good]
        # A norm may leave its sanction to another right answer.
        carrier = next((answer for answer in top if answer.sanctions), None)
        result["sanction"] = float(
            carrier is not None and any(_carries(carrier, e) for e in question.sanctions)
        )
    return result


def _is_right(question: Question, answer: Scored) -> bool:
    return any(t.grade >= 2 and t.matches(answer.document, answer.steps) for t in question.targets)


def _carries(answer: Scored, expected: ExpectedSanction) -> bool:
    # An older set calls the punishment "pdhtaps" by the name of the milder "pdh".
    levels = {expected.level, "pdhtaps"} if expected.level == "pdh" else {expected.level}
    return any(
        level in levels
        and (not expected.basis or any(t.matches(*b) for t in expected.basis for b in basis))
        for level, basis in answer.sanctions
    )


def _ndcg(question: Question, answers: Sequence[Scored]) -> float:
    used: set[int] = set()
    gain = 0.0
    for rank, answer in enumerate(answers, 1):
        matching = [
            (target.grade, number)
            for number, target in enumerate(question.targets)
            if number not in used and target.matches(answer.document, answer.steps)
        ]
        if matching:
            grade, number = max(matching)
            used.add(number)
            gain += (2**grade - 1) / math.log2(rank + 1)
    grades = sorted((target.grade for target in question.targets), reverse=True)[:DEPTH]
    ideal = sum((2**grade - 1) / math.log2(rank + 1) for rank, grade in enumerate(grades, 1))
    return gain / ideal if ideal else 0.0


@dataclass(frozen=True, slots=True)
class Mean:
    """A mean over questions with its 95 % bootstrap interval."""

    value: float
    low: float
    high: float
    count: int

    def __str__(self) -> str:
        return f"{self.value:.2f} ({self.low:.2f}–{self.high:.2f})"


def means(rows: Iterable[Mapping[str, float]]) -> dict[str, Mean]:
    """Return the mean of each measure over the *rows* that have it."""
    values: dict[str, list[float]] = {}
    for row in rows:
        for name, value in row.items():
            values.setdefault(name, []).append(value)
    return {name: _mean(values[name]) for name in MEASURES if name in values}


def _mean(values: Sequence[float]) -> Mean:
    size = len(values)
    drawn = random.Random(SEED)
    resampled = sorted(sum(drawn.choices(values, k=size)) / size for _ in range(RESAMPLES))
    low, high = resampled[int(0.025 * RESAMPLES)], resampled[int(0.975 * RESAMPLES) - 1]
    return Mean(sum(values) / size, low, high, size)
