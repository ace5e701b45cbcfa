"""Kinds of people, special matters, elections and regions that a question or a provision names.

The words to look for are in ``data/question.toml``.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from regsearch.query.lexicon import question_words
from regsearch.query.phrases import Phrases
from regsearch.text.analysis import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from regsearch.model import Stage
    from regsearch.query.lexicon import Election
    from regsearch.query.phrases import Phrase

_OF_PLACE = re.compile(r"\b(?:di lingkungan|Pemerintah (?:Daerah|Kabupaten|Kota|Provinsi))\b")
"""How the catalogue words a scope that is an office or a region, besides naming a region."""
_OPENING = 2
"""Among how many first words of a provision its addressee must begin."""


class Mentions(NamedTuple):
    """What a provision speaks of."""

    addressees: frozenset[str]
    """Kinds of people or bodies that it or a unit above it singles out by its first words."""
    matters: frozenset[str]
    """Special matters that it or a unit above it is about."""


def mentions_of(unit_words: Sequence[str]) -> Mentions:
    """Return what a provision speaks of.

    Args:
        unit_words: its own words, then those of each unit above it
            (:attr:`regsearch.index.features.Features.unit_words`).

    """
    return Mentions(
        frozenset().union(*map(_singled_out, unit_words)),
        frozenset().union(*map(_special, unit_words)),
    )


def other_election(named: str, unit_words: Sequence[str]) -> bool:
    """Say whether a provision speaks only of candidates of another kind of election than *named*.

    Args:
        named: name of a kind of election.
        unit_words: as for :func:`mentions_of`.

    """
    own, *above = unit_words
    found = _elections_of_candidates(" ".join((*above, own)))
    return bool(found) and named not in found


@lru_cache(maxsize=8_192)
def _elections_of_candidates(text: str) -> frozenset[str]:
    return _names_in(text, _candidates())


@lru_cache(maxsize=8_192)
def _singled_out(text: str) -> frozenset[str]:
    return addressees(text.split(), _OPENING)


@lru_cache(maxsize=8_192)
def _special(text: str) -> frozenset[str]:
    return _names_in(text, _matters())


@cache
def _matters() -> Sequence[tuple[str, str]]:
    return _spaced(question_words().matters)


@cache
def _matters_asked() -> Sequence[tuple[str, str]]:
    return _spaced(question_words().matters_asked)


@cache
def _candidates() -> Sequence[tuple[str, str]]:
    return _spaced((e.name, e.candidates) for e in question_words().elections)


def _spaced(table: Iterable[tuple[str, Sequence[Phrase]]]) -> Sequence[tuple[str, str]]:
    return tuple((f" {' '.join(phrase)} ", name) for name, phrases in table for phrase in phrases)


def _names_in(text: str, table: Sequence[tuple[str, str]]) -> frozenset[str]:
    """Return the names whose phrases stand in *text*."""
    spaced = f" {text} "
    return frozenset(name for phrase, name in table if phrase in spaced)


def addressees(spoken: Sequence[str], within: int | None = None) -> frozenset[str]:
    """Return which kinds of people or bodies *spoken* names, of those some rules single out.

    Args:
        spoken: words of a question or of a provision.
        within: among how many first words the name must begin; anywhere if None.
    """
    known = _addressees()
    return frozenset(
        name
        for place, word in enumerate(spoken[:within])
        for phrase, name in known.get(word, ())
        if tuple(spoken[place : place + len(phrase)]) == phrase
    )


@cache
def _addressees() -> Mapping[str, Sequence[tuple[Phrase, str]]]:
    """Return the kinds of people or bodies by the first word of each of their names."""
    found: dict[str, list[tuple[Phrase, str]]] = {}
    for name, phrases in question_words().addressees:
        for phrase in phrases:
            found.setdefault(phrase[0], []).append((phrase, name))
    return found


def matters(spoken: Sequence[str]) -> frozenset[str]:
    """Return the matters that a question speaks of, of those that some rules are only about."""
    text = " ".join(spoken)
    return _names_in(text, _matters()) | _names_in(text, _matters_asked())


def election_of(spoken: Sequence[str], *, by_office: bool = True) -> Election | None:
    """Return the kind of election that *spoken* is about, or None if it names none or several.

    Args:
        spoken: words of a question.
        by_office: whether an office that an election fills stands for it where no word does.

    """
    known = question_words().elections
    named, general = set(_elections("words").rows_in(spoken)), _elections("general").rows_in(spoken)
    parts = {known[row].part_of for row in named}
    named |= {row for row in general if known[row].name not in parts}
    if not named and by_office:
        named = set(_elections("offices").rows_in(spoken))
    # "Capres dan caleg" are both elected in a pemilu.
    named -= {row for row in named if any(known[o].name == known[row].part_of for o in named)}
    return known[named.pop()] if len(named) == 1 else None


@cache
def _elections(words: str) -> Phrases:
    return Phrases(getattr(election, words) for election in question_words().elections)


def stage_on(election: str, first: date, last: date) -> Stage | None:
    """Return whether the candidates of *election* were designated on the days asked about.

    Args:
        election: name of a kind of election.
        first: first of these days.
        last: last of them; they tell a stage only if it is that of all of them.

    """
    for designation in question_words().designations:
        if designation.election == election and designation.begins <= first:
            if last < designation.day:
                return "sebelum"
            if designation.day <= first and last <= designation.vote:
                return "sesudah"
    return None


@cache
def _regions() -> Phrases:
    return Phrases(question_words().regions)


def regions(spoken: Sequence[str]) -> frozenset[str]:
    """Return the full names of the regions that *spoken* names, in full or in short."""
    known = question_words().regions
    return frozenset(" ".join(known[row][1]) for row in _regions().rows_in(spoken))


def speaks_of(named: frozenset[str], scope: str) -> bool:
    """Say whether a question names the office, region or case that a narrow rule is for.

    Args:
        named: words of the question, with the full names of its regions.
        scope: whom the rule binds, in the catalogue's words.

    """
    narrow = _narrowness(scope)
    return not narrow or not narrow.isdisjoint(named)


def asks_for_scope(named: frozenset[str], scope: str) -> bool:
    """Say whether a question names the office or region that a narrow rule is for.

    A rule on a special matter is no rule of an office; the arguments are those of `speaks_of`.
    """
    return not _special(scope.casefold()) and not _narrowness(scope).isdisjoint(named)


@lru_cache(maxsize=8_192)
def is_of_place(scope: str) -> bool:
    """Say whether *scope*, in the catalogue's words, is that of one office or region.

    Others are of a group of people, such as teachers, wherever they work.

    >>> is_of_place("PNS di lingkungan BKN saja"), is_of_place("Guru dan dosen")
    (True, False)
    """
    return bool(regions(words(scope)) or _OF_PLACE.search(scope))


@lru_cache(maxsize=8_192)
def _narrowness(scope: str) -> frozenset[str]:
    """Return what a question must name one of: the regions of a scope, or its special words."""
    spoken = words(scope)
    return regions(spoken) or frozenset(spoken) - question_words().common
