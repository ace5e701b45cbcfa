"""Spelling correction for words in neither the index, the lexicon nor the language.

A real word is never made another: known are the words of the index and its catalogue of behaviours,
of the lexicon and of ``data/question.toml``, PySastrawi's dictionary, and all of them with an
enclitic ("parselnya").  Only few words of a question are corrected, so that its cost is bounded.
"""

from __future__ import annotations

import re
from difflib import get_close_matches
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING

from regsearch.query import lexicon
from regsearch.text.analysis import is_indonesian, is_root, stopwords, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from regsearch.index.reader import OpenIndex

MOST = 6
"""How many words of a question are corrected; in one with more, most are names or no words."""
_CHECKED = 24
"""How many words are looked up in the dictionary, whose stemmer is slow."""
_OFFERED = 3
"""How many words are offered where nothing was found."""
_CASUAL_PREFIXES = (
    ("nge", ("",)),
    ("ng", ("", "k")),
    ("ny", ("s", "c")),
    ("n", ("t",)),
    ("m", ("p", "")),
    ("di", ("",)),
    ("ke", ("",)),
    ("", ("",)),
)
"""Prefixes of casual speech, each with the first letters of the root that it may replace:
"ngehukum" is from "hukum", "nyoblos" from "coblos", "nulis" from "tulis"."""
_RESPELLED = (
    (re.compile(r"e(?=(?:ng|[bdgklmnprst])$)"), "a"),
    (re.compile(r"o(?=(?:ng|[bdgklmnprst])$)"), "u"),
    (re.compile(r"e$"), "ai"),
    (re.compile(r"o$"), "au"),
)
"""Last syllables as they are spoken: "temen" is "teman", "mabok" "mabuk", "rame" "ramai"."""
_ENDINGS = ("innya", "in", "nya", "")
_ENCLITICS = ("nya", "kah", "lah", "pun", "ku", "mu")
_SHORTEST_ROOT = 4
_SHORTEST_SPOKEN = 3
"""Likewise where only roots that a document has are meant: "dikosin" is from "kos"."""
_LONGER = 3
"""By so many letters a word may be longer or shorter than what was meant."""
_SOUND_ALIKE = (("f", "v"), ("f", "p"), ("v", "f"), ("j", "z"), ("z", "j"), ("p", "f"), ("sy", "s"))
"""Letters that are written for one another: "aktifis" is "aktivis"."""


def corrections(index: OpenIndex, spoken: Sequence[str]) -> dict[str, str]:
    """Return, for each misspelled word of *spoken*, the known word that was probably meant.

    A word that just no regulation has is not misspelled: "depan" is not meant to be "dewan".
    """
    vocabulary = _Vocabulary(index)
    unheard = vocabulary.without(spoken)
    found = {word: meant for word in unheard if (meant := vocabulary.sounding_like(word))}
    for word in _foreign(unheard, found):
        meant = vocabulary.root_of(word)
        if meant is None and not vocabulary.has_example(word):
            meant = _near(index, word)
        if meant:
            found[word] = meant
    return found


def suggestions(index: OpenIndex, text: str) -> tuple[str, ...]:
    """Return known words that may have been meant, for the unknown words of *text*.

    They are less alike than those of :func:`corrections`, so they are only offered.
    """
    long = [word for word in words(text) if len(word) >= 5 and word not in stopwords()]
    unheard = _Vocabulary(index).without(long)
    corrected = corrections(index, long)
    found: dict[str, None] = {}
    for word in _foreign(unheard, corrected):
        near = index.terms.similar(word, 2)
        found |= dict.fromkeys([near] if near else _alike(word, 0.75))
    return tuple(found)[:_OFFERED]


def _foreign(unheard: Sequence[str], corrected: Iterable[str]) -> list[str]:
    """Return the first of the *unheard* words that are not Indonesian, nor corrected already."""
    left = (word for word in unheard[:_CHECKED] if word not in corrected)
    return list(islice((word for word in left if not is_indonesian(word)), MOST))


def _near(index: OpenIndex, word: str) -> str | None:
    """Return the known word nearest to *word*, of the index's words or else of the lexicon's."""
    meant = index.terms.similar(word, 1 if len(word) < 8 else 2)
    return meant or next(iter(_alike(word, 0.86)), None)


def _alike(word: str, cutoff: float) -> list[str]:
    likely = [other for other in _beginning(word[0]) if abs(len(other) - len(word)) <= _LONGER]
    return get_close_matches(word, likely, n=1, cutoff=cutoff)


class _Vocabulary:
    """The words that are known.

    Args:
        index: whose words are known beside those of the lexicon.

    """

    def __init__(self, index: OpenIndex) -> None:
        self._index = index

    def without(self, asked: Iterable[str]) -> list[str]:
        """Return the words that neither the lexicon nor the index has, each once, in order."""
        said = _said()
        likely = [w for w in dict.fromkeys(asked) if said.isdisjoint(_forms(w))]
        stems = {word: self._index.analyser.stem(word) for word in likely}
        frequencies = self._index.terms.frequencies(stems.values())
        return [word for word in likely if not frequencies[stems[word]]]

    def has_example(self, word: str) -> bool:
        """Say whether a question of the catalogue has *word*, as it stands or without enclitic."""
        return any(form in self._index.analyser.table for form in _forms(word))

    def root_of(self, word: str) -> str | None:
        """Return the known word of which *word* is a casual form, or None."""
        found = list(roots(word))
        unheard = self.without(found)
        return next((r for r in found if r not in unheard and is_indonesian(r)), None)

    def sounding_like(self, word: str) -> str | None:
        """Return the known word that *word* is another spelling of, or None."""
        if is_root(word):
            return None
        return next((w for w in same_sound(word) if is_root(w) or w in _said()), None)


def same_sound(word: str) -> Iterator[str]:
    """Yield other spellings of *word* that sound alike."""
    yield from (word.replace(a, b) for a, b in _SOUND_ALIKE if a in word)
    if word[0] in "aeiou":
        # "Ukuman" is "hukuman".
        yield f"h{word}"


def _forms(word: str) -> Iterator[str]:
    """Yield *word*, and what it is without an enclitic."""
    yield word
    for enclitic in _ENCLITICS:
        if word.endswith(enclitic) and len(word) - len(enclitic) >= _SHORTEST_ROOT:
            yield word.removesuffix(enclitic)


def roots(word: str, shortest: int = _SHORTEST_ROOT) -> Iterator[str]:
    """Yield what the root of a casual form may be ("ngehukum", "dibayarin"), likeliest first."""
    for prefix, beginnings in _CASUAL_PREFIXES:
        if word.startswith(prefix):
            for ending in _ENDINGS:
                middle = word[len(prefix) : len(word) - len(ending)]
                if word.endswith(ending) and middle != word:
                    yield from (
                        begin + middle for begin in beginnings if len(begin + middle) >= shortest
                    )


def casual_forms(word: str) -> Iterator[str]:
    """Yield what a word of casual speech may be: its roots, each as spoken and as spelled.

    >>> {"hitam", "pinjam"} <= {*casual_forms("item"), *casual_forms("dipinjemin")}
    True
    """
    for root in (word, *roots(word, _SHORTEST_SPOKEN)):
        for form in (root, *(sound.sub(letters, root) for sound, letters in _RESPELLED)):
            yield form
            if form[0] in "aeiou":
                yield f"h{form}"


@cache
def _said() -> frozenset[str]:
    """Return the words of the lexicon and of ``data/question.toml``."""
    return lexicon.spoken_words() | lexicon.question_vocabulary()


@cache
def spoken_words() -> tuple[str, ...]:
    """Return the words of known phrases that a misspelling may stand for: none is short."""
    return tuple(sorted(word for word in _said() if len(word) >= _SHORTEST_ROOT))


@cache
def _beginning(letter: str) -> tuple[str, ...]:
    return tuple(word for word in spoken_words() if word[0] == letter)
