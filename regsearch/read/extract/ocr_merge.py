"""The results of two OCR models become the lines of a page.

The Indonesian model reads words better, but its alphabet lacks ``;`` and ``%``: it reads ``100%``
as ``10076`` and ends every item of a list with a comma.  So punctuation is taken from the English
model, and a number that the two read differently is doubtful.
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
    """A word as a model read it."""

    text: str
    confidence: float
    """0 to 100, as Tesseract gives it."""
    left: int
    top: int
    right: int
    bottom: int
    """Bounding box in pixels from the top left corner of the image."""
    row: tuple[int, int, int]
    """The model's numbers of its block, paragraph and line."""
    doubtful: bool = False
    """Whether it is a number that the models read differently or with little confidence."""

    @property
    def height(self) -> int:
        """Height of the box in pixels."""
        return self.bottom - self.top


@dataclass(frozen=True, slots=True)
class OcrPage:
    """The text that OCR read on one page."""

    lines: tuple[Line, ...]
    confidence: float
    """Mean over all letters and digits, 0 to 100; 0 for an empty page."""
    doubtful: tuple[str, ...]
    """Doubtful words, and the lines dropped as noise."""


UNREAD = "?"
"""Replaces a number in a title that was not read with certainty."""

_ENGLISH_ONLY = frozenset("%+=*[]")
"""Characters besides the semicolon that the Indonesian model lacks."""

_ENDS = ".,:;"
_MIN_CONFIDENCE = 60.0
_MIN_CONFIDENCE_IN_TITLE = 80.0
_NOISE = 35.0
"""Lines of less mean confidence are stamps, signatures and stains."""

_HEIGHT_TOLERANCE = 0.2
"""Printed figures are as high as capitals, within this share; handwritten ones are not."""

_SPECK = re.compile(r"[^\w(),.:;/\"%&=+“”?-]+")
_MARKER = re.compile(r"\(?\w{1,3}[.)]")
_GLUED = re.compile(r"([a-z]\.|\d{1,2}\.|\(\d{1,2}\))(?=[a-zA-Z]{3})")
"""A list marker without a space after it."""

_LEVEL_SIGNS = re.compile(r"[\dA-Z]+")
"""Characters as high as capitals, without descender."""


def merge(indonesian: Sequence[Word], english: Sequence[Word]) -> list[Word]:
    """Return the words of the Indonesian model, corrected by those of the English one."""
    bands: dict[int, list[Word]] = {}
    for word in english:
        for band in {word.top // 32, word.bottom // 32}:
            bands.setdefault(band, []).append(word)
    merged = []
    for word in indonesian:
        near = (o for band in {word.top // 32, word.bottom // 32} for o in bands.get(band, ()))
        other = max(near, key=lambda other: _overlap(word, other), default=None)
        same_box = other is not None and _overlap(word, other) > 0.5
        merged.append(_corrected(word, other if same_box else None))
    return merged


def _overlap(word: Word, other: Word) -> float:
    """Return the intersection of two boxes as a share of the larger one."""
    wide = min(word.right, other.right) - max(word.left, other.left)
    high = min(word.bottom, other.bottom) - max(word.top, other.top)
    larger = max((w.right - w.left) * w.height for w in (word, other))
    return max(0, wide) * max(0, high) / larger if larger else 0.0


def _corrected(word: Word, other: Word | None) -> Word:
    numeric = any(map(str.isdigit, word.text)) or (
        other is not None and any(map(str.isdigit, other.text))
    )
    if other is None:
        return replace(word, doubtful=numeric and word.confidence < _MIN_CONFIDENCE)
    bare, other_bare = word.text.rstrip(_ENDS), other.text.rstrip(_ENDS)
    if bare == other_bare:
        text = bare + (";" if other.text.endswith(";") else word.text[len(bare) :])
        return replace(word, text=text, confidence=max(word.confidence, other.confidence))
    if _ENGLISH_ONLY & set(other_bare) and other.confidence >= _MIN_CONFIDENCE:
        return replace(other, row=word.row, doubtful=False)
    better = word if word.confidence >= other.confidence else replace(other, row=word.row)
    ending = ";" if other.text.endswith(";") else better.text[len(better.text.rstrip(_ENDS)) :]
    return replace(better, text=better.text.rstrip(_ENDS) + ending, doubtful=numeric)


def to_lines(words: Sequence[Word], page: int, height: float, scale: float) -> OcrPage:
    """Return the lines of a page.

    Args:
        words: as :func:`merge` returns them.
        page: number of the page, from 1.
        height: of the page in points.
        scale: pixels per point.

    """
    lines: list[tuple[int, Line]] = []
    doubtful: list[str] = []
    weights = confidence = 0.0
    for words_read in _rows(words):
        letters = sum(len(word.text) for word in words_read)
        mean = sum(word.confidence * len(word.text) for word in words_read) / letters
        if mean < _NOISE:
            doubtful.append(" ".join(word.text for word in words_read))
            continue
        weights, confidence = weights + letters, confidence + mean * letters
        doubtful += [word.text for word in words_read if word.doubtful]
        row = _without_unread_number(words_read)
        base = round(median(word.bottom for word in row))
        spans = tuple(_spans(row, scale))
        text = tidy(" ".join(word.text for word in row))
        y = round(height - base / scale, 1)
        lines.append((base, Line(text, page, round(row[0].left / scale, 1), y, spans)))
    lines.sort(key=lambda item: item[0])
    return OcrPage(
        tuple(line for _, line in lines), confidence / weights if weights else 0.0, tuple(doubtful)
    )


def _rows(words: Iterable[Word]) -> list[list[Word]]:
    """Group words into printed lines, across the blocks that a model puts side by side."""
    rows: dict[tuple[int, int, int], list[Word]] = {}
    for word in words:
        if word.text and not _SPECK.fullmatch(word.text):
            rows.setdefault(word.row, []).append(word)
    joined: list[list[Word]] = []
    for row in sorted(rows.values(), key=lambda row: median(word.bottom for word in row)):
        base, size = (median(getattr(w, what) for w in row) for what in ("bottom", "height"))
        for earlier in reversed(joined[-3:]):
            same = abs(median(word.bottom for word in earlier) - base) < 0.35 * size
            if same and not _overlapping(earlier, row):
                earlier.extend(row)
                break
        else:
            joined.append(list(row))
    for row in joined:
        row.sort(key=lambda word: word.left)
        row[:1] = _split_marker(row[0])
    return joined


def _split_marker(word: Word) -> list[Word]:
    marker = _GLUED.match(word.text)
    if marker is None:
        return [word]
    share = marker.end() / len(word.text)
    cut = word.left + round(share * (word.right - word.left))
    rest = word.text[marker.end() :]
    return [replace(word, text=marker[0], right=cut), replace(word, text=rest, left=cut)]


def _overlapping(row: Sequence[Word], other: Sequence[Word]) -> bool:
    return any(a.left < b.right and b.left < a.right for a in row for b in other)


def _spans(row: Sequence[Word], scale: float) -> Iterable[Span]:
    """Yield the runs of a line: parted by wide gaps, and after a list marker."""
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
    """Replace a number in a title by :data:`UNREAD` unless it is certainly a printed one.

    Regional regulations get their number by hand after printing.  Tesseract may read handwriting
    wrongly but with confidence, so the size of the figures counts too.
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
            year = [w if _is_printed(w, label) else _unread(w) for w in row[index : index + 2]]
            return [*read, *year, *row[index + 2 :]]
        read.append(word if _is_printed(word, label) else _unread(word))
    return read


def _unread(word: Word) -> Word:
    return replace(word, text=UNREAD, doubtful=True)


def _is_printed(word: Word, label: Word) -> bool:
    """Return whether *word*, next to the printed *label*, is printed and read with certainty."""
    if not any(map(str.isalnum, word.text)) or word.text.upper() in ("TAHUN", "TENTANG"):
        return True
    if word.doubtful or word.confidence < _MIN_CONFIDENCE_IN_TITLE:
        return False
    if not _LEVEL_SIGNS.fullmatch(word.text):
        return True
    higher = abs(word.height / label.height - 1) if label.height else 1.0
    return (
        higher <= _HEIGHT_TOLERANCE
        and abs(word.bottom - label.bottom) <= 2 * _HEIGHT_TOLERANCE * label.height
    )
