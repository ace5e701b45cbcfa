"""The position of lines on the page: margins, centring, indentation.

Text and HTML have no positions; then the answer to a question about layout is None or 0.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from regsearch.read.structure import line_endings
from regsearch.read.structure.headings import read_pasal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from regsearch.read.extract.lines import Line
    from regsearch.read.structure.open_units import OpenUnit

_CENTRED = 45.0
"""A line that starts this many points right of the left margin can be a centred heading."""

_HEADING_SPREAD = 24.0
"""Centred article headings of a document start within this many points of each other."""

_HANGING = (8.0, 45.0)
"""Least and greatest distance of hanging text from the start of its marker, in points."""


_LAST_WORD = re.compile(r"[a-z]+(?:-[a-z]+)?[.;]")
"""The last word of an item, wrapped; closing words of a list are more than one."""


def left_margin(lines: Sequence[Line]) -> float | None:
    """Return the x at which most text starts furthest left, or None without a layout."""
    counts: dict[int, int] = {}
    for line in lines:
        if line.x is not None:
            counts[round(line.x / 4)] = counts.get(round(line.x / 4), 0) + 1
    if not counts:
        return None
    enough = max(counts.values()) / 6
    return 4.0 * min(x for x, count in counts.items() if count >= enough)


def pasal_margin(lines: Sequence[Line]) -> float | None:
    """Return the x at which most article headings start, or None without a layout."""
    starts = [
        line.x
        for line in lines
        if line.x is not None and read_pasal(line.text, amending=True) is not None
    ]
    counts = Counter(starts)
    return max(
        counts,
        key=lambda x: sum(
            n for other, n in counts.items() if abs(x - other) <= _HEADING_SPREAD / 2
        ),
        default=None,
    )


def is_centred(line: Line, margin: float | None) -> bool | None:
    """Return whether *line* starts far right of *margin*, as a centred heading does."""
    if line.x is None or margin is None:
        return None
    return line.x > margin + _CENTRED


def is_aligned(line: Line, heading_x: float | None) -> bool | None:
    """Return whether *line* starts where most article headings start."""
    if line.x is None or heading_x is None:
        return None
    return abs(line.x - heading_x) <= _HEADING_SPREAD


def hangs(line: Line) -> bool:
    """Return whether the first run of *line* is set apart like a marker before hanging text."""
    body = line.body_x()
    if body is None or line.x is None:
        return False
    return _HANGING[0] <= body - line.x <= _HANGING[1]


def hanging_x(line: Line) -> float | None:
    """Return the x of the text after the marker of *line*, if known."""
    body = line.body_x()
    if body is None or line.x is None or body - line.x > _HANGING[1]:
        return None
    return body


def alignment(unit: OpenUnit, line: Line) -> int:
    """Score how well *line* is aligned with the marker of its sibling *unit*: 2, 0 or -2.

    The tolerance is larger across pages, as scanned pages are shifted.
    """
    if unit.mark_x is None or line.x is None:
        return 0
    distance = abs(unit.mark_x - line.x)
    near, far = (6, 9) if unit.page == line.page else (8, 16)
    if distance <= near:
        return 2
    return 0 if distance <= far else -2


def tail_depth(stack: Sequence[OpenUnit], line: Line, closed: int) -> int:
    """Return how many of the open units remain open when *line* is running text.

    Closing words of a list are aligned with the unit that contains the list; a wrapped line of
    its last item is further right.  *closed* is how firmly the line before ended a clause.
    """
    depth = len(stack)
    inner = stack[-1]
    if closed == line_endings.OPEN and _LAST_WORD.fullmatch(line.text):
        return depth
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
