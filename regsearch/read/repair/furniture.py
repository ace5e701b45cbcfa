"""Removes page furniture from the pages of a PDF.

Page furniture is what recurs at the head or foot of pages: emblem lines, page numbers, gazette
numbers, addresses, the marking of a digest, and catchwords that repeat the first words of the next
page.  Without it, the lines of all pages are one stream.
"""

from __future__ import annotations

import re
from collections import Counter
from difflib import SequenceMatcher
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from regsearch.read.extract.lines import Line, Page

_DIGEST_MARK = re.compile(r"RINGKASAN\s*[-–—]\s*BUKAN NASKAH RESMI")
"""The line that marks every page of a digest."""

_EDGE = 5
"""Number of lines at the top and at the bottom of a page that can be furniture."""

_FURNITURE = re.compile(
    r"""^(?:
      [-–—~.•]+\s*\d{1,4}\s*[-–—~.•]*                                     # - 12 -
    | \d{1,3}(?:\s*[-–—])?
    | [-–—]\s*[\dOolIt]{1,4}\s?[-–—]
    | (?:19|20)\d\d\s?,\s*No\.?\s*\d+[A-Z]?(?:\s+\d+)?                     # 2014, No.6 9
    | \d+\s+(?:19|20)\d\d\s?,\s*No\.?\s*\d+
    | No\.?\s*\d{4}\s*[-–]?\s*\d*
    | (?:https?://|www\s?\.)\S*(?:\s\S{1,6})*
    | \S+\.go\.id/?
    | SK\s+No\s*[\dA-Z ]+
    | [Hh]al(?:aman)?\.?\s+\d+(?:\s+dari\s+\d+)?
    | T\.?L\.?N\.?R?\.?I?\.?\s*(?:No\.?)?\s*\d+
    | RINGKASAN\s*[-–—]\s*BUKAN\ NASKAH\ RESMI.*
    )$""",
    re.VERBOSE,
)
_EMBLEM = ("PRESIDEN", "REPUBLIK INDONESIA", "PRESIDEN REPUBLIK INDONESIA")
_STRUCTURAL = re.compile(
    r"^(?:pasal|bab|bagian|paragraf|ayat|huruf|angka|cukup|umum|lampiran)\b|^\(?[#a-z]{1,2}[.)]",
)
_DOTS = re.compile(r"\s*(?:\.\s?\.\s?[. ]*\.?|…[ .…]*|\.{2,})$")
_DIGITS = re.compile(r"\d+")
_LETTERS = re.compile(r"[^a-z0-9]+")


def remove_furniture(pages: Sequence[Page]) -> list[Line]:
    """Return the lines of all *pages* in order, without page furniture and catchwords."""
    recurring = _recurring(pages)
    bodies = [_body(page, recurring) for page in pages]
    lines: list[Line] = []
    for index, body in enumerate(bodies):
        following = next((later for later in bodies[index + 1 :] if later), [])
        lines.extend(_without_catchword(body, following, pages[index].width))
    return lines


def marks_digest(text: str) -> bool:
    """Return whether the line *text* marks the document as a digest."""
    return "RINGKASAN" in text and _DIGEST_MARK.search(text) is not None


@lru_cache(maxsize=1024)  # the same lines recur on most pages
def is_emblem(text: str) -> bool:
    """Return whether *text* is the line below the state emblem, as printed or as OCR misreads it.

    >>> is_emblem("REPUBL|K IHDONESIA"), is_emblem("PENJELASAN")
    (True, False)
    """
    plain = text.strip(" ,.'`^").upper()
    if not 6 <= len(plain) <= 30 or any(char.islower() for char in text):
        return plain.replace(" ", "") == "PRESIDENREPUBLIKINDONESIA"
    return any(SequenceMatcher(None, plain, words).ratio() >= 0.72 for words in _EMBLEM)


@lru_cache(maxsize=1024)
def _key(text: str) -> str:
    return _DIGITS.sub("#", text.lower())


def _edges(page: Page) -> list[Line]:
    lines = page.lines
    return [*lines[:_EDGE], *lines[max(_EDGE, len(lines) - _EDGE) :]]


def _recurring(pages: Sequence[Page]) -> set[str]:
    """Return the keys of edge lines that recur at the same height on many pages."""
    pages_with: Counter[tuple[str, int]] = Counter()
    for page in pages:
        for key in {(_key(line.text), round((line.y or 0) / 8)) for line in _edges(page)}:
            pages_with[key] += 1
    enough = max(3, len(pages) // 4)
    return {
        key
        for (key, _), count in pages_with.items()
        if count >= enough and not _STRUCTURAL.match(key)
    }


def _body(page: Page, recurring: set[str]) -> list[Line]:
    """Return the lines of *page* that are not furniture."""
    lines = list(page.lines)
    last = len(lines)
    return [
        line
        for index, line in enumerate(lines)
        if _EDGE <= index < last - _EDGE or not _is_furniture(line.text, recurring)
    ]


def _is_furniture(text: str, recurring: set[str]) -> bool:
    return bool(_FURNITURE.match(text)) or _key(text) in recurring or is_emblem(text)


def _fold(text: str) -> str:
    return _LETTERS.sub("", text.lower())


def _without_catchword(body: list[Line], following: list[Line], width: float) -> list[Line]:
    """Return *body* without its last line if that is a catchword for the next page."""
    if len(body) < 2:
        return body
    last = body[-1]
    catchword = _fold(_DOTS.sub("", last.text))
    dotted = bool(_DOTS.search(last.text))
    short = len(last.text) < 45
    aside = last.x is not None and last.x > 0.55 * width
    repeats = any(_fold(line.text).startswith(catchword) for line in following[:2])
    if short and ((dotted and (aside or repeats)) or (aside and repeats and catchword)):
        return body[:-1]
    return body
