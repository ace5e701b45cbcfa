"""Apply one amending law to the working text of another law, point by point."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from regsearch.law.amendments.orders import (
    Order,
    UnclearError,
    amending_article,
    is_closed,
    missing_points,
    points_of,
    read_order,
)
from regsearch.law.amendments.working_text import (
    Block,
    ConsolidatedUnit,
    WorkingText,
    article_of,
    chapter,
    children,
    contains,
    inside,
    is_marked_deleted,
    parts_of,
    put_between,
)
from regsearch.model import Reference, format_address
from regsearch.regulation import Finding, Unit

if TYPE_CHECKING:
    from collections.abc import Iterable

    from regsearch.model import Locator, Step
    from regsearch.regulation import Regulation


def apply_law(text: WorkingText, law: Regulation, index: int) -> None:
    """Apply every point of *law* to *text*; what cannot be applied becomes findings and doubts.

    Args:
        text: changed in place.
        law: the amending law.
        index: its number among the amending laws, counted from 1.

    """
    _Application(text, law, index).run()


class _Application:
    """The application of one amending law."""

    def __init__(self, text: WorkingText, law: Regulation, index: int) -> None:
        self.text, self.law, self.index = text, law, index
        self.chapters: list[tuple[Unit, str]] = []
        """Points that delete a chapter heading, with its number: checked after all others."""

    def run(self) -> None:
        article = amending_article(self.law)
        points = points_of(self.law, article) if article else []
        if article is None or not points:
            reason = f"{self.law.id}: tidak ada Pasal I dengan angka perubahan dalam berkas ini"
            self._refuse_all(reason, article)
            return
        if not is_closed(self.law, article):
            reason = f"{self.law.id}: Pasal II tidak terbaca, jadi Pasal I mungkin terpotong"
            self._refuse_all(reason, article)
        for number in missing_points(points):
            self._refuse_all(
                f"{self.law.id} Pasal I angka {number} tidak ada dalam berkas", article
            )
        for finding in self.law.findings:
            if finding.code == "no_text_layer":
                self._refuse_all(f"{self.law.id}: {finding.message}", article)
        for point in points:
            quoted = self._quoted(point)
            try:
                self._apply(point, read_order(point.text, tuple(quoted)), quoted)
            except UnclearError as problem:
                self._refuse(point, tuple(quoted), str(problem))
        for point, number in self.chapters:
            self._delete_chapter(point, number)
        self._doubt_gaps(article)

    def _doubt_gaps(self, article: Locator) -> None:
        above = format_address(article) + "/"
        for finding in self.law.findings:
            address = finding.address or ""
            if finding.code == "gap" and address.startswith(above):
                self.text.doubt_address(
                    address.removeprefix(above), f"{self.law.id}: {finding.message}"
                )

    def _quoted(self, point: Unit) -> dict[str, list[ConsolidatedUnit]]:
        """Return the articles that *point* quotes, as units of the base."""
        depth = len(point.locator)
        articles: dict[str, list[ConsolidatedUnit]] = {}
        for unit in self.law.units:
            step = article_of(unit.locator, point.locator)
            if step is None:
                continue
            moved = replace(unit, locator=(*self.text.root, *unit.locator[depth:]))
            origin = Reference(self.law.id, unit.locator)
            kind = self.law.text_kind_of(unit.locator)
            # An article quoted twice in one point is a parsing error.  The second gets a key that
            # no order names, so the point is refused.
            key = step[1]
            if len(moved.locator) == len(self.text.root) + 1 and key in articles:
                key += " (kedua)"
            articles.setdefault(key, []).append(
                ConsolidatedUnit(moved, origin, kind, is_marked_deleted(unit))
            )
        return articles

    def _apply(self, point: Unit, order: Order, quoted: dict[str, list[ConsolidatedUnit]]) -> None:
        if order.action == "keep":
            self.text.find(order.articles[0])
            message = f"{self._name(point)} hanya mengubah penjelasan Pasal {order.articles[0]}."
            self._note("explanation_changed", message, point)
        elif order.action == "delete_chapter":
            self.chapters.append((point, order.chapter or ""))
        elif order.action == "delete":
            for block in [self.text.find(number) for number in order.articles]:
                self._delete(block, point)
        elif order.action == "delete_parts":
            block = self.text.find(order.articles[0])
            block.units = self._without(block.units, order.removed, point)
        elif order.action == "insert":
            self._insert(order, quoted)
        else:
            self._replace(order, quoted, point)

    def _delete(self, block: Block, point: Unit) -> None:
        block.units = [self._deleted(block.units[0], point)]
        self.text.settle(block, self.index)

    def _deleted(self, unit: ConsolidatedUnit, point: Unit) -> ConsolidatedUnit:
        empty = Unit(unit.unit.locator, "", point.page)
        origin = Reference(self.law.id, point.locator)
        return ConsolidatedUnit(empty, origin, self.law.text_kind_of(point.locator), deleted=True)

    def _insert(self, order: Order, quoted: dict[str, list[ConsolidatedUnit]]) -> None:
        after, before = order.between or ("", "")
        blocks = self.text.blocks
        numbers = [block.number for block in blocks]
        if numbers.count(after) != 1:
            raise UnclearError(f"Pasal {after} tidak ada dalam teks yang diubah")
        index = numbers.index(after) + 1
        if index == len(numbers) or numbers[index] != before:
            raise UnclearError(f"sesudah Pasal {after} tidak langsung Pasal {before}")
        if clash := [number for number in quoted if self.text.has(number)]:
            raise UnclearError(f"Pasal {clash[0]} sudah ada")
        new = [Block(number, units) for number, units in quoted.items()]
        for block in new:
            self._require_text(block.units)
            self.text.settle(block, self.index)
        blocks[index:index] = new

    def _require_text(self, units: list[ConsolidatedUnit]) -> None:
        if len(units) == 1 and not units[0].unit.text:
            raise UnclearError(f"kutipan {units[0].unit.address} kosong")

    def _replace(
        self, order: Order, quoted: dict[str, list[ConsolidatedUnit]], point: Unit
    ) -> None:
        blocks = [self.text.find(number) for number in order.articles]
        for block in blocks:
            new = quoted[block.number or ""]
            self._require_text(new)
            self._require_named_units(order, new)
        for block in blocks:
            new = quoted[block.number or ""]
            if order.whole or self._covers(new, block.units, order):
                block.units = new
                self.text.settle(block, self.index)
            else:
                block.units = self._mixed(block.units, new, order, point)

    def _require_named_units(self, order: Order, new: list[ConsolidatedUnit]) -> None:
        """Refuse a quotation that lacks a unit which the order changes or adds."""
        steps = set(children(new))
        inserted = [step for insertion in order.inserted for step in insertion.new]
        for kind, number in (*order.changed, *order.added, *inserted):
            if (kind, number) not in steps and not contains(new, (kind, number)):
                raise UnclearError(f"{kind} {number} tidak ada dalam kutipannya")

    def _covers(
        self, new: list[ConsolidatedUnit], old: list[ConsolidatedUnit], order: Order
    ) -> bool:
        """Return whether the quotation has all units of the article that the order keeps."""
        quoted = {unit.unit.locator for unit in new}
        changed = (*order.changed, *order.removed)
        return all(
            unit.unit.locator in quoted or inside(unit.unit.locator, changed) for unit in old
        ) and {step for step in children(old) if step not in order.removed} <= set(children(new))

    def _mixed(
        self,
        old: list[ConsolidatedUnit],
        new: list[ConsolidatedUnit],
        order: Order,
        point: Unit,
    ) -> list[ConsolidatedUnit]:
        """Return the article with only the named units replaced, inserted, added or deleted."""
        inserted = [step for insertion in order.inserted for step in insertion.new]
        named = {*order.changed, *order.added, *inserted}
        quoted = [step for step in children(new) if step not in order.removed]
        if not quoted or not set(quoted) <= named or not named <= set(quoted):
            raise UnclearError("kutipannya bukan seluruh pasal dan bukan hanya bagian yang disebut")
        if new[0].unit.text and new[0].unit.text != old[0].unit.text:
            raise UnclearError("kalimat pembuka pasal dalam kutipan berbeda dari teks yang diubah")
        parts = parts_of(old)
        fresh = parts_of(new)
        for step in order.changed:
            if step not in parts:
                raise UnclearError(f"{step[0]} {step[1]} tidak ada dalam teks yang diubah")
            parts[step] = fresh[step]
        sequence = list(parts)
        for insertion in order.inserted:
            sequence = put_between(sequence, insertion)
        if clash := set(inserted + list(order.added)) & set(parts):
            raise UnclearError(f"{' '.join(min(clash))} sudah ada")
        sequence += order.added
        parts |= {step: fresh[step] for step in (*inserted, *order.added)}
        units = [old[0], *(unit for step in sequence for unit in parts[step])]
        return self._without(units, order.removed, point)

    def _without(
        self, units: list[ConsolidatedUnit], removed: Iterable[Step], point: Unit
    ) -> list[ConsolidatedUnit]:
        parts = parts_of(units)
        for step in removed:
            if step not in parts or parts[step][0].deleted:
                raise UnclearError(f"{step[0]} {step[1]} tidak ada dalam teks yang diubah")
            parts[step] = [self._deleted(parts[step][0], point)]
        return [units[0], *(unit for part in parts.values() for unit in part)]

    def _delete_chapter(self, point: Unit, number: str) -> None:
        """Delete the heading of a bab, if this law or an earlier one deleted all its articles."""
        position, articles = chapter(self.text.blocks, number)
        if position is None:
            self._refuse(point, (), f"BAB {number} tidak ada dalam teks yang diubah")
        elif left := [block.number or "" for block in articles if not block.deleted]:
            reason = f"BAB {number} dihapus, tetapi Pasal {left[0]} di dalamnya tidak"
            self._refuse(point, tuple(left), reason)
        else:
            block, index = position
            block.headings[index] = replace(block.headings[index], heading="dihapus")

    # -- refusing ---------------------------------------------------------------------------

    def _name(self, point: Unit) -> str:
        return f"{self.law.id} Pasal I angka {point.number}"

    def _note(self, code: str, message: str, point: Unit) -> None:
        self.text.findings.append(
            Finding(code, message, point.address, point.page, point.text or None)
        )

    def _refuse(self, point: Unit, quoted: tuple[str, ...], reason: str) -> None:
        """Do not apply *point*; mark the articles that it names or quotes as uncertain."""
        message = f"{self._name(point)} tidak diterapkan: {reason}"
        self._note("not_applied", f"{message}.", point)
        named = re.sub(r"\bDi ?antara Pasal \w+ dan Pasal \w+", "", point.text)
        numbers = {number.removesuffix(" (kedua)") for number in quoted}
        numbers |= set(re.findall(r"\bPasal (\d+[A-Z]*)", named))
        for number in sorted(numbers):
            self.text.doubt(number, message)
        only_heading = re.match(r"(?:Judul|Ketentuan Judul|Ketentuan mengenai judul)\b", point.text)
        if not numbers and not only_heading:
            self.text.doubt_all(self.index, message)

    def _refuse_all(self, reason: str, article: Locator | None) -> None:
        address = format_address(article) if article else None
        self.text.findings.append(Finding("not_applied", f"{reason}.", address))
        self.text.doubt_all(self.index, reason)
