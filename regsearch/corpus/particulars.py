"""The particulars of a document that no catalogue knows: read from it, or given by the user."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from regsearch import data
from regsearch.citation.instruments import kind_labels
from regsearch.corpus.own.effects import amended_by, bound_by, revoked_by, start_of
from regsearch.errors import UnrecognisedError
from regsearch.read.structure.title.identity import identity
from regsearch.read.structure.title.kinds import kinds_in_series
from regsearch.read.structure.title.offices import VILLAGE_KINDS, slug

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from regsearch.corpus.own.given import Given
    from regsearch.law.catalog.names import Catalog
    from regsearch.regulation import Regulation

UNKNOWN_KIND = "lain"
"""Kind of a document whose title page does not tell it."""
UNKNOWN_NUMBER = "(tidak diketahui)"
"""What the catalogue has in place of a number that nobody can read."""

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
    regulation: Regulation,
    given: Given,
    document: str | None,
    taken: Collection[str],
    catalog: Catalog | None = None,
) -> Particulars:
    """Return the particulars of *regulation*: those *given*, and the others as it was read.

    Args:
        regulation: as parsed from the file.
        given: what the user says, as :func:`regsearch.corpus.own.given.checked` returns it; it
            overrides what was read.
        document: the id that the user wants; made from the particulars if left out.
        taken: the ids of other documents.
        catalog: of known instruments, which the document may name.

    Raises:
        UnrecognisedError: the kind, year or title is neither given nor legible, or the id is taken
            or that of a document that it revokes or amends.

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
    numbers = (given.number,) if given.number else regulation.numbers or (UNKNOWN_NUMBER,)
    region = given.region or regulation.region
    known = replace(regulation, kind=kind, region=region, title=title)
    read = Particulars(
        id="",
        kind=kind,
        numbers=numbers,
        year=year,
        title=title,
        issuer=regulation.issuer,
        region=region,
        enacted=_enacted(regulation, year),
        in_force=given.in_force or start_of(regulation),
        subjects=given.subjects or bound_by(known, village=kind in VILLAGE_KINDS),
        revokes=given.revokes or revoked_by(known, catalog),
        amends=given.amends or amended_by(known, catalog),
    )
    name = document or _free(_id_of(read), read, taken)
    if name in taken:
        raise UnrecognisedError(f"Id {name} sudah dipakai dokumen lain; sebutkan --id lain.")
    if name in (*given.revokes, *given.amends):
        raise UnrecognisedError(f"{name} tidak dapat mencabut atau mengubah dirinya sendiri.")
    amends = tuple(other for other in read.amends if other != name)
    revokes = tuple(other for other in read.revokes if other not in (name, *amends))
    return replace(read, id=name, aliases=_aliases(read), revokes=revokes, amends=amends)


def _enacted(regulation: Regulation, year: int) -> date | None:
    enacted = regulation.enacted
    return enacted if enacted is not None and enacted.year == year else None


def _id_of(read: Particulars) -> str:
    number = read.numbers[0]
    if number == UNKNOWN_NUMBER:
        number = " ".join(re.findall(r"\w+", read.title)[:_MAX_ID_WORDS])
    return identity(read.kind, number, read.year, read.region, read.issuer)


def _free(name: str, read: Particulars, taken: Collection[str]) -> str:
    """Return *name*, completed by the office where another document has it already."""
    return _joined(name, read.issuer) if name in taken and read.issuer else name


def _joined(*parts: str) -> str:
    return "-".join(filter(None, map(slug, parts)))


def _aliases(read: Particulars) -> tuple[str, ...]:
    """Return the names by which it is cited: with its number, its office, by its region alone."""
    name = short_name(read.kind, read.numbers[0], read.year, read.region)
    local = f"{_label(read.kind)} {read.region}" if read.region else ""
    numbered = "" if read.kind in kind_labels() else name
    office = ""
    if read.issuer and read.kind in kinds_in_series():
        office = short_name(read.kind, read.numbers[0], read.year, read.issuer)
    return tuple(filter(None, (numbered, local, office)))


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
