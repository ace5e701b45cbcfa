"""A draft in any format becomes its paragraphs.

A draft is no regulation: it is read as it was written, and only the lines of a paragraph that a
PDF or a text file breaks are joined again.
"""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from regsearch.errors import TooLargeError, UnreadableError
from regsearch.model.draft import Draft, Paragraph
from regsearch.read.extract import docx_paragraphs, html, pdf
from regsearch.read.extract.formats import format_of
from regsearch.read.extract.lines import join, plain_characters
from regsearch.read.extract.plain_text import decode_text
from regsearch.read.extract.text_layer import faults
from regsearch.read.regulation import load
from regsearch.read.repair.furniture import remove_furniture

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from os import PathLike

    from regsearch.read.extract.lines import Page

MAX_BYTES = 50_000_000
"""Of a draft's file; a decision of 20 pages with scanned signatures has 2 MB."""
MAX_CHARACTERS = 2_000_000
"""Of a draft's text, about 700 pages."""

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


class _Line(NamedTuple):
    text: str
    number: int
    page: int | None = None
    gap: bool = False
    """Whether more than the usual space is above it."""


def read_draft(path: str | PathLike[str]) -> Draft:
    """Return the text of the draft in the DOCX, PDF, HTML, Markdown or text file at *path*.

    Raises:
        SourceError: as for :func:`regsearch.parse`; images and archives are not read.

    """
    file = Path(path)
    content = load(file, MAX_BYTES)
    form = format_of(content, file.name)
    notes: tuple[str, ...] = ()
    if form == "docx":
        paragraphs = docx_paragraphs.read_paragraphs(content, file.name)
    elif form == "html":
        paragraphs = html.read_paragraphs(content, file.name)
    elif form == "pdf":
        paragraphs, notes = _pdf_paragraphs(content, file.name)
    elif form == "text":
        paragraphs = text_paragraphs(decode_text(content, file.name))
    else:
        raise UnreadableError(
            f"{file.name}: naskah yang diperiksa harus DOCX, PDF, HTML, Markdown, atau teks."
        )
    length = sum(len(paragraph.text) for paragraph in paragraphs)
    if length > MAX_CHARACTERS:
        raise TooLargeError(
            f"{file.name}: {length} huruf, batasnya {MAX_CHARACTERS}; pecah naskah itu dahulu."
        )
    return Draft(file.name, tuple(paragraphs), notes)


def text_paragraphs(text: str) -> list[Paragraph]:
    """Return the paragraphs of a plain or Markdown text; its broken lines are joined."""
    lines = list(_text_lines(text))
    paragraphs: list[Paragraph] = []
    width = _usual_width([line.text for line in lines])
    table = row = notes = 0
    running: list[_Line] = []
    for line in lines:
        if _CELLS.match(line.text):
            paragraphs += _joined(running, width)
            running = []
            if row == 0:
                table += 1
            if not _RULE_ROW.match(line.text):
                row += 1
                paragraphs += _cells(line, table, row)
            continue
        row = 0
        if note := _NOTE.match(line.text):
            paragraphs += _joined(running, width)
            running, notes = [], notes + 1
            paragraphs.append(Paragraph(line.text[note.end() :], "catatan_kaki", notes))
            continue
        running.append(line)
    return [*paragraphs, *_joined(running, width)]


def _cells(line: _Line, table: int, row: int) -> Iterator[Paragraph]:
    for column, text in enumerate(line.text.strip().strip("|").split("|"), 1):
        if text.strip():
            yield Paragraph(text.strip(), "tabel", table, row=row, column=column)


def _text_lines(text: str) -> Iterator[_Line]:
    gap = False
    for number, raw in enumerate(text.splitlines(), 1):
        line = _MARKUP.sub("", plain_characters(raw)).rstrip()
        if line.strip():
            yield _Line(line, number, gap=gap)
        gap = not line.strip()


def _usual_width(lines: list[str]) -> int:
    """Return the width at which long lines end, or 0 if they are not broken."""
    widths = sorted(len(line) for line in lines)
    width = widths[len(widths) * 9 // 10] if widths else 0
    return width if width <= _WRAPPED else 0


def _joined(lines: Iterable[_Line], width: int) -> Iterator[Paragraph]:
    """Yield the paragraphs that *lines* are broken from."""
    current: Paragraph | None = None
    last: _Line | None = None
    for line in lines:
        if current is not None and last is not None and _goes_on(last, line, width):
            joined = join(current.text.rstrip(), line.text.strip())
            begins = len(joined) - len(line.text.strip())
            current = replace(current, text=joined, lines=(*current.lines, begins))
        else:
            if current is not None:
                yield current
            current = Paragraph(
                line.text.strip(), "baris", line.number, page=line.page, gap=line.gap
            )
        last = line
    if current is not None:
        yield current


def _goes_on(last: _Line, line: _Line, width: int) -> bool:
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


def _pdf_paragraphs(content: bytes, name: str) -> tuple[list[Paragraph], tuple[str, ...]]:
    pages = pdf.read_pages(content, name)
    faulty = faults([page for page in pages if not page.problem])
    unread = sorted({*faulty, *(page.number for page in pages if page.problem)})
    if len(unread) == len(pages):
        raise UnreadableError(
            f"{name}: PDF ini tidak punya teks yang terbaca (pindaian?); kenali hurufnya dahulu "
            "(OCR), atau periksa naskah Word-nya."
        )
    notes: tuple[str, ...] = ()
    if unread:
        listed = ", ".join(map(str, unread))
        notes = (f"Halaman {listed} tidak punya teks yang terbaca dan TIDAK diperiksa.",)
    lines: list[_Line] = []
    spaces = _line_spaces(pages)
    previous = None
    for number, line in enumerate(remove_furniture(pages), 1):
        gap = False
        if previous is not None and previous.page == line.page and previous.y and line.y:
            gap = previous.y - line.y > 1.6 * spaces
        lines.append(_Line(line.text, number, line.page, gap))
        previous = line
    numbered, count, page = [], 0, None
    for entry in lines:  # lines are counted on each page
        count = count + 1 if entry.page == page else 1
        page = entry.page
        numbered.append(entry._replace(number=count))
    return list(_joined(numbered, _usual_width([line.text for line in lines]))), notes


def _line_spaces(pages: Iterable[Page]) -> float:
    """Return the usual distance between two lines, in points."""
    found = sorted(
        above.y - below.y
        for page in pages
        for above, below in zip(page.lines, page.lines[1:], strict=False)
        if above.y and below.y and above.y > below.y
    )
    return found[len(found) // 2] if found else 0.0
