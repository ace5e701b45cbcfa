"""The days on which a provision is law."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from regsearch.law.catalog.instrument import Instrument
    from regsearch.model import Locator


def validity(instrument: Instrument, locator: Locator) -> tuple[date, date | None, bool]:
    """Return the first day of a provision, the first day after it, and whether it was amended.

    These are the days of the document unless the catalogue records others for the provision or a
    unit around it: it may have been amended (PP 11/2017 Pasal 254, by PP 17/2020), or survive the
    revocation of its document (the *sedang* list of PP 53/2010, by PP 94/2021 Pasal 45 angka 3).
    One that the Constitutional Court reads in another way remains law.
    """
    start, end, amended = instrument.start, instrument.revoked, False
    for provision in instrument.notes_on(locator):
        start = provision.in_force or start
        if provision.survives:
            end = None
        if provision.revoked and not provision.is_read_by_ruling:
            end, amended = provision.revoked, provision.replaced_by is not None
    return start, end, amended
