"""How a line ends: whether a clause is closed, a list announced, an article about to be named."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from regsearch.read.extract.lines import Line

FIRMLY, SOFTLY, UNKNOWN, OPEN = 2, 1, 0, -2
"""How firmly a line closes a clause, as a score."""

_TAIL = 24
"""What a line ends with is no longer than that; only so much of a long text is looked at."""

_HARD_ENDS = frozenset(".;:?")
_NOT_RESTATED = "(tidak diringkas)"
"""So a digest ends a clause that it does not restate."""

_SOFT_ENDS = (",", "dan", "atau", "serta")
_SOFT_END = re.compile(r"(?:,|\bdan|\batau|\bdan/atau|\bserta)$")
_LONGEST = len("dan/atau")
_ENDS_IN_WORD = re.compile(r"(?:[a-z]{3}|[,(\d%)]|\bke|\bdi)$")
_SHORTEST = 3
"""What that pattern looks at: so many characters at the end."""
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
_LONGEST_TITLE = 8
_LINKING = frozenset("atas atau bagi dalam dan dari dengan di ke oleh pada serta tentang".split())
_BEGINS = re.compile(r"(?:\(?[1lI]\s?[)1l]|[A-Z\"“][a-z]|[A-Z]{2,})")


def closed(line: Line) -> int:
    """Return how firmly *line* closes a clause: firmly, softly, unknown, or not at all."""
    text = line.text
    if text.rstrip("'\"”’)")[-1:] in _HARD_ENDS or text.endswith(_NOT_RESTATED):
        return FIRMLY
    if line.x is None and not _ENDS_IN_WORD.search(text, max(0, len(text) - _SHORTEST)):
        return UNKNOWN  # noise at the end of glued text hides how it closed
    soft = text.endswith(_SOFT_ENDS) and _SOFT_END.search(text, max(0, len(text) - _LONGEST))
    return SOFTLY if soft else OPEN


def announces_list(text: str) -> bool:
    """Return whether a list can follow *text* although its colon is missing."""
    return bool(_LEAD_IN.search(text[-_TAIL:]))


def is_title(text: str) -> bool:
    """Return whether *text* is a heading: few words, each with a capital, and no full stop."""
    words = text.split()
    return (
        0 < len(words) <= _LONGEST_TITLE
        and all(word[0].isupper() or word in _LINKING for word in words)
        and text[-1].isalpha()
    )


def refers(text: str) -> bool:
    """Return whether *text* ends in words that make a following ``Pasal 5`` a mere reference."""
    return bool(_REFERS.search(text[-_TAIL:]))


def begins_sentence(text: str) -> bool:
    """Return whether an article's text can begin with *text*."""
    return bool(_BEGINS.match(text))
