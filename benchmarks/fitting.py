"""How weights are fitted: few moves on a grid of round numbers, each of which must earn its place.

The method is greedy.  From the weights that ship, every single move of one weight along its grid is
tried; the best is made if it gains more than a move costs; then the promising moves are tried again
from there, until none is worth its cost.  So most weights stay as they are, what moves is a round
number, and the list of moves can be read and argued with.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray
    from questions import Question
    from replay import Replay, Values

OBJECTIVE = ("ndcg@10", "success@1", "recall@10", "sanction")
"""Measures whose mean is sought, each over the questions that it applies to; with them goes the
share of right decisions to answer or refuse."""
COST = 0.002
"""What moving a weight at all must gain: about two thirds of one question that comes out right."""
STEP_COST = 0.0002
"""What each further step away from the weight that ships must gain."""
_PROMISING = 16
_MOST_MOVES = 10
_REACH = (1, 2, 4, -1, -2, -4)

_PENALTY = (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95, 1.0)
_BONUS = (1.0, 1.05, 1.1, 1.15, 1.2, 1.25, 1.3, 1.4, 1.5, 1.75, 2.0)
_GRIDS: dict[str, tuple[float, ...]] = {
    "fields": (0.0, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 1.0),
    "match.saturation": (0.2, 0.4, 0.6, 0.8, 1.0, 1.2, 1.5, 2.0),
    "match.length": (0.0, 0.1, 0.2, 0.35, 0.5, 0.65, 0.75, 0.9),
    "match.specific": (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0),
    "match.synonym": (0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95, 1.0),
    "match.unknown": (0.25, 0.5, 0.75, 1.0, 1.5, 2.0, 3.0, 4.0, 5.0),
    "factors.coverage": (0.5, 0.75, 1.0, 1.25, 1.5, 1.75, 2.0, 2.5, 3.0),
    "refusal": tuple(round(0.1 + 0.05 * n, 2) for n in range(18)),
}
_FIXED = frozenset({"fields.text", "match.usual_length"})
"""The scale of the fields, and the length that ``match.length`` is measured by."""


def grid(name: str, now: float) -> tuple[float, ...]:
    """Return the round numbers that a weight may take, its present value among them.

    A factor that favours may not come to disfavour, nor the other way round: that would no longer
    be what ``ranking.toml`` says of it.
    """
    if name in _FIXED:
        return (now,)
    table = name.partition(".")[0]
    values = _GRIDS.get(name) or _GRIDS.get(table) or (_PENALTY if now <= 1 else _BONUS)
    return tuple(sorted({*values, now}))


@dataclass(slots=True)
class Bench:
    """Questions of all sets, whose measures under any weights are computed once."""

    replays: Sequence[Replay]
    sets: Sequence[str]
    """The set of each question."""
    _known: dict[tuple[float, ...], dict[int, tuple[float, ...]]] = field(default_factory=dict)

    def rows(self, values: Values, numbers: Iterable[int]) -> NDArray[np.float64]:
        """Return the measures of some questions: question by measure, nan where none applies."""
        known = self._known.setdefault(tuple(values.values()), {})
        for number in numbers:
            if number not in known:
                found = self.replays[number].measures(values)
                decision = found.get("refusal", 1 - found.get("false_refusal", 0.0))
                answered = "false_refusal" in found
                known[number] = (
                    *(found.get(name, np.nan) for name in OBJECTIVE),
                    decision if answered else np.nan,
                    np.nan if answered else decision,
                )
        return np.array([known[number] for number in numbers])

    def objective(self, values: Values, numbers: Sequence[int]) -> float:
        """Return what is sought: the mean over sets of the mean over measures."""
        by_set: dict[str, list[int]] = {}
        for number in numbers:
            by_set.setdefault(self.sets[number], []).append(number)
        return float(np.mean([value_of(self.rows(values, of)) for of in by_set.values()]))


def value_of(rows: NDArray[np.float64]) -> float:
    """Return the mean over measures; both kinds of decision count half each."""
    applies = ~np.isnan(rows)
    count = applies.sum(axis=0)
    means = np.where(applies, rows, 0.0).sum(axis=0) / np.maximum(count, 1)
    weights = np.array([1.0] * len(OBJECTIVE) + [0.5, 0.5]) * (count > 0)
    return float((means * weights).sum() / weights.sum())


@dataclass(frozen=True, slots=True)
class Fit:
    """Weights that were found, and what they are worth on the questions they were fitted on."""

    values: Values
    before: float
    after: float
    moves: tuple[tuple[str, float, float], ...]
    """Each weight that moved, from what, to what."""


def fit(
    bench: Bench, numbers: Sequence[int], start: Values, only: Collection[str] | None = None
) -> Fit:
    """Return the weights fitted on some of the questions.

    Args:
        bench: all questions.
        numbers: those to fit on.
        start: the weights to start from.
        only: the weights that may move; None for all.

    """
    before = best = bench.objective(start, numbers)
    values, moved = start, set[str]()
    may = set(start if only is None else only)
    tried = [(name, value) for name, value in _moves(start, start) if name in may]
    for turn in range(_MOST_MOVES):
        gains = sorted(
            (
                (worth - (COST if name not in moved else 0.0), name, value, worth)
                for name, value in tried
                if value != values[name]
                for worth in [
                    bench.objective(values | {name: value}, numbers)
                    - STEP_COST * abs(_steps(name, start[name], value))
                    + STEP_COST * abs(_steps(name, start[name], values[name]))
                ]
            ),
            key=lambda gain: (-gain[0], gain[1], gain[2]),
        )
        if not gains or gains[0][0] <= best:
            break
        _, name, value, _ = gains[0]
        values = values | {name: value}
        moved.add(name)
        best = bench.objective(values, numbers)
        promising = dict.fromkeys(n for _, n, _, _ in gains[:_PROMISING])
        tried = [
            (n, v)
            for n, v in _moves(values, start)
            if n in may and (n in promising or turn % 4 == 3)
        ]
    moves = tuple((n, start[n], values[n]) for n in values if values[n] != start[n])
    return Fit(values, before, best, moves)


def _moves(values: Values, start: Values) -> Iterator[tuple[str, float]]:
    for name, now in values.items():
        steps = grid(name, start[name])
        place = steps.index(now)
        for reach in _REACH:
            if 0 <= place + reach < len(steps):
                yield name, steps[place + reach]


def _steps(name: str, start: float, value: float) -> int:
    steps = grid(name, start)
    return steps.index(value) - steps.index(start)


def folds(questions: Sequence[Question], count: int, seed: int) -> list[list[int]]:
    """Return *count* parts of the numbers of *questions*, each kind spread over all of them."""
    drawn = random.Random(seed)
    by_kind: dict[str, list[int]] = {}
    for number, question in enumerate(questions):
        by_kind.setdefault(f"{question.graded} {question.kind}", []).append(number)
    mixed: list[int] = []
    for kind in sorted(by_kind):
        mixed += drawn.sample(by_kind[kind], len(by_kind[kind]))
    return [sorted(mixed[part::count]) for part in range(count)]


def interval(
    before: NDArray[np.float64], after: NDArray[np.float64], seed: int, resamples: int = 1000
) -> tuple[float, float]:
    """Return the 95 % interval of the gain, over resamples of the same questions in both."""
    drawn = np.random.default_rng(seed)
    size = len(before)
    gains = []
    for _ in range(resamples):
        take = drawn.integers(0, size, size)
        gains.append(value_of(after[take]) - value_of(before[take]))
    low, high = np.quantile(gains, (0.025, 0.975))
    return float(low), float(high)


def summary(rows: NDArray[np.float64]) -> Mapping[str, float]:
    """Return the means of the measures and what is sought."""
    names = (*OBJECTIVE, "answered", "refused")
    shown = {
        name: float(np.nanmean(column))
        for name, column in zip(names, rows.T, strict=True)
        if not np.isnan(column).all()
    }
    return shown | {"objective": value_of(rows)}
