"""Open an index wherever it lies: in a folder, or in a cluster."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from regsearch.errors import StorageError
from regsearch.index.manifest import read_manifest
from regsearch.index.store import open_folder
from regsearch.paths import CLUSTER_SCHEMES, index_location
from regsearch.search.library import Library

if TYPE_CHECKING:
    import os
    from datetime import date

    from regsearch.corpus.inventory import Inventory
    from regsearch.index.manifest import Manifest
    from regsearch.index.store import Store


def open_store(place: Path | str) -> Store:
    """Open the index at *place*: its folder, or its address in a cluster.

    Raises:
        StorageError: it cannot be opened.

    """
    if isinstance(place, str) and place.startswith(CLUSTER_SCHEMES):
        from regsearch.cluster.store import ClusterStore

        return ClusterStore(place)
    return open_folder(Path(place))


def read_manifest_at(place: Path | str) -> Manifest:
    """Return the manifest of the index at *place*, and open nothing else of a folder.

    Raises:
        StorageError: it cannot be read.

    """
    if isinstance(place, Path):
        return read_manifest(place)
    store = open_store(place)
    store.close()
    return store.manifest


def open_library(given: str | os.PathLike[str] | None = None) -> Library:
    """Open the index *given*, or the one that :func:`regsearch.paths.index_location` says.

    Raises:
        StorageError: there is no index, it is damaged, or another version made it.

    """
    while True:
        place = index_location(given)
        try:
            return Library(open_store(place))
        except StorageError:
            # Another one may have been installed, and this one removed, in between.
            if index_location(given) == place:
                raise


def list_documents(
    given: str | os.PathLike[str] | None = None, as_of: date | str | None = None
) -> Inventory:
    """Return every document of the catalogue, and what the index *given* has of it.

    Raises:
        UsageError: *as_of* is no day.
        RegsearchError: the catalogue or the index cannot be read, or the index is in a cluster.

    """
    from datetime import date

    from regsearch.corpus.inventory import Inventory, holdings
    from regsearch.index.ledger_file import verified_ledger
    from regsearch.paths import default_index, shipped_corpus, user_corpus
    from regsearch.search.arguments import day_of

    day = day_of(as_of) or date.today()
    ledger = verified_ledger(default_index(given))
    return Inventory(day, holdings([shipped_corpus(), user_corpus()], ledger))
