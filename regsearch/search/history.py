"""The versions of a provision over time, and what changed between them.

Versions are found in three ways, and each says how: the catalogue pairs a provision with the one
that took its place (``padanan``; a unit without a pair of its own has that of the unit around it);
where it pairs none, the provision of the regulation that replaced this one with the most words in
common; and where the texts are official, the law consolidated with its amendments.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from itertools import pairwise
from typing import TYPE_CHECKING

from regsearch.model import Reference
from regsearch.model.answer import whole_text
from regsearch.model.history import Change, Difference, History, Version
from regsearch.model.passage import ENDED_BY
from regsearch.search.consolidated import consolidated_versions
from regsearch.search.lookup import children_of, inside

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from regsearch.index.reader import OpenIndex
    from regsearch.model import Locator, Passage, Related
    from regsearch.model.history import VersionSource

_ALIKE = 0.5
"""Least share of words in common (Jaccard) of an equivalent in another regulation."""
_REPLACING = ("dicabut_oleh", "diganti_oleh")
_REPLACED = ("mencabut", "menggantikan")
_RULING = "putusan"
_UNCHANGED = re.compile(r"\bPasal \d+[A-Z]* tetap\b")
"""Says a point of an amending law that changes the explanation only."""


def history_of(
    index: OpenIndex, query: str, reference: Reference, day: date, days: tuple[date, date] | None
) -> History:
    """Return the versions of a provision.

    Args:
        index: where it is looked for.
        query: the citation as it was typed.
        reference: the provision, which the index has.
        day: the day on which the status of each version is told.
        days: the two days whose versions are compared; neighbours are if None.

    """
    passage = index.passages([reference])[0]
    found = equivalents(index, passage)
    source: VersionSource = "katalog"
    if len(found) == 1 and (alike := _alike(index, passage)):
        found, source = [*found, *alike], "kemiripan"
    versions = [
        _version(index, p, day, "katalog" if p.key == passage.key else source) for p in found
    ]
    further, notes = consolidated_versions(index, passage, day)
    known = {(v.start, v.document) for v in versions}
    versions += [v for v in further if (v.start, v.document) not in known]
    versions.sort(key=lambda v: (v.start, v.document))
    rulings = _rulings(index, found)
    if source == "kemiripan":
        notes = (*notes, "Padanan dalam peraturan lain dicari menurut kemiripan kata; periksalah.")
    differences = tuple(_differences(versions, days))
    if days:
        notes = (*notes, *_missing(versions, days))
    return History(query, day, tuple(versions), tuple(rulings), differences, notes)


def version_on(index: OpenIndex, passage: Passage, day: date) -> Passage | None:
    """Return the version of *passage* that is law on *day*, if the catalogue knows another one."""
    others = (p for p in equivalents(index, passage) if p.key != passage.key)
    return next((p for p in others if p.status(day) == "berlaku"), None)


def equivalents(index: OpenIndex, passage: Passage) -> list[Passage]:
    """Return *passage* and all that the catalogue pairs with it, directly or through others."""
    found = {passage.key: passage}
    waiting = [passage]
    while waiting:
        for other in _paired(index, waiting.pop()):
            if other.key not in found:
                found[other.key] = other
                waiting.append(other)
    return [p for p in found.values() if p is passage or not _around_another(p, found.values())]


def _around_another(passage: Passage, others: Iterable[Passage]) -> bool:
    """Say whether one of *others* stands inside *passage*, which then says more than is asked."""
    depth = len(passage.locator)
    return any(
        other.document == passage.document
        and len(other.locator) > depth
        and other.locator[:depth] == passage.locator
        for other in others
    )


def _paired(index: OpenIndex, passage: Passage) -> list[Passage]:
    """Return what is paired with *passage*, or within what is paired with the unit around it."""
    for depth in range(len(passage.locator), 0, -1):
        around = passage
        if depth < len(passage.locator):
            upper = index.passage(Reference(passage.document, passage.locator[:depth]))
            if upper is None:
                continue
            around = upper
        rest = passage.locator[depth:]
        pairs = [r for r in around.related if r.relation == "padanan" and r.locator]
        if pairs:
            return index.passages([Reference(r.document, (*r.locator, *rest)) for r in pairs])
    return []


def _alike(index: OpenIndex, passage: Passage) -> list[Passage]:
    """Return the provision most like *passage* in each regulation that replaced its own."""
    whole = index.passage(Reference(passage.document, ()))
    if whole is None or not passage.locator:
        return []
    own = _words(passage)
    documents = {r.document for r in whole.related if r.relation in (*_REPLACING, *_REPLACED)}
    best = []
    for document in sorted(documents - {passage.document}):
        scored = [(_share(own, _words(p)), p.key, p) for p in inside(index, document, ())]
        score, _, other = max(scored, key=lambda row: row[:2], default=(0.0, "", passage))
        if score >= _ALIKE:
            best.append(other)
    return best


def _words(passage: Passage) -> frozenset[str]:
    return frozenset(re.findall(r"[a-z]{3,}", passage.text.casefold()))


def _share(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / len(one | other) if one and other else 0.0


def _version(index: OpenIndex, passage: Passage, day: date, source: VersionSource) -> Version:
    children = children_of(index, passage)
    return Version(
        document=passage.document,
        citation=passage.citation,
        locator=passage.locator,
        start=passage.start,
        end=passage.end,
        status=passage.status(day),
        text=whole_text(passage.text, children),
        text_kind=passage.text_kind,
        children=children,
        source=source,
        ended_by=tuple(dict.fromkeys(r.citation for r in _ends(index, passage))),
    )


def _ends(index: OpenIndex, passage: Passage) -> Iterator[Related]:
    """Yield what ended *passage*: what the catalogue says of it, else of its document."""
    if passage.end is None:
        return
    own = [r for r in passage.related if r.relation in ENDED_BY and not _is_ruling(index, r)]
    if not own and not passage.amended:
        whole = index.passage(Reference(passage.document, ()))
        own = [r for r in whole.related if r.relation in _REPLACING] if whole else []
    yield from own


def _is_ruling(index: OpenIndex, related: Related) -> bool:
    instrument = index.catalog.get(related.document)
    return instrument is not None and instrument.kind == _RULING


def _rulings(index: OpenIndex, passages: Sequence[Passage]) -> list[Related]:
    found: dict[tuple[str, Locator], Related] = {}
    for passage in passages:
        for unit in (passage, *inside(index, passage.document, passage.locator)):
            for related in unit.related:
                if _is_ruling(index, related) and related.relation != "padanan":
                    found.setdefault((related.document, related.locator), related)
    return list(found.values())


# --- differences --------------------------------------------------------------------------------


def _differences(
    versions: Sequence[Version], days: tuple[date, date] | None
) -> Iterator[Difference]:
    pairs = list(pairwise(v for v in versions if not _UNCHANGED.search(v.text)))
    if days:
        chosen = [next((v for v in versions if v.in_force(day)), None) for day in sorted(days)]
        first, second = chosen
        pairs = [(first, second)] if first and second else []
    for before, after in pairs:
        yield difference(before, after)


def _missing(versions: Sequence[Version], days: tuple[date, date]) -> Iterator[str]:
    for day in sorted(days):
        if not any(version.in_force(day) for version in versions):
            yield f"Tidak ada versi yang diketahui berlaku pada {day.isoformat()}."


def difference(before: Version, after: Version) -> Difference:
    """Return what changed between two versions, word by word."""
    one, two = before.text.split(), after.text.split()
    changes: list[Change] = []
    for action, start, end, first, last in SequenceMatcher(None, one, two, False).get_opcodes():
        if action == "equal":
            changes.append(Change("sama", " ".join(one[start:end])))
            continue
        if start < end:
            changes.append(Change("dihapus", " ".join(one[start:end])))
        if first < last:
            changes.append(Change("ditambah", " ".join(two[first:last])))
    return Difference(before.citation, after.citation, tuple(changes))
