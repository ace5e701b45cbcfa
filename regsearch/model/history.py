"""The versions of a provision over time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from datetime import date

    from regsearch.model.answer import ChildUnit
    from regsearch.model.locator import Locator, TextKind
    from regsearch.model.passage import Related, Status

VersionSource = Literal["katalog", "kemiripan", "gabungan"]
"""How a version is known: the catalogue says so, its words are alike, or it was consolidated."""


@dataclass(frozen=True, slots=True)
class Version:
    """A provision as it read from one day to another."""

    document: str
    citation: str
    locator: Locator
    start: date
    """First day on which it is law."""
    end: date | None
    """First day on which it is no longer law; None while it is."""
    status: Status | None
    """On the day of the history."""
    text: str
    """Its words and those of all units inside it, a unit a line."""
    text_kind: TextKind
    children: tuple[ChildUnit, ...] = ()
    source: VersionSource = "katalog"
    ended_by: tuple[str, ...] = ()
    """Citations of what amended, replaced or revoked it."""

    def in_force(self, day: date) -> bool:
        """Say whether it is law on *day*."""
        return self.start <= day and (self.end is None or day < self.end)


@dataclass(frozen=True, slots=True)
class Change:
    """A run of words that two versions share, or that only one of them has."""

    kind: Literal["sama", "dihapus", "ditambah"]
    text: str


@dataclass(frozen=True, slots=True)
class Difference:
    """What changed between two versions."""

    before: str
    """Citation of the earlier version."""
    after: str
    changes: tuple[Change, ...]

    @property
    def same(self) -> bool:
        """Whether the words are the same."""
        return all(change.kind == "sama" for change in self.changes)


@dataclass(frozen=True, slots=True)
class History:
    """Everything known of a provision over time.

    >>> history = library.history("PP 11/2017 Pasal 254")
    >>> [version.start.isoformat() for version in history.versions]
    ['2017-04-07', '2020-02-28']

    """

    query: str
    as_of: date
    versions: tuple[Version, ...]
    """In the order of their first days."""
    rulings: tuple[Related, ...]
    """Decisions of the Constitutional Court about any of them."""
    differences: tuple[Difference, ...]
    """Between each version and the next, or between the two days asked about."""
    notes: tuple[str, ...] = ()
    """What a reader must know, in Indonesian."""
