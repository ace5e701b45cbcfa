"""How much of a question's ideas a passage has, and how strongly it says them.

An idea counts by how much it tells (its rarity), by where it stands (field weights), and by whether
it stands in the asker's own words or in a synonym.
"""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from regsearch import data
from regsearch.rank.candidate import count_in, spaced, together

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from regsearch.engines.base import Concept
    from regsearch.rank.candidate import Candidate


class Weights(NamedTuple):
    """The weights of ``data/ranking.toml``."""

    fields: Mapping[str, float]
    """What a word counts in each field."""
    factors: Mapping[str, float]
    match: Mapping[str, float]
    """How a word's count and a synonym weigh."""
    refusal: Mapping[str, float]
    """Least coverage that an answer must have."""


@lru_cache(maxsize=1)
def weights() -> Weights:
    """Return the weights that ship."""
    ranking = data.table("ranking")
    return Weights(ranking["fields"], ranking["factors"], ranking["match"], ranking["refusal"])


def rarity(concept: Concept, frequency: Callable[[str], int], total: int) -> float:
    """Return how much an idea tells: the inverse document frequency of its commonest way.

    Args:
        concept: an idea of the question.
        frequency: in how many passages a token stands.
        total: number of passages.

    """
    seen = max(min(frequency(token) for token in way) for way in concept.variants)
    if not seen:
        # A word that no regulation has tells nothing about which one is meant.
        return weights().match["unknown"] * concept.weight
    return math.log(1 + (total - seen + 0.5) / (seen + 0.5)) * concept.weight


class _Way(NamedTuple):
    """A way to say an idea."""

    place: int
    """Of its first stem among those of the question."""
    phrase: tuple[int, ...]
    """The places of all its stems, if they are several."""
    worth: float
    stems: tuple[str, ...]


class Relevance(NamedTuple):
    """How well the words of a passage answer a question."""

    score: float
    coverage: float
    """As in :attr:`regsearch.rank.factors.Ranked.coverage`."""
    topical: bool
    """Whether it has an idea that this field of law is about."""
    ways: list[tuple[str, ...]]
    """The stems of the best way in which it says each of its ideas."""

    @property
    def matched(self) -> tuple[str, ...]:
        """The stems of the question by which it has its relevance."""
        return tuple(dict.fromkeys(stem for way in self.ways for stem in way))


class Sought:
    """The ideas of a question as every candidate is asked for them.

    Args:
        concepts: the ideas with their rarity.

    """

    def __init__(self, concepts: Sequence[tuple[Concept, float]]) -> None:
        match = weights().match
        stems: dict[str, int] = {}

        def place_of(stem: str) -> int:
            return stems.setdefault(stem, len(stems))

        self._ideas = [
            (
                rare,
                concept.topical,
                [
                    _Way(
                        place_of(way[0]),
                        tuple(map(place_of, way)) if len(way) > 1 else (),
                        1.0 if own == 0 else match["synonym"],
                        way,
                    )
                    for own, way in enumerate(concept.variants)
                    if way
                ],
            )
            for concept, rare in concepts
        ]
        self._total = sum(rare for rare, _, _ in self._ideas)
        self._stems = [spaced(stem) for stem in stems]
        """Each stem of the question once, as it stands in a record."""
        self._strengths: dict[int, tuple[float, float]] = {}
        self._brevity: dict[int, float] = {}
        self._together: dict[tuple[int, ...], int] = {}

    def relevance(self, candidate: Candidate) -> Relevance:
        """Return how well the words of *candidate* answer the question."""
        score = found = 0.0
        topical = False
        said: list[tuple[str, ...]] = []
        strengths = self._strengths
        held = list(map(candidate.words.__getitem__, self._stems))
        brevity = self._brevity.get(candidate.length) or self._brevity_of(candidate.length)
        for rare, of_this_law, ways in self._ideas:
            best = share = 0.0
            stems: tuple[str, ...] = ()
            for place, phrase, worth, way in ways:
                counts = held[place]
                if not counts:
                    continue
                if phrase:
                    # The words of a phrase must stand together, at least in one field.
                    counts = self._together_of(tuple([held[place] for place in phrase]))
                    if not counts:
                        continue
                text, others = strengths.get(counts) or self._strength_of(counts)
                strength = (text * brevity + others) * worth
                if strength > best:
                    best, share, stems = strength, worth, way
            if best:
                score += rare * best
                found += rare * share
                topical = topical or of_this_law
                said.append(stems)
        return Relevance(score, found / self._total if self._total else 0.0, topical, said)

    def _together_of(self, each: tuple[int, ...]) -> int:
        """Return in which fields words with these counts stand together; see :func:`together`."""
        if 0 in each:
            return 0
        known = self._together.get(each)
        if known is None:
            known = self._together[each] = together(each)
        return known

    def _brevity_of(self, length: int) -> float:
        """Return how much a word counts in a text of this length: less in a long one (BM25's b)."""
        b, usual = weights().match["length"], weights().match["usual_length"]
        self._brevity[length] = 1 / (1 - b + b * max(length, usual / 3) / usual)
        return self._brevity[length]

    def _strength_of(self, counts: int) -> tuple[float, float]:
        """Return how strongly these counts say a word: by the own words, and by other fields."""
        # Few combinations of counts are in use, and most candidates share them.
        k = weights().match["saturation"]
        parts = {
            field: weight * count * (1 + k) / (count + k)
            for field, weight in weights().fields.items()
            if (count := count_in(field, counts))
        }
        text = parts.pop("text", 0.0)
        self._strengths[counts] = (text, sum(parts.values()))
        return self._strengths[counts]
