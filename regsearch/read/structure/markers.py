"""List markers at the head of a line, their order, and their misreadings by OCR.

A style is how the numbers of one level are written (UU 12/2011 Lampiran II no. 82-95): ``(1)``
for ayat, ``a.`` for huruf, ``1.`` for angka, ``a)`` and ``1)`` for the levels below them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from regsearch.model.roman import roman, to_roman

Style = Literal["(1)", "a.", "1.", "a)", "1)", "(a)", "A.", "I."]

STYLES: tuple[Style, ...] = ("(1)", "a.", "1.", "a)", "1)", "(a)")
"""The styles inside an article."""

OUTER_STYLES: tuple[Style, ...] = ("A.", "I.")
"""Styles of the outermost level of circulars, letters and annexes."""

KIND: dict[Style, str] = {
    "(1)": "ayat",
    "a.": "huruf",
    "1.": "angka",
    "a)": "huruf",
    "1)": "angka",
    "(a)": "huruf",
    "A.": "huruf",
    "I.": "angka",
}
"""The kind of unit that a style numbers."""

FIRST: dict[Style, str] = {
    "(1)": "1",
    "a.": "a",
    "1.": "1",
    "a)": "a",
    "1)": "1",
    "(a)": "a",
    "A.": "A",
    "I.": "I",
}
"""The number of the first item in a style."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A marker at the head of a line."""

    style: Style
    number: str
    rest: str
    """The line after the marker."""
    raw: str
    """The marker as in the source."""
    clean: bool = True
    """Whether it was read as printed; False if a misreading was accepted as it was expected."""
    bare: bool = False
    """Whether its dot is missing, so that only its position distinguishes it from a word."""


_EXACT = re.compile(
    r"""\((?P<ayat>\d{1,3}[a-z]?)\)[.,]?(?=\s|[A-Z(]|$)
      | \((?P<enclosed>[a-z])\)[.,]?(?=\s|[A-Z]|$)
      | (?P<huruf>[a-z]|(?P<twin>[a-z])(?P=twin)|[a-z]\d)\.(?=\s|[A-Za-z("“]{2}|$)
      | (?P<angka>\d{1,3}[a-z]?)\.(?=\s|[A-Za-z("“]{2}|$)
      | (?P<inner_huruf>[a-z]|(?P<pair>[a-z])(?P=pair))\s?\)(?=\s|[A-Za-z]|$)
      | (?P<inner_angka>\d{1,3}[a-z]?)\s?\)(?=\s|[A-Za-z]|$)
    """,
    re.VERBOSE,
)
_EXACT_STYLE: dict[str | None, Style] = {
    "ayat": "(1)",
    "enclosed": "(a)",
    "huruf": "a.",
    "angka": "1.",
    "inner_huruf": "a)",
    "inner_angka": "1)",
}
"""The style for each group of the pattern."""


_OUTER: tuple[tuple[Style, re.Pattern[str]], ...] = (
    ("A.", re.compile(r"([A-Z])\s?\.(?=\s)")),
    ("I.", re.compile(r"([IVX](?:\s?[IVX])*)\s?\.(?=\s)")),  # also torn: "V I I."
)


@lru_cache(maxsize=1024)  # a line is read again when earlier lines look ahead
def read(text: str) -> Mark | None:
    """Return the marker at the head of *text*, read exactly, or None.

    >>> mark = read("(2) Pegawai pulang.")
    >>> mark.style, mark.number, mark.rest
    ('(1)', '2', 'Pegawai pulang.')
    """
    match = _EXACT.match(text)
    if match is None or match.lastgroup is None:
        return None
    rest = text[match.end() :].strip()
    return Mark(_EXACT_STYLE[match.lastgroup], match[match.lastgroup], rest, match[0])


_BLUR = {
    "0": "0oOQD",
    "1": r"1lLIitf!|",
    "2": "2zZ",
    "3": "3",
    "4": "4",
    "5": "5sS",
    "6": "6bG",
    "7": "7Tt",
    "8": "8BS",
    "9": "9gq",
    "a": "aA",
    "b": "b6",
    "c": "cC",
    "e": "eE",
    "f": "ft",
    "g": "gBEqsC9",
    "h": "hn",
    "i": "iIl1",
    "j": "jJ",
    "k": "kK",
    "l": "lI1i",
    "m": "m",
    "n": "n",
    "o": "o0O",
    "p": "pP",
    "q": "qg",
    "r": "rt",
    "s": "sS",
    "t": "tr",
    "u": "u",
    "v": "vV",
    "z": "z2",
}
"""The characters that OCR reads in place of one; used only where that one is expected."""

_OPEN, _CLOSE = r"[(\[{lIt|]?", r"[)\]}1lItTJ|!]"


@lru_cache(maxsize=2048)
def _first_characters(style: Style, number: str) -> frozenset[str]:
    """Return the characters that the marker *number* in *style* can begin with."""
    if style == "(a)":
        return frozenset("(")
    first = frozenset(_BLUR.get(number[0], number[0]))
    return first | frozenset("([{lIt|") if style == "(1)" else first


@lru_cache(maxsize=2048)
def openers(first: str) -> tuple[Style, ...]:
    """Return the styles inside an article whose first marker can begin with character *first*.

    For any other style, :func:`expect` returns None.
    """
    return tuple(style for style in STYLES if first in _first_characters(style, FIRST[style]))


@lru_cache(maxsize=4096)
def first_characters_after(style: Style, number: str) -> frozenset[str]:
    """Return the characters that a marker after *number* can begin with (:func:`following`)."""
    if style in OUTER_STYLES:
        return frozenset(first[0] for first in following(style, number))
    return frozenset().union(
        *(_first_characters(style, after) for after in following(style, number))
    )


@lru_cache(maxsize=2048)
def _blurred(style: Style, number: str) -> re.Pattern[str]:
    body = r"\s?".join(f"[{_BLUR.get(char, re.escape(char))}]" for char in number)
    if style == "(1)":
        # At least one bracket is required, or any number in a sentence would match.
        return re.compile(rf"(?:[(\[{{]\s?{body}\s?{_CLOSE}|{_OPEN}{body}\s?[)\]}}])(?=\s|[A-Z]|$)")
    if style == "(a)":
        return re.compile(rf"\({body}\)(?=\s|[A-Z]|$)")
    if style in ("a.", "1."):
        return re.compile(rf"{body}\s?[.,](?=\s|[A-Z(]|$)")
    return re.compile(rf"{body}(?:\s?[)\]}}](?=\s|[A-Za-z]|$)|[lItT|](?=\s))")


def expect(text: str, style: Style, number: str) -> Mark | None:
    """Return the marker *number* in *style* at the head of *text*, even if misread, or None.

    >>> mark = expect("(21 Pegawai pulang.", "(1)", "2")
    >>> mark.number, mark.raw, mark.clean
    ('2', '(21', False)
    """
    if style in OUTER_STYLES:
        outer = dict(_OUTER)[style].match(text)
        if outer is None or outer[1].replace(" ", "") != number:
            return None
        return Mark(style, number, text[outer.end() :].strip(), outer[0])
    if text[:1] not in _first_characters(style, number):
        return None
    exact = read(text)
    if exact is not None and (exact.style, exact.number) == (style, number):
        return exact
    match = _blurred(style, number).match(text)
    if match is None:
        return _bare(text, style, number)
    return Mark(style, number, text[match.end() :].strip(), match[0], clean=False)


def _bare(text: str, style: Style, number: str) -> Mark | None:
    """Return a marker without its dot, ``2 pembangunan`` for ``2. pembangunan``, or None."""
    if style not in ("a.", "1.") or not text.startswith(number):
        return None
    head, _, rest = text.partition(" ")
    if head != number or not rest[:1].isalpha():
        return None
    return Mark(style, number, rest.strip(), head, clean=False, bare=True)


@lru_cache(maxsize=4096)
def following(style: Style, number: str) -> tuple[str, ...]:
    """Return the numbers that can follow *number*, the likeliest first.

    >>> following("(1)", "1"), following("a.", "z"), following("(1)", "1a")
    (('2', '1a'), ('aa',), ('2', '1b'))
    """
    if style == "I.":
        return (to_roman((roman(number) or 0) + 1),)
    if style == "A.":
        return (chr(ord(number) + 1),)
    if style in ("a.", "a)", "(a)"):
        if number == "z":
            return ("aa",)
        if len(number) == 1:
            return (chr(ord(number) + 1), number + "1")
        if number[0] == number[-1]:
            return (chr(ord(number[0]) + 1) * len(number),)
        return (chr(ord(number[0]) + 1), number[0] + str(int(number[1]) + 1))
    digits = number.rstrip("abcdefghijklmnopqrstuvwxyz")
    letter = number[len(digits) :]
    inserted = digits + (chr(ord(letter) + 1) if letter else "a")
    return (str(int(digits) + 1), inserted)


@lru_cache(maxsize=4096)
def order(style: Style, number: str) -> tuple[int, str]:
    """Return a sort key for the numbers of one style."""
    if style == "I.":
        return (roman(number) or 0, "")
    if style == "A.":
        return (ord(number), "")
    if style in ("a.", "a)", "(a)"):
        return (ord(number[0]) + 26 * (len(number) - 1 if number[-1].isalpha() else 0), number[1:])
    digits = number.rstrip("abcdefghijklmnopqrstuvwxyz")
    return (int(digits), number[len(digits) :])
