"""Read the title block: kind of instrument, office, number, year and name; date of enactment.

The order of a title is fixed (UU 12/2011 Lampiran II no. 2-8): kind and office, NOMOR, TENTANG,
name, all in capitals.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from regsearch import data
from regsearch.read.structure.headings import DIGIT_BLUR
from regsearch.read.structure.title_kinds import (
    LABEL,
    VILLAGE_KINDS,
    Beginning,
    find_beginning,
    issuer_of,
    slug,
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
    issuer: str | None = None
    """The office that issued it, ``Menteri Dalam Negeri``."""
    is_abstract: bool = False
    """Whether the block is that of a library's abstract of the instrument."""

    @property
    def id(self) -> str:
        """The document id that the title gives, ``uu-5-2014``."""
        region = _short_region(self.region) if self.region else ""
        number = slug(self.numbers[0]).removeprefix(f"{self.kind}-") if self.numbers else ""
        year = str(self.year) if self.year else ""
        short = self.numbers and _SHORT_YEAR.search(self.numbers[0])
        if year and (number.endswith("-" + year) or short):
            year = ""
        court = "mk" if self.kind == "putusan" and "-puu-" in number else ""
        kind = self.kind or "dokumen"
        return "-".join(part for part in (kind, region, court, number, year) if part)


_NUMBER = re.compile(
    rf"{LABEL}\s*[:.]?\s*(?P<number>.+?)\s*"
    rf"(?:(?<![A-Z])(?:TAHUN|TAHOEN|THN)\.?\s*(?P<year>[\dOIlLo]{{4}})(?!\d)|(?={LABEL}|\bTENTANG\b|$))",
    re.IGNORECASE,
)
_YEAR_IN_NUMBER = re.compile(r"(?:^|[/.\-])((?:19|20)\d\d)$")
_SHORT_YEAR = re.compile(r"/[IVX]{1,4}[-/](\d\d)$")
"""A year of two digits after a month in Roman numerals, ``07/Ka-BAPETEN/V-99``."""

_LEGIBLE = re.compile(r"[A-Z0-9][A-Z0-9./()&\- ]*")
_LEGIBLE_CODE = re.compile(r"[A-Za-z0-9]+(?:\s?[./\-()]\s?[A-Za-z0-9]*)*/[A-Za-z0-9./\-() ]*")
"""The characters of a number, and of one with a code in small letters (``07/Ka-BAPETEN/V-99``);
OCR of a handwritten one gives others and is rejected."""

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
_MONTHS = (
    "januari februari maret april mei juni juli agustus september oktober november desember".split()
)
_DATE = re.compile(
    r"tanggal\s*:?\s*([\dlIOLo]{1,2})\s+([A-Za-z]{3,10})\s+([\dlIOLoS]{4})", re.IGNORECASE
)
_DATED_LINE = re.compile(r".*,\s*(?:tanggal\s*)?(\d{1,2})\s+([A-Za-z]{3,10})\s+(\d{4})")
_WITHIN = re.compile(r"\s*\b(?:KECAMATAN|KABUPATEN|KOTA|DISTRIK|PROVINSI)\b")
"""Where the name of a village ends."""


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
            return title  # its number is blank or illegible; no other block has it
        unnumbered = unnumbered or title
    return unnumbered or Title("", (), None, "", None, 0)


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
    if block.name is None and not any(map(_is_label, block.head)):
        return None
    head = " ".join(filter(None, block.head))
    numbers, year = _numbers(head)
    if kind.id == "peraturan" and not numbers:
        return None  # any line that begins with PERATURAN
    office = _office(head)
    region = _region(office, kind.id) if kind.regional else None
    return Title(
        with_office(kind, office),
        numbers,
        year,
        _name(block.name or ()),
        region,
        block.end,
        issuer_of(kind, office),
    )


def _block_from(lines: Sequence[Line], start: int, beginning: Beginning) -> _Block:
    """Return the block that *beginning* begins at the line *start*."""
    head: list[str] = []
    name: list[str] | None = None
    end = start
    first = start + beginning.lines - 1
    for index in range(first, min(start + _MAX_LINES, len(lines))):
        text = beginning.rest if index == first else lines[index].text
        if name is not None:
            if name and (_PREAMBLE.match(text) or _OFFICE.match(text) or _ends_title(text)):
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


def _is_label(text: str) -> bool:
    return bool(re.search(r"N\s?o\s?m\s?o\s?r|\bNo\b", text, re.IGNORECASE))


def _partition(text: str) -> tuple[str, str, str]:
    match = re.search(r"\bT\s?E\s?N\s?T\s?A\s?N\s?G\b", text) or re.fullmatch(
        r"[Tt]entang\s*:?", text
    )
    if match is None:
        return text, "", ""
    return text[: match.start()].strip(), match[0], text[match.end() :].strip()


def _ends_title(text: str) -> bool:
    """Return whether a line is not in capitals, or is a heading or list item."""
    if re.match(
        r"(?:BAB\s+[IVX]+\b|Pasal\s|K\s?E\s?S\s?A\s?T\s?U\b|LAMPIRAN|PENJELASAN$|\(?\w{1,3}[.)]\s)",
        text,
    ):
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


def _numbers(head: str) -> tuple[tuple[str, ...], int | None]:
    numbers: list[str] = []
    year = None
    for match in _NUMBER.finditer(head):
        number = re.sub(r"\s*([/.\-])\s*", r"\1", match["number"]).strip(" .:,;")
        number = re.split(r"\s{1,}(?:TENTANG|TANGGAL)\b", number)[0]
        if number.translate(DIGIT_BLUR).isdigit():
            number = number.translate(DIGIT_BLUR)
        if match["year"]:
            year = int(match["year"].translate(DIGIT_BLUR))
        elif (inside := _YEAR_IN_NUMBER.search(number)) is not None:
            year = year or int(inside[1])
        elif (short := _SHORT_YEAR.search(number)) is not None:
            year = year or _full_year(int(short[1]))
        legible = _LEGIBLE.fullmatch(number) or _LEGIBLE_CODE.fullmatch(number)
        if legible and any(char.isdigit() for char in number):
            numbers.append(number)
    return tuple(numbers), year


def _full_year(short: int) -> int:
    return (1900 if short >= _FIRST_SHORT_YEAR else 2000) + short


_FIRST_SHORT_YEAR = 45
"""The Republic began in 1945; a smaller number is one of this century."""


def _office(head: str) -> str:
    """Return the words between the kind and the number."""
    return re.split(LABEL, head, maxsplit=1, flags=re.IGNORECASE)[0].strip(" ,.:")


def _region(office: str, kind: str) -> str | None:
    if kind in VILLAGE_KINDS:
        return _WITHIN.split(office, maxsplit=1)[0].strip(" ,").title() or None
    words = office.split()
    lead = set(data.table("kinds")["region"]["lead"])
    while words and words[0] in lead:
        words.pop(0)
    return " ".join(words).title() or None


def _short_region(region: str) -> str:
    upper = region.upper()
    short: dict[str, str] = data.table("kinds")["region"]["short"]
    return short.get(upper, slug(region))


def read_enacted(lines: Sequence[Line]) -> date | None:
    """Return the date of ``Disahkan/Ditetapkan ... pada tanggal``, or None if illegible.

    Letters have it after their place, on one line: ``Jakarta, 5 Maret 2030``.
    """
    text = " ".join(line.text for line in lines)
    start = re.search(
        r"(?:Di)?(?:sahkan|tetapkan|keluarkan|SAHKAN|TETAPKAN|KELUARKAN)\s+(?:di|DI)\b|Agar|Supaya",
        text,
    )
    if start is None:
        match = next(filter(None, (_DATED_LINE.fullmatch(line.text) for line in lines)), None)
    else:
        match = _DATE.search(text, start.start())
    if match is None or match[2].lower() not in _MONTHS:
        return None
    day, year = (int(match[i].translate(DIGIT_BLUR)) for i in (1, 3))
    try:
        return date(year, _MONTHS.index(match[2].lower()) + 1, day)
    except ValueError:
        return None
