"""Numbers with their units: "15 hari" falls within "14 (empat belas) hingga 16 hari kerja"."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

_IN_WORDS = r"(?:\s*\([^)]*\))?"
_QUANTITY = re.compile(
    rf"\b(?P<low>\d{{1,4}}){_IN_WORDS}"
    rf"(?:\s*(?:sampai dengan|hingga|sampai|s\.?/?d\.?|-|\u2013)\s*(?P<high>\d{{1,4}}){_IN_WORDS})?"
    r"\s*(?P<unit>hari|minggu|bulan|tahun)\b(?:\s+kerja)?"
    r"(?P<more>\s+(?:atau lebih|ke atas|lebih))?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number or a range of numbers of one unit, both ends included."""

    unit: str
    """``hari``, ``minggu``, ``bulan`` or ``tahun``."""
    low: float
    high: float
    """Infinite for "28 hari atau lebih"."""


def quantities(text: str) -> tuple[Quantity, ...]:
    """Return the quantities of time in *text*, in order."""
    found = []
    for match in _QUANTITY.finditer(text):
        low = float(match["low"])
        high = math.inf if match["more"] else float(match["high"] or low)
        found.append(Quantity(match["unit"].casefold(), low, high))
    return tuple(found)


def fits(asked: tuple[Quantity, ...], told: tuple[Quantity, ...]) -> bool | None:
    """Say whether a provision's quantities hold one that is asked about.

    Args:
        asked: quantities of a question.
        told: quantities of a provision.

    Returns:
        None where they have no unit in common.
    """
    pairs = [(a, t) for a in asked for t in told if a.unit == t.unit]
    return any(t.low <= a.low and a.high <= t.high for a, t in pairs) if pairs else None
