"""How much of a question's ideas a passage has, and how strongly it says them.

An idea counts by how much it tells (its rarity), by where it stands (field weights), and by whether
it stands in the asker's own words or in a synonym.
"""

from __future__ import annotations

import math
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from regsearch import data
from regsearch.search.facts import FIELDS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from regsearch.search.engine import Concept
    from regsearch.search.facts import Facts
    from regsearch.search.mentions import Mentions

_BYTE = {field: 8 * place for place, field in enumerate(FIELDS)}
"""Where the count of each field begins in the counts of a stem."""


class Weights(NamedTuple):
    """The weights of ``data/ranking.toml``."""

    fields: Mapping[str, float]
    """What a word counts in each field."""
    factors: Mapping[str, float]
    match: Mapping[str, float]
    """How a word's count and a synonym weigh."""
    refusal: Mapping[str, float]
    """Least coverage that an answer must have."""


class Candidate(NamedTuple):
    """A passage that an engine found."""

    facts: Facts
    document: str
    words: Mapping[str, int]
    """The stems of its fields, with how often each stands in each field
    (:attr:`regsearch.search.facts.Facts.counts`)."""
    mentions: Mentions
    above: Sequence[str]
    """Keys of the units that it stands in, without its instrument."""

    def says(self, stem: str, *fields: str) -> bool:
        """Say whether *stem* stands in one of *fields*."""
        return bool(self.words.get(stem, 0) & within(*fields))


@cache
def within(*fields: str) -> int:
    """Return the bits of a stem's counts that are those in *fields*."""
    return sum(0xFF << _BYTE[field] for field in fields)


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


class Sought:
    """The ideas of a question as every candidate is asked for them.

    Args:
        concepts: the ideas with their rarity.

    """

    def __init__(self, concepts: Sequence[tuple[Concept, float]]) -> None:
        match = weights().match
        self.ideas = [
            (
                rare,
                concept.topical,
                [
                    (way, 1.0 if own == 0 else match["synonym"])
                    for own, way in enumerate(concept.variants)
                    if way
                ],
            )
            for concept, rare in concepts
        ]
        self.total = sum(rare for rare, _, _ in self.ideas)
        self._strengths: dict[int, tuple[float, float]] = {}
        self._brevity: dict[int, float] = {}
        self._together: dict[tuple[int, ...], int] = {}

    def together(self, each: tuple[int, ...]) -> int:
        """Return in which fields words with these counts stand together; see :func:`together`."""
        if 0 in each:
            return 0
        known = self._together.get(each)
        if known is None:
            known = self._together[each] = together(each)
        return known

    def brevity(self, length: int) -> float:
        """Return how much a word counts in a text of this length: less in a long one (BM25's b)."""
        known = self._brevity.get(length)
        if known is None:
            b, usual = weights().match["length"], weights().match["usual_length"]
            known = self._brevity[length] = 1 / (1 - b + b * max(length, usual / 3) / usual)
        return known

    def strength(self, counts: int) -> tuple[float, float]:
        """Return how strongly these counts say a word: by the own words, and by other fields."""
        # Few combinations of counts are in use, and most candidates share them.
        known = self._strengths.get(counts)
        if known is None:
            k = weights().match["saturation"]
            parts = {
                field: weight * count * (1 + k) / (count + k)
                for field, weight in weights().fields.items()
                if (count := count_in(field, counts))
            }
            text = parts.pop("text", 0.0)
            known = self._strengths[counts] = (text, sum(parts.values()))
        return known


def count_in(field: str, counts: int) -> int:
    """Return how often a stem with *counts* stands in *field*."""
    return counts >> _BYTE[field] & 0xFF


def together(each: Sequence[int]) -> int:
    """Return how often all words of a phrase stand in each field: as often as the rarest there.

    Args:
        each: the counts of each of them.

    """
    fields = zip(*(counts.to_bytes(len(FIELDS), "little") for counts in each), strict=True)
    return int.from_bytes(map(min, fields), "little")


def relevance(candidate: Candidate, sought: Sought) -> tuple[float, float, bool, tuple[str, ...]]:
    """Return the relevance, the coverage, whether it is topical, and the stems that were found."""
    score = found = 0.0
    topical = False
    matched: list[str] = []
    held = candidate.words
    brevity = sought.brevity(candidate.facts.length)
    for rare, of_this_law, ways in sought.ideas:
        best = share = 0.0
        stems: tuple[str, ...] = ()
        for way, worth in ways:
            counts = held.get(way[0], 0)
            if counts and len(way) > 1:
                # The words of a phrase must stand together, at least in one field.
                counts = sought.together(tuple([held.get(token, 0) for token in way]))
            if not counts:
                continue
            text, others = sought.strength(counts)
            strength = (text * brevity + others) * worth
            if strength > best:
                best, share, stems = strength, worth, way
        if best:
            score += rare * best
            found += rare * share
            topical = topical or of_this_law
            matched += stems
    total = sought.total
    return score, (found / total if total else 0.0), topical, tuple(dict.fromkeys(matched))
