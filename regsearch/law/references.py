"""The regulations of a corpus, and the references that their provisions make.

Rules of reference (UU 12/2011 Lampiran II no. 271-283): a bare ``ayat (1)`` is one of the same
pasal, a bare ``huruf a`` one of the same ayat or pasal; a range covers the units that exist
("Pasal 5 sampai dengan Pasal 9" includes a Pasal 7A).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from regsearch.law.outline import Outline
from regsearch.law.resolver import Directory
from regsearch.model import Reference

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from regsearch.law.catalog.names import Catalog
    from regsearch.model import Locator
    from regsearch.regulation import Regulation, Unit

Named = dict[tuple["Locator", str], tuple[Reference, ...]]
"""The references of units, by (locator, text of the unit or of one of its cells)."""

_MOST_OPEN = 24
_MOST_OPEN_UNITS = 3_000
_LEAST_OPEN = 4
"""Size of the cache of open regulations: at most 24, fewer if they have more than 3,000 units in
all, but at least 4, because a regulation and those that it cites are used together."""


class _Opened(NamedTuple):
    """A regulation, indexed."""

    regulation: Regulation
    units: dict[Locator, Unit]
    inside: dict[Locator, list[Unit]]
    """The units directly inside each, in order."""
    named: Named
    """References found so far."""

    @classmethod
    def of(cls, regulation: Regulation, named: Named) -> _Opened:
        inside: dict[Locator, list[Unit]] = {}
        for unit in regulation.units:
            inside.setdefault(unit.locator[:-1], []).append(unit)
        units = {unit.locator: unit for unit in regulation.units}
        return cls(regulation, units, inside, named)


class _Outlines(Mapping[str, Outline]):
    """The outline of each regulation, made on first use."""

    def __init__(self, regulations: Mapping[str, Regulation]) -> None:
        self._regulations = regulations
        self._made: dict[str, Outline] = {}

    def __getitem__(self, document: str) -> Outline:
        if document not in self._made:
            units = self._regulations[document].units
            self._made[document] = Outline(unit.locator for unit in units)
        return self._made[document]

    def __contains__(self, document: object) -> bool:
        return document in self._regulations

    def __iter__(self) -> Iterator[str]:
        return iter(self._regulations)

    def __len__(self) -> int:
        return len(self._regulations)


class Corpus(Directory):
    """The regulations of one corpus, to look up provisions in.

    Args:
        regulations: by document id; may read them lazily.
        catalog: what describes them.
        outlines: their locators, if these are available without reading the regulations.
        known: returns the references of a regulation that an earlier stage has found.

    """

    def __init__(
        self,
        regulations: Mapping[str, Regulation],
        catalog: Catalog,
        outlines: Mapping[str, Outline] | None = None,
        known: Callable[[Regulation], Named] | None = None,
    ) -> None:
        super().__init__(catalog, _Outlines(regulations) if outlines is None else outlines)
        self.regulations = regulations
        self._known = known or (lambda _: {})
        self._opened: dict[str, _Opened] = {}
        """Cache of the regulations used last, the latest last."""
        self._units = 0
        """Number of units of those."""

    def _open(self, document: str) -> _Opened:
        opened = self._opened.pop(document, None)
        if opened is None:
            regulation = self.regulations[document]
            opened = _Opened.of(regulation, self._known(regulation))
            self._units += len(opened.regulation.units)
        self._opened[document] = opened
        while len(self._opened) > _MOST_OPEN or (
            self._units > _MOST_OPEN_UNITS and len(self._opened) > _LEAST_OPEN
        ):
            oldest = self._opened.pop(next(iter(self._opened)))
            self._units -= len(oldest.regulation.units)
        return opened

    def regulation(self, document: str) -> Regulation:
        """Return *document*, read anew only if the cache has dropped it.

        Raises:
            KeyError: the corpus has no such document.

        """
        return self._open(document).regulation

    def units(self, document: str) -> Mapping[Locator, Unit]:
        """Return the units of *document* by locator, in its order; empty if it is unknown."""
        return self._open(document).units if document in self.regulations else {}

    def children(self, document: str, locator: Locator) -> list[Unit]:
        """Return the units directly inside the one at *locator*."""
        if document not in self.regulations:
            return []
        return self._open(document).inside.get(locator, [])

    def unit(self, reference: Reference) -> Unit | None:
        """Return the unit at *reference*, or None if the corpus has no such unit."""
        return self.units(reference.document).get(reference.locator)

    def references(
        self, document: str, unit: Unit, text: str | None = None
    ) -> tuple[Reference, ...]:
        """Return what *unit* cites in its own text, or in *text*, one of its cells."""
        words = unit.text if text is None else text
        named = self._open(document).named
        key = unit.locator, words
        if key not in named:
            on = self.catalog[document].start
            named[key] = tuple(
                dict.fromkeys(
                    reference
                    for citation in self.grammar.find(words)
                    for reference in self.resolve(citation, on, document, unit.locator)
                    if reference != Reference(document, unit.locator)
                )
            )
        return named[key]
