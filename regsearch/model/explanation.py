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
    ranked: tuple[ScoredPassage, ...]
    """The passages considered, best first."""
