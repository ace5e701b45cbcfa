"""A parsed regulation as Markdown that a person would paste into a memo.

CommonMark with tables.  Numbers are words of the law, not of a list: ``1.`` is written ``1\\.`` so
that no renderer counts anew, and characters that Markdown reads as marks are escaped.
"""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING

from regsearch.citation import format_locator

if TYPE_CHECKING:
    from collections.abc import Iterator

    from regsearch.model import Locator
    from regsearch.regulation import Group, Regulation, Unit

DIGEST = "RINGKASAN - BUKAN NASKAH RESMI"

_MARKS = re.compile(r"([\\`*_<>|\[\]])")
_LEVELS = {"buku": "##", "bab": "##", "lampiran": "##", "bagian": "###", "paragraf": "####"}
_LABELS = {
    "pasal": "Pasal {}",
    "ayat": "({})",
    "huruf": "{}.",
    "angka": "{}\\.",
    "lampiran": "Lampiran {}",
    "diktum": "{}",
}


def to_markdown(regulation: Regulation) -> str:
    """Return the regulation as Markdown: headings, articles, nested lists, tables for rows.

    The source and its hash stand at the top, findings at the end, so that a reader knows what the
    text rests on and what is missing from it.
    """
    return "\n".join(_lines(regulation)).strip() + "\n"


def _lines(regulation: Regulation) -> Iterator[str]:
    yield f"# {escape(regulation.title or regulation.id)}"
    yield ""
    if regulation.text_kind == "ringkasan":
        yield f"> {DIGEST}"
        yield ""
    source = regulation.source
    pages = f", {source.pages} halaman" if source.pages else ""
    origin = f"{escape(source.file)}{pages}, SHA-256 {source.sha256}"
    yield f"*{escape(regulation.id)}; sumber: {origin}*"
    waiting = list(reversed(regulation.groups))
    rows = list(enumerate(regulation.units))
    inner = {unit.locator[:-1] for unit in regulation.units}
    for columns, run in groupby(rows, lambda row: _columns(row[1], inner)):
        units = list(run)
        while waiting and waiting[-1].start <= units[0][0]:
            yield from _heading(waiting.pop())
        if columns is not None:
            yield from _table(columns, [unit for _, unit in units])
            continue
        for index, unit in units:
            while waiting and waiting[-1].start <= index:
                yield from _heading(waiting.pop())
            yield from _unit(unit)
    while waiting:
        yield from _heading(waiting.pop())
    if regulation.penjelasan:
        yield "\n## Penjelasan"
        for passage in regulation.penjelasan:
            name = format_locator(passage.locator) if passage.locator else "Umum"
            yield f"\n**{escape(name)}.** {escape(passage.text)}".rstrip()
    if regulation.findings:
        yield "\n## Temuan pembacaan\n"
        for finding in regulation.findings:
            where = f" (hlm. {finding.page})" if finding.page else ""
            yield f"- {escape(finding.message)}{where}"


def escape(text: str) -> str:
    """Return *text* so that Markdown shows its characters as they are, on one line."""
    return _MARKS.sub(r"\\\1", " ".join(text.split()))


def _heading(group: Group) -> Iterator[str]:
    level = _LEVELS.get(group.kind, "###")
    kind = group.kind.upper() if level == "##" else group.kind.capitalize()
    yield ""
    yield f"{level} {kind} {escape(group.number)} {escape(group.heading)}".rstrip()


def _unit(unit: Unit) -> Iterator[str]:
    label = _LABELS.get(unit.kind, unit.kind + " {}").format(unit.number)
    cells = "".join(f"; {escape(column)}: {escape(text)}" for column, text in unit.cells)
    text = escape(unit.text) + cells
    if len(unit.locator) == 1 and unit.kind in ("pasal", "lampiran", "diktum"):
        yield ""
        yield f"{'##' if unit.kind == 'lampiran' else '####'} {label}"
        yield ""
        if text:
            yield text
            yield ""
        return
    name = f"**{label}**" if unit.kind == "pasal" else label
    yield f"{'  ' * max(0, len(unit.locator) - 2)}- {name} {text}".rstrip()


def _columns(unit: Unit, inner: set[Locator]) -> tuple[str, ...] | None:
    """Return the columns of the table that *unit* is a row of, or None: it is no row."""
    if not unit.cells or unit.locator in inner:
        return None
    return tuple(column for column, _ in unit.cells)


def _table(columns: tuple[str, ...], rows: list[Unit]) -> Iterator[str]:
    # A table inside a list would need exact indentation; on its own it needs the full address.
    yield ""
    yield f"| | | {' | '.join(map(escape, columns))} |"
    yield "|" + " --- |" * (len(columns) + 2)
    for row in rows:
        cells = " | ".join(escape(text) for _, text in row.cells)
        yield f"| {escape(format_locator(row.locator))} | {escape(row.text)} | {cells} |"
    yield ""
