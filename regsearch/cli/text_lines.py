"""Text files that users give: UTF-8 with or without its mark, or UTF-16 with it."""

from __future__ import annotations

import codecs
import io
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from regsearch.errors import UnreadableError

if TYPE_CHECKING:
    from collections.abc import Iterator

_LINE_LIMIT = 1 << 20
"""Characters of a line; a longer one is no text for people."""
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
"""Byte order marks, each with its encoding."""


class TextLines(click.ParamType["Iterator[str]"]):
    """A text file, or ``-`` for standard input: its lines without white space around them."""

    name = "berkas"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> Iterator[str]:
        """Return an iterator of the lines that are not empty; the file is opened at the first."""
        if not isinstance(value, str):
            lines: Iterator[str] = value
            return lines
        if value != "-" and not Path(value).exists():
            self.fail(f"{value} tidak ada. Periksa nama dan foldernya.", param, ctx)
        return _lines(value)


def _lines(name: str) -> Iterator[str]:
    shown = "Masukan baku" if name == "-" else name
    number = 0
    try:
        with _opened(name) as file:
            head = file.peek(4)[:4]
            encoding = next((e for mark, e in _MARKS if head.startswith(mark)), "utf-8")
            text = io.TextIOWrapper(file, encoding)
            try:
                while line := text.readline(_LINE_LIMIT):
                    if "\0" in line or len(line) == _LINE_LIMIT:
                        raise UnicodeError
                    number += 1
                    if asked := line.strip():
                        yield asked
            finally:
                text.detach()
    except UnicodeError as error:
        raise UnreadableError(
            f"{shown}: baris {number + 1} bukan teks UTF-8. Simpan sebagai teks biasa (UTF-8), "
            "satu pertanyaan sebaris."
        ) from error


@contextmanager
def _opened(name: str) -> Iterator[Any]:
    if name == "-":
        given = sys.stdin.buffer
        yield given if hasattr(given, "peek") else io.BufferedReader(given)
        return
    with Path(name).open("rb") as file:
        yield file
