"""Compares the words of a file with those of the regulation read from it, page by page.

Every word must be in a unit, a heading, the Penjelasan, a named part (title, preamble, signatures)
or among the page furniture; any other is lost, and a finding says so.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import chain, pairwise
from typing import TYPE_CHECKING

from regsearch.regulation import Finding, WordCount

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from regsearch.read.extract.lines import Line
    from regsearch.read.structure.explanation import Explained
    from regsearch.read.structure.open_units import Structure

_WORD = re.compile(r"[^\W_]+")
_NOTABLE = 5
"""Number of lost words from which on a page has a finding of its own."""

_SAMPLE = 200
"""Length in characters of the lost words that a finding quotes."""

_PRINTED_KINDS = frozenset({"pasal", "lampiran"})
"""Units whose kind is printed with their number."""


def compare(
    lines: Sequence[Line],
    furniture: Iterable[str],
    named: Iterable[Line],
    structure: Structure,
    explanation: Explained,
    findings: Iterable[Finding],
) -> tuple[WordCount, list[Finding]]:
    """Return how many words were read and lost, and findings on the pages that lost some.

    Args:
        lines: of the whole document, repaired, without page furniture.
        furniture: the texts that were removed as page furniture.
        named: the lines of the title, the preamble and the closing.
        structure: the units and headings.
        explanation: the Penjelasan.
        findings: whose raw texts name what was repaired or left out.

    """
    parts = chain(
        (line.text for line in named),
        (line.text for line in structure.named),
        (line.text for line in explanation.named),
        _unit_texts(structure),
        (text for group in structure.groups for text in (group.kind, group.number, group.heading)),
        _explanation_texts(explanation),
        (finding.raw for finding in findings if finding.raw),
    )
    out = Counter(_words(" ".join(parts)))
    by_line = [_words(line.text) for line in lines]
    counted = Counter(chain.from_iterable(by_line))
    removed = sum(len(_words(text)) for text in furniture)
    surplus = out - counted
    missing = counted - out
    _settle_hyphens(lines, by_line, missing, surplus)
    _settle_torn(by_line, missing, surplus)
    _settle_misread(missing, surplus)
    lost = _by_page(lines, by_line, missing)
    total = sum(map(len, by_line)) + removed
    return WordCount(total, removed, sum(map(len, lost.values()))), list(_findings(lost))


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower())


def _unit_texts(structure: Structure) -> Iterator[str]:
    for unit in structure.units:
        if unit.kind in _PRINTED_KINDS:
            yield unit.kind
        yield unit.number
        yield unit.text
        yield from (text for _, text in unit.cells)


def _explanation_texts(explanation: Explained) -> Iterator[str]:
    for passage in explanation.passages:
        if passage.locator:
            yield from passage.locator[-1]
        yield passage.text


def _settle_hyphens(
    lines: Sequence[Line],
    by_line: Sequence[list[str]],
    missing: Counter[str],
    surplus: Counter[str],
) -> None:
    """Take the halves of words that a hyphen broke, and that were joined, from *missing*."""
    for (line, words), (_, following) in pairwise(zip(lines, by_line, strict=True)):
        if words and following and line.text.endswith("-"):
            head, tail = words[-1], following[0]
            if surplus[head + tail] > 0 and missing[head] > 0:
                surplus[head + tail] -= 1
                missing[head] -= 1
                missing[tail] -= 1


def _settle_torn(
    by_line: Iterable[list[str]], missing: Counter[str], surplus: Counter[str]
) -> None:
    """Take the pieces of headings and numbers that were joined, ``P asal 12 A``, from *missing*."""
    absent = +missing
    for words in by_line:
        if not any(word in absent for word in words):
            continue
        for start in range(len(words)):
            for end in range(start + 2, min(len(words), start + _MAX_PIECES) + 1):
                pieces = words[start:end]
                whole = "".join(pieces)
                if surplus[whole] > 0 and any(missing[piece] > 0 for piece in pieces):
                    surplus[whole] -= 1
                    missing.subtract(pieces)
                    break


_MAX_PIECES = 6


def _settle_misread(missing: Counter[str], surplus: Counter[str]) -> None:
    """Take the numbers of headings, which are read as the ones that come next, from *missing*.

    ``BAB lV`` is in the regulation as IV, ``Pasal l2`` as 12.
    """
    for old in ("fatsal", "fasal"):
        taken = min(missing[old], surplus["pasal"]) if missing[old] > 0 else 0
        missing[old] -= taken
        surplus["pasal"] -= taken
    for word in [word for word, count in missing.items() if count > 0 and len(word) <= 4]:
        plain = word.translate(_BLUR)
        for candidate in (plain, plain.replace("1", "i")):
            taken = min(missing[word], surplus[candidate]) if candidate != word else 0
            if taken > 0:
                missing[word] -= taken
                surplus[candidate] -= taken


_BLUR = str.maketrans("lio|st", "110157")


def _by_page(
    lines: Sequence[Line], by_line: Sequence[list[str]], missing: Counter[str]
) -> dict[int | None, list[str]]:
    """Return the missing words by page.

    A word that occurs on several pages is looked for where most of a line is missing.
    """
    left = +missing
    lost: dict[int | None, list[str]] = {}
    if not left:
        return lost
    rows = [(line.page, words) for line, words in zip(lines, by_line, strict=True) if words]
    rows.sort(key=lambda row: -sum(word in left for word in row[1]) / len(row[1]))
    for page, words in rows:
        for word in words:
            if left[word] > 0:
                left[word] -= 1
                lost.setdefault(page, []).append(word)
    return lost


def _findings(lost: dict[int | None, list[str]]) -> Iterator[Finding]:
    few = 0
    for page in sorted(lost, key=lambda page: page or 0):
        words = lost[page]
        if len(words) < _NOTABLE:
            few += len(words)
            continue
        where = f" di halaman {page}" if page else ""
        message = f"{len(words)} kata{where} tidak masuk ke satuan mana pun; periksa naskahnya."
        yield Finding("words_lost", message, page=page, raw=" ".join(words)[:_SAMPLE])
    if few:
        message = f"{few} kata di halaman-halaman lain tidak masuk ke satuan mana pun."
        yield Finding("words_lost", message)
