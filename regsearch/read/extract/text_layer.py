"""What the text layer of a PDF is worth, page by page, before anything is made of it.

A layer can be missing (a scan), hold no more than what a printer stamped on a scan (``2020,
No.193``), be gibberish (a font without a Unicode map) or be torn into single letters (a scanner's
own OCR of wide type).  Such pages are read by ``ocr``, or a finding says what to do.
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
_ENOUGH_WORDS = 40
_READABLE = 0.06
"""Real Indonesian legal prose has at least a fifth of such words; lists of names have fewer."""

_ENOUGH_SIGNS = 200
_LEGIBLE = 0.35
"""Prose is letters and digits to 95 %; the barest chart seen, its dots aside, to 40 %."""

_TORN = 0.4
"""So large a share of words has one or two letters; the highest in a sound page is 0.3."""


def faults(pages: Sequence[Page]) -> Mapping[int, Fault]:
    """Return the numbers of the pages whose text layer cannot be used, each with the reason.

    A layer that is bad on most pages is bad: then it counts for none of them.
    """
    found: dict[int, Fault] = {}
    layered = [page for page in pages if not page.ocr]
    words = {page.number: _words(page) for page in layered}
    whole = _is_gibberish(layered, Counter(chain.from_iterable(words.values())))
    for page in layered:
        if page.pictured or not page.lines:
            found[page.number] = "missing"
        elif whole:
            found[page.number] = "gibberish"
        elif _is_torn(words[page.number]):
            found[page.number] = "torn"
    written = [page for page in layered if found.get(page.number) != "missing"]
    torn = [page for page in written if found.get(page.number) == "torn"]
    if len(torn) * 2 > len(written):
        found |= {page.number: "torn" for page in written}
    return found


def _words(page: Page) -> list[str]:
    """Return the words on *page*, in small letters."""
    return [run for run in letter_runs(page.lines) if run != LINE_END]


def _is_gibberish(pages: Sequence[Page], words: Counter[str]) -> bool:
    if _is_illegible(pages, words):
        return True
    common = sum(count for word, count in words.items() if word in _COMMON)
    total = words.total()
    short = sum(count for word, count in words.items() if len(word) <= 2)
    return total >= _ENOUGH_WORDS and common < _READABLE * total and short < _TORN * total


def _is_illegible(pages: Sequence[Page], words: Counter[str]) -> bool:
    """Return whether hardly any sign is a letter or a digit."""
    length = sum(len(line.text) for page in pages for line in page.lines)
    if sum(len(word) * count for word, count in words.items()) >= _LEGIBLE * length:
        return False  # the letters alone suffice: no need to look at every sign
    signs = Counter("".join(line.text for page in pages for line in page.lines))
    written = sum(count for sign, count in signs.items() if sign not in " .…")
    legible = sum(count for sign, count in signs.items() if sign.isalnum())
    return written >= _ENOUGH_SIGNS and legible < _LEGIBLE * written


def _is_torn(words: Sequence[str]) -> bool:
    short = sum([len(word) <= 2 for word in words])
    return len(words) >= _ENOUGH_WORDS and short >= _TORN * len(words)
