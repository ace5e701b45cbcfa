"""What a document says of itself: since when it is law, what it revokes, whom it binds."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

from regsearch.corpus.own.named import named_in
from regsearch.law.revocation import is_part, names_more, revoking_verb
from regsearch.text.dates import dates_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from regsearch.law.catalog.names import Catalog
    from regsearch.regulation import Regulation, Unit

_COMES_INTO_FORCE = re.compile(
    r"\b(?:Peraturan|Keputusan|Undang-Undang|Surat Edaran|Instruksi|Qanun"
    r"|Ketetapan|Maklumat|Penetapan)\b[^.;:]{0,90}?\bini\s+(?:mulai\s+|mempunyai\s+daya\s+)?(?:ber)?laku\b"
    r"(?P<when>\s*(?:surut|pada|sejak|terhitung|setelah|sesudah|mulai|\d+)\b[^.;]{0,300})",
    re.IGNORECASE,
)
_WHILE = frozenset("saat sejak sebelum setelah sesudah dengan sampai".split())
"""Words before it that make it a time: "Pada saat Peraturan ini mulai berlaku"."""
_RETROACTIVE = re.compile(r"\bsurut\b(?P<since>.*)", re.IGNORECASE)
_LATER = re.compile(
    r"(?P<count>\d{1,3})\s*(?:\([^)]{1,40}\)\s*)?(?P<unit>hari|bulan|tahun)\s+(?:kerja\s+)?(?:terhitung\s+)?"
    r"(?:sejak|setelah|sesudah)\b",
    re.IGNORECASE,
)
_ON_PROMULGATION = re.compile(r"diundangkan|pengundangan", re.IGNORECASE)
_ON_ENACTMENT = re.compile(r"ditetapkan|ditandatangani|dikeluarkan|penetapan", re.IGNORECASE)

_REVOKES = re.compile(r"\b(?:mencabut|menyatakan\s+(?:di|men)cabut)\b", re.IGNORECASE)
"""A revoking verb before the name."""
_OTHERS_WORDS = re.compile(r"\bperubahan\b.{0,40}\batas\s*$", re.IGNORECASE)
"""What stands before a name that is a part of another's title."""
_NEAR = 80

_GROUPS = {
    "pns": r"pegawai\s+negeri\s+sipil|\bpns\b",
    "cpns": r"calon\s+pegawai\s+negeri\s+sipil|\bcpns\b",
    "pppk": r"pegawai\s+pemerintah\s+dengan\s+perjanjian\s+kerja|\bp3k\b|\bpppk\b",
    "non-asn": r"\bnon[\s-]*(?:asn|pns|aparatur)|honorer|pegawai\s+tidak\s+tetap"
    r"|tenaga\s+(?:harian|kontrak)|pegawai\s+non\s+pegawai",
    "kades": r"\bkepala\s+desa\b(?!\s+sebagai)",
    "perangkat-desa": r"perangkat\s+(?:desa|nagari|kampung|gampong)",
    "bpd": r"badan\s+permusyawaratan\s+desa",
}
_OF_VILLAGES = ("kades", "perangkat-desa", "bpd")
_CONDUCT = re.compile(
    r"disiplin|etik|perilaku|netralitas|profesi|\b(?:jam|hari)\s+kerja|cuti|pakaian|penghasilan|kinerja",
    re.IGNORECASE,
)
"""A title about how people behave or work: one about the election of village heads binds others."""
_DEFINES_STAFF = re.compile(
    r"\bpegawai\b[^.;]{0,120}?\b(?:adalah|ialah|meliputi|terdiri\s+(?:atas|dari))\b(?P<who>[^;]{0,400})",
    re.IGNORECASE,
)
_STAFF = re.compile(r"\b(?:pegawai|pns|asn|aparatur sipil negara)\b", re.IGNORECASE)
_STAFF_SHARE = 0.1
"""Share of provisions that speak of civil servants, from which on a document is about them."""
_OF_UNIFORMED = {"perpol": "polri", "perkap": "polri", "perpang": "tni"}


def start_of(regulation: Regulation) -> date | None:
    """Return the first day on which *regulation* is law, as its last words say; None if unknown."""
    for unit in reversed(_own_units(regulation)):
        for match in _COMES_INTO_FORCE.finditer(unit.text):
            before = unit.text[max(0, match.start() - _NEAR) : match.start()].split()
            if before and before[-1].casefold() in _WHILE:
                continue
            if (day := _day(match["when"], regulation)) is not None:
                return day
    return None


def _day(when: str, regulation: Regulation) -> date | None:
    back = _RETROACTIVE.search(when)
    days = dates_in(back["since"] if back else when)
    if days:
        return days[0][0]
    base = (
        regulation.promulgated
        if _ON_PROMULGATION.search(when)
        else regulation.enacted
        if _ON_ENACTMENT.search(when)
        else None
    )
    later = _LATER.search(when)
    if base is None or later is None:
        return base
    count = int(later["count"])
    if later["unit"].lower() == "hari":
        return base + timedelta(days=count)
    month = base.month - 1 + count * (12 if later["unit"].lower() == "tahun" else 1)
    year, month = base.year + month // 12, month % 12 + 1
    return date(year, month, min(base.day, calendar.monthrange(year, month)[1]))


def revoked_by(regulation: Regulation, catalog: Catalog | None = None) -> tuple[str, ...]:
    """Return the ids of the documents that *regulation* revokes as a whole."""
    found = (
        named.id
        for text, start in _revoking(regulation)
        for named in named_in(text, regulation, catalog)
        if named.start >= start and not _is_of_another(text, named.start)
    )
    return tuple(dict.fromkeys(found))


def _is_of_another(text: str, start: int) -> bool:
    before = text[max(0, start - _NEAR) : start]
    return names_more(before) or _OTHERS_WORDS.search(before) is not None


def _revoking(regulation: Regulation) -> Iterator[tuple[str, int]]:
    """Yield texts that name what is revoked, each with the offset from which on."""
    units = _own_units(regulation)
    inside: dict[object, list[Unit]] = {}
    for unit in units:
        inside.setdefault(unit.locator[:-1], []).append(unit)
    leads = {unit.locator: unit.text for unit in units}
    for unit in units:
        text = unit.text
        verb, first = revoking_verb(text), _REVOKES.search(text)
        if is_part(text) or not (verb or first):
            continue
        siblings = inside[unit.locator[:-1]]
        in_list = leads.get(unit.locator[:-1], "").rstrip().endswith(":")
        if in_list and verb and unit is siblings[-1]:  # the verb ends the list
            yield from ((item.text, 0) for item in siblings[:-1] if not is_part(item.text))
        if first:
            yield text, first.end()
        elif verb:
            yield text[: verb.start()], 0
        if ":" in text:
            items = inside.get(unit.locator, ())
            yield from ((item.text, 0) for item in items if not is_part(item.text))


def amended_by(regulation: Regulation, catalog: Catalog | None = None) -> tuple[str, ...]:
    """Return the id of the document that the title of *regulation* says is amended."""
    title = regulation.title
    if not re.match(r"perubahan\b", title, re.IGNORECASE):
        return ()
    return tuple(named.id for named in named_in(title, regulation, catalog))[:1]


def bound_by(regulation: Regulation, *, village: bool) -> tuple[str, ...]:
    """Return whom it binds, as far as its title and definitions say so; empty for everybody."""
    is_conduct = _CONDUCT.search(regulation.title) is not None
    if regulation.kind in _OF_UNIFORMED:
        return (_OF_UNIFORMED[regulation.kind],) if is_conduct else ()
    titled = _groups(regulation.title)
    if not is_conduct:
        titled = tuple(group for group in titled if group not in _OF_VILLAGES)
    if titled:
        return titled
    if village:
        return ()
    speaking = sum(_STAFF.search(unit.text) is not None for unit in regulation.units)
    if not (
        _STAFF.search(regulation.title) or speaking >= _STAFF_SHARE * len(regulation.units) > 0
    ):
        return ()
    defined = (match for unit in regulation.units for match in _DEFINES_STAFF.finditer(unit.text))
    others = {group for match in defined for group in _groups(match["who"])}
    return ("asn", "non-asn") if "non-asn" in others else ("asn",)


def _groups(text: str) -> tuple[str, ...]:
    """Return the groups of people that *text* names."""
    found = [group for group, words in _GROUPS.items() if re.search(words, text, re.IGNORECASE)]
    if "pns" in found and "cpns" not in found:
        found.insert(found.index("pns") + 1, "cpns")
    return tuple(found)


def _own_units(regulation: Regulation) -> list[Unit]:
    """Return the units that are the document's own, not its annexes or what it amends."""
    amends = regulation.title.upper().startswith("PERUBAHAN")
    others = {("lampiran",), *({("pasal", "I")} if amends else ())}
    return [
        unit
        for unit in regulation.units
        if unit.locator[0][:1] not in others and unit.locator[0] not in others
    ]
