"""Splits lines before headings and list markers in their middle.

Text extracted from PDFs runs units together: ``... huruf c. Pasal 8 (1) ...``.  A line is split
wherever a heading or marker might begin.  A wrong split does no harm: what the structure parser
does not accept as a heading or marker, it joins again.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import chain, pairwise
from typing import TYPE_CHECKING

from regsearch.read.structure.headings import split_titled

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from regsearch.read.extract.lines import Line

_BLURRED = (
    r"(?:Pasa[ltJ\]1]|Pasa\.l|Pasd)\s*[\dLlIOT](?:\s?[\dLlIOT]){0,2}"
    r"(?=\s+(?:[A-Z][a-z]|[A-Z]{2}|\()|\s*$)"
)
"""An article's heading misread by OCR, ``PasaJ22O``, ``Pasal L27``; no lower-case word follows."""

_CLAUSE_END = re.compile(
    r"[.;:]\s+(?=\(\d{1,2}[a-z]?\)(?:\s|$))|(?<=jelas)\.?\s+(?=Pasal \d[\dOlI]*[A-Z]?$)"
)
"""The gap before an ayat, or an article of the Penjelasan, that follows another on one line."""

_ANY = re.compile(
    rf"""(?<!\bB[Aa][Bb])[ ](?![a-z]{{4}})(?:                    # not before a long lower-case word
        (?:Pasa[l1]|Pasa-l|PASAL)\s+(?:[\dlIO]\s[\dlIO]{{1,2}}(?=\s|$)|\d[\dOlI]{{0,2}}[A-Z]?)
            (?=\s|$|[A-Z][a-z])                                                 # a heading
      | {_BLURRED}
      | BAB\s+[IVXLC]+[A-Z]?\.?(?=\s|$)
      | (?:Bagian|BAGIAN)\s+(?:[Kk]e|KE|Pertama)\w*
      | Paragraf\s+(?:\d{{1,2}}(?=\s|$|[A-Z])|(?:Ke[a-z]+|Pertama)\b)
      | [(\[{{]\s?[\dlIOoSs]{{1,3}}[a-z]?\s?[)\]}}1lI](?=\s)                        # (4) (41
      | [\dlIOoSs]{{1,2}}[)\]}}](?=\s) | \([a-z]\)(?=\s)                           # 4) (a)
      | (?:\d\s\d|[a-zA-Z]|[\dlI]{{1,2}}|\d{{3}})\s?[.)](?=\s)                # a. 1. 1 1. f .
      | (?<=[;:]\s)\d{{1,2}}[lItT](?=\s)                                         # 2l for 2)
      | (?:Agar\ setiap|Ditetapkan\ di|Disahkan\ di|Diundangkan\ di)\b
      | PENJELASAN\ ATAS\b | PASAL\ DEMI\ PASAL\b | LAMPIRAN\b
      | (?:Ayat\s[(\[{{]\S{{1,3}} | Huruf\s[a-z] | Angka\s\d{{1,2}})(?=\s)
      )""",
    re.VERBOSE,
)
"""A space and what may begin a unit; the space lets the search skip from word to word."""

_AFTER_HEADING = re.compile(
    r"^(?P<head>(?:Pasa[l1]|Pasa-l|PASAL)\s+(?:[\dlIO]\s[\dlIO]{1,2}(?=\s|$)"
    r"|\d[\dOlI]{0,2}(?:[A-Z](?![a-z])|\s[A-H](?=\s+[A-Z][a-z]+\s[a-z]))?"
    r"(?!\s[\dlIO]{1,2}(?:\s|$)))"
    rf"|{_BLURRED}"
    r"|Ayat\s[(\[{]\S{1,3}|Huruf\s[a-z]|Angka\s\d{1,2}"
    r"|Paragraf\s\d{1,2}(?=[A-Z][a-z]))(?:\s+(?=\S)|(?=[A-Z][a-z]))"
)
_SENTENCE = re.compile(
    r"(?:(?:^|(?<=[.:;\"”])\s)(?P<head>Pasal\s+\d{1,3})\.\s+(?=[A-Z(][^.;:]*[.;:,])"
    r"|(?<=\w)\s(?P<with_first>Pasal\s+\d{1,3})\.\s+(?=\(1\)\s*[A-Z]))"
)
"""The heading of an old article with its text after it, ``Pasal 2. Pegawai wajib hadir.``"""
_OLD_HEADING = re.compile(r"Pasal\s+\d{1,3}\s?(?:[a-h]|bis|ter|quater)\.?$")
"""The heading of an article inserted into an old law."""

_INSERTED = re.compile(r"(?:Pasal|PASAL) \d{1,3} [A-H]")
"""The heading of an inserted article, its letter set apart."""

_HEADS = ("Pasa", "PASA", "Pasd", "Ayat", "Huruf", "Angka", "Paragraf")
"""What a match of the pattern above begins with."""


def split_pdf(lines: Iterable[Line]) -> Iterator[Line]:
    """Yield the lines of a PDF, split before an ayat that follows another on one line."""
    for line in lines:
        for piece in _clauses(line.text):
            yield line if piece == line.text else replace(line, text=piece, spans=())


def _clauses(text: str) -> list[str]:
    if "(" not in text and "jelas" not in text:
        return [text]  # the usual case
    pieces = []
    start = 0
    for match in _CLAUSE_END.finditer(text):
        pieces.append(text[start : match.end()].strip())
        start = match.end()
    pieces.append(text[start:])
    return [piece for piece in pieces if piece]


def _before_sentences(line: Line) -> Iterator[Line]:
    """Yield *line* split around the headings of articles that stand before their sentences."""
    text = line.text
    if "Pasal" not in text:
        yield line
        return
    start = 0
    for match in _SENTENCE.finditer(text):
        for piece in (text[start : match.start()].strip(), match["head"] or match["with_first"]):
            if piece:
                yield line.with_text(piece)
        start = match.end()
    yield line if not start else line.with_text(text[start:])


def split_text(lines: Iterable[Line]) -> Iterator[Line]:
    """Yield the lines of a text file, split wherever a marker or heading might begin."""
    for line in chain.from_iterable(map(_before_sentences, lines)):
        text = line.text
        if text.startswith("Pasal ") and (split_titled(text) or _OLD_HEADING.match(text)):
            yield line
            continue
        # With the space prepended, the start of a match is the offset of the marker in *text*.
        starts = [match.start() for match in _ANY.finditer(f" {text}")]
        for start, end in pairwise((0, *(start for start in starts if start), len(text))):
            piece = text[start:end].strip()
            begins = piece.startswith(_HEADS) and not _INSERTED.fullmatch(piece)
            heading = _AFTER_HEADING.match(piece) if begins else None
            if heading is not None:
                yield line.with_text(heading["head"].replace("Pasa-l", "Pasal"))
                piece = piece[heading.end() :]
            if piece:
                yield line if piece == text else line.with_text(piece)
