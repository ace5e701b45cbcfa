"""The passages of an index in a cluster, with prefetching."""

from __future__ import annotations

from collections import OrderedDict
from itertools import islice
from threading import Lock
from typing import TYPE_CHECKING, Any

from regsearch.cluster.layout import id_of
from regsearch.cluster.requests import fetch, search
from regsearch.errors import IndexDamagedError
from regsearch.index.records import from_json
from regsearch.model import parse_address
from regsearch.model.passage import passage_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from regsearch.cluster.client import Session
    from regsearch.model import Locator, Passage, Relation

_CACHED = 5000
"""Number of passages that are kept in memory."""
_PREFETCHED = 256
"""Number of passages that a request fetches beyond those asked for."""
_RECENT = 2 * _PREFETCHED
"""Number of passages whose references are prefetched."""
_PAGE = 10_000
"""Number of hits in one request; the limit of OpenSearch."""
_FOLLOWED: frozenset[Relation] = frozenset({"mengacu", "padanan", "diganti_oleh", "diubah_oleh"})
"""Relations that answering follows from a passage: its references and its successors."""


class ClusterRecords:
    """The passages of one build.

    An answer needs passages, the units around them, the provisions that these name, and those named
    by the latter.  Each request therefore also fetches what the passages of the one before make
    likely, so that each of these levels takes one request.

    Args:
        session: connections to the cluster.
        build: name of the index with the passages.

    """

    def __init__(self, session: Session, build: str) -> None:
        self._session, self._build = session, build
        self._cache: OrderedDict[str, Passage | None] = OrderedDict()
        """By key and ordered by last use; None for a key that the build does not have."""
        self._caching = Lock()
        self._recent: list[Passage] = []
        """Passages fetched by the last request or asked for since, the latest first."""

    def get(self, key: str) -> Passage | None:
        """Return the passage with *key*; see :class:`regsearch.index.store.PassageRecords`."""
        return self.many([key]).get(key)

    def many(self, keys: Iterable[str]) -> Mapping[str, Passage]:
        """Return the passages with *keys*, in at most one request."""
        wanted = list(dict.fromkeys(keys))
        with self._caching:
            known = {key: self._cache[key] for key in wanted if key in self._cache}
        missing = [key for key in wanted if key not in known]
        recent, fetched = self._recent, {}
        if missing:
            fetched = self._fetch([*missing, *self._likely(missing)])
            recent = [passage for passage in fetched.values() if passage]
        known |= fetched
        found = {key: passage for key in wanted if (passage := known[key])}
        self._recent = [*found.values(), *recent][:_RECENT]
        with self._caching:
            self._cache |= fetched
            for key in wanted:
                self._cache[key] = known[key]
                self._cache.move_to_end(key)
            while len(self._cache) > _CACHED:
                self._cache.popitem(last=False)
        return found

    def _likely(self, missing: list[str]) -> Iterator[str]:
        """Yield keys that are likely to be asked for next, beside those that are *missing*."""
        keys = dict.fromkeys(parent for key in missing for parent in _parents(key))
        for passage in self._recent:
            keys |= dict.fromkeys(_parents(passage.key))
            keys |= dict.fromkeys(_named(passage))
        new = (key for key in keys if key not in self._cache and key not in missing)
        return islice(new, _PREFETCHED)

    def _fetch(self, keys: list[str]) -> dict[str, Passage | None]:
        documents = fetch(self._session, self._build, [id_of(key) for key in keys])
        found = {key: documents.get(id_of(key)) for key in keys}
        try:
            return {key: from_json(d["record"]) if d else None for key, d in found.items()}
        except (ValueError, KeyError, TypeError) as error:
            raise IndexDamagedError(
                f"Catatan dalam indeks {self._session.address} rusak. Bangun ulang indeksnya."
            ) from error

    def of_document(self, document: str) -> Iterator[Locator]:
        """Yield the locators of *document* in its own order, itself first."""
        body: dict[str, Any] = {
            "query": {"bool": {"filter": [{"term": {"document": document}}]}},
            "sort": [{"order": "asc"}],
            "size": _PAGE,
            "_source": False,
            "docvalue_fields": ["key"],
        }
        while True:
            hits = search(self._session, self._build, body)["hits"]["hits"]
            for hit in hits:
                yield parse_address(hit["fields"]["key"][0].partition("#")[2])
            if len(hits) < _PAGE:
                return
            body["search_after"] = hits[-1]["sort"]


def _parents(key: str) -> Iterator[str]:
    """Yield the keys of the units around the one with *key*, the nearest first."""
    document, _, address = key.partition("#")
    while address:
        address = address.rpartition("/")[0]
        yield f"{document}#{address}"


def _named(passage: Passage) -> Iterator[str]:
    """Yield the keys of the references, successors and sanction bases of *passage*."""
    for related in passage.related:
        if related.relation in _FOLLOWED and related.locator:
            yield passage_key(related.document, related.locator)
    for sanction in passage.sanctions:
        for basis in sanction.basis[:1]:
            yield passage_key(basis.document, basis.locator)
