"""Find the numbers that are missing between sibling units."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from regsearch.model.roman import roman, to_roman

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from regsearch.model import Locator

_LETTERS = 26
_NUMERALS: dict[str, re.Pattern[str]] = {
    "digits": re.compile(r"(\d+)[A-Za-z]*"),
    "roman": re.compile(r"([IVXLC]+)"),
    "lower": re.compile(r"([a-z])\d?|([a-z])[a-z]"),
    "upper": re.compile(r"([A-Z])"),
}
_STYLES: dict[str, tuple[str, ...]] = {
    "pasal": ("digits", "roman"),
    "lampiran": ("roman", "digits"),
    "ayat": ("digits",),
    "angka": ("digits", "roman"),
    "huruf": ("lower", "upper"),
}
"""The styles of numerals of each kind (UU 12/2011 Lampiran II no. 82-95)."""


def _letter(text: str) -> int:
    """Return the value of a letter; after ``z`` comes ``aa``, and then ``bb`` or ``ab``."""
    value = ord(text[-1].lower() if text[-1].isalpha() else text[0].lower()) - ord("a") + 1
    return value + _LETTERS if len(text) == 2 and text[1].isalpha() else value


_VALUE: dict[str, Callable[[str], int | None]] = {
    "digits": lambda text: int(re.match(r"\d+", text).group()),  # type: ignore[union-attr]
    "roman": roman,
    "lower": _letter,
    "upper": _letter,
}


def _printed(style: str, value: int) -> str:
    if style == "digits":
        return str(value)
    if style == "roman":
        return to_roman(value)
    letter = chr(ord("a") + (value - 1) % _LETTERS) * (1 + (value - 1) // _LETTERS)
    return letter.upper() if style == "upper" else letter


def missing(locators: Iterable[Locator]) -> Iterator[Locator]:
    """Yield the locators that are missing from the numbering of *locators*.

    A list begins with its first number and has no gaps; inserted numbers (``9A``, ``1a``) imply
    no others.  The articles quoted by an amending point are not numbered consecutively.

    >>> list(missing([(("pasal", "1"),), (("pasal", "3"),)]))
    [(('pasal', '2'),)]
    """
    lists: dict[tuple[Locator, str], list[str]] = {}
    for locator in locators:
        kind, number = locator[-1]
        quoted = kind == "pasal" and len(locator) > 1 and locator[-2][0] in {"angka", "pasal"}
        if kind in _STYLES and not quoted:
            lists.setdefault((locator[:-1], kind), []).append(number)
    for (above, kind), numbers in lists.items():
        style = _style(kind, numbers)
        if style is None:
            continue
        values = {_VALUE[style](number) for number in numbers}
        last = max(value for value in values if value)
        for value in range(1, last):
            if value not in values:
                yield (*above, (kind, _printed(style, value)))


def _style(kind: str, numbers: list[str]) -> str | None:
    """Return the style in which all of *numbers* are written, or None."""
    for style in _STYLES[kind]:
        if all(_NUMERALS[style].fullmatch(number) for number in numbers):
            return style if all(_VALUE[style](number) for number in numbers) else None
    return None
