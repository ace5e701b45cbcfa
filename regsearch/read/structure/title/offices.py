"""The office in a title: how it is printed, its short name in ids, and the region that it governs.

The short names are data (``data/kinds.toml``).
"""

from __future__ import annotations

import re
from difflib import get_close_matches
from functools import cache
from typing import TYPE_CHECKING

from regsearch import data

if TYPE_CHECKING:
    from regsearch.read.structure.title.kinds import Kind

VILLAGE_KINDS = frozenset({"perdes", "perkades", "permakades", "perbpd"})
"""Kinds of regulation that a village makes."""

_REPUBLIC = re.compile(r"\s*\bREP[A-Z]{3,6}\s+IND[A-Z]{5,7}\b|\s*\bRI\b$")
"""REPUBLIK INDONESIA, also misread."""
_LOOKALIKE = re.compile(r"(?<=[A-Z])[l1|!]|[l1|!](?=[A-Z])")
_ALIKE = 0.92
"""Similarity from which on the words of an office are those of a known one, misread."""
_WITHIN = re.compile(r"\s*\b(?:KECAMATAN|KABUPATEN|KOTA|DISTRIK|KAPANEWON|PROVINSI)\b")
"""Where the name of a village ends."""

_VILLAGE_HEAD = r"KEPALA DESA|PERBEKEL|WALI NAGARI|KEUCHIK|KUWU|KEPALA KAMPUNG|PAMBAKAL|PERATIN"
_GOVERNS = re.compile(
    rf"(?:(?P<village>\b(?:{_VILLAGE_HEAD}|PEMERINTAH DESA))"
    r"|\b(?:GUBERNUR(?!\s+(?:BANK|LEMBAGA|AKADEMI)\b)|BUPATI|WALI\s?KOTA|PROVINSI|PROPINSI|KABUPATEN"
    r"|(?<!IBU )KOTA(?:MADYA)?))\s+(?P<name>[A-Z].*)"
)
"""An office of a region, with what its name begins at."""
_NAME_ENDS = re.compile(r"\s*(?:[,;:(]|\b(?:SELAKU|TENTANG|PROVINSI|PROPINSI|TAHUN|NOMOR)\b).*")
_NO_REGION = ("MENTERI", "PRESIDEN", "PANGLIMA", "JAKSA AGUNG")
_NO_ISSUER = frozenset({"uu", "uudrt", "uud", "perppu", "putusan", "staatsblad", "ordonansi"})
"""Kinds whose title names no office."""

_DOCUMENT = re.compile(
    r"(?:SURAT\s)?(?:PERATURAN|KEPUTUSAN|INSTRUKSI|EDARAN|KETETAPAN|QANUN|REUSAM|PENETAPAN|MAKLUMAT"
    r"|PENGUMUMAN|SURAT)\b\s*(?:BERSAMA\b)?"
)
"""The words of a kind that are the document's, not its office's."""


def issuer_of(kind: Kind, office: str) -> str | None:
    """Return the office that issued an instrument, ``Menteri Dalam Negeri``."""
    if kind.id in _NO_ISSUER:
        return None
    return printed(f"{_DOCUMENT.sub('', kind.words, count=1)} {office}") or None


def mended(office: str) -> str:
    """Return *office* with what OCR misread of a known one replaced.

    >>> mended("DALAM NEGERl REPUBLIK INDONES1A"), mended("KEPALA BADAN KEPEGAWAIAN NEGAPA")
    ('DALAM NEGERI REPUBLIK INDONESIA', 'KEPALA BADAN KEPEGAWAIAN NEGARA')
    """
    office = _LOOKALIKE.sub("I", office)
    plain = _plain(_REPUBLIC.sub("", office))
    official = next((word for word in _officials() if plain.startswith(f"{word} ")), "")
    words = plain.removeprefix(official).strip()
    if not words or words in _short_offices():
        return office
    close = get_close_matches(words, _short_offices(), n=1, cutoff=_ALIKE)
    return f"{official} {close[0]}".strip() if close else office


@cache
def _officials() -> tuple[str, ...]:
    """Return the officials that ids shorten, the longest first."""
    return tuple(sorted(data.table("kinds")["officials"], key=len, reverse=True))


def printed(office: str) -> str:
    """Return the words of an office as they are printed.

    >>> printed("KEPALA BADAN RISET DAN INOVASI NASIONAL REPUBLIK INDONESIA,")
    'Kepala Badan Riset dan Inovasi Nasional'
    """
    words = re.sub(r"\s*/\s*", "/", " ".join(_REPUBLIC.sub("", office).split())).strip(" ,.")
    capitals = data.table("kinds")["names"]["capitals"]
    parts = (word if word in capitals else word.title() for word in words.split())
    return " ".join(parts).replace(" Dan ", " dan ")


def with_office(kind: Kind, office: str) -> str:
    """Return the short name of the kind, completed by that of the office where it needs one."""
    if not kind.has_office:
        return kind.id
    words = " ".join(_REPUBLIC.sub("", office).split()).strip(" ,")
    short = _short_offices().get(_plain(words))
    if short is not None and kind.id in ("permen", "permenko"):
        return f"{kind.id}{short}"
    return f"{kind.id}-{short or short_office(words)}".strip("-")


def short_office(office: str) -> str:
    """Return how document ids name *office*.

    >>> short_office("Menteri Dalam Negeri"), short_office("Kepala Badan Kepegawaian Negara")
    ('mendagri', 'bkn')
    >>> short_office("Gubernur Jawa Barat"), short_office("Camat Contoh")
    ('gub-jabar', 'camat-contoh')
    """
    words = _REPUBLIC.sub("", office.upper())
    if words in _short_offices():
        return _short_offices()[words]
    officials: dict[str, str] = data.table("kinds")["officials"]
    for official in _officials():
        if words == official and officials[official]:
            return officials[official]
        rest = words.removeprefix(f"{official} ")
        if rest == words:
            continue
        known = _short_offices().get(_plain(rest))
        region = region_of(words)
        if officials[official] == "men":
            return f"men{known}" if known else slug(words)
        if known or officials[official]:
            named = region and not known and region.upper() == _region(rest)
            short = short_region(region) if named and region else known or _shortened(rest)
            return "-".join(filter(None, (officials[official], short)))
    return _shortened(words)


def _shortened(words: str) -> str:
    """Return *words*, an office that they begin with and the region after it, shortened."""
    match = re.match(r"(?P<office>.+?)\s+(?P<rest>(?:PROVINSI|KABUPATEN|KOTA|ACEH)\b.*)", words)
    known = _short_offices().get(_plain(match["office"])) if match else None
    return slug(f"{known} {match['rest']}" if match and known else words)


@cache
def _short_offices() -> dict[str, str]:
    return {_plain(words): short for words, short in data.table("kinds")["offices"].items()}


def _plain(words: str) -> str:
    """Return the words of an office without commas and spaces at slashes, set at will."""
    return re.sub(r"\s*/\s*", "/", " ".join(words.replace(",", " ").split()))


def region_of(office: str) -> str | None:
    """Return the region that *office*, in capitals, governs or lies in.

    >>> region_of("KEPALA DINAS SOSIAL KABUPATEN CONTOH"), region_of("MENTERI AGAMA")
    ('Contoh', None)
    """
    match = _GOVERNS.search(_REPUBLIC.sub("", office))
    if match is None or office.startswith(_NO_REGION):
        return None
    return region_named(match["name"], village=bool(match["village"]))


def region_named(words: str, *, village: bool = False) -> str | None:
    """Return the name of a region, without the words before it, ``KABUPATEN``."""
    if village:
        return printed(_WITHIN.split(words, maxsplit=1)[0]) or None
    name = _region(_NAME_ENDS.sub("", words)) or _region(words)
    whole: dict[str, str] = data.table("kinds")["region"]["whole"]
    return whole.get(name, printed(name)) or None


def _region(words: str) -> str:
    parts = words.split()
    lead = data.table("kinds")["region"]["lead"]
    while parts and parts[0] in lead:
        parts.pop(0)
    return " ".join(parts).strip(" ,.")


def short_region(region: str) -> str:
    """Return how document ids name a region, ``jabar``."""
    short: dict[str, str] = data.table("kinds")["region"]["short"]
    return short.get(region.upper(), slug(region))


def slug(text: str) -> str:
    """Return *text* as a part of a document id."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")
