"""The dictums of decrees and keputusan: KESATU (or PERTAMA), KEDUA, KETIGA ..."""

from __future__ import annotations

import re
from typing import NamedTuple


class Dictum(NamedTuple):
    """The head of a dictum."""

    number: str
    """As printed, in one word: ``KEDUABELAS``."""
    rest: str
    """The line behind it."""
    marked: bool
    """Whether a colon follows, as only a dictum's own number has it."""


_WORDS = "SATU DUA TIGA EMPAT LIMA ENAM TUJUH DELAPAN SEMBILAN SEPULUH SEBELAS".split()
_ORDER = {f"KE{word}": place for place, word in enumerate(_WORDS, 1)} | {
    f"KE{word}BELAS": place + 10 for place, word in enumerate(_WORDS[:9], 1) if place > 1
}
_NAMES = {place: word for word, place in _ORDER.items()}
_DICTUM = re.compile(rf"(PERTAMA|KE\s?(?:{'|'.join(_WORDS)})(?:\s?BELAS)?)\b\s*([.:]?)\s*(.*)$")


def read(text: str) -> Dictum | None:
    """Return the dictum whose head *text* is, or None."""
    match = _DICTUM.match(text)
    if match is None:
        return None
    return Dictum(match[1].replace(" ", ""), match[3].strip(), match[2] == ":")


def missing(last: str | None, number: str) -> list[str]:
    """Return the numbers that should stand between *last* (None: the beginning) and *number*.

    >>> missing("KESATU", "KEEMPAT"), missing(None, "PERTAMA"), missing(None, "KEDUA")
    (['KEDUA', 'KETIGA'], [], ['KESATU'])
    """
    return [_NAMES[place] for place in range(_place(last) + 1, _place(number))]


def _place(number: str | None) -> int:
    return 0 if number is None else _ORDER.get(number, 1)
