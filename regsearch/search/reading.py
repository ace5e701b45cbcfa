"""The words of a provision on a day, where another instrument has changed them.

A provision keeps its own citation and words; what an amending law put in their place, or how the
Constitutional Court reads them, is its *reading* on that day.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from regsearch.law.validity import validity
from regsearch.model import Reading, Reference
from regsearch.model.passage import passage_key

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from regsearch.index.reader import OpenIndex
    from regsearch.law.catalog.names import Catalog
    from regsearch.model import Answer, Passage


_RULING = "putusan"


def with_readings(index: OpenIndex, answers: Sequence[Answer], day: date) -> tuple[Answer, ...]:
    """Return *answers*, each with its reading on *day*, if it has one."""
    sources = [_sources(index.catalog, answer, day) for answer in answers]
    wanted = dict.fromkeys(reference for found in sources for reference in found)
    if not wanted:
        return tuple(answers)
    passages = {p.key: p for p in index.passages(wanted)}
    return tuple(
        replace(answer, reading=_reading(passages, found))
        for answer, found in zip(answers, sources, strict=True)
    )


def successors(catalog: Catalog, place: Reference, day: date) -> Iterator[Reference]:
    """Yield what stands in the place of a provision, one law after the other, up to *day*.

    UU 30/2014 Pasal 24 became UU 11/2020 Pasal 175 angka 2, and that UU 6/2023 Pasal 175 angka 2.
    """
    seen = {place}
    while True:
        instrument = catalog[place.document]
        entries = [p for p in instrument.notes_on(place.locator) if p.replaced_by]
        if not entries:
            return
        entry = entries[-1]
        ended = entry.revoked or instrument.revoked
        document, locator = entry.replaced_by or ("", ())
        place = Reference(document, locator + place.locator[len(entry.locator) :])
        begun = document in catalog and validity(catalog[document], place.locator)[0] <= day
        if ended is None or ended > day or not begun or place in seen:
            return
        seen.add(place)
        yield place


def _sources(catalog: Catalog, answer: Answer, day: date) -> tuple[Reference, ...]:
    """Return the provisions that have the words of *answer* on *day*, the likeliest first."""
    if answer.status == "dicabut":  # what replaced a revoked law does not say how it reads
        return ()
    place = Reference(answer.document, answer.locator)
    chain = [p for p in successors(catalog, place, day) if catalog[p.document].kind != _RULING]
    last = chain[-1] if chain else place
    return (*_rulings(catalog, last, day), *reversed(chain))


def _rulings(catalog: Catalog, place: Reference, day: date) -> Iterator[Reference]:
    """Yield the points of rulings that read *place* differently, the newest ruling first."""
    rulings = (
        other
        for other in catalog.neighbours(place.document)
        if other.kind == _RULING and other.is_law_on(day)
    )
    for ruling in sorted(rulings, key=lambda other: other.start, reverse=True):
        for relation in ruling.relations:
            target = relation.target
            if (
                relation.type == "mengubah"
                and relation.document == place.document
                and target
                and place.locator[: len(target)] == target
                and relation.basis
            ):
                yield Reference(ruling.id, relation.basis)


def _reading(passages: dict[str, Passage], sources: Sequence[Reference]) -> Reading | None:
    for source in sources:
        passage = passages.get(passage_key(source.document, source.locator))
        if passage is not None and not passage.text:
            return None  # a pasal that only has ayat: it stands beside the answer, whole
        if passage is not None:
            return Reading(
                passage.text,
                passage.citation,
                passage.document,
                passage.locator,
                passage.start,
                passage.verification,
            )
    return None
