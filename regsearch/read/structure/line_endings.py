"""The ends of lines: whether one closes a clause, announces a list or refers to an article."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from regsearch.read.extract.lines import Line

FIRMLY, SOFTLY, UNKNOWN, OPEN = 2, 1, 0, -2
"""Scores of how firmly a line closes a clause."""

_TAIL = 24
"""Length of the end of a text that the patterns are applied to; no match is longer."""

_HARD_ENDS = frozenset(".;:?")
_NOT_RESTATED = "(tidak diringkas)"
"""How a digest ends a clause that it does not restate."""

_SOFT_ENDS = (",", "dan", "atau", "serta")
_SOFT_END = re.compile(r"(?:,|\bdan|\batau|\bdan/atau|\bserta)$")
_SOFT_LENGTH = len("dan/atau")
_ENDS_IN_WORD = re.compile(r"(?:[a-z]{3}|[,(\d%)]|\bke|\bdi)$")
_ENDS_IN_WORD_LENGTH = 3
"""Length of the longest match of that pattern."""
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
_MAX_TITLE_WORDS = 8
_MAX_HEADING_LENGTH = 400
"""Characters; a longer text is no heading, and splitting it at every line takes quadratic time."""
_LINKING = frozenset("atas atau bagi dalam dan dari dengan di ke oleh pada serta tentang".split())
_BEGINS = re.compile(r"(?:\(?[1lI]\s?[)1l]|[A-Z\"“][a-z]|[A-Z]{2,})")


def closed(line: Line) -> int:
    """Return the score of how firmly *line* closes a clause.

    >>> from regsearch.read.extract.lines import Line
    >>> closed(Line("Cukup jelas.")) == FIRMLY, closed(Line("pegawai dan")) == SOFTLY
    (True, True)
    """
    text = line.text
    if text.rstrip("'\"”’)")[-1:] in _HARD_ENDS or text.endswith(_NOT_RESTATED):
        return FIRMLY
    if line.x is None and not _ENDS_IN_WORD.search(text, max(0, len(text) - _ENDS_IN_WORD_LENGTH)):
        return UNKNOWN  # noise may hide the end of the clause
    soft = text.endswith(_SOFT_ENDS) and _SOFT_END.search(text, max(0, len(text) - _SOFT_LENGTH))
    return SOFTLY if soft else OPEN


def announces_list(text: str) -> bool:
    """Return whether a list can follow *text* although *text* does not end with a colon."""
    return bool(_LEAD_IN.search(text[-_TAIL:]))


def heading_words(text: str) -> list[str]:
    """Return the words of *text*, none if it is too long for a heading."""
    return text.split() if len(text) <= _MAX_HEADING_LENGTH else []


def is_title(text: str) -> bool:
    """Return whether *text* is a title: few words, all capitalised, no final full stop."""
    words = heading_words(text)
    return (
        0 < len(words) <= _MAX_TITLE_WORDS
        and all(word[0].isupper() or word in _LINKING for word in words)
        and text[-1].isalpha()
    )


def refers(text: str) -> bool:
    """Return whether *text* ends in words after which ``Pasal 5`` is a reference, not a heading."""
    return bool(_REFERS.search(text[-_TAIL:]))


def begins_sentence(text: str) -> bool:
    """Return whether an article's text can begin with *text*."""
    return bool(_BEGINS.match(text))
