"""Lines and pages: the common output of all extractors, with positions where there are any."""

from __future__ import annotations

import re
from dataclasses import dataclass
from string import ascii_lowercase
from typing import TYPE_CHECKING

from regsearch.read.repair.letter_spacing import close_letter_spacing

if TYPE_CHECKING:
    from collections.abc import Iterable

Span = tuple[float, str]
"""A run of text with the x of its left edge, in points from the left edge of the page."""


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line, or one logical line of a text file."""

    text: str
    """Its text, single-spaced."""
    page: int | None = None
    """Page of the source, counted from 1; None where there are no pages."""
    x: float | None = None
    """Left edge in points; None where the source has no layout."""
    y: float | None = None
    """Baseline in points from the bottom of the page."""
    spans: tuple[Span, ...] = ()
    """The runs that the line consists of, left to right; they show columns and list markers."""

    def with_text(self, text: str) -> Line:
        """Return the line with another text at the same position."""
        return Line(text, self.page, self.x, self.y, self.spans)

    def body_x(self) -> float | None:
        """Return the x of the text after a list marker, where that is a run of its own."""
        return self.spans[1][0] if len(self.spans) > 1 else None


LETTER = (612.0, 792.0)
"""Width and height in points of a page without a stated size (US letter)."""


@dataclass(frozen=True, slots=True)
class Page:
    """One page as extracted, page furniture included."""

    number: int
    lines: tuple[Line, ...]
    width: float = LETTER[0]
    height: float = LETTER[1]
    stamps: tuple[str, ...] = ()
    """Text in another direction than that of the page, such as a watermark."""
    pictured: bool = False
    """Whether it is a scan, with no more text than is printed at the edge of scans."""
    ocr: bool = False
    """Whether OCR read it, with or without success."""
    problem: str | None = None
    """Why the page could not be read; None if it could."""


_LOOKALIKES = str.maketrans(
    {
        "\u00a0": " ",  # no-break space
        "\u00ad": "-",  # soft hyphen, printed as a hyphen at a line's end
        "\u2010": "-",
        "\u2011": "-",
        "\ufb00": "ff",
        "\ufb01": "fi",
        "\ufb02": "fl",
        "\u200b": None,  # zero-width space
        "\ufeff": None,
        **dict.fromkeys("\u200c\u200d\u200e\u200f\u2060\u202a\u202b\u202c\u202d\u202e"),  # unseen
        **dict.fromkeys(map(chr, [*range(9), *range(14, 28), 127])),  # control characters
        "^": None,  # stray specks in OCR layers
    }
)

_PLAIN = {code: plain for code, plain in _LOOKALIKES.items() if code != ord("^")} | {0xAD: None}
"""For texts as they were typed, in which a soft hyphen is not to be seen."""

_UNTIDY = re.compile(f"[{re.escape(''.join(map(chr, _LOOKALIKES)))}]")


def tidy(text: str) -> str:
    """Return *text* single-spaced, with ligatures and special spaces and hyphens made plain.

    The letters of spaced words are put together.

    >>> tidy("P E N J E L A S A N")
    'PENJELASAN'
    >>> tidy("Undang\u2010Undang \ufb01skal ")
    'Undang-Undang fiskal'
    """
    plain = text.isascii() and text.isprintable() and "^" not in text
    if not plain and _UNTIDY.search(text):  # dashes and quotation marks need no change
        text = text.translate(_LOOKALIKES)
    text = text.strip()
    if " " in (text[1:2], text[-2:-1], text[-3:-2]):  # a single letter at one of its ends
        text = close_letter_spacing(text)
    return text if "  " not in text and (plain or text.isprintable()) else " ".join(text.split())


def plain_characters(text: str) -> str:
    """Return *text* with special spaces and hyphens made plain; spaces are kept as they are."""
    return text if text.isascii() else text.translate(_PLAIN)


LINE_END = "|"
"""Separates the words of two lines in what :func:`letter_runs` returns."""

_RUN, _NOT_ASCII = re.compile(r"[^\W\d_]+|\|"), re.compile(r"[^\x00-\x7f]")
_RUNS = bytes(sign if chr(sign) in ascii_lowercase + LINE_END else ord(" ") for sign in range(256))
"""Translates every byte outside of runs to a space; five times as fast as a pattern."""


def letter_runs(lines: Iterable[Line]) -> list[str]:
    """Return the runs of letters in *lines* in lower case, with :data:`LINE_END` between lines.

    >>> letter_runs([Line("Pasal 5 ayat (1)"), Line("huruf a.")])
    ['pasal', 'ayat', '|', 'huruf', 'a']
    """
    text = "\n".join([line.text for line in lines]).replace(LINE_END, " ")
    text = text.lower().replace("\n", f" {LINE_END} ")
    if not text.isascii() and any(map(str.isalnum, set(_NOT_ASCII.findall(text)))):
        return _RUN.findall(text)
    # The usual case: only dashes and quotation marks are not ASCII.
    return text.encode("ascii", "replace").translate(_RUNS).decode("ascii").split()


_BROKEN_WORD = re.compile(r"(\w+)-")
_FIRST_WORD = re.compile(r"\w+")


def _word_start(text: str) -> int:
    """Return the start of the word before the last character of *text*."""
    start = len(text) - 1
    while start and (text[start - 1].isalnum() or text[start - 1] == "_"):
        start -= 1
    return start


def join(left: str, right: str) -> str:
    """Join running text across a line break.

    A hyphen at the break is part of a reduplicated word (``batas-`` ``batas``, ``perundang-``
    ``undangan``) or of a name (``Undang-`` ``Undang``); any other is the typesetter's and removed.

    >>> join("mela-", "porkan"), join("perundang-", "undangan"), join("hukum", "acara")
    ('melaporkan', 'perundang-undangan', 'hukum acara')
    """
    if not left or not right:
        return left or right
    if not left.endswith("-"):
        return f"{left} {right}"
    broken = _BROKEN_WORD.fullmatch(left, _word_start(left))
    if broken is None:
        return f"{left} {right}"
    following = _FIRST_WORD.match(right)
    if following is None:
        return f"{left} {right}" if right[0] in "(" else left + right
    head, tail = broken[1].lower(), following[0].lower()
    doubled = tail[:4] in head or head[-4:] in tail
    if tail in {"dan", "atau", "sampai"}:
        return f"{left} {right}"
    if doubled or not following[0].islower() or not head.isalpha() or head in {"non", "pra"}:
        return left + right
    return left[:-1] + right
