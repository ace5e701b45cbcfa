"""The known word nearest to a misspelt one, computed alike for every engine."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


def edits_between(first: str, second: str, most: int) -> int:
    """Return how many letters must be put in, taken out or replaced to make *first* of *second*.

    Args:
        first: a word.
        second: another.
        most: where it would be more, ``most + 1`` is returned, which is known sooner.

    """
    if abs(len(first) - len(second)) > most:
        return most + 1
    above = list(range(len(second) + 1))
    for row, letter in enumerate(first, 1):
        line = [row]
        for column, other in enumerate(second, 1):
            changed = above[column - 1] + (letter != other)
            line.append(min(changed, above[column] + 1, line[-1] + 1))
        if min(line) > most:
            return most + 1
        above = line
    return above[-1]


def nearest(word: str, known: Iterable[tuple[str, int]], edits: int) -> str | None:
    """Return the commonest of the words within *edits* edits of *word*, or None.

    Args:
        word: as it was typed.
        known: words with the same first letter, each with the number of passages that have it.
        edits: most letters put in, taken out or replaced.

    """
    parts = tuple(_parts(word[1:], edits + 1))
    near = [
        (passages, other)
        for other, passages in known
        # Of one part more than there are edits, one is untouched: this sorts out most words fast.
        if abs(len(other) - len(word)) <= edits
        and any(part in other for part in parts)
        and edits_between(word, other, edits) <= edits
    ]
    return max(near)[1] if near else None


def _parts(letters: str, number: int) -> Iterator[str]:
    """Yield *letters* cut into *number* parts of about the same length."""
    ends = [len(letters) * i // number for i in range(number + 1)]
    for begin, end in pairwise(ends):
        yield letters[begin:end]
