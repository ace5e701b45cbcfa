"""Dictums, the numbered decisions of a keputusan: KESATU (or PERTAMA), KEDUA, KETIGA ..."""

from __future__ import annotations

import re
from typing import NamedTuple


class Dictum(NamedTuple):
    """A dictum's number and the text after it on one line."""

    number: str
    """As printed, in one word: ``KEDUABELAS``."""
    rest: str
    """The text after the number."""
    has_colon: bool
    """Whether a colon follows the number, as it does not in a reference to a dictum."""


_WORDS = "SATU DUA TIGA EMPAT LIMA ENAM TUJUH DELAPAN SEMBILAN SEPULUH SEBELAS".split()
_VALUES = {f"KE{word}": value for value, word in enumerate(_WORDS, 1)} | {
    f"KE{word}BELAS": value + 10 for value, word in enumerate(_WORDS[:9], 1) if value > 1
}
_NUMBERS = {value: number for number, value in _VALUES.items()}
_NUMBER = rf"PERTAMA|KE\s?(?:{'|'.join(_WORDS)})(?:\s?BELAS)?"
_DICTUM = re.compile(rf"(?:({_NUMBER})\b\s*([.:]?)|(?i:({_NUMBER}))\s*(:))\s*(?!,)(.*)$")
_REFERS = re.compile(rf"\bdiktum(?:\s+(?:{_NUMBER}))?,?$", re.IGNORECASE)


def read(text: str) -> Dictum | None:
    """Return the dictum that *text* begins, or None."""
    match = _DICTUM.match(text)
    if match is None:
        return None
    number = (match[1] or match[3]).replace(" ", "").upper()
    return Dictum(number, match[5].strip(), ":" in (match[2], match[4]))


def refers(text: str) -> bool:
    """Return whether *text* ends in words after which a number is that of a dictum referred to."""
    return _REFERS.search(text) is not None


def missing(last: str | None, number: str) -> list[str]:
    """Return the numbers between *last* (None for the beginning) and *number*.

    >>> missing("KESATU", "KEEMPAT"), missing(None, "PERTAMA"), missing(None, "KEDUA")
    (['KEDUA', 'KETIGA'], [], ['KESATU'])
    """
    return [_NUMBERS[value] for value in range(_value(last) + 1, _value(number))]


def _value(number: str | None) -> int:
    return 0 if number is None else _VALUES.get(number, 1)  # PERTAMA is 1
