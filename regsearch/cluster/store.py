"""Read an index in a cluster, without any local file."""

from __future__ import annotations

import hashlib
from functools import cached_property
from typing import TYPE_CHECKING, Any

from regsearch.cluster.address import Access, Address, access_to, parse_address
from regsearch.cluster.client import RefusedError, Session
from regsearch.cluster.engine import OpenSearchEngine
from regsearch.cluster.layout import (
    LAYOUT,
    STATE,
    files_of,
    is_manifest_of,
    joined,
    part_id,
    unpacked,
)
from regsearch.cluster.records import ClusterRecords
from regsearch.cluster.requests import fetch, search
from regsearch.errors import IndexDamagedError, IndexMissingError, IndexStaleError
from regsearch.index.features_file import from_line
from regsearch.index.manifest import MANIFEST, Manifest, parse_manifest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from regsearch.engines.base import Engine
    from regsearch.index.features import Features


class ClusterFeatures:
    """The ranking features of the passages of one build.

    Args:
        session: connections to the cluster.
        build: name of the index with the passages.

    """

    def __init__(self, session: Session, build: str) -> None:
        self._session, self._build = session, build
        self._prefetched: dict[int, str] = {}

    def put_prefetched(self, features: dict[int, str]) -> None:
        """Keep the features that the last search returned, by passage number."""
        self._prefetched = features

    def many(self, numbers: Sequence[int]) -> list[Features]:
        """Return the features of passages; see :class:`regsearch.index.store.PassageFeatures`."""
        prefetched = self._prefetched
        packed = prefetched | self._fetch([n for n in numbers if n not in prefetched])
        try:
            return [from_line(unpacked(packed[number])) for number in numbers]
        except (ValueError, KeyError) as error:
            raise IndexDamagedError(
                f"Fitur dalam indeks {self._session.address} rusak. Bangun ulang indeksnya."
            ) from error

    def _fetch(self, numbers: list[int]) -> dict[int, str]:
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
        """Do nothing: the session belongs to the store."""


class ClusterStore:
    """One build of an index in a cluster; see :class:`regsearch.index.store.Store`.

    An alias is resolved once: the build stays the same while the store is open.

    Args:
        location: its address.
        access: credentials and time limit; by default from the environment and the settings.

    Raises:
        AddressError: *location* is no address.
        ClusterError: the cluster does not answer, or refuses access.
        IndexMissingError: it has no such index, or none that is complete.
        IndexStaleError: another version of regsearch made the index.
        IndexDamagedError: the manifest is not the one that was loaded.

    """

    def __init__(self, location: str | Address, access: Access | None = None) -> None:
        address = parse_address(location) if isinstance(location, str) else location
        self.place = str(address)
        self._session = Session(address, access or access_to(address))
        try:
            self.build = resolve(self._session)
            self._files = files_of(self.build)
            manifest = part_id(MANIFEST, 0)
            documents = fetch(self._session, self._files, [STATE, manifest])
            if STATE not in documents:
                raise IndexMissingError(
                    f"Indeks {self.place} belum selesai dimuat. Lanjutkan: regsearch indeks bangun "
                    f"--mesin opensearch --alamat {self.place}"
                )
            self._routes = tuple(map(str, documents[STATE].get("routes", ())))
            self.manifest: Manifest = self._read_manifest(documents.get(manifest))
        except BaseException:
            self._session.close()
            raise
        self.records = ClusterRecords(self._session, self.build)
        self._features = ClusterFeatures(self._session, self.build)

    def _read_manifest(self, first: dict[str, Any] | None) -> Manifest:
        content = self._content(MANIFEST, first)
        if not is_manifest_of(self.build, content):
            raise self._damaged(MANIFEST)
        return parse_manifest(content, self.place)

    def read(self, name: str) -> bytes:
        """Return the content of one file, checked; see :class:`regsearch.index.store.Store`."""
        content = self._content(name)
        if hashlib.sha256(content).hexdigest() != self._digests.get(name):
            raise self._damaged(name)
        return content

    @cached_property
    def _digests(self) -> dict[str, str]:
        return {entry.name: entry.sha256 for entry in self.manifest.files}

    def _content(self, name: str, first: dict[str, Any] | None = None) -> bytes:
        """Return the content of one file; *first* is its first part if it was fetched already."""
        try:
            if first is None:
                first_id = part_id(name, 0)
                first = fetch(self._session, self._files, [first_id])[first_id]
            ids = [part_id(name, number) for number in range(1, int(first["parts"]))]
            others = fetch(self._session, self._files, ids)
            return joined([first, *(others[id_] for id_ in ids)])
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
            self._session,
            self.build,
            self.manifest.passages,
            self._routes,
            self._features.put_prefetched,
        )

    def features(self) -> ClusterFeatures:
        """Return the features of the build; see :class:`Store`."""
        return self._features

    def close(self) -> None:
        """Close the connections."""
        self._session.close()


def resolve(session: Session) -> str:
    """Return the name of the build that the alias of the session's address names.

    Raises:
        IndexMissingError: there is none.
        IndexStaleError: it has another layout, or is no index of regsearch.

    """
    try:
        mappings = session.call("GET", f"/{session.address.alias}/_mapping", divide_time=True)
    except RefusedError as error:
        if error.status != 404:
            raise
        raise IndexMissingError(
            f"Tidak ada indeks {session.address.alias!r} di kluster {session.address}. Bangun: "
            f"regsearch indeks bangun --mesin opensearch --alamat {session.address}"
        ) from error
    if len(mappings) != 1:
        raise IndexMissingError(
            f"Nama {session.address.alias!r} di kluster berarti {len(mappings)} indeks sekaligus: "
            f"{', '.join(sorted(mappings))}. Sebutkan salah satu."
        )
    ((build, table),) = mappings.items()
    meta = table["mappings"].get("_meta", {}).get("regsearch", {})
    if meta.get("layout") != LAYOUT:
        raise IndexStaleError(
            f"Indeks {session.address} bukan buatan versi regsearch ini. Bangun ulang: "
            f"regsearch indeks bangun --mesin opensearch --alamat {session.address}"
        )
    return str(build)
