"""The particulars of a document that no catalogue knows: read from it, or given by the user."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, get_args

from regsearch import data
from regsearch.citation.instruments import kind_labels
from regsearch.errors import UnrecognisedError
from regsearch.law.catalog.instrument import Subject
from regsearch.read.structure.title_kinds import VILLAGE_KINDS, slug

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from datetime import date

    from regsearch.regulation import Regulation

UNKNOWN_KIND = "lain"
"""Kind of a document whose title page does not tell it."""
UNKNOWN_NUMBER = "(tidak diketahui)"
"""What the catalogue has in place of a number that nobody can read."""

_AMENDED = re.compile(
    r"\bPERUBAHAN(?: \w{1,20}){0,2} ATAS (?P<name>(?:UNDANG|PERATURAN|KEPUTUSAN|SURAT|INSTRUKSI)"
    r"[^\d]{1,150}?) NOMOR (?P<number>\S{1,40}) TAHUN (?P<year>\d{4})",
    re.IGNORECASE,
)
_STAFF = re.compile(r"\b(?:pegawai|pns|asn|aparatur sipil negara)\b", re.IGNORECASE)
_STAFF_SHARE = 0.1
"""Share of provisions that speak of civil servants, from which on a document is about them."""
_MAX_ID_WORDS = 4
"""Words of the title that stand in an id in place of a number."""


@dataclass(frozen=True, slots=True)
class Particulars:
    """What the user's catalogue records of a document."""

    id: str
    kind: str
    numbers: tuple[str, ...]
    year: int
    title: str
    issuer: str | None = None
    region: str | None = None
    enacted: date | None = None
    in_force: date | None = None
    subjects: tuple[str, ...] = ()
    revokes: tuple[str, ...] = ()
    """Ids of the documents that it revokes as a whole."""
    amends: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Given:
    """The particulars that the user gave; None or empty where he gave none."""

    kind: str | None = None
    number: str | None = None
    year: int | None = None
    title: str | None = None
    in_force: date | None = None
    region: str | None = None
    subjects: tuple[str, ...] = ()
    revokes: tuple[str, ...] = ()
    amends: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Return whether anything was given."""
        return self != Given()


def completed(regulation: Regulation, given: Given) -> Regulation:
    """Return *regulation* with what its title page leaves illegible as the user gives it.

    What is legible stays, so that no option makes a file the official text of another document.
    """
    return replace(
        regulation,
        kind=(given.kind if regulation.kind == UNKNOWN_KIND else None) or regulation.kind,
        numbers=regulation.numbers or ((given.number,) if given.number else ()),
        year=regulation.year or given.year,
        region=regulation.region or given.region,
    )


def particulars_of(
    regulation: Regulation, given: Given, document: str | None, taken: Collection[str]
) -> Particulars:
    """Return the particulars of *regulation*: those *given*, and the others as it was read.

    Args:
        regulation: as parsed from the file.
        given: what the user says; it overrides what was read.
        document: the id that the user wants; made from the particulars if left out.
        taken: the ids of other documents.

    Raises:
        UnrecognisedError: the kind, year or title is neither given nor legible, or the id is taken.

    """
    kind = given.kind or regulation.kind
    year = given.year or regulation.year
    title = given.title or regulation.title
    lacking = [
        option
        for option, value in (
            ("--jenis", kind if kind != UNKNOWN_KIND else None),
            ("--tahun", year),
            ("--judul", title),
        )
        if not value
    ]
    if lacking or year is None:
        raise UnrecognisedError(
            f"{regulation.source.file}: halaman judulnya tidak terbaca lengkap; sebutkan "
            f"{', '.join(lacking)}."
        )
    if unknown := [subject for subject in given.subjects if subject not in get_args(Subject)]:
        raise UnrecognisedError(
            f"--subjek {', '.join(unknown)} tidak dikenal; pilihan: {', '.join(get_args(Subject))}."
        )
    numbers = (given.number,) if given.number else regulation.numbers or (UNKNOWN_NUMBER,)
    read = Particulars(
        id="",
        kind=kind,
        numbers=numbers,
        year=year,
        title=title,
        issuer=regulation.issuer,
        region=given.region or regulation.region,
        enacted=_enacted(regulation, year),
        in_force=given.in_force,
        subjects=given.subjects or _subjects(regulation),
        revokes=given.revokes,
        amends=given.amends or tuple(_amended(title, kind, regulation.region)),
    )
    identity = document or _free(_id_of(read), read, taken)
    if identity in taken:
        raise UnrecognisedError(f"Id {identity} sudah dipakai dokumen lain; sebutkan --id lain.")
    return replace(read, id=identity, aliases=_aliases(read))


def _enacted(regulation: Regulation, year: int) -> date | None:
    enacted = regulation.enacted
    return enacted if enacted is not None and enacted.year == year else None


def _subjects(regulation: Regulation) -> tuple[str, ...]:
    """Return whom it binds, as far as its kind and title say so; empty for everybody."""
    if regulation.kind in VILLAGE_KINDS:
        return ()
    speaking = sum(_STAFF.search(unit.text) is not None for unit in regulation.units)
    staff = _STAFF.search(regulation.title) or speaking >= _STAFF_SHARE * len(regulation.units)
    return ("asn",) if staff else ()


def _amended(title: str, kind: str, region: str | None) -> Iterator[str]:
    """Yield the id of the instrument that the title says is amended."""
    match = _AMENDED.search(title)
    if match is not None:
        yield _joined(kind, _short(region), match["number"], match["year"])


def _id_of(read: Particulars) -> str:
    region = _short(read.region)
    if read.numbers == (UNKNOWN_NUMBER,):
        words = " ".join(re.findall(r"\w+", read.title)[:_MAX_ID_WORDS])
        return _joined(read.kind, region, words, str(read.year))
    number = slug(read.numbers[0]).removeprefix(f"{read.kind}-")
    year = "" if number.endswith(f"-{read.year}") else str(read.year)
    return _joined(read.kind, region, number, year)


def _free(identity: str, read: Particulars, taken: Collection[str]) -> str:
    """Return *identity*, completed by the office where another document has it already."""
    if identity not in taken or not read.issuer:
        return identity
    return _joined(identity, read.issuer)


def _short(region: str | None) -> str:
    if not region:
        return ""
    short: dict[str, str] = data.table("kinds")["region"]["short"]
    return short.get(region.upper(), region)


def _joined(*parts: str) -> str:
    return "-".join(filter(None, map(slug, parts)))


def _aliases(read: Particulars) -> tuple[str, ...]:
    """Return the names by which it is cited: with its number, and by its region alone."""
    name = short_name(read.kind, read.numbers[0], read.year, read.region)
    local = f"{_label(read.kind)} {read.region}" if read.region else ""
    numbered = "" if read.kind in kind_labels() else name
    return tuple(filter(None, (numbered, local)))


def short_name(kind: str, number: str, year: int, region: str | None = None) -> str:
    """Return how an instrument is cited: ``Permendagri 10/2016``, ``PMK 112/PMK.03/2022``.

    >>> short_name("permendagri", "10", 2016), short_name("pmk", "112/PMK.03/2022", 2022)
    ('Permendagri 10/2016', 'PMK 112/PMK.03/2022')
    """
    place = f" {region}" if region else ""
    cited = number if number.endswith(str(year)) else f"{number}/{year}"
    if number == UNKNOWN_NUMBER:
        cited = str(year)
    return f"{_label(kind)}{place} {cited}"


def _label(kind: str) -> str:
    labels = {entry["id"]: entry.get("label", "") for entry in data.table("kinds")["kind"]}
    labels |= kind_labels()
    if labels.get(kind):
        return str(labels[kind])
    families = [known for known in labels if known and kind.startswith(known) and labels[known]]
    family = max(families, key=len, default="")
    rest = kind.removeprefix(family)
    if not family:
        return kind.upper() if len(kind) < 4 else kind.capitalize()
    if rest.startswith("-"):
        words = rest[1:].replace("-", " ")
        return f"{labels[family]} {words.upper() if len(words) < 7 else words.title()}"
    return f"{labels[family]}{rest}"
