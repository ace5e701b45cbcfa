"""A question is cut into phrases: those of the lexicon, those that carry it, and single words.

A phrase of the lexicon is found as it is written there, and one of several words also in another
form of its words or with words in between that carry nothing: "menghalangi jalannya tugas" is
"menghalangi tugas".  Only stems that need no stemmer are compared: those of the index's vocabulary.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from regsearch.search.analysis import NEGATIONS, stopwords
from regsearch.search.lexicon import by_phrase, question_words

if TYPE_CHECKING:
    from collections.abc import Collection

    from regsearch.search.analysis import Analyser
    from regsearch.search.lexicon import Phrase

_LONGEST = 6
"""Words of the longest phrase that is looked for."""
_BETWEEN = 2
"""How many words more a phrase may have as it was said."""


class Said(NamedTuple):
    """A phrase of a question."""

    words: Phrase
    """As it was said."""
    phrase: Phrase
    """As the lexicon, or the list of carriers, has it."""


_Piece = Said | list[str]
"""A phrase, or words not yet cut."""


def segments(spoken: list[str], analyser: Analyser) -> list[Said]:
    """Return *spoken* cut into phrases: those of the lexicon first, then carriers, then words.

    Longer phrases go first, so that "punya hak pilih" is "punya" and "hak pilih".
    """
    known = by_phrase()
    pieces: list[_Piece] = [spoken]
    for size in range(_LONGEST, 1, -1):
        pieces = [part for piece in pieces for part in _cut(piece, known, size)]
    pieces = [
        part
        for piece in pieces
        for part in ([piece] if isinstance(piece, Said) else _cut_loosely(piece, analyser))
    ]
    pieces = [part for piece in pieces for part in _cut(piece, known, 1)]
    for size in range(_LONGEST, 0, -1):
        pieces = [part for piece in pieces for part in _cut(piece, carriers(), size)]
    return [
        said
        for piece in pieces
        for said in ([piece] if isinstance(piece, Said) else [Said((w,), (w,)) for w in piece])
    ]


def _cut(piece: _Piece, known: Collection[Phrase], size: int) -> list[_Piece]:
    """Cut the phrases of *size* words that are *known* out of a piece not yet cut."""
    if isinstance(piece, Said):
        return [piece]
    parts: list[_Piece] = []
    start = place = 0
    while place <= len(piece) - size:
        phrase = tuple(piece[place : place + size])
        if phrase in known:
            parts += [piece[start:place]] if place > start else []
            parts.append(Said(phrase, phrase))
            place = start = place + size
        else:
            place += 1
    return parts + ([piece[start:]] if start < len(piece) else [])


def _cut_loosely(piece: list[str], analyser: Analyser) -> list[_Piece]:
    """Cut the phrases of the lexicon that are said in other forms out of a piece, longest first."""
    table, idle, filler = by_stems(analyser), stopwords() - NEGATIONS, _filler()
    best = 0
    place = (0, 0)
    phrase: Phrase = ()
    for start, word in enumerate(piece):
        if word in idle or word in filler:
            continue
        stems: list[str] = []
        fewer: list[str] = []
        for end, other in enumerate(piece[start : start + _LONGEST + _BETWEEN], start + 1):
            if other in idle:
                continue
            stems.append(analyser.known_stem(other))
            if other not in filler:
                fewer.append(stems[-1])
            for form in (stems, fewer):
                found = table.get(tuple(form))
                if found and len(form) > best:
                    best, place, phrase = len(form), (start, end), found
    if not best:
        return [piece] if piece else []
    start, end = place
    return [
        *_cut_loosely(piece[:start], analyser),
        Said(tuple(piece[start:end]), phrase),
        *_cut_loosely(piece[end:], analyser),
    ]


@lru_cache(maxsize=4)
def by_stems(analyser: Analyser) -> dict[Phrase, Phrase]:
    """Return the lexicon's phrases of several meaningful words by the stems of these.

    Names of people do not count: "berhenti dari ASN" is not "pemberhentian ASN".
    """
    idle = stopwords() - NEGATIONS
    people = {word for _, ways in question_words().subjects for way in ways for word in way}
    table: dict[Phrase, Phrase] = {}
    for phrase in by_phrase():
        if len(phrase) > 1:
            stems = tuple(analyser.known_stem(word) for word in phrase if word not in idle)
            if len([word for word in phrase if word not in idle | people]) > 1:
                table.setdefault(stems, phrase)
    return table


@cache
def _filler() -> frozenset[str]:
    """Return the words that may stand between those of a phrase."""
    return frozenset(phrase[0] for phrase in question_words().filler if len(phrase) == 1)


@cache
def carriers() -> frozenset[Phrase]:
    """Return the phrases that carry the question or name its subject, and are not searched for."""
    known = question_words()
    spoken = {phrase for _, phrases in known.intents for phrase in phrases}
    people = {phrase for _, phrases in known.subjects for phrase in phrases}
    return frozenset(spoken | people | set(known.filler))
