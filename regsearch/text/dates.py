"""The day that a question speaks of."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("januari", "jan"),
            ("februari", "pebruari", "feb"),
            ("maret", "mar"),
            ("april", "apr"),
            ("mei",),
            ("juni", "jun"),
            ("juli", "jul"),
            ("agustus", "agu", "ags"),
            ("september", "sept", "sep"),
            ("oktober", "okt"),
            ("november", "nopember", "nov"),
            ("desember", "des"),
        ),
        1,
    )
    for name in names
}
_DATE = re.compile(
    r"\b(?P<iso>(?:19|20)\d\d-\d\d-\d\d)\b"
    r"|\b(?P<dmy>\d{1,2}[/-]\d{1,2}[/-](?:19|20)\d\d)\b"
    rf"|\b(?:(?P<day>\d{{1,2}})\s+)?(?P<month>{'|'.join(_MONTHS)})\.?\s+(?P<year>(?:19|20)\d\d)\b"
    r"|(?<![\d/.-])\b(?P<bare>(?:19|20)\d\d)\b(?![\d/.-])",
    re.IGNORECASE,
)


def mentioned_day(text: str, today: date) -> date | None:
    """Return the one day in the past that *text* speaks of, or None.

    A month stands for its last day and a year for its last day, because a law that began within
    it is the one that most of what is asked about it falls under; the reader is told which day was
    taken.  Two different days, or one still to come, are none.

    Args:
        text: a question, without the citations in it (their years are no dates).
        today: the last day that counts as past.
    """
    days = {day for match in _DATE.finditer(text) if (day := _day(match))}
    if len(days) != 1:
        return None
    found = days.pop()
    return found if found <= today else None


def without_dates(text: str) -> str:
    """Return *text* without the days, months and years in it, which are no words to search by."""
    return _DATE.sub(" ", text)


def _day(match: re.Match[str]) -> date | None:
    try:
        if match["iso"]:
            return date.fromisoformat(match["iso"])
        if match["dmy"]:
            day, month, year = map(int, re.split(r"[/-]", match["dmy"]))
            return date(year, month, day)
        if match["bare"]:
            return date(int(match["bare"]), 12, 31)
        year, month = int(match["year"]), _MONTHS[match["month"].casefold()]
        return date(year, month, int(match["day"] or monthrange(year, month)[1]))
    except ValueError:
        # "31 Juni 2021" is no day.
        return None
