"""Whom a question is about: named, speaking for himself, or acting where it opens."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from regsearch.query.lexicon import NamedPhrases, question_words
from regsearch.text.analysis import stopwords

if TYPE_CHECKING:
    from collections.abc import Sequence

    from regsearch.query.lexicon import Phrase


def subject_of(spoken: Sequence[str]) -> str | None:
    """Return whom the words of a question are about, or None where they do not say.

    Who speaks of himself goes first ("saya guru PNS"), then whoever opens the question and acts,
    before those whom he acts on ("tim kampanye mengajak lurah"), then whoever is named.
    """
    return _speaker(spoken) or _actor(spoken)


def _speaker(spoken: Sequence[str]) -> str | None:
    """Return what the asker says he is himself ("saya guru PNS"), or None."""
    known = question_words().speaker
    for place, word in enumerate(spoken):
        if word not in known["self"] or (place and spoken[place - 1] in known["of"]):
            continue
        said = place + 1
        while said < len(spoken) and spoken[said] in known["between"]:
            said += 1
        for name, phrases in question_words().subjects:
            if any(tuple(spoken[said : said + len(phrase)]) == phrase for phrase in phrases):
                return name
    return None


def _actor(spoken: Sequence[str]) -> str | None:
    """Return whom the question names or opens with, or None."""
    known = question_words()
    subject, after = _opening(known.subjects, spoken)
    opening, behind = _opening(known.openings, spoken)
    # Whoever is not covered may open a question about somebody who is ("polisi menangkap PNS ...").
    if subject and subject not in known.not_covered and _acts(after):
        return subject
    if opening in known.leading and _acts(behind):
        return opening
    return first_named(_subjects(), spoken) or opening


def _acts(rest: Sequence[str]) -> bool:
    """Say whether whom a question opens with is he who acts, by the words behind him."""
    told = next((word for word in rest if word not in _idle()), "")
    return bool(rest) and rest[0] not in question_words().passive and not told.startswith("di")


def _opening(
    table: Sequence[tuple[str, Sequence[Phrase]]], spoken: Sequence[str]
) -> tuple[str | None, Sequence[str]]:
    """Return whom of *table* the question opens with, or None, and the words behind him.

    What only carries a question may stand before ("apakah boleh gubernur ...").
    """
    idle = _idle()
    start = next((place for place, word in enumerate(spoken) if word not in idle), len(spoken))
    found: str | None = None
    end = start
    while begun := _begins(table, spoken[end:]):
        # "tim sukses bupati" is one actor.
        found, end = found or begun[0], end + begun[1]
    return (found, spoken[end:]) if end < len(spoken) else (None, ())


def _begins(
    table: Sequence[tuple[str, Sequence[Phrase]]], spoken: Sequence[str]
) -> tuple[str, int] | None:
    """Return the name of the longest phrase with which *spoken* begins, and its length."""
    found = [
        (name, len(phrase))
        for name, phrases in table
        for phrase in phrases
        if tuple(spoken[: len(phrase)]) == phrase
    ]
    return max(found, key=lambda begun: begun[1], default=None)


def first_named(known: NamedPhrases, spoken: Sequence[str]) -> str | None:
    """Return the first name of *known* that has a phrase in *spoken*, or None."""
    return next(iter(known.names_in(spoken)), None)


@cache
def _subjects() -> NamedPhrases:
    return NamedPhrases(question_words().subjects)


@cache
def _idle() -> frozenset[str]:
    """Return the words that carry no meaning or only a question."""
    intents = (phrase for _, phrases in question_words().intents for phrase in phrases)
    return stopwords() | {word for phrase in intents for word in phrase}
