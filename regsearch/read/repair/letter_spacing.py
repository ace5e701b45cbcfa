"""Closes letter-spaced headings: ``P E N J E L A S A N``, ``P a s a l   1``, ``B A B I I``.

Wider gaps separate the words; where there are none, the words of headings tell them apart.
"""

from __future__ import annotations

import itertools
import re
from functools import cache, lru_cache

from regsearch import data
from regsearch.model.roman import roman

_LETTERS = re.compile(
    r"(?<!\S)(?<![^\W\d_]\s)[^\W\d_](?: [^\W\d_])+(?![^\s.,:;])(?!\s(?![IVX]+\b)[^\W\d_])"
)
"""Single letters with a space between each, no word before or after them but by a wider gap."""

_DIGITS = re.compile(r"(?<!\S)\d(?: \d)+(?!\S)")
_VOWELS = frozenset("AEIOU")
_LEAST = 3
"""Number of letters from which on single letters are a word; ``D I`` only beside one."""

_LEAST_REST = 3
"""Least number of letters of a word that is no known one."""


def close_letter_spacing(text: str) -> str:
    """Return *text* with the letters of its spaced words put together.

    >>> close_letter_spacing("II.  P A S A L   D E M I   P A S A L")
    'II.  PASAL   DEMI   PASAL'
    >>> close_letter_spacing("P E N J E L A S A N A T A S"), close_letter_spacing("B A B I V")
    ('PENJELASAN ATAS', 'BAB IV')
    >>> close_letter_spacing("A B C D"), close_letter_spacing("a. S. T.")
    ('A B C D', 'a. S. T.')
    """
    runs = list(_LETTERS.finditer(text))
    if not any(map(_is_word, (run[0].replace(" ", "") for run in runs))):
        return text
    closed = _LETTERS.sub(lambda run: _separate(run[0].replace(" ", "")), text)
    return _DIGITS.sub(lambda run: run[0].replace(" ", ""), closed)


def _is_word(letters: str) -> bool:
    """Return whether *letters* can be a word, and not the heads of columns (``A B C``)."""
    if len(letters) < _LEAST or not (letters.isupper() or letters.istitle()):
        return False
    in_order = all(ord(one) < ord(other) for one, other in itertools.pairwise(letters))
    vowels = sum(letter in _VOWELS for letter in letters.upper())
    return not in_order and 0 < vowels < len(letters)


@lru_cache(maxsize=256)
def _separate(letters: str) -> str:
    """Return the words that *letters* consist of; *letters* if the known ones do not tell."""
    if not letters.isupper():
        return letters
    return " ".join(_words_of(letters) or [letters])


def _words_of(letters: str) -> list[str] | None:
    """Return known words that *letters* begin with, the longest first, and the rest, or None."""
    known = _known_words()
    partly: list[str] | None = None
    for end in range(len(letters), 1, -1):
        if letters[:end] not in known:
            continue
        rest = letters[end:]
        if not rest or roman(rest) is not None:
            return [letters[:end], rest] if rest else [letters]
        further = _words_of(rest)
        if further is not None and (further[-1] in known or roman(further[-1])):
            return [letters[:end], *further]
        if partly is None and len(rest) >= _LEAST_REST:
            partly = [letters[:end], *(further or [rest])]
    return partly


@cache
def _known_words() -> frozenset[str]:
    kinds = data.table("kinds")
    names = [
        *data.table("headings")["words"],
        *(words for entry in kinds["kind"] for words in entry["title"]),
        *kinds["offices"],
        *kinds["region"]["lead"],
        *kinds["region"]["short"],
    ]
    words = {word for name in names for word in re.findall(r"[A-Z]{2,}", name)}
    return frozenset(words)
