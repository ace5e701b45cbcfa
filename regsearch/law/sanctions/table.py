"""The sanctions of a corpus, by the norm that they punish."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from regsearch.model import Reference, Sanction

if TYPE_CHECKING:
    from collections.abc import Iterable

    from regsearch.model import Basis

_NO_SANCTION = (
    "Tidak ada pasal sanksi yang menyebut ketentuan ini; butir lain dari daftar yang sama disebut. "
    "Peraturan ini tidak menetapkan tingkat hukuman untuknya."
)


@dataclass(frozen=True, slots=True)
class Sanctions:
    """The sanctions of a corpus by the norm they punish."""

    direct: dict[Reference, tuple[Sanction, ...]] = field(default_factory=dict)
    """Sanctions of exactly this unit."""
    general: dict[Reference, tuple[Sanction, ...]] = field(default_factory=dict)
    """Sanctions of this unit and of every unit inside it."""
    listed: dict[Reference, tuple[Sanction, ...]] = field(default_factory=dict)
    """Lists of penalties, each with itself as the sanction that it is."""
    punishes: dict[Reference, Reference] = field(default_factory=dict)
    """The norm that an item of a sanction's list punishes without naming it itself."""

    _inside: dict[Reference, list[Reference]] = field(
        default_factory=dict, repr=False, compare=False
    )
    """The units of :attr:`general` by the one directly around each, once it was asked for."""

    def of(self, norm: Reference) -> tuple[Sanction, ...]:
        """Return the sanctions of *norm*, the specific ones before those of units around it."""
        if not self.direct and not self.general:  # as most documents have none
            return ()
        found = [*self.direct.get(norm, ()), *self.general.get(norm, ())]
        for depth in range(len(norm.locator) - 1, -1, -1):
            # Where the law punishes the items of a list one by one, what it says of the whole
            # without a level (PP 94/2021 Pasal 7) does not fill the gap of an item left out.
            if found:
                break
            above = Reference(norm.document, norm.locator[:depth])
            wide = self.general.get(above)
            vague = bool(wide and self._neighbours(norm, depth + 1))
            found = [
                sanction
                for sanction in wide or ()
                if not vague or sanction.level != "bertingkat" or sanction.penalties
            ]
        return _joined(found)

    def _neighbours(self, norm: Reference, depth: int) -> list[Reference]:
        """Return the units beside the one at *depth* around *norm* that have their own sanction."""
        if depth < 2:
            return []
        if not self._inside:
            for other in self.general:
                above = Reference(other.document, other.locator[:-1])
                self._inside.setdefault(above, []).append(other)
        beside = self._inside.get(Reference(norm.document, norm.locator[: depth - 1]), ())
        return [other for other in beside if other.locator != norm.locator[:depth]]

    def silent(self, norm: Reference) -> str | None:
        """Return a note where the law punishes the norm's neighbours but not the norm itself."""
        if not self.general or self.of(norm) or not norm.locator:
            return None
        return _NO_SANCTION if len(self._neighbours(norm, len(norm.locator))) > 1 else None


def gathered(
    direct: Iterable[tuple[Reference, tuple[Sanction, ...]]],
    general: Iterable[tuple[Reference, tuple[Sanction, ...]]],
    listed: Iterable[tuple[Reference, tuple[Sanction, ...]]],
) -> Sanctions:
    """Return the sanctions that several documents impose, in their order, each once.

    A list of penalties shows itself only where nothing imposes it.
    """
    own, wide = _table(direct), _table(general)
    for place, sanctions in listed:
        own.setdefault(place, sanctions)
    return Sanctions(own, wide)


def _table(
    entries: Iterable[tuple[Reference, tuple[Sanction, ...]]],
) -> dict[Reference, tuple[Sanction, ...]]:
    table: dict[Reference, tuple[Sanction, ...]] = {}
    for norm, sanctions in entries:
        if sanctions:
            table[norm] = tuple(dict.fromkeys((*table.get(norm, ()), *sanctions)))
    return table


def _joined(sanctions: list[Sanction]) -> tuple[Sanction, ...]:
    """Return *sanctions* with those that differ only in their basis made one."""
    if not sanctions:
        return ()
    found: dict[Sanction, list[Basis]] = {}
    for sanction in sanctions:
        found.setdefault(replace(sanction, basis=()), []).extend(sanction.basis)
    return tuple(
        replace(sanction, basis=tuple(dict.fromkeys(basis))) for sanction, basis in found.items()
    )
