"""Words that extraction tore apart are put together again: ``sebaga imana``, ``P em b in aan``.

The document itself is the dictionary: pieces are joined only into a word that it uses elsewhere,
and only if a piece is rare beside that word, so that ``ke pada`` and ``di dalam`` stay as they are.
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

_LEAST_USES = 3
"""A word counts as known if the document has it whole so many times."""

_RARE = 8
"""A piece is rare if the whole word is so many times as frequent."""

_MOST_PIECES = 6
_SHOWN = 20
"""So many mended words are named in the finding."""

_LAST_PIECE = re.compile(r"([^\W\d_]+)[.,;:)]*")


def mend(lines: Sequence[Line]) -> tuple[list[Line], list[Finding]]:
    """Return *lines* with torn words whole, and one finding that names them, if there are any."""
    if not lines:
        return [], []
    runs = letter_runs(lines)
    uses = Counter(runs)
    known = (word for word, count in uses.items() if count >= _LEAST_USES)
    beginnings = frozenset(chain.from_iterable(map(accumulate, known)))
    mended: Counter[str] = Counter()
    out = list(lines)
    for index in _may_be_torn(runs, beginnings):
        line = lines[index]
        text = _mend_text(line.text, uses, beginnings, mended)
        if text != line.text:
            out[index] = line.saying(text)
    if not mended:
        return out, []
    named = "; ".join(torn for torn, _ in mended.most_common(_SHOWN))
    message = f"{sum(mended.values())} kata yang terbelah oleh ekstraksi disambung kembali."
    return out, [Finding("mended", message, raw=named)]


def _may_be_torn(runs: Sequence[str], beginnings: AbstractSet[str]) -> Iterator[int]:
    """Yield the lines in which two neighbouring *runs* of letters begin a known word: very few.

    Signs may stand between the two: that is looked at again.
    """
    joining = map(beginnings.__contains__, map(add, runs, runs[1:]))
    line, found, begin = 0, -1, 0
    for place in compress(count(), joining):
        line += runs[begin:place].count(LINE_END)
        begin = place
        if line != found:
            yield line
        found = line


def _mend_text(
    text: str, uses: Counter[str], beginnings: AbstractSet[str], mended: Counter[str]
) -> str:
    words = text.split(" ")
    out: list[str] = []
    index = 0
    while index < len(words):
        length = _torn(words, index, uses, beginnings)
        if length > 1:
            mended[" ".join(words[index : index + length])] += 1
        out.append("".join(words[index : index + length]))
        index += length
    return " ".join(out)


def _torn(
    words: Sequence[str], start: int, uses: Counter[str], beginnings: AbstractSet[str]
) -> int:
    """Return how many of *words* from *start* on are pieces of one word; 1 if none are torn.

    *beginnings* are those of the known words: almost every pair of words ends the search at once.
    """
    if not words[start].isalpha():
        return 1
    pieces = [words[start].lower()]
    best = 1
    for word in words[start + 1 : start + _MOST_PIECES]:
        match = _LAST_PIECE.fullmatch(word)
        if match is None:
            break
        pieces.append(match[1].lower())
        joined = "".join(pieces)
        if joined not in beginnings:
            break
        whole = uses[joined]
        rare = sum(uses[piece] * _RARE <= whole for piece in pieces)
        if whole >= _LEAST_USES and rare >= len(pieces) - 1 - (len(pieces) > 2):
            best = len(pieces)
        if len(match[1]) != len(word):
            break
    return best
