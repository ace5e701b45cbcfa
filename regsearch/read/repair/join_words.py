"""Joins words that extraction tore apart: ``sebaga imana``, ``P em b in aan``.

The document itself is the dictionary: pieces are joined only into a word that occurs elsewhere in
it, and only if the pieces are rare compared with that word; ``ke pada`` and ``di dalam`` stay.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import accumulate, chain, compress, count
from operator import add
from typing import TYPE_CHECKING

from regsearch.read.extract.lines import LINE_END, letter_runs
from regsearch.regulation import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from regsearch.read.extract.lines import Line

_MIN_OCCURRENCES = 3
"""A word is known if the document has it whole at least this many times."""

_RARE = 8
"""A piece is rare if the whole word is at least this many times as frequent."""

_MAX_PIECES = 6
_MAX_QUOTED = 20
"""Number of joined words that the finding quotes."""

_LAST_PIECE = re.compile(r"([^\W\d_]+)[.,;:)]*")


def join_torn_words(lines: Sequence[Line]) -> tuple[list[Line], list[Finding]]:
    """Return *lines* with torn words joined, and one finding that quotes them if there are any."""
    if not lines:
        return [], []
    runs = letter_runs(lines)
    counts = Counter(runs)
    known = (word for word, count in counts.items() if count >= _MIN_OCCURRENCES)
    prefixes = frozenset(chain.from_iterable(map(accumulate, known)))
    joined: Counter[str] = Counter()
    out = list(lines)
    for index in _may_be_count_pieces(runs, prefixes):
        line = lines[index]
        text = _join_text(line.text, counts, prefixes, joined)
        if text != line.text:
            out[index] = line.with_text(text)
    if not joined:
        return out, []
    named = "; ".join(pieces for pieces, _ in joined.most_common(_MAX_QUOTED))
    message = f"{sum(joined.values())} kata yang terbelah oleh ekstraksi disambung kembali."
    return out, [Finding("mended", message, raw=named)]


def _may_be_count_pieces(runs: Sequence[str], prefixes: AbstractSet[str]) -> Iterator[int]:
    """Yield the indices of lines in which two adjacent *runs* together begin a known word.

    These are few.  Punctuation between the two is checked later.
    """
    joining = map(prefixes.__contains__, map(add, runs, runs[1:]))
    line, last_yielded, begin = 0, -1, 0
    for index in compress(count(), joining):
        line += runs[begin:index].count(LINE_END)
        begin = index
        if line != last_yielded:
            yield line
        last_yielded = line


def _join_text(
    text: str, counts: Counter[str], prefixes: AbstractSet[str], joined: Counter[str]
) -> str:
    words = text.split(" ")
    out: list[str] = []
    index = 0
    while index < len(words):
        length = _count_pieces(words, index, counts, prefixes)
        if length > 1:
            joined[" ".join(words[index : index + length])] += 1
        out.append("".join(words[index : index + length]))
        index += length
    return " ".join(out)


def _count_pieces(
    words: Sequence[str], start: int, counts: Counter[str], prefixes: AbstractSet[str]
) -> int:
    """Return how many of *words* from *start* on are pieces of one word; 1 if it is whole.

    *prefixes* are those of the known words; they end almost every search at the second word.
    """
    if not words[start].isalpha():
        return 1
    pieces = [words[start].lower()]
    best = 1
    for word in words[start + 1 : start + _MAX_PIECES]:
        match = _LAST_PIECE.fullmatch(word)
        if match is None:
            break
        pieces.append(match[1].lower())
        candidate = "".join(pieces)
        if candidate not in prefixes:
            break
        whole = counts[candidate]
        rare = sum(counts[piece] * _RARE <= whole for piece in pieces)
        if whole >= _MIN_OCCURRENCES and rare >= len(pieces) - 1 - (len(pieces) > 2):
            best = len(pieces)
        if len(match[1]) != len(word):
            break
    return best
