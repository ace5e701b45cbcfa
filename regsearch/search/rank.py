"""Which of the passages that an engine found answers the question best.

The engine proposes candidates; their order is decided here, the same for every engine.  An idea
of the question counts by how much it tells (its rarity), by where it stands (field weights), and
by whether it stands in the asker's own words or in a synonym.  The sum is multiplied by a few
factors: how many of the ideas a passage has, whether it states a norm, and whether it is made for
the people, the stage and the region that the question speaks of.  All weights are in
``data/ranking.toml``, each explained.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from regsearch import data
from regsearch.law.statements import is_penalty_list
from regsearch.search.analysis import words
from regsearch.search.quantities import Quantity, fits, quantities
from regsearch.search.question import addressees, elections, matters, other_election, speaks_of

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from regsearch.model import Locator, Passage
    from regsearch.search.engine import Concept
    from regsearch.search.lexicon import Election
    from regsearch.search.question import Understood

    _Place = tuple[str, Locator]
    """A document and a place in it."""

_EMPLOYEES = frozenset({"asn", "pns", "cpns", "pppk"})
"""Whom a question is taken to be about if it does not say: the rules here are theirs."""
_USUAL = frozenset({"asn", "pns"})
"""Civil servants in general: almost every rule here is theirs."""
_LETTERS = ("se-", "surat-")
"""Ids of circulars and letters, which apply the law of others."""
_OPENING = 2
"""Among how many first words of a provision its addressee must begin."""
_ALLOWING = {
    "permission": frozenset({"hak", "kebolehan"}),
    "entitlement": frozenset({"hak"}),
}
"""Kinds of norm that answer whether one may, and whether one has a right."""
_ASKS_MEANING = frozenset({"meaning", "one_word"})
_ASKED_NORM = {"larangan": "prohibition", "kewajiban": "duty"}
"""The intent that asks for each kind of norm."""
_DEFINED = re.compile(r"^(.{2,120}?)\s+(?:adalah|ialah)\b")
_OTHER_NAME = re.compile(r"\(|\)|,|\byang selanjutnya (?:disebut|disingkat)\b|\batau disingkat\b")
_OF_THEIRS = _EMPLOYEES | {"pejabat", "pasangan"}


@dataclass(frozen=True, slots=True)
class Weights:
    """The weights of ``data/ranking.toml``."""

    fields: Mapping[str, float]
    """What a word counts in each field."""
    factors: Mapping[str, float]
    match: Mapping[str, float]
    """How a word's count and a synonym weigh."""
    refusal: Mapping[str, float]
    """Least coverage that an answer must have."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage that an engine found, with the stems of its fields."""

    passage: Passage
    fields: Mapping[str, Counter[str]]


@dataclass(frozen=True, slots=True)
class Ranked:
    """A passage with its relevance and how it came about."""

    passage: Passage
    score: float
    coverage: float
    """Share of the question's ideas, weighted by rarity, that it has (0 to 1)."""
    topical: bool
    """Whether it has an idea that this field of law is about (one of the lexicon)."""
    matched: tuple[str, ...]
    """Stems of the question that stand in it."""
    factors: tuple[tuple[str, float], ...]
    """Each factor applied, by name."""


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


def _strength(way: Sequence[str], fields: Mapping[str, Counter[str]]) -> float:
    """Return how strongly a passage says one way of an idea, from 0 to the sum of the fields."""
    k = weights().match["saturation"]
    strength = 0.0
    for field, usual in weights().fields.items():
        counts = fields[field]
        # The words of a phrase must stand together, at least in one field.
        rarest = counts.get(way[0], 0)
        for token in way[1:]:
            rarest = min(rarest, counts.get(token, 0))
        if rarest:
            weight = usual * _brevity(counts) if field == "text" else usual
            strength += weight * rarest * (1 + k) / (rarest + k)
    return strength


def _brevity(counts: Counter[str]) -> float:
    """Return how much a word counts in a text of this length: less in a long one (BM25's b)."""
    b, usual = weights().match["length"], weights().match["usual_length"]
    return 1 / (1 - b + b * max(counts.total(), usual / 3) / usual)


def relevance(
    fields: Mapping[str, Counter[str]], concepts: Sequence[tuple[Concept, float]]
) -> tuple[float, float, bool, tuple[str, ...]]:
    """Return the relevance, the coverage, whether it is topical, and the stems that were found.

    Args:
        fields: the stems of a passage's fields.
        concepts: the ideas of the question with their rarity.

    """
    score = found = total = 0.0
    topical = False
    matched: list[str] = []
    synonym = weights().match["synonym"]
    # Most ways to say an idea are not in a given passage: they are sorted out at once.
    said = frozenset().union(*fields.values())
    for concept, rare in concepts:
        total += rare
        best = share = 0.0
        stems: tuple[str, ...] = ()
        for index, way in enumerate(concept.variants):
            if not said.issuperset(way) or not way:
                continue
            own = index == 0
            strength = _strength(way, fields) * (1.0 if own else synonym)
            if strength > best:
                best, share, stems = strength, 1.0 if own else synonym, way
        score += rare * best
        found += rare * share
        topical = topical or (best > 0 and concept.topical)
        matched += stems
    return score, (found / total if total else 0.0), topical, tuple(dict.fromkeys(matched))


def factors(candidate: Candidate, understood: Understood) -> Iterator[tuple[str, float]]:
    """Yield the factors that apply to *candidate*, each with its name."""
    passage = candidate.passage
    calls = candidate.fields["title"].keys()
    factor = weights().factors
    query = understood.query
    subjects = frozenset(passage.subjects)
    if not passage.locator:
        yield "whole_document", factor["whole_document"]
    elif passage.text.isupper():
        yield "heading_only", factor["heading_only"]
    if passage.modality in {"larangan", "kewajiban"}:
        yield "norm", factor["norm"]
        if _ASKED_NORM.get(passage.modality) in understood.intents:
            yield "asked_norm", factor["asked_norm"]
    elif passage.modality == "sanksi" and "sanction" not in understood.intents:
        yield "sanction_article", factor["sanction_article"]
    elif passage.modality == "definisi":
        meant = "meaning" in understood.intents
        yield ("meaning", factor["meaning"]) if meant else ("definition", factor["definition"])
        if not understood.intents.isdisjoint(_ASKS_MEANING) and _defines(passage.text, understood):
            yield "defines", factor["defines"]
    if passage.cells:
        yield "behaviour", factor["behaviour"]
    if query.stage and passage.stage:
        same = passage.stage == query.stage
        yield ("stage", factor["stage"]) if same else ("other_stage", factor["other_stage"])
    bodies = [c.variants[0] for c in understood.concepts if c.institution]
    theirs = subjects <= _OF_THEIRS or any(not calls.isdisjoint(body) for body in bodies)
    if (query.subject or "asn") in _EMPLOYEES and not theirs:
        yield "others", factor["others"]
    if query.subject in subjects - _USUAL and len(subjects) <= 2:
        yield "subject", factor["subject"]
    allowing = _ALLOWING["permission" if "permission" in understood.intents else "entitlement"]
    if passage.modality in allowing and not understood.intents.isdisjoint(_ALLOWING):
        yield "permission", factor["permission"]
    opening = (passage.text, *passage.context)
    if frozenset().union(*map(_singled_out, opening)) - understood.addressees:
        yield "addressee", factor["addressee"]
    special = frozenset().union(*map(_special_matters, opening))
    if special - understood.matters:
        yield "other_matter", factor["other_matter"]
    elif special:
        yield "matter", factor["matter"]
    if "sanction" in understood.intents and passage.sanctions:
        yield "sanctioned", factor["sanctioned"]
    if understood.levels & {sanction.level for sanction in passage.sanctions}:
        yield "level", factor["level"]
    if "kinds" in understood.intents and is_penalty_list(passage.text):
        yield "kinds", factor["kinds"]
    if passage.document.startswith("uu-"):
        yield "act", factor["act"]
    if passage.document in understood.foreign:
        yield "other_election", factor["other_election"]
    elif len(_asked(query.text).elections) == 1 and other_election(
        _asked(query.text).elections, words(" ".join((*passage.context, passage.text)))
    ):
        yield "other_candidates", factor["other_candidates"]
    if bodies:
        has = {*calls, *candidate.fields["text"], *candidate.fields["context"]}
        if not any(has.issuperset(body) for body in bodies):
            yield "other_body", factor["other_body"]
    asked = _asked(query.text).quantities
    fitting = fits(asked, quantities(passage.text)) if asked else None
    if fitting is not None:
        yield (
            ("amount", factor["amount"])
            if fitting
            else (
                "other_amount",
                factor["other_amount"],
            )
        )
    if passage.document.startswith(_LETTERS):
        yield "letter", factor["letter"]
    if passage.modality == "wewenang" and not bodies:
        yield "authority", factor["authority"]
    if passage.document in {reference.document for reference in query.citations}:
        yield "named", factor["named"]
    if passage.scope and not speaks_of(understood.named, passage.scope):
        yield "narrow", factor["narrow"]


@lru_cache(maxsize=8_192)
def _singled_out(text: str) -> frozenset[str]:
    """Return the people or bodies whom a provision singles out by its first words."""
    return addressees(words(text), _OPENING)


@lru_cache(maxsize=8_192)
def _special_matters(text: str) -> frozenset[str]:
    return matters(words(text))


@dataclass(frozen=True, slots=True)
class _Asked:
    """What every candidate is compared with."""

    elections: tuple[Election, ...]
    quantities: tuple[Quantity, ...]


@lru_cache(maxsize=64)
def _asked(text: str) -> _Asked:
    return _Asked(tuple(elections(words(text))), quantities(text))


def _defines(text: str, understood: Understood) -> bool:
    """Say whether *text* is the definition of just the term that is asked."""
    head = _DEFINED.match(text)
    if not head:
        return False
    terms = {" ".join(words(part)) for part in _OTHER_NAME.split(head[1])}
    return not terms.isdisjoint(understood.terms)


def rank(
    candidates: Iterable[Candidate],
    understood: Understood,
    concepts: Sequence[tuple[Concept, float]],
) -> list[Ranked]:
    """Return the candidates best first.

    Args:
        candidates: what the engine found.
        understood: the question.
        concepts: its ideas with their rarity.

    """
    power = weights().factors["coverage"]
    ranked = []
    for candidate in candidates:
        score, share, topical, matched = relevance(candidate.fields, concepts)
        applied = tuple(factors(candidate, understood))
        score *= share**power * math.prod(value for _, value in applied)
        ranked.append(Ranked(candidate.passage, score, share, topical, matched, applied))
    ranked.sort(key=lambda r: (-round(r.score, 6), r.passage.document, r.passage.order))
    # The item before its lead-in; the norm before the article that only punishes it.
    ordered = _moved_up(ranked, _serves_for, _above, _itself)
    if "sanction" in understood.intents:
        return ordered
    return _moved_up(ordered, _is_punished_by, _itself, _punished)


def _moved_up(
    ranked: list[Ranked],
    goes_before: Callable[[Ranked, Ranked], bool],
    wants: Callable[[Ranked], Iterable[_Place]],
    offers: Callable[[Ranked], Iterable[_Place]],
) -> list[Ranked]:
    """Return *ranked* with each entry moved before the first one above it that it goes before.

    Only an entry that wants a place which one above it offers can go before that one: the few of
    which this holds are compared with all above them.
    """
    ordered: list[Ranked] = []
    offered: set[_Place] = set()
    for entry in ranked:
        place = len(ordered)
        if not offered.isdisjoint(wants(entry)):
            above = (index for index, other in enumerate(ordered) if goes_before(entry, other))
            place = next(above, place)
        ordered.insert(place, entry)
        offered.update(offers(entry))
    return ordered


def _itself(entry: Ranked) -> list[_Place]:
    return [(entry.passage.document, entry.passage.locator)]


def _above(entry: Ranked) -> list[_Place]:
    document, locator = entry.passage.document, entry.passage.locator
    return [(document, locator[:depth]) for depth in range(1, len(locator))]


def _punished(entry: Ranked) -> list[_Place]:
    if entry.passage.modality != "sanksi":
        return []
    return [(related.document, related.locator) for related in entry.passage.related]


def _is_punished_by(norm: Ranked, article: Ranked) -> bool:
    """Say whether *article* refers to *norm*, and *norm* answers about as much."""
    place = (norm.passage.document, norm.passage.locator)
    return (
        article.passage.modality == "sanksi"
        and norm.passage.modality in {"larangan", "kewajiban"}
        and norm.score >= article.score * weights().match["punished"]
        and any((r.document, r.locator) == place for r in article.passage.related)
    )


def _serves_for(item: Ranked, lead: Ranked) -> bool:
    """Say whether *item* stands inside *lead* and answers no less of the question."""
    inner, outer = item.passage, lead.passage
    inside = inner.document == outer.document and len(inner.locator) > len(outer.locator)
    return (
        inside
        and inner.locator[: len(outer.locator)] == outer.locator
        and bool(outer.locator)
        and frozenset(item.matched) >= frozenset(lead.matched)
        and item.score >= lead.score * weights().match["specific"]
    )
