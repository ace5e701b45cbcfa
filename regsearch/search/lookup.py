"""A citation becomes the provisions that it names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regsearch.errors import CitationError
from regsearch.model import ParsedQuery, Reply
from regsearch.query.citations import absent
from regsearch.search.as_of import answer_of
from regsearch.search.knowledge import caution, knowledge_until
from regsearch.search.reading import with_readings

if TYPE_CHECKING:
    from datetime import date

    from regsearch.citation import Citation
    from regsearch.index.reader import OpenIndex
    from regsearch.model import Reference


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
        raise absent(index.directory, found, day)
    answers = [
        answer_of(passage, day, index.instrument(passage), rank=number)
        for number, passage in enumerate(passages, 1)
    ]
    query = ParsedQuery(citation, day, citations=references)
    remarks = (_meant(index, found, references[0], day), caution(index, day))
    return Reply(
        query,
        "found",
        with_readings(index, answers, day),
        " ".join(filter(None, remarks)) or None,
        knowledge_until=knowledge_until(index),
    )


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
