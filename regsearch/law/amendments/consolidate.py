"""Consolidate a law: its text on a day, each unit with the law that its words come from.

A consolidated text is not official, so it is only useful where it is certain.  A point of an
amending law that is not understood, or that does not fit the text it should change, is not applied:
it becomes a finding, and every article that it may concern is in doubt until a later law replaces
the article as a whole.  :meth:`Consolidated.article` refuses an article in doubt.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from regsearch.errors import AmendmentError, NotFoundError
from regsearch.law.amendments.apply import apply_law
from regsearch.law.amendments.orders import (
    amended_part,
    amending_article,
    earlier_changes,
    lead_of,
    names_law,
)
from regsearch.law.amendments.working_text import ConsolidatedUnit, WorkingText

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
    """Not ``law.enacted``: a law enters into force when it says so, mostly on promulgation."""


@dataclass(frozen=True, slots=True)
class Consolidated:
    """A law as it stood on a day."""

    document: str
    root: Locator
    """Where the articles are: ``()``, or the lampiran of a law that ratifies a Perppu."""
    on: date
    laws: tuple[str, ...]
    """Ids of the amending laws in force on that day, in the order of their application."""
    units: tuple[ConsolidatedUnit, ...]
    groups: tuple[Group, ...]
    findings: tuple[Finding, ...]
    """Points that were not applied (``not_applied``), with their text in ``raw``, and points that
    change only the Penjelasan (``explanation_changed``)."""
    doubts: tuple[tuple[str, str], ...]
    """(number of an article, why it is uncertain); ``*`` is any article that does not exist."""

    def article(self, number: str) -> tuple[ConsolidatedUnit, ...]:
        """Return the units of Pasal *number*, outermost first.

        Raises:
            AmendmentError: a point that was not applied may concern it; the message names it.
            NotFoundError: there was no such article on that day.

        """
        locator = (*self.root, ("pasal", number))
        units = tuple(unit for unit in self.units if unit.unit.locator[: len(locator)] == locator)
        doubted = {number} if units else {number, "*"}
        reasons = [reason for article, reason in self.doubts if article in doubted]
        if reasons:
            raise AmendmentError(
                f"{self.document} Pasal {number} per {self.on.isoformat()} tidak pasti: "
                f"{'; '.join(reasons)}. Baca naskah aslinya."
            )
        if not units:
            raise NotFoundError(
                f"{self.document} per {self.on.isoformat()} tidak memuat Pasal {number}."
            )
        return units


def consolidate(base: Regulation, amendments: Sequence[Amendment], on: date) -> Consolidated:
    """Return the text of *base* on the day *on*.

    Args:
        base: the law as enacted.
        amendments: in any order; those not in force on that day are ignored.
        on: the day.

    Raises:
        AmendmentError: an amendment does not amend *base*, or names an earlier amending law that is
            missing from *amendments*.

    """
    chain = sorted((a for a in amendments if a.in_force <= on), key=lambda a: a.in_force)
    for index, amendment in enumerate(chain):
        _check(base, amendment.law, [before.law for before in chain[:index]])
    text = WorkingText(base, amended_part(base))
    for index, amendment in enumerate(chain, 1):
        apply_law(text, amendment.law, index)
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
    """Raise AmendmentError unless *law* amends *base* as amended by all of *before*."""
    article = amending_article(law)
    lead = lead_of(law, article) if article else ""
    if law.kind != base.kind or not names_law(f"{law.title.upper()} {lead}", base):
        raise AmendmentError(f"{law.id} tidak menyebut dirinya perubahan atas {base.id}.")
    missing = earlier_changes(lead) - {
        (number.upper(), str(given.year)) for given in (base, *before) for number in given.numbers
    }
    if missing:
        names = ", ".join(f"{number}/{year}" for number, year in sorted(missing))
        raise AmendmentError(
            f"{law.id} mengubah teks yang sudah diubah oleh {names}, yang tidak ikut diberikan; "
            "sertakan semua perubahan sebelumnya."
        )
