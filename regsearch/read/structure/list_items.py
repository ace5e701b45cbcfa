"""Which item of which list a line opens, if any: doubtful markers are scored, not guessed.

Three witnesses speak: does the number come next in an open list, did the line before close a
clause, does the marker stand where its siblings stand.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from regsearch.read.structure import layout, line_endings, markers
from regsearch.read.structure.headings import read_pasal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from regsearch.read.extract.lines import Line
    from regsearch.read.structure.markers import Mark, Style
    from regsearch.read.structure.open_units import OpenUnit

_ACCEPT = 3
"""A marker with a lower score is text."""

_LOOK_AHEAD = 60
"""The second item of a list is looked for in so many lines."""

_WIDEST_GAP = 4
"""A list that skips more numbers is another list, or no list."""

_LONGEST_MARK = 6
"""The widest marker made of letters only, as OCR blurs ``123a)``, is shorter."""

_POINT = re.compile(
    r"(?:Ketentuan|Di\s?antara|Judul|Penjelasan|Pasal|Ayat|B[Aa][Bb]|Bagian|Setelah|Sesudah|Sebelum|"
    r"Paragraf|Lampiran|Mengubah|Menambah|Menghapus|Angka|Huruf|Substansi|Dengan)\b"
)
"""How the points of an amending law begin (UU 12/2011 Lampiran II no. 230-238)."""


@dataclass(frozen=True, slots=True)
class Item:
    """A marker and the depth at which its unit stands."""

    mark: Mark
    depth: int
    skips: bool = False
    """Whether numbers are missing between it and its sibling."""


def choose(
    stack: Sequence[OpenUnit], line: Line, ahead: Sequence[Line], closed: int
) -> Item | None:
    """Return the item that *line* opens among the open units of *stack*, or None for text.

    *closed* tells how firmly the line before ended; *ahead* are the lines that follow.
    """
    text = line.text
    if text[0].isupper() and len(text.split(" ", 1)[0]) > 4:
        return None
    if len(text) >= _LONGEST_MARK and text[:_LONGEST_MARK].isalpha() and text[1:5].islower():
        return None  # a plain word: saves trying every style on most lines
    best: tuple[float, Item] | None = None
    for score, item in _candidates(stack, line, ahead, closed):
        if best is None or score > best[0]:
            best = (score, item)
    return best[1] if best is not None and best[0] >= _ACCEPT else None


def _candidates(
    stack: Sequence[OpenUnit], line: Line, ahead: Sequence[Line], closed: int
) -> Iterator[tuple[float, Item]]:
    found = markers.read(line.text)
    sign = line.text[:1]
    for depth in range(len(stack) - 1, -1, -1):
        unit = stack[depth]
        style = unit.style
        # A line with neither this style nor what may be the next number is no sibling.
        if style is not None and (
            (found is not None and found.style == style)
            or sign in markers.signs_after(style, unit.number)
        ):
            yield from _siblings(stack, depth, style, line, found, closed)
    if not stack:
        for style in (*markers.openers(sign), *markers.OUTER_STYLES):
            mark = markers.expect(line.text, style, markers.FIRST[style])
            if mark is not None and mark.clean:
                outer = style in markers.OUTER_STYLES and _goes_on(style, line, ahead)
                yield 3 + (line_endings.FIRMLY if outer else closed), Item(mark, 0)
        return
    used = [unit.style for unit in stack]
    for style in markers.openers(sign):
        if style in used and not stack[-1].text.endswith(":"):
            continue
        mark = markers.expect(line.text, style, markers.FIRST[style])
        if mark is None or (mark.bare and not layout.hangs(line)):
            continue
        score = _opening(style, stack, line, ahead, closed)
        yield score - _blur(mark, found), Item(mark, len(stack))


def _siblings(
    stack: Sequence[OpenUnit],
    depth: int,
    style: Style,
    line: Line,
    found: Mark | None,
    closed: int,
) -> Iterator[tuple[float, Item]]:
    """Score *line* as a further item of the list whose last item is open at *depth*."""
    unit = stack[depth]
    witness = closed + layout.alignment(unit, line)
    for rank, number in enumerate(markers.following(style, unit.number)):
        mark = markers.expect(line.text, style, number)
        if mark is None or (mark.bare and layout.alignment(unit, line) <= 0):
            continue
        bonus = _amending_bonus(stack, depth, mark)
        yield 3 - rank - _blur(mark, found) + witness + bonus, Item(mark, depth)
    if found is None or found.style != style:
        return
    step = markers.order(style, found.number)[0] - markers.order(style, unit.number)[0]
    if 1 < step <= _WIDEST_GAP:
        yield 1.5 + witness - 0.5 * step, Item(found, depth, skips=True)
    elif found.number == markers.FIRST[style]:
        bonus = _amending_bonus(stack, depth, found)
        yield 0.5 + witness + bonus, Item(found, depth)  # a second list beside the first


def _opening(
    style: Style, stack: Sequence[OpenUnit], line: Line, ahead: Sequence[Line], closed: int
) -> float:
    """Score *line* as the first item of a list inside the innermost unit."""
    inner = stack[-1]
    goes_on = _goes_on(style, line, ahead)
    score = 1.0
    if not inner.text:
        score += 2 if inner.style is None else 0
    elif inner.text.endswith(":"):
        score += 2
    elif inner.style in markers.OUTER_STYLES and line_endings.is_title(inner.text):
        closed = line_endings.FIRMLY  # a part of a circular, "B. Maksud dan Tujuan"
    elif style != "(1)" and (
        closed == line_endings.SOFTLY or (goes_on and line_endings.announces_list(inner.text))
    ):
        closed = line_endings.FIRMLY  # a lead-in may end with a comma, or with nothing
        score += 1
    else:
        score += 1 if goes_on else -1
    if style == "(1)" and inner.style is not None:
        score -= 4
    if style in [unit.style for unit in stack]:
        score -= 2
    if inner.mark_x is not None and line.x is not None:
        if line.x > inner.mark_x + 5 or line.page != inner.page:
            score += 1
        elif not goes_on:
            score -= 2
    return score + closed


def _goes_on(style: Style, line: Line, ahead: Sequence[Line]) -> bool:
    """Return whether the second item of the list that *line* would open follows at its x."""
    second = markers.following(style, markers.FIRST[style])[0]
    for later in ahead[:_LOOK_AHEAD]:
        if read_pasal(later.text) is not None:
            return False
        mark = markers.read(later.text)
        if style in markers.OUTER_STYLES:
            mark = markers.expect(later.text, style, second)
        if mark is not None and mark.style == style:
            if mark.number == second:
                return line.x is None or later.x is None or abs(later.x - line.x) <= 8
            if mark.number == markers.FIRST[style]:
                return False
    return False


def _blur(mark: Mark, found: Mark | None) -> int:
    """Return what a blurred reading costs: more where the line has another, clean one."""
    if mark.clean:
        return 0
    return 1 if found is None or found.raw.startswith(mark.raw) else 3


def _amending_bonus(stack: Sequence[OpenUnit], depth: int, mark: Mark) -> int:
    """Tell a point of an amending law from an item of the article that it quotes."""
    if depth != 1 or all(unit.kind != "pasal" for unit in stack[1:]):
        return 0
    if not mark.rest:
        return 0
    return 2 if _POINT.match(mark.rest) else -3
