"""Numbers with their units: "15 hari" falls within "14 (empat belas) hingga 16 hari kerja".

A question counts more freely than a provision: "seminggu", "belum sampai 10 hari", "dua pekan
lebih", "alpa 3 kali".  Rules on absence count working days, so weeks, months and years of absence
are as many of these as they can have.  Hours are counted in minutes.
"""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

from regsearch.model.query import Quantity

if TYPE_CHECKING:
    from collections.abc import Iterator

_IN_WORDS = r"(?:\s*\([^)]*\))?"
_TO = r"(?:sampai dengan|hingga|sampai|s\.?/?d\.?|-|\u2013)"
_QUANTITY = re.compile(
    rf"(?:\b(?P<above>lebih dari|melebihi|di ?atas)\s+)?\b(?P<low>\d{{1,4}}){_IN_WORDS}"
    rf"(?:\s*{_TO}\s*(?P<high>\d{{1,4}}){_IN_WORDS})?"
    # "Nomor 5 Tahun 2014" names an instrument.
    r"\s*(?P<unit>hari|minggu|bulan|tahun(?!\s+(?:19|20)\d\d\b))\b(?:\s+kerja)?"
    r"(?P<more>\s+(?:atau lebih|ke atas|lebih))?",
    re.IGNORECASE,
)
_SHARE = re.compile(
    rf"(?P<less>kurang dari\s+)?(?<![\d,.])(?P<low>\d{{1,3}}(?:,\d+)?)\s*(?:%|persen){_IN_WORDS}"
    rf"(?:\s*{_TO}\s*(?P<high>\d{{1,3}}(?:,\d+)?)\s*(?:%|persen){_IN_WORDS})?",
    re.IGNORECASE,
)
_AT_LEAST = r"(?:≥|>=|minimal|paling sedikit|mulai)"
_CLOCK = re.compile(
    rf"(?:(?P<above>lebih dari|di ?atas|melebihi|>(?!=))\s*|{_AT_LEAST}\s*"
    r"|(?P<below>kurang dari|di ?bawah|<)\s*)?"
    rf"(?<![\d,.])(?P<low>\d{{1,4}}(?:,\d{{1,2}})?){_IN_WORDS}(?:\s*(?P<first>menit|jam)\b)?"
    rf"(?:\s*{_TO}\s*(?:(?P<short>kurang dari|<(?!=))|≤|<=)?\s*(?P<high>\d{{1,4}}){_IN_WORDS}"
    r"\s*(?P<unit>menit|jam)\b|(?<=menit)|(?<=jam))"
    r"(?P<more>\s+(?:atau lebih|ke atas|lebih))?",
    re.IGNORECASE,
)
"""Minutes and hours, of which tables of late arrivals give spans: "1 menit s.d. < 31 menit"."""
_MINUTES = {"menit": 1.0, "jam": 60.0}
_UNITS = "nol satu dua tiga empat lima enam tujuh delapan sembilan".split()
_SPELLED = re.compile(
    rf"\b(?:(?P<tens>{'|'.join(_UNITS[2:])}) puluh(?: (?P<ones>{'|'.join(_UNITS[1:])}))?"
    rf"|(?P<teen>{'|'.join(_UNITS[2:])}) belas|(?P<few>sepuluh|sebelas|{'|'.join(_UNITS[1:])}))"
    r"(?=\s+(?:hari|minggu|bulan|tahun|persen)\b)",
    re.IGNORECASE,
)

_UNIT = re.compile(r"hari|minggu|bulan|tahun|persen|%|menit|jam")
"""Part of every quantity."""
_WORD_BEFORE_UNIT = re.compile(
    rf"(?:{'|'.join(_UNITS[1:])}|puluh|sepuluh|sebelas|belas)\s+(?:hari|minggu|bulan|tahun|persen)"
)
"""Part of every one in words.  Most texts have neither, and the patterns above, which mind no
capitals, are slow to say so."""


def quantities(text: str) -> tuple[Quantity, ...]:
    """Return the quantities of time in *text*, in order, and then the shares in percent.

    A number may be in words: "sepuluh hari".
    """
    lower = text.lower()
    if not _UNIT.search(lower):
        return ()
    if _WORD_BEFORE_UNIT.search(lower):
        text = _SPELLED.sub(_in_figures, text)
    found = []
    for match in _QUANTITY.finditer(text):
        low = float(match["low"]) + bool(match["above"])
        open_end = match["above"] or match["more"]
        high = math.inf if open_end else float(match["high"] or low)
        found.append(Quantity(match["unit"].casefold(), low, high))
    if "menit" in lower or "jam" in lower:
        found += _minutes(text)
    for match in _SHARE.finditer(text):
        low, high = _number(match["low"]), _number(match["high"] or match["low"])
        # "kurang dari 25%" ends below 25.
        found.append(Quantity("persen", *((0.0, low - 1) if match["less"] else (low, high))))
    return tuple(found)


def _number(digits: str) -> float:
    return float(digits.replace(",", "."))


def _minutes(text: str) -> Iterator[Quantity]:
    for match in _CLOCK.finditer(text):
        last = _MINUTES[(match["unit"] or match["first"]).casefold()]
        first = _MINUTES[match["first"].casefold()] if match["first"] else last
        low = _number(match["low"]) * first
        high = float(match["high"]) * last if match["high"] else low
        if match["short"]:
            high -= 1
        if match["below"]:
            low, high = 0.0, low - 1
        elif match["above"]:
            low, high = low + 1, math.inf
        elif match["more"] or re.match(_AT_LEAST, match[0], re.IGNORECASE):
            high = math.inf
        yield Quantity("menit", low, high)


def _in_figures(match: re.Match[str]) -> str:
    if tens := match["tens"]:
        ones = _UNITS.index(match["ones"].casefold()) if match["ones"] else 0
        return str(10 * _UNITS.index(tens.casefold()) + ones)
    if teen := match["teen"]:
        return str(10 + _UNITS.index(teen.casefold()))
    few = match["few"].casefold()
    return {"sepuluh": "10", "sebelas": "11"}.get(few) or str(_UNITS.index(few))


_ONE = re.compile(
    r"(?<!dalam )(?<!per )(?<!tiap )(?<!setiap )"
    r"\bse(hari|minggu|pekan|bulan|tahun|jam|menit)(?:an)?\b",
    re.I,
)
""""Sebulan"; but "dalam setahun" says within what time something else is counted."""
_WITHIN = re.compile(r"\b(?:dalam|per|tiap|setiap)\s+(?:satu|1)\s+(?:minggu|bulan|tahun)\b", re.I)
_ASKED = re.compile(
    r"(?:\b(?P<below>kurang dari|belum sampai|belum genap|belum ada|tidak sampai|tak sampai"
    r"|(?:ga|gak|nggak|enggak) sampai|di bawah|dibawah)\s+"
    r"|\b(?P<nearly>hampir)\s+"
    r"|\b(?P<above>lebih dari|di atas|diatas|melebihi|melewati|lewat|lebih)\s+"
    r"|\b(?P<least>minimal|paling sedikit|sedikitnya|setidaknya)\s+"
    r"|\b(?P<most>maksimal|paling lama|paling banyak|sampai dengan)\s+)?"
    r"\b(?P<low>\d{1,4})(?P<tens>\s?-?\s?an\b)?"
    rf"(?:\s*{_TO}\s*(?P<high>\d{{1,4}}))?"
    r"\s*(?P<unit>hari|hr|minggu|pekan|bulan|bln|tahun(?!\s+(?:19|20)\d\d\b)|thn|kali|x"
    r"|menit|mnt|jam)\b(?:\s+kerja)?(?P<more>\s+(?:atau lebih|ke atas|lebih))?",
    re.IGNORECASE,
)
_CALLED = {
    "hr": "hari",
    "pekan": "minggu",
    "bln": "bulan",
    "thn": "tahun",
    "x": "kali",
    "mnt": "menit",
}
_WORKING_DAYS = {"kali": (1, 1), "minggu": (5, 6), "bulan": (20, 23), "tahun": (235, 260)}
"""Fewest and most working days of each: estimates, which know no holidays."""
_NEARLY = 0.75
"""Share of a number that is nearly it."""
_BEFORE_UNIT = re.compile(
    _SPELLED.pattern.replace("(?:hari|", "(?:hari|hr|pekan|kali|menit|jam|"), re.I
)
_HALF = re.compile(r"\bsetengah jam\b")


def asked_quantities(text: str, *, absence: bool) -> tuple[Quantity, ...]:
    """Return the quantities of time in a question, in order, and then the shares in percent.

    Args:
        text: the question, without the citations and dates in it.
        absence: whether it is about absence, which is counted in working days.

    """
    lower = _ONE.sub(r"1 \1", _WITHIN.sub(" ", text.lower()))
    lower = _HALF.sub("30 menit", _BEFORE_UNIT.sub(_in_figures, lower))
    found = []
    for match in _ASKED.finditer(lower):
        unit = _CALLED.get(match["unit"], match["unit"])
        low = float(match["low"])
        high = float(match["high"] or low)
        if match["tens"]:
            high = low + 9
        if unit == "jam":
            unit, low, high = "menit", low * 60, high * 60
        if absence and unit in _WORKING_DAYS:
            fewest, most = _WORKING_DAYS[unit]
            unit, low, high = "hari", low * fewest, high * most
        if unit == "kali":
            continue
        if match["below"]:
            low, high = 0.0, low - 1
        elif match["nearly"]:
            low, high = math.ceil(low * _NEARLY), high - 1
        elif match["most"]:
            low = 0.0
        elif match["above"] or (match["more"] and match["more"].strip() == "lebih"):
            low, high = low + 1, math.inf
        elif match["least"] or match["more"]:
            high = math.inf
        found.append(Quantity(unit, low, high))
    return (*found, *(quantity for quantity in quantities(text) if quantity.unit == "persen"))


def fits(asked: tuple[Quantity, ...], told: tuple[Quantity, ...]) -> bool | None:
    """Say whether a provision's quantities may be one that is asked about.

    Args:
        asked: quantities of a question.
        told: quantities of a provision.

    Returns:
        None where they have no unit in common.
    """
    pairs = [(a, t) for a in asked for t in told if a.unit == t.unit]
    return any(t.low <= a.high and a.low <= t.high for a, t in pairs) if pairs else None
