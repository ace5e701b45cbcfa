"""The articles of a law while amendments are applied to them, and the doubts about them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from regsearch.law.amendments.orders import UnclearError
from regsearch.model import Reference

if TYPE_CHECKING:
    from collections.abc import Iterable

    from regsearch.law.amendments.orders import Insertion
    from regsearch.model import Locator, Step, TextKind
    from regsearch.regulation import Finding, Group, Regulation, Unit


@dataclass(frozen=True, slots=True)
class ConsolidatedUnit:
    """A unit of a consolidated text."""

    unit: Unit
    """With its locator in the base law, but its page in the file of the law that it comes from."""
    origin: Reference
    """The provision that its text comes from: of the base, or quoted by an amending law."""
    text_kind: TextKind
    deleted: bool = False
    """Whether it was deleted; its number stays (UU 12/2011 Lampiran II no. 236)."""


@dataclass(slots=True)
class Block:
    """An article with the units inside it, or units that belong to no article."""

    number: str | None
    units: list[ConsolidatedUnit]
    headings: list[Group] = field(default_factory=list)
    """Headings that begin before or inside it; ``start`` counts from its first unit."""
    settled_by: int = -1
    """Number, counted from 1, of the law that last replaced, inserted or deleted all of it."""

    @property
    def deleted(self) -> bool:
        """Whether the whole article was deleted."""
        return self.units[0].deleted


class WorkingText:
    """The articles of *base*, as amended so far.

    Args:
        base: the law as enacted.
        root: locator of the part with the articles; ``()`` for the law itself.

    """

    def __init__(self, base: Regulation, root: Locator) -> None:
        self.root = root
        self.blocks: list[Block] = []
        self.findings: list[Finding] = []
        self._doubts: dict[str, list[str]] = {}
        self._general: list[tuple[int, str]] = []
        """Doubts about all articles that the law of that number, or a later one, did not settle."""
        headings = list(reversed(base.groups))
        for index, unit in enumerate(base.units):
            step = article_of(unit.locator, self.root)
            number = step[1] if step else None
            new = len(unit.locator) == len(self.root) + 1 and number is not None
            if new or not self.blocks or self.blocks[-1].number != number:
                self.blocks.append(Block(number, []))
            block = self.blocks[-1]
            while headings and headings[-1].start <= index:
                block.headings.append(replace(headings.pop(), start=len(block.units)))
            origin = Reference(base.id, unit.locator)
            kind = base.text_kind_of(unit.locator)
            block.units.append(ConsolidatedUnit(unit, origin, kind, is_marked_deleted(unit)))
        for heading in reversed(headings if self.blocks else ()):
            self.blocks[-1].headings.append(replace(heading, start=len(self.blocks[-1].units)))
        for finding in base.findings:
            if finding.code == "no_text_layer":
                self.doubt_all(0, f"{base.id}: {finding.message}")
            elif finding.code == "gap" and finding.address:
                self.doubt_address(finding.address, f"{base.id}: {finding.message}")

    def find(self, number: str) -> Block:
        """Return Pasal *number*.

        Raises:
            UnclearError: there is none, there are two, or it was deleted.

        """
        blocks = [block for block in self.blocks if block.number == number]
        if not blocks:
            raise UnclearError(f"Pasal {number} tidak ada dalam teks yang diubah")
        if len(blocks) > 1:
            raise UnclearError(f"Pasal {number} ada dua kali dalam teks yang diubah")
        if blocks[0].deleted:
            raise UnclearError(f"Pasal {number} sudah dihapus")
        return blocks[0]

    def has(self, number: str) -> bool:
        """Return whether Pasal *number* exists, deleted or not."""
        return any(block.number == number for block in self.blocks)

    def doubt(self, number: str, reason: str) -> None:
        """Mark Pasal *number* as uncertain."""
        self._doubts.setdefault(number, []).append(reason)

    def doubt_address(self, address: str, reason: str) -> None:
        """Mark the article that contains *address* as uncertain."""
        match = re.search(r"(?:^|/)pasal-(\w+)", address)
        if match:
            self.doubt(match[1], reason)

    def doubt_all(self, law: int, reason: str) -> None:
        """Mark as uncertain all articles that law number *law* or a later one does not settle."""
        self._general.append((law, reason))

    def settle(self, block: Block, law: int) -> None:
        """Record that law number *law* set the whole text of *block*: earlier doubts end."""
        block.settled_by = law
        if block.number is not None:
            self._doubts.pop(block.number, None)

    def doubts(self) -> Iterable[tuple[str, str]]:
        """Yield (article number, reason) for everything that is uncertain."""
        for number, reasons in self._doubts.items():
            yield from ((number, reason) for reason in reasons)
        for law, reason in self._general:
            numbers = [b.number for b in self.blocks if b.number and b.settled_by < law]
            yield from ((number, reason) for number in dict.fromkeys(numbers))
            yield "*", reason

    def flat(self) -> tuple[tuple[ConsolidatedUnit, ...], tuple[Group, ...]]:
        """Return all units, and the headings with their start among them."""
        units: list[ConsolidatedUnit] = []
        groups: list[Group] = []
        for block in self.blocks:
            groups += (
                replace(heading, start=len(units) + min(heading.start, len(block.units)))
                for heading in block.headings
            )
            units += block.units
        return tuple(units), tuple(groups)


def chapter(blocks: list[Block], number: str) -> tuple[tuple[Block, int] | None, list[Block]]:
    """Return the heading of BAB *number*, as block and index, and the articles of that bab."""
    position: tuple[Block, int] | None = None
    articles: list[Block] = []
    for block in blocks:
        for index, heading in enumerate(block.headings):
            if heading.kind in ("bab", "buku") and position is not None:
                return position, articles
            if heading.kind == "bab" and heading.number == number:
                position = block, index
        if position is not None and block.number is not None:
            articles.append(block)
    return position, articles


def article_of(locator: Locator, root: Locator) -> Step | None:
    """Return the step of the article directly inside *root* that contains *locator*."""
    depth = len(root)
    inside = len(locator) > depth and locator[:depth] == root and locator[depth][0] == "pasal"
    return locator[depth] if inside else None


def is_marked_deleted(unit: Unit) -> bool:
    """Return whether the whole text of *unit* is "Dihapus."."""
    return unit.text.strip(" .;()").lower() == "dihapus"


# -- inside an article ------------------------------------------------------------------------


def children(units: list[ConsolidatedUnit]) -> list[Step]:
    """Return the steps of the units directly inside an article."""
    depth = len(units[0].unit.locator) + 1
    return [unit.unit.locator[-1] for unit in units if len(unit.unit.locator) == depth]


def contains(units: list[ConsolidatedUnit], step: Step) -> bool:
    """Return whether an article has a unit of that kind and number at any depth."""
    return any(unit.unit.locator[-1] == step for unit in units)


def inside(locator: Locator, steps: Iterable[Step]) -> bool:
    """Return whether *locator* goes through one of *steps*."""
    return any(step in locator for step in steps)


def parts_of(units: list[ConsolidatedUnit]) -> dict[Step, list[ConsolidatedUnit]]:
    """Return the parts directly inside an article, each with the units inside it.

    Raises:
        UnclearError: two parts have the same number.

    """
    depth = len(units[0].unit.locator)
    parts: dict[Step, list[ConsolidatedUnit]] = {}
    for unit in units[1:]:
        begins_part = len(unit.unit.locator) == depth + 1
        step = unit.unit.locator[depth]
        if begins_part and step in parts:
            raise UnclearError(f"{step[0]} {step[1]} ada dua kali dalam pasalnya")
        parts.setdefault(step, []).append(unit)
    return parts


def put_between(sequence: list[Step], insertion: Insertion) -> list[Step]:
    """Return *sequence* with the new units between those that the insertion names.

    Raises:
        UnclearError: these are not there, or not next to each other.

    """
    if insertion.after not in sequence:
        raise UnclearError(f"{' '.join(insertion.after)} tidak ada dalam teks yang diubah")
    index = sequence.index(insertion.after) + 1
    if index == len(sequence) or sequence[index] != insertion.before:
        raise UnclearError(
            f"sesudah {' '.join(insertion.after)} tidak langsung {' '.join(insertion.before)}"
        )
    return [*sequence[:index], *insertion.new, *sequence[index:]]
