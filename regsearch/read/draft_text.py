"""The lines of a text or PDF become the paragraphs that they were broken from."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from regsearch.model.draft import Paragraph
from regsearch.read.extract.lines import join, plain_characters

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_FULL = 0.75
"""Share of the usual width from which a line was broken because it was full."""
_WRAPPED = 130
"""Longest usual width, in characters, of a text whose lines are broken."""
_MARKER = re.compile(
    r"\s*(?:\(?(?:\d{1,3}|[a-z]{1,2}|[ivx]{1,4})[.)]\s|\(\d{1,2}\)\s|[-\u2022\u2013*\u25aa]\s"
    r"|(?:KE[A-Z]+|MEMUTUSKAN|M e m u t u s k a n)\b|[A-Z][\w./ ]{1,28}\s*:\s)"
)
"""How a paragraph begins: a list marker, a dictum, or a label with a colon."""
_OPEN = re.compile(
    r"(?i)(?:\b(?:pasal|ayat|huruf|angka|nomor|no\.?|tahun|lampiran|dan|atau|serta|jo\.?|juncto"
    r"|dalam|pada|dengan|undang-|peraturan|pemerintah|sampai|s\.?d\.?)|,|-)\s*$"
)
"""How a line ends whose sentence goes on in the next."""
_CELLS = re.compile(r"^\s*\|.*\|\s*$")
_RULE_ROW = re.compile(r"^[\s|:-]+$")
_NOTE = re.compile(r"^\s*\[\^(?P<key>[^\]]{1,20})\]:\s*")
_MARKUP = re.compile(r"^\s*(?:#{1,6}\s+|>\s?)|\*\*|__|(?<!\w)\*(?=\w)|(?<=\w)\*(?!\w)")


class PrintedLine(NamedTuple):
    """A line as it is printed."""

    text: str
    number: int
    page: int | None = None
    gap: bool = False
    """Whether more than the usual space is above it."""


def text_paragraphs(text: str) -> list[Paragraph]:
    """Return the paragraphs of a plain or Markdown text; its broken lines are joined."""
    lines = list(_text_lines(text))
    paragraphs: list[Paragraph] = []
    width = usual_width([line.text for line in lines])
    table = row = notes = 0
    running: list[PrintedLine] = []
    for line in lines:
        if _CELLS.match(line.text):
            paragraphs += joined(running, width)
            running = []
            if row == 0:
                table += 1
            if not _RULE_ROW.match(line.text):
                row += 1
                paragraphs += _cells(line, table, row)
            continue
        row = 0
        if note := _NOTE.match(line.text):
            paragraphs += joined(running, width)
            running, notes = [], notes + 1
            paragraphs.append(Paragraph(line.text[note.end() :], "catatan_kaki", notes))
            continue
        running.append(line)
    return [*paragraphs, *joined(running, width)]


def _cells(line: PrintedLine, table: int, row: int) -> Iterator[Paragraph]:
    for column, text in enumerate(line.text.strip().strip("|").split("|"), 1):
        if text.strip():
            yield Paragraph(text.strip(), "tabel", table, row=row, column=column)


def _text_lines(text: str) -> Iterator[PrintedLine]:
    gap = False
    for number, raw in enumerate(text.splitlines(), 1):
        line = _MARKUP.sub("", plain_characters(raw)).rstrip()
        if line.strip():
            yield PrintedLine(line, number, gap=gap)
        gap = not line.strip()


def usual_width(lines: list[str]) -> int:
    """Return the width at which long lines end, or 0 if they are not broken."""
    widths = sorted(len(line) for line in lines)
    width = widths[len(widths) * 9 // 10] if widths else 0
    return width if width <= _WRAPPED else 0


def joined(lines: Iterable[PrintedLine], width: int) -> Iterator[Paragraph]:
    """Yield the paragraphs that *lines* are broken from."""
    current: Paragraph | None = None
    last: PrintedLine | None = None
    for line in lines:
        if current is not None and last is not None and _goes_on(last, line, width):
            text = join(current.text.rstrip(), line.text.strip())
            begins = len(text) - len(line.text.strip())
            current = replace(current, text=text, lines=(*current.lines, begins))
        else:
            if current is not None:
                yield current
            current = Paragraph(
                line.text.strip(), "baris", line.number, page=line.page, gap=line.gap
            )
        last = line
    if current is not None:
        yield current


def _goes_on(last: PrintedLine, line: PrintedLine, width: int) -> bool:
    """Return whether *line* continues the sentence of the line before it."""
    if line.gap:
        return False
    if _OPEN.search(last.text):
        return True
    if _MARKER.match(line.text):
        return False
    begins = line.text.lstrip()[:1]
    if last.text.rstrip().endswith((".", ";", ":")):
        return width > 0 and len(last.text) >= width * _FULL and not begins.isdigit()
    return begins.islower() or (width > 0 and len(last.text) >= width * _FULL)
