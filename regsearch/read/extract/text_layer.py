"""Pages of a PDF whose text layer cannot be used.

A text layer can be missing (a scan, perhaps with a printed ``2020, No.193``), be gibberish (a
font without a Unicode map) or be torn into single letters (a scanner's own OCR of spaced type).
Such pages are read by OCR, or reported with the remedy.
"""

from __future__ import annotations

from collections import Counter
from itertools import chain
from typing import TYPE_CHECKING, Literal

from regsearch.read.extract.lines import LINE_END, letter_runs

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from regsearch.read.extract.lines import Page

Fault = Literal["missing", "gibberish", "torn"]
"""Why a text layer cannot be used."""

_COMMON = frozenset(
    "yang dan dengan dalam pada di ke dari untuk oleh atau tentang pasal ayat nomor tahun "
    "republik indonesia adalah sebagaimana dimaksud tidak ini itu peraturan undang huruf".split()
)
_MIN_WORDS = 40
_READABLE = 0.06
"""Least share of common words; legal prose has a fifth or more, lists of names have less."""

_MIN_CHARACTERS = 200
_LEGIBLE = 0.35
"""Least share of letters and digits; prose has 95 %, the sparsest chart seen 40 %, dots aside."""

_TORN = 0.4
"""Share of words of one or two letters from which on a layer is torn; sound pages have 0.3."""


def faults(pages: Sequence[Page]) -> Mapping[int, Fault]:
    """Return the pages whose text layer cannot be used, by number, each with the reason.

    A layer that is torn on most pages counts as torn on all.
    """
    faults: dict[int, Fault] = {}
    layered = [page for page in pages if not page.ocr]
    words = {page.number: _words(page) for page in layered}
    whole = _is_gibberish(layered, Counter(chain.from_iterable(words.values())))
    for page in layered:
        if page.pictured or not page.lines:
            faults[page.number] = "missing"
        elif whole:
            faults[page.number] = "gibberish"
        elif _is_torn(words[page.number]):
            faults[page.number] = "torn"
    written = [page for page in layered if faults.get(page.number) != "missing"]
    torn = [page for page in written if faults.get(page.number) == "torn"]
    if len(torn) * 2 > len(written):
        faults |= {page.number: "torn" for page in written}
    return faults


def _words(page: Page) -> list[str]:
    """Return the words on *page* in lower case."""
    return [run for run in letter_runs(page.lines) if run != LINE_END]


def _is_gibberish(pages: Sequence[Page], words: Counter[str]) -> bool:
    if _is_illegible(pages, words):
        return True
    common = sum(count for word, count in words.items() if word in _COMMON)
    total = words.total()
    short = sum(count for word, count in words.items() if len(word) <= 2)
    return total >= _MIN_WORDS and common < _READABLE * total and short < _TORN * total


def _is_illegible(pages: Sequence[Page], words: Counter[str]) -> bool:
    """Return whether hardly any character is a letter or a digit."""
    length = sum(len(line.text) for page in pages for line in page.lines)
    if sum(len(word) * count for word, count in words.items()) >= _LEGIBLE * length:
        return False  # letters alone suffice; the digits need not be counted
    characters = Counter("".join(line.text for page in pages for line in page.lines))
    written = sum(count for char, count in characters.items() if char not in " .…")
    legible = sum(count for char, count in characters.items() if char.isalnum())
    return written >= _MIN_CHARACTERS and legible < _LEGIBLE * written


def _is_torn(words: Sequence[str]) -> bool:
    short = sum([len(word) <= 2 for word in words])
    return len(words) >= _MIN_WORDS and short >= _TORN * len(words)
