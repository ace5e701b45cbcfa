"""How the answers to a question came about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from regsearch.model.passage import Passage
    from regsearch.model.query import Concept, ParsedQuery


@dataclass(frozen=True, slots=True)
class ScoredPassage:
    """A passage that was considered, and how its score came about."""

    passage: Passage
    score: float
    text_score: float
    """Text relevance with its factors, as a share of the best candidate's (0 to 1)."""
    behaviour_score: float
    """Share of the behaviours that it answers, as far as their conditions hold (0 to 1)."""
    coverage: float
    """Share of the question's concepts, weighted by idf, that it has (0 to 1)."""
    matched: tuple[str, ...]
    """Stems of the question that occur in it."""
    factors: tuple[tuple[str, float], ...]
    """The ranking factors applied, by name (``data/ranking.toml``)."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """How the answers to a question came about."""

    query: ParsedQuery
    idf: tuple[tuple[Concept, float], ...]
    """Each concept of the question with its inverse document frequency."""
    behaviours: tuple[tuple[str, float], ...]
    """What the question may be about, the likeliest first, each with its share."""
    example: str | None
    """The catalogue's question that is most like it, of its likeliest behaviour."""
    excluded: tuple[str, ...]
    """Norms of the likeliest behaviour whose conditions the question does not meet."""
    ranked: tuple[ScoredPassage, ...]
    """The passages considered, best first."""
