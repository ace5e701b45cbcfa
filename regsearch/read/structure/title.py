"""Parses the title block: kind of instrument, number, year and name, and the date of enactment.

The order of a title is fixed (UU 12/2011 Lampiran II no. 2-8): kind and office, NOMOR, TENTANG,
name, all in capitals.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from regsearch import data
from regsearch.read.structure.headings import DIGIT_BLUR

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

    @property
    def id(self) -> str:
        """The document id that the title gives, ``uu-5-2014``."""
        region = _short_region(self.region) if self.region else ""
        number = _slug(self.numbers[0]).removeprefix(f"{self.kind}-") if self.numbers else ""
        year = str(self.year) if self.year else ""
        if year and number.endswith("-" + year):
            year = ""
        return "-".join(part for part in (self.kind or "dokumen", region, number, year) if part)


@cache
def _kinds() -> tuple[tuple[str, str, bool], ...]:
    """Return (spelling, kind, whether a region follows) for all kinds, the longest first."""
    rows = [
        (words, str(entry["id"]), bool(entry.get("region", False)))
        for entry in data.table("kinds")["kind"]
        for words in entry["title"]
    ]
    return tuple(sorted(rows, key=lambda row: -len(row[0])))


_NUMBER = re.compile(
    r"\bN\s?O\s?M\s?O\s?R\s*[:.]?\s*(?P<number>.+?)\s*(?:\bTAHUN\s+(?P<year>[\dOIlLo]{4})|(?=\bNOMOR\b|\bTENTANG\b|$))",
    re.IGNORECASE,
)
_YEAR_IN_NUMBER = re.compile(r"(?:^|[/.\-])((?:19|20)\d\d)$")
_LEGIBLE = re.compile(r"[A-Z0-9][A-Z0-9./() -]*")
"""The characters of a number; OCR of a handwritten one gives others and is rejected."""

_MAX_LINES_BEFORE, _MAX_LINES = 80, 30
"""Lines among which the title begins, and the most lines that it takes."""

_DASHES = str.maketrans("–—‑", "---")
_BEFORE_TITLE = re.compile(r"(?:SALINAN|Salinan|RANCANGAN)\s+")
_PREAMBLE = re.compile(r"(?:DENGAN RAHMAT|Menimbang|MENIMBANG|MEMUTUSKAN|Mengingat|ATAS RAHMAT)")
_OFFICE = re.compile(
    r"(?:PRESIDEN\b|(?:GUBERNUR|BUPATI|WALI ?KOTA|MENTERI|KEPALA|KETUA|INSPEKTUR|DIREKTUR|"
    r"SEKRETARIS|JAKSA)\b.*,$)"
)
_LEADING_CAPS = re.compile(r"^[^a-z]+?(?=\s+[A-Z]?[a-z]|$)")
_LOWER_WORD = re.compile(r"\b[a-z]{2,}")
_MONTHS = (
    "januari februari maret april mei juni juli agustus september oktober november desember".split()
)
_DATE = re.compile(
    r"tanggal\s*:?\s*([\dlIOLo]{1,2})\s+([A-Za-z]{3,10})\s+([\dlIOLoS]{4})", re.IGNORECASE
)


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
    unnumbered: Title | None = None
    for index, line in enumerate(lines[:_MAX_LINES_BEFORE]):
        beginning = _kind_at(line.text)
        if beginning is None:
            continue
        title = _read_from(lines, index, *beginning)
        if title is not None and (title.numbers or _has_label(lines[index : title.end])):
            return title  # its number is blank or illegible; no other block has it
        unnumbered = unnumbered or title
    return unnumbered or Title("", (), None, "", None, 0)


def _has_label(block: Sequence[Line]) -> bool:
    head = _partition(" ".join(line.text for line in block))[0]
    return bool(re.search(r"\bN\s?O\s?M\s?O\s?R\b", head))


def _kind_at(text: str) -> tuple[str, str, bool] | None:
    """Return (kind, rest of the line, whether a region follows) if a title begins in this line."""
    plain = text.translate(_DASHES)
    glued = re.search(r"\bNOMOR\s+[\dOIlL]+\s+TAHUN\b", plain)
    for words, kind, regional in _kinds():
        start = plain.rfind(words, 0, glued.start()) if glued else plain.find(words)
        if start < 0 or (start and not glued and not _BEFORE_TITLE.fullmatch(plain[:start])):
            continue
        end = start + len(words)
        if not plain[end : end + 1].isalpha():
            return kind, plain[end:].strip(), regional
    return None


def _read_from(
    lines: Sequence[Line], start: int, kind: str, rest: str, regional: bool
) -> Title | None:
    head: list[str] = []
    name: list[str] = []
    end = start
    after_about = False
    for offset, line in enumerate(lines[start : start + _MAX_LINES]):
        text = rest if offset == 0 else line.text
        if after_about:
            if name and (_PREAMBLE.match(text) or _OFFICE.match(text) or _ends_title(text)):
                break
            name.append(text)
        else:
            if _PREAMBLE.match(text) or (
                offset and _ends_title(text) and "omor" not in text.lower()
            ):
                break
            before, word, after = _partition(text)
            head.append(before)
            if word:
                after_about = True
                if after:
                    name.append(after)
        end = start + offset + 1
    if not after_about and not any("NOMOR" in part.upper() for part in head):
        return None
    joined = " ".join(part for part in head if part)
    numbers, year = _numbers(joined)
    region = _region(joined) if regional else None
    return Title(kind, numbers, year, _name(name), region, end)


def _partition(text: str) -> tuple[str, str, str]:
    match = re.search(r"\bT\s?E\s?N\s?T\s?A\s?N\s?G\b", text)
    if match is None:
        return text, "", ""
    return text[: match.start()].strip(), match[0], text[match.end() :].strip()


def _ends_title(text: str) -> bool:
    """Return whether a line is not in capitals, or is a heading or list item."""
    if re.match(
        r"(?:BAB\s+[IVX]+$|Pasal\s|K\s?E\s?S\s?A\s?T\s?U\b|LAMPIRAN|PENJELASAN$|\(?\w{1,3}[.)]\s)",
        text,
    ):
        return True
    words = re.findall(r"[^\W\d_]+", text)
    lower = sum(1 for word in words if not word.isupper())
    return bool(words) and lower > len(words) / 2


def _name(parts: Iterable[str]) -> str:
    text = " ".join(part for part in parts if part)
    text = re.sub(r"(?<=[A-Z])- (?=[A-Z])", "-", text)
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
        if _LEGIBLE.fullmatch(number) and any(char.isdigit() for char in number):
            numbers.append(number)
    return tuple(numbers), year


def _region(head: str) -> str | None:
    text = re.split(r"\bNOMOR\b|\bNO\b", head, maxsplit=1)[0].strip(" ,.:")
    words = text.split()
    lead = set(data.table("kinds")["region"]["lead"])
    while words and words[0] in lead:
        words.pop(0)
    return " ".join(words).title() or None


def _short_region(region: str) -> str:
    upper = region.upper()
    short: dict[str, str] = data.table("kinds")["region"]["short"]
    return short.get(upper, _slug(region))


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")


def read_enacted(lines: Iterable[Line]) -> date | None:
    """Return the date of ``Disahkan/Ditetapkan ... pada tanggal``, or None if illegible."""
    text = " ".join(line.text for line in lines)
    start = re.search(r"(?:Di)?(?:sahkan|tetapkan|SAHKAN|TETAPKAN)\s+(?:di|DI)\b|Agar|Supaya", text)
    if start is None:
        return None
    match = _DATE.search(text, start.start())
    if match is None or match[2].lower() not in _MONTHS:
        return None
    day, year = (int(match[i].translate(DIGIT_BLUR)) for i in (1, 3))
    try:
        return date(year, _MONTHS.index(match[2].lower()) + 1, day)
    except ValueError:
        return None
