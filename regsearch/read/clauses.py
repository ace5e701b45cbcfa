"""How a line ends: whether a clause is closed, a list announced, an article about to be named."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from regsearch.read.lines import Line

FIRMLY, SOFTLY, UNKNOWN, OPEN = 2, 1, 0, -2
"""How firmly a line closes a clause, as a score."""

_HARD_END = re.compile(r"[.;:?]['\"”’)]*$|\(tidak diringkas\)$")
# A digest ends a clause with the note that it does not restate a provision.
_SOFT_END = re.compile(r"(?:,|\bdan|\batau|\bdan/atau|\bserta)$")
_ENDS_IN_WORD = re.compile(r"(?:[a-z]{3,}|[,(\d%)]|\bke|\bdi)$")
_LEAD_IN = re.compile(
    r"\b(?:dengan|meliputi|adalah|yaitu|yakni|atas|berupa|berikut|untuk|apabila|jika|bila|dari|"
    r"antara lain|memuat|mencakup|menurut|terhadap|dalam|bagi|oleh|wajib|dilarang|berhak|harus|"
    r"dapat)$"
)
_REFERS = re.compile(
    r"(?:\b(?:dalam|dan|atau|pada|dengan|dari|ayat|huruf|angka|ketentuan|dimaksud|menurut|juncto|"
    r"yaitu|melanggar|berdasarkan|tentang|penjelasan|pasal|ke|bagi|oleh)|,|\(|\bjo\.?)$",
    re.IGNORECASE,
)
_BEGINS = re.compile(r"(?:\(?[1lI]\s?[)1l]|[A-Z\"“][a-z]|[A-Z]{2,})")


def closed(line: Line) -> int:
    """Return how firmly *line* closes a clause: firmly, softly, unknown, or not at all."""
    if _HARD_END.search(line.text):
        return FIRMLY
    if line.x is None and not _ENDS_IN_WORD.search(line.text):
        return UNKNOWN  # noise at the end of glued text hides how it closed
    return SOFTLY if _SOFT_END.search(line.text) else OPEN


def announces_list(text: str) -> bool:
    """Return whether a list can follow *text* although its colon is missing."""
    return bool(_LEAD_IN.search(text))


def refers(text: str) -> bool:
    """Return whether *text* ends in words that make a following ``Pasal 5`` a mere reference."""
    return bool(_REFERS.search(text))


def begins_sentence(text: str) -> bool:
    """Return whether an article's text can begin with *text*."""
    return bool(_BEGINS.match(text))
