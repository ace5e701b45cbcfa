"""A citation becomes the provisions that it names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regsearch.citation import format_locator, neighbours
from regsearch.errors import CitationError, NotFoundError
from regsearch.model import Query, Reference, Reply
from regsearch.search.as_of import answer_of

if TYPE_CHECKING:
    from datetime import date

    from regsearch.citation import Citation
    from regsearch.index.reader import OpenIndex


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
    index.expect(references)
    passages = [p for reference in references if (p := index.passage(reference))]
    if not passages:
        raise absent(index, found, day)
    answers = (
        answer_of(passage, day, index.instrument(passage), rank=number)
        for number, passage in enumerate(passages, 1)
    )
    query = Query(citation, day, citations=references)
    return Reply(query, "found", tuple(answers), _meant(index, found, references[0], day))


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


def missing(index: OpenIndex, text: str, day: date) -> str | None:
    """Return what to say where *text* cites a provision that does not exist, or None."""
    for citation in index.directory.grammar.find(text):
        if citation.targets and citation.instruments:
            names = citation.instruments
            known = any(index.directory.instruments(name, day) for name in names)
            exact = any(name.kind and name.number and name.year for name in names)
            if (known or exact) and not index.directory.resolve(citation, day):
                return str(absent(index, citation, day))
    return None


def unknown(index: OpenIndex, text: str, day: date) -> list[str]:
    """Return what to say of the instruments that *text* cites by number and that are not here."""
    return [
        str(absent(index, citation, day))
        for citation in index.directory.grammar.find(text)
        if any(name.kind and name.number and name.year for name in citation.instruments)
        and not any(index.directory.instruments(name, day) for name in citation.instruments)
    ]


def absent(index: OpenIndex, citation: Citation, day: date) -> NotFoundError:
    """Return the error for a citation that names nothing in the index."""
    directory = index.directory
    name = " ".join(citation.instruments[0].text.split())
    known = [i for n in citation.instruments for i in directory.instruments(n, day)]
    if not known:
        return NotFoundError(
            f"{name} tidak ada dalam indeks. Daftar dokumen: regsearch korpus daftar"
        )
    cited = citation.targets[0].locator if citation.targets else ()
    document = known[0].id
    near = neighbours(cited, directory.locators[document])
    cites = tuple(directory.cite(Reference(document, locator)) for locator in near)
    return NotFoundError(
        f"{format_locator(cited)} tidak ada dalam {directory.short_name(document)} yang diindeks. "
        f"Yang terdekat: {'; '.join(cites)}.",
        cites,
    )
