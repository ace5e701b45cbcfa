"""Whom a question is about: named, speaking for himself, or acting where it opens."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from regsearch.search.analysis import stopwords
from regsearch.search.lexicon import NamedPhrases, question_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from regsearch.search.lexicon import Phrase


def subject_of(spoken: Sequence[str]) -> str | None:
    """Return whom the words of a question are about, or None where they do not say.

    Who speaks of himself goes first ("saya guru PNS"), then whoever is named; whoever opens the
    question and acts goes before those whom he acts on ("tim kampanye mengajak lurah").
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
    named = first_named(_subjects(), spoken)
    opening, rest = _opening(spoken)
    acts = bool(rest) and not rest[0].startswith("di") and rest[0] not in known.passive
    return opening if opening in known.leading and acts else named or opening


def _opening(spoken: Sequence[str]) -> tuple[str | None, Sequence[str]]:
    """Return whom the question opens with, if they are of those who must stand there, or None.

    What only carries a question may stand before ("apakah boleh gubernur ...").  The words after
    them are returned, too.
    """
    known = question_words()
    idle = _idle()
    start = next((place for place, word in enumerate(spoken) if word not in idle), len(spoken))
    found: str | None = None
    end = start
    while begun := _begins(known.openings, spoken[end:]):
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
