"""Read the title block: kind of instrument, office, number, year and name; date of enactment.

The order of a title is fixed (UU 12/2011 Lampiran II no. 2-8): kind and office, NOMOR, TENTANG,
name, all in capitals.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, NamedTuple

from regsearch.read.structure.title.identity import identity
from regsearch.read.structure.title.kinds import LABEL, Beginning, Kind, find_beginning
from regsearch.read.structure.title.numbers import read_numbers, split_year
from regsearch.read.structure.title.offices import (
    VILLAGE_KINDS,
    issuer_of,
    mended,
    region_named,
    region_of,
    with_office,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from regsearch.read.extract.lines import Line


@dataclass(frozen=True, slots=True)
class Title:
    """The contents of a title block."""

    kind: str
    """Short name of the kind of instrument (``data/kinds.toml``); ``""`` if none was recognised."""
    numbers: tuple[str, ...]
    year: int | None
    name: str
    """The title after TENTANG."""
    region: str | None
    end: int
    """Index of the line after the title block."""
    start: int = 0
    """Index of its first line; a letterhead may stand above it."""
    issuer: str | None = None
    """The office that issued it, ``Menteri Dalam Negeri``."""
    is_abstract: bool = False
    """Whether the block is that of a library's abstract of the instrument."""

    @property
    def id(self) -> str:
        """The document id that the title gives, ``uu-5-2014``."""
        number = self.numbers[0] if self.numbers else ""
        return identity(self.kind, number, self.year, self.region, self.issuer)


_MAX_LINES_BEFORE, _MAX_LINES = 80, 30
"""Lines among which the title begins, and the most lines that it takes."""

_ABSTRACT = re.compile(r"ABSTRAKS?\b|CATATAN\s*:")
_LIBRARY_LINE = re.compile(r"\b\d+\s*HLM\b|\bL[DN]\s+\d{4}\b", re.IGNORECASE)
_PREAMBLE = re.compile(r"(?:DENGAN RAHMAT|Menimbang|MENIMBANG|MEMUTUSKAN|Mengingat|ATAS RAHMAT)")
_PREAMBLE_INSIDE = re.compile(
    r"\s(?:DENGAN RAHMAT\s?TUHAN|Presiden Republik Indonesia,|Menimbang\s?:|MENIMBANG\s?:)"
)
"""Where the preamble begins on the line of the title."""
_OFFICE = re.compile(
    r"(?:PRESIDEN\b|(?:GUBERNUR|BUPATI|WALI ?KOTA|MENTERI|KEPALA|KETUA|INSPEKTUR|DIREKTUR|"
    r"SEKRETARIS|JAKSA|REKTOR|PIMPINAN)\b.*,$)"
)
_LEADING_CAPS = re.compile(r"^[^a-z]+?(?=\s+[A-Z]?[a-z]|$)")
_LOWER_WORD = re.compile(r"\b[a-z]{2,}")
_ENACTS = re.compile(
    r"(?:PRESIDEN|GUBERNUR|BUPATI|WALI ?KOTA|MENTERI|KEPALA|KETUA|INSPEKTUR|DIREKTUR|DIREKSI|CAMAT|"
    r"SEKRETARIS|JAKSA|REKTOR|DEKAN|PIMPINAN|PANGLIMA|DEWAN|KOMISI|MAHKAMAH|BADAN|LEMBAGA)\b"
)
"""The first word of the office in the preamble."""
_BODY = re.compile(
    r"(?:BAB\s+(?:[IVX]+|\d{1,2})\b|Pasal\s|PASAL\s+1\s?(?:[:.(-].*)?$"
    r"|K\s?E\s?S\s?A\s?T\s?U\b|LAMPIRAN|PENJELASAN$|\(?\w{1,3}[.)]\s)"
)
"""A heading or list item."""
_ALIKE = 0.75
"""Similarity from which on a line in capitals is a misread TENTANG."""


def read_title(lines: Sequence[Line]) -> Title:
    """Return the title in the first *lines* of a document.

    A block with a number is preferred: ``Menetapkan: PERATURAN ... TENTANG ...`` repeats the name
    only.

    >>> from regsearch.read.extract.lines import Line
    >>> block = ("PERATURAN BUPATI CONTOH", "NOMOR 3 TAHUN 2030", "TENTANG", "CUTI")
    >>> title = read_title([Line(text) for text in block])
    >>> title.id, title.region, title.name
    ('perbup-contoh-3-2030', 'Contoh', 'CUTI')

    """
    head = lines[:_MAX_LINES_BEFORE]
    if _is_abstract(head):
        return Title("", (), None, "", None, 0, is_abstract=True)
    unnumbered: Title | None = None
    for index in range(len(head)):
        beginning = find_beginning(lines, index)
        if beginning is None:
            continue
        title = _read_from(lines, index, beginning)
        if title is not None and (title.numbers or _has_label(lines[index : title.end])):
            # One whose number is blank or illegible: no other block has it.
            return _printed_again(head, title) or title
        unnumbered = unnumbered or title
    return unnumbered or Title("", (), None, "", None, 0)


def _printed_again(head: Sequence[Line], cover: Title) -> Title | None:
    """Return the title that follows the same one on a cover."""
    for index in range(cover.start + 1, len(head)):
        if _PREAMBLE.match(head[index].text) or _BODY.match(head[index].text):
            break
        beginning = find_beginning(head, index)
        title = _read_from(head, index, beginning) if beginning else None
        if title is None:
            continue
        if (title.kind, title.numbers, title.year) == (cover.kind, cover.numbers, cover.year):
            return _printed_again(head, title) or title
    return None


def _is_abstract(lines: Sequence[Line]) -> bool:
    """Return whether the page is a library's abstract (``PERDA NO. 8, LD 2025, 11 HLM.``)."""
    first = [line.text for line in lines[:20]]
    return any(map(_ABSTRACT.match, first)) and any(map(_LIBRARY_LINE.search, first))


def _has_label(block: Sequence[Line]) -> bool:
    head = _partition(" ".join(line.text for line in block))[0]
    return bool(re.search(r"\bN\s?O\s?M\s?O\s?R\b", head))


class _Block(NamedTuple):
    """The lines of a title block."""

    head: list[str]
    """Its texts before TENTANG."""
    name: list[str] | None
    """Those after it; None if the block has no TENTANG."""
    end: int
    """Index of the line after it."""


def _read_from(lines: Sequence[Line], start: int, beginning: Beginning) -> Title | None:
    kind = beginning.kind
    block = _block_from(lines, start, beginning)
    head = " ".join(filter(None, block.head))
    numbers, year = read_numbers(head)
    office, year_before = split_year(mended(_office(head)))
    if kind.id == "uud" and year_before:
        block = block._replace(name=[kind.words])
    if block.name is None and not any(map(_is_label, block.head)):
        return None
    if kind.id == "peraturan" and not numbers:
        return None  # any line that begins with PERATURAN
    region = _region(kind, office)
    is_elsewhere = kind.elsewhere is not None and region is not None
    return Title(
        kind.elsewhere if kind.elsewhere and is_elsewhere else with_office(kind, office),
        numbers,
        year or year_before,
        _name(block.name or ()),
        region,
        block.end,
        start,
        issuer_of(kind, office),
    )


def _region(kind: Kind, office: str) -> str | None:
    """Return the region whose name follows the words of *kind*, or is in those of its office."""
    if kind.regional:
        return region_named(office, village=kind.id in VILLAGE_KINDS)
    if kind.elsewhere:
        return region_of(office) or region_named(re.sub(r"\bREPUBLIK INDONESIA\b", "", office))
    return region_of(f"{kind.words} {office}") if kind.series or kind.has_office else None


def _block_from(lines: Sequence[Line], start: int, beginning: Beginning) -> _Block:
    """Return the block that *beginning* begins at the line *start*."""
    head: list[str] = []
    name: list[str] | None = None
    end = start
    first = start + beginning.lines - 1
    for index in range(first, min(start + _MAX_LINES, len(lines))):
        text = beginning.rest if index == first else lines[index].text
        if name is not None:
            ends = _PREAMBLE.match(text) or _OFFICE.match(text) or _ends_title(text)
            if name and (ends or _is_enacting(lines, index)):
                break
            name.append(text)
        else:
            before, about, after = _partition(text)
            ends = index > first and _ends_title(text) and not about and not _is_label(text)
            if _PREAMBLE.match(text) or ends:
                break
            head.append(before)
            if about:
                name = [after] if after else []
        end = index + 1
        is_ruling = beginning.kind.id == "putusan"
        if is_ruling and index > first and _is_label(text) and not _names(lines, end):
            break
    return _Block(head, name, end)


def _names(lines: Sequence[Line], index: int) -> bool:
    """Return whether the line at *index* begins the name of an instrument."""
    return index < len(lines) and bool(_partition(lines[index].text)[1])


def _is_enacting(lines: Sequence[Line], index: int) -> bool:
    """Return whether the office that enacts begins at *index*: before Menimbang, with a comma."""
    texts = [line.text for line in lines[index : index + 4]]
    last = next((i for i, text in enumerate(texts) if text.endswith(",")), None)
    if last is None or last + 1 >= len(texts) or not _PREAMBLE.match(texts[last + 1]):
        return False
    begins = _ENACTS.match(texts[0]) is not None
    holds = (f" {text}" for text in texts[: last + 1])
    return (begins or last == 0) and not any(map(_PREAMBLE_INSIDE.search, holds))


def _is_label(text: str) -> bool:
    return bool(re.search(LABEL, text, re.IGNORECASE))


def _partition(text: str) -> tuple[str, str, str]:
    match = re.search(r"\bT\s?E\s?N\s?T\s?A\s?N\s?G\b", text) or re.fullmatch(
        r"[Tt]entang\s*:?", text
    )
    if match is None:
        plain = text.replace(" ", "").strip(".,:")
        likely = len(plain) in range(6, 10) and text.isupper()
        if likely and SequenceMatcher(None, plain, "TENTANG").ratio() >= _ALIKE:
            return "", text, ""
        return text, "", ""
    return text[: match.start()].strip(), match[0], text[match.end() :].strip(" .:")


def _ends_title(text: str) -> bool:
    """Return whether a line is not in capitals, or is a heading or list item."""
    if _BODY.match(text):
        return True
    words = re.findall(r"[^\W\d_]+", text)
    lower = sum(1 for word in words if not word.isupper())
    return bool(words) and lower > len(words) / 2


def _name(parts: Iterable[str]) -> str:
    text = " ".join(part for part in parts if part)
    text = re.sub(r"(?<=[A-Z])- (?=[A-Z])", "-", text)
    text = _PREAMBLE_INSIDE.split(text, maxsplit=1)[0]
    caps = _LEADING_CAPS.match(text)
    if caps and _LOWER_WORD.search(text):
        text = caps[0]
    return text.strip(" .:;")


def _office(head: str) -> str:
    """Return the words between the kind and the number."""
    return re.split(LABEL, head, maxsplit=1, flags=re.IGNORECASE)[0].strip(" ,.:")
