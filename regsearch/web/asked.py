"""What a request asks for: the question, the day, the subject, the stage."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from flask import request

from regsearch.errors import UsageError

if TYPE_CHECKING:
    from regsearch.model import Stage


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as the search form sends it; None for what was left open."""

    question: str
    as_of: date | None
    subject: str | None
    stage: Stage | None


def asked_question() -> Asked:
    """Return the question of this request.

    Raises:
        UsageError: the day or the stage cannot be read.

    """
    stages: dict[str, Stage | None] = {"": None, "sebelum": "sebelum", "sesudah": "sesudah"}
    stage = request.args.get("tahap", "")
    if stage not in stages:
        raise UsageError(f"Tahap {stage!r} tidak dikenal. Pilihan: sebelum, sesudah.")
    return Asked(
        request.args.get("q", "").strip(),
        asked_day(),
        request.args.get("subjek") or None,
        stages[stage],
    )


def asked_day(name: str = "per") -> date | None:
    """Return the day that the field *name* of this request holds, or None if it is empty.

    Raises:
        UsageError: it is not a day.

    """
    text = request.values.get(name, "").strip()
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise UsageError(f"{text!r} bukan tanggal. Contoh: 2018-12-31.") from None
