"""Which of the passages that an engine found answers the question best.

The engine's relevance is multiplied by a few factors (``data/ranking.toml``): how many of the
question's ideas a passage has, whether it states a norm, and whether it is made for the people,
the stage and the region that the question speaks of.
"""

from __future__ import annotations

import math
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from regsearch.model import Passage
    from regsearch.search.analysis import Analyser
    from regsearch.search.engine import Concept
    from regsearch.search.question import Understood

_EMPLOYEES = frozenset({"asn", "pns", "cpns", "pppk"})
"""Whom a question is taken to be about if it does not say: the rules here are theirs."""

SYNONYM_SHARE = 0.85
"""How much of an idea a passage has that says it in other words than the question."""


@dataclass(frozen=True, slots=True)
class Weights:
    """The weights of ``data/ranking.toml``."""

    fields: Mapping[str, float]
    factors: Mapping[str, float]
    refusal: float
    """Least share of the question's ideas that an answer must have."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """A passage with its relevance and how it came about."""

    passage: Passage
    score: float
    coverage: float
    """Share of the question's ideas, weighted by rarity, that it has (0 to 1)."""
    matched: tuple[str, ...]
    """Stems of the question that stand in it."""
    factors: tuple[tuple[str, float], ...]
    """Each factor applied, by name."""


@lru_cache(maxsize=1)
def weights() -> Weights:
    """Return the weights that ship."""
    text = resources.files("regsearch.data").joinpath("ranking.toml").read_text("utf-8")
    table = tomllib.loads(text)
    return Weights(table["fields"], table["factors"], table["refusal"]["coverage"])


def rarity(concept: Concept, frequency: Callable[[str], int], total: int) -> float:
    """Return how much a concept tells: the inverse document frequency of its commonest way.

    Args:
        concept: an idea of the question.
        frequency: in how many passages a token stands.
        total: number of passages.

    """
    seen = max(min(frequency(token) for token in way) for way in concept.variants)
    return math.log(1 + (total - seen + 0.5) / (seen + 0.5))


def coverage(
    tokens: frozenset[str], concepts: Sequence[tuple[Concept, float]]
) -> tuple[float, tuple[str, ...]]:
    """Return the share of the question's ideas among *tokens*, and the stems that were found.

    Args:
        tokens: the stems of a passage.
        concepts: the ideas of the question with their rarity.

    """
    found = total = 0.0
    matched: list[str] = []
    for concept, weight in concepts:
        total += weight
        for index, way in enumerate(concept.variants):
            if tokens.issuperset(way):
                found += weight * (1.0 if index == 0 else SYNONYM_SHARE)
                matched += way
                break
    return (found / total if total else 0.0), tuple(dict.fromkeys(matched))


def passage_tokens(passage: Passage, title: str, analyser: Analyser) -> frozenset[str]:
    """Return every stem of what *passage* says, with its surroundings and its instrument's name."""
    texts = (
        passage.text,
        passage.penjelasan or "",
        *passage.context,
        *passage.headings,
        *(text for _, text in passage.cells),
        *(penalty for sanction in passage.sanctions for penalty in sanction.penalties),
        passage.condition or "",
        title,
    )
    return frozenset(stem for text in texts for stem in analyser.stems(text))


def factors(
    passage: Passage, understood: Understood, named: frozenset[str]
) -> Iterable[tuple[str, float]]:
    """Yield the factors that apply to *passage*, each with its name.

    Args:
        passage: what was found.
        understood: the question.
        named: words of the question, to tell whether it names a region or an office.

    """
    factor = weights().factors
    query = understood.query
    if not passage.locator:
        yield "whole_document", factor["whole_document"]
    if passage.modality in {"larangan", "kewajiban"}:
        yield "norm", factor["norm"]
    elif passage.modality == "sanksi" and "sanction" not in understood.intents:
        yield "sanction_article", factor["sanction_article"]
    elif passage.modality == "definisi" and "meaning" not in understood.intents:
        yield "definition", factor["definition"]
    if passage.cells:
        yield "behaviour", factor["behaviour"]
    if query.stage and passage.stage == query.stage:
        yield "stage", factor["stage"]
    if (query.subject or "asn") in _EMPLOYEES:
        own = not _EMPLOYEES.isdisjoint(passage.subjects)
        yield ("own_rules", factor["own_rules"]) if own else ("others", factor["others"])
    if query.subject and query.subject in passage.subjects:
        yield "subject", factor["subject"]
    if passage.scope and not named & frozenset(passage.scope.casefold().split()):
        yield "narrow", factor["narrow"]


def rank(
    found: Iterable[tuple[Passage, float, frozenset[str]]],
    understood: Understood,
    concepts: Sequence[tuple[Concept, float]],
) -> list[Ranked]:
    """Return the passages best first.

    Args:
        found: each passage with the engine's relevance and its stems.
        understood: the question.
        concepts: its ideas with their rarity.

    """
    named = frozenset(understood.query.text.casefold().split())
    power = weights().factors["coverage"]
    ranked = []
    for passage, relevance, tokens in found:
        share, matched = coverage(tokens, concepts)
        applied = tuple(factors(passage, understood, named))
        score = relevance * share**power * math.prod(value for _, value in applied)
        ranked.append(Ranked(passage, score, share, matched, applied))
    return sorted(ranked, key=lambda r: (-round(r.score, 6), r.passage.key))
