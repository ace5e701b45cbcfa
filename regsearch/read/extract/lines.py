"""What every reader hands to the structure code: lines of text that know where they stood."""

from __future__ import annotations

import re
from dataclasses import dataclass
from string import ascii_lowercase
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

Span = tuple[float, str]
"""A run of text with the x of its left edge, in points from the left edge of the page."""


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line, or one logical line of a text file."""

    text: str
    """Its words, single-spaced."""
    page: int | None = None
    """Page of the source, counted from 1; None where there are no pages."""
    x: float | None = None
    """Left edge in points; None where the source has no layout."""
    y: float | None = None
    """Baseline in points from the bottom of the page."""
    spans: tuple[Span, ...] = ()
    """The runs that make up the line, left to right: what tells table columns apart."""

    def saying(self, text: str) -> Line:
        """Return the line with other words in its place."""
        return Line(text, self.page, self.x, self.y, self.spans)

    def body_x(self) -> float | None:
        """Return the x of the words behind a list marker, where they are a run of their own."""
        return self.spans[1][0] if len(self.spans) > 1 else None


LETTER = (612.0, 792.0)
"""Width and height in points that a page has where nothing says another."""


@dataclass(frozen=True, slots=True)
class Page:
    """One page as it was extracted, before page furniture is taken out."""

    number: int
    lines: tuple[Line, ...]
    width: float = LETTER[0]
    height: float = LETTER[1]
    stamps: tuple[str, ...] = ()
    """Text that runs across the grain of the page, such as a watermark."""
    pictured: bool = False
    """Whether it is a picture, and what text there is could stand at the edge of any page."""
    ocr: bool = False
    """Whether OCR read it, whatever came of that."""
    problem: str | None = None
    """Why the page could not be read, if it could not."""


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


_UNTIDY = re.compile(f"[{re.escape(''.join(map(chr, _LOOKALIKES)))}]")


def tidy(text: str) -> str:
    """Return *text* single-spaced, with typographic look-alikes in their plain form."""
    if text.isascii() and text.isprintable() and "^" not in text:
        return text.strip(" ") if "  " not in text else " ".join(text.split())
    if _UNTIDY.search(text):  # a dash or a quotation mark alone is left as it is
        text = text.translate(_LOOKALIKES)
    return " ".join(text.split())


LINE_END = "|"
"""What stands between the runs of two lines."""

_RUN, _NOT_ASCII = re.compile(r"[^\W\d_]+|\|"), re.compile(r"[^\x00-\x7f]")
_RUNS = bytes(sign if chr(sign) in ascii_lowercase + LINE_END else ord(" ") for sign in range(256))
"""Puts a space for every byte that is in no run: a fifth of the price of a pattern."""


def letter_runs(lines: Iterable[Line]) -> list[str]:
    """Return whatever stands between signs, figures and spaces, in small letters.

    Behind each line but the last stands :data:`LINE_END`.
    """
    text = "\n".join([line.text for line in lines]).replace(LINE_END, " ")
    text = text.lower().replace("\n", f" {LINE_END} ")
    if not text.isascii() and any(map(str.isalnum, set(_NOT_ASCII.findall(text)))):
        return _RUN.findall(text)
    # Nearly always: dashes and quotation marks are all that is not ASCII.
    return text.encode("ascii", "replace").translate(_RUNS).decode("ascii").split()


_BROKEN_WORD = re.compile(r"(\w+)-")
_FIRST_WORD = re.compile(r"\w+")


def _word_start(text: str) -> int:
    """Return where the word before the last character of *text* begins."""
    start = len(text) - 1
    while start and (text[start - 1].isalnum() or text[start - 1] == "_"):
        start -= 1
    return start


def join(left: str, right: str) -> str:
    """Join two pieces of running text that a line break had parted.

    A hyphen at the break belongs to the word if the word doubles (``batas-`` ``batas``,
    ``perundang-`` ``undangan``) or if a capital follows (``Undang-`` ``Undang``); otherwise the
    typesetter put it there and it goes.
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
