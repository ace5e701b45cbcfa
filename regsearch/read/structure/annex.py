"""Parses a Lampiran: its title, lettered parts, numbered points, and tables row by row.

A lampiran is an inseparable part of the regulation (UU 12/2011 Lampiran II no. 192-197); joint
decrees list offences and sanctions in one.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from regsearch.model.roman import to_roman
from regsearch.read.extract.lines import join
from regsearch.read.structure import markers, tables
from regsearch.read.structure.explanation import parse_explanation
from regsearch.read.structure.open_units import Structure
from regsearch.read.structure.sections import split
from regsearch.read.structure.title import read_title
from regsearch.read.structure.unit_findings import counted_rows
from regsearch.read.structure.units import parse_body, parse_points
from regsearch.regulation import Unit

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from regsearch.model import Locator
    from regsearch.read.extract.lines import Line
    from regsearch.regulation import Explanation, Finding, Group

_HEAD = re.compile(
    r"(?:LAMPIRAN|Lampiran)(?:\s+(?P<number>[IVX]+|\d{1,2}\b))?\s*[.:]?(?:\s+(?P<rest>.*))?$"
)
_SIGNS = re.compile(
    r"(?:a\.n\.|Plt\.?|P[Jj]\.?)?\s?(?:PRESIDEN|GUBERNUR|BUPATI|WALI ?KOTA|MENTERI|KEPALA|KETUA|"
    r"DIREKTUR|SEKRETARIS|INSPEKTUR|REKTOR|CAMAT|JAKSA)\b[^a-z]*,$"
)
"""The office above a signature."""

_SIGNATURE_LINES = 16
"""Number of lines that a signature and the attestation of a copy below it take."""

_GRACE = re.compile(r"DENGAN RAHMAT TUHAN")
"""How a complete instrument begins, such as the Perppu that a law annexes to ratify it."""

_PART = re.compile(r"(?P<number>[A-Z]|[IVX]{2,5})\.\s+(?P<heading>[^a-z]{3,})$")
_NUMBERED_PART = re.compile(r"(?P<number>\d{1,2})\.\s+(?P<heading>[A-Z]\S.*)$")
_ROW = re.compile(r"\d{1,3}[a-z]?\s?[.)]?(?:\s|$)")
_MAX_TITLE_LINES = 12
_NEAR = 3
"""Number of lines within which a table follows the heading of its part."""


def parse_annex(lines: Sequence[Line]) -> Structure:
    """Return the units of one lampiran; its first line is the LAMPIRAN line."""
    head = _HEAD.match(lines[0].text)
    number = (head["number"] if head else None) or "I"
    number = to_roman(int(number)) if number.isdigit() else number
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
        instrument = _instrument(lines, base)
        if instrument is not None:
            return instrument
    units = [Unit(base, name, lines[0].page)]
    findings: list[Finding] = []
    groups: list[Group] = []
    end = _signature_start(lines)
    named: list[Line] = [*lines[end:]]
    lines = lines[:end]
    part_base = base
    is_roman = False
    """Whether the parts are numbered I, II, III."""
    pending: list[Line] = []

    def flush() -> None:
        if pending:
            points = parse_points(pending, part_base)
            groups.extend(replace(group, start=group.start + len(units)) for group in points.groups)
            if points.lead:
                last = units[-1]
                units[-1] = replace(last, text=join(last.text, points.lead))
            units.extend(points.units)
            findings.extend(points.findings)
            named.extend(points.named)
            pending.clear()

    while index < len(lines):
        line = lines[index]
        part = _part(lines, index)
        if part is not None:
            flush()
            is_roman = is_roman or (part["number"] == "I" and part_base == base)
            kind = "angka" if is_roman or part["number"].isdigit() else "huruf"
            part_base = (*base, (kind, part["number"]))
            heading = part["heading"]
            while index + 1 < len(lines) and _is_heading(lines, index + 1):
                index += 1
                heading = join(heading, lines[index].text)
            units.append(Unit(part_base, heading, line.page))
        elif (table := _table(lines, index)) is not None:
            flush()
            if table.counted:
                findings.append(counted_rows(part_base, table))
            for text in table.between:
                units[-1] = replace(units[-1], text=join(units[-1].text, text))
            if not table.rows:  # no table: its lines are text
                pending.extend(lines[index : table.end])
            else:
                named.extend(table.headers)
            units.extend(_rows(table, part_base))
            index = table.end
            continue
        else:
            pending.append(line)
        index += 1
    flush()
    return Structure(tuple(units), tuple(groups), tuple(findings), named=tuple(named))


def _signature_start(lines: Sequence[Line]) -> int:
    """Return the index of the signature that ends the annex; the number of lines without one."""
    for index in range(max(1, len(lines) - _SIGNATURE_LINES), len(lines)):
        if _SIGNS.match(lines[index].text):
            after = (line.text for line in lines[index + 1 :])
            return len(lines) if any(map(markers.read, after)) else index
    return len(lines)


def _part(lines: Sequence[Line], index: int) -> re.Match[str] | None:
    """Return the match of a part's heading: in capitals, or right above a table."""
    text = lines[index].text
    part = _PART.match(text)
    if part is not None:
        return part
    part, numbered = tables.PART.match(text), _NUMBERED_PART.match(text)
    for below in range(index + 1, min(index + 1 + _NEAR, len(lines))):
        if tables.is_header(lines[below]):
            # A row above the repeated header of its own table looks like a numbered part.
            is_row = len(lines[index].spans) >= len(lines[below].spans)
            return part or (None if is_row or not _begins_at_one(lines, below) else numbered)
    return None


def _begins_at_one(lines: Sequence[Line], header: int) -> bool:
    """Return whether the rows below the header at *header* are numbered from 1."""
    for line in lines[header + 1 : header + 1 + _NEAR]:
        if len(line.spans) > 1 and (row := _ROW.match(line.spans[0][1])) is not None:
            return row[0].strip(" .)") == "1"
    return False


def _table(lines: Sequence[Line], index: int) -> tables.Table | None:
    if tables.is_header(lines[index]):
        return tables.read(lines, index, _ends_table)
    return tables.at(lines, index)


def _ends_table(lines: Sequence[Line], index: int) -> bool:
    return _part(lines, index) is not None


def _rows(table: tables.Table, base: Locator) -> Iterator[Unit]:
    """Yield the rows of *table* as units."""
    for row in table.rows:
        yield Unit((*base, ("angka", row.number)), row.text, row.page, row.cells)


def _instrument(lines: Sequence[Line], base: Locator) -> Structure | None:
    """Return the units of a complete instrument inside a lampiran; None if it has no articles."""
    title = read_title(lines)
    parts = split(lines, title.end, amends="PERUBAHAN" in title.name)
    if not parts.has_articles:
        return None  # the specimen of a decree
    body = parse_body(parts.body, amending=parts.roman, base=base)
    name = " ".join(line.text for line in lines[1 : title.end])
    groups = tuple(replace(group, start=group.start + 1) for group in body.groups)
    explained = parse_explanation(
        parts.penjelasan,
        {unit.locator[len(base) :] for unit in body.units},
        amending=parts.roman,
    )
    named = (*parts.front[title.end :], *parts.closing, *body.named, *explained.named)
    units = (Unit(base, name, lines[0].page), *body.units)
    return Structure(
        units,
        groups,
        (*body.findings, *explained.findings),
        named=named,
        explained=tuple(_inside(passage, base) for passage in explained.passages),
    )


def _inside(passage: Explanation, base: Locator) -> Explanation:
    """Return *passage* as an explanation of the unit inside *base*."""
    items = tuple(replace(item, locator=(*base, *item.locator)) for item in passage.items)
    return replace(passage, locator=(*base, *passage.locator), items=items)


def _title_ends(lines: Sequence[Line], index: int) -> bool:
    """Return whether the title of the lampiran ends before the line at *index*."""
    text = lines[index].text
    if _PART.match(text) or tables.is_header(lines[index]):
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
        and not tables.is_header(line)
        and not _ROW.match(line.text)
    )
