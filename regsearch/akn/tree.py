"""The flat list of units becomes nested branches, headings among them."""

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
    """A level of a document with what stands inside it."""

    step: Step
    item: Unit | Group | None = None
    """The unit or heading that it is; None for a level of an address that is no unit itself."""
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
        """The other columns, where it is a row of a table."""
        return self.item.cells if isinstance(self.item, Unit) else ()


def grow(units: Sequence[Unit], groups: Sequence[Group] = ()) -> list[Branch]:
    """Return the outermost branches of *units*, in their order, under *groups*.

    A heading holds what follows it on its level up to the next of its rank; a lampiran ends all
    headings.  *groups* must be in the order of their ``start``, as in a Regulation.
    """
    nursery = _Nursery()
    waiting = list(reversed(groups))
    for index, unit in enumerate(units):
        depth = nursery.close(unit.locator)
        while waiting and waiting[-1].start <= index:
            nursery.head(waiting.pop(), depth)
        nursery.open(unit, depth)
    nursery.close(())
    while waiting:
        nursery.head(waiting.pop(), 0)
    return nursery.root.children


class _Nursery:
    """The branches that are open while a tree grows."""

    def __init__(self) -> None:
        self.root = Branch(("", ""))
        self._path: list[Branch] = []
        """The open levels of the last address, outermost first."""
        self._heads: list[list[Branch]] = [[]]
        """For every depth, the open headings, outermost first."""

    def close(self, locator: Locator) -> int:
        """Close what does not hold the unit at *locator*; return the depth that is left."""
        depth = 0
        for branch, step in zip(self._path, locator[:-1], strict=False):
            if branch.step != step:
                break
            depth += 1
        del self._path[depth:]
        del self._heads[depth + 1 :]
        return depth

    def _home(self, depth: int) -> Branch:
        if self._heads[depth]:
            return self._heads[depth][-1]
        return self._path[depth - 1] if depth else self.root

    def head(self, group: Group, depth: int) -> None:
        """Open a heading at *depth*."""
        heads = self._heads[depth]
        rank = _RANK.get(group.kind, _INNERMOST)
        while heads and _RANK.get(heads[-1].kind, _INNERMOST) >= rank:
            heads.pop()
        branch = Branch((group.kind, group.number), group)
        self._home(depth).children.append(branch)
        heads.append(branch)

    def open(self, unit: Unit, depth: int) -> None:
        """Add *unit*, with the levels above it that are no units."""
        for level in range(depth, len(unit.locator)):
            if level == 0 and unit.locator[0][0] == "lampiran":
                self._heads[0].clear()
            last = level == len(unit.locator) - 1
            branch = Branch(unit.locator[level], unit if last else None)
            self._home(level).children.append(branch)
            self._path.append(branch)
            self._heads.append([])
