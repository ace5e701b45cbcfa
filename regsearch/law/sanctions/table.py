"""Look up the sanctions of a norm, with inheritance from the units around it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from regsearch.model import Reference, Sanction

if TYPE_CHECKING:
    from collections.abc import Iterable

    from regsearch.model import Basis

NO_SANCTION = (
    "Tidak ada pasal sanksi yang menyebut ketentuan ini; butir lain dari daftar yang sama disebut. "
    "Peraturan ini tidak menetapkan tingkat hukuman untuknya."
)
"""Note on a norm that the law leaves without a sanction while it punishes its siblings."""


@dataclass(frozen=True, slots=True)
class Sanctions:
    """The sanctions of a corpus, by the norm that they punish."""

    direct: dict[Reference, tuple[Sanction, ...]] = field(default_factory=dict)
    """Sanctions of exactly this unit."""
    general: dict[Reference, tuple[Sanction, ...]] = field(default_factory=dict)
    """Sanctions of this unit and of every unit inside it."""
    listed: dict[Reference, tuple[Sanction, ...]] = field(default_factory=dict)
    """Lists of penalties, each as a sanction of its own."""
    punishes: dict[Reference, Reference] = field(default_factory=dict)
    """By item of a sanction's list: the norm that it punishes without citing it."""
    _inside: dict[Reference, list[Reference]] = field(
        default_factory=dict, repr=False, compare=False
    )
    """The units of :attr:`general` by their parent; filled on first use."""

    def of(self, norm: Reference) -> tuple[Sanction, ...]:
        """Return the sanctions of *norm*: its own, then those of the units around it.

        A unit that states a sanction, or whose items do, has its own alone.
        """
        if not self.direct and not self.general:
            return ()
        sanctions = [*self.direct.get(norm, ()), *self.general.get(norm, ())]
        for depth in range(len(norm.locator) - 1, -1, -1) if norm not in self.direct else ():
            inherited = self.general.get(Reference(norm.document, norm.locator[:depth]), ())
            # Where the law punishes the items of a list one by one, a rule about the whole list
            # that sets no level (PP 94/2021 Pasal 7) does not cover an item that is left out.
            itemised = bool(sanctions or (inherited and self._punished_siblings(norm, depth + 1)))
            sanctions += (
                sanction
                for sanction in inherited
                if not itemised or sanction.level != "bertingkat" or sanction.penalties
            )
        return _merge_equal(sanctions)

    def _punished_siblings(self, norm: Reference, depth: int) -> list[Reference]:
        """Return the siblings, with own sanctions, of the unit at *depth* that contains *norm*."""
        if depth < 2:
            return []
        if not self._inside:
            for other in self.general:
                parent = Reference(other.document, other.locator[:-1])
                self._inside.setdefault(parent, []).append(other)
        children = self._inside.get(Reference(norm.document, norm.locator[: depth - 1]), ())
        return [other for other in children if other.locator != norm.locator[:depth]]

    def note_if_unpunished(self, norm: Reference) -> str | None:
        """Return a note if the law punishes siblings of *norm* but not *norm* itself."""
        if not self.general or self.of(norm) or not norm.locator:
            return None
        siblings = self._punished_siblings(norm, len(norm.locator))
        return NO_SANCTION if len(siblings) > 1 else None


def gathered(
    direct: Iterable[tuple[Reference, tuple[Sanction, ...]]],
    general: Iterable[tuple[Reference, tuple[Sanction, ...]]],
    listed: Iterable[tuple[Reference, tuple[Sanction, ...]]],
) -> Sanctions:
    """Return the sanctions that several documents impose, in their order, without duplicates.

    A list of penalties is shown as a sanction itself only if nothing imposes it.
    """
    own, wide = _table(direct), _table(general)
    for penalty_list, sanctions in listed:
        own.setdefault(penalty_list, sanctions)
    return Sanctions(own, wide)


def _table(
    entries: Iterable[tuple[Reference, tuple[Sanction, ...]]],
) -> dict[Reference, tuple[Sanction, ...]]:
    table: dict[Reference, tuple[Sanction, ...]] = {}
    for norm, sanctions in entries:
        if sanctions:
            table[norm] = tuple(dict.fromkeys((*table.get(norm, ()), *sanctions)))
    return table


def _merge_equal(sanctions: list[Sanction]) -> tuple[Sanction, ...]:
    """Merge sanctions that differ only in their basis."""
    merged: dict[Sanction, list[Basis]] = {}
    for sanction in sanctions:
        merged.setdefault(replace(sanction, basis=()), []).extend(sanction.basis)
    return tuple(
        replace(sanction, basis=tuple(dict.fromkeys(basis))) for sanction, basis in merged.items()
    )
