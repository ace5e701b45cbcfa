"""An index in a cluster, read without any local file."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from functools import cached_property
from typing import TYPE_CHECKING, Any

from regsearch.cluster.address import Access, Address, access_to, parse_address
from regsearch.cluster.client import RefusedError, Session
from regsearch.cluster.engine import (
    NO_INDEX,
    OpenSearchEngine,
    error_of,
    gone,
    search,
    unread,
)
from regsearch.cluster.layout import (
    LAYOUT,
    STATE,
    files_of,
    id_of,
    is_manifest_of,
    joined,
    part_id,
    unpacked,
)
from regsearch.errors import IndexDamagedError, IndexMissingError, IndexStaleError
from regsearch.index.features_file import from_line
from regsearch.index.manifest import MANIFEST, Manifest, parse_manifest
from regsearch.index.records import from_json
from regsearch.model import parse_address as parse_locator

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from regsearch.engines.base import Engine
    from regsearch.index.features import Features
    from regsearch.model import Locator, Passage

_KEPT = 5000
"""Passages that stay in memory."""
_PAGE = 10_000


class ClusterRecords:
    """The passages of one build.

    Args:
        session: the way to the cluster.
        build: its index with the passages.

    """

    def __init__(self, session: Session, build: str) -> None:
        self._session, self._build = session, build
        self._kept: OrderedDict[str, Passage | None] = OrderedDict()

    def get(self, key: str) -> Passage | None:
        """Return the passage with *key*; see :class:`regsearch.index.store.PassageRecords`."""
        return self.many([key]).get(key)

    def many(self, keys: Iterable[str]) -> Mapping[str, Passage]:
        """Return the passages with *keys*, in one request."""
        wanted = list(dict.fromkeys(keys))
        self._kept |= self._fetched([key for key in wanted if key not in self._kept])
        found = {key: self._kept[key] for key in wanted}
        for key in wanted:
            self._kept.move_to_end(key)
        while len(self._kept) > _KEPT:
            self._kept.popitem(last=False)
        return {key: passage for key, passage in found.items() if passage}

    def _fetched(self, keys: list[str]) -> dict[str, Passage | None]:
        documents = fetch(self._session, self._build, [id_of(key) for key in keys])
        found = {key: documents.get(id_of(key)) for key in keys}
        try:
            return {key: from_json(d["record"]) if d else None for key, d in found.items()}
        except (ValueError, KeyError, TypeError) as error:
            raise IndexDamagedError(
                f"Catatan dalam indeks {self._session.place} rusak. Bangun ulang indeksnya."
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
                yield parse_locator(hit["fields"]["key"][0].partition("#")[2])
            if len(hits) < _PAGE:
                return
            body["search_after"] = hits[-1]["sort"]


class ClusterFeatures:
    """The ranking features of the passages of one build.

    Args:
        session: the way to the cluster.
        build: its index with the passages.

    """

    def __init__(self, session: Session, build: str) -> None:
        self._session, self._build = session, build
        self._brought: dict[int, str] = {}

    def bring(self, held: dict[int, str]) -> None:
        """Take what the last search brought along, by the numbers of the passages."""
        self._brought = held

    def many(self, numbers: Sequence[int]) -> list[Features]:
        """Return the features of passages; see :class:`regsearch.index.store.PassageFeatures`."""
        brought = self._brought
        held = brought | self._fetched([n for n in numbers if n not in brought])
        try:
            return [from_line(unpacked(held[number])) for number in numbers]
        except (ValueError, KeyError) as error:
            raise IndexDamagedError(
                f"Fitur dalam indeks {self._session.place} rusak. Bangun ulang indeksnya."
            ) from error

    def _fetched(self, numbers: list[int]) -> dict[int, str]:
        if not numbers:
            return {}
        body = {
            "query": {"bool": {"filter": [{"terms": {"order": numbers}}]}},
            "size": len(numbers),
            "_source": False,
            "stored_fields": "_none_",
            "docvalue_fields": ["order", "features"],
        }
        hits = (hit["fields"] for hit in search(self._session, self._build, body)["hits"]["hits"])
        return {int(hit["order"][0]): hit["features"][0] for hit in hits}

    def close(self) -> None:
        """Nothing to release: the session is the index's."""


class ClusterStore:
    """The build that an alias names, or the build of that name; the same while it is open.

    Args:
        place: its address.
        access: what it takes to use the cluster; from the environment and the settings if left out.

    Raises:
        AddressError: that is no address.
        ClusterError: the cluster does not let itself be used.
        IndexMissingError: it has no such index, or none that is complete.
        IndexStaleError: the index was made by another version or analysis.
        IndexDamagedError: the index is not what was built.

    """

    def __init__(self, place: str | Address, access: Access | None = None) -> None:
        address = parse_address(place) if isinstance(place, str) else place
        self.place = str(address)
        self._session = Session(address, access or access_to(address))
        try:
            self.build = resolve(self._session)
            self._files = files_of(self.build)
            manifest = part_id(MANIFEST, 0)
            heads = fetch(self._session, self._files, [STATE, manifest])
            if STATE not in heads:
                raise IndexMissingError(
                    f"Indeks {self.place} belum selesai dimuat. Lanjutkan: regsearch indeks bangun "
                    f"--mesin opensearch --alamat {self.place}"
                )
            self._routes = tuple(map(str, heads[STATE].get("routes", ())))
            self.manifest: Manifest = self._read_manifest(heads.get(manifest))
        except BaseException:
            self._session.close()
            raise
        self.records = ClusterRecords(self._session, self.build)
        self._features = ClusterFeatures(self._session, self.build)

    def _read_manifest(self, head: dict[str, Any] | None) -> Manifest:
        content = self._content(MANIFEST, head)
        if not is_manifest_of(self.build, content):
            raise self._damaged(MANIFEST)
        return parse_manifest(content, self.place)

    def read(self, name: str) -> bytes:
        """Return the bytes of one file, checked; see :class:`regsearch.index.store.Store`."""
        content = self._content(name)
        if hashlib.sha256(content).hexdigest() != self._sums.get(name):
            raise self._damaged(name)
        return content

    @cached_property
    def _sums(self) -> dict[str, str]:
        return {entry.name: entry.sha256 for entry in self.manifest.files}

    def _content(self, name: str, head: dict[str, Any] | None = None) -> bytes:
        """Return the bytes of one file, of which the first part may be there already."""
        first = part_id(name, 0)
        try:
            head = head or fetch(self._session, self._files, [first])[first]
            further = [part_id(name, number) for number in range(1, int(head["parts"]))]
            rest = fetch(self._session, self._files, further)
            return joined([head, *(rest[part] for part in further)])
        except (KeyError, ValueError) as error:
            raise self._damaged(name) from error

    def _damaged(self, name: str) -> IndexDamagedError:
        return IndexDamagedError(
            f"Berkas {name} indeks {self.place} tidak ada atau bukan yang dibangun. Muat ulang: "
            f"regsearch indeks bangun --mesin opensearch --alamat {self.place}"
        )

    def engine(self) -> Engine:
        """Return the engine of the build; see :class:`regsearch.index.store.Store`."""
        return OpenSearchEngine(
            self._session, self.build, self.manifest.passages, self._routes, self._features.bring
        )

    def features(self) -> ClusterFeatures:
        """Return the features of the build; see :class:`Store`."""
        return self._features

    def close(self) -> None:
        """Close the connections."""
        self._session.close()


def resolve(session: Session) -> str:
    """Return the name of the build that the session's address names.

    Raises:
        IndexMissingError: there is none.
        IndexStaleError: it is of another layout, or none of ours.

    """
    try:
        found = session.call("GET", f"/{session.address.alias}/_mapping", shared=True)
    except RefusedError as error:
        if error.status != 404:
            raise
        raise IndexMissingError(
            f"Tidak ada indeks {session.address.alias!r} di kluster {session.place}. Bangun: "
            f"regsearch indeks bangun --mesin opensearch --alamat {session.place}"
        ) from error
    if len(found) != 1:
        raise IndexMissingError(
            f"Nama {session.address.alias!r} di kluster berarti {len(found)} indeks sekaligus: "
            f"{', '.join(sorted(found))}. Sebutkan salah satu."
        )
    ((build, table),) = found.items()
    ours = table["mappings"].get("_meta", {}).get("regsearch", {})
    if ours.get("layout") != LAYOUT:
        raise IndexStaleError(
            f"Indeks {session.place} bukan buatan versi regsearch ini. Bangun ulang: "
            f"regsearch indeks bangun --mesin opensearch --alamat {session.place}"
        )
    return str(build)


def fetch(session: Session, index: str, ids: list[str]) -> dict[str, dict[str, Any]]:
    """Return the documents with *ids* that there are, by id, in one request.

    Raises:
        ClusterError: the cluster cannot say of each whether it is there.
        IndexMissingError: the index is no longer there.

    """
    if not ids:
        return {}
    wanted = len(ids)
    reply = session.call(
        "POST",
        f"/{index}/_mget",
        {"ids": ids},
        lacks=lambda told: unread(told["docs"], wanted),
        shared=True,
    )
    if any(error_of(document) == NO_INDEX for document in reply["docs"]):
        raise gone(RefusedError("", 404, NO_INDEX), session.place)
    return {d["_id"]: d["_source"] for d in reply["docs"] if d["found"]}
