"""A passage becomes an answer for a day."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from regsearch.model import Answer

if TYPE_CHECKING:
    from datetime import date

    from regsearch.law.catalog.instrument import Instrument
    from regsearch.model import Passage, Sanction


def in_force(sanction: Sanction, day: date) -> bool:
    """Return whether this reading of a sanction holds on *day*."""
    begun = sanction.in_force is None or sanction.in_force <= day
    return begun and (sanction.revoked is None or day < sanction.revoked)


def answer_of(
    passage: Passage,
    day: date,
    instrument: Instrument,
    *,
    rank: int = 1,
    score: float = 0.0,
    matched: tuple[str, ...] = (),
) -> Answer:
    """Return *passage* of *instrument* as it answers on *day*.

    Of its sanctions only those are kept whose reading holds on that day; where the provision itself
    is not law on the day, its sanctions are those of its last day, so that a reader of a revoked
    provision sees what it once carried.
    """
    when = day
    if passage.end is not None and day >= passage.end:
        when = passage.end - timedelta(days=1)
    elif day < passage.start:
        when = passage.start
    return Answer(
        rank=rank,
        score=round(score, 4),
        document=passage.document,
        citation=passage.citation,
        locator=passage.locator,
        text=passage.text,
        text_kind=passage.text_kind,
        verification=passage.verification,
        modality=passage.modality,
        status=passage.status(day),
        status_note=_status_note(passage, day, instrument.status_note),
        context=passage.context,
        penjelasan=passage.penjelasan,
        page=passage.page,
        condition=passage.condition,
        notes=passage.notes,
        sanctions=tuple(s for s in passage.sanctions if in_force(s, when)),
        related=passage.related,
        official=instrument.official,
        matched=matched,
        passage=passage,
    )


def _status_note(passage: Passage, day: date, told: str | None) -> str | None:
    parts = []
    status = passage.status(day)
    if status == "belum_berlaku":
        parts.append(f"Mulai berlaku {day_in_words(passage.start)}.")
    elif passage.end and status in {"dicabut", "diubah"}:
        parts.append(f"Tidak berlaku lagi sejak {day_in_words(passage.end)}.")
    elif passage.end:
        parts.append(f"Berlaku sampai {day_in_words(passage.end - timedelta(days=1))}.")
    if passage.scope:
        parts.append(f"Hanya mengikat {passage.scope}.")
    if told and not (passage.unreviewed and status):  # what is known of it is said already
        parts.append(told)
    return " ".join(parts) or None


_MONTHS = (
    "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember"
).split()


def day_in_words(day: date) -> str:
    """Return *day* as it is written in Indonesian.

    >>> from datetime import date
    >>> day_in_words(date(2026, 11, 29))
    '29 November 2026'
    """
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
