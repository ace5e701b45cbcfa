"""Splits a document into its parts: front matter, body, closing, Penjelasan and annexes.

The order of the parts is fixed (UU 12/2011 Lampiran II no. 1).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from regsearch.read.structure import headings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from regsearch.read.extract.lines import Line


@dataclass(frozen=True, slots=True)
class Sections:
    """The parts of a document as lines; a part that is absent is empty."""

    front: tuple[Line, ...]
    """Title, preamble and legal basis, up to the first heading or point."""
    body: tuple[Line, ...]
    closing: tuple[Line, ...]
    """Place, date and signatures."""
    penjelasan: tuple[Line, ...]
    annexes: tuple[tuple[Line, ...], ...]
    """Each begins with its LAMPIRAN line."""
    has_articles: bool
    """Whether the body consists of pasal; otherwise of dictums, points or letters."""
    roman: bool
    """Whether the first article is Pasal I, as in an amending law."""


_ORDERED = re.compile(r"(?:Agar|Supaya)\s(?:supaya\s)?(?:setiap|semua)\b")
"""The beginning of the closing formula that orders the promulgation."""

_PLACE = re.compile(r"(?:Di)?(?:[Ss]ahkan|[Tt]etapkan|[Uu]ndangkan|SAHKAN|TETAPKAN)\s+(?:di|DI)\b")
_PENJELASAN = re.compile(r"P\s?E\s?N\s?J\s?E\s?L\s?A\s?S\s?A\s?N[.:]?$")
_AFTER_PENJELASAN = re.compile(
    r"(?:A\s?T\s?A\s?S|UNDANG|PERATURAN|RANCANGAN|UMUM|I\s?\.|Pasal|PASAL|PENETAPAN|MENGENAI|TENTANG|U\s?M\s?U\s?M)"
)
_LAMPIRAN = re.compile(
    r"LAMPIRAN(?:\s+[IVX]+)?(?:\s*[.:])?(?:\s+(?:UNDANG|PERATURAN|KEPUTUSAN|SURAT|:).*)?$"
    r"|Lampiran(?:\s+[IVX]+)?\s*(?::|[IVX]*\s*(?:Undang|Peraturan|Keputusan|Surat|Instruksi)\b.*:?)"
)
_PASAL_II = re.compile(r"P(?:asal|ASAL)\s+II\b\.?$")
_PASAL_2 = re.compile(r"P(?:asal|ASAL)\s+2\.?$")
_HEADING_LINES = 12
"""Number of lines within which the first article follows its bab heading."""

_DECIDES = re.compile(r"M\s?E\s?M\s?U\s?T\s?U\s?S\s?K\s?A\s?N")


def split(lines: Sequence[Line], title_end: int = 0, *, amends: bool = False) -> Sections:
    """Split the lines of a document, page furniture removed, into its parts.

    Args:
        lines: those of the whole document.
        title_end: number of lines that the title takes; without articles, the points begin after
            it, or after MEMUTUSKAN.
        amends: whether the title says that the law amends another.

    """
    start, first = _first_heading(lines)
    if start is None:
        start = _points_start(lines, title_end)
    rest = lines[start:]
    cuts: list[tuple[int, str]] = []
    closed = False
    for index, line in enumerate(rest):
        text = line.text
        if not closed and index and _closes(rest, index):
            cuts.append((index, "closing"))
            closed = True
        elif _PENJELASAN.match(text) and _begins_penjelasan(rest, index):
            cuts.append((index, "penjelasan"))
            closed = True
        elif _LAMPIRAN.match(text) and (closed or first is None or _is_annex_title(text)):
            cuts.append((index, "annex"))
            closed = True
    parts: dict[str, tuple[Line, ...]] = {}
    annexes: list[tuple[Line, ...]] = []
    ends = [*(index for index, _ in cuts[1:]), len(rest)]
    for (index, kind), end in zip(cuts, ends, strict=bool(cuts)):
        piece = tuple(rest[index:end])
        if kind == "annex":
            annexes.append(piece)
        else:
            parts[kind] = parts.get(kind, ()) + piece
    return Sections(
        front=tuple(lines[:start]),
        body=tuple(rest[: cuts[0][0]] if cuts else rest),
        closing=parts.get("closing", ()),
        penjelasan=parts.get("penjelasan", ()),
        annexes=tuple(annexes),
        has_articles=first is not None,
        roman=(first == "I" and (amends or _is_roman(rest))) or (amends and _amends_first(rest)),
    )


def _amends_first(lines: Sequence[Line]) -> bool:
    """Return whether the first article amends another law, although its number is printed ``1``."""
    opening = " ".join(line.text for line in lines[:8])
    return bool(re.search(r"Pasal 1\b.*\bdiubah\b", opening))


def _is_roman(lines: Sequence[Line]) -> bool:
    """Return whether ``Pasal I`` has a Roman number: OCR may misread Pasal 1 in this way."""
    for line in lines:
        if _PASAL_II.match(line.text):
            return True
        if _PASAL_2.match(line.text):
            return False
    return True


def _first_heading(lines: Sequence[Line]) -> tuple[int | None, str | None]:
    """Return the index of the first heading of the body and the number of its first article."""
    decided = next((i for i, line in enumerate(lines) if _DECIDES.match(line.text)), 0)
    start: int | None = None
    fallback: tuple[int | None, str | None] = (None, None)
    for index in range(decided, len(lines)):
        text = lines[index].text
        if _PENJELASAN.match(text) or (start is None and _is_annex_title(text)):
            break
        group = headings.read_group(text)
        if group is not None and group.kind in ("bab", "buku") and start is None:
            start = index
        pasal = headings.read_pasal(text, amending=True)
        if pasal is None:
            continue
        if pasal.number in ("1", "I"):
            follows = start is not None and index - start < _HEADING_LINES
            return (start if follows else index), pasal.number
        if fallback[1] is None and (start is not None or _can_be_first(lines, index, pasal)):
            fallback = (start if start is not None else index), pasal.number
    return fallback


def _can_be_first(lines: Sequence[Line], index: int, heading: headings.Heading) -> bool:
    """Return whether the body can begin with this article, as it can in a digest."""
    if heading.number in ("1", "I"):
        return True
    if not heading.clean:
        return False
    before = lines[index - 1].text if index else ""
    return not re.search(r"[a-z,(\d]$", before)


def _points_start(lines: Sequence[Line], title_end: int) -> int:
    for index in range(title_end, len(lines)):
        if _DECIDES.match(lines[index].text):
            return index + 1
    return title_end


def _closes(lines: Sequence[Line], index: int) -> bool:
    """Return whether the closing begins at *index*: with its formula, or with place and date."""
    text = lines[index].text
    ordered = _ORDERED.match(text)
    if not ordered and not _PLACE.match(text):
        return False
    following = " ".join(line.text for line in lines[index : index + 4])
    return "memerintahkan" in following if ordered else "tanggal" in following.lower()


def _is_annex_title(text: str) -> bool:
    return bool(re.fullmatch(r"LAMPIRAN(?:\s+[IVX]+)?", text))


def _begins_penjelasan(lines: Sequence[Line], index: int) -> bool:
    following = [line.text for line in lines[index + 1 : index + 4]]
    return any(_AFTER_PENJELASAN.match(text) for text in following)
