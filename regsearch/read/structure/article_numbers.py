"""Numbers of articles: which can come next, and how a misread or distant one is resolved."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from regsearch.model.roman import roman, to_roman
from regsearch.read.structure.headings import DIGIT_BLUR

if TYPE_CHECKING:
    from collections.abc import Sequence

    from regsearch.read.structure.headings import Heading

_MAX_GAP = 60
"""Largest step to the next article, unless the line is aligned with the article headings."""

_MAX_GAP_ALIGNED = 1000

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@lru_cache(maxsize=1024)  # asked again for every line of an article
def expected(last: str | None) -> tuple[str, ...]:
    """Return the numbers that may follow article *last*; None for the beginning.

    >>> expected("12"), expected("12A"), expected("II")
    (('13', '12A'), ('13', '12B'), ('III',))
    """
    if last is None:
        return ("1", "I")
    value = roman(last)
    if value:
        return (to_roman(value + 1),)
    digits = last.rstrip(_LETTERS + _LETTERS.lower())
    letter = last[len(digits) :]
    if letter.islower():  # an old law: 2a, 2b; 3 bis, 3 ter
        further = {"bis": "ter", "ter": "quater"}.get(letter, chr(ord(letter[-1]) + 1))
        return (str(int(digits) + 1), digits + further)
    inserted = chr(ord(letter[-1]) + 1) if letter else "A"
    return (str(int(digits) + 1), digits + letter[:-1] + inserted)


def resolve(
    heading: Heading, last: str | None, *, quoted: bool, aligned: bool | None
) -> str | None:
    """Return the number of the article that *heading* opens, or None if it opens none.

    Args:
        heading: the heading as read.
        last: number of the article before; None for the beginning.
        quoted: whether an amending law quotes the article; then it may have any number.
        aligned: whether the line starts where most article headings start; None if unknown.

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
    if aligned is False or not (quoted or _is_later(number, last, aligned)):
        return None
    return number


def _is_later(number: str, last: str | None, aligned: bool | None) -> bool:
    if last is None:
        return True
    value, before = roman(number), roman(last)
    if value and before:
        return value > before
    digits, digits_before = re.match(r"\d+", number), re.match(r"\d+", last)
    if digits is None or digits_before is None:
        return False
    step = int(digits[0]) - int(digits_before[0])
    return 0 < step <= (_MAX_GAP_ALIGNED if aligned else _MAX_GAP) or (step == 0 and number > last)


def _nearest(number: str, candidates: Sequence[str]) -> str | None:
    """Return the candidate that differs from *number* in at most one character, or None."""
    for candidate in candidates:
        if len(candidate) == len(number):
            differing = sum(a != b for a, b in zip(candidate, number, strict=True))
            if differing <= 1:
                return candidate
    return None


def missing(last: str, number: str) -> range:
    """Return the article numbers between *last* and *number*, both excluded."""
    first, end = re.match(r"\d+", last), re.match(r"\d+", number)
    if first is None or end is None:
        return range(0)
    return range(int(first[0]) + 1, int(end[0]))
