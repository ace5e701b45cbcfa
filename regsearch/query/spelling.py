"""What a word that nobody knows was meant to be."""

from __future__ import annotations

from difflib import get_close_matches
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING

from regsearch.query import lexicon
from regsearch.text.analysis import is_indonesian, stopwords, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from regsearch.index.reader import OpenIndex

_OFFERED = 3
"""How many words are offered where nothing was found."""
_CASUAL = (
    ("nge", ("",)),
    ("ng", ("", "k")),
    ("ny", ("s", "c")),
    ("n", ("t",)),
    ("m", ("p",)),
    ("di", ("",)),
    ("ke", ("",)),
    ("", ("",)),
)
"""Prefixes of casual speech, each with the first letters of the root that it may have taken away:
"ngehukum" is from "hukum", "nyoblos" from "coblos", "nulis" from "tulis"."""
_ENDINGS = ("innya", "in", "nya", "")
_SHORTEST_ROOT = 4


def suggestions(index: OpenIndex, text: str) -> tuple[str, ...]:
    """Return known words that may have been meant, for words that nothing knows.

    They are further off than what :func:`correct` assumes, so they are only offered.
    """
    spoken = spoken_words()
    found: dict[str, None] = {}
    long = [word for word in words(text) if len(word) >= 5 and word not in stopwords()]
    foresee(index, long)
    unknown = [word for word in long if _is_doubtful(index, word) and not correct(index, word)]
    index.terms.expect_similar((word, 2) for word in unknown)
    for word in unknown:
        near = index.terms.similar(word, 2)
        close = get_close_matches(word, spoken, n=1, cutoff=0.75)
        found |= dict.fromkeys([near] if near else close)
    return tuple(found)[:_OFFERED]


def _is_known(index: OpenIndex, word: str) -> bool:
    return word in lexicon.spoken_words() or bool(index.terms.frequency(index.analyser.stem(word)))


def roots(word: str) -> Iterator[str]:
    """Yield what the root of a casual form may be ("ngehukum", "dibayarin"), likeliest first."""
    for prefix, beginnings in _CASUAL:
        if word.startswith(prefix):
            for ending in _ENDINGS:
                middle = word[len(prefix) : len(word) - len(ending)]
                if word.endswith(ending) and middle != word:
                    yield from (
                        begin + middle
                        for begin in beginnings
                        if len(begin + middle) >= _SHORTEST_ROOT
                    )


def correct(index: OpenIndex, word: str) -> str | None:
    """Return the known word that *word* was probably meant to be.

    None if it is known, or is a word that just no regulation has: "depan" is not meant to be
    "dewan".
    """
    if not _is_doubtful(index, word):
        return None
    if root := _root(index, word):
        return root
    near = index.terms.similar(word, _edits(word))
    if near:
        return near
    return next(iter(get_close_matches(word, spoken_words(), n=1, cutoff=0.86)), None)


def _is_doubtful(index: OpenIndex, word: str) -> bool:
    return not _is_known(index, word) and not is_indonesian(word)


def _root(index: OpenIndex, word: str) -> str | None:
    """Return the known root of a casual form, or None."""
    return next((r for r in roots(word) if _is_known(index, r) and is_indonesian(r)), None)


def _edits(word: str) -> int:
    return 1 if len(word) < 8 else 2


def foresee(index: OpenIndex, spoken: Sequence[str], tokens: Iterable[str] = ()) -> None:
    """Say ahead what the engine will be asked for.

    Nothing is worked out here before an engine looks at it, and one at hand does not.

    Args:
        index: where the engine is.
        spoken: words that :func:`correct` will be asked about.
        tokens: further ones that will be searched for.

    """
    stem = index.analyser.stem
    index.terms.expect(chain(tokens, spoken, map(stem, spoken)))

    def doubtful() -> Iterator[str]:
        return (word for word in spoken if _is_doubtful(index, word))

    index.terms.expect(stem(root) for word in doubtful() for root in roots(word))
    index.terms.expect_similar(
        (word, _edits(word)) for word in doubtful() if not _root(index, word)
    )


@cache
def spoken_words() -> tuple[str, ...]:
    """Return the words of phrases that are known; the short ones resemble any."""
    actors = {word for phrase in lexicon.people() for word in phrase}
    return tuple(sorted({w for w in lexicon.spoken_words() | actors if len(w) >= 4}))
