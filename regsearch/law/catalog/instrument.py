"""One instrument of the catalogue: its names, its dates, its relations to others.

These are the values, named tuples because every look-up makes hundreds of them;
:mod:`regsearch.law.catalog.load` reads and checks them.  ``corpus/README.md`` describes the schema
key by key.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Literal, NamedTuple

from regsearch.model.passage import Stage  # noqa: TC001 - the codec asks for it

if TYPE_CHECKING:
    from regsearch.model import Locator, Verification

RelationType = Literal[
    "mengubah", "mencabut", "melaksanakan", "menggantikan", "menetapkan", "mengacu"
]
"""What an instrument does to another one; read "this instrument <type> that document"."""

Subject = Literal[
    "pns",
    "cpns",
    "pppk",
    "asn",
    "non-asn",
    "kades",
    "perangkat-desa",
    "bpd",
    "tni",
    "polri",
    "bumn",
    "pejabat",
    "calon",
    "pasangan",
    "umum",
]
"""Whom a rule binds; ``umum`` is everybody."""


class Relation(NamedTuple):
    """What an instrument does to another document."""

    type: RelationType
    document: str
    """Document id of the other instrument."""
    target: Locator = ()
    """The provision of the other document that is meant; ``()`` where it is the whole."""
    basis: Locator = ()
    """The provision of this document that says so; ``()`` where none is known."""
    note: str | None = None
    outside: bool = False
    """Whether the other document is knowingly absent from the catalogue."""


class Provision(NamedTuple):
    """What the catalogue records for one provision and everything inside it."""

    locator: Locator
    note: str | None = None
    """Shown with every answer that rests on the provision."""
    verification: Verification | None = None
    """This and the fields below are set only where they differ from the document's."""
    in_force: date | None = None
    revoked: date | None = None
    """First day on which it is no longer law."""
    survives: bool = False
    """Whether it remains law although the document has been revoked."""
    replaced_by: tuple[str, Locator] | None = None
    """Document id and locator of the provision that took its place."""
    stage: Stage | None = None
    condition: str | None = None
    subjects: tuple[Subject, ...] = ()
    """Whom it binds, if others than the document as a whole."""

    @property
    def is_read_by_ruling(self) -> bool:
        """Whether a ruling of the Constitutional Court stands in the place of its words."""
        return self.replaced_by is not None and self.replaced_by[0].startswith("putusan-")


class Instrument(NamedTuple):
    """One entry of the catalogue: a law, a regulation, a joint decree, a circular."""

    id: str
    kind: str
    """Short name of the kind of instrument: ``uu``, ``pp``, ``skb``, ``se``."""
    numbers: tuple[str, ...]
    """As printed; a joint decree has one for each signatory."""
    year: int
    title: str
    verification: Verification
    verified: str
    """How, from what and when the digest was checked."""
    aliases: tuple[str, ...] = ()
    """Names by which people cite it; two instruments may share one."""
    issuer: str | None = None
    region: str | None = None
    enacted: date | None = None
    in_force: date | None = None
    revoked: date | None = None
    """First day on which it is no longer law; None while it is."""
    subjects: tuple[Subject, ...] = ()
    further_subjects: tuple[Subject, ...] = ()
    """Whom only single provisions of it bind."""
    scope: str | None = None
    """The office or region to which it is limited; None if it is not."""
    status_note: str | None = None
    sources: tuple[str, ...] = ()
    official: tuple[str, ...] = ()
    coverage: tuple[Locator, ...] = ()
    """The provisions that the digest restates; ``()`` where it restates all (``lengkap``)."""
    complete: bool = False
    """Whether the digest restates the whole instrument."""
    relations: tuple[Relation, ...] = ()
    provisions: tuple[Provision, ...] = ()
    unreviewed: bool = False
    """Whether it comes from a collection that nobody reviewed: its validity is unknown."""
    user: bool = False
    """Whether the user added it with his own particulars, for which he vouches."""

    @property
    def start(self) -> date:
        """First day on which it is certainly law.

        The last day of its year if neither ``in_force`` nor ``enacted`` is known: an unknown date
        may delay an instrument but never makes it law too early.
        """
        return self.in_force or self.enacted or date(self.year, 12, 31)

    def is_law_on(self, day: date) -> bool:
        """Return whether the instrument as a whole is law on *day*."""
        return self.start <= day and (self.revoked is None or day < self.revoked)

    def notes_on(self, locator: Locator) -> tuple[Provision, ...]:
        """Return the entries for *locator* and the units around it, outermost first."""
        above = [p for p in self.provisions if locator[: len(p.locator)] == p.locator]
        return tuple(sorted(above, key=lambda provision: len(provision.locator)))

    def covers(self, locator: Locator) -> bool:
        """Return whether the digest restates the unit at *locator*."""
        return self.complete or any(locator[: len(part)] == part for part in self.coverage)

    def touches(self, locator: Locator) -> bool:
        """Return whether the digest restates the unit at *locator*, or one inside it."""
        inside = any(part[: len(locator)] == locator for part in self.coverage)
        return inside or self.covers(locator)
