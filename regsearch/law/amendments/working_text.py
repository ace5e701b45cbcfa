"""The articles of a law while amending laws change them, and what is in doubt about them."""

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
    """Its locator is that of the base law; its page is one of the file that its words come from."""
    origin: Reference
    """The provision whose words these are: of the base, or quoted by an amending law."""
    text_kind: TextKind
    deleted: bool = False
    """Whether it was deleted; its number stays (UU 12/2011 Lampiran II no. 236)."""


@dataclass(slots=True)
class Block:
    """An article with what is inside it, or units that belong to none."""

    number: str | None
    units: list[ConsolidatedUnit]
    heads: list[Group] = field(default_factory=list)
    """Headings that begin before or inside it; ``start`` counts from its first unit."""
    settled: int = -1
    """Which law, counted from 1, last replaced, inserted or deleted it as a whole."""

    @property
    def deleted(self) -> bool:
        """Whether the whole article was deleted."""
        return self.units[0].deleted


class ChangingText:
    """The articles of the base, as changed so far."""

    def __init__(self, base: Regulation, root: Locator) -> None:
        self.root = root
        """What holds the articles that are amended."""
        self.blocks: list[Block] = []
        self.findings: list[Finding] = []
        self._doubts: dict[str, list[str]] = {}
        self._general: list[tuple[int, str]] = []
        """Doubts about whatever the law of that number did not settle."""
        waiting = list(reversed(base.groups))
        for index, unit in enumerate(base.units):
            step = article_of(unit.locator, self.root)
            number = step[1] if step else None
            new = len(unit.locator) == len(self.root) + 1 and number is not None
            if new or not self.blocks or self.blocks[-1].number != number:
                self.blocks.append(Block(number, []))
            block = self.blocks[-1]
            while waiting and waiting[-1].start <= index:
                block.heads.append(replace(waiting.pop(), start=len(block.units)))
            origin = Reference(base.id, unit.locator)
            kind = base.text_kind_of(unit.locator)
            block.units.append(ConsolidatedUnit(unit, origin, kind, says_deleted(unit)))
        for head in reversed(waiting if self.blocks else ()):
            self.blocks[-1].heads.append(replace(head, start=len(self.blocks[-1].units)))
        for finding in base.findings:
            if finding.code == "no_text_layer":
                self.doubt_all(0, f"{base.id}: {finding.message}")
            elif finding.code == "gap" and finding.address:
                self.doubt_address(finding.address, f"{base.id}: {finding.message}")

    def find(self, number: str) -> Block:
        """Return Pasal *number*; it must be there, once, and not deleted."""
        found = [block for block in self.blocks if block.number == number]
        if not found:
            raise UnclearError(f"Pasal {number} tidak ada dalam teks yang diubah")
        if len(found) > 1:
            raise UnclearError(f"Pasal {number} ada dua kali dalam teks yang diubah")
        if found[0].deleted:
            raise UnclearError(f"Pasal {number} sudah dihapus")
        return found[0]

    def has(self, number: str) -> bool:
        """Return whether Pasal *number* is there, deleted or not."""
        return any(block.number == number for block in self.blocks)

    def doubt(self, number: str, reason: str) -> None:
        """Put Pasal *number* in doubt."""
        self._doubts.setdefault(number, []).append(reason)

    def doubt_address(self, address: str, reason: str) -> None:
        """Put the article at *address*, of this text, in doubt."""
        match = re.search(r"(?:^|/)pasal-(\w+)", address)
        if match:
            self.doubt(match[1], reason)

    def doubt_all(self, law: int, reason: str) -> None:
        """Put in doubt whatever law number *law* or a later one does not settle."""
        self._general.append((law, reason))

    def settle(self, block: Block, law: int) -> None:
        """Note that *law* decided every word of *block*: earlier doubts end."""
        block.settled = law
        if block.number is not None:
            self._doubts.pop(block.number, None)

    def doubts(self) -> Iterable[tuple[str, str]]:
        """Yield (article number, why) for everything that is uncertain."""
        for number, reasons in self._doubts.items():
            yield from ((number, reason) for reason in reasons)
        for law, reason in self._general:
            numbers = [b.number for b in self.blocks if b.number and b.settled < law]
            yield from ((number, reason) for number in dict.fromkeys(numbers))
            yield "*", reason

    def flat(self) -> tuple[tuple[ConsolidatedUnit, ...], tuple[Group, ...]]:
        """Return all units, and the headings with their places among them."""
        units: list[ConsolidatedUnit] = []
        groups: list[Group] = []
        for block in self.blocks:
            groups += (
                replace(head, start=len(units) + min(head.start, len(block.units)))
                for head in block.heads
            )
            units += block.units
        return tuple(units), tuple(groups)


def chapter(blocks: list[Block], number: str) -> tuple[tuple[Block, int] | None, list[Block]]:
    """Return where the heading of BAB *number* stands, and the articles of that bab."""
    place: tuple[Block, int] | None = None
    articles: list[Block] = []
    for block in blocks:
        for index, head in enumerate(block.heads):
            if head.kind in ("bab", "buku") and place is not None:
                return place, articles
            if head.kind == "bab" and head.number == number:
                place = block, index
        if place is not None and block.number is not None:
            articles.append(block)
    return place, articles


def article_of(locator: Locator, root: Locator) -> Step | None:
    """Return the article directly inside *root* that holds the unit at *locator*."""
    depth = len(root)
    inside = len(locator) > depth and locator[:depth] == root and locator[depth][0] == "pasal"
    return locator[depth] if inside else None


def says_deleted(unit: Unit) -> bool:
    """Return whether all that stands there is "Dihapus."."""
    return unit.text.strip(" .;()").lower() == "dihapus"


# -- inside an article ------------------------------------------------------------------------


def children(units: list[ConsolidatedUnit]) -> list[Step]:
    """Return the steps of the units directly inside an article."""
    depth = len(units[0].unit.locator) + 1
    return [unit.unit.locator[-1] for unit in units if len(unit.unit.locator) == depth]


def contains(units: list[ConsolidatedUnit], step: Step) -> bool:
    """Return whether a unit of that kind and number is anywhere in an article."""
    return any(unit.unit.locator[-1] == step for unit in units)


def inside(locator: Locator, steps: Iterable[Step]) -> bool:
    """Return whether *locator* goes through one of *steps*."""
    return any(step in locator for step in steps)


def parts_of(units: list[ConsolidatedUnit]) -> dict[Step, list[ConsolidatedUnit]]:
    """Return what stands directly inside an article, each with all that is inside it."""
    depth = len(units[0].unit.locator)
    parts: dict[Step, list[ConsolidatedUnit]] = {}
    for unit in units[1:]:
        own = len(unit.unit.locator) == depth + 1
        step = unit.unit.locator[depth]
        if own and step in parts:
            raise UnclearError(f"{step[0]} {step[1]} ada dua kali dalam pasalnya")
        parts.setdefault(step, []).append(unit)
    return parts


def put_between(sequence: list[Step], insertion: Insertion) -> list[Step]:
    """Return *sequence* with the new units between those that the insertion names."""
    if insertion.after not in sequence:
        raise UnclearError(f"{' '.join(insertion.after)} tidak ada dalam teks yang diubah")
    place = sequence.index(insertion.after) + 1
    if place == len(sequence) or sequence[place] != insertion.before:
        raise UnclearError(
            f"sesudah {' '.join(insertion.after)} tidak langsung {' '.join(insertion.before)}"
        )
    return [*sequence[:place], *insertion.new, *sequence[place:]]
