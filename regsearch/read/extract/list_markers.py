"""Markers of list items that a web page or word processor numbers itself: ``(1)``, ``a.``, ``1.``.

Where the file does not say how a level is numbered, the order of drafting decides
(UU 12/2011 Lampiran II no. 82-95): ayat right under an article's heading, then huruf, angka, a)
and 1).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from regsearch.model.roman import to_roman
from regsearch.read.structure.headings import read_pasal, split_titled

if TYPE_CHECKING:
    from collections.abc import Sequence

_LEVELS = ("(1)", "a.", "1.", "a)", "1)")
_TYPES = {"a": "a.", "A": "A.", "i": "i.", "I": "I.", "1": "1."}
_STYLES = {
    "lower-alpha": "a.",
    "lower-latin": "a.",
    "upper-alpha": "A.",
    "upper-latin": "A.",
    "upper-roman": "I.",
    "lower-roman": "i.",
}
_LIST_STYLE = re.compile(r"list-style(?:-type)?\s*:\s*([a-z-]+)", re.IGNORECASE)


@dataclass(slots=True)
class Numbering:
    """How the items of one list are numbered, and the last number."""

    style: str
    """The first marker: ``(1)``, ``a.`` ..."""
    count: int = 0

    def take(self, value: str | None = None) -> str:
        """Return the marker of the next item, or of the item with the number *value*."""
        self.count = int(value) if value and value.isdigit() else self.count + 1
        return marker(self.style, self.count)


def marker(style: str, count: int) -> str:
    """Return the marker of the item number *count* of a list that begins with *style*.

    >>> marker("(1)", 3), marker("a.", 2), marker("I.", 4), marker("a)", 28)
    ('(3)', 'b.', 'IV.', 'bb)')
    """
    kind = next(char for char in style if char.isalnum())
    if kind in "aA":
        letter = chr(ord(kind) + (count - 1) % 26) * ((count - 1) // 26 + 1)
        return style.replace(kind, letter)
    if kind in "iI":
        numeral = to_roman(min(max(count, 1), 399))
        return style.replace(kind, numeral if kind == "I" else numeral.lower())
    return style.replace("1", str(count))


def numbering(
    kind: str | None,
    css: str | None,
    start: str | None,
    before: str,
    outer: Sequence[Numbering],
    closed: Sequence[Numbering] = (),
) -> Numbering:
    """Return how a list is numbered.

    Args:
        kind: its ``type`` attribute.
        css: its ``style`` attribute.
        start: its ``start`` attribute.
        before: the text before it; after an article's heading its items are ayat.
        outer: the lists that contain it, outermost first.
        closed: the lists before it; the last of them that ended before *start* goes on.

    """
    count = int(start) - 1 if start and start.isdigit() else 0
    if count and kind in (None, "1") and not css:
        ended = [numbering.style for numbering in reversed(closed) if numbering.count == count]
        if ended:
            return Numbering(next((s for s in ended if "1" in s), ended[0]), count)
    listed = _LIST_STYLE.search(css or "")
    style = _STYLES.get(listed[1].lower()) if listed else _TYPES.get(kind or "")
    if style is None or style == "1.":
        style = _by_drafting(before, outer, numeric=style == "1.")
    return Numbering(style, count)


def _by_drafting(before: str, outer: Sequence[Numbering], *, numeric: bool) -> str:
    if not outer:
        titled = split_titled(before)
        heads = read_pasal(titled[0] if titled else before) is not None
        return "(1)" if heads else "1."
    used = {numbering.style for numbering in outer}
    levels = _LEVELS[1:]
    free = [s for s in levels if s not in used and not (numeric and "a" in s)]
    above = outer[-1].style
    after = [s for s in free if above not in levels or levels.index(s) > levels.index(above)]
    return (after or free or ["1)"])[0]
