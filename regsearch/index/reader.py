"""The parts of an open index, each loaded when first needed."""

from __future__ import annotations

import json
from functools import lru_cache
from threading import RLock
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from regsearch.errors import IndexDamagedError
from regsearch.index.catalog_file import INSTRUMENTS, TIMELINE, read_instruments
from regsearch.index.manifest import check_analysis
from regsearch.law.resolver import Directory
from regsearch.model.passage import passage_key

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from regsearch.engines.base import Engine, Terms
    from regsearch.index.manifest import Manifest
    from regsearch.index.store import PassageFeatures, PassageRecords, Store
    from regsearch.law.catalog.instrument import Instrument
    from regsearch.law.catalog.names import Catalog
    from regsearch.law.timeline import Timeline
    from regsearch.model import Locator, Passage, Reference
    from regsearch.text.analysis import Analyser


T = TypeVar("T")


class _Part(Generic[T]):
    """A part of an open index: made when first asked for, once, whichever thread asks.

    Not ``cached_property``: it makes a part in each thread that asks before there is one.
    """

    def __init__(self, make: Callable[[Any], T]) -> None:
        self._make, self._name = make, make.__name__
        self.__doc__ = make.__doc__

    def __get__(self, index: OpenIndex, _owner: object = None) -> T:
        # Only until the part is there: an instance's own attribute goes before this one.
        with index.making:
            if self._name not in index.__dict__:
                index.__dict__[self._name] = self._make(index)
            part: T = index.__dict__[self._name]
            return part


class StoredLocators(dict[str, "list[Locator]"]):
    """The locators of each document, read when first asked for."""

    def __init__(self, records: PassageRecords, documents: Sequence[str]) -> None:
        super().__init__()
        self._records, self._documents = records, frozenset(documents)

    def __contains__(self, document: object) -> bool:
        return document in self._documents

    def __missing__(self, document: str) -> list[Locator]:
        found = [locator for locator in self._records.of_document(document) if locator]
        self[document] = found
        return found


class OpenIndex:
    """An open index; safe to share among threads.

    Args:
        store: where its parts lie; closed together with the index.

    """

    def __init__(self, store: Store) -> None:
        self.making = RLock()
        """Held while a part is made, because one part may need another."""
        self._store = store
        self.manifest: Manifest = self._store.manifest
        self.records: PassageRecords = self._store.records
        # What many answers rest on is asked for again and again.
        self._get = lru_cache(maxsize=1_024)(self.records.get)

    @_Part
    def catalog(self) -> Catalog:
        """Read the instruments of the index."""
        return read_instruments(self._store.read(INSTRUMENTS), self._store.place)

    @_Part
    def timeline(self) -> Timeline | None:
        """Read how far the index knows the law; None if it does not say."""
        from regsearch.law.timeline import from_json

        content = self.file(TIMELINE)
        if content is None:
            return None
        try:
            return from_json(content)
        except (ValueError, RecursionError) as error:
            raise IndexDamagedError(
                f"Lini masa indeks di {self._store.place} rusak. Bangun ulang indeksnya."
            ) from error

    @_Part
    def directory(self) -> Directory:
        """Which instruments and provisions exist."""
        documents = [document.id for document in self.manifest.documents]
        return Directory(self.catalog, StoredLocators(self.records, documents))

    @_Part
    def engine(self) -> Engine:
        """Open the search engine; a look-up by citation needs none.

        Raises:
            IndexStaleError: its tokens are those of another analysis.

        """
        check_analysis(self.manifest, self._store.place)
        # Open the features now: the later a part is opened, the likelier another index has taken
        # the folder's name meanwhile.
        _ = self.features
        return self._store.engine()

    @_Part
    def terms(self) -> Terms:
        """Open the frequencies of the words of the reviewed documents."""
        from regsearch.index.term_statistics import STATISTICS, read_statistics

        engine = self.engine
        if all(file.name != STATISTICS for file in self.manifest.files):
            return engine
        try:
            return read_statistics(self._store.read(STATISTICS))
        except (ValueError, RecursionError) as error:
            raise IndexDamagedError(
                f"Statistik kata indeks di {self._store.place} rusak. Bangun ulang indeksnya."
            ) from error

    @_Part
    def features(self) -> PassageFeatures:
        """Open the ranking features of the passages, with the engine at the latest."""
        return self._store.features()

    @_Part
    def analyser(self) -> Analyser:
        """Open the analyser, which knows the stems of the index's vocabulary."""
        from regsearch.text.analysis import Analyser

        try:
            table: Mapping[str, str] = dict(json.loads(self._store.read("stems.json")))
        except (ValueError, TypeError, RecursionError) as error:
            raise IndexDamagedError(
                f"Tabel kata dasar indeks di {self._store.place} rusak. Bangun ulang indeksnya."
            ) from error
        return Analyser(table)

    def file(self, name: str) -> bytes | None:
        """Return the content of a file of the index, or None if it has none of that name."""
        if all(file.name != name for file in self.manifest.files):
            return None
        return self._store.read(name)

    def passages(self, references: Iterable[Reference]) -> list[Passage]:
        """Return those of the provisions that the index has, each once, in this order."""
        keys = dict.fromkeys(passage_key(r.document, r.locator) for r in references)
        return list(self.records.many(keys).values())

    def passage(self, reference: Reference) -> Passage | None:
        """Return the passage of a provision, or None if the index has none."""
        return self._get(passage_key(reference.document, reference.locator))

    def passages_at(self, keys: Sequence[str]) -> list[Passage]:
        """Return the passages with *keys*, which the index has, in this order.

        Raises:
            IndexDamagedError: it lacks one of them after all.

        """
        found = self.records.many(keys)
        if missing := [key for key in keys if key not in found]:
            raise IndexDamagedError(
                f"Ketentuan {missing[0]} tidak ada dalam indeks di {self._store.place}. "
                "Bangun ulang indeksnya."
            )
        return [found[key] for key in keys]

    def passage_at(self, key: str) -> Passage:
        """Return the passage with *key*; see :meth:`passages_at`."""
        return self.passages_at([key])[0]

    def instrument(self, passage: Passage) -> Instrument:
        """Return the instrument that *passage* belongs to."""
        return self.catalog[passage.document]

    def close(self) -> None:
        """Release what is open."""
        if "engine" in self.__dict__:
            self.engine.close()
        if "features" in self.__dict__:
            self.features.close()
        self._store.close()
