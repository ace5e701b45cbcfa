"""Page breaks inside texts that were extracted from PDFs: numbers, letterheads, catchwords.

A page number or gazette number on a line of its own marks the break; the lines beside it that can
only be a letterhead, an address or a catchword belong to it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from regsearch.read.repair.furniture import is_emblem, offices_named

if TYPE_CHECKING:
    from collections.abc import Sequence

    from regsearch.read.extract.lines import Line

_NUMBER = re.compile(
    r"[-–—_~]{1,2}\s?\d{1,4}\s?[-–—_~]{1,2}|\d{1,3}\s?/\s?\d{1,3}|SK\s+No\s*\d[\dA-Z ]*"
    r"|[Hh]al(?:aman)?\.?\s\d{1,4}(?:\s?(?:dari|/)\s?\d{1,4})?|Page\s\d{1,4}(?:\sof\s\d{1,4})?"
)
_BARE = re.compile(r"\d{1,4}")
"""A page number without dashes; only behind a catchword."""

_ADDRESS = re.compile(r"(?:https?://|www\s?\.)\S+|\S+\.go\.id/?")
_DOTTED = re.compile(r"\.\s?\.\s?\.|\.\.$|…$")
_LONGEST_CATCHWORD = 60
_DOTS_LENGTH = 8
_HEAD_LINES = 30
"""First lines of a text, in which its letterhead names the offices."""
_REACH = 3
"""Lines of a letterhead beside the number of a page."""


def furniture_at_breaks(lines: Sequence[Line]) -> dict[int, str]:
    """Return what belongs to page breaks by the index of its line: all of it, or its last words."""
    breaks = [index for index in range(len(lines)) if _is_number(lines, index)]
    offices = offices_named(lines[:_HEAD_LINES]) if breaks else frozenset()
    found: dict[int, str] = {}
    for index in breaks:
        for step in (-1, 1):
            beside = index
            while abs(beside - index) <= _REACH:
                found[beside] = lines[beside].text
                beside += step
                if not 0 <= beside < len(lines) or not _is_head(lines[beside].text, offices):
                    break
            if step < 0 and beside >= 0:
                _take_catchword(lines, beside, found)
    return found


def _is_number(lines: Sequence[Line], index: int) -> bool:
    text = lines[index].text
    if _NUMBER.fullmatch(text):
        return True
    return bool(index and _BARE.fullmatch(text) and _is_dotted(lines[index - 1].text))


def _is_head(text: str, offices: frozenset[str]) -> bool:
    """Return whether *text* can be a letterhead or address beside the number of a page."""
    if _NUMBER.fullmatch(text) or _ADDRESS.fullmatch(text) or text.casefold() in offices:
        return True
    return text.isupper() and is_emblem(text)


def _is_dotted(text: str) -> bool:
    dotted = _DOTTED.search(text, max(0, len(text) - _DOTS_LENGTH))
    return len(text) < _LONGEST_CATCHWORD and dotted is not None


def _take_catchword(lines: Sequence[Line], index: int, found: dict[int, str]) -> None:
    """Add the catchword at *index*, before a break, to *found*: the line or its last word."""
    text = lines[index].text
    if not _is_dotted(text):
        return
    after = next((lines[i].text for i in range(index + 1, len(lines)) if i not in found), "")
    words = text.rstrip(". …").split()
    following = after.split()
    whole = len(words) < 2 or words[:1] == following[:1]
    if whole or words[-1] != (following[0] if following else ""):
        found[index] = text
    else:
        found[index] = text[len(" ".join(words[:-1])) :].strip()
