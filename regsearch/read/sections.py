"""The frame of a document: title, body, closing, Penjelasan, Lampiran (UU 12/2011 Lampiran II no. 1)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from regsearch.read import headings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from regsearch.read.lines import Line


@dataclass(frozen=True, slots=True)
class Sections:
    """The parts of a document, each as clean lines; a part that is absent is empty."""

    front: tuple[Line, ...]
    """Title, preamble, basis, up to the first heading or point."""
    body: tuple[Line, ...]
    closing: tuple[Line, ...]
    """Place, date and names."""
    penjelasan: tuple[Line, ...]
    annexes: tuple[tuple[Line, ...], ...]
    """Each begins with its LAMPIRAN line."""


_CLOSING = re.compile(
    r"(?:Agar\s(?:setiap|semua|supaya)\s\w+.*meng|Agar supaya setiap|Supaya setiap|"
    r"Agar setiap\b|(?:Di)?(?:[Ss]ahkan|[Tt]etapkan|[Uu]ndangkan|SAHKAN|TETAPKAN)\s+(?:di|DI)\b)"
)
_PENJELASAN = re.compile(r"P\s?E\s?N\s?J\s?E\s?L\s?A\s?S\s?A\s?N[.:]?$")
_AFTER_PENJELASAN = re.compile(
    r"(?:A\s?T\s?A\s?S|UNDANG|PERATURAN|RANCANGAN|UMUM|I\s?\.|Pasal|PASAL|PENETAPAN|MENGENAI|TENTANG|U\s?M\s?U\s?M)"
)
_LAMPIRAN = re.compile(r"LAMPIRAN(?:\s+[IVX]+)?(?:\s*[.:])?(?:\s+(?:UNDANG|PERATURAN|KEPUTUSAN|SURAT|:).*)?$")
_DECIDES = re.compile(r"M\s?E\s?M\s?U\s?T\s?U\s?S\s?K\s?A\s?N")


def split(lines: Sequence[Line]) -> Sections:
    """Cut the clean *lines* of a document into its parts."""
    start = _body_start(lines)
    rest = lines[start:]
    marks: list[tuple[int, str]] = []
    closed = False
    for index, line in enumerate(rest):
        text = line.text
        if not closed and _CLOSING.match(text) and index:
            marks.append((index, "closing"))
            closed = True
        elif _PENJELASAN.match(text) and _explains(rest, index):
            marks.append((index, "penjelasan"))
            closed = True
        elif _LAMPIRAN.match(text) and closed:
            marks.append((index, "annex"))
    parts: dict[str, tuple[Line, ...]] = {}
    annexes: list[tuple[Line, ...]] = []
    ends = [*(index for index, _ in marks[1:]), len(rest)]
    for (index, kind), end in zip(marks, ends, strict=True):
        piece = tuple(rest[index:end])
        if kind == "annex":
            annexes.append(piece)
        else:
            parts[kind] = parts.get(kind, ()) + piece
    body_end = marks[0][0] if marks else len(rest)
    return Sections(
        tuple(lines[:start]),
        tuple(rest[:body_end]),
        parts.get("closing", ()),
        parts.get("penjelasan", ()),
        tuple(annexes),
    )


def _body_start(lines: Sequence[Line]) -> int:
    decided = next((i for i, line in enumerate(lines) if _DECIDES.match(line.text)), 0)
    for index in range(decided, len(lines)):
        text = lines[index].text
        group = headings.read_group(text)
        if group is not None and group.kind in ("bab", "buku"):
            return index
        pasal = headings.read_pasal(text, amending=True)
        if pasal is not None and pasal.number in ("1", "I"):
            return index
    return len(lines)


def _explains(lines: Sequence[Line], index: int) -> bool:
    following = [line.text for line in lines[index + 1 : index + 4]]
    return any(_AFTER_PENJELASAN.match(text) for text in following)
