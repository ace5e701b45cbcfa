"""The ranking replayed in memory, fast enough to try thousands of weights.

Everything that does not depend on the weights is taken once from the program itself: the ideas of
a question, its candidates with the counts of each way to say an idea, the names of the factors that
apply, what meets the gold.  :mod:`recording` takes it.  What is left, the arithmetic of
:mod:`regsearch.rank.factors`, is done here with arrays.  Nothing is fitted while the replay and the
program answer any question otherwise.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from measures import DEPTH, Shown, measure

from regsearch.rank.relevance import weights
from regsearch.search.expand import FOLLOWED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray
    from questions import Question

    Numbers = NDArray[np.float64]

Values = dict[str, float]
"""Weights by ``table.name``, as in ``ranking.toml``."""


def shipped() -> Values:
    """Return the weights that ship."""
    return {f"{table}.{name}": value for table, of in _tables() for name, value in of.items()}


def _tables() -> tuple[tuple[str, dict[str, float]], ...]:
    now = weights()
    parts = {"fields": now.fields, "match": now.match}
    parts |= {"factors": now.factors, "refusal": now.refusal}
    return tuple((name, part) for name, part in parts.items() if isinstance(part, dict))


@contextmanager
def using(values: Values) -> Iterator[None]:
    """Let the program itself rank with *values* inside the block."""
    kept = shipped()
    _set(values)
    try:
        yield
    finally:
        _set(kept)


def _set(values: Values) -> None:
    for table, of in _tables():
        of.update({name: values[f"{table}.{name}"] for name in of})


@dataclass(slots=True)
class Replay:
    """One question with all that its ranking is made of."""

    question: Question
    fields: tuple[str, ...]
    counts: Numbers
    """How often each candidate says each way in each field: candidate, way, field."""
    length: Numbers
    """Stems of each candidate's own words."""
    idea: NDArray[np.intp]
    """The idea that each way belongs to."""
    own: NDArray[np.bool_]
    """Whether a way is the asker's own words."""
    rarity: Numbers
    """How much each idea tells; for unknown ones, their weight."""
    unknown: NDArray[np.bool_]
    """Which ideas no passage has."""
    topical: NDArray[np.bool_]
    strange: bool
    """Whether the index lacks a word of the question."""
    about_them: bool
    """Whether the question names people."""
    factors: tuple[tuple[str, Numbers], ...]
    """Each factor with the candidates that it applies to, 0 or 1."""
    outer: dict[int, list[int]]
    """The candidates that each candidate stands inside of."""
    stems: list[int]
    """The stems of each way as a set of bits."""
    punished_by: dict[int, list[int]]
    """The articles that punish each norm among the candidates; empty where sanctions are asked."""
    followed: dict[int, list[tuple[int, str]]]
    """What each candidate rests on and may raise, with the factor by which it does; numbers beyond
    the candidates are no candidates themselves."""
    shown: list[Shown]
    """What each candidate, and then each passage that is only cited, is measured by."""
    keys: list[str]
    named: list[tuple[str, Shown]]
    """What the question cites, which goes before everything else."""
    absent: bool
    """Whether it cites what does not exist."""
    covered: bool
    seen: dict[tuple[str, ...], dict[str, float]] = field(default_factory=dict)
    """Measures by the keys of the first answers, computed once each."""
    last: tuple[tuple[float, ...], Numbers] = ((), np.zeros(0))
    """The strengths last computed, with the weights they depend on."""

    def measures(self, values: Values) -> dict[str, float]:
        """Return the measures of this question under *values*."""
        outcome, found = self.reply(values)
        key = (outcome, *(self.keys[number] for number in found))
        if key not in self.seen:
            answers = [s for _, s in self.named] + [self.shown[number] for number in found]
            self.seen[key] = measure(self.question, outcome, answers[:DEPTH])
        return self.seen[key]

    def reply(self, values: Values) -> tuple[str, list[int]]:
        """Return the outcome and the candidates shown after what the question names."""
        if self.absent and not self.named:
            return "not_found", []
        found = self._ranked(values)
        if not self.covered:
            return "not_covered", found
        return "found" if found or self.named else "not_found", found

    def _ranked(self, values: Values) -> list[int]:
        if not len(self.length) or not len(self.idea):
            return []
        strength = self._strength(values)
        strength = np.where(self.own, strength, strength * values["match.synonym"])
        ideas = len(self.rarity)
        rare = np.where(self.unknown, self.rarity * values["match.unknown"], self.rarity)
        size = len(self.length)
        score, found = np.zeros(size), np.zeros(size)
        topical = np.zeros(size, dtype=bool)
        chosen = np.full((size, ideas), -1)
        for number in range(ideas):
            ways = np.flatnonzero(self.idea == number)
            part = strength[:, ways]
            which = part.argmax(axis=1)
            best = part.max(axis=1)
            has = best > 0
            way = ways[which]
            score += rare[number] * best
            worth = np.where(self.own[way], 1.0, values["match.synonym"])
            found += np.where(has, rare[number] * worth, 0.0)
            if self.topical[number]:
                topical |= has
            chosen[:, number] = np.where(has, way, -1)
        total = rare.sum()
        coverage = found / total if total else found
        score = score * coverage ** values["factors.coverage"]
        for name, applies in self.factors:
            score = score * np.where(applies > 0, values[f"factors.{name}"], 1.0)
        enough = np.where(topical, values["refusal.topical"], values["refusal.other"])
        usable = coverage >= enough
        if self.strange:
            usable &= topical
        if self.about_them:
            usable |= ~topical & (coverage >= values["refusal.about_them"])
        if not self.named and not usable.any():
            return []
        order = np.lexsort((np.arange(len(score)), -np.round(score, 6)))
        least = values["match.specific"]
        ordered = self._specific_first(order, score, chosen, least)
        ordered = self._norm_first(ordered, score, values["match.punished"])
        raised = self._with_followed([n for n in ordered if coverage[n] > 0], score, values)
        cited = {key for key, _ in self.named}
        room = DEPTH - len(cited)
        shown = (n for n in raised if self.keys[n] not in cited)
        return [n for n, _ in zip(shown, range(max(room, 0)), strict=False)]

    def _strength(self, values: Values) -> Numbers:
        k, b = values["match.saturation"], values["match.length"]
        usual = values["match.usual_length"]
        by_field = tuple(values[f"fields.{name}"] for name in self.fields)
        key = (k, b, usual, *by_field)
        if self.last[0] != key:
            said = self.counts * (1 + k) / (self.counts + k)
            brevity = 1 / (1 - b + b * np.maximum(self.length, usual / 3) / usual)
            said[:, :, self.fields.index("text")] *= brevity[:, None]
            self.last = (key, said @ np.array(by_field))
        return self.last[1]

    def _specific_first(
        self, order: NDArray[np.intp], score: Numbers, chosen: NDArray[np.intp], least: float
    ) -> list[int]:
        matched: dict[int, int] = {}

        def stems(number: int) -> int:
            if number not in matched:
                bits = 0
                for way in chosen[number]:
                    bits |= self.stems[way] if way >= 0 else 0
                matched[number] = bits
            return matched[number]

        ordered: list[int] = []
        placed: set[int] = set()
        for number in order.tolist():
            place = len(ordered)
            for lead in self.outer.get(number, ()):
                if (
                    lead in placed
                    and score[number] >= score[lead] * least
                    and stems(number) | stems(lead) == stems(number)
                ):
                    place = min(place, ordered.index(lead))
            ordered.insert(place, number)
            placed.add(number)
        return ordered

    def _norm_first(self, ranked: list[int], score: Numbers, least: float) -> list[int]:
        if not self.punished_by:
            return ranked
        ordered: list[int] = []
        for number in ranked:
            articles = [
                article
                for article in self.punished_by.get(number, ())
                if article in ordered and score[number] >= score[article] * least
            ]
            place = min((ordered.index(article) for article in articles), default=len(ordered))
            ordered.insert(place, number)
        return ordered

    def _with_followed(self, ordered: list[int], score: Numbers, values: Values) -> list[int]:
        raised: dict[int, float] = {}
        for number in ordered[:FOLLOWED]:
            for other, why in self.followed.get(number, ()):
                factor = values[f"factors.{why}"]
                old = raised.get(other) or (score[other] if other < len(score) else 0.0)
                if score[number] * factor > old:
                    raised[other] = float(score[number] * factor)
        kept = [number for number in ordered if number not in raised]
        worth = {number: float(score[number]) for number in kept} | raised
        for number in sorted(raised, key=lambda number: -raised[number]):
            above = [n for n, other in enumerate(kept) if worth[other] >= raised[number]]
            kept.insert(above[-1] + 1 if above else 0, number)
        return kept
