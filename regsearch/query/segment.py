"""A question is cut into phrases: those of the lexicon, boilerplate, and single words.

A phrase of the lexicon is found as it is written there, and one of several words also in another
form of its words or with words in between that carry no meaning: "menghalangi jalannya tugas" is
"menghalangi tugas".  Only stems that need no stemmer are compared: those of the index's vocabulary.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from regsearch.query.lexicon import by_phrase, names_alone, people, question_words, spoken_words
from regsearch.text.analysis import NEGATIONS, stopwords

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from regsearch.query.phrases import Phrase
    from regsearch.text.analysis import Analyser

_LONGEST = 6
"""Words of the longest phrase that is looked for."""
_BETWEEN = 2
"""By how many words the phrase in a question may be longer than that of the lexicon."""


class PhraseMatch(NamedTuple):
    """A phrase of a question."""

    words: Phrase
    """As it was said."""
    phrase: Phrase
    """As the lexicon or :func:`query_boilerplate` has it."""


_Piece = PhraseMatch | list[str]
"""A phrase, or words not yet cut."""


def segments(spoken: list[str], analyser: Analyser) -> list[PhraseMatch]:
    """Return *spoken* cut into phrases: those of the lexicon, then boilerplate, then words.

    Longer phrases go first, so that "punya hak pilih" is "punya" and "hak pilih".
    """
    known = by_phrase()
    pieces: list[_Piece] = [spoken]
    for size in range(_LONGEST, 1, -1):
        pieces = [part for piece in pieces for part in _cut(piece, known, size)]
    forms = _by_stems(spoken, analyser)
    pieces = [
        part
        for piece in pieces
        for part in (
            [piece] if isinstance(piece, PhraseMatch) else _cut_loosely(piece, forms, analyser)
        )
    ]
    pieces = [part for piece in pieces for part in _cut(piece, known, 1)]
    for size in range(_LONGEST, 0, -1):
        pieces = [part for piece in pieces for part in _cut(piece, query_boilerplate(), size)]
    return [
        said
        for piece in pieces
        for said in (
            [piece] if isinstance(piece, PhraseMatch) else [PhraseMatch((w,), (w,)) for w in piece]
        )
    ]


def _cut(piece: _Piece, known: Collection[Phrase], size: int) -> list[_Piece]:
    """Cut the phrases of *size* words that are *known* out of a piece not yet cut."""
    if isinstance(piece, PhraseMatch):
        return [piece]
    parts: list[_Piece] = []
    start = place = 0
    while place <= len(piece) - size:
        phrase = tuple(piece[place : place + size])
        if phrase in known:
            parts += [piece[start:place]] if place > start else []
            parts.append(PhraseMatch(phrase, phrase))
            place = start = place + size
        else:
            place += 1
    return parts + ([piece[start:]] if start < len(piece) else [])


def _cut_loosely(piece: _Piece, table: Mapping[Phrase, Phrase], analyser: Analyser) -> list[_Piece]:
    """Cut the phrases of *table* out of a piece by their stems, the longest first."""
    if isinstance(piece, PhraseMatch):
        return [piece]
    if not table:
        return [piece] if piece else []
    idle, filler = _idle(), _filler()
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
        *_cut_loosely(piece[:start], table, analyser),
        PhraseMatch(tuple(piece[start:end]), phrase),
        *_cut_loosely(piece[end:], table, analyser),
    ]


def _by_stems(spoken: Iterable[str], analyser: Analyser) -> dict[Phrase, Phrase]:
    """Return the lexicon's phrases that can be in *spoken*, by the stems of their words."""
    forms, first, idle = _forms(analyser), by_first_word(), _idle()
    likely = {
        form
        for word in spoken
        if word not in idle
        for form in forms.get(analyser.known_stem(word), ())
    }
    found = [
        (number, phrase, told)
        for word in likely & first.keys()
        for number, phrase, told in first[word]
        if likely.issuperset(told)
    ]
    table: dict[Phrase, Phrase] = {}
    for _, phrase, told in sorted(found):
        table.setdefault(tuple(map(analyser.known_stem, told)), phrase)
    return table


@lru_cache(maxsize=4)
def _forms(analyser: Analyser) -> dict[str, list[str]]:
    """Return the words of the lexicon's phrases by their stems."""
    table: dict[str, list[str]] = {}
    for word in spoken_words():
        table.setdefault(analyser.known_stem(word), []).append(word)
    return table


@cache
def by_first_word() -> dict[str, list[tuple[int, Phrase, Phrase]]]:
    """Return the lexicon's phrases of several meaningful words, by the first of these words.

    Each has its number and its meaningful words.  Names of people do not make a phrase: "berhenti
    dari ASN" is not "pemberhentian ASN".
    """
    idle, nobody = _idle(), names_alone()
    table: dict[str, list[tuple[int, Phrase, Phrase]]] = {}
    for number, phrase in enumerate(by_phrase()):
        if len(phrase) > 1:
            told = tuple([word for word in phrase if word not in idle])
            if len(told) > 1 and len([word for word in told if word not in nobody]) > 1:
                table.setdefault(told[0], []).append((number, phrase, told))
    return table


@cache
def _idle() -> frozenset[str]:
    return stopwords() - NEGATIONS


@cache
def _filler() -> frozenset[str]:
    """Return the words that may stand between those of a phrase."""
    return frozenset(phrase[0] for phrase in question_words().filler if len(phrase) == 1)


@cache
def query_boilerplate() -> frozenset[Phrase]:
    """Return the phrases that only frame a question or name its subject; they are not searched."""
    known = question_words()
    spoken = {phrase for _, phrases in known.intents for phrase in phrases}
    return frozenset(spoken | people() | set(known.filler))
