"""Resolve citations: from the names and numbers in a text to instruments and provisions."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from regsearch.citation import Grammar, format_locator, own_steps
from regsearch.citation.instruments import kind_labels
from regsearch.law.outline import Outline
from regsearch.model import Reference

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import date

    from regsearch.citation import Citation, InstrumentName
    from regsearch.law.catalog.instrument import Instrument
    from regsearch.law.catalog.names import Catalog
    from regsearch.model import Locator


class Directory:
    """The instruments and provisions that exist, to resolve citations against.

    Args:
        catalog: the instruments.
        locators: the locators of each document's units, in document order, by document id.

    """

    def __init__(self, catalog: Catalog, locators: Mapping[str, Collection[Locator]]) -> None:
        self.catalog = catalog
        self.locators = locators

    @cached_property
    def grammar(self) -> Grammar:
        """The citation grammar with the short names of the catalogue and its document ids."""
        aliases = [alias for i in self.catalog.values() for alias in i.aliases]
        return Grammar((*aliases, *self.catalog))

    def short_name(self, document: str) -> str:
        """Return how *document* is cited: ``PP 94/2021``, ``Pergub DKI Jakarta 98/2021``.

        Joint decrees, letters and others that are not cited by a plain number are cited by the
        first short name of the catalogue.
        """
        instrument = self.catalog[document]
        label = kind_labels().get(instrument.kind)
        if label is None:
            return instrument.aliases[0] if instrument.aliases else instrument.title
        region = f" {instrument.region}" if instrument.region else ""
        return f"{label}{region} {instrument.numbers[0]}/{instrument.year}"

    def cite(self, reference: Reference) -> str:
        """Return *reference* as it is printed: ``PP 94/2021 Pasal 8 ayat (4)``."""
        return f"{self.short_name(reference.document)} {format_locator(reference.locator)}".strip()

    def instruments(self, name: InstrumentName, on: date) -> tuple[Instrument, ...]:
        """Return the instruments that *name* may mean on the day *on*, the likeliest first.

        Empty if none has that name or number.
        """
        if name.kind and name.number and name.year:
            found = self.catalog.find(name.kind, name.number, name.year, name.alias)
            found = found or self.catalog.find(name.kind, name.number, name.year)
            if found:
                return (found,)
        # Letters are cited by their number alone, or by a name that holds a number.
        key = name.text if name.kind else name.alias or name.number or ""
        if key in self.catalog:
            return (self.catalog[key],)
        match = self.catalog.by_alias(key, on)
        return (match.instrument, *match.others) if match else ()

    def resolve(
        self, citation: Citation, on: date, document: str | None = None, at: Locator = ()
    ) -> tuple[Reference, ...]:
        """Return the provisions that *citation* names and that exist.

        Args:
            citation: as found in a text.
            on: the day that decides what a shared short name ("UU ASN") means.
            document: id of the document that contains the citation; None for a question.
            at: the unit that contains it; relative citations ("ayat (1)") are resolved from here.

        """
        if citation.instruments:
            candidates = [i for name in citation.instruments for i in self.instruments(name, on)]
            if len(citation.instruments) > 1:
                # "UU 1/2015 jo. UU 10/2016": the later law has the words in force.
                candidates.sort(key=lambda i: (i.start <= on, i.start), reverse=True)
            for instrument in candidates:
                if found := self._in_document(citation, instrument.id, ()):
                    return found
            if not citation.targets and candidates:
                return (Reference(candidates[0].id, ()),)
            return next(
                (found for i in candidates if (found := self._inserted(citation, i, on))), ()
            )
        return self._in_document(citation, document, at) if document else ()

    def locate(self, document: str, cited: Locator) -> Reference | None:
        """Return the provision of *document* that is cited as *cited*, or None.

        The pasal that an amending law quotes is cited without the point that quotes it.
        """
        found = self._find(document, cited, ()) if document in self.locators else None
        return Reference(document, found) if found else None

    def _in_document(self, citation: Citation, document: str, at: Locator) -> tuple[Reference, ...]:
        if document not in self.locators:
            return ()
        if not citation.targets:
            return (Reference(document, ()),)
        found: list[Reference] = []
        for target in citation.targets:
            first = self._find(document, target.locator, at)
            last = self._find(document, target.through, at) if target.through else None
            if first and last:
                found += (
                    Reference(document, between)
                    for between in self._outline(document).between(first, last)
                )
            elif first:
                found.append(Reference(document, first))
        return tuple(dict.fromkeys(found))

    def _inserted(
        self, citation: Citation, instrument: Instrument, on: date
    ) -> tuple[Reference, ...]:
        """Return what *citation* names in a law that amends *instrument*, the latest of the day.

        "UU 30/2014 Pasal 39A" stands in UU 6/2023 Pasal 175 only.
        """
        amending = [
            (other, relation.basis)
            for other in self.catalog.neighbours(instrument.id)
            for relation in other.relations
            if relation.type == "mengubah"
            and relation.document == instrument.id
            and relation.basis
            and not relation.target
        ]
        amending.sort(key=lambda found: (found[0].is_law_on(on), found[0].start), reverse=True)
        for other, basis in amending:
            found = self._in_document(citation, other.id, ())
            if found and all(r.locator[: len(basis)] == basis for r in found):
                return found
        return ()

    def _find(self, document: str, cited: Locator, at: Locator) -> Locator | None:
        outline = self._outline(document)
        # From the innermost enclosing unit outwards: "huruf a" is first one of the same ayat.
        for depth in range(len(at), -1, -1):
            if (candidate := at[:depth] + cited) in outline:
                return candidate
        if cited[0][0] in {"ayat", "huruf", "angka"} and own_steps(at)[:1] != at[:1]:
            return None
        return outline.find(cited)

    def _outline(self, document: str) -> Outline:
        found = self.locators[document]
        return found if isinstance(found, Outline) else Outline(found)
