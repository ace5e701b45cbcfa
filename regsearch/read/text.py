"""Plain text and Markdown become lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regsearch.errors import UnreadableError
from regsearch.read.lines import Line, tidy

if TYPE_CHECKING:
    pass


def read_lines(content: bytes, name: str) -> list[Line]:
    """Return the lines of a text file.

    Raises:
        UnreadableError: the bytes are no text.
    """
    try:
        decoded = content.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        raise UnreadableError(
            f"{name}: bukan PDF, HTML, atau teks UTF-8; ubah dahulu ke salah satunya."
        ) from problem
    if "\0" in decoded:
        raise UnreadableError(f"{name}: berisi bita nol, bukan teks; periksa berkas itu.")
    return [Line(text) for raw in decoded.splitlines() if (text := tidy(raw))]
