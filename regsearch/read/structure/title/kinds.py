"""The kind of instrument in a title: its words, also torn, glued or misread ones.

The kinds are data (``data/kinds.toml``).
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from functools import cache
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from regsearch import data

if TYPE_CHECKING:
    from collections.abc import Sequence

    from regsearch.read.extract.lines import Line


class Kind(NamedTuple):
    """A row of ``data/kinds.toml`` for one spelling."""

    words: str
    id: str
    regional: bool
    has_office: bool
    series: bool
    """Whether each office numbers its own, so that the office is a part of the id."""
    elsewhere: str | None = None
    """Id of the kind that it is where the words of a region follow."""


class Beginning(NamedTuple):
    """The beginning of a title block."""

    kind: Kind
    rest: str
    """The line after the words of the kind."""
    lines: int
    """Number of lines that the words of the kind take."""


@cache
def _kinds() -> tuple[Kind, ...]:
    """Return the spellings of all kinds, the longest first."""
    rows = [
        Kind(
            words,
            str(entry["id"]),
            bool(entry.get("region")),
            bool(entry.get("office")),
            bool(entry.get("series")),
            entry.get("elsewhere"),
        )
        for entry in data.table("kinds")["kind"]
        for words in entry["title"]
    ]
    return tuple(sorted(rows, key=lambda row: -len(row.words)))


@cache
def kinds_in_series() -> frozenset[str]:
    """Return the kinds of which each office numbers its own."""
    return frozenset(kind.id for kind in _kinds() if kind.series)


LABEL = r"(?:\bN\s?[O0QC]\s?M\s?[O0QE]\s?[RK](?![a-z])|\bNO(?![a-z])\.?)"
"""Pattern of the word before a number, in any case."""

_MAX_KIND_LINES = 3
"""The words of the kind may be spread over this many lines, ``PERATURAN`` / ``BUPATI CONTOH``."""

_ALIKE, _WORD_ALIKE = 0.88, 0.7
"""Similarity from which on words in capitals, and each of them, are a misreading of a kind's."""

_DASHES = str.maketrans("–—‑", "---")
_CAPITAL_BLUR = str.maketrans("!|10", "IIIO")
"""What OCR reads in place of capitals."""
_SMALL_L = re.compile(r"(?<=[A-Z])l|l(?=[A-Z])")

_BEFORE_TITLE = re.compile(r"(?:SALINAN|Salinan|RANCANGAN)?\W*")
_MAX_INLINE = 6
"""Number of lines among which a title on one line is; later ones are references to other laws."""

_INLINE = re.compile(
    r"(?P<kind>[A-Z][\w\- ,/]{3,160}?)\s+(?P<number>(?:Nomor|No\.?)\s.{1,60}?)\s+"
    r"(?P<about>[Tt]entang)\s+(?P<name>\S.*)$"
)
"""A title in title case, on one line or a few, as web pages have it."""

_GENERIC = frozenset({"peraturan", "perka", "keputusan", "instruksi", "surat"})
"""Kinds whose words begin those of others; a misread one of the others goes before them."""


def find_beginning(lines: Sequence[Line], index: int) -> Beginning | None:
    """Return the beginning of the title block in the line at *index*, or None."""
    text = lines[index].text.translate(_DASHES)
    for taken in range(1, _MAX_INLINE if index < _MAX_INLINE and not text.isupper() else 1):
        block = " ".join(line.text for line in lines[index : index + taken])
        inline = _INLINE.match(block.translate(_DASHES))
        if inline is not None and (kind := _kind_of(inline["kind"].upper())) is not None:
            office = inline["kind"][len(kind.words) :].upper()
            rest = f"{office} {inline['number'].upper()} TENTANG {inline['name']}"
            return Beginning(kind, rest.strip(), taken)
    glued = re.search(r"\bNOMOR\s+[\dOIlL]+\s+TAHUN\b", text)
    if glued and (whole := _last_before(text, glued.start())) is not None:
        return whole
    # The words of the kind may go on: PERATURAN / MENTERI, PERATURAN BADAN / KEPEGAWAIAN NEGARA.
    head = [text]
    for line in lines[index + 1 : index + _MAX_KIND_LINES]:
        if not _capitals(text).isupper() or _ends_head(line.text):
            break
        head.append(line.text.translate(_DASHES))
    joined = " ".join(head)
    found = _printed(joined)
    if found is None or found[0].id in _GENERIC:
        found = _torn(joined) or _misread(joined) or found
    if found is None:
        return None
    kind, end = found
    starts = list(accumulate((len(line) + 1 for line in head), initial=0))
    taken = max(number for number in range(len(head)) if starts[number] < end)
    return Beginning(kind, head[taken][end - starts[taken] :].strip(), taken + 1)


def _ends_head(text: str) -> bool:
    label = re.search(rf"{LABEL}|\bTENTANG\b", text, re.IGNORECASE)
    return label is not None or not _capitals(text).isupper()


def _capitals(text: str) -> str:
    """Return *text* with what OCR reads in place of capitals replaced, character by character."""
    return _SMALL_L.sub("I", text.translate(_CAPITAL_BLUR))


def _kind_of(text: str) -> Kind | None:
    """Return the kind with whose words *text* begins, or None."""
    for kind in _kinds():
        if text.startswith(kind.words) and not text[len(kind.words) :][:1].isalpha():
            return kind
    return None


def _last_before(text: str, end: int) -> Beginning | None:
    """Return the beginning of a title whose kind and number stand on one line, before *end*."""
    for kind in _kinds():
        start = text.rfind(kind.words, 0, end)
        after = start + len(kind.words)
        if start >= 0 and not text[after : after + 1].isalpha():
            return Beginning(kind, text[after:].strip(), 1)
    return None


def _printed(text: str) -> tuple[Kind, int] | None:
    """Return the kind with whose words *text* begins, and their end."""
    before = _BEFORE_TITLE.match(text)
    start = before.end() if before else 0
    kind = _kind_of(text[start:])
    return (kind, start + len(kind.words)) if kind else None


def _torn(text: str) -> tuple[Kind, int] | None:
    """Return the kind whose words are torn, glued or letter-spaced, and their end."""
    places = [place for place, sign in enumerate(text) if not sign.isspace()]
    letters = _capitals("".join(text[place] for place in places))
    spaced = len(text) >= 2 * len(letters) - 2 > 8  # P E R A T U R A N
    for kind in _kinds():
        spelled = kind.words.replace(" ", "")
        if kind.id in _GENERIC or not letters.startswith(spelled):
            continue
        end = places[len(spelled) - 1] + 1
        if spaced or not text[end : end + 1].isalpha():
            return kind, end
    return None


def _misread(text: str) -> tuple[Kind, int] | None:
    """Return the kind whose words are misread, and their end."""
    words = list(re.finditer(r"[^\s`'\"*.,]\S*", _capitals(text)))
    if not words or not _capitals(text).isupper():
        return None
    read = [word[0] for word in words]
    first = read[0].split("-")[0]
    likely = {word for word in _first_words() if _similarity(first, word) >= _WORD_ALIKE}
    for kind in sorted(_kinds(), key=lambda kind: kind.id in _GENERIC) if likely else ():
        spelled = kind.words.split()
        if (
            spelled[0].split("-")[0] in likely
            and len(spelled) <= len(read)
            and _similarity(" ".join(read[: len(spelled)]), kind.words) >= _ALIKE
            and all(map(_are_alike, read, spelled))
        ):
            return kind, words[len(spelled) - 1].end()
    return None


@cache
def _first_words() -> frozenset[str]:
    return frozenset(kind.words.split()[0].split("-")[0] for kind in _kinds())


def _are_alike(word: str, other: str) -> bool:
    return _similarity(word, other) >= _WORD_ALIKE


def _similarity(words: str, others: str) -> float:
    return SequenceMatcher(None, words, others).ratio()
