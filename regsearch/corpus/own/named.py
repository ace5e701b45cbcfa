"""Instruments named in a text, by the ids that their own title pages would give them.

A regulation names those of its own region and office in short: "Peraturan Bupati Nomor 3 Tahun
2018" is one of the regent who issues it.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from regsearch.read.extract.lines import Line
from regsearch.read.structure.title import read_title
from regsearch.read.structure.title.kinds import kinds_in_series

if TYPE_CHECKING:
    from collections.abc import Iterator

    from regsearch.law.catalog.names import Catalog
    from regsearch.read.structure.title import Title
    from regsearch.regulation import Regulation

_KIND = (
    r"(?:Undang-Undang|Peraturan|Keputusan|Surat\s+(?:Edaran|Keputusan)|Instruksi|Qanun|Maklumat)"
)
_NAME = re.compile(
    rf"\b{_KIND}\b"
    rf"(?P<office>(?:(?!\b(?:Nomor|No\.|tentang|yang)\b|(?<!Pengganti ){_KIND})[^;:]){{0,200}}?)\s+"
    r"(?:Nomor|No\.)\s*:?\s*(?P<number>\d(?:\s\d){1,3}(?=\sTahun)|(?:[A-Z]{1,3}\s)?[^\s,;]{1,60})"
    r"(?:\s+Tahun\s+(?P<year>[12lI][\dOolI]{3}))?",
    re.IGNORECASE,
)
_REGIONAL = frozenset({"perda", "qanun", "perdasus", "perdasi", "pergub", "perbup", "perwali",
                       "perdprd", "perdes", "perkades", "perbpd"})  # fmt: skip
_HEADS = frozenset({"Gubernur", "Bupati", "Wali Kota", "Walikota", "Kepala Desa"})


class Named(NamedTuple):
    """An instrument that a text names."""

    id: str
    start: int
    """Where its name begins in the text."""


def named_in(text: str, by: Regulation, catalog: Catalog | None = None) -> Iterator[Named]:
    """Yield the instruments that *text*, which stands in *by*, names with their numbers.

    Args:
        text: of a provision or title.
        by: the document that it stands in.
        catalog: of known instruments, whose ids may be others.

    """
    for match in _NAME.finditer(text):
        number = match["number"].strip(".,")
        kind = " ".join(text[match.start() : match.end("office")].split()).upper()
        year = f" TAHUN {match['year']}" if match["year"] else ""
        title = read_title([Line(f"{kind} NOMOR {number}{year}"), Line("TENTANG"), Line("HAL")])
        if not title.numbers or title.year is None:
            continue
        year_named = title.year
        title = _completed(title, by)
        known = catalog and catalog.find(title.kind, title.numbers[0], year_named, title.region)
        yield Named(known.id if known else title.id, match.start())


def _completed(title: Title, by: Regulation) -> Title:
    """Return *title* with the region and office of *by* where it names none."""
    if title.kind in _REGIONAL and not title.region and by.region:
        city = "Kota" in (by.issuer or "").split() or by.kind == "perwali"
        issuer = f"Daerah Kota {by.region}" if city and title.kind == "perda" else title.issuer
        return replace(
            title, region=by.region, issuer=by.issuer if by.kind == title.kind else issuer
        )
    if title.kind in kinds_in_series() and title.issuer in _HEADS and by.region:
        return replace(title, region=by.region, issuer=f"{title.issuer} {by.region}")
    if by.kind.startswith(title.kind) and title.kind in ("permen", "peraturan", "perka"):
        return replace(title, kind=by.kind)
    return title
