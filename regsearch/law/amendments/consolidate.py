"""A law with its amendments worked in: its text on a day, each unit with the law it comes from.

``amendments`` understands the points of an amending law, ``amending`` applies them, in order, to
the articles of the base in ``changing``.  A consolidated text has no official standing; it is only
worth something if it is certain.  So a point that is not understood, or that does not fit the text
it should change, is not applied: it becomes a finding, and every article that it may concern is in
doubt until a later law replaces it as a whole.  :meth:`Consolidated.article` refuses an article in
doubt.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from regsearch.errors import AmendmentError, NotFoundError
from regsearch.law.amendments import orders as words
from regsearch.law.amendments.apply import Amending
from regsearch.law.amendments.working_text import ChangingText, ConsolidatedUnit

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from regsearch.model import Locator
    from regsearch.regulation import Finding, Group, Regulation

__all__ = ["Amendment", "Consolidated", "ConsolidatedUnit", "consolidate"]


@dataclass(frozen=True, slots=True)
class Amendment:
    """An amending law and the first day on which it is law."""

    law: Regulation
    in_force: date
    """Not ``law.enacted``: a law begins when it says so, mostly on its promulgation."""


@dataclass(frozen=True, slots=True)
class Consolidated:
    """A law as it stood on a day."""

    document: str
    root: Locator
    """What holds the articles: ``()``, or the lampiran of a law that ratifies a Perppu."""
    on: date
    laws: tuple[str, ...]
    """The amending laws that were law on that day, in their order."""
    units: tuple[ConsolidatedUnit, ...]
    groups: tuple[Group, ...]
    findings: tuple[Finding, ...]
    """Points that were not applied (``not_applied``), each with its words in ``raw``, and changes
    of nothing but the Penjelasan (``explanation_changed``)."""
    doubts: tuple[tuple[str, str], ...]
    """(number of an article, why it is uncertain); the number ``*`` stands for any new article."""

    def article(self, number: str) -> tuple[ConsolidatedUnit, ...]:
        """Return the units of Pasal *number*, outermost first.

        Raises:
            AmendmentError: a point that was not applied concerns it, or may; the message names it.
            NotFoundError: there was no such article on that day.

        """
        locator = (*self.root, ("pasal", number))
        found = tuple(unit for unit in self.units if unit.unit.locator[: len(locator)] == locator)
        asked = {number} if found else {number, "*"}
        why = [reason for article, reason in self.doubts if article in asked]
        if why:
            raise AmendmentError(
                f"{self.document} Pasal {number} per {self.on.isoformat()} tidak pasti: "
                f"{'; '.join(why)}. Baca naskah aslinya."
            )
        if not found:
            raise NotFoundError(
                f"{self.document} per {self.on.isoformat()} tidak memuat Pasal {number}."
            )
        return found


def consolidate(base: Regulation, amendments: Sequence[Amendment], on: date) -> Consolidated:
    """Return *base* as it stood on the day *on*.

    *amendments* may be given in any order; those that were not yet law are left out.

    Raises:
        AmendmentError: one of them does not amend *base*, or names an earlier amending law that is
            not among them.

    """
    chain = sorted((a for a in amendments if a.in_force <= on), key=lambda a: a.in_force)
    for index, amendment in enumerate(chain):
        _check(base, amendment.law, [before.law for before in chain[:index]])
    text = ChangingText(base, words.amended_part(base))
    for index, amendment in enumerate(chain, 1):
        Amending(text, amendment.law, index).run()
    units, groups = text.flat()
    return Consolidated(
        document=base.id,
        root=text.root,
        on=on,
        laws=tuple(amendment.law.id for amendment in chain),
        units=units,
        groups=groups,
        findings=tuple(text.findings),
        doubts=tuple(text.doubts()),
    )


def _check(base: Regulation, law: Regulation, before: list[Regulation]) -> None:
    """Raise AmendmentError if *law* does not amend *base* as *before* have left it."""
    article = words.amending_article(law)
    lead = words.lead_of(law, article) if article else ""
    if law.kind != base.kind or not words.names_law(f"{law.title.upper()} {lead}", base):
        raise AmendmentError(f"{law.id} tidak menyebut dirinya perubahan atas {base.id}.")
    missing = words.earlier_changes(lead) - {
        (number.upper(), str(known.year)) for known in (base, *before) for number in known.numbers
    }
    if missing:
        names = ", ".join(f"{number}/{year}" for number, year in sorted(missing))
        raise AmendmentError(
            f"{law.id} mengubah teks yang sudah diubah oleh {names}, yang tidak ikut diberikan; "
            "sertakan semua perubahan sebelumnya."
        )
