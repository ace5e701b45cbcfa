"""Whether a provision that a draft cites exists, and what there is in its place."""

from __future__ import annotations

import json
import re
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from regsearch.citation import folded, format_locator, neighbours, own_steps
from regsearch.corpus.completeness import LEDGER, from_json
from regsearch.law.catalog.load import NOT_RESTATED
from regsearch.law.catalog.ranges import read_runs
from regsearch.model import Reference, format_address

if TYPE_CHECKING:
    from collections.abc import Sequence

    from regsearch.corpus.completeness import DocumentLedger
    from regsearch.index.reader import OpenIndex
    from regsearch.model import Locator

_LOST = "Isi pasal ini hilang"
_ENDS = re.compile(r"(?i)\bmulai berlaku\b")
"""What the last article of a regulation says."""
_LISTED = 12
"""Numbers of units that are listed one by one at the most."""
_SECONDARY = " Indeks memuat ringkasan dari sumber sekunder; periksa juga naskahnya."


class Absence(NamedTuple):
    """What is said of a provision that the index does not have."""

    exists: bool | None
    """False if the document certainly has no such provision."""
    message: str
    neighbours: tuple[str, ...]


class Absences:
    """Judges what is missing; reads the ledger of the index when first needed."""

    def __init__(self, index: OpenIndex) -> None:
        self._index = index

    def judge(self, document: str, cited: Locator) -> Absence:
        """Return what to say of the provision *cited*, which the index does not have."""
        index = self._index
        directory, instrument = index.directory, index.catalog[document]
        name, printed = directory.short_name(document), format_locator(cited)
        if document not in directory.locators:
            return Absence(None, f"Naskah {name} tidak ada dalam indeks.", ())
        locators = list(directory.locators[document])
        depth, known = self._deepest(document, cited)
        near = tuple(directory.cite(Reference(document, n)) for n in _near(cited, known, locators))
        if self._unknown(document, cited, known):
            message = (
                f"{printed} {name} tidak termuat dalam indeks, yang tidak memuat seluruh dokumen "
                "itu; tidak dapat diperiksa."
            )
            return Absence(None, message, ())
        what = _children(known, cited, depth, locators, name)
        message = f"{printed} tidak ada dalam {name}. {what}"
        digest = self._ledgers[document].text_kind == "ringkasan"
        if instrument.verification == "sekunder" and digest:
            message += _SECONDARY
        return Absence(False, message, near)

    def _deepest(self, document: str, cited: Locator) -> tuple[int, Locator]:
        """Return how many steps of *cited* exist, and the locator of the unit that they name."""
        for depth in range(len(cited) - 1, 0, -1):
            if found := self._index.directory.locate(document, cited[:depth]):
                return depth, found.locator
        return 0, ()

    def _unknown(self, document: str, cited: Locator, known: Locator) -> bool:
        """Return whether the document may have the provision although the index does not."""
        ledger = self._ledgers.get(document)
        if ledger is None:
            return True
        if known:
            passage = self._index.passage(Reference(document, known))
            if passage is None or passage.text == NOT_RESTATED or passage.text.startswith(_LOST):
                return True
        gaps = {gap.address for gap in ledger.gaps}
        if any(format_address(cited[:depth]) in gaps for depth in range(1, len(cited) + 1)):
            return True
        if ledger.text_kind != "ringkasan" or ledger.coverage is None:
            return False
        covered = {own_steps(part) for part in read_runs(ledger.coverage)}
        if known:
            own = own_steps(known)
            return not any(own[: len(part)] == part for part in covered)
        return not self._is_behind_the_last(document, cited)

    def _is_behind_the_last(self, document: str, cited: Locator) -> bool:
        """Return whether *cited* is an article behind the one that ends the document."""
        kind, number = cited[0]
        articles = [
            locator
            for locator in self._index.directory.locators[document]
            if len(locator) == 1 and locator[0][0] == "pasal" and locator[0][1].isdigit()
        ]
        if kind != "pasal" or not articles or not number.isdigit():
            return False
        last = max(articles, key=lambda locator: int(locator[0][1]))
        passage = self._index.passage(Reference(document, last))
        ends = passage is not None and _ENDS.search(passage.text) is not None
        return ends and int(number) > int(last[0][1])

    @cached_property
    def _ledgers(self) -> dict[str, DocumentLedger]:
        content = self._index.file(LEDGER)
        rows = from_json(json.loads(content)) if content is not None else ()
        return {row.document: row for row in rows}


def _near(cited: Locator, known: Locator, locators: Sequence[Locator]) -> tuple[Locator, ...]:
    """Return the provisions nearest to *cited*: inside *known* those with the same last step."""
    last = folded(cited[-1:])
    same = [
        locator
        for locator in locators
        if known and locator[: len(known)] == known and folded(locator[-1:]) == last
    ]
    found = [*same[:2], *neighbours(cited, locators)]
    return tuple(dict.fromkeys(found))[:3]


def _children(
    known: Locator, cited: Locator, depth: int, locators: Sequence[Locator], name: str
) -> str:
    """Say which units of that kind there are in the innermost unit that exists."""
    kind = cited[depth][0]
    below = [
        own_steps(locator) if not known else locator
        for locator in locators
        if locator[: len(known)] == known
    ]
    size = len(known) + 1
    numbers = [
        locator[-1][1] for locator in below if len(locator) == size and locator[-1][0] == kind
    ]
    numbers = list(dict.fromkeys(numbers))
    where = format_locator(known) or name
    if not numbers:
        return f"{where} tidak terbagi dalam {kind}."
    return f"{where} hanya memuat {_listed(kind, numbers)}."


def _listed(kind: str, numbers: Sequence[str]) -> str:
    def one(number: str) -> str:
        return format_locator(((kind, number),))

    if len(numbers) == 1:
        return one(numbers[0])
    if _is_run(numbers):
        return f"{one(numbers[0])} sampai dengan {one(numbers[-1])}"
    if len(numbers) <= _LISTED:
        return ", ".join(map(one, numbers))
    return f"{len(numbers)} {kind}, dari {one(numbers[0])} sampai {one(numbers[-1])}"


def _is_run(numbers: Sequence[str]) -> bool:
    if all(number.isdigit() for number in numbers):
        values = [int(number) for number in numbers]
    elif all(len(number) == 1 for number in numbers):
        values = [ord(number.lower()) for number in numbers]
    else:
        return False
    return values == list(range(values[0], values[0] + len(values)))
