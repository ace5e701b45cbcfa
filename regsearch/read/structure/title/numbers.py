"""The numbers and the year in a title, as printed or as OCR misreads them."""

from __future__ import annotations

import re

from regsearch.read.structure.headings import DIGIT_BLUR
from regsearch.read.structure.title.kinds import LABEL

_YEAR = r"[12lIi][\dOIlLoSB]{3}(?![\dA-Z])"
_TAHUN = r"(?<![A-Z])(?:T\s?A[A-Z\]!|\s]{1,4}N|THN)\.?\s*:?\s*"
"""TAHUN, also as OCR reads it (TAHLIN, TAIIUN); only before a year."""

_NUMBER = re.compile(
    rf"{LABEL}\s*[:.]?\s*(?P<number>.*?)\s*"
    rf"(?:{_TAHUN}(?P<year>{_YEAR})|(?={LABEL}|\bTENTANG\b|$))",
    re.IGNORECASE,
)
_OTHER_YEAR = re.compile(rf"{_TAHUN}{_YEAR}", re.IGNORECASE)
_YEAR_AT_END = re.compile(r"(?:^|[/.\-])((?:19|20)\d\d)$")
_YEAR_INSIDE = re.compile(r"[/.\-]((?:19|20)\d\d)(?=[/.\-])")
SHORT_YEAR = re.compile(r"/[IVX]{1,4}[-/](\d\d)$")
"""A year of two digits after a month in Roman numerals, ``07/Ka-BAPETEN/V-99``."""

_YEAR_BEFORE = re.compile(rf"(?:{_TAHUN}|^|\s)(?P<year>1[89]\d\d|20\d\d)\s*$", re.IGNORECASE)
"""The year before the number, as old laws and the Staatsblad have it."""

_WORDS_AFTER = re.compile(r"\s+(?=[^\W\d_]{4,}(?![/.\-\w]))")
"""Where a number ends and words begin; its own words are short (``PM 15``) or joined by signs."""

_BLURRED = re.compile(r"(?<![A-Za-z])(?=[OolI]*\d)[\dOolI]{2,}(?![A-Za-z])")
_LEGIBLE = re.compile(
    r"[A-Z0-9][A-Z0-9./()&\- ]*"
    r"|[A-Za-z0-9]+(?:\s?[./\-()]\s?[A-Za-z0-9]*)*/[A-Za-z0-9./\-() ]*"
    r"|\d{1,4}\.?[a-z]{1,3}"
)
"""The characters of a number, of one with a code in small letters (``07/Ka-BAPETEN/V-99``), or with
a letter (``12.a``); OCR of a handwritten one gives others and is rejected."""

_FIRST_SHORT_YEAR = 45
"""The Republic began in 1945; a smaller number is one of this century."""


def read_numbers(head: str) -> tuple[tuple[str, ...], int | None]:
    """Return the numbers and the year in *head*, the words of a title before TENTANG.

    >>> read_numbers("PERATURAN BERSAMA NOMOR 03/V/PB/2010 NOMOR l4 TAHUN 2O10")
    (('03/V/PB/2010', '14'), 2010)
    """
    numbers: list[str] = []
    year = None
    matches = list(_NUMBER.finditer(head))
    for match in matches:
        number = _tidied(match["number"])
        if match["year"]:
            year = int(match["year"].translate(DIGIT_BLUR))
        elif (inside := _YEAR_AT_END.search(number)) is not None:
            year = year or int(inside[1])
        elif (short := SHORT_YEAR.search(number)) is not None:
            year = year or _full_year(int(short[1]))
        if _LEGIBLE.fullmatch(number) and any(char.isdigit() for char in number):
            numbers.append(number)
    if len(matches) == 1 and matches[0]["year"] and _OTHER_YEAR.search(head, matches[0].end()):
        year = None  # which of the two it is, the title does not say
    return tuple(numbers), year


def _tidied(number: str) -> str:
    number = re.sub(r"\s*([/.\-])\s*", r"\1", number).strip(" .:,;")
    number = _WORDS_AFTER.split(number, maxsplit=1)[0]
    number = re.sub(r"\s+DAN$", "", number)
    if number.translate(DIGIT_BLUR).isdigit():
        return number.translate(DIGIT_BLUR)
    return _BLURRED.sub(lambda match: match[0].translate(DIGIT_BLUR), number)


def year_inside(number: str) -> int | None:
    """Return the year in the middle of *number*, ``09/A/KP/XII/2006/01``; it may be something else.

    A number in the middle may also be that of a file, so that a date goes before it.
    """
    years = _YEAR_INSIDE.findall(number)
    return int(years[-1]) if years else None


def split_year(office: str) -> tuple[str, int | None]:
    """Return *office* and the year that it ends with: ``STAATSBLAD TAHUN 1925``.

    >>> split_year("TAHUN 1925"), split_year("BUPATI CONTOH")
    (('', 1925), ('BUPATI CONTOH', None))
    """
    match = _YEAR_BEFORE.search(office)
    if match is None:
        return office, None
    return office[: match.start()].strip(), int(match["year"])


def _full_year(short: int) -> int:
    return (1900 if short >= _FIRST_SHORT_YEAR else 2000) + short
