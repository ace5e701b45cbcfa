"""What OCR saw on a page becomes lines that the structure code can trust, or that say they doubt.

Two models look at every page.  The Indonesian one reads words better, but its alphabet has neither
``;`` nor ``%``: it writes ``100%`` as ``10076`` and ends every item of a list with a comma.  So
punctuation comes from the English one, and a number on which the two differ is doubtful.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from statistics import median
from typing import TYPE_CHECKING

from regsearch.read.extract.lines import Line, tidy

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from regsearch.read.extract.lines import Span


@dataclass(frozen=True, slots=True)
class Word:
    """One word as a model read it."""

    text: str
    confidence: float
    """0 to 100, as Tesseract gives it."""
    left: int
    top: int
    right: int
    bottom: int
    """Its box in pixels, from the top left corner of the picture."""
    row: tuple[int, int, int]
    """Block, paragraph and line in which the model put it."""
    doubtful: bool = False

    @property
    def height(self) -> int:
        """Height of the box in pixels."""
        return self.bottom - self.top


@dataclass(frozen=True, slots=True)
class Seen:
    """What was read on one page."""

    lines: tuple[Line, ...]
    confidence: float
    """Mean over all letters and digits, 0 to 100; 0 for an empty page."""
    doubtful: tuple[str, ...]
    """Numbers that the models read differently or hardly at all, and what was left out as noise."""


UNREAD = "?"
"""Stands in a title for a number that could not be read with certainty."""

_BEYOND = frozenset("%+=*[]")
"""Signs that the Indonesian model cannot write, beside the semicolon."""

_ENDS = ".,:;"
_SURE = 60.0
_SURE_IN_TITLE = 80.0
_NOISE = 35.0
"""Lines read with less confidence than this are stamps, signatures and stains."""

_ALIKE = 0.2
"""Printed figures are as high as capitals, within this share; handwriting is not."""

_SPECK = re.compile(r"[^\w(),.:;/\"%&=+“”?-]+")
_MARKER = re.compile(r"\(?\w{1,3}[.)]")
_GLUED = re.compile(r"([a-z]\.|\d{1,2}\.|\(\d{1,2}\))(?=[a-zA-Z]{3})")
"""A list marker without a space behind it."""

_LEVEL_SIGNS = re.compile(r"[\dA-Z]+")
"""Signs that neither rise above the capitals nor hang below the line."""


def settle(words: Sequence[Word], others: Sequence[Word]) -> list[Word]:
    """Return the *words* of the Indonesian model, corrected by the *others* of the English one."""
    bands: dict[int, list[Word]] = {}
    for other in others:
        for band in {other.top // 32, other.bottom // 32}:
            bands.setdefault(band, []).append(other)
    settled = []
    for word in words:
        near = (o for band in {word.top // 32, word.bottom // 32} for o in bands.get(band, ()))
        twin = max(near, key=lambda other: _overlap(word, other), default=None)
        settled.append(
            _settled(word, twin if twin is not None and _overlap(word, twin) > 0.5 else None)
        )
    return settled


def _overlap(word: Word, other: Word) -> float:
    """Return which share of the larger of two boxes both cover."""
    wide = min(word.right, other.right) - max(word.left, other.left)
    high = min(word.bottom, other.bottom) - max(word.top, other.top)
    larger = max((w.right - w.left) * w.height for w in (word, other))
    return max(0, wide) * max(0, high) / larger if larger else 0.0


def _settled(word: Word, other: Word | None) -> Word:
    counts = any(map(str.isdigit, word.text)) or (
        other is not None and any(map(str.isdigit, other.text))
    )
    if other is None:
        return replace(word, doubtful=counts and word.confidence < _SURE)
    bare, witness = word.text.rstrip(_ENDS), other.text.rstrip(_ENDS)
    if bare == witness:
        text = bare + (";" if other.text.endswith(";") else word.text[len(bare) :])
        return replace(word, text=text, confidence=max(word.confidence, other.confidence))
    beyond = _BEYOND & set(witness)
    if beyond and other.confidence >= _SURE:
        return replace(other, row=word.row, doubtful=False)
    better = word if word.confidence >= other.confidence else replace(other, row=word.row)
    ending = ";" if other.text.endswith(";") else better.text[len(better.text.rstrip(_ENDS)) :]
    return replace(better, text=better.text.rstrip(_ENDS) + ending, doubtful=counts)


def to_lines(words: Sequence[Word], page: int, height: float, scale: float) -> Seen:
    """Return the lines that *words* make.

    Args:
        words: as :func:`settle` returns them.
        page: its number, from 1.
        height: of the page in points.
        scale: pixels a point.

    """
    lines: list[tuple[int, Line]] = []
    doubts: list[str] = []
    weights = confidence = 0.0
    for found in _rows(words):
        letters = sum(len(word.text) for word in found)
        mean = sum(word.confidence * len(word.text) for word in found) / letters
        if mean < _NOISE:
            doubts.append(" ".join(word.text for word in found))
            continue
        weights, confidence = weights + letters, confidence + mean * letters
        doubts += [word.text for word in found if word.doubtful]
        row = _without_unread_number(found)
        base = round(median(word.bottom for word in row))
        spans = tuple(_spans(row, scale))
        text = tidy(" ".join(word.text for word in row))
        y = round(height - base / scale, 1)
        lines.append((base, Line(text, page, round(row[0].left / scale, 1), y, spans)))
    lines.sort(key=lambda item: item[0])
    return Seen(
        tuple(line for _, line in lines), confidence / weights if weights else 0.0, tuple(doubts)
    )


def _rows(words: Iterable[Word]) -> list[list[Word]]:
    """Gather words into printed lines; what a model put into blocks side by side is one line."""
    rows: dict[tuple[int, int, int], list[Word]] = {}
    for word in words:
        if word.text and not _SPECK.fullmatch(word.text):
            rows.setdefault(word.row, []).append(word)
    joined: list[list[Word]] = []
    for row in sorted(rows.values(), key=lambda row: median(word.bottom for word in row)):
        base, size = (median(getattr(w, what) for w in row) for what in ("bottom", "height"))
        for earlier in reversed(joined[-3:]):
            same = abs(median(word.bottom for word in earlier) - base) < 0.35 * size
            if same and not _crossing(earlier, row):
                earlier.extend(row)
                break
        else:
            joined.append(list(row))
    for row in joined:
        row.sort(key=lambda word: word.left)
        row[:1] = _parted(row[0])
    return joined


def _parted(word: Word) -> list[Word]:
    marker = _GLUED.match(word.text)
    if marker is None:
        return [word]
    share = marker.end() / len(word.text)
    cut = word.left + round(share * (word.right - word.left))
    rest = word.text[marker.end() :]
    return [replace(word, text=marker[0], right=cut), replace(word, text=rest, left=cut)]


def _crossing(row: Sequence[Word], other: Sequence[Word]) -> bool:
    return any(a.left < b.right and b.left < a.right for a in row for b in other)


def _spans(row: Sequence[Word], scale: float) -> Iterable[Span]:
    """Yield the runs of a line: apart by more than a letter's height, or behind a list marker."""
    wide = median(word.height for word in row)
    run: list[Word] = []
    for word in row:
        marked = len(run) == 1 and run[0] is row[0] and _MARKER.fullmatch(run[0].text)
        if run and (marked or word.left - run[-1].right > wide):
            yield round(run[0].left / scale, 1), " ".join(w.text for w in run)
            run = []
        run.append(word)
    yield round(run[0].left / scale, 1), " ".join(w.text for w in run)


def _without_unread_number(row: list[Word]) -> list[Word]:
    """Put :data:`UNREAD` in the place of a title's number that is not certainly a printed one.

    Numbers are written into regional regulations by hand after printing.  Tesseract reads some of
    those, even confidently, so the size of the figures counts too.
    """
    start = next(
        (
            index
            for index, word in enumerate(row)
            if word.text.strip(":") == "NOMOR" or (index == 0 and word.text == "Nomor")
        ),
        None,
    )
    if start is None:
        return row
    label, read = row[start], row[: start + 1]
    for index, word in enumerate(row[start + 1 :], start + 1):
        if word.text.upper() in ("TAHUN", "TENTANG", "TANGGAL"):
            year = [w if _printed(w, label) else _unread(w) for w in row[index : index + 2]]
            return [*read, *year, *row[index + 2 :]]
        read.append(word if _printed(word, label) else _unread(word))
    return read


def _unread(word: Word) -> Word:
    return replace(word, text=UNREAD, doubtful=True)


def _printed(word: Word, label: Word) -> bool:
    """Return whether *word*, beside the printed *label*, was read with certainty."""
    if not any(map(str.isalnum, word.text)) or word.text.upper() in ("TAHUN", "TENTANG"):
        return True
    if word.doubtful or word.confidence < _SURE_IN_TITLE:
        return False
    if not _LEVEL_SIGNS.fullmatch(word.text):
        return True
    higher = abs(word.height / label.height - 1) if label.height else 1.0
    return higher <= _ALIKE and abs(word.bottom - label.bottom) <= 2 * _ALIKE * label.height
