"""Plain text and Markdown become lines."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from regsearch.errors import UnreadableError
from regsearch.read.glue import part_everywhere
from regsearch.read.lines import Line, tidy
from regsearch.read.noise import remove_noise

if TYPE_CHECKING:
    from regsearch.model import Finding

_MARKDOWN = re.compile(r"^(?:#{1,6}\s+|>\s+|[-*+]\s+)|\*\*|__")


def read_lines(content: bytes, name: str) -> tuple[list[Line], list[Finding]]:
    """Return the lines of a text file, parted wherever a unit might begin, and what was removed.

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
    plain = (tidy(_MARKDOWN.sub("", raw)) for raw in decoded.splitlines())
    return remove_noise(list(part_everywhere(Line(text) for text in plain if text)))
