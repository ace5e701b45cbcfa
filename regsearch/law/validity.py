"""When a provision is law."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from regsearch.law.catalog.instrument import Instrument
    from regsearch.model import Locator


def validity(instrument: Instrument, locator: Locator) -> tuple[date, date | None, bool]:
    """Return when a provision is law: first day, first day after, and whether it was amended.

    The document's own days hold unless the catalogue says otherwise of the provision or of a unit
    around it: amended (PP 11/2017 Pasal 254, by PP 17/2020), or surviving its document's
    revocation (the *sedang* list of PP 53/2010, by PP 94/2021 Pasal 45 angka 3).
    """
    start, end, amended = instrument.start, instrument.revoked, False
    for provision in instrument.notes_on(locator):
        start = provision.in_force or start
        if provision.survives:
            end = None
        if provision.revoked:
            end, amended = provision.revoked, provision.replaced_by is not None
    return start, end, amended
