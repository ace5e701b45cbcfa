"""Decides which item of which list a line opens, if any, by a score.

The score combines three indications: whether the number comes next in an open list, whether the
line before closes a clause, and whether the marker is aligned with those of its siblings.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from regsearch.model.roman import roman
from regsearch.read.structure import layout, line_endings, markers
from regsearch.read.structure.headings import read_pasal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from regsearch.read.extract.lines import Line
    from regsearch.read.structure.markers import Mark, Style
    from regsearch.read.structure.open_units import OpenUnit

_MIN_SCORE = 3
"""A marker with a lower score is running text."""

_HEADING_WORDS = 10

LOOK_AHEAD = 60
"""The second item of a list is searched for in this many lines."""

_CLAUSE_LINES = 12
"""Number of lines that the first item of a list without a colon takes at most."""

_MAX_STEP = 4
"""A larger step between numbers begins another list, or none."""

_WORD_LENGTH = 6
"""Letters that make a word; the longest marker of letters only, a misread ``123a)``, has less."""

_QUOTES = "\"“„”'‘’"

_POINT = re.compile(
    r"(?:Ketentuan|Di\s?antara|Judul|Penjelasan|Pasal|Ayat|B[Aa][Bb]|Bagian|Setelah|Sesudah|Sebelum|"
    r"Paragraf|Lampiran|Mengubah|Menambah|Menghapus|Angka|Huruf|Substansi|Dengan)\b"
)
"""How the points of an amending law begin (UU 12/2011 Lampiran II no. 230-238)."""


@dataclass(frozen=True, slots=True)
class Item:
    """A marker and the depth of its unit."""

    mark: Mark
    depth: int
    """Index in the stack of open units that its unit takes."""
    skips: bool = False
    """Whether numbers are missing between it and its sibling."""


def choose(
    stack: Sequence[OpenUnit], line: Line, ahead: Sequence[Line], closed: int
) -> Item | None:
    """Return the item that *line* opens, or None for running text.

    Args:
        stack: the open units, outermost first.
        line: the line.
        ahead: the lines after it.
        closed: how firmly the line before closes a clause.

    """
    text = line.text
    if text[0] in _QUOTES:
        return _quoted(stack, text)
    if text[0].isupper() and len(text.split(" ", 1)[0]) > 4:
        return None
    if len(text) >= _WORD_LENGTH and text[:_WORD_LENGTH].isalpha() and text[1:5].islower():
        return None  # a word; the shortcut applies to most lines
    best: tuple[float, Item] | None = None
    for score, item in _candidates(stack, line, ahead, closed):
        if best is None or score > best[0]:
            best = (score, item)
    return best[1] if best is not None and best[0] >= _MIN_SCORE else None


def _quoted(stack: Sequence[OpenUnit], text: str) -> Item | None:
    """Return the item that a point of an amending law quotes without its article, or None.

    "Ketentuan Pasal 5 ayat (3) diubah sehingga berbunyi sebagai berikut:" is followed by "(3)".
    """
    mark = markers.read(text.lstrip(_QUOTES))
    amends = len(stack) > 1 and stack[0].kind == "pasal" and stack[1].kind == "angka"
    if mark is None or not amends or not roman(stack[0].number):
        return None
    inner = stack[-1]
    announced = inner.style is not None and inner.text.rstrip().endswith(":")
    return Item(mark, len(stack)) if announced else None


def _candidates(
    stack: Sequence[OpenUnit], line: Line, ahead: Sequence[Line], closed: int
) -> Iterator[tuple[float, Item]]:
    exact = markers.read(line.text)
    sign = line.text[:1]
    for depth in range(len(stack) - 1, -1, -1):
        unit = stack[depth]
        style = unit.style
        # Skip lines that have neither this style nor possibly the next number.
        if style is not None and (
            (exact is not None and exact.style == style)
            or sign in markers.first_characters_after(style, unit.number)
        ):
            yield from _siblings(stack, depth, style, line, exact, closed)
    if not stack:
        for style in (*markers.openers(sign), *markers.OUTER_STYLES):
            mark = markers.expect(line.text, style, markers.FIRST[style])
            if mark is not None and (mark.clean or (mark.bare and layout.hangs(line))):
                outer = style in markers.OUTER_STYLES and _continues(style, line, ahead)
                yield 3 + (line_endings.FIRMLY if outer else closed), Item(mark, 0)
        return
    used = [unit.style for unit in stack]
    for style in markers.openers(sign):
        if style in used and not stack[-1].text.endswith(":"):
            continue
        mark = markers.expect(line.text, style, markers.FIRST[style])
        if mark is None or (mark.bare and not layout.hangs(line)):
            continue
        score = _opening(mark, stack, line, ahead, closed)
        yield score - _blur_penalty(mark, exact), Item(mark, len(stack))


def _siblings(
    stack: Sequence[OpenUnit],
    depth: int,
    style: Style,
    line: Line,
    exact: Mark | None,
    closed: int,
) -> Iterator[tuple[float, Item]]:
    """Score *line* as a further item of the list whose last item is open at *depth*."""
    unit = stack[depth]
    base = closed + layout.alignment(unit, line)
    for rank, number in enumerate(markers.following(style, unit.number)):
        mark = markers.expect(line.text, style, number)
        if mark is None or (mark.bare and layout.alignment(unit, line) <= 0):
            continue
        bonus = _amending_bonus(stack, depth, mark)
        bonus += _capitalised_bonus(stack, depth, mark, line, closed)
        yield 3 - rank - _blur_penalty(mark, exact) + base + bonus, Item(mark, depth)
    if exact is None or exact.style != style:
        return
    step = markers.order(style, exact.number)[0] - markers.order(style, unit.number)[0]
    if 1 < step <= _MAX_STEP:
        yield 1.5 + base - 0.5 * step, Item(exact, depth, skips=True)
    elif exact.number == markers.FIRST[style]:
        bonus = _amending_bonus(stack, depth, exact)
        yield 0.5 + base + bonus, Item(exact, depth)  # another list after the first


def _opening(
    mark: Mark, stack: Sequence[OpenUnit], line: Line, ahead: Sequence[Line], closed: int
) -> float:
    """Score *line* as the first item of a list inside the innermost unit."""
    inner, style = stack[-1], mark.style
    continues = _continues(style, line, ahead)
    score = 1.0
    if not inner.text:
        score += 2 if inner.style is None else 0
    elif inner.text.endswith(":"):
        score += 2
    elif _is_part(stack, continues=continues, line=line, mark=mark):
        closed = line_endings.FIRMLY  # "B. Maksud dan Tujuan" of a circular
    elif style != "(1)" and (
        closed == line_endings.SOFTLY
        or (continues and line_endings.announces_list(inner.text))
        or (_is_clause(style, line, ahead) and not line_endings.refers(inner.text))
    ):
        closed = line_endings.FIRMLY  # a lead-in need not end with a colon
        score += 1
    else:
        score += 1 if continues else -1
    point = len(stack[0].locator) == 1 and stack[0].kind != "pasal"  # of a circular
    in_letter = point and mark.clean and inner.text.endswith(":")
    if style == "(1)" and inner.style is not None and not in_letter:
        score -= 4
    if style in [unit.style for unit in stack]:
        score -= 2
    if inner.mark_x is not None and line.x is not None:
        if line.x > inner.mark_x + 5 or line.page != inner.page:
            score += 1
        elif not continues:
            score -= 2
    return score + closed


def _is_part(stack: Sequence[OpenUnit], *, continues: bool, line: Line, mark: Mark) -> bool:
    """Return whether the innermost unit is a heading, and *line* the first item below it."""
    inner = stack[-1]
    outer = inner.style in markers.OUTER_STYLES
    if outer and line_endings.is_title(inner.text):
        return True
    words = line_endings.heading_words(inner.text)
    if not continues or stack[0].kind == "pasal" or not 0 < len(words) <= _HEADING_WORDS:
        return False
    if len(words) > 1 and line_endings.refers(inner.text):
        return False
    if outer and inner.mark_x is not None and line.x is not None and line.x > inner.mark_x + 5:
        return True
    return words[0][0].isupper() and mark.rest[:1].isupper()


def _continues(style: Style, line: Line, ahead: Sequence[Line]) -> bool:
    """Return whether the list that *line* would open has a second item, aligned with it."""
    second = markers.following(style, markers.FIRST[style])[0]
    for later in ahead[:LOOK_AHEAD]:
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


def _is_clause(style: Style, line: Line, ahead: Sequence[Line]) -> bool:
    """Return whether the item that *line* would open ends in a semicolon before the second one."""
    second = markers.following(style, markers.FIRST[style])[0]
    before = line
    for later in ahead[:_CLAUSE_LINES]:
        if before.text.endswith((";", "; dan", "; atau", "; dan/atau", "; serta")):
            mark = markers.read(later.text)
            return mark is not None and (mark.style, mark.number) == (style, second)
        before = later
    return False


def _blur_penalty(mark: Mark, exact: Mark | None) -> int:
    """Return the penalty of a misread marker; it is higher if the line has an exact one."""
    if mark.clean:
        return 0
    return 1 if exact is None or exact.raw.startswith(mark.raw) else 3


def _capitalised_bonus(
    stack: Sequence[OpenUnit], depth: int, mark: Mark, line: Line, closed: int
) -> int:
    """Return a bonus for the next of a list of capitalised items that end without punctuation.

    So are the entries of tables that lost their layout.
    """
    text = stack[depth].text
    alike = mark.clean and text[:1].isupper() and mark.rest[:1].isupper()
    listed = stack[0].kind != "pasal" or mark.style in ("1.", "A.", "I.")
    open_end = line.x is None and closed == line_endings.OPEN and listed
    return 2 if alike and open_end and not line_endings.refers(text) else 0


def _amending_bonus(stack: Sequence[OpenUnit], depth: int, mark: Mark) -> int:
    """Return a bonus for a point of an amending law, a penalty for an item that it quotes."""
    if depth != 1 or all(unit.kind != "pasal" for unit in stack[1:]):
        return 0
    if not mark.rest:
        return 0
    return 2 if _POINT.match(mark.rest) else -3
