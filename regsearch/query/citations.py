"""The citations in a question: the provisions they name, and what to say where there are none."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from regsearch.citation import format_locator, neighbours
from regsearch.errors import NotFoundError
from regsearch.model import Reference

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from regsearch.citation import Citation
    from regsearch.law.resolver import Directory


class FoundCitation(NamedTuple):
    """A citation of a question, resolved."""

    citation: Citation
    references: tuple[Reference, ...]
    """The provisions that it names; empty if the index has none."""
    problem: NotFoundError | None
    """Set where it names a provision that the index does not have."""
    unknown_instrument: bool
    """Whether it names an instrument by its number that the index does not have."""


def find_citations(
    citations: Iterable[Citation], directory: Directory, day: date
) -> list[FoundCitation]:
    """Return each of *citations* with the provisions that it names on *day*."""
    found = []
    for citation in citations:
        references = tuple(directory.resolve(citation, day))
        known = any(directory.instruments(name, day) for name in citation.instruments)
        numbered = cites_by_number(citation)
        gone = bool(citation.targets) and (known or numbered) and not references
        found.append(
            FoundCitation(
                citation,
                references,
                absent(directory, citation, day) if gone else None,
                numbered and not known,
            )
        )
    return found


def cites_by_number(citation: Citation) -> bool:
    """Say whether *citation* names an instrument by kind, number and year."""
    return any(name.kind and name.number and name.year for name in citation.instruments)


def absent(directory: Directory, citation: Citation, day: date) -> NotFoundError:
    """Return the error for a citation that names nothing in the index, with its neighbours."""
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
