"""The days of enactment and promulgation, by the closing or, in a letter, its head."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from regsearch.read.structure.headings import DIGIT_BLUR

if TYPE_CHECKING:
    from collections.abc import Sequence

    from regsearch.read.extract.lines import Line

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januari djanuari",
            "februari pebruari",
            "maret",
            "april",
            "mei",
            "juni djuni",
            "juli djuli",
            "agustus agoestoes",
            "september",
            "oktober",
            "november nopember",
            "desember",
        ),
        1,
    )
    for name in names.split()
}
_DAY = (
    r"(?P<day>[\dlIOLo]{1,2})(?:\s+|\s*-\s*)(?P<month>[A-Za-z]{3,10}|\d{1,2})(?:\s+|\s*-\s*)"
    r"(?P<year>[\dlIOLoS]{4})"
)
_DATE = re.compile(rf"(?:tanggal|tgl\.?)\s*:?\s*{_DAY}", re.IGNORECASE)
_DATED_LINE = re.compile(rf".*,\s*(?:tanggal\s*)?{_DAY}")
_DATED_END = re.compile(rf".*\s{_DAY}")
"""A line of a letter's head that ends with its date, ``Nomor : B/71/2017 27 Desember 2017``."""
_ENACTED = re.compile(
    r"(?:Di)?(?:sahkan|tetapkan|keluarkan|SAHKAN|TETAPKAN|KELUARKAN)\s+(?:di|DI)\b|Agar|Supaya"
)
_PROMULGATED = re.compile(r"(?:Di)?(?:undangkan|UNDANGKAN)\s+(?:di|DI)\b")
_HEAD_LINES = 40


def read_enacted(closing: Sequence[Line], head: Sequence[Line] = ()) -> date | None:
    """Return the date of ``Disahkan/Ditetapkan ... pada tanggal``, or None if illegible.

    Letters have it after their place, on one line: ``Jakarta, 5 Maret 2030``.

    Args:
        closing: the lines after the last provision.
        head: the first lines of a letter, where it may stand instead.

    """
    text = " ".join(line.text for line in closing)
    start = _ENACTED.search(text)
    if start is not None:
        return _date(_DATE.search(text, start.start()))
    patterns = [(closing, _DATED_LINE), (head[:_HEAD_LINES], _DATED_LINE)]
    patterns.append((head[:_HEAD_LINES], _DATED_END))
    matches = (pattern.fullmatch(line.text) for lines, pattern in patterns for line in lines)
    return next(filter(None, map(_date, matches)), None)


def read_promulgated(closing: Sequence[Line]) -> date | None:
    """Return the date of ``Diundangkan ... pada tanggal``, or None."""
    text = " ".join(line.text for line in closing)
    start = _PROMULGATED.search(text)
    return _date(_DATE.search(text, start.start())) if start else None


def _date(match: re.Match[str] | None) -> date | None:
    if match is None:
        return None
    written = match["month"].lower()
    month = int(written) if written.isdigit() else _MONTHS.get(written)
    day, year = (int(match[name].translate(DIGIT_BLUR)) for name in ("day", "year"))
    try:
        return date(year, month or 0, day)
    except ValueError:
        return None
