"""Parses the lines of a body into units; the same parser for every format.

A line is a heading, an item of a list, or running text.  That follows from its words
(``headings``, ``markers``), from the numbers that can come next (``article_numbers``,
``list_items``), from the end of the line before (``line_endings``) and from its position
(``layout``).  In doubt it is running text: a wrapped line that begins with ``(2)`` or ``Pasal 58``
must not create a unit.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from regsearch.model.roman import roman
from regsearch.read.extract.lines import join
from regsearch.read.structure import (
    amending_points,
    article_numbers,
    dictums,
    headings,
    layout,
    line_endings,
    list_items,
    markers,
    stray,
    tables,
    unit_findings,
)
from regsearch.read.structure.open_units import OpenGroup, OpenUnit, Structure, open_rows
from regsearch.regulation import Finding, Group, Unit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from regsearch.model import Locator
    from regsearch.read.extract.lines import Line
    from regsearch.read.structure.headings import Heading
    from regsearch.read.structure.list_items import Item
    from regsearch.read.structure.markers import Style


_QUOTES = "\"'“”‘’„ "
"""Characters that may precede the first heading that an amending law quotes."""


def parse_body(lines: Sequence[Line], *, amending: bool = False, base: Locator = ()) -> Structure:
    """Return the units, headings and findings of the body of a law.

    Args:
        lines: without page furniture, from the first heading on.
        amending: whether articles have Roman numbers and quote articles of other laws.
        base: locator of the lampiran that contains the body, if any.

    """
    margin, pasal_x = layout.left_margin(lines), layout.pasal_margin(lines)
    return _run(_Builder(margin, pasal_x, base, amending=amending), lines)


def parse_points(lines: Sequence[Line], base: Locator = ()) -> Structure:
    """Return the units of a text without articles: dictums, numbered points, letters.

    *base* is the locator of the lampiran, or of the part of one, that contains them.
    """
    return _run(_Builder(layout.left_margin(lines), None, base, points=True), lines)


def _run(builder: _Builder, lines: Sequence[Line]) -> Structure:
    table_end = index = 0

    def ends_table(rows: Sequence[Line], row: int) -> bool:
        return stray.continues(builder.stack, rows[row], lines[index].x)

    for index, line in enumerate(lines):
        if index < table_end:
            continue
        if builder.stack and (table := tables.at(lines, index, ends_table)) is not None:
            table_end = builder.take_table(table)
            continue
        builder.feed(line, lines[index + 1 : index + 1 + list_items.LOOK_AHEAD])
    return builder.finish()


@dataclass(slots=True)
class _Builder:
    """Builds a structure line by line."""

    margin: float | None
    pasal_x: float | None
    """x at which most article headings start, if known."""
    base: Locator
    """Locator that contains all units: ``()``, a lampiran or one of its parts."""
    root: Locator = ()
    """:attr:`base`, or the bab of an annex that is open: its points count anew."""
    amending: bool = False
    points: bool = False
    """Whether the text has no articles, so that ``Pasal 5`` is never a heading."""
    units: list[OpenUnit] = field(default_factory=list)
    stack: list[OpenUnit] = field(default_factory=list)
    """The open units, outermost first."""
    groups: list[OpenGroup] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    named: list[Line] = field(default_factory=list)
    lead: str = ""
    in_heading: bool = False
    stray: stray.Stray | None = None
    """Running text after a closed item or beside its list, until the next item or heading."""
    before: Line | None = None
    before_closed: int | None = None
    """How firmly the line before closed a clause; None until computed."""

    def feed(self, line: Line, ahead: Sequence[Line]) -> None:
        """Take one line; *ahead* are those that follow."""
        if not self._take_heading(line, ahead):
            item = None
            if not self.in_heading and (self.stack or self.points):
                item = list_items.choose(self.stack, line, ahead, self._closed())
                if self.stray is not None and (item is None or item.depth == len(self.stack)):
                    item = self._resumed(line, ahead) or item
            if self.in_heading:
                self._heading_text(line, ahead)
            elif item is not None:
                if self.stray is not None:
                    self.findings += stray.remove_stamp(self.stray, line)
                self._take_item(item, line)
            else:
                self._text(line)
        self.before, self.before_closed = line, None

    def _closed(self) -> int:
        if self.before is None or self.in_heading or (self.stack and not self.stack[-1].text):
            return line_endings.FIRMLY
        if self.points and not self.stack and line_endings.is_title(self.before.text):
            return line_endings.FIRMLY
        if self.before_closed is None:
            self.before_closed = line_endings.closed(self.before)
        return self.before_closed

    def take_table(self, table: tables.Table) -> int:
        """Take the rows of a table as units inside the innermost one; return the table's end."""
        self.units += open_rows(table, self.stack[-1])
        self.named += table.headers
        if table.counted:
            self.findings.append(unit_findings.counted_rows(self.stack[-1].locator, table))
        self.before = self.stray = None
        return table.end

    def _resumed(self, line: Line, ahead: Sequence[Line]) -> Item | None:
        """Return the item that *line* opens if it continues the list before the stray text."""
        item = stray.resume(self.stray, self.stack, line, ahead) if self.stray else None
        if item is not None and self.stray is not None:
            self.findings += stray.put_back(self.stray, self.stack, line)
            self.stray = None
        return item

    # -- headings ---------------------------------------------------------------------------

    def _take_heading(self, line: Line, ahead: Sequence[Line]) -> bool:
        """Open the unit or group whose heading *line* is; return False if it is no heading."""
        if self.points:
            return self._take_bab(line) if self.base else self._take_dictum(line)
        text = line.text.lstrip(_QUOTES) if self.amending else line.text
        if text.startswith("pasal ") and layout.is_centred(line, self.margin):
            text = text.capitalize()  # a misprint: a centred line continues no sentence
        titled = headings.split_titled(text) if line.x is None else None
        pasal = headings.read_pasal(titled[0] if titled else text, amending=self.amending)
        if pasal is not None and self._take_pasal(pasal, line, ahead):
            self.in_heading = False
            if titled:
                start, number = len(self.units) - 1, self.units[-1].number
                self.groups.append(OpenGroup("judul", number, start, line.page, titled[1]))
            return True
        group = headings.read_group(text)
        if group is None or not self._is_group(group, line):
            return False
        self._open_group(group, line)
        return True

    def _take_bab(self, line: Line) -> bool:
        """Open the bab whose heading *line* is, inside an annex; its points begin anew."""
        group = headings.read_group(line.text)
        if group is None or group.kind != "bab" or self._closed() < 0:
            return self._take_dictum(line)
        self.stack.clear()
        self.root = (*self.base, ("bab", group.number))
        self._open_group(group, line)
        return True

    def _open_group(self, group: Heading, line: Line) -> None:
        start = len(self.units)
        if self.groups and self.groups[-1].is_repeated_by(group, start):
            self.groups.pop()
        self.groups.append(OpenGroup(group.kind, group.number, start, line.page, group.rest))
        self.in_heading, self.stray = True, None

    def _take_dictum(self, line: Line) -> bool:
        dictum = dictums.read(line.text)
        # The first one follows "Menetapkan" or a missing page, and is recognised by its colon.
        begins = not self.stack and dictum is not None and dictum.has_colon
        if dictum is None or (self._closed() < 0 and not begins):
            return False
        if self.before is not None and dictums.refers(self.before.text):
            return False
        self.stack.clear()
        last = next((u.number for u in reversed(self.units) if u.kind == "diktum"), None)
        self.findings += unit_findings.dictum_gaps(self.base, last, dictum.number, line)
        self._push(("diktum", dictum.number), None, line).text = dictum.rest
        return True

    def _take_pasal(self, heading: Heading, line: Line, ahead: Sequence[Line]) -> bool:
        home = self.stack[-1] if self.stack else None
        if home is not None and home.locator[-1] == ("pasal", heading.number) and not home.text:
            self.named.append(line)
            return True  # repeated after a catchword
        aligned = layout.is_aligned(line, self.pasal_x)
        depth = amending_points.pasal_depth(self.stack, heading.number, amending=self.amending)
        last = self._last_pasal(depth)
        if depth and line.x is None and ahead and amending_points.goes_on(ahead[0].text):
            return False  # "3. Pasal 9 dihapus." on one line
        if self._closed() in (line_endings.SOFTLY, line_endings.OPEN):
            centred = aligned and layout.is_centred(line, self.margin)
            if not centred and not self._begins_inside_text(heading, last, line, ahead):
                return False
        if self.amending and depth == 0 and last is None and heading.number == "1":
            number: str | None = "I"  # an amending law has no Pasal 1 of its own
        else:
            number = article_numbers.resolve(heading, last, quoted=depth > 0, aligned=aligned)
        if number is None:
            return False
        if number != heading.number or not heading.clean:
            self.findings.append(
                unit_findings.repaired((*self._above(depth), ("pasal", number)), line.text, line)
            )
        elif depth == 0 and last is not None and number not in article_numbers.expected(last):
            self.findings += unit_findings.pasal_gaps(self.base, last, number, line)
        del self.stack[depth:]
        self._push(("pasal", number), None, line)
        return True

    def _begins_inside_text(
        self, heading: Heading, last: str | None, line: Line, ahead: Sequence[Line]
    ) -> bool:
        """Return whether an article begins inside running text, where there is no layout.

        It does if its number comes next, the words before it do not refer to an article, and a
        sentence begins after it.
        """
        if line.x is not None or self.before is None or not ahead:
            return False
        numbers = {heading.number, heading.number.translate(headings.DIGIT_BLUR)}
        if numbers.isdisjoint(article_numbers.expected(last)):
            return False
        return not line_endings.refers(self.before.text) and line_endings.begins_sentence(
            ahead[0].text
        )

    def _last_pasal(self, depth: int) -> str | None:
        above = self._above(depth)
        for unit in reversed(self.units):
            if unit.kind == "pasal" and unit.locator[:-1] == above:
                return unit.number
        return None

    def _is_group(self, group: Heading, line: Line) -> bool:
        if layout.is_centred(line, self.margin):
            return True
        if group.kind == "bab" and line.x is None:
            last = next((g.number for g in reversed(self.groups) if g.kind == "bab"), "")
            if roman(group.number) == (roman(last) or 0) + 1:
                return True
        return self._closed() > 0 and (not group.rest or group.kind == "bab" or line.x is None)

    def _heading_text(self, line: Line, ahead: Sequence[Line]) -> None:
        mark = markers.read(line.text)
        inside = (
            mark is not None
            and self.stack
            and (
                mark.style == "(1)" or (self.amending and amending_points.is_next(self.stack, mark))
            )
        )
        # In an annex no article follows: what is not in capitals is text.
        if inside or (self.points and self.groups[-1].heading and not line.text.isupper()):
            # A heading inside an article, whose text continues.
            self.in_heading, self.before = False, None
            self.feed(line, ahead)
            return
        self.groups[-1].heading = join(self.groups[-1].heading, line.text)

    # -- items and text ---------------------------------------------------------------------

    def _take_item(self, item: Item, line: Line) -> None:
        mark, depth = item.mark, item.depth
        step = (markers.KIND[mark.style], mark.number)
        locator = (*self._above(depth), step)
        if not mark.clean:
            self.findings.append(unit_findings.repaired(locator, mark.raw, line))
        if item.skips:
            missing = markers.following(mark.style, self.stack[depth].number)[0]
            self.findings.append(
                unit_findings.list_gap(self.stack[depth].locator, missing, locator, line)
            )
        del self.stack[depth:]
        unit = self._push(step, mark.style, line)
        unit.text = mark.rest
        unit.body_x = layout.hanging_x(line)

    def _text(self, line: Line) -> None:
        if not self.stack:
            self.lead = join(self.lead, line.text)
            return
        depth = layout.tail_depth(self.stack, line, self._closed())
        depth = max(depth, amending_points.kept_depth(self.stack) if self.amending else 0)
        suspended = self.stack[depth:]
        del self.stack[depth:]
        home = self.stack[-1]
        if suspended:
            self.stray = stray.Stray(home, len(home.text), suspended, [])
        elif self.stray is None and home.style is not None and home.text[-1:] in (";", "."):
            self.stray = stray.Stray(home, len(home.text), [], [])
        if self.stray is not None:
            self.stray.lines.append(line)
        home.text = join(home.text, line.text)

    def _above(self, depth: int) -> Locator:
        return self.stack[depth - 1].locator if depth else self.root or self.base

    def _push(self, step: tuple[str, str], style: Style | None, line: Line) -> OpenUnit:
        locator = (*self._above(len(self.stack)), step)
        unit = OpenUnit(locator, style, line.page, line.x if style else None)
        self.stray = None
        self.units.append(unit)
        self.stack.append(unit)
        return unit

    def finish(self) -> Structure:
        """Return what was read."""
        return Structure(
            tuple(Unit(unit.locator, unit.text, unit.page, unit.cells) for unit in self.units),
            tuple(Group(g.kind, g.number, g.heading, g.start, g.page) for g in self.groups),
            tuple(self.findings),
            self.lead,
            tuple(self.named),
        )
