"""What weighs a passage besides its words, the same for every engine.

The relevance of a candidate (:mod:`regsearch.rank.relevance`) is multiplied by a few factors: how
many of the ideas it has, whether it states a norm, and whether it is made for the people, the stage
and the region that the question speaks of.  All weights are in ``data/ranking.toml``, each
explained.  The order that follows is made in :mod:`regsearch.rank.ranking`.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from regsearch.query.applicability import binds
from regsearch.query.entities import asks_for_scope, elections, other_election, speaks_of
from regsearch.rank.relevance import weights
from regsearch.text.analysis import words
from regsearch.text.quantities import fits, quantities

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from regsearch.index.features import Nature
    from regsearch.query.parse import Understood
    from regsearch.rank.candidate import Candidate
    from regsearch.text.quantities import Quantity

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
        self.meaning = not understood.intents.isdisjoint(_ASKS_MEANING)
        self.of_employees = (query.subject or "asn") in _EMPLOYEES


def by_nature(nature: Nature, asked: Asked) -> Iterator[str]:
    """Yield the names of the factors that apply to every candidate of this *nature*."""
    understood = asked.understood
    query, intents = understood.query, understood.intents
    modality = nature.modality
    if modality in {"larangan", "kewajiban"}:
        yield "norm"
        if _ASKED_NORM.get(modality) in intents:
            yield "asked_norm"
    elif modality == "sanksi" and "sanction" not in intents:
        yield "sanction_article"
    elif modality == "definisi":
        yield "meaning" if "meaning" in intents else "definition"
    if nature.row:
        yield "behaviour"
    if query.stage and nature.stage:
        yield "stage" if nature.stage == query.stage else "other_stage"
    if (
        query.subject in nature.subjects
        and query.subject not in _USUAL
        and len(frozenset(nature.subjects)) <= 2
    ):
        yield "subject"
    if modality in asked.allowing:
        yield "permission"
    if "sanction" in intents and nature.levels:
        yield "sanctioned"
    if not understood.levels.isdisjoint(nature.levels):
        yield "level"
    if "kinds" in intents and nature.lists_penalties:
        yield "kinds"
    if modality == "wewenang" and not asked.bodies:
        yield "authority"
    if nature.scope and not speaks_of(understood.named, nature.scope):
        yield "narrow"
    elif nature.scope and asks_for_scope(understood.named, nature.scope):
        yield "own_scope"


def by_itself(candidate: Candidate, asked: Asked) -> Iterator[str]:
    """Yield the names of the factors that apply to *candidate*, not to all of its nature."""
    nature, document, mentions = candidate.nature, candidate.document, candidate.mentions
    understood = asked.understood
    if candidate.whole:
        yield "whole_document"
    elif nature.heading:
        yield "heading_only"
    if (
        nature.modality == "definisi"
        and asked.meaning
        and not understood.terms.isdisjoint(candidate.further.defines)
    ):
        # The definition of just the term that is asked.
        yield "defines"
    if (
        asked.of_employees
        and not (
            _OF_THEIRS.issuperset(nature.subjects)
            or any(candidate.says(token, "title") for body in asked.bodies for token in body)
        )
    ) or not binds(nature.subjects, understood.query.subject):
        yield "others"
    if not mentions.addressees <= understood.addressees:
        yield "addressee"
    if mentions.matters:
        yield "matter" if mentions.matters <= understood.matters else "other_matter"
    if document.startswith("uu-"):
        yield "act"
    if document in understood.foreign:
        yield "other_election"
    elif asked.election and other_election(asked.election, candidate.told):
        yield "other_candidates"
    if asked.bodies and not any(
        all(candidate.says(token, *_OWN) for token in body) for body in asked.bodies
    ):
        yield "other_body"
    fitting = fits(asked.quantities, candidate.further.quantities) if asked.quantities else None
    if fitting is not None:
        yield "amount" if fitting else "other_amount"
    if document.startswith(_LETTERS):
        yield "letter"
    if document in asked.documents:
        yield "named"


_MAY_APPLY: dict[str, Callable[[Asked], object]] = {
    "whole_document": lambda _: True,
    "heading_only": lambda _: True,
    "defines": lambda asked: asked.meaning,
    "others": lambda _: True,
    "addressee": lambda _: True,
    "matter": lambda asked: asked.understood.matters,
    "other_matter": lambda _: True,
    "act": lambda _: True,
    "other_election": lambda asked: asked.understood.foreign,
    "other_candidates": lambda asked: asked.election,
    "other_body": lambda asked: asked.bodies,
    "amount": lambda asked: asked.quantities,
    "other_amount": lambda asked: asked.quantities,
    "letter": lambda _: True,
    "named": lambda asked: asked.documents,
}
"""The factors of :func:`by_itself`, and what must hold of a question for each to apply."""


def most_by_itself(asked: Asked) -> float:
    """Return what the factors of :func:`by_itself` come to at the most, for any candidate.

    The product of all that can apply to this question and are above 1, be it that some exclude one
    another.
    """
    value = weights().factors
    return math.prod(max(value[name], 1.0) for name, may in _MAY_APPLY.items() if may(asked))


def factors(candidate: Candidate, asked: Asked) -> Iterator[str]:
    """Yield the names of the factors that apply to *candidate*."""
    yield from by_nature(candidate.nature, asked)
    yield from by_itself(candidate, asked)
