"""Plain text and Markdown become lines."""

from __future__ import annotations

import codecs
import html
import re
from collections import Counter
from itertools import groupby
from typing import TYPE_CHECKING

from regsearch.errors import UnreadableError
from regsearch.read.extract.data_tables import data_lines
from regsearch.read.extract.lines import Line, Page, tidy
from regsearch.read.repair.furniture import remove_furniture
from regsearch.read.repair.inline_furniture import furniture_finding, remove_noise
from regsearch.read.repair.split_markers import split_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from regsearch.regulation import Finding

_MARKDOWN = re.compile(r"^ *(?:#{1,6}\s+|>\s+|[-*+]\s+)|\*\*|__")
_LINK = re.compile(r"\[([^\[\]]+)\]\((?:/|#|\.|https?:)[^()\s]*\)")
"""A link, of which only the words are printed."""
_MARKING = frozenset("#>-*+")
"""First characters of lines that the pattern changes."""

_EMPHASIS = frozenset("*_")
_ESCAPED = re.compile(r"\\([()\[\]]|[.*_#+-](?!\w))")
_ENTITY = re.compile(r"&(?:nbsp|amp|quot|lt|gt|ndash|mdash|#\d{2,4});")
_RULE = re.compile(r"\s*([-*_=])(?:\s*\1){2,}\s*")
"""A horizontal rule."""
_PAGE_NUMBER = re.compile(r"\s*-\s?\d{1,4}\s?-\s*")


_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16: its mark begins with that of UTF-16
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def decode_marked(content: bytes) -> str | None:
    """Return the text of a file with the byte order mark of UTF-16 or UTF-32, else None.

    Windows' editors save such files.  None also where the bytes after the mark cannot be decoded.
    """
    for mark, encoding in _BYTE_ORDER_MARKS:
        if content.startswith(mark):
            try:
                return content.decode(encoding)
            except UnicodeDecodeError:
                return None
    return None


def _decode_legacy(content: bytes) -> str | None:
    """Return the text of a file in Windows-1252, as old editors save it; None if it is no text."""
    controls = sum(content.count(code) for code in _CONTROLS)
    letters = len(content.translate(None, _NOT_LETTERS))
    if controls or letters < _LEAST_LETTERS * len(content):
        return None
    return content.decode("cp1252", "replace")


_CONTROLS = [bytes([code]) for code in range(32) if code not in (9, 10, 12, 13)]
_NOT_LETTERS = bytes(code for code in range(256) if not (code < 128 and chr(code).isalpha()))
_LEAST_LETTERS = 0.6
"""Least share of unaccented letters; Indonesian prose has 80 %."""


def read_lines(content: bytes, name: str) -> tuple[list[Line], list[Finding]]:
    """Return the lines of a text file, split wherever a unit might begin, and the repairs.

    Raises:
        UnreadableError: *content* is not text.
    """
    text = decode_text(content, name)
    if "\f" not in text.strip():
        return remove_noise(list(_split(map(Line, text.splitlines()))))
    pages = [
        Page(number, tuple(_tidied(page.splitlines(), number)))
        for number, page in enumerate(text.split("\f"), 1)
    ]
    lines = remove_furniture(pages)
    left = Counter(line.text for page in pages for line in page.lines)
    left.subtract(line.text for line in lines)
    kept, repairs = remove_noise(list(_split(lines)))
    return kept, [*map(furniture_finding, left.elements()), *repairs]


def _tidied(texts: Iterable[str], page: int) -> Iterator[Line]:
    return (Line(text, page) for raw in texts if (text := tidy(raw)))


def _plain(line: str) -> str:
    """Return *line* without the signs of Markdown."""
    if _PAGE_NUMBER.fullmatch(line):
        return line
    if _RULE.fullmatch(line):
        return ""
    if "](" in line:
        line = _LINK.sub(r"\1", line)
    if "\\" in line:
        line = _ESCAPED.sub(r"\1", line)
    if "&" in line and _ENTITY.search(line):
        line = html.unescape(line)
    if line.lstrip()[:1] in _MARKING or "**" in line or "__" in line:
        line = _MARKDOWN.sub("", line)
    return _without_emphasis(line) if line[:1] in _EMPHASIS else line


def _without_emphasis(line: str) -> str:
    """Return *line* without the signs around it if it is emphasised as a whole.

    >>> _without_emphasis("*Pasal 1*"), _without_emphasis("_17_")
    ('Pasal 1', '_17_')
    """
    words = line.strip()[1:-1]
    whole = len(words) > 1 and line.rstrip()[-1] == line[0] and line[0] not in words
    return words if whole and " " in words.strip() else line


def _is_row(line: str) -> bool:
    """Return whether *line* is the row of a table.

    >>> _is_row("| 1 | Terlambat |"), _is_row("| Terlambat")
    (True, False)
    """
    text = line.strip()
    return len(text) > 1 and text[0] == text[-1] == "|" and text.count("|") > 2


def _table_lines(rows: Sequence[str]) -> list[Line]:
    """Return the lines of the table that *rows* are; none if it is no table of data."""
    cells = [row.strip()[1:-1].split("|") for row in rows]
    headed = len(cells) > 1 and _is_rule(cells[1])
    data = [[tidy(_plain(cell)) for cell in row] for row in cells if not _is_rule(row)]
    return data_lines(data, headed=headed)


def _is_rule(cells: Sequence[str]) -> bool:
    """Return whether *cells* are those of the line below the header."""
    return all("-" in cell and not cell.strip(" :-") for cell in cells)


def _split(lines: Iterable[Line]) -> Iterator[Line]:
    """Yield the printed words of *lines*, split; the rows of their tables in columns."""
    for is_table, group in groupby(lines, lambda line: _is_row(line.text)):
        texts = list(group)
        rows = _table_lines([line.text for line in texts]) if is_table else []
        if rows:
            yield from rows
            continue
        for line in texts:
            words = line.text.replace("|", " ") if is_table else _plain(line.text)
            if text := tidy(words):
                yield from split_text([line.with_text(text)])


def decode_text(content: bytes, name: str) -> str:
    """Return the text of a file in UTF-8, marked UTF-16 or UTF-32, or Windows-1252.

    Raises:
        UnreadableError: *content* is not text.
    """
    try:
        marked = decode_marked(content)
        decoded = content.decode("utf-8-sig") if marked is None else marked
    except UnicodeDecodeError as problem:
        legacy = _decode_legacy(content)
        if legacy is None:
            raise UnreadableError(
                f"{name}: bukan PDF, DOCX, HTML, atau teks; ubah dahulu ke salah satunya."
            ) from problem
        decoded = legacy
    if "\0" in decoded:
        raise UnreadableError(f"{name}: berisi bita nol, bukan teks; periksa berkas itu.")
    return decoded
