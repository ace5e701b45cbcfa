"""Text relevance: which concepts of a question a passage has, and how strongly it says them.

A concept weighs by its inverse document frequency, by the fields in which it occurs, and by
whether it occurs in the asker's own words or as a synonym.
"""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from regsearch import data
from regsearch.index.features import count_in, count_together

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from regsearch.index.features import Features
    from regsearch.model.query import Concept


class Weights(NamedTuple):
    """The weights of ``data/ranking.toml``."""

    fields: Mapping[str, float]
    factors: Mapping[str, float]
    match: Mapping[str, float]
    """How term frequency, length and synonyms weigh."""
    refusal: Mapping[str, float]
    """Least coverage that an answer must have."""
    behaviours: Mapping[str, float]
    """How the behaviour score weighs against text relevance."""


@lru_cache(maxsize=1)
def weights() -> Weights:
    """Return the weights that ship."""
    ranking = data.table("ranking")
    return Weights(*(ranking[table] for table in Weights._fields))


def concept_idf(concept: Concept, frequency: Callable[[str], int], total: int) -> float:
    """Return the inverse document frequency of the commonest way to say *concept*.

    Args:
        concept: a concept of the question.
        frequency: gives the number of passages with a token.
        total: number of passages.

    """
    seen = max(min(frequency(token) for token in way) for way in concept.variants)
    if not seen:
        # A word that no regulation has tells nothing about which one is meant.
        return weights().match["unknown"] * concept.weight
    return math.log(1 + (total - seen + 0.5) / (seen + 0.5)) * concept.weight


class Relevance(NamedTuple):
    """How well the words of a passage answer a question."""

    score: float
    coverage: float
    """Share of the question's concepts, weighted by idf, that it has (0 to 1)."""
    topical: bool
    """Whether it has a concept of this field of law (one of the lexicon)."""
    matched: tuple[str, ...]
    """Stems of the question that occur in it."""


class QueryScorer:
    """Scores passages against the concepts of one question.

    Args:
        concepts: the concepts, each with its idf.

    """

    def __init__(self, concepts: Sequence[tuple[Concept, float]]) -> None:
        self._concepts = [
            (idf, concept.topical, tuple(enumerate(concept.variants))) for concept, idf in concepts
        ]
        self._total = sum(idf for idf, _, _ in self._concepts)
        # Few combinations of counts and lengths occur, and most candidates share them.
        self._strength = lru_cache(maxsize=None)(strength)

    def relevance(self, features: Features) -> Relevance:
        """Return how well the words of the passage with *features* answer the question."""
        score = found = 0.0
        topical = False
        matched: dict[str, None] = {}
        counts = features.counts
        norm = length_norm(features.length)
        synonym = weights().match["synonym"]
        for idf, of_this_field, variants in self._concepts:
            best = share = 0.0
            stems: tuple[str, ...] = ()
            for rank, variant in variants:
                if len(variant) == 1:
                    packed = counts.get(variant[0], 0)
                else:
                    # The words of a phrase must occur together, at least in one field.
                    each = [counts.get(stem, 0) for stem in variant]
                    packed = count_together(each) if each and all(each) else 0
                if not packed:
                    continue
                worth = 1.0 if rank == 0 else synonym
                own, others = self._strength(packed)
                strength = (own * norm + others) * worth
                if strength > best:
                    best, share, stems = strength, worth, variant
            if best:
                score += idf * best
                found += idf * share
                topical = topical or of_this_field
                matched |= dict.fromkeys(stems)
        coverage = found / self._total if self._total else 0.0
        return Relevance(score, coverage, topical, tuple(matched))


@lru_cache(maxsize=4_096)
def length_norm(length: int) -> float:
    """Return the factor of a term in a text of *length* stems: less in a long one (BM25's b)."""
    b, usual = weights().match["length"], weights().match["usual_length"]
    return 1 / (1 - b + b * max(length, usual / 3) / usual)


def strength(packed: int) -> tuple[float, float]:
    """Return the saturated, weighted term frequency in the own words and in the other fields."""
    k = weights().match["saturation"]
    parts = {
        field: weight * count * (1 + k) / (count + k)
        for field, weight in weights().fields.items()
        if (count := count_in(field, packed))
    }
    own = parts.pop("text", 0.0)
    return own, sum(parts.values())
