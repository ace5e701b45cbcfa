"""Extract the links of a document: its sanctions, its references, what it revokes.

:func:`links_of` reads one document and looks up what it cites; :meth:`Links.by_document` splits the
result by the document that each link is about.  So a corpus of any size is linked with a few
regulations in memory, in any order, by any number of processes.
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
    """The links that one document makes; each begins with the provision that it is about."""

    direct: tuple[tuple[Reference, tuple[Sanction, ...]], ...] = ()
    """Sanctions of exactly this unit."""
    general: tuple[tuple[Reference, tuple[Sanction, ...]], ...] = ()
    """Sanctions of this unit and of every unit inside it."""
    listed: tuple[tuple[Reference, tuple[Sanction, ...]], ...] = ()
    """Lists of penalties, each as a sanction of its own."""
    mentions: tuple[tuple[Reference, Related], ...] = ()
    """References to other documents, in both directions."""
    aligned: tuple[tuple[Reference, Related], ...] = ()
    """Items of a sanction's list, with the norm that each punishes without citing it."""
    revoked: tuple[tuple[Reference, Related], ...] = ()
    """Documents that it revokes as a whole, each with the provision that does."""

    def by_document(self) -> dict[str, Links]:
        """Return the links grouped by the document that they are about."""
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
    """Return the links that the text of *document* makes."""
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
            if corpus.catalog[other].unreviewed:  # of reviewed ones the catalogue knows the end
                by = Related(corpus.cite(here), "dicabut_oleh", document, unit.locator)
                yield Reference(other, ()), by


def _mentions(corpus: Corpus, document: str) -> Iterator[tuple[Reference, Related]]:
    """Yield the references of *document* to other documents, in both directions."""

    def related(document: str, locator: Locator, relation: Relation) -> Related:
        return Related(corpus.cite(Reference(document, locator)), relation, document, locator)

    for unit in corpus.regulation(document).units:
        here = (document, unit.locator)
        for text in (unit.text, *(text for _, text in unit.cells)):
            for reference in corpus.references(document, unit, text):
                if reference.document != document:
                    target = (reference.document, reference.locator)
                    yield Reference(*here), related(*target, "mengacu")
                    yield reference, related(*here, "diacu_oleh")


def all_links(corpus: Corpus) -> dict[str, list[Links]]:
    """Return the links about each document, in the order of the documents that make them."""
    found: dict[str, list[Links]] = defaultdict(list)
    for document in corpus.regulations:
        for target, links in links_of(corpus, document).by_document().items():
            found[target].append(links)
    return found


def related_by(links: Iterable[Links]) -> dict[Reference, list[Related]]:
    """Return the related provisions of each provision; those by alignment come last."""
    found: dict[Reference, list[Related]] = defaultdict(list)
    parts = list(links)
    for part in parts:
        for reference, related in (*part.mentions, *part.revoked):
            found[reference].append(related)
    for part in parts:
        for reference, related in part.aligned:
            found[reference].append(related)
    return found
