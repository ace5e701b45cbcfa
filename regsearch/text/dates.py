"""The days that a question speaks of."""

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


_AROUND = re.compile(
    r"(?:\b(?:pada|per|sejak|mulai|sampai|hingga|di|tanggal|tgl|hari|bulan|tahun|thn|senin|selasa|rabu"
    rf"|kamis|jumat|sabtu|minggu|ahad)\b[\s.,]{{0,5}}){{0,6}}(?:{_DATE.pattern})",
    re.IGNORECASE,
)
"""A day with the words that only say that it is one: "pada hari Selasa tanggal 12 Maret 2019"."""
_BEGAN = re.compile(
    r"\b(?:sejak|semenjak|mulai|dari|angkatan|formasi|lulus|lulusan|lahir|kelahiran|dilantik|diangkat"
    r"|menjabat|tmt)"
    r"(?:\s+(?:(?:jadi|sebagai|pns|asn|cpns|pppk|kades|dari|sejak|pada|di|tanggal|tgl|bulan|tahun"
    rf"|thn|th)\b\.?)){{0,3}}\s+(?:{_DATE.pattern})",
    re.IGNORECASE,
)
"""A day since which something is so, or on which a career began: what is asked about has happened
since."""


def mentioned_days(text: str, today: date) -> tuple[date, date] | None:
    """Return the first and last of the days in the past that *text* speaks of, or None.

    They are those of one date, month or year; two different ones, or one that is not over, are
    none.  The law of the last day is meant, because a law that began within a month or a year is
    the one that most of what is asked about it falls under; the reader is told which day was taken.
    A day on which something only began ("PNS sejak 2015") is none of them.

    Args:
        text: a question, without the citations in it (their years are no dates).
        today: the last day that counts as past.
    """
    since = _BEGAN.sub(" ", text)
    found = {days for match in _DATE.finditer(since) if (days := _days(match))}
    if len({last for _, last in found}) != 1:
        return None
    first, last = max(found)
    return (first, last) if last <= today else None


def dates_in(text: str) -> list[tuple[date, date, int, int]]:
    """Return the dates and months in *text*, in order: first and last day, and where it stands.

    >>> dates_in("pada tanggal 12 Maret 2024")
    [(datetime.date(2024, 3, 12), datetime.date(2024, 3, 12), 13, 26)]
    """
    return [
        (*days, *match.span())
        for match in _DATE.finditer(text)
        if not match["bare"] and (days := _days(match))
    ]


def without_dates(text: str) -> str:
    """Return *text* without the days, months and years in it, which are no words to search by."""
    return _AROUND.sub(" ", text)


def _days(match: re.Match[str]) -> tuple[date, date] | None:
    try:
        if match["iso"]:
            day = date.fromisoformat(match["iso"])
            return day, day
        if match["dmy"]:
            day = date(*reversed([int(part) for part in re.split(r"[/-]", match["dmy"])]))
            return day, day
        if match["bare"]:
            return date(int(match["bare"]), 1, 1), date(int(match["bare"]), 12, 31)
        year, month = int(match["year"]), _MONTHS[match["month"].casefold()]
        if match["day"]:
            day = date(year, month, int(match["day"]))
            return day, day
        return date(year, month, 1), date(year, month, monthrange(year, month)[1])
    except ValueError:
        # "31 Juni 2021" is no day.
        return None
