"""Units and headings while they are being parsed, and what comes of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from regsearch.read.extract.lines import join

if TYPE_CHECKING:
    from collections.abc import Iterator

    from regsearch.model import Locator
    from regsearch.read.extract.lines import Line
    from regsearch.read.structure.headings import Heading
    from regsearch.read.structure.markers import Style
    from regsearch.read.structure.tables import Table
    from regsearch.regulation import Explanation, Finding, Group, Unit


@dataclass(frozen=True, slots=True)
class Structure:
    """The units, headings and findings of a body of law."""

    units: tuple[Unit, ...]
    groups: tuple[Group, ...]
    findings: tuple[Finding, ...]
    lead: str = ""
    """Text before the first unit."""
    named: tuple[Line, ...] = ()
    """Lines that were recognised and are in no unit: headers of tables, signatures in annexes."""
    explained: tuple[Explanation, ...] = ()
    """The Penjelasan of an instrument that is an annex."""


@dataclass(slots=True)
class OpenUnit:
    """A unit to which further lines may be added."""

    locator: Locator
    style: Style | None
    """Style of its marker; None for units with a heading, such as pasal and diktum."""
    page: int | None
    mark_x: float | None = None
    """x of its marker in points, if known."""
    body_x: float | None = None
    """x of the text after its marker in points, if known."""
    text: str = ""
    cells: tuple[tuple[str, str], ...] = ()
    """For a row of a table: the further columns."""

    @property
    def kind(self) -> str:
        """Kind of the unit: ``pasal``, ``ayat`` ..."""
        return self.locator[-1][0]

    @property
    def number(self) -> str:
        """Its number as text."""
        return self.locator[-1][1]


@dataclass(slots=True)
class OpenGroup:
    """A buku, bab, bagian or paragraf to whose heading further lines may be added."""

    kind: str
    number: str
    start: int
    page: int | None
    heading: str = ""

    def is_repeated_by(self, group: Heading, start: int) -> bool:
        """Return whether this was the catchword of *group*, ``BAB XIII ...``, above it."""
        same = (self.kind, self.number, self.start) == (group.kind, group.number, start)
        return same and self.heading.strip(". …") in ("", group.rest)


def open_rows(table: Table, home: OpenUnit) -> Iterator[OpenUnit]:
    """Yield the rows of *table* as units inside *home*, which takes the words between them."""
    for text in table.between:
        home.text = join(home.text, text)
    for row in table.rows:
        unit = OpenUnit((*home.locator, ("angka", row.number)), None, row.page)
        unit.text, unit.cells = row.text, row.cells
        yield unit
