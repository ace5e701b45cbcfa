"""A list goes on after a stray line: a torn word, a link alone on its line, noise at a page's head.

Running text beside a list closes it.  If the next marker continues that list, the text was stray:
it is added to the last item, or reported where it is no part of a sentence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from regsearch.model import format_address
from regsearch.read.extract.lines import join
from regsearch.read.structure import line_endings, list_items, markers
from regsearch.regulation import Finding

if TYPE_CHECKING:
    from collections.abc import Sequence

    from regsearch.read.extract.lines import Line
    from regsearch.read.structure.list_items import Item
    from regsearch.read.structure.open_units import OpenUnit

_LINK = re.compile(r"(?:dan\s?/\s?atau|dan|atau|serta)[.,;:]?", re.IGNORECASE)
_ITEM_END = re.compile(r";\s?(?:dan\s?/\s?atau|dan|atau|serta)$")
_SLACK = 9.0
"""Tolerance in points for the left edge of a table."""

_MAX_LENGTH = 90
"""Length of the longest text that, without a layout, may interrupt a list."""


@dataclass(slots=True)
class Stray:
    """Running text after a closed item or beside its list, until the next item or heading."""

    home: OpenUnit
    """The unit to which it was added."""
    start: int
    """Length of that unit's text before it."""
    suspended: list[OpenUnit]
    """The units that it closed, outermost first."""
    lines: list[Line] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Its words."""
        text = ""
        for line in self.lines:
            text = join(text, line.text)
        return text


def continues(stack: Sequence[OpenUnit], line: Line, table_x: float | None) -> bool:
    """Return whether *line*, inside a table that begins at *table_x*, continues a list around it.

    A list of numbers is not distinguished from the rows.
    """
    mark = markers.read(line.text)
    if mark is None or mark.style in ("1.", "1)"):
        return False
    if line.spans and table_x is not None and (line.x or 0) > table_x + _SLACK:
        return False  # a list inside a cell
    return any(
        unit.style == mark.style and mark.number in markers.following(mark.style, unit.number)
        for unit in stack
    )


def resume(
    stray: Stray, stack: Sequence[OpenUnit], line: Line, ahead: Sequence[Line]
) -> Item | None:
    """Return the item that *line* opens if it continues the list before *stray*, or None.

    Args:
        stray: the text after that list.
        stack: the units that are still open.
        line: the line.
        ahead: the lines after it.

    """
    if markers.read(line.text) is None or not _may_interrupt(stray):
        return None
    whole = [*stack, *stray.suspended]
    item = list_items.choose(whole, line, ahead, line_endings.FIRMLY)
    if item is None or not item.mark.clean or item.skips or item.depth >= len(whole):
        return None
    if stray.suspended and item.depth < len(stack):
        return None
    sibling = whole[item.depth]
    goes_on = item.mark.number in markers.following(item.mark.style, sibling.number)
    return item if goes_on else None


def _may_interrupt(stray: Stray) -> bool:
    last = stray.lines[-1].text
    if _LINK.fullmatch(last) or _ITEM_END.search(last):
        return True
    if line_endings.refers(last):
        return False
    return bool(stray.suspended) or len(stray.text) <= _MAX_LENGTH


def put_back(stray: Stray, stack: list[OpenUnit], line: Line) -> list[Finding]:
    """Open the suspended units again; add the text to the last item, or return a finding on it.

    *line* is that of the next item.
    """
    stack.extend(stray.suspended)
    stray.home.text = stray.home.text[: stray.start]
    last, text, first = stack[-1], stray.text, stray.lines[0]
    at_foot = text.isupper() and stray.lines[-1].page != line.page
    if not _is_noise(text, last, first, at_foot=at_foot):
        last.text = join(last.text, text)
        return []
    return [_left_out(last, first, text)]


def remove_stamp(stray: Stray, line: Line) -> list[Finding]:
    """Take words in capitals from the end of an item, at the edge of a page; return a finding.

    Args:
        stray: the words after the item, which ended a sentence.
        line: the line of the next item.

    """
    first, last = stray.lines[0], stray.lines[-1]
    at_edge = last.x is not None and (first.page != stray.home.page or last.page != line.page)
    ended = stray.home.text[: stray.start].endswith((";", "."))
    if stray.suspended or not (at_edge and ended and stray.text.isupper()):
        return []
    stray.home.text = stray.home.text[: stray.start]
    return [_left_out(stray.home, first, stray.text)]


def _left_out(last: OpenUnit, first: Line, text: str) -> Finding:
    address = format_address(last.locator)
    message = (
        f"Baris yang menyela daftar sesudah {address} tidak dibaca sebagai isi; periksa naskahnya."
    )
    return Finding("stray", message, address, first.page, text)


def _is_noise(text: str, last: OpenUnit, first: Line, *, at_foot: bool) -> bool:
    """Return whether *text* after the item *last* is no part of its sentence."""
    ended = last.text.endswith((";", "."))
    elsewhere = at_foot or first.page != last.page or first.x is None
    return ended and elsewhere and text[0].isupper() and not _LINK.match(text)
