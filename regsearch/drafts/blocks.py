"""The paragraphs of a draft as blocks: what is read together.

A block is a paragraph, or the row of a table, so that a citation may go on in the next cell.  Its
text has the same length as that of its paragraphs, so that offsets can be mapped back.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from regsearch.model.draft import Draft, Paragraph

_LONG_SPACE = re.compile(r"\s{40,}")
"""Runs of white space that are cut: the time of several patterns grows with their square."""
_APART, _TOGETHER = " ¦ ", "   "
"""Between two cells: a sign that ends a citation, or white space where it goes on."""
_GOES_ON = re.compile(
    r"(?i)^\s*(?:\(\d{1,2}\)|(?:ayat|huruf|hrf\.?|angka|butir|nomor|no\.?|tahun|jo\.?|juncto)\b)"
)
_UNFINISHED = re.compile(
    r"(?i)\b(?:pasal\s*\w{1,5}|ayat\s*\(?\w{1,3}\)?|huruf\s*\w{1,2}|angka\s*\w{1,3}|jo\.?|juncto"
    r"|peraturan pemerintah|undang-undang|pp|uu|nomor\s*\w{1,4})\s*$"
)
_HEADED = re.compile(r"(?i)^\W*(?:pasal|psl)\b(?!\s*\d)[^.]{0,40}$")
"""The head of a column of articles."""
_BARE = re.compile(r"^\s*\d{1,4}[A-Z]?(?=\s*(?:$|[,;(]|ayat|huruf|angka|jo|dan))", re.IGNORECASE)
_LETTER = re.compile(r"(?i)(?<=huruf|.hrf\.|..hrf)(\s*)\(\s?([a-z])\s?\)")
_CUT = re.compile(
    r"(?i)(\b(p|a|h)(?:asal|sl\.?|s\.?|yat|uruf|rf\.?)\s*\(?\w{1,4}\)?\s*),"
    r"(?=\s*(?:(ayat)|(huruf|hrf)|angka)\b)"
)
_DEPTH = {"p": 0, "a": 1, "h": 2}
"""Of pasal, ayat and huruf, by their first letter."""
_ABBREVIATED = re.compile(r"\(\s?(?:UU|PP|Perpres|Perppu|SE|SKB)\s?\)(?=\s*(?:Nomor|No\b))", re.I)
""""Peraturan Pemerintah (PP) Nomor 94"."""
_ITEM = re.compile(r"(?<=[;.]\s)\d{1,2}\.(?=\s+[A-Z])|(?<=[;.]\s)\d{1,2}\)(?=\s+[A-Z])")
"""The marker of an item in running text, which would continue "Pasal 4 ayat (1); 2. UU"."""
_THAT_ANNEX = re.compile(r"(?i)\blampiran(?=\s+(?:tersebut|dimaksud|itu|tsb)\b)")
_OPENING = re.compile(
    r"[(\[\"\u201c\u2018'](?=(?:pasal|psl|ps|ayat|huruf|hrf|angka|lampiran|uu|pp|skb|peraturan|undang"
    r"|perpres|perbawaslu|vide|lihat)\b)",
    re.IGNORECASE,
)
"""An opening bracket or quotation mark that the grammar would read as part of the word."""
_UP_TO = re.compile(
    r"(?i)(?<=[\w)])(\s+)sampai(?=\s+(?:(?:pasal|ayat|huruf|angka)\s+)?\(?\w{1,3}\b)"
)


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph or a row of a table."""

    index: int
    text: str
    """With its citations as the grammar reads them (:func:`readable`)."""
    raw: str
    """As it is written; of the same length."""
    pieces: tuple[tuple[int, int, int], ...]
    """Offset in the text, index of a paragraph, and offset in that: where each piece begins.  The
    last is negative where words of the column's head were put before it."""
    row: tuple[int, int] | None = None
    """Number of the table and of its row."""
    gap: bool = False
    """Whether an empty line stands before it."""

    def locate(self, offset: int) -> tuple[int, int]:
        """Return the index of the paragraph, and the offset in it, of a character."""
        for start, paragraph, own in reversed(self.pieces):
            if offset >= start:
                return paragraph, max(0, offset - start + own)
        _, paragraph, own = self.pieces[0]
        return paragraph, own


def blocks_of(draft: Draft) -> list[Block]:
    """Return the blocks of *draft*, in order."""
    found: list[Block] = []
    entries = enumerate(draft.paragraphs)
    for key, group in groupby(entries, key=lambda entry: _key(*entry)):
        cells = list(group)
        if isinstance(key, tuple):
            found.append(_row(len(found), key, cells, draft.paragraphs))
        else:
            for index, paragraph in cells:
                raw = _without_long_spaces(paragraph.text)
                piece = (0, index, 0)
                found.append(Block(len(found), readable(raw), raw, (piece,), gap=paragraph.gap))
    return found


def _without_long_spaces(text: str) -> str:
    """Return *text*, of the same length, with long runs of white space cut by what ends a citation.

    >>> _without_long_spaces("Pasal 5" + " " * 50 + "ayat (1)")[5:15]
    ' 5 ¦¦¦¦¦¦¦'

    """
    return _LONG_SPACE.sub(lambda run: f" {'¦' * (len(run[0]) - 2)} ", text)


def _key(index: int, paragraph: Paragraph) -> object:
    if paragraph.kind == "tabel" and paragraph.row is not None:
        return paragraph.number, paragraph.row
    return index


def _row(
    number: int,
    key: tuple[int, int],
    cells: Sequence[tuple[int, Paragraph]],
    paragraphs: Sequence[Paragraph],
) -> Block:
    text, pieces, before = "", [], None
    for index, paragraph in cells:
        own = _without_long_spaces(paragraph.text)
        if before is not None:
            goes_on = _GOES_ON.match(own) and _UNFINISHED.search(text)
            same_cell = before.column == paragraph.column
            text += _TOGETHER if goes_on or same_cell else _APART
        head = "Pasal " if _BARE.match(own) and _heads_articles(paragraph, paragraphs) else ""
        pieces.append((len(text), index, -len(head)))
        text += head
        text += own
        before = paragraph
    return Block(number, readable(text), text, tuple(pieces), row=key)


def _heads_articles(cell: Paragraph, paragraphs: Sequence[Paragraph]) -> bool:
    """Return whether the first cell of the column of *cell* says that it holds articles."""
    heads = (
        p
        for p in paragraphs
        if p.kind == "tabel" and p.number == cell.number and p.column == cell.column
    )
    head = next(heads, None)
    return head is not None and head is not cell and bool(_HEADED.match(head.text))


def readable(text: str) -> str:
    """Return *text* with its citations as the grammar reads them, not a character longer.

    >>> readable("Pasal 5, huruf (n), angka 6 sampai 7")
    'Pasal 5  huruf  n   angka 6 s.d.   7'
    """
    text = _ABBREVIATED.sub(lambda m: " " * len(m[0]), text.replace("\t", " ").replace("\n", " "))
    text = _ITEM.sub(lambda m: "\u00a6" * len(m[0]), text)
    text = _OPENING.sub(" ", _THAT_ANNEX.sub(lambda m: " " * len(m[0]), text))
    text = _LETTER.sub(lambda m: m[0].replace("(", " ").replace(")", " "), text)
    text = _CUT.sub(_without_comma, text)
    return _UP_TO.sub(r"\1s.d.  ", text)


def _without_comma(match: re.Match[str]) -> str:
    """Return the match without its comma, if what follows it is a unit inside the one before."""
    inner = 1 if match[3] else 2 if match[4] else 3
    return f"{match[1]} " if inner > _DEPTH[match[2].lower()] else match[0]


_SENTENCE_END = re.compile(
    r"(?<=[.;!?])([\"\u201d\u2019')]?)\s+(?=[\"\u201c\u2018'(]?[A-Z0-9])|(?<=;)\s+|¦"
)
_NO_END = re.compile(
    r"(?i)(?:\b(?:no|nmr|ps|psl|hrf|ay|agk|jo|jis|s\.d|dkk|dr|drs|dra|ir|prof|h|hj|s\.h|m\.h|s\.e|m\.si"
    r"|s\.sos|s\.ip|s\.pd|m\.pd|m\.m|a\.n|u\.b|tgl|thn|th|jl|rp|hal|lamp|tsb|sdr|sdri|bpk|yth|r\.i|ttg"
    r"|ttd|cq|c\.q|pt|cv|kab|prov|kec|kel|tk|gol|nip|u\.p|i\.e|dst|dll)|(?-i:\b[A-Z])|^\s*\(?\w{1,3})[.]$"
)


@lru_cache(maxsize=256)
def sentences(text: str) -> tuple[tuple[int, int], ...]:
    """Return the start and end of each sentence of *text*; an item of a list is one, too."""
    return tuple(
        (first, min(first + _LONGEST, end))
        for start, end in _sentences(text)
        for first in range(start, end, _LONGEST)
    )


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in _SENTENCE_END.finditer(text):
        # The dash keeps "^" from matching where the window cuts a sentence.
        begins = max(start, match.start() - _LONGEST_ABBREVIATION)
        window = ("" if begins == start else "- ") + text[begins : match.start()]
        if match.group() != "¦" and _NO_END.search(window):
            continue
        yield start, max(match.start(), match.end(1))
        start = match.end()
    if text[start:].strip():
        yield start, len(text)


_LONGEST = 6_000
"""Characters of a sentence; nobody writes a longer one, and what takes one apart takes time."""
_LONGEST_ABBREVIATION = 24


def sentence_around(text: str, offset: int) -> str:
    """Return the sentence of *text* that the character at *offset* is in."""
    bounds = sentences(text)
    number = bisect_right(bounds, offset, key=lambda bound: bound[0]) - 1
    start, end = bounds[number] if number >= 0 else (0, len(text))
    return text[start:end]
