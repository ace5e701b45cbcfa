"""Parses a Lampiran: its title, lettered parts, numbered points, and tables row by row.

A lampiran is an inseparable part of the regulation (UU 12/2011 Lampiran II no. 192-197); joint
decrees list offences and sanctions in one.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import zip_longest
from typing import TYPE_CHECKING

from regsearch.read.extract.lines import join
from regsearch.read.structure.sections import split
from regsearch.read.structure.title import read_title
from regsearch.read.structure.units import Structure, parse_body, parse_points
from regsearch.regulation import Unit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from regsearch.model import Locator
    from regsearch.read.extract.lines import Line, Span
    from regsearch.regulation import Finding

_HEAD = re.compile(r"(?:LAMPIRAN|Lampiran)(?:\s+(?P<number>[IVX]+))?\s*[.:]?(?:\s+(?P<rest>.*))?$")
_GRACE = re.compile(r"DENGAN RAHMAT TUHAN")
"""How a complete instrument begins, such as the Perppu that a law annexes to ratify it."""

_PART = re.compile(r"(?P<number>[A-Z])\.\s+(?P<heading>[^a-z]{3,})$")
_NO = re.compile(r"(?:No|NO|Nomor|NOMOR)\b\.?$")
_ROW = re.compile(r"(?P<number>\d{1,3}[a-z]?)\s?[.)]?(?:\s+(?P<rest>.*))?$")
_SLACK = 9.0
"""Tolerance in points for the left edge of a column."""

_MAX_TITLE_LINES = 12
_MAX_SKIPPED_ROWS = 5
"""A larger step between row numbers is a number inside a cell."""


def parse_annex(lines: Sequence[Line]) -> Structure:
    """Return the units of one lampiran; its first line is the LAMPIRAN line."""
    head = _HEAD.match(lines[0].text)
    number = (head["number"] if head else None) or "I"
    base: Locator = (("lampiran", number),)
    title: list[str] = [head["rest"]] if head and head["rest"] else []
    index = 1
    while index < len(lines) and not _title_ends(lines, index):
        title.append(lines[index].text)
        index += 1
        if len(title) > _MAX_TITLE_LINES:
            break
    name = " ".join(title)
    if any(_GRACE.match(line.text) for line in lines[:40]):
        return _instrument(lines, base)
    units = [Unit(base, name, lines[0].page)]
    findings: list[Finding] = []
    part_base = base
    pending: list[Line] = []

    def flush() -> None:
        if pending:
            points = parse_points(pending, part_base)
            if points.lead:
                last = units[-1]
                units[-1] = replace(last, text=join(last.text, points.lead))
            units.extend(points.units)
            findings.extend(points.findings)
            pending.clear()

    while index < len(lines):
        line = lines[index]
        part = _PART.match(line.text)
        if part is not None:
            flush()
            part_base = (*base, ("huruf", part["number"]))
            heading = part["heading"]
            while index + 1 < len(lines) and _is_heading(lines, index + 1):
                index += 1
                heading = join(heading, lines[index].text)
            units.append(Unit(part_base, heading, line.page))
        elif _is_table_head(line):
            flush()
            rows, index = _read_table(lines, index, part_base)
            units.extend(rows)
            continue
        else:
            pending.append(line)
        index += 1
    flush()
    return Structure(tuple(units), (), tuple(findings))


def _instrument(lines: Sequence[Line], base: Locator) -> Structure:
    """Return the units of a complete instrument inside a lampiran."""
    title = read_title(lines)
    parts = split(lines, title.end, amends="PERUBAHAN" in title.name)
    body = parse_body(parts.body, amending=parts.roman, base=base)
    name = " ".join(line.text for line in lines[1 : title.end])
    groups = tuple(replace(group, start=group.start + 1) for group in body.groups)
    return Structure((Unit(base, name, lines[0].page), *body.units), groups, body.findings)


def _title_ends(lines: Sequence[Line], index: int) -> bool:
    """Return whether the title of the lampiran ends before the line at *index*."""
    text = lines[index].text
    if _PART.match(text) or _is_table_head(lines[index]):
        return True
    if re.match(r"(?:\(?\w{1,3}[.)]\s|Pasal\s+\d+$|BAB\s+[IVX]+$)", text):
        return True
    words = [word for word in re.findall(r"[^\W\d_]+", text) if len(word) > 1]
    return bool(words) and not any(word.isupper() for word in words)


def _is_heading(lines: Sequence[Line], index: int) -> bool:
    line = lines[index]
    return (
        line.text.upper() == line.text
        and not _PART.match(line.text)
        and not _is_table_head(line)
        and not _ROW.match(line.text)
    )


# -- tables ---------------------------------------------------------------------------------


def _is_table_head(line: Line) -> bool:
    return len(line.spans) > 1 and bool(_NO.match(line.spans[0][1]))


def _read_table(lines: Sequence[Line], start: int, base: Locator) -> tuple[list[Unit], int]:
    """Return the rows of the table whose header is at *start*, and the index after the table."""
    names = [text for _, text in lines[start].spans]
    first = lines[start].spans[0][0]
    end = start + 1
    header = [lines[start].text]
    while end < len(lines) and not _PART.match(lines[end].text):
        text = lines[end].text
        if re.match(r"(?:LAMPIRAN|PENJELASAN)\b", text):
            break
        end += 1
    lefts = _columns(lines[start + 1 : end], len(names), first)
    rows: list[tuple[str, int | None, list[str]]] = []
    index = start + 1
    while index < end:
        line = lines[index]
        if line.text in header:
            index += 1
            continue
        cells = _cells(line.spans, lefts)
        mark = _ROW.match(cells[0]) if cells[0] else None
        if mark is not None and _follows(rows, mark["number"]):
            cells[0] = ""
            if mark["rest"]:
                cells[1] = join(mark["rest"], cells[1]) if len(cells) > 1 else mark["rest"]
            rows.append((mark["number"], line.page, [""] * len(names)))
        elif not rows:
            # Still the header, which may have more cells than any row.
            names = [join(*both) for both in zip_longest(names, cells, fillvalue="")]
            header.append(line.text)
            index += 1
            continue
        row = rows[-1][2]
        for column, cell in enumerate(cells):
            if cell:
                row[column] = join(row[column], cell)
        index += 1
    units = []
    for number, page, row in rows:
        others = tuple(zip(names[2:], row[2:], strict=True))
        text = row[1] if len(row) > 1 else ""
        units.append(Unit((*base, ("angka", number)), join(row[0], text), page, others))
    return units, end


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
