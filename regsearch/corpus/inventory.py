"""Combine catalogue, index and the user's files: what there is of each document."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date  # noqa: TC003 - part of a public value
from typing import TYPE_CHECKING

from regsearch.corpus.assemble import read_catalog
from regsearch.corpus.store import Store
from regsearch.errors import CatalogError, ChangedError
from regsearch.law.catalog.names import plain_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from regsearch.corpus.completeness import DocumentLedger
    from regsearch.corpus.store import Entry
    from regsearch.law.catalog.instrument import Instrument, Relation
    from regsearch.law.catalog.names import Catalog
    from regsearch.model import Status, TextKind


@dataclass(frozen=True, slots=True)
class Holding:
    """One document of the catalogue, with what the index and the user's corpora have of it."""

    instrument: Instrument
    ledger: DocumentLedger | None
    """Its ledger in the index; None if the index does not have it."""
    entry: Entry | None
    """Its official file in the user's corpora, if any."""
    path: Path | None = None
    """Path of that file."""
    changed: str | None = None
    """Error message if that file is not the one that was added."""
    done_to_it: tuple[tuple[str, Relation], ...] = ()
    """Relations of other instruments to it, as (their id, relation)."""

    @property
    def waiting(self) -> bool:
        """Whether an official file was added that is not in the index yet."""
        if self.entry is None:
            return False
        return self.ledger is None or self.ledger.sha256 != self.entry.sha256

    @property
    def text_kind(self) -> TextKind | None:
        """Whether the index has official text or a digest; None if it has neither."""
        return self.ledger.text_kind if self.ledger else None

    def status(self, day: date) -> Status:
        """Return whether the instrument as a whole is law on *day*."""
        if day < self.instrument.start:
            return "belum_berlaku"
        return "berlaku" if self.instrument.is_law_on(day) else "dicabut"


@dataclass(frozen=True, slots=True)
class Inventory:
    """Every document of the catalogue on a day, and what there is of each.

    >>> import regsearch
    >>> inventory = regsearch.documents(as_of="2024-01-30")
    >>> [h.status(inventory.as_of) for h in inventory.holdings[:2]]
    ['dicabut', 'berlaku']

    """

    as_of: date
    """The day on which the status of each is told."""
    holdings: tuple[Holding, ...]


def holdings(corpora: Sequence[Path], ledger: Iterable[DocumentLedger]) -> tuple[Holding, ...]:
    """Return the holding of every document of the catalogue, in its order.

    Args:
        corpora: the folders, the base first.
        ledger: that of the index, which tells what was read.

    Raises:
        RegsearchError: a catalogue or an entry cannot be read.

    """
    catalog = read_catalog(corpora)
    ledgers = {one.document: one for one in ledger}
    files = _files(corpora)
    return tuple(
        Holding(instrument, ledgers.get(document), *files.get(document, (None, None)))
        for document, instrument in catalog.items()
    )


def holding(document: str, corpora: Sequence[Path], ledger: Iterable[DocumentLedger]) -> Holding:
    """Return the holding of *document*; its file is checked against its recorded SHA-256.

    Args:
        document: its id, or a name by which it is cited (``PP 94/2021``).
        corpora: the corpora, that of the user last.
        ledger: that of the index, which tells what was read.

    Raises:
        CatalogError: the catalogue has no such document.
        RegsearchError: a catalogue or an entry cannot be read.

    """
    catalog = read_catalog(corpora)
    if document not in catalog:
        document = _named(document, catalog)
    ledgers = {one.document: one for one in ledger}
    entry, path = _files(corpora).get(document, (None, None))
    return Holding(
        catalog[document],
        ledgers.get(document),
        entry,
        path,
        _changed(entry, path) if entry and path else None,
        tuple(_done_to(document, catalog)),
    )


def _named(name: str, catalog: Catalog) -> str:
    """Return the id of the document that *name* means."""
    wanted = plain_name(name)
    for document, instrument in catalog.items():
        if wanted in map(plain_name, (document, *instrument.aliases)):
            return document
    raise CatalogError(f"{name} tidak ada di katalog. Daftar id: regsearch korpus daftar")


def _files(corpora: Sequence[Path]) -> dict[str, tuple[Entry, Path]]:
    stores = [Store(folder) for folder in corpora]
    return {
        entry.document: (entry, store.path(entry)) for store in stores for entry in store.entries()
    }


def _changed(entry: Entry, path: Path) -> str | None:
    try:
        Store(path.parent.parent).verify(entry)
    except ChangedError as error:
        return str(error)
    return None


def _done_to(document: str, catalog: Catalog) -> list[tuple[str, Relation]]:
    return [
        (other.id, relation)
        for other in catalog.values()
        for relation in other.relations
        if relation.document == document and not relation.outside
    ]
