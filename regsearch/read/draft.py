"""A draft in any format becomes its paragraphs.

A draft is no regulation: it is read as it was written, and only the lines of a paragraph that a
PDF or a text file breaks are joined again.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from regsearch.errors import TooLargeError, UnreadableError
from regsearch.model.draft import Draft
from regsearch.read.draft_text import PrintedLine, joined, text_paragraphs, usual_width
from regsearch.read.extract import docx_paragraphs, html, pdf
from regsearch.read.extract.formats import format_of
from regsearch.read.extract.plain_text import decode_text
from regsearch.read.extract.text_layer import faults
from regsearch.read.regulation import load
from regsearch.read.repair.furniture import remove_furniture

if TYPE_CHECKING:
    from collections.abc import Iterable
    from os import PathLike

    from regsearch.model.draft import Paragraph
    from regsearch.read.extract.lines import Page

MAX_BYTES = 50_000_000
"""Of a draft's file; a decision of 20 pages with scanned signatures has 2 MB."""
MAX_CHARACTERS = 1_000_000
"""Of a draft's text, about 350 pages."""


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
    lines: list[PrintedLine] = []
    spaces = _line_spaces(pages)
    previous = None
    for number, line in enumerate(remove_furniture(pages), 1):
        gap = False
        if previous is not None and previous.page == line.page and previous.y and line.y:
            gap = previous.y - line.y > 1.6 * spaces
        lines.append(PrintedLine(line.text, number, line.page, gap))
        previous = line
    numbered, count, page = [], 0, None
    for entry in lines:  # lines are counted on each page
        count = count + 1 if entry.page == page else 1
        page = entry.page
        numbered.append(entry._replace(number=count))
    return list(joined(numbered, usual_width([line.text for line in lines]))), notes


def _line_spaces(pages: Iterable[Page]) -> float:
    """Return the usual distance between two lines, in points."""
    found = sorted(
        above.y - below.y
        for page in pages
        for above, below in zip(page.lines, page.lines[1:], strict=False)
        if above.y and below.y and above.y > below.y
    )
    return found[len(found) // 2] if found else 0.0
