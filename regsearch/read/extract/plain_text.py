"""Plain text and Markdown become lines."""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING

from regsearch.errors import UnreadableError
from regsearch.read.extract.lines import Line, tidy
from regsearch.read.repair.inline_furniture import remove_noise
from regsearch.read.repair.split_markers import split_text

if TYPE_CHECKING:
    from regsearch.regulation import Finding

_MARKDOWN = re.compile(r"^(?:#{1,6}\s+|>\s+|[-*+]\s+)|\*\*|__")
_LINK = re.compile(r"\[([^\[\]]+)\]\((?:/|#|\.|https?:)[^()\s]*\)")
"""A link of Markdown, of which only the words are printed."""
_MARKING = frozenset("#>-*+")
"""First characters of lines that the pattern changes."""

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16: its mark begins with that of UTF-16
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


_RULE = re.compile(r"\s*([-*_=])(?:\s*\1){2,}\s*")
"""A horizontal rule."""
_PAGE_NUMBER = re.compile(r"\s*-\s?\d{1,4}\s?-\s*")


def _plain(line: str) -> str:
    if _PAGE_NUMBER.fullmatch(line):
        return line
    if _RULE.fullmatch(line):
        return ""
    if "](" in line:
        line = _LINK.sub(r"\1", line)
    if line[:1] in _MARKING or "**" in line or "__" in line:
        return _MARKDOWN.sub("", line)
    return line


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
    lines = decode_text(content, name).splitlines()
    plain = (tidy(_plain(raw)) for raw in lines)
    return remove_noise(list(split_text(Line(text) for text in plain if text)))


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
