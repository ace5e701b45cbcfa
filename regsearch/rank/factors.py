"""Ranking factors besides text relevance, the same for every engine.

The relevance of a candidate (:mod:`regsearch.rank.relevance`) is multiplied by these: whether it
states a norm, and whether it is made for the people, the stage and the region of the question.
``data/ranking.toml`` has the value of each with its reason.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from regsearch.query.applicability import binds
from regsearch.query.entities import (
    asks_for_scope,
    mentions_of,
    other_election,
    speaks_of,
)
from regsearch.text.quantities import fits

if TYPE_CHECKING:
    from collections.abc import Iterator

    from regsearch.index.features import Features
    from regsearch.model import ParsedQuery

WHOLE = 1 - 1e-9
"""Coverage of a passage that has all concepts of a question, but for rounding."""
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
    """A passage with its score and how the score came about."""

    key: str
    score: float
    text_score: float
    """Text relevance with the ranking factors, as a share of the best candidate's (0 to 1)."""
    behaviour_score: float
    """Share of the behaviours that it answers, as far as it applies (0 to 1)."""
    coverage: float
    """Share of the question's concepts, weighted by idf, that it has (0 to 1)."""
    topical: bool
    """Whether it has a concept of this field of law (one of the lexicon)."""
    matched: tuple[str, ...]
    """Stems of the question that occur in it."""
    factors: tuple[tuple[str, float], ...]
    """Each factor applied, by name."""


DIGITS = 6
"""Scores that agree to so many digits are equal."""


class Scored(NamedTuple):
    """A passage with its score, and the features that it follows from."""

    entry: Ranked
    features: Features


class QueryFeatures:
    """The features of a question that those of every candidate are compared with.

    Args:
        query: the question.

    """

    def __init__(self, query: ParsedQuery) -> None:
        self.query = query
        self.bodies = [c.variants[0] for c in query.concepts if c.institution]
        self.documents = frozenset(reference.document for reference in query.citations)
        self.election = query.election
        self.quantities = query.quantities
        self.allowing = frozenset[str]()
        if not query.intents.isdisjoint(_ALLOWING):
            kind = "permission" if "permission" in query.intents else "entitlement"
            self.allowing = _ALLOWING[kind]
        self.meaning = not query.intents.isdisjoint(_ASKS_MEANING)
        self.of_employees = (query.subject or "asn") in _EMPLOYEES


def factors_of(features: Features, asked: QueryFeatures) -> Iterator[str]:
    """Yield the names of the factors that apply to the passage with *features*."""
    yield from _norm_factors(features, asked)
    yield from _address_factors(features, asked)
    yield from _instrument_factors(features, asked)


def _norm_factors(features: Features, asked: QueryFeatures) -> Iterator[str]:
    """Yield the factors of what kind of provision it is."""
    query, intents = asked.query, asked.query.intents
    modality = features.modality
    if modality in {"larangan", "kewajiban"}:
        yield "norm"
        if _ASKED_NORM.get(modality) in intents:
            yield "asked_norm"
    elif modality == "sanksi" and "sanction" not in intents:
        yield "sanction_article"
    elif modality == "definisi":
        yield "meaning" if "meaning" in intents else "definition"
        if asked.meaning and not query.terms.isdisjoint(features.defines):
            yield "defines"
    if features.table_row:
        yield "behaviour"
    if modality in asked.allowing:
        yield "permission"
    if "sanction" in intents and features.levels:
        yield "sanctioned"
    if not query.levels.isdisjoint(features.levels):
        yield "level"
    if "kinds" in intents and features.lists_penalties:
        yield "kinds"
    if modality == "wewenang" and not asked.bodies:
        yield "authority"
    if features.is_document:
        yield "whole_document"
    elif features.no_rule:
        yield "no_rule"
    fitting = fits(asked.quantities, features.quantities) if asked.quantities else None
    if fitting:
        yield "amount"
    elif modality == "sanksi" and fitting is False:
        yield "other_amount"  # the numbers of other rules are limits that a case need not meet
    elif modality == "sanksi" and any(q.unit == "hari" for q in features.quantities):
        yield "unasked_amount"


def _address_factors(features: Features, asked: QueryFeatures) -> Iterator[str]:
    """Yield the factors of whom and what it is made for: subject, stage, election, matter."""
    query = asked.query
    if query.stage and features.stage:
        yield "stage" if features.stage == query.stage else "other_stage"
    if (
        query.subject in features.subjects
        and query.subject not in _USUAL
        and len(frozenset(features.subjects)) <= 2
    ):
        yield "subject"
    of_others = not _OF_THEIRS.issuperset(features.subjects) and not any(
        features.has(token, "title") for body in asked.bodies for token in body
    )
    if (asked.of_employees and of_others) or not binds(features.subjects, query.subject):
        yield "others"
    mentions = mentions_of(features.unit_words)
    if not mentions.addressees <= query.addressees:
        yield "addressee"
    if mentions.matters:
        yield "matter" if mentions.matters <= query.matters else "other_matter"
    if features.document in query.other_election_laws:
        yield "other_election"
    elif asked.election and other_election(asked.election, features.unit_words):
        yield "other_candidates"


def _instrument_factors(features: Features, asked: QueryFeatures) -> Iterator[str]:
    """Yield the factors of the instrument that it is part of."""
    query, document = asked.query, features.document
    if features.scope and not speaks_of(query.names, features.scope):
        yield "narrow"
    elif features.scope and asks_for_scope(query.names, features.scope):
        yield "own_scope"
    if document.startswith("uu-"):
        yield "act"
    if asked.bodies and not any(
        all(features.has(token, *_OWN) for token in body) for body in asked.bodies
    ):
        yield "other_body"
    if document.startswith(_LETTERS):
        yield "letter"
    if document in asked.documents:
        yield "named"
