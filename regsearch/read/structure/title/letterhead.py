"""What stands around a title: the letterhead, the office that enacts, the head of a letter.

A circular, or a decree titled KEPUTUSAN only, names its office and region there.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from regsearch.read.structure.title.kinds import kinds_in_series
from regsearch.read.structure.title.numbers import read_numbers
from regsearch.read.structure.title.offices import printed, region_of
from regsearch.read.structure.title.page import Title

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from regsearch.read.extract.lines import Line

_JOINT = frozenset({"skb", "peraturan-bersama"})
"""Kinds that several offices issue together."""
_MAX_HEAD = 20
"""Lines above a title that may be its letterhead."""
_OFFICIAL = re.compile(
    r"(?:(?:A\.?N\.?|PJ\.?|PLT\.?|PLH\.?|PJS\.?)\s+)?(?P<office>"
    r"(?:GUBERNUR|BUPATI|WALI\s?KOTA|MENTERI|JAKSA AGUNG|"
    r"SEKRETARIS (?:DAERAH|JENDERAL|KABINET|MAHKAMAH|UTAMA)|KEPALA|KETUA|INSPEKTUR|DIREKTUR|"
    r"REKTOR|DEKAN|CAMAT|LURAH|PANGLIMA|PIMPINAN|PERBEKEL|KEUCHIK|KUWU|WALI NAGARI)\b.*)",
    re.IGNORECASE,
)
_UNIT = re.compile(
    r"(?:DINAS|BADAN|SEKRETARIAT|INSPEKTORAT|KECAMATAN|KELURAHAN|KANTOR|SATUAN|RUMAH SAKIT|SEKOLAH|"
    r"DIREKTORAT JENDERAL|MAHKAMAH|KOMISI|LEMBAGA|UNIVERSITAS|INSTITUT)\b[A-Z ,]*"
)
"""The office of a region or ministry in a letterhead."""
_GOVERNMENT = re.compile(r"(?:PEMERINTAH|BERITA DAERAH|LEMBARAN DAERAH)\b(?P<region>.+)")
_NO_PART = re.compile(
    r"SALINAN|REPUBLIK|PROVINSI|PROPINSI|KABUPATEN|YTH|KEPADA|NOMOR|TAHUN|SERI|\d"
)
"""What no line that continues the name of an office begins with."""

_NUMBER = re.compile(
    r"(?:Nomor|No\.?)\s*:\s*(?P<number>[\w.\-]+(?:\s?/\s?[\w.\-]+)*)", re.IGNORECASE
)
_ABOUT = re.compile(
    r"(?:Hal|Perihal|H\s?a\s?l|P\s?e\s?r\s?i\s?h\s?a\s?l)\s*:\s*(?P<name>\S.*)", re.IGNORECASE
)
_BESIDE = re.compile(r"\s+(?:\d{1,2}\.\s|Yth\b|Kepada\b|Di\s?-|[A-Z][a-z]+,\s).*")
"""The addressees in the second column of the same line."""
_CIRCULAR = re.compile(r"SURAT\s+EDARAN\b")
_LETTER_HEAD = 40
"""First lines of a letter, which have its number and subject."""
_LONGEST_OFFICE = 90
"""Characters of the line with the office that signs."""


def completed(title: Title, lines: Sequence[Line], closing: Sequence[Line]) -> Title:
    """Return *title* with the office and region that it leaves to what stands around it.

    Args:
        title: as read from its block.
        lines: those of the document.
        closing: those after its last provision.

    """
    if title.is_abstract:
        return title
    office, region = letterhead(lines[: title.start])
    signed = next(_enacting(lines[title.end : title.end + 4]), None) or _signatory(closing)
    issuer = title.issuer
    if title.kind in kinds_in_series() and issuer is None:
        issuer = office or (printed(signed) if signed else None)
    if title.region is None and title.kind and title.kind not in _JOINT:
        region = region or (region_of(signed) if signed else None)
    return replace(title, issuer=issuer, region=title.region or region)


def letterhead(lines: Sequence[Line]) -> tuple[str | None, str | None]:
    """Return the office and the region that the lines above a title name.

    >>> from regsearch.read.extract.lines import Line
    >>> head = ("PEMERINTAH KABUPATEN CONTOH", "DINAS SOSIAL", "Jalan Raya 1")
    >>> letterhead([Line(text) for text in head])
    ('Dinas Sosial', 'Contoh')
    """
    office = region = None
    for block in _blocks(lines[-_MAX_HEAD:]):
        if match := _GOVERNMENT.fullmatch(block):
            region = region_of(match["region"]) or region
        elif match := _OFFICIAL.fullmatch(block):
            office, region = printed(match["office"]), region_of(match["office"].upper()) or region
        elif _UNIT.fullmatch(block):
            office = printed(block)
    return office, region


def _blocks(lines: Sequence[Line]) -> Iterator[str]:
    """Yield the names in a letterhead; a long one takes several lines."""
    block = ""
    for line in lines:
        text = line.text.strip(" ,")
        begins = any(pattern.match(text) for pattern in (_OFFICIAL, _UNIT, _GOVERNMENT))
        if not text.isupper() or begins or _NO_PART.match(text):
            if block:
                yield block
            block = text if text.isupper() and begins else ""
        elif block:
            block = f"{block} {text}"
    if block:
        yield block


def _enacting(lines: Sequence[Line]) -> Iterator[str]:
    """Yield the office in the preamble, ``BUPATI CONTOH,`` before Menimbang."""
    taken: list[str] = []
    for line in lines:
        if not line.text.isupper():
            return
        if line.text.startswith(("DENGAN RAHMAT", "ATAS RAHMAT")):
            taken.clear()
            continue
        taken.append(line.text.strip(" ,"))
        if line.text.endswith(","):
            match = _OFFICIAL.fullmatch(" ".join(taken))
            if match:
                yield match["office"]
            return


def _signatory(closing: Sequence[Line]) -> str | None:
    """Return the office that signs, ``BUPATI CONTOH,`` after the date."""
    for line in closing:
        text = line.text.strip()
        match = _OFFICIAL.fullmatch(text)
        signs = text.endswith(",") or text.lower().startswith(("a.n", "an."))
        if match and signs and len(text) < _LONGEST_OFFICE:
            return match["office"].upper().strip(" ,")
    return None


def letter_title(lines: Sequence[Line]) -> Title | None:
    """Return the title of a letter that has number and subject in its head, or None."""
    head = [line.text for line in lines[:_LETTER_HEAD]]
    number = next(filter(None, map(_NUMBER.match, head)), None)
    about = next(filter(None, map(_ABOUT.match, head)), None)
    if number is None or about is None:
        return None
    circular = [i for i, text in enumerate(head) if _CIRCULAR.match(text)]
    name = _BESIDE.sub("", about["name"]).strip(" .")
    kind = "se" if circular or _CIRCULAR.match(name.upper()) else "surat"
    marks = [head.index(number.string), head.index(about.string)]
    numbers, year = read_numbers(f"NOMOR {number['number']}")
    return Title(kind, numbers, year, name, None, max((*marks, *circular)) + 1, min(marks))
