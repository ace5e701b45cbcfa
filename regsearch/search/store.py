"""Where the parts of an index lie: in a folder, or in a cluster."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from regsearch.errors import IndexDamagedError, IndexMissingError
from regsearch.search.manifest import Manifest, read_manifest, spare
from regsearch.search.records import Records

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from regsearch.model import Locator, Passage
    from regsearch.search.engine import Engine

ENGINE = "engine"
"""Name of the engine's folder inside an index."""


class PassageRecords(Protocol):
    """What the passages of an index say."""

    def get(self, key: str) -> Passage | None:
        """Return the passage with *key* (``pp-94-2021#pasal-5/huruf-n``), or None."""
        ...

    def many(self, keys: Iterable[str]) -> Mapping[str, Passage]:
        """Return those of the passages with *keys* that there are, in the order of *keys*."""
        ...

    def of_document(self, document: str) -> Iterator[Locator]:
        """Yield the locators of the passages of *document* in its own order, itself first."""
        ...


class Store(Protocol):
    """One index, wherever it lies; it never changes while it is open."""

    place: str
    """Where it is, as a user is told."""

    @property
    def manifest(self) -> Manifest:
        """What the index says of itself."""
        ...

    @property
    def records(self) -> PassageRecords:
        """Its passages."""
        ...

    def read(self, name: str) -> bytes:
        """Return the file *name* of the index: its instruments, its stems.

        Raises:
            IndexDamagedError: it is not there or cannot be read.

        """
        ...

    def engine(self) -> Engine:
        """Open the search engine."""
        ...

    def close(self) -> None:
        """Release what is open."""
        ...


class Folder:
    """An index in a folder.

    Args:
        folder: where it is.

    Raises:
        IndexMissingError: there is no index.
        IndexStaleError: another format version made it.
        IndexDamagedError: it cannot be read.

    """

    def __init__(self, folder: Path) -> None:
        self.place = str(folder)
        self._folder = folder
        self.manifest: Manifest = read_manifest(folder)
        self.records = Records(folder)

    def read(self, name: str) -> bytes:
        """Return the bytes of one file; see :class:`Store`."""
        try:
            return (self._folder / name).read_bytes()
        except OSError as error:
            raise IndexDamagedError(
                f"Berkas {name} indeks di {self.place} tidak terbaca. Bangun ulang indeksnya."
            ) from error

    def engine(self) -> Engine:
        """Open the engine of the folder; see :class:`Store`."""
        from regsearch.search.engine_whoosh import WhooshEngine

        return WhooshEngine(self._folder / ENGINE)

    def close(self) -> None:
        """Close the files."""
        self.records.close()


def open_store(place: Path | str) -> Store:
    """Open the index at *place*."""
    folder = Path(place)
    # Where a new index is just taking the place of this one, it stands beside for a moment.
    for standing in (folder, spare(folder)):
        with suppress(IndexMissingError):
            return Folder(standing)
    return Folder(folder)
