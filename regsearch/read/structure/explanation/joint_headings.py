"""Headings of the Penjelasan that name several units, ``Pasal 3 dan Pasal 4``, and their text.

What follows such a heading explains each of the units.  A heading may have its text on its line,
``Pasal 5 Cukup jelas.``
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from regsearch.read.extract.lines import join

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from regsearch.read.extract.lines import Line

_LINK = r" ?(?:,(?: ?dan\b)?|dan\b|s\.? ?d\.?(?![a-z])|s/d\b|sampai(?: dengan)?\b|[-–]) ?"
_MENTIONED = ("Undang", "Peraturan", "Keputusan", "Pasal", "Ayat", "Huruf", "Angka", "UUD")
"""Words after numbers that are only mentioned."""

_NUMBERS = {
    "Pasal": r"\d{1,3}[A-Z]?",
    "Ayat": r"\(\d{1,2}[a-z]?\)(?!\w)",
    "Huruf": r"[a-z]\b",
    "Angka": r"\d{1,3}",
}
_SEVERAL = {
    kind: re.compile(
        rf"{kind} {number}(?:{_LINK}(?:{kind} )?{number}){{1,20}} ?[.:]?(?= |$)", re.IGNORECASE
    )
    for kind, number in _NUMBERS.items()
}
_PIECES = {
    kind: re.compile(
        rf"(?:{_LINK})?(?:{kind}\b)? ?(?:{number}(?!\w))?(?:{_LINK})?[.:]?", re.IGNORECASE
    )
    for kind, number in _NUMBERS.items()
}
"""What the lines consist of into which a text file may have split such a heading."""

_MOST_PIECES = 12
_SPACED = str.maketrans({"-": " - ", "–": " - "} | dict.fromkeys(",:()", " "))
_RANGES = frozenset(("s.d.", "s.d", "sd", "s.", "s/d", "sampai", "-"))
_LONGEST_RANGE = 60
_BY_ARTICLE = re.compile(r"(.{0,5}PASAL DEMI PASAL ?[.:]?) (Pasal\b.*)$")
_WITH_TEXT = re.compile(
    r"((?:Pasal|Ayat|Huruf|Angka) [\dA-Za-z()]{1,5}) ?[.:]? (Cukup ?jelas\b.*)$", re.IGNORECASE
)


class Joint(NamedTuple):
    """A heading of several units."""

    titles: tuple[str, ...]
    """The heading of each: ``Ayat (1)``, ``Ayat (2)``."""
    rest: str
    """The text after it on its line."""
    end: int
    """Index of the line after it."""


def read(lines: Sequence[Line], start: int) -> Joint | None:
    """Return the heading of several units that begins at *start*, or None.

    >>> from regsearch.read.extract.lines import Line
    >>> read([Line("Pasal 3 s.d. Pasal 5"), Line("Cukup jelas.")], 0).titles
    ('Pasal 3', 'Pasal 4', 'Pasal 5')
    """
    kind = lines[start].text.partition(" ")[0].capitalize()
    if kind not in _SEVERAL:
        return None
    text, found = "", None
    for end in range(start, min(start + _MOST_PIECES, len(lines))):
        piece = _PIECES[kind].match(lines[end].text)
        if end > start and (piece is None or _rest(lines[end].text, piece) is None):
            break
        text = join(text, lines[end].text)
        match = _SEVERAL[kind].match(text)
        rest = _rest(text, match) if match is not None else None
        if match is not None and rest is not None:
            form = f"{kind} ({{}})" if kind == "Ayat" else f"{kind} {{}}"
            titles = tuple(map(form.format, _numbers(match[0].partition(" ")[2])))
            found = Joint(titles, rest, end + 1)
            if rest:
                break
    return found


def _rest(text: str, match: re.Match[str]) -> str | None:
    """Return the text after a heading, None if it goes on with the sentence of a mention."""
    rest = text[match.end() :].strip()
    goes_on = rest[:1] and not rest[0].isupper()
    return None if goes_on or rest.startswith(_MENTIONED) else rest


def _numbers(text: str) -> Iterator[str]:
    """Yield the numbers that *text* names, those inside its ranges included."""
    last, is_range = "", False
    for word in text.translate(_SPACED).split():
        token = word.lower()
        if token in _RANGES:
            is_range = True
        elif token.rstrip(".")[:1].isdigit() or len(token.rstrip(".")) == 1:
            number = word.rstrip(".")
            if is_range and last:
                yield from _between(last, number)
            yield number
            last, is_range = number, False


def _between(first: str, last: str) -> Iterator[str]:
    if first.isdigit() and last.isdigit():
        yield from map(str, range(int(first) + 1, min(int(last), int(first) + _LONGEST_RANGE)))
    elif len(first) == len(last) == 1:
        yield from map(chr, range(ord(first) + 1, ord(last)))


def split_texts(lines: Sequence[Line]) -> Iterator[Line]:
    """Yield *lines*, each heading with its text on its line as two."""
    for line in lines:
        match = _WITH_TEXT.match(line.text) or _BY_ARTICLE.match(line.text)
        if match is None:
            yield line
        else:
            yield line.with_text(match[1])
            yield line.with_text(match[2])
