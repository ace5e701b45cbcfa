"""Instruments cited by kind, number and year: ``PP Nomor 94 Tahun 2021``, ``UU 5/2014``.

The kinds and all their spellings are data (``data/citation_kinds.toml``).
"""

from __future__ import annotations

import re
from functools import cache

from regsearch import data
from regsearch.citation.values import InstrumentName

_NUMBERED = (
    # "se" is a circular, but not the beginning of "sebagaimana ... Nomor 5 Tahun 2014".
    r"\b(?P<kind>@kinds@)(?=[^a-z]|nomor|no\b|nmr\b)\.?\s*"
    # The issuer or region stands between, but neither another instrument nor a clause.
    r"(?P<region>(?:(?!nomor|no\b|pasal|tentang|uu\b|pp\b|undang|sebagaimana\b|menurut\b|dalam\b"
    r"|dibaca\b|diatur\b|jo\b|juncto\b|berdasarkan\b|yang\b|oleh\b|dengan\b)[a-z]+\.?\s+){0,6}?)"
    r"(?:(?:nomor|no|nmr)\b[.:]?\s*)?(?P<number>[a-z]{0,3}[\d][\w.\-]*(?:/[a-z][\w.\-]*)*)\s*"
    # "PP 53 2010": people leave "tahun" out.
    r"(?:(?:tahun|thn|th)\b\.?\s*|/\s*|(?<=\d\s))(?P<year>(?:19|20)\d\d)\b"
)
_NUMBER_LABELS = ("no", "nmr")
"""How the word "nomor" begins that may follow a kind without a space, ``PPnomor``."""


def kind_labels() -> dict[str, str]:
    """Return how each kind of instrument is printed in a citation.

    >>> kind_labels()["perppu"]
    'Perppu'
    """
    labels: dict[str, str] = data.table("citation_kinds")["labels"]
    return labels


def first_words_of_kinds() -> frozenset[str]:
    """Return the first word of every spelling of a kind, in lower case."""
    return frozenset(spelling.split()[0] for spelling in _kinds())


def numbered_instrument(text: str, start: int, letters: str) -> InstrumentName | None:
    """Return the instrument with kind, number and year that begins at *start*, or None.

    Only the patterns of kinds that begin as the text does are compiled and tried.

    Args:
        text: the text to read.
        start: offset at which the instrument must begin.
        letters: the letters of *text* from *start* to the first other character, in lower case.

    """
    for size in range(len(letters), 0, -1):
        ends = size == len(letters) or letters.startswith(_NUMBER_LABELS, size)
        if ends and letters[:size] in _spellings_by_letters():
            match = _numbered_pattern(letters[:size]).match(text, start)
            if match:
                return _named(match)
    return None


def _named(match: re.Match[str]) -> InstrumentName:
    region = " ".join((match["region"] or "").split())
    return InstrumentName(
        match.group(),
        _kinds()[" ".join(match["kind"].casefold().split())],
        (match["number"].lstrip("0") or "0").upper(),
        int(match["year"]),
        alias=region.casefold() or None,
    )


@cache
def _kinds() -> dict[str, str]:
    """Return the kind that each spelling names, the longest spelling first.

    The order keeps "surat edaran" from being read as "surat".
    """
    kinds = data.table("citation_kinds")["kinds"]
    pairs = ((spelling, kind) for kind, spellings in kinds.items() for spelling in spellings)
    return dict(sorted(pairs, key=lambda pair: (-len(pair[0]), pair[0])))


@cache
def _spellings_by_letters() -> dict[str, list[str]]:
    """Return the spellings by the letters that they begin with, the longest first."""
    table: dict[str, list[str]] = {}
    for spelling in _kinds():
        table.setdefault(re.split(r"[^a-z]", spelling)[0], []).append(spelling)
    return table


@cache
def _numbered_pattern(letters: str) -> re.Pattern[str]:
    spellings = (re.escape(s).replace(r"\ ", r"\s+") for s in _spellings_by_letters()[letters])
    return re.compile(_NUMBERED.replace("@kinds@", "|".join(spellings)), re.IGNORECASE)
