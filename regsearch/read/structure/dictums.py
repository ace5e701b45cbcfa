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
_DICTUM = re.compile(rf"(PERTAMA|KE\s?(?:{'|'.join(_WORDS)})(?:\s?BELAS)?)\b\s*([.:]?)\s*(.*)$")


def read(text: str) -> Dictum | None:
    """Return the dictum that *text* begins, or None."""
    match = _DICTUM.match(text)
    if match is None:
        return None
    return Dictum(match[1].replace(" ", ""), match[3].strip(), match[2] == ":")


def missing(last: str | None, number: str) -> list[str]:
    """Return the numbers between *last* (None for the beginning) and *number*.

    >>> missing("KESATU", "KEEMPAT"), missing(None, "PERTAMA"), missing(None, "KEDUA")
    (['KEDUA', 'KETIGA'], [], ['KESATU'])
    """
    return [_NUMBERS[value] for value in range(_value(last) + 1, _value(number))]


def _value(number: str | None) -> int:
    return 0 if number is None else _VALUES.get(number, 1)  # PERTAMA is 1
