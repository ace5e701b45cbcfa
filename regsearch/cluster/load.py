"""Load an index folder into a cluster, from one machine or from several at once.

Passages are sent in portions, and each portion is marked in the cluster when it is loaded.  A
loader skips marked portions and takes the others in random order, so an interrupted load is
resumed, and several loaders share the work without knowing of each other.  A passage that two of
them send is stored once: its id is its key, and it is created but never overwritten.  When
everything is loaded and checked, the alias is switched (:mod:`regsearch.cluster.alias`).
"""

from __future__ import annotations

import json
import random
import time
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING, Any

from regsearch.cluster.address import access_to, parse_address
from regsearch.cluster.alias import finish, is_complete
from regsearch.cluster.client import RefusedError, Session, pauses
from regsearch.cluster.engine import NAME
from regsearch.cluster.layout import (
    build_name,
    digest_of,
    document,
    file_parts,
    files_body,
    files_of,
    id_of,
    mark_id,
    passages_body,
)
from regsearch.cluster.requests import fetch, search
from regsearch.errors import IndexDamagedError, LoadError
from regsearch.index.catalog_file import INSTRUMENTS, read_instruments
from regsearch.index.features_file import FEATURES, OFFSETS, to_line
from regsearch.index.fields import prepared
from regsearch.index.manifest import (
    MANIFEST,
    Manifest,
    manifest_content,
    read_manifest,
    verify_files,
)
from regsearch.index.records import KEYS, RECORDS, from_json
from regsearch.index.store import ENGINE
from regsearch.text.analysis import Analyser

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from regsearch.law.catalog.load import Catalog

PORTION = 500
"""Number of passages that are sent and marked together."""
TIMEOUT = 120.0
"""Seconds until a request fails, retries included; a failed load can be resumed."""
_BULK_BYTES = 4_000_000
"""Size from which on a bulk request is sent."""
_PASSAGES_PER_SHARD = 1_000_000
_BUSY = frozenset({429, 500, 502, 503, 504})
_STEMS = "stems.json"


@dataclass(frozen=True, slots=True)
class Loaded:
    """The result of a load."""

    build: str
    """Name of the build that the alias now names."""
    former: str | None
    """The build that it named before, kept to switch back."""
    passages: int
    """Number of passages of the build."""
    sent: int
    """Number of passages that this loader sent; the others were loaded already."""
    checked: int
    """Number of passages whose digest was read back."""


@dataclass(frozen=True, slots=True)
class _Portion:
    number: int
    first: int
    """Number of its first passage in the build."""
    count: int
    offset: int
    """Offset of its first line in the records, in bytes."""


def load(
    folder: Path,
    location: str,
    progress: Callable[[int, int], None] | None = None,
    *,
    shards: int | None = None,
    timeout: float = TIMEOUT,
) -> Loaded:
    """Load the index in *folder* into a cluster and switch the alias to it.

    Args:
        folder: an index, of any engine.
        location: address of the index in the cluster.
        progress: called with the number of passages loaded, and of all passages.
        shards: number of shards; by default one for each million passages.
        timeout: seconds until a request fails, retries included.

    Raises:
        StorageError: the index is damaged, or the address is invalid.
        LoadError: not everything could be loaded; loading again resumes it.

    """
    manifest = read_manifest(folder)
    problems = verify_files(folder, manifest)
    if problems:
        raise IndexDamagedError(f"Indeks di {folder} rusak: {problems[0]}. Bangun ulang.")
    address = parse_address(location)
    session = Session(address, replace(access_to(address), timeout=timeout))
    content = manifest_content(_for_cluster(manifest))
    try:
        loader = _Loader(session, build_name(address.alias, content), folder, manifest, progress)
        return loader.run(content, shards or max(1, -(-manifest.passages // _PASSAGES_PER_SHARD)))
    except RefusedError as error:
        raise LoadError(f"{error} Setelah diperbaiki, ulangi perintahnya.") from error
    finally:
        session.close()


def _for_cluster(manifest: Manifest) -> Manifest:
    """Return the manifest of the build in the cluster, which has no files of another engine."""
    kept = tuple(f for f in manifest.files if not f.name.startswith(f"{ENGINE}/"))
    return manifest._replace(engine=NAME, files=kept)


class _Loader:
    """One load of one build."""

    def __init__(
        self,
        session: Session,
        build: str,
        folder: Path,
        manifest: Manifest,
        progress: Callable[[int, int], None] | None,
    ) -> None:
        self.session, self.build, self.folder = session, build, folder
        self.files, self.manifest = files_of(build), manifest
        self.progress = progress or (lambda _done, _total: None)
        self.catalog: Catalog = read_instruments((folder / INSTRUMENTS).read_bytes(), str(folder))
        self.analyser = Analyser(json.loads((folder / _STEMS).read_bytes()))
        self.repeated = _repeated(folder / KEYS)
        self.sent = 0

    def run(self, content: bytes, shards: int) -> Loaded:
        """Load what is missing, check everything, and switch the alias."""
        total, checked = self.manifest.passages, 0
        if not self._is_complete():
            try:
                checked = self._fill(content, passages_body(total, shards))
            except (RefusedError, LoadError):
                # Another loader may have completed the build meanwhile.
                if not self._is_complete():
                    raise
        former = finish(self.session, self.build)
        return Loaded(self.build, former, total, self.sent, checked)

    def _fill(self, content: bytes, body: dict[str, Any]) -> int:
        """Load what is missing; return the number of passages that were checked."""
        self._create(self.build, body)
        self._create(self.files, files_body())
        portions = list(_portions(self.folder / RECORDS))
        self._load(portions)
        self._put_files(content)
        return self._check(portions, self.manifest.passages)

    def _is_complete(self) -> bool:
        return is_complete(self.session, self.build)

    def _create(self, index: str, body: dict[str, Any]) -> None:
        try:
            # Wait for the replicas: without them the loss of one node would stop the load.
            copies = {"wait_for_active_shards": "all"}
            self.session.call("PUT", f"/{index}", body, copies)
        except RefusedError as error:
            # Created by another loader, or by this one before it was interrupted.
            if error.kind != "resource_already_exists_exception":
                raise

    def _load(self, portions: list[_Portion]) -> None:
        marked = self._marks(portions)
        done = sum(portion.count for portion in portions if portion.number in marked)
        missing = [portion for portion in portions if portion.number not in marked]
        # In random order: loaders in the same order would send the same portions.
        random.shuffle(missing)
        self.progress(done, self.manifest.passages)
        for portion in missing:
            if not self._marks([portion]):
                self._send(portion)
            done += portion.count
            self.progress(done, self.manifest.passages)

    def _marks(self, portions: list[_Portion]) -> dict[int, str]:
        """Return the digests of the portions that are marked, by number."""
        digests: dict[int, str] = {}
        numbers = {mark_id(portion.number): portion.number for portion in portions}
        remaining = iter(numbers)
        while ids := list(islice(remaining, 1000)):
            marks = fetch(self.session, self.files, ids)
            digests |= {numbers[id_]: str(mark["digest"]) for id_, mark in marks.items()}
        return digests

    def _documents(self, portion: _Portion) -> Iterator[tuple[str, dict[str, Any]]]:
        """Yield the documents of a portion, each with its id."""
        offset = portion.offset
        with (self.folder / RECORDS).open("rb") as records:
            records.seek(offset)
            for order, line in enumerate(islice(records, portion.count), portion.first):
                record = json.loads(line)
                indexed, features = prepared(from_json(record), self.catalog, self.analyser)
                repeated = order if offset in self.repeated else None
                id_ = id_of(indexed.key, repeated)
                yield id_, document(indexed, record, to_line(features), order)
                offset += len(line)

    def _send(self, portion: _Portion) -> None:
        digests = []
        pending: list[bytes] = []
        for id_, fields in self._documents(portion):
            digests.append(fields["digest"])
            action = json.dumps({"create": {"_id": id_}}).encode()
            source = json.dumps(fields, ensure_ascii=False).encode()
            pending.append(action + b"\n" + source + b"\n")
            if sum(map(len, pending)) > _BULK_BYTES:
                self._bulk(pending)
                pending = []
        self._bulk(pending)
        self.sent += portion.count
        mark = {"mark": portion.number, "digest": digest_of(digests)}
        self.session.call("PUT", f"/{self.files}/_doc/{mark_id(portion.number)}", mark)

    def _bulk(self, pending: list[bytes]) -> None:
        """Send actions; resend those that the cluster is too busy for."""
        end = time.monotonic() + self.session.timeout
        for pause in pauses():
            if not pending:
                return
            reply = self.session.call("POST", f"/{self.build}/_bulk", b"".join(pending))
            refused = []
            for action, item in zip(pending, reply["items"], strict=True):
                status = int(item["create"]["status"])
                if status in _BUSY:
                    refused.append(action)
                elif status >= 300 and status != 409:
                    error = item["create"].get("error", {})
                    raise LoadError(
                        f"Kluster {self.session.address} menolak ketentuan "
                        f"{item['create']['_id']}: {error.get('type')}: {error.get('reason')}"
                    )
            if refused and time.monotonic() + pause >= end:
                raise LoadError(
                    f"Kluster {self.session.address} terus menolak {len(refused)} ketentuan selama "
                    f"{self.session.timeout:g} detik. Ulangi perintahnya: yang sudah dimuat "
                    "dilewati."
                )
            pending = refused
            if pending:
                time.sleep(pause)

    def _put_files(self, content: bytes) -> None:
        """Store the files that readers need: not those of the engine or the neutral documents."""
        files = {MANIFEST: content}
        for entry in self.manifest.files:
            if "/" not in entry.name and entry.name not in {RECORDS, KEYS, FEATURES, OFFSETS}:
                files[entry.name] = (self.folder / entry.name).read_bytes()
        for name, data in files.items():
            for part, body in file_parts(name, data):
                self.session.call("PUT", f"/{self.files}/_doc/{part}", body)

    def _check(self, portions: list[_Portion], total: int) -> int:
        """Read back the digest of every passage, and send differing portions once more."""
        wrong = self._wrong(portions)
        for portion in wrong:
            self._send(portion)
        wrong = self._wrong(wrong) if wrong else []
        query = {"size": 0, "track_total_hits": True}
        stored = int(search(self.session, self.build, query)["hits"]["total"]["value"])
        if wrong or stored != total:
            raise LoadError(
                f"Muatan {self.build} tidak cocok dengan yang dibangun: {stored} dari {total} "
                f"ketentuan, {len(wrong)} bagian berbeda. Alias tidak dialihkan. Hapus indeks "
                f"{self.build} dan {self.files}, lalu ulangi."
            )
        return stored

    def _wrong(self, portions: list[_Portion]) -> list[_Portion]:
        """Return the portions whose passages in the cluster are not those that were sent."""
        self.session.call("POST", f"/{self.build}/_refresh")
        marks = self._marks(portions)
        return [p for p in portions if marks.get(p.number) != self._stored_digest(p)]

    def _stored_digest(self, portion: _Portion) -> str:
        numbers = {"gte": portion.first, "lt": portion.first + portion.count}
        body = {
            "query": {"range": {"order": numbers}},
            "size": portion.count + 1,
            "sort": [{"order": "asc"}],
            "_source": False,
            "docvalue_fields": ["digest"],
        }
        hits = search(self.session, self.build, body)["hits"]["hits"]
        return digest_of(hit["fields"]["digest"][0] for hit in hits)


def _portions(records: Path) -> Iterator[_Portion]:
    """Yield the portions of a file of records."""
    offset = first = number = 0
    with records.open("rb") as lines:
        while sizes := [len(line) for line in islice(lines, PORTION)]:
            yield _Portion(number, first, len(sizes), offset)
            number, first, offset = number + 1, first + len(sizes), offset + sum(sizes)


def _repeated(keys: Path) -> frozenset[int]:
    """Return the offsets of records whose key an earlier record has, as happens in misread texts.

    A look-up returns the first of them, in a cluster as in a folder; a search finds all.
    """
    offsets = []
    previous = b""
    with keys.open("rb") as lines:
        for line in lines:
            key, offset, _ = line.split(b"\t")
            if key == previous:
                offsets.append(int(offset))
            previous = key
    return frozenset(offsets)
