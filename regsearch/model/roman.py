"""Roman numerals, which number chapters (bab), annexes and the articles of amending laws."""

from __future__ import annotations

_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}

_STEPS = (
    *((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X")),
    *((9, "IX"), (5, "V"), (4, "IV"), (1, "I")),
)

ROMAN_BLUR = str.maketrans("tl1|iT!Y", "IIIIIIIV")
"""What OCR reads in place of a Roman digit, and the digit that it stands for."""


def roman(text: str) -> int | None:
    """Return the value of a Roman numeral in capitals, or None if *text* is none.

    >>> roman("XIV"), roman("IXA")
    (14, None)
    """
    total = 0
    for char, after in zip(text, text[1:] + " ", strict=True) if text else ():
        value = _VALUES.get(char)
        if value is None:
            return None
        total += -value if _VALUES.get(after, 0) > value else value
    return total if total > 0 else None


def to_roman(value: int) -> str:
    """Return *value* (1 to 399) as a Roman numeral.

    >>> to_roman(14), to_roman(399)
    ('XIV', 'CCCXCIX')
    """
    numeral = ""
    for worth, letters in _STEPS:
        count, value = divmod(value, worth)
        numeral += count * letters
    return numeral
