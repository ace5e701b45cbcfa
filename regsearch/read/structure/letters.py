"""The frame of circulars and letters: addressees, closing, and paragraphs without numbers.

A letter names whom it is addressed to before it speaks, perhaps in a numbered list, and ends with
"Demikian ...", place and date.  Neither is a point of it.  One without points is read paragraph by
paragraph: its paragraphs (alinea) are counted here, since no number is printed.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from regsearch.read.extract.lines import join
from regsearch.read.structure import layout
from regsearch.read.structure.open_units import Structure
from regsearch.regulation import Finding, Unit

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from regsearch.model import Locator
    from regsearch.read.extract.lines import Line

KINDS = frozenset({"se", "sema", "seojk", "surat", "instruksi", "pengumuman", "maklumat"})
"""Kinds of document that are read in this way."""

_ADDRESSED = re.compile(r"(?:Kepada\b\s*:?\s*)?(?:Yth\b|Yang Terhormat\b)|Kepada\s*:?$", re.I)
_AT = re.compile(r"di\s*[-–:]?\s*(?:tempat|(?:[A-Z][\w.]*\s*){0,4})$")
"""The place of the addressees, their last line: "di Jakarta", "di -"."""
_PLACE_ALONE = re.compile(r"[A-Z][\w.]*(?:\s[A-Z][\w.]*){0,2}$")
_SENTENCE = re.compile(
    r"(?:Dalam rangka|Sehubungan|Berdasarkan|Menindaklanjuti|Mengingat|Memperhatikan|Menunjuk|"
    r"Bersama ini|Dengan ini|Dengan hormat|Disampaikan|Bahwa|Sesuai|Untuk|Guna|Dengan|Sebagai|"
    r"Dalam|Merujuk|Menyusuli|Diberitahukan|Mempertimbangkan)\b"
)
"""The first words of the text of a letter."""
_NORM = re.compile(r"\b(?:wajib|dilarang|agar|harus|tidak|dapat|adalah|ialah)\b", re.I)
"""Words that no list of addressees has."""
_MAX_ADDRESSEES = 40
"""Lines that a list of addressees takes at most."""

_FAREWELL = re.compile(
    r"Demikian(?:lah)?\b[^.]{0,200}\b(?:disampaikan|dilaksanakan|perhatian|maklum|pedoman|diindahkan"
    r"|edaran|surat|instruksi|pengumuman|diucapkan|dipatuhi|kerja ?sama)|Atas perhatian\b",
    re.I,
)
_DATED = re.compile(
    r"[A-Z][\w .]{2,40},\s*(?:tanggal\s+)?(?:\d{1,2}|\.{2,}|_{2,})?\s*"
    r"(?:Januari|Februari|Maret|April|Mei|Juni|Juli|Agustus|September|Oktober|November|Desember)\s+\d{4}$"
)
_CARRIED_OUT = (
    "Surat ini tidak bernomor butirnya; alineanya dihitung dari atas dan dikutip demikian."
)
_INDENT = 12.0
"""Indentation in points of the first line of a paragraph."""
_GAP = 1.35
"""Distance to the line before, as a multiple of the usual one, at which a paragraph begins."""
_SHORT = 0.85
"""Share of the longest line, below which a line of a text without layout ends its paragraph."""
_WHOLE = 0.8
"""Share of lines that end a sentence, from which on each line of such a text is a paragraph."""
_ENDS = (".", ":", ";", ".”", '."')


def addressees_end(lines: Sequence[Line], start: int) -> int:
    """Return the index of the first line after the addressees, if they stand at *start*."""
    begin = next(
        (i for i in range(start, min(start + 4, len(lines))) if _ADDRESSED.match(lines[i].text)),
        None,
    )
    if begin is None:
        return start
    end = min(begin + _MAX_ADDRESSEES, len(lines))
    for index in range(begin, end):
        text = lines[index].text
        if _NORM.search(text):
            return start
        if index > begin and (_SENTENCE.match(text) or _is_first_part(lines, index, end)):
            return index
        if _AT.fullmatch(text):
            following = lines[index + 1].text if index + 1 < len(lines) else ""
            named = any(map(str.isupper, text))  # "di Jakarta", not "di -" above "Tempat"
            return index + (2 if not named and _PLACE_ALONE.fullmatch(following) else 1)
    return start


def _is_first_part(lines: Sequence[Line], index: int, end: int) -> bool:
    """Return whether part A or I begins at *index*, and not "A. Yani Street" in an address."""
    if not lines[index].text.startswith(("A. ", "I. ")):
        return False
    first, second = lines[index].text[:3], "B. " if lines[index].text[0] == "A" else "II. "
    for line in lines[index + 1 : end]:
        if line.text.startswith((first, second)):
            return line.text.startswith(second)
    return False


def closes(lines: Sequence[Line], index: int) -> bool:
    """Return whether the closing of a letter begins at *index*: a farewell, or place and date."""
    text = lines[index].text
    if _DATED.fullmatch(text):
        return True
    if not text.startswith(("Demikian", "Atas")):
        return False
    return _FAREWELL.match(" ".join(line.text for line in lines[index : index + 3])) is not None


def read_paragraphs(lines: Sequence[Line], base: Locator = ()) -> Structure:
    """Return the paragraphs of a letter without points, counted from its first."""
    units: list[Unit] = []
    for first, text in _paragraphs(lines):
        units.append(Unit((*base, ("alinea", str(len(units) + 1))), text, first.page))
    findings = (Finding("paragraphs", _CARRIED_OUT),) if units else ()
    return Structure(tuple(units), (), findings, "")


def _paragraphs(lines: Sequence[Line]) -> Iterator[tuple[Line, str]]:
    """Yield the first line and the text of each paragraph."""
    begins = _Beginnings(lines)
    first: Line | None = None
    text = ""
    for before, line in zip((None, *lines), lines, strict=False):
        if first is not None and before is not None and not begins.at(before, line):
            text = join(text, line.text)
            continue
        if first is not None:
            yield first, text
        first, text = line, line.text
    if first is not None:
        yield first, text


class _Beginnings:
    """Tells where paragraphs begin, from the layout of all *lines*, or from their lengths."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._margin = layout.left_margin(lines)
        gaps = sorted(filter(None, (_gap(a, b) for a, b in pairwise(lines))))
        self._usual = gaps[len(gaps) // 2] if gaps else None
        self._longest = max((len(line.text) for line in lines), default=0)
        ends = sum(line.text.endswith(_ENDS) for line in lines)
        self._each = ends >= _WHOLE * len(lines)

    def at(self, before: Line, line: Line) -> bool:
        """Return whether *line* begins a paragraph; a sentence must have ended before it."""
        if not line.text[0].isupper() or not before.text.endswith(_ENDS):
            return False
        if line.x is None or self._margin is None:
            return self._each or len(before.text) < _SHORT * self._longest
        gap = _gap(before, line)
        spaced = gap is not None and self._usual is not None and gap > _GAP * self._usual
        return spaced or line.x >= self._margin + _INDENT


def _gap(before: Line, line: Line) -> float | None:
    if before.y is None or line.y is None or before.page != line.page:
        return None
    return before.y - line.y
