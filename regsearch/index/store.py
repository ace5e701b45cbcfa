"""Where the parts of an index lie: in a folder, or in a cluster."""

from __future__ import annotations

import sys
from contextlib import ExitStack, contextmanager, suppress
from typing import TYPE_CHECKING, Protocol

from regsearch.errors import (
    IndexDamagedError,
    IndexMissingError,
    raise_fault,
)
from regsearch.index.integrity import Integrity
from regsearch.index.manifest import Manifest, read_manifest
from regsearch.index.records import KEYS, RECORDS, Records
from regsearch.paths import spare

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from regsearch.engines.base import Engine
    from regsearch.index.features import Features
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

    def of_document(self, document: str) -> Iterator[Locator]:
        """Yield the locators of the passages of *document* in its own order, itself first."""
        ...


class PassageFeatures(Protocol):
    """The ranking features of the passages of an index."""

    def many(self, numbers: Sequence[int]) -> list[Features]:
        """Return the features of the passages with *numbers*, in this order."""
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

    def features(self) -> PassageFeatures:
        """Open the ranking features of its passages."""
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
            raise_fault(error)
            raise IndexDamagedError(
                f"Berkas {name} indeks di {self.place} tidak terbaca. Bangun ulang indeksnya."
            ) from error

    def engine(self) -> Engine:
        """Open the engine of the folder; see :class:`Store`."""
        from regsearch.engines.registry import open_engine

        self._intact.require(f"{ENGINE}/")
        return open_engine(self.manifest.engine, self._folder / ENGINE)

    def features(self) -> PassageFeatures:
        """Open the features in the folder; see :class:`Store`."""
        from regsearch.index.features_file import FEATURES, OFFSETS, FeaturesFile

        self._intact.require(FEATURES, OFFSETS)
        return FeaturesFile(self._folder)

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
            except BlockingIOError as error:
                raise IndexMissingError(
                    f"Indeks di {path.parent} sedang dihapus karena sudah ada yang lebih baru. "
                    "Buka lagi."
                ) from error
            except OSError:
                # Some network file systems have no locks; without one it may be removed earlier.
                yield
                return
        yield


def open_folder(folder: Path) -> Folder:
    """Open the index in *folder*.

    Raises:
        StorageError: it cannot be opened.

    """
    # While a new index takes the place of this one, the old one has the name of its spare.
    for standing in (folder, spare(folder)):
        with suppress(IndexMissingError):
            return Folder(standing)
    return Folder(folder)
