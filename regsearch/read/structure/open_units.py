"""Units and headings while they are still being read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from regsearch.model import Locator
    from regsearch.read.structure.markers import Style


@dataclass(slots=True)
class OpenUnit:
    """A unit whose text may still grow."""

    locator: Locator
    style: Style | None
    """How its number is written; None for pasal, diktum and what else has a heading."""
    page: int | None
    mark_x: float | None = None
    """Where its marker stood."""
    body_x: float | None = None
    """Where its words begin behind the marker, if they are a run of their own."""
    text: str = ""

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
    """A bab, bagian or paragraf whose heading may still grow."""

    kind: str
    number: str
    start: int
    page: int | None
    heading: str = ""
