"""What is measured of a reply, and how sure a mean of it is.

The same measures as the scorer beside the checkout; a test holds the two against each other.
"""

from __future__ import annotations

import math
import random
from dataclasses import dataclass
from typing import TYPE_CHECKING

from questions import steps

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from questions import Question, Steps, Wanted

    from regsearch.model import Answer

MEASURES = {
    "success@1": "the first answer is one of grade 2 or 3",
    "success@3": "one of the first three is",
    "recall@10": "mean share of the grade-3 provisions found in the first ten",
    "ndcg@10": "graded, gain 2^grade - 1, one credit a provision",
    "mrr@10": "mean reciprocal rank of the first answer of grade 2 or 3",
    "sanction": "the first right answer of the top three carries a right sanction with its basis",
    "refusal": "what must be refused is, and for the right reason",
    "false_refusal": "what can be answered is refused (lower is better)",
    "outdated": "outdated law comes first (lower is better)",
}
DEPTH = 10
"""How many answers are looked at."""


@dataclass(frozen=True, slots=True)
class Shown:
    """An answer as it is measured: where it stands and which sanctions it carries."""

    document: str
    steps: Steps
    sanctions: tuple[tuple[str, tuple[tuple[str, Steps], ...]], ...] = ()
    """Level and basis of each; a basis is a document and the steps of its locator."""


def measure(question: Question, outcome: str, answers: Sequence[Shown]) -> dict[str, float]:
    """Return the measures of a reply that apply to *question*, each from 0 to 1."""
    if question.outcome != "found":
        return {"refusal": float(outcome in question.accepted)}
    good = [target for target in question.targets if target.grade >= 2]
    top = answers[:DEPTH]
    right = [any(t.meets(a.document, a.steps) for t in good) for a in top]
    rank = right.index(True) + 1 if any(right) else 0
    found = {
        "success@1": float(rank == 1),
        "success@3": float(0 < rank <= 3),
        "mrr@10": 1 / rank if rank else 0.0,
        "false_refusal": float(outcome == "not_found"),
    }
    best = [target for target in question.targets if target.grade == 3]
    if question.graded:
        found["ndcg@10"] = _ndcg(question, top)
    if question.graded and best:
        hits = sum(any(t.meets(a.document, a.steps) for a in top) for t in best)
        found["recall@10"] = hits / len(best)
    if question.outdated:
        found["outdated"] = float(bool(answers) and answers[0].document in question.outdated)
    if question.sanctions:
        shown = top[rank - 1] if 0 < rank <= 3 else None
        found["sanction"] = float(
            shown is not None and any(_carries(shown, wanted) for wanted in question.sanctions)
        )
    return found


def _carries(answer: Shown, wanted: Wanted) -> bool:
    return any(
        level == wanted.level
        and (
            not wanted.basis
            or any(target.meets(*place) for target in wanted.basis for place in basis)
        )
        for level, basis in answer.sanctions
    )


def _ndcg(question: Question, answers: Sequence[Shown]) -> float:
    used: set[int] = set()
    gained = 0.0
    for place, answer in enumerate(answers, 1):
        met = [
            (target.grade, number)
            for number, target in enumerate(question.targets)
            if number not in used and target.meets(answer.document, answer.steps)
        ]
        if met:
            grade, number = max(met)
            used.add(number)
            gained += (2**grade - 1) / math.log2(place + 1)
    grades = sorted((target.grade for target in question.targets), reverse=True)[:DEPTH]
    ideal = sum((2**grade - 1) / math.log2(place + 1) for place, grade in enumerate(grades, 1))
    return gained / ideal if ideal else 0.0


@dataclass(frozen=True, slots=True)
class Mean:
    """A mean over questions, with the interval in which 95 of 100 resamples have theirs."""

    value: float
    low: float
    high: float
    count: int
    """Number of questions that it applies to."""


RESAMPLES = 2000
SEED = 20261122


def means(rows: Iterable[dict[str, float]]) -> dict[str, Mean]:
    """Return the mean of each measure over *rows*, with its bootstrap interval.

    The questions are drawn with replacement, 2,000 times, from a fixed seed.
    """
    values: dict[str, list[float]] = {}
    for row in rows:
        for name, value in row.items():
            values.setdefault(name, []).append(value)
    return {name: _mean(values[name]) for name in MEASURES if name in values}


def _mean(values: Sequence[float]) -> Mean:
    size = len(values)
    drawn = random.Random(SEED)
    sums = sorted(sum(drawn.choices(values, k=size)) / size for _ in range(RESAMPLES))
    low, high = sums[int(0.025 * RESAMPLES)], sums[int(0.975 * RESAMPLES) - 1]
    return Mean(sum(values) / size, low, high, size)


def shown(answer: Answer) -> Shown:
    """Return an answer as it is measured."""
    return Shown(
        answer.document,
        steps(answer.locator),
        tuple(
            (s.level, tuple((b.document, steps(b.locator)) for b in s.basis))
            for s in answer.sanctions
        ),
    )
