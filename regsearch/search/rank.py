"""Which of the passages that an engine found answers the question best.

The engine proposes candidates; their order is decided here, the same for every engine.  Their
relevance (:mod:`regsearch.search.relevance`) is multiplied by a few factors: how many of the ideas
a passage has, whether it states a norm, and whether it is made for the people, the stage and the
region that the question speaks of.  All weights are in ``data/ranking.toml``, each explained.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from regsearch.search.analysis import words
from regsearch.search.mentions import elections, other_election, speaks_of
from regsearch.search.quantities import fits, quantities
from regsearch.search.relevance import Candidate, Sought, relevance, weights
from regsearch.search.subjects import binds

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from regsearch.search.engine import Concept
    from regsearch.search.quantities import Quantity
    from regsearch.search.question import Understood

_EMPLOYEES = frozenset({"asn", "pns", "cpns", "pppk"})
"""Whom a question is taken to be about if it does not say: the rules here are theirs."""
_USUAL = frozenset({"asn", "pns"})
"""Civil servants in general: almost every rule here is theirs."""
_LETTERS = ("se-", "surat-")
"""Ids of circulars and letters, which apply the law of others."""
_ALLOWING = {
    "permission": frozenset({"hak", "kebolehan"}),
    "entitlement": frozenset({"hak"}),
}
"""Kinds of norm that answer whether one may, and whether one has a right."""
_ASKS_MEANING = frozenset({"meaning", "one_word"})
_ASKED_NORM = {"larangan": "prohibition", "kewajiban": "duty"}
"""The intent that asks for each kind of norm."""
_OWN = ("title", "text", "context")
"""The fields in which a passage speaks of the body that it is about."""
_OF_THEIRS = _EMPLOYEES | {"pejabat", "pasangan"}


class Ranked(NamedTuple):
    """The key of a passage with its relevance and how it came about."""

    key: str
    score: float
    coverage: float
    """Share of the question's ideas, weighted by rarity, that it has (0 to 1)."""
    topical: bool
    """Whether it has an idea that this field of law is about (one of the lexicon)."""
    matched: tuple[str, ...]
    """Stems of the question that stand in it."""
    factors: tuple[tuple[str, float], ...]
    """Each factor applied, by name."""


class Asked:
    """What every candidate's facts are compared with.

    Args:
        understood: the question.

    """

    def __init__(self, understood: Understood) -> None:
        query = understood.query
        self.understood = understood
        self.bodies = [c.variants[0] for c in understood.concepts if c.institution]
        self.documents = frozenset(reference.document for reference in query.citations)
        named = elections(words(query.text))
        self.election = named[0].name if len(named) == 1 else None
        self.quantities: tuple[Quantity, ...] = quantities(query.text)
        self.allowing = frozenset[str]()
        if not understood.intents.isdisjoint(_ALLOWING):
            kind = "permission" if "permission" in understood.intents else "entitlement"
            self.allowing = _ALLOWING[kind]
        self.of_employees = (query.subject or "asn") in _EMPLOYEES


def factors(candidate: Candidate, asked: Asked) -> Iterator[str]:
    """Yield the names of the factors that apply to *candidate*."""
    facts, document, mentions = candidate.facts, candidate.document, candidate.mentions
    understood = asked.understood
    query, intents = understood.query, understood.intents
    modality = facts.modality
    if facts.whole:
        yield "whole_document"
    elif facts.heading:
        yield "heading_only"
    if modality in {"larangan", "kewajiban"}:
        yield "norm"
        if _ASKED_NORM.get(modality) in intents:
            yield "asked_norm"
    elif modality == "sanksi" and "sanction" not in intents:
        yield "sanction_article"
    elif modality == "definisi":
        yield "meaning" if "meaning" in intents else "definition"
        if not intents.isdisjoint(_ASKS_MEANING) and not understood.terms.isdisjoint(facts.defines):
            # The definition of just the term that is asked.
            yield "defines"
    if facts.row:
        yield "behaviour"
    if query.stage and facts.stage:
        yield "stage" if facts.stage == query.stage else "other_stage"
    if (
        asked.of_employees
        and not (
            _OF_THEIRS.issuperset(facts.subjects)
            or any(candidate.says(token, "title") for body in asked.bodies for token in body)
        )
    ) or not binds(facts.subjects, query.subject):
        yield "others"
    if (
        query.subject in facts.subjects
        and query.subject not in _USUAL
        and len(frozenset(facts.subjects)) <= 2
    ):
        yield "subject"
    if modality in asked.allowing:
        yield "permission"
    if not mentions.addressees <= understood.addressees:
        yield "addressee"
    if mentions.matters:
        yield "matter" if mentions.matters <= understood.matters else "other_matter"
    if "sanction" in intents and facts.levels:
        yield "sanctioned"
    if not understood.levels.isdisjoint(facts.levels):
        yield "level"
    if "kinds" in intents and facts.lists_penalties:
        yield "kinds"
    if document.startswith("uu-"):
        yield "act"
    if document in understood.foreign:
        yield "other_election"
    elif asked.election and other_election(asked.election, facts.told):
        yield "other_candidates"
    if asked.bodies and not any(
        all(candidate.says(token, *_OWN) for token in body) for body in asked.bodies
    ):
        yield "other_body"
    fitting = fits(asked.quantities, facts.quantities) if asked.quantities else None
    if fitting is not None:
        yield "amount" if fitting else "other_amount"
    if document.startswith(_LETTERS):
        yield "letter"
    if modality == "wewenang" and not asked.bodies:
        yield "authority"
    if document in asked.documents:
        yield "named"
    if facts.scope and not speaks_of(understood.named, facts.scope):
        yield "narrow"


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
    factor = weights().factors
    power = factor["coverage"]
    sought, asked = Sought(concepts), Asked(understood)
    found = []
    for candidate in candidates:
        score, share, topical, matched = relevance(candidate, sought)
        applied = tuple((name, factor[name]) for name in factors(candidate, asked))
        score *= share**power
        for _, value in applied:
            score *= value
        facts = candidate.facts
        entry = Ranked(facts.key, score, share, topical, matched, applied)
        weighed = _Weighed(entry, candidate)
        found.append((-round(score, 6), candidate.document, facts.order, weighed))
    best_first = [weighed for *_, weighed in sorted(found)]
    # The item before its lead-in; the norm before the article that only punishes it.
    ordered = _moved_up(best_first, _serves_for, _above, _itself)
    if "sanction" not in understood.intents:
        ordered = _moved_up(ordered, _is_punished_by, _itself, _punished)
    return [weighed.entry for weighed in ordered]


class _Weighed(NamedTuple):
    entry: Ranked
    candidate: Candidate


def _moved_up(
    ranked: list[_Weighed],
    goes_before: Callable[[_Weighed, _Weighed], bool],
    wants: Callable[[_Weighed], Sequence[str]],
    offers: Callable[[_Weighed], Sequence[str]],
) -> list[_Weighed]:
    """Return *ranked* with each entry moved before the first one above it that it goes before.

    Only an entry that wants the key of a place which one above it offers can go before that one:
    the few of which this holds are compared with all above them.
    """
    ordered: list[_Weighed] = []
    offered: set[str] = set()
    for weighed in ranked:
        if offered.isdisjoint(wants(weighed)):
            ordered.append(weighed)
        else:
            above = (index for index, other in enumerate(ordered) if goes_before(weighed, other))
            ordered.insert(next(above, len(ordered)), weighed)
        offered.update(offers(weighed))
    return ordered


def _itself(weighed: _Weighed) -> Sequence[str]:
    return (weighed.entry.key,)


def _above(weighed: _Weighed) -> Sequence[str]:
    return weighed.candidate.above


def _punished(weighed: _Weighed) -> Sequence[str]:
    return weighed.candidate.facts.punishes


def _is_punished_by(norm: _Weighed, article: _Weighed) -> bool:
    """Say whether *article* refers to *norm*, and *norm* answers about as much."""
    return (
        norm.entry.key in article.candidate.facts.punishes
        and norm.candidate.facts.modality in {"larangan", "kewajiban"}
        and norm.entry.score >= article.entry.score * weights().match["punished"]
    )


def _serves_for(item: _Weighed, lead: _Weighed) -> bool:
    """Say whether *item* stands inside *lead* and answers no less of the question."""
    return (
        lead.entry.key in item.candidate.above
        and frozenset(item.entry.matched) >= frozenset(lead.entry.matched)
        and item.entry.score >= lead.entry.score * weights().match["specific"]
    )
