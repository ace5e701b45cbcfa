"""Lists inside a passage of the Penjelasan: the offsets of their items in the passage's text."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from regsearch.read.extract.lines import join
from regsearch.read.structure import layout, line_endings, list_items, markers
from regsearch.read.structure.open_units import OpenUnit
from regsearch.regulation import ListItem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from regsearch.model import Locator
    from regsearch.read.extract.lines import Line
    from regsearch.read.structure.markers import Mark


@dataclass(slots=True)
class _Open:
    """An item while it is being read."""

    unit: OpenUnit
    start: int
    words: int
    siblings: list[_Open]
    """The items of its list, itself included."""
    above: _Open | None
    end: int = 0

    @property
    def in_list(self) -> bool:
        """Whether it has siblings; a single item is a coincidence, and so is what it contains."""
        return len(self.siblings) > 1 and (self.above is None or self.above.in_list)


def read_list_items(lines: Sequence[Line], locator: Locator) -> tuple[str, tuple[ListItem, ...]]:
    """Return *lines* as running text, and the items of the lists in it.

    *locator* is the unit that the text explains; the items' locators begin with it.
    """
    reader = _Reader(OpenUnit(locator, None, lines[0].page if lines else None))
    for index, line in enumerate(lines):
        reader.feed(line, lines[index + 1 : index + 1 + list_items.LOOK_AHEAD])
    return reader.finish()


@dataclass(slots=True)
class _Reader:
    root: OpenUnit
    text: str = ""
    items: list[_Open] = field(default_factory=list)
    open: list[_Open] = field(default_factory=list)
    """The items that are open, outermost first."""
    before: Line | None = None

    def feed(self, line: Line, ahead: Sequence[Line]) -> None:
        """Take one line; *ahead* are those that follow."""
        stack = [self.root, *(item.unit for item in self.open)]
        closed = line_endings.FIRMLY
        if self.before is not None and stack[-1].text:
            closed = line_endings.closed(self.before)
        choice = list_items.choose(stack, line, ahead, closed)
        # The stack begins with the text itself, which is not in self.open.
        depth = layout.tail_depth(stack, line, closed) if choice is None else choice.depth
        sibling = self.open[depth - 1] if depth <= len(self.open) else None
        for item in self.open[depth - 1 :]:
            item.end = len(self.text)
        del self.open[depth - 1 :]
        self.text = join(self.text, line.text)
        if choice is not None:
            self._take(choice.mark, sibling, line)
        else:
            home = self.open[-1].unit if self.open else self.root
            home.text = join(home.text, line.text)
        self.before = line

    def _take(self, mark: Mark, sibling: _Open | None, line: Line) -> None:
        above = self.open[-1] if self.open else None
        outer = above.unit.locator if above else self.root.locator
        unit = OpenUnit((*outer, (markers.KIND[mark.style], mark.number)), mark.style, line.page)
        unit.mark_x, unit.body_x, unit.text = line.x, layout.hanging_x(line), mark.rest
        continues = sibling is not None and mark.number != markers.FIRST[mark.style]
        siblings = sibling.siblings if sibling is not None and continues else []
        length = len(self.text)
        item = _Open(unit, length - len(line.text), length - len(mark.rest), siblings, above)
        siblings.append(item)
        self.open.append(item)
        self.items.append(item)

    def finish(self) -> tuple[str, tuple[ListItem, ...]]:
        """Return the text and the items of its lists."""
        for item in self.open:
            item.end = len(self.text)
        return self.text, tuple(
            ListItem(item.unit.locator, item.start, item.words, item.end, item.unit.page)
            for item in self.items
            if item.in_list
        )
