"""Which article number can come next, and what a blurred or distant one is."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from regsearch.model.roman import roman, to_roman
from regsearch.read.structure.headings import DIGIT_BLUR

if TYPE_CHECKING:
    from collections.abc import Sequence

    from regsearch.read.structure.headings import Heading

_FURTHEST = 60
"""More articles are not lost in a row, unless a line stands exactly where headings stand."""

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@lru_cache(maxsize=1024)  # one article is last for as long as its lines are read
def expected(last: str | None) -> tuple[str, ...]:
    """Return the numbers that may follow article *last*; None is the beginning.

    >>> expected("12"), expected("12A"), expected("II")
    (('13', '12A'), ('13', '12B'), ('III',))
    """
    if last is None:
        return ("1", "I")
    value = roman(last)
    if value:
        return (to_roman(value + 1),)
    digits = last.rstrip(_LETTERS)
    letter = last[len(digits) :]
    inserted = chr(ord(letter[-1]) + 1) if letter else "A"
    return (str(int(digits) + 1), digits + letter[:-1] + inserted)


def resolve(
    heading: Heading, last: str | None, *, quoted: bool, in_place: bool | None
) -> str | None:
    """Return the number of the article that *heading* opens after *last*, or None if it cannot.

    *quoted* articles of an amending law may have any number; *in_place* tells whether the line
    stands where most article headings stand.
    """
    number = heading.number
    following = () if quoted and last is None else expected(last)
    if number in following:
        return number
    misread = number.translate(DIGIT_BLUR)
    if misread in following:
        return misread
    if not heading.clean:
        return _nearest(number, following)
    if in_place is False or not (quoted or _is_later(number, last, in_place)):
        return None
    return number


def _is_later(number: str, last: str | None, in_place: bool | None) -> bool:
    if last is None:
        return True
    value, before = roman(number), roman(last)
    if value and before:
        return value > before
    here, there = re.match(r"\d+", number), re.match(r"\d+", last)
    if here is None or there is None:
        return False
    step = int(here[0]) - int(there[0])
    return 0 < step <= (1000 if in_place else _FURTHEST) or (step == 0 and number > last)


def _nearest(number: str, candidates: Sequence[str]) -> str | None:
    """Return the candidate from which *number* differs in one character at most, or None."""
    for candidate in candidates:
        if len(candidate) == len(number):
            differing = sum(a != b for a, b in zip(candidate, number, strict=True))
            if differing <= 1:
                return candidate
    return None


def missing(last: str, number: str) -> range:
    """Return the article numbers that lie between *last* and *number*."""
    before, here = re.match(r"\d+", last), re.match(r"\d+", number)
    if before is None or here is None:
        return range(0)
    return range(int(before[0]) + 1, int(here[0]))
