"""The id that the particulars of a document give."""

from __future__ import annotations

import re

from regsearch import data
from regsearch.read.structure.title.kinds import kinds_in_series
from regsearch.read.structure.title.numbers import SHORT_YEAR
from regsearch.read.structure.title.offices import short_office, short_region, slug

_LEVELS = frozenset({"perda", "qanun", "perdprd"})
"""Kinds that a province, a regency and a city of one name may each have."""
_CITY, _REGENCY = re.compile(r"\bKota(?:madya)?\b"), re.compile(r"\bKabupaten\b")


def identity(
    kind: str,
    number: str = "",
    year: int | None = None,
    region: str | None = None,
    issuer: str | None = None,
) -> str:
    """Return the id of a document, ``uu-5-2014``.

    >>> identity("perda", "4", 2015, "Contoh", "Daerah Kota Contoh")
    'perda-kota-contoh-4-2015'
    >>> identity("keputusan", "148/KMK.01/2012", 2012, None, "Menteri Keuangan")
    'keputusan-menkeu-148-kmk-01-2012'
    """
    part = slug(number).removeprefix(f"{kind}-")
    is_dated = year and (str(year) in part.split("-")[1:] or SHORT_YEAR.search(number))
    court = "mk" if kind == "putusan" and "-puu-" in part else ""
    when = "" if is_dated or not year else str(year)
    place = _place(kind, region, issuer)
    if place and kind.endswith(f"-{place}"):
        place = ""  # the kind names the office: perka-dinas-kesehatan-kabupaten-contoh
    return "-".join(filter(None, (kind or "dokumen", place, court, part, when)))


def _place(kind: str, region: str | None, issuer: str | None) -> str:
    """Return the region, and the office where each office numbers its own."""
    name = short_region(region) if region else ""
    if kind in kinds_in_series() and issuer:
        office = short_office(issuer)
        return (
            office
            if not name or office.endswith((name, slug(region or "")))
            else f"{office}-{name}"
        )
    if kind in _LEVELS and region and issuer:
        provinces = data.table("regions")["provinces"]
        level = "kota" if _CITY.search(issuer) else "kab" if _REGENCY.search(issuer) else ""
        if level == "kota" or (level and region in provinces):
            return f"{level}-{name}"
    return name
