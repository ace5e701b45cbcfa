"""Reads tables row by row: numbered rows under a header, as in annexes and sanction articles.

The header names the columns, the left edges of the runs below it separate them.  A line that does
not fit the columns ends the table, unless a further row follows: then it is a subheading.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import TYPE_CHECKING

from regsearch.read.extract.lines import join
from regsearch.read.structure.tables.counted import numbered

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from regsearch.read.extract.lines import Line, Span

_NO = re.compile(r"(?:No|NO|Nomor|NOMOR|No\. ?Urut|NO\. ?URUT)\b\.?$")
_ROW = re.compile(r"(?P<number>\d{1,3}[a-z]?)\s?[.)]?(?:\s+(?P<rest>.*))?$")
_COLUMN_NUMBERS = re.compile(r"\(?\d\)?\.?(?:\s+\(?\d\)?\.?)+")
"""The line ``1 2 3`` or ``(1) (2) (3)`` below a header."""

_ENDS = re.compile(
    r"(?:LAMPIRAN|PENJELASAN|BAB\s+[IVXLC]+)\b|(?:Ditetapkan|Diundangkan|Disahkan)\s+di\b"
    r"|Pasal\s+\d+[A-Z]?$|\(\d{1,2}[a-z]?\)\s+[A-Z]"
)
PART = re.compile(r"(?P<number>[A-Z]|[IVX]{2,5})\.\s+(?P<heading>\S.*)$")
_SLACK = 9.0
"""Tolerance in points for the left edge of a column."""

_LEAST_LETTERS = 5
"""Letters in the column of the numbers from which on a line is no row."""

_LOOK_AHEAD = 4
_MAX_SKIPPED_ROWS = 5
"""A larger step between row numbers is a number inside a cell."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table."""

    number: str
    text: str
    """Its second column."""
    cells: tuple[tuple[str, str], ...]
    """The further columns, each with its heading."""
    page: int | None


@dataclass(frozen=True, slots=True)
class Table:
    """A table, and where it ends."""

    rows: tuple[Row, ...]
    header: tuple[str, ...]
    """The headings of its columns."""
    between: tuple[str, ...]
    """Subheadings between its rows."""
    headers: tuple[Line, ...]
    """The lines of its header, wherever they recur."""
    end: int
    """Index of the line after it."""
    counted: bool = False
    """Whether its rows have no printed numbers and were counted."""


def is_header(line: Line) -> bool:
    """Return whether *line* is the header of a table with numbered rows.

    >>> from regsearch.read.extract.lines import Line
    >>> is_header(Line("No. Sanksi", spans=((80.0, "No."), (120.0, "Sanksi"))))
    True
    >>> is_header(Line("NOMOR 9 TAHUN", spans=((80.0, "NOMOR"), (120.0, "9"), (140.0, "TAHUN"))))
    False
    """
    if len(line.spans) < 2 or not _NO.match(line.spans[0][1]):
        return False
    others = [text for _, text in line.spans[1:]]
    return not any(text[:1].isdigit() or text[:1] == ":" for text in others)


def has_rows(lines: Sequence[Line], start: int) -> bool:
    """Return whether a numbered row stands under the header at *start*."""
    left = lines[start].spans[0][0]
    for line in lines[start + 1 : start + 1 + 2 * _LOOK_AHEAD]:
        if len(line.spans) > 1 and abs(line.spans[0][0] - left) <= 3 * _SLACK:
            row = _ROW.match(line.spans[0][1])
            if row is not None and int(re.sub(r"\D", "", row["number"])) == 1:
                return True
    return False


def at(
    lines: Sequence[Line],
    index: int,
    ends: Callable[[Sequence[Line], int], bool] | None = None,
) -> Table | None:
    """Return the table whose header is at *index*, or None if there is none; *ends* as in read."""
    if is_header(lines[index]) and has_rows(lines, index):
        return read(lines, index, ends)
    made = numbered(lines, index)
    return replace(read(made, 0), end=index + len(made), counted=True) if made else None


def read(
    lines: Sequence[Line], start: int, ends: Callable[[Sequence[Line], int], bool] | None = None
) -> Table:
    """Return the table whose header is at *start*.

    Args:
        lines: that contain the table.
        start: index of its header.
        ends: called with *lines* and an index; whether the table ends before that line.

    """
    end = start + 1
    while end < len(lines) and not _ENDS.match(lines[end].text):
        if ends is not None and ends(lines, end):
            break
        end += 1
    return _Reader(lines, start, end).read()


class _Reader:
    """Reads one table from the lines *start* to *end*."""

    def __init__(self, lines: Sequence[Line], start: int, end: int) -> None:
        self.lines = lines
        self.end = end
        self.index = start + 1
        self.headers = [lines[start]]
        self.names = [text for _, text in lines[start].spans]
        self.header = {lines[start].text}
        self.lefts = _columns(lines[start + 1 : end], len(self.names), lines[start].spans[0][0])
        self.rows: list[tuple[str, int | None, list[str]]] = []
        self.between: list[str] = []
        self.restarts = False
        """Whether the header was just repeated, so that numbers may begin anew."""

    def read(self) -> Table:
        while self.index < self.end:
            line = self.lines[self.index]
            if line.text in self.header:
                self.restarts = True
                self.headers.append(line)
            elif self.rows and _COLUMN_NUMBERS.fullmatch(line.text) and self.restarts:
                self.headers.append(line)
            elif self._is_outside(line):
                if not self._goes_on():
                    break
                self.between.append(line.text)
            else:
                self._take(line)
            self.index += 1
        rows = []
        for number, page, row in self.rows:
            others = tuple(
                (name, text) for name, text in zip_longest(self.names[2:], row[2:], fillvalue="")
            )
            text = row[1] if len(row) > 1 else ""
            rows.append(Row(number, join(row[0], text), others, page))
        return Table(
            tuple(rows), tuple(self.names), tuple(self.between), tuple(self.headers), self.index
        )

    def _is_outside(self, line: Line) -> bool:
        """Return whether *line* has words where a row has its number."""
        if not self.rows or not line.spans:
            return False
        x, text = line.spans[0]
        letters = sum(char.isalpha() for char in text)
        in_first = len(self.lefts) < 2 or x < self.lefts[1] - _SLACK
        return in_first and letters >= _LEAST_LETTERS

    def _goes_on(self) -> bool:
        """Return whether a further row of this table follows."""
        for line in self.lines[self.index + 1 : min(self.end, self.index + 1 + _LOOK_AHEAD)]:
            if is_header(line):
                return line.text in self.header and not PART.match(self.lines[self.index].text)
            mark = _ROW.match(line.spans[0][1]) if len(line.spans) > 1 else None
            if mark is not None:
                return _follows(self.rows, mark["number"])
        return False

    def _take(self, line: Line) -> None:
        cells = _cells(line.spans, self.lefts)
        mark = _ROW.match(cells[0]) if cells and cells[0] else None
        if not self.rows and _COLUMN_NUMBERS.fullmatch(line.text):
            self._take_header(line)
            return
        if mark is not None and self._begins_row(mark["number"]):
            cells[0] = ""
            if mark["rest"]:
                cells[1:2] = [join(mark["rest"], cells[1])] if len(cells) > 1 else [mark["rest"]]
            self.rows.append((mark["number"], line.page, [""] * len(self.names)))
            self.restarts = False
        elif not self.rows:
            # Still the header, which may have more cells than any row.
            cells = self._header_cells(line)
            self.names = [join(*both) for both in zip_longest(self.names, cells, fillvalue="")]
            self._take_header(line)
            return
        row = self.rows[-1][2]
        for column, cell in enumerate(cells):
            if cell:
                if column >= len(row):
                    row.extend([""] * (column + 1 - len(row)))
                row[column] = join(row[column], cell)

    def _header_cells(self, line: Line) -> list[str]:
        """Return the cells of a further line of the header, centred below those of its first."""
        edges = [x for x, _ in self.headers[0].spans]
        if len(edges) != len(self.names):
            return _cells(line.spans, self.lefts)
        cells = [""] * len(edges)
        for x, text in line.spans:
            column = min(range(len(edges)), key=lambda i: abs(x - edges[i]))
            cells[column] = join(cells[column], text)
        return cells

    def _take_header(self, line: Line) -> None:
        self.header.add(line.text)
        self.headers.append(line)

    def _begins_row(self, number: str) -> bool:
        return _follows(self.rows, number) or (self.restarts and number == "1")


def _columns(lines: Sequence[Line], count: int, first: float) -> list[float]:
    """Return the left edges of at most *count* columns: where most runs of text begin."""
    tally: dict[int, int] = {}
    for line in lines:
        for x, _ in line.spans:
            tally[round(x)] = tally.get(round(x), 0) + 1
    lefts: list[int] = []
    for x, _ in sorted(tally.items(), key=lambda item: -item[1]):
        if all(abs(x - other) > 2 * _SLACK for other in lefts):
            lefts.append(x)
        if len(lefts) == count:
            break
    if len(lefts) < count and all(abs(first - other) > 2 * _SLACK for other in lefts):
        lefts.append(round(first))
    return sorted(float(x) for x in lefts)


def _cells(spans: Sequence[Span], lefts: Sequence[float]) -> list[str]:
    cells = [""] * len(lefts)
    for x, text in spans:
        column = max((i for i, left in enumerate(lefts) if x >= left - _SLACK), default=0)
        cells[column] = join(cells[column], text)
    return cells


def _follows(rows: Sequence[tuple[str, int | None, list[str]]], number: str) -> bool:
    """Return whether a row of this number can come after *rows*."""
    if not rows:
        return True
    last = rows[-1][0]
    step = int(re.sub(r"\D", "", number)) - int(re.sub(r"\D", "", last))
    return 0 <= step <= _MAX_SKIPPED_ROWS and number != last
