"""A question as it was understood, before anything is looked up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from datetime import date

    from regsearch.model.passage import Reference, Stage


class Concept(NamedTuple):
    """One idea of a question: the ways to say it, of which the best one counts."""

    name: str
    """The word or phrase as it was asked."""
    variants: tuple[tuple[str, ...], ...]
    """Ways to say it, the asker's own first: a token, or several that must all occur."""
    weight: float = 1.0
    """Factor of its inverse document frequency."""
    topical: bool = False
    """Whether it belongs to this field of law: it is one of the lexicon's entries."""
    institution: bool = False
    """Whether it names a body that has an instrument of its own, such as the Ombudsman."""


class Quantity(NamedTuple):
    """A number or a range of numbers of one unit, both ends included."""

    unit: str
    """``menit``, ``hari``, ``minggu``, ``bulan``, ``tahun`` or ``persen``."""
    low: float
    high: float
    """Infinite for "28 hari atau lebih"."""


@dataclass(frozen=True, slots=True)
class ParsedQuery:
    """A question, parsed once: what is searched for, and what candidates are compared with.

    >>> query = library.ask("PNS like postingan calon bupati").query
    >>> query.subject, query.election
    ('pns', 'pilkada')

    """

    text: str
    """The question as it was asked."""
    as_of: date
    """The day whose law is asked for."""
    day_mentioned: bool = False
    """Whether that day was read from the question itself."""
    words: tuple[str, ...] = ()
    """All its words in order, abbreviations in full and misspellings corrected."""
    concepts: tuple[Concept, ...] = ()
    """What it is searched by."""
    only_boilerplate: bool = False
    """Whether it has no concepts of its own, only words that carry a question ("sanksi pns")."""
    expansions: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Phrases of the question and the statutory words that the lexicon gives for each."""
    assumed: tuple[tuple[str, str], ...] = ()
    """Misspelled words and what they were read as."""
    citations: tuple[Reference, ...] = ()
    """Provisions that it names."""
    absent: str | None = None
    """What to say where it cites a provision that an instrument of the index does not have."""
    unknown_instruments: tuple[str, ...] = ()
    """What to say of each instrument that it cites by number and that the index does not have."""
    inapplicable: tuple[str, ...] = ()
    """Ids of the instruments that it names but that do not bind whom it is about."""
    subject: str | None = None
    """Whom it is about: ``pns``, ``pppk``, ``non-asn``, ``tni`` ...; None if it does not say."""
    others: frozenset[str] = frozenset()
    """Who else it mentions, in the same terms."""
    stage: Stage | None = None
    kinds: tuple[str, ...] = ()
    """Kinds of instrument that it is limited to; empty for all."""
    intents: frozenset[str] = frozenset()
    """What is wanted: ``sanction``, ``permission``, ``validity``, ``meaning``, ``scope`` ...; and,
    where that does not change what is searched, ``remedy``, ``deadline``, ``decider`` ..."""
    levels: frozenset[str] = frozenset()
    """Levels of sanction that it names."""
    quantities: tuple[Quantity, ...] = ()
    """Numbers with their units that it speaks of."""
    names: frozenset[str] = frozenset()
    """Its words and the full names of the regions in it."""
    addressees: frozenset[str] = frozenset()
    """Kinds of people or bodies that it names, of those that some rules single out."""
    matters: frozenset[str] = frozenset()
    """Matters that it speaks of, of those that some rules are only about."""
    terms: frozenset[str] = frozenset()
    """What may be the term whose meaning is asked."""
    election: str | None = None
    """The kind of election that it speaks of, ``pilkada`` or ``pemilu``, if it is one."""
    other_election_laws: frozenset[str] = frozenset()
    """Ids of the laws for another kind of election than the one it speaks of."""
    about_staff: bool = False
    """Whether it names people whom the rules are for, or who is over or under them at work."""
