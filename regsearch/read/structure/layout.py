"""Where lines stand on the page, and what that says about them.

Every question can also be answered "unknown": text and HTML have no layout.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from regsearch.read.structure.headings import read_pasal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from regsearch.read.extract.lines import Line
    from regsearch.read.structure.open_units import OpenUnit

_CENTRED = 45.0
"""A line that starts so many points right of the left margin can be a centred heading."""

_HEADING_SPREAD = 24.0
"""Centred article headings of one document start within so many points of each other."""

_HANGING = (8.0, 45.0)
"""How far words stand from their marker, at least and at most, in points."""


def left_margin(lines: Sequence[Line]) -> float | None:
    """Return the x at which most text starts furthest left, or None without a layout."""
    counts: dict[int, int] = {}
    for line in lines:
        if line.x is not None:
            counts[round(line.x / 4)] = counts.get(round(line.x / 4), 0) + 1
    if not counts:
        return None
    enough = max(counts.values()) / 6
    return 4.0 * min(place for place, count in counts.items() if count >= enough)


def pasal_margin(lines: Sequence[Line]) -> float | None:
    """Return the x at which most lines that look like article headings start, or None."""
    places = [
        line.x
        for line in lines
        if line.x is not None and read_pasal(line.text, amending=True) is not None
    ]
    counts = Counter(places)
    return max(
        counts,
        key=lambda x: sum(n for at, n in counts.items() if abs(x - at) <= _HEADING_SPREAD / 2),
        default=None,
    )


def is_centred(line: Line, margin: float | None) -> bool | None:
    """Return whether *line* is set off from the left *margin* like a heading."""
    if line.x is None or margin is None:
        return None
    return line.x > margin + _CENTRED


def stands_at(line: Line, heading_x: float | None) -> bool | None:
    """Return whether *line* starts where most article headings start."""
    if line.x is None or heading_x is None:
        return None
    return abs(line.x - heading_x) <= _HEADING_SPREAD


def hangs(line: Line) -> bool:
    """Return whether the first run of *line* stands apart like a marker before hanging text."""
    body = line.body_x()
    if body is None or line.x is None:
        return False
    return _HANGING[0] <= body - line.x <= _HANGING[1]


def hanging_x(line: Line) -> float | None:
    """Return where the words behind the marker of *line* begin, if that can be told."""
    body = line.body_x()
    if body is None or line.x is None or body - line.x > _HANGING[1]:
        return None
    return body


def alignment(unit: OpenUnit, line: Line) -> int:
    """Score whether *line* stands where the marker of its sibling *unit* stands: 2, 0 or -2.

    Scanned pages shift against each other, so that a page break allows more.
    """
    if unit.mark_x is None or line.x is None:
        return 0
    off = abs(unit.mark_x - line.x)
    near, far = (6, 9) if unit.page == line.page else (8, 16)
    if off <= near:
        return 2
    return 0 if off <= far else -2


def tail_depth(stack: Sequence[OpenUnit], line: Line, closed: int) -> int:
    """Return how many of the open units remain when *line* is running text.

    Closing words of a list stand at the margin of the unit that holds the list; a wrapped line of
    its last item stands further right.  *closed* tells how firmly the line before ended.
    """
    depth = len(stack)
    inner = stack[-1]
    if line.x is None or inner.mark_x is None or inner.style in (None, "(1)"):
        return depth
    slack = 8.0 if line.page != inner.page else 5.0
    body = inner.body_x if inner.body_x is not None else inner.mark_x + 15
    if line.x >= body - slack or line.x > inner.mark_x + slack:
        return depth
    if closed < 0 and inner.body_x is None:
        return depth
    while depth > 1:
        unit = stack[depth - 1]
        if unit.style in (None, "(1)") or unit.mark_x is None or unit.mark_x < line.x - slack:
            break
        depth -= 1
    return depth
