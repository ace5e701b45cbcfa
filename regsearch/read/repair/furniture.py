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
    from collections.abc import Set as AbstractSet

    from regsearch.read.extract.lines import Line, Page

_DIGEST_MARK = re.compile(r"RINGKASAN\s*[-–—]\s*BUKAN NASKAH RESMI")
"""The line that marks every page of a digest."""

_EDGE = 5
"""Number of lines at the top and at the bottom of a page that can be furniture."""

_FURNITURE = re.compile(
    r"""^(?:
      [-–—~.•]+\s*\d{1,4}\s*[-–—~.•]*                                     # - 12 -
    | \d{1,3}(?:\s*[-–—])?
    | \d{1,3}\s?/\s?\d{1,3}                                                # 2/17
    | (?:Page|\d{1,3}\s*\|\s*P\s?a\s?g\s?e)(?:\s*\|?\s*\d+(?:\s+of\s+\d+)?)?
    | [-–—]\s*[\dOolIt]{1,4}\s?[-–—]
    | (?:19|20)\d\d\s?,\s*No\.?\s*\d+[A-Z]?(?:\s+\d+)?                     # 2014, No.6 9
    | \d+\s+(?:19|20)\d\d\s?,\s*No\.?\s*\d+
    | No\.?\s*\d{4}\s*[-–]?\s*\d*
    | (?:https?://|www\s?\.)\S*(?:\s\S{1,6})*
    | (?:\d{1,3}\s+)?\S+\.go\.id/?(?:\s+\d{1,3})?
    | Scanned\s+(?:with|by)\b.*
    | Dokumen\ ini\ (?:telah\ )?ditandatangani\ secara\ elektronik\b.*
    | .{0,60}\bBalai\ (?:Besar\ )?Sertifikasi\ Elektronik\b.*
    | SK\s+No\s*[\dA-Z ]+
    | [Hh]al(?:aman)?\.?\s+\d+(?:\s*(?:dari|/|\|)\s*\d+)?
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
_ONLY_DOTS = re.compile(r"[. …]+")
_PAGE_NUMBER = re.compile(r"[-–—~]\s*\d{1,4}\s*[-–—~]")
"""A page number between dashes; what stands above it at the head of a page is furniture."""

_OFFICE = re.compile(
    r"(?:PRESIDEN|GUBERNUR|BUPATI|WALI ?KOTA|MENTERI|KEPALA|KETUA|DIREKTUR|REKTOR|JAKSA|SEKRETARIS|"
    r"INSPEKTUR|PEMERINTAH|BADAN|KEMENTERIAN|MAHKAMAH|KOMISI)\b[^a-z,]*"
)
"""An office in capitals, as in a letterhead; before a signature or preamble a comma follows it."""

_LIST_OR_HEADING = re.compile(
    r"\(?\w{1,3}[.)]\s|Pasal\b|BAB\b|Bagian\s+Ke|Paragraf\s+\d|Ayat\b|Huruf\b|Angka\b"
)
_PUNCTUATION = frozenset(":;.,")
_LONGEST_HEAD = 60
_DIGITS = re.compile(r"\d+")
_LETTERS = re.compile(r"[^a-z0-9]+")


def remove_furniture(pages: Sequence[Page]) -> list[Line]:
    """Return the lines of all *pages* in order, without page furniture and catchwords."""
    recurring = _recurring(pages)
    offices = _offices(pages)
    bodies = [_body(page, recurring, offices) for page in pages]
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
    """Return the keys of edge lines that recur at the same height on many pages.

    Annexes repeat the title of their instrument: what only pages with a title have is no furniture.
    """
    pages_with: Counter[tuple[str, int]] = Counter()
    untitled: set[str] = set()
    for page in pages:
        keys = {(_key(line.text), round((line.y or 0) / 8)) for line in _edges(page)}
        pages_with.update(keys)
        if page.number > 1 and not any(map(_is_annex_head, page.lines[:_EDGE])):
            untitled.update(key for key, _ in keys)
    enough = max(3, len(pages) // 4)
    return {
        key
        for (key, _), count in pages_with.items()
        if count >= enough and key in untitled and not _STRUCTURAL.match(key)
    }


def _is_annex_head(line: Line) -> bool:
    return line.text.startswith(("LAMPIRAN", "Lampiran"))


def _offices(pages: Sequence[Page]) -> frozenset[str]:
    """Return the offices that the first page names; their letterhead may recur on any page."""
    return frozenset(map(_fold, offices_named(pages[0].lines if pages else ())))


def offices_named(lines: Sequence[Line]) -> frozenset[str]:
    """Return the lines that only name an office, without their case and comma."""
    texts = (line.text.rstrip(" ,:") for line in lines)
    return frozenset(text.casefold() for text in texts if _OFFICE.fullmatch(text))


def _body(page: Page, recurring: set[str], offices: AbstractSet[str]) -> list[Line]:
    """Return the lines of *page* that are not furniture."""
    lines = list(page.lines)
    last = len(lines)
    head = _head_end(lines, offices) if page.number > 1 else 0
    return [
        line
        for index, line in enumerate(lines)
        if index >= head
        and (_EDGE <= index < last - _EDGE or not _is_furniture(line.text, recurring))
    ]


def _head_end(lines: Sequence[Line], offices: AbstractSet[str]) -> int:
    """Return the number of lines that make the letterhead or running head of a page."""
    number = next(
        (i for i, line in enumerate(lines[:3]) if _PAGE_NUMBER.fullmatch(line.text)), None
    )
    if number and all(_can_head(line.text) for line in lines[:number]):
        return number
    office = bool(lines) and _OFFICE.fullmatch(lines[0].text) and _fold(lines[0].text) in offices
    return 1 if office else 0


def _can_head(text: str) -> bool:
    """Return whether *text* can be a running head: short, capitalised, no clause, item, heading."""
    return (
        len(text) < _LONGEST_HEAD
        and text[0].isupper()
        and text[-1] not in ".;:,-"
        and not _LIST_OR_HEADING.match(text)
    )


def _is_furniture(text: str, recurring: set[str]) -> bool:
    specks = not any(map(str.isalnum, text)) and text not in _PUNCTUATION
    return specks or bool(_FURNITURE.match(text)) or _key(text) in recurring or is_emblem(text)


def _fold(text: str) -> str:
    return _LETTERS.sub("", text.lower())


def _without_catchword(body: list[Line], following: list[Line], width: float) -> list[Line]:
    """Return *body* without its last line if that is a catchword for the next page."""
    torn = list(body)
    while torn and _ONLY_DOTS.fullmatch(torn[-1].text):
        torn.pop()  # the dots of a catchword, on a line of their own
    body = torn
    if len(body) < 2:
        return body
    last = body[-1]
    if _is_catchword_of_two(body[-2:], following, width):
        return body[:-2]
    catchword = _fold(_DOTS.sub("", last.text))
    dotted = bool(_DOTS.search(last.text))
    short = len(last.text) < 45
    aside = last.x is not None and last.x > 0.55 * width
    repeats = any(_fold(line.text).startswith(catchword) for line in following[:2])
    if short and ((dotted and (aside or repeats)) or (aside and repeats and catchword)):
        return body[:-1]
    return body


def _is_catchword_of_two(pair: Sequence[Line], following: Sequence[Line], width: float) -> bool:
    """Return whether *pair* are the two lines of a catchword, both at the right edge."""
    if not _DOTS.search(pair[1].text) or any((line.x or 0) <= 0.55 * width for line in pair):
        return False
    words = _fold(pair[0].text) + _fold(_DOTS.sub("", pair[1].text))
    return "".join(_fold(line.text) for line in following[:2]).startswith(words)
