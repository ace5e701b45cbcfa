"""Nest the flat list of units, and the headings among them, in a tree."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from regsearch.regulation import Group, Unit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from regsearch.model import Locator, Step

_RANK = {"buku": 0, "lampiran": 0, "bab": 1, "bagian": 2, "paragraf": 3}
_INNERMOST = 9


@dataclass(slots=True)
class Branch:
    """A unit, a heading, or a level between them, with its children."""

    step: Step
    item: Unit | Group | None = None
    """The unit or heading; None for a step of a locator that is no unit itself."""
    children: list[Branch] = field(default_factory=list)

    @property
    def kind(self) -> str:
        """Kind of the unit or heading."""
        return self.step[0]

    @property
    def is_group(self) -> bool:
        """Whether it is a heading."""
        return isinstance(self.item, Group)

    @property
    def cells(self) -> tuple[tuple[str, str], ...]:
        """The further columns of a row of a table; empty otherwise."""
        return self.item.cells if isinstance(self.item, Unit) else ()


def grow(units: Sequence[Unit], groups: Sequence[Group] = ()) -> list[Branch]:
    """Return the outermost branches of *units* in their order, nested in their headings.

    A heading contains what follows it on its level, up to the next heading of the same or a higher
    rank; a lampiran closes all headings.  *groups* are ordered by ``start``, as in a Regulation.
    """
    builder = _Builder()
    pending = list(reversed(groups))
    for index, unit in enumerate(units):
        depth = builder.close(unit.locator)
        while pending and pending[-1].start <= index:
            builder.open_heading(pending.pop(), depth)
        builder.open_unit(unit, depth)
    builder.close(())
    while pending:
        builder.open_heading(pending.pop(), 0)
    return builder.root.children


class _Builder:
    """Keeps the branches that are still open."""

    def __init__(self) -> None:
        self.root = Branch(("", ""))
        self._path: list[Branch] = []
        """The branches of the last unit's locator, outermost first."""
        self._heads: list[list[Branch]] = [[]]
        """The open headings at each depth, outermost first."""

    def close(self, locator: Locator) -> int:
        """Close the branches that do not contain *locator*; return the remaining depth."""
        depth = 0
        for branch, step in zip(self._path, locator[:-1], strict=False):
            if branch.step != step:
                break
            depth += 1
        del self._path[depth:]
        del self._heads[depth + 1 :]
        return depth

    def _parent(self, depth: int) -> Branch:
        if self._heads[depth]:
            return self._heads[depth][-1]
        return self._path[depth - 1] if depth else self.root

    def open_heading(self, group: Group, depth: int) -> None:
        """Open a heading at *depth*."""
        heads = self._heads[depth]
        rank = _RANK.get(group.kind, _INNERMOST)
        while heads and _RANK.get(heads[-1].kind, _INNERMOST) >= rank:
            heads.pop()
        branch = Branch((group.kind, group.number), group)
        self._parent(depth).children.append(branch)
        heads.append(branch)

    def open_unit(self, unit: Unit, depth: int) -> None:
        """Add *unit*, and branches for the steps above it that are no units."""
        for level in range(depth, len(unit.locator)):
            if level == 0 and unit.locator[0][0] == "lampiran":
                self._heads[0].clear()
            last = level == len(unit.locator) - 1
            branch = Branch(unit.locator[level], unit if last else None)
            self._parent(level).children.append(branch)
            self._path.append(branch)
            self._heads.append([])
