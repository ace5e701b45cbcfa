"""What each document says of provisions, its own and those of others, and what comes of it.

A regulation is linked by itself: :func:`links_of` needs its own words and looks up what they name.
:func:`about` gathers what the whole corpus says of one document.  So a corpus of any size is linked
with a few regulations in memory, in any order, by any number of processes.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from regsearch.law.revocation import revoked_in
from regsearch.law.sanctions.link import sanctions_of
from regsearch.model import Reference, Related, Sanction

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from regsearch.law.references import Corpus
    from regsearch.model import Locator, Relation


@dataclass(frozen=True, slots=True)
class Links:
    """What one document says of provisions; each entry begins with the one spoken of."""

    direct: tuple[tuple[Reference, tuple[Sanction, ...]], ...] = ()
    """Sanctions of exactly this unit."""
    general: tuple[tuple[Reference, tuple[Sanction, ...]], ...] = ()
    """Sanctions of this unit and of every unit inside it."""
    listed: tuple[tuple[Reference, tuple[Sanction, ...]], ...] = ()
    """Lists of penalties, each with itself as the sanction that it is."""
    mentions: tuple[tuple[Reference, Related], ...] = ()
    """Who names whom, from both sides."""
    aligned: tuple[tuple[Reference, Related], ...] = ()
    """Items of a sanction's list with the norm that they punish without naming it."""

    revoked: tuple[tuple[Reference, Related], ...] = ()
    """Documents that it revokes as a whole, each with the provision that does."""

    def by_document(self) -> dict[str, Links]:
        """Return the links by the document that they speak of."""
        found: dict[str, dict[str, list[object]]] = {}
        for field in fields(self):
            for entry in getattr(self, field.name):
                tables = found.setdefault(entry[0].document, defaultdict(list))
                tables[field.name].append(entry)
        return {
            document: Links(**{name: tuple(entries) for name, entries in tables.items()})  # type: ignore[arg-type]
            for document, tables in found.items()
        }


def links_of(corpus: Corpus, document: str) -> Links:
    """Return what the words of *document* say of provisions."""
    sanctions = sanctions_of(corpus, document)
    return Links(
        direct=tuple(sanctions.direct.items()),
        general=tuple(sanctions.general.items()),
        listed=tuple(sanctions.listed.items()),
        mentions=tuple(_mentions(corpus, document)),
        aligned=tuple(
            (item, Related(corpus.cite(norm), "mengacu", norm.document, norm.locator))
            for item, norm in sanctions.punishes.items()
        ),
        revoked=tuple(_revoked(corpus, document)),
    )


def _revoked(corpus: Corpus, document: str) -> Iterator[tuple[Reference, Related]]:
    for unit in corpus.regulation(document).units:
        here = Reference(document, unit.locator)
        for other in revoked_in(corpus, document, unit):
            if corpus.catalog[other].unreviewed:  # the catalogue speaks for its own
                by = Related(corpus.cite(here), "dicabut_oleh", document, unit.locator)
                yield Reference(other, ()), by


def _mentions(corpus: Corpus, document: str) -> Iterator[tuple[Reference, Related]]:
    """Yield the provisions of other documents that *document* names, from both sides."""

    def named(document: str, locator: Locator, relation: Relation) -> Related:
        return Related(corpus.cite(Reference(document, locator)), relation, document, locator)

    for unit in corpus.regulation(document).units:
        here = (document, unit.locator)
        for text in (unit.text, *(text for _, text in unit.cells)):
            for reference in corpus.references(document, unit, text):
                if reference.document != document:
                    there = (reference.document, reference.locator)
                    yield Reference(*here), named(*there, "mengacu")
                    yield reference, named(*here, "diacu_oleh")


def all_links(corpus: Corpus) -> dict[str, list[Links]]:
    """Return what the documents of *corpus* say, by the document they speak of, in their order."""
    found: dict[str, list[Links]] = defaultdict(list)
    for document in corpus.regulations:
        for target, links in links_of(corpus, document).by_document().items():
            found[target].append(links)
    return found


def related_by(links: Iterable[Links]) -> dict[Reference, list[Related]]:
    """Return what *links* relate each provision to."""
    found: dict[Reference, list[Related]] = defaultdict(list)
    late: list[tuple[Reference, Related]] = []
    for part in links:
        late += part.aligned
        for reference, related in (*part.mentions, *part.revoked):
            found[reference].append(related)
    for reference, related in late:
        found[reference].append(related)
    return found
