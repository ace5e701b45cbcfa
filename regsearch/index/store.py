"""Where the parts of an index lie: in a folder, or in a cluster."""

from __future__ import annotations

import sys
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from regsearch.errors import IndexDamagedError, IndexMissingError
from regsearch.index.integrity import Integrity
from regsearch.index.manifest import Manifest, read_manifest, spare
from regsearch.index.records import KEYS, RECORDS, Records
from regsearch.paths import CLUSTER_SCHEMES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from regsearch.engines.base import Engine
    from regsearch.model import Locator, Passage

ENGINE = "engine"
"""Name of the engine's folder inside an index."""
IN_USE = "dipakai"
"""Beside an installed index: locked by whoever has it open, so that it is not removed."""


class PassageRecords(Protocol):
    """What the passages of an index say."""

    def get(self, key: str) -> Passage | None:
        """Return the passage with *key* (``pp-94-2021#pasal-5/huruf-n``), or None."""
        ...

    def many(self, keys: Iterable[str]) -> Mapping[str, Passage]:
        """Return those of the passages with *keys* that there are, in the order of *keys*."""
        ...

    def expect(self, keys: Iterable[str]) -> None:
        """Be told the *keys* of passages that will be asked for soon.

        A cluster gives them in one request; a folder does not even look at them.
        """
        ...

    def of_document(self, document: str) -> Iterator[Locator]:
        """Yield the locators of the passages of *document* in its own order, itself first."""
        ...


class PassageFacts(Protocol):
    """What the passages of an index are weighed by."""

    def many(self, numbers: Sequence[int]) -> list[bytes]:
        """Return the facts of the passages with *numbers*, in this order.

        Each as a record (:mod:`regsearch.index.features_file`).
        """
        ...

    def close(self) -> None:
        """Release what is open."""
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

    def facts(self) -> PassageFacts:
        """Open what its passages are weighed by."""
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
        with ExitStack() as stack:
            stack.enter_context(_held(folder.parent / IN_USE))
            self.manifest: Manifest = read_manifest(folder)
            self._intact = Integrity(folder, self.manifest)
            self._intact.require(RECORDS, KEYS)
            self.records = Records(folder)
            self._open = stack.pop_all()

    def read(self, name: str) -> bytes:
        """Return the bytes of one file; see :class:`Store`."""
        self._intact.require(name)
        try:
            return (self._folder / name).read_bytes()
        except OSError as error:
            raise IndexDamagedError(
                f"Berkas {name} indeks di {self.place} tidak terbaca. Bangun ulang indeksnya."
            ) from error

    def engine(self) -> Engine:
        """Open the engine of the folder; see :class:`Store`."""
        from regsearch.engines.registry import open_engine

        self._intact.require(f"{ENGINE}/")
        return open_engine(self.manifest.engine, self._folder / ENGINE)

    def facts(self) -> PassageFacts:
        """Open the facts of the folder; see :class:`Store`."""
        from regsearch.index.features_file import FACTS, PLACES, FactsFile

        self._intact.require(FACTS, PLACES)
        return FactsFile(self._folder)

    def close(self) -> None:
        """Close the files."""
        self.records.close()
        self._open.close()


@contextmanager
def _held(path: Path) -> Iterator[None]:
    """Hold the lock *path* together with other readers, if there is one."""
    try:
        file = path.open("rb")
    except OSError:
        yield
        return
    with file:
        if sys.platform != "win32":  # there, a file that is open is not removed anyway
            import fcntl

            try:
                fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
            except OSError as error:
                raise IndexMissingError(
                    f"Indeks di {path.parent} sedang dihapus karena sudah ada yang lebih baru. "
                    "Buka lagi."
                ) from error
        yield


def open_store(place: Path | str) -> Store:
    """Open the index at *place*: its folder, or its address in a cluster.

    Raises:
        StorageError: it cannot be opened.

    """
    if isinstance(place, str) and place.startswith(CLUSTER_SCHEMES):
        from regsearch.cluster.store import ClusterStore

        return ClusterStore(place)
    folder = Path(place)
    # Where a new index is just taking the place of this one, it stands beside for a moment.
    for standing in (folder, spare(folder)):
        with suppress(IndexMissingError):
            return Folder(standing)
    return Folder(folder)


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
