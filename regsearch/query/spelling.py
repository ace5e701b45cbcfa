"""Spelling correction for words in neither the index nor the lexicon."""

from __future__ import annotations

from difflib import get_close_matches
from functools import cache
from typing import TYPE_CHECKING

from regsearch.query import lexicon
from regsearch.text.analysis import is_indonesian, stopwords, words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from regsearch.index.reader import OpenIndex

_OFFERED = 3
"""How many words are offered where nothing was found."""
_CASUAL_PREFIXES = (
    ("nge", ("",)),
    ("ng", ("", "k")),
    ("ny", ("s", "c")),
    ("n", ("t",)),
    ("m", ("p",)),
    ("di", ("",)),
    ("ke", ("",)),
    ("", ("",)),
)
"""Prefixes of casual speech, each with the first letters of the root that it may replace:
"ngehukum" is from "hukum", "nyoblos" from "coblos", "nulis" from "tulis"."""
_ENDINGS = ("innya", "in", "nya", "")
_SHORTEST_ROOT = 4


def corrections(index: OpenIndex, spoken: Sequence[str]) -> dict[str, str]:
    """Return, for each misspelled word of *spoken*, the known word that was probably meant.

    A word that just no regulation has is not misspelled: "depan" is not meant to be "dewan".
    """
    doubtful = _doubtful(index, spoken)
    casual = {word: list(roots(word)) for word in doubtful}
    known = _known(index, [root for found in casual.values() for root in found])
    found: dict[str, str] = {}
    for word in doubtful:
        root = next((r for r in casual[word] if r in known and is_indonesian(r)), None)
        meant = root or index.terms.similar(word, 1 if len(word) < 8 else 2)
        if not meant:
            meant = next(iter(get_close_matches(word, spoken_words(), n=1, cutoff=0.86)), None)
        if meant:
            found[word] = meant
    return found


def suggestions(index: OpenIndex, text: str) -> tuple[str, ...]:
    """Return known words that may have been meant, for the unknown words of *text*.

    They are less alike than those of :func:`corrections`, so they are only offered.
    """
    long = [word for word in words(text) if len(word) >= 5 and word not in stopwords()]
    corrected = corrections(index, long)
    found: dict[str, None] = {}
    for word in _doubtful(index, long):
        if word not in corrected:
            near = index.terms.similar(word, 2)
            close = get_close_matches(word, spoken_words(), n=1, cutoff=0.75)
            found |= dict.fromkeys([near] if near else close)
    return tuple(found)[:_OFFERED]


def _doubtful(index: OpenIndex, spoken: Sequence[str]) -> list[str]:
    """Return the words of *spoken* that are neither known here nor Indonesian, each once."""
    known = _known(index, spoken)
    return [w for w in dict.fromkeys(spoken) if w not in known and not is_indonesian(w)]


def _known(index: OpenIndex, asked: Collection[str]) -> set[str]:
    """Return those of the words that the lexicon or, by their stem, the index has."""
    stems = {word: index.analyser.stem(word) for word in asked}
    frequencies = index.terms.frequencies(stems.values())
    said = lexicon.spoken_words()
    return {word for word, stem in stems.items() if word in said or frequencies[stem]}


def roots(word: str) -> Iterator[str]:
    """Yield what the root of a casual form may be ("ngehukum", "dibayarin"), likeliest first."""
    for prefix, beginnings in _CASUAL_PREFIXES:
        if word.startswith(prefix):
            for ending in _ENDINGS:
                middle = word[len(prefix) : len(word) - len(ending)]
                if word.endswith(ending) and middle != word:
                    yield from (
                        begin + middle
                        for begin in beginnings
                        if len(begin + middle) >= _SHORTEST_ROOT
                    )


@cache
def spoken_words() -> tuple[str, ...]:
    """Return the words of known phrases that a misspelling may stand for: none is short."""
    actors = {word for phrase in lexicon.people() for word in phrase}
    return tuple(sorted({w for w in lexicon.spoken_words() | actors if len(w) >= 4}))
