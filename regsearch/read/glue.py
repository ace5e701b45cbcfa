"""Headings and markers glued inside a line come apart.

Text that was taken out of PDFs runs units together: ``... huruf c. Pasal 8 (1) ...``.  A line is
cut wherever a marker or heading might begin; the structure code decides which cuts are real and
joins the rest again, so that a wrong cut costs nothing.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from regsearch.read.lines import Line

_CLAUSE_END = re.compile(
    r"[.;:]\s+(?=\(\d{1,2}[a-z]?\)(?:\s|$))|(?<=jelas)\.?\s+(?=Pasal \d[\dOlI]*[A-Z]?$)"
)
"""In a PDF: an ayat, or a Pasal of the Penjelasan, that begins behind the end of another."""

_ANY = re.compile(
    r"""\s+(?=
        (?:Pasal|PASAL)\s+(?:\d{1,3}[A-Z]?|[\dlIO]\s[\dlIO])\b                  # a heading
      | BAB\s+[IVXLC]+[A-Z]?\b
      | (?:Bagian|BAGIAN)\s+(?:[Kk]e|KE|Pertama)
      | Paragraf\s+\d
      | [(\[{lt]?\s?[\dlIOoSs]{1,3}[a-z]?\s?[)\]}1lI]\s                         # (4) (41 (a)
      | (?:[a-zA-Z]|[\dlI]{1,2}|\d\s\d)\s?[.)]\s                                # a. 1. 1 1. f . 1)
      | (?:Agar\ setiap|Ditetapkan\ di|Disahkan\ di|Diundangkan\ di)\b
      | (?:PENJELASAN|UMUM|PASAL\ DEMI\ PASAL|LAMPIRAN)\b
      | (?:Ayat|Huruf|Angka)\s+[(\w]
      )""",
    re.VERBOSE,
)
_AFTER_HEADING = re.compile(r"^((?:Pasal|PASAL)\s+(?:\d{1,3}[A-Z]?|[\dlIO]\s[\dlIO]))\s+(?=\S)")


def part_clauses(lines: Iterable[Line]) -> Iterator[Line]:
    """Yield the lines of a PDF, cut where an ayat begins behind the end of another."""
    for line in lines:
        for piece in _cut(line.text):
            yield line if piece == line.text else replace(line, text=piece, spans=())


def _cut(text: str) -> list[str]:
    pieces = []
    start = 0
    for match in _CLAUSE_END.finditer(text):
        pieces.append(text[start : match.end()].strip())
        start = match.end()
    pieces.append(text[start:])
    return [piece for piece in pieces if piece]


def part_everywhere(lines: Iterable[Line]) -> Iterator[Line]:
    """Yield the lines of a text, cut wherever a marker or heading might begin."""
    for line in lines:
        for piece in _ANY.split(line.text):
            if not piece:
                continue
            heading = _AFTER_HEADING.match(piece)
            if heading is None:
                yield replace(line, text=piece)
            else:
                yield replace(line, text=heading[1])
                yield replace(line, text=piece[heading.end() :])
