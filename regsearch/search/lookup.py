"""A citation becomes the provisions that it names."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from regsearch.errors import CitationError
from regsearch.model import ChildUnit, ParsedQuery, Reference, Reply, format_address
from regsearch.search.as_of import answer_of
from regsearch.search.cases import cases_of
from regsearch.search.knowledge import caution, knowledge_until
from regsearch.search.reading import with_readings

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from regsearch.citation import Citation
    from regsearch.index.reader import OpenIndex
    from regsearch.model import Answer, Locator, Passage


_INSTEAD = "Pada {0:%d-%m-%Y} yang berlaku ialah {1}, bukan {2}; keduanya ditunjukkan."


def look_up(index: OpenIndex, citation: str, day: date) -> Reply:
    """Return the provisions that *citation* names, as they stand on *day*.

    Raises:
        CitationError: it cannot be understood, or names no instrument.
        NotFoundError: the index has no such provision or instrument; with its neighbours.

    """
    found = index.directory.grammar.parse(citation)
    if not found.instruments:
        raise CitationError(
            f"{citation.strip()!r} tidak menyebut peraturannya. "
            'Contoh: "Pasal 5 huruf n angka 6 PP 94/2021".'
        )
    references = index.directory.resolve(found, day)
    passages = index.passages(references)
    if not passages:
        from regsearch.query.citations import absent

        raise absent(index.directory, found, day)
    answers = [_answer(index, passage, day) for passage in passages]
    query = ParsedQuery(citation, day, citations=references)
    told = [_meant(index, found, references[0], day), caution(index, day)]
    for passage in passages:
        others = _in_force_instead(index, passage, day, passages)
        answers += others
        told += [_INSTEAD.format(day, o.citation, passage.citation) for o in others]
    numbered = [replace(answer, rank=number) for number, answer in enumerate(answers, 1)]
    ranked = with_readings(index, numbered, day)
    message = " ".join(filter(None, told)) or None
    return Reply(
        query,
        "found",
        ranked,
        message,
        summary=cases_of(ranked),
        knowledge_until=knowledge_until(index),
    )


def _in_force_instead(
    index: OpenIndex, passage: Passage, day: date, shown: Sequence[Passage]
) -> list[Answer]:
    """Return the version of *passage* that is law on *day*, where it is not itself."""
    if passage.status(day) in {"berlaku", None} or not passage.locator:
        return []
    from regsearch.search.history import version_on

    other = version_on(index, passage, day)
    return [_answer(index, other, day)] if other and other not in shown else []


def _answer(index: OpenIndex, passage: Passage, day: date) -> Answer:
    answer = answer_of(passage, day, index.instrument(passage))
    return replace(answer, children=children_of(index, passage))


def inside(index: OpenIndex, document: str, locator: Locator) -> list[Passage]:
    """Return the passages inside a provision, in the document's order."""
    depth = len(locator)
    references = [
        Reference(document, below)
        for below in index.directory.locators[document]
        if len(below) > depth and below[:depth] == locator
    ]
    return sorted(index.passages(references), key=lambda passage: passage.order)


def children_of(index: OpenIndex, passage: Passage) -> tuple[ChildUnit, ...]:
    """Return the units inside a provision as a tree; none for a document as a whole."""
    if not passage.locator:
        return ()
    return _tree(inside(index, passage.document, passage.locator))


def _tree(passages: list[Passage]) -> tuple[ChildUnit, ...]:
    """Return *passages*, in the document's order, as a tree."""
    found: list[ChildUnit] = []
    start = 0
    while start < len(passages):
        top = passages[start]
        # A unit whose parent is not restated stands where the parent would.
        end = start + 1
        while end < len(passages) and passages[end].locator[: len(top.locator)] == top.locator:
            end += 1
        kind, number = top.locator[-1]
        found.append(
            ChildUnit(
                format_address(top.locator),
                kind,
                number,
                top.text,
                top.penjelasan,
                _tree(passages[start + 1 : end]),
                top.citation,
            )
        )
        start = end
    return tuple(found)


def _meant(index: OpenIndex, citation: Citation, reference: Reference, day: date) -> str | None:
    """Say which instrument a shared short name was taken to mean, and who else bears it."""
    directory = index.directory
    bearers = [i.id for name in citation.instruments for i in directory.instruments(name, day)]
    others = [document for document in dict.fromkeys(bearers) if document != reference.document]
    if not others or any(name.number for name in citation.instruments):
        return None
    name = " ".join(citation.instruments[0].text.split())
    meant = directory.short_name(reference.document)
    listed = ", ".join(directory.short_name(document) for document in others)
    return f"{name!r} di sini berarti {meant}; nama itu juga dipakai untuk {listed}."
