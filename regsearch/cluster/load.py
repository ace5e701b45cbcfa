"""An index folder is loaded into a cluster, by one machine or several at once.

The passages are sent in portions, each marked when the cluster has it.  A loader takes them in an
order of its own and skips what is marked, so that an interrupted one goes on where it was, and
several share the work without knowing of each other.  What two of them send is there once: a
passage's id is its key, and it is only ever created.  When everything is there and checked, the
alias is switched (:mod:`regsearch.cluster.alias`).
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
from regsearch.cluster.engine import NAME, search
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
from regsearch.cluster.store import fetch
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
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from regsearch.law.catalog.load import Catalog

PORTION = 500
"""Passages that are sent and marked together."""
PATIENCE = 120.0
"""Seconds that a cluster may refuse or not answer before loading is given up, to be resumed."""
_REQUEST = 4_000_000
"""Bytes of one bulk request, more or less."""
_PER_SHARD = 1_000_000
_BUSY = frozenset({429, 500, 502, 503, 504})
_STEMS = "stems.json"


@dataclass(frozen=True, slots=True)
class Loaded:
    """What was loaded."""

    build: str
    """Name of the build that the alias now names."""
    former: str | None
    """The build it named before, kept for return."""
    passages: int
    sent: int
    """Passages that this loader sent; the others were there."""
    checked: int
    """Passages whose digest was read back."""


@dataclass(frozen=True, slots=True)
class _Portion:
    number: int
    first: int
    """Number of its first passage in the build."""
    count: int
    offset: int
    """Of its first line in the records, in bytes."""


def load(
    folder: Path,
    place: str,
    progress: Callable[[int, int], None] | None = None,
    *,
    shards: int | None = None,
    patience: float = PATIENCE,
) -> Loaded:
    """Load the index in *folder* into the cluster and switch the alias to it when it is complete.

    Args:
        folder: an index, of whichever engine.
        place: address of the index in the cluster.
        progress: called with the passages that are there and how many there are.
        shards: how many, if not as many as the passages need.
        patience: seconds that the cluster may refuse or not answer.

    Raises:
        StorageError: the folder is no sound index, or the address cannot be used.
        LoadError: not everything could be loaded; loading again goes on from there.

    """
    manifest = read_manifest(folder)
    problems = verify_files(folder, manifest)
    if problems:
        raise IndexDamagedError(f"Indeks di {folder} rusak: {problems[0]}. Bangun ulang.")
    address = parse_address(place)
    session = Session(address, replace(access_to(address), timeout=patience))
    content = manifest_content(_for_cluster(manifest))
    try:
        loader = _Loader(session, build_name(address.alias, content), folder, manifest, progress)
        return loader.run(content, shards or max(1, -(-manifest.passages // _PER_SHARD)))
    except RefusedError as error:
        raise LoadError(f"{error} Setelah diperbaiki, ulangi perintahnya.") from error
    finally:
        session.close()


def _for_cluster(manifest: Manifest) -> Manifest:
    """Return the manifest that stands in the cluster: without the files of another engine."""
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
        """Load what is missing, check everything, switch."""
        total, checked = self.manifest.passages, 0
        if not self._is_complete():
            try:
                checked = self._fill(content, passages_body(total, shards))
            except (RefusedError, LoadError):
                # Another loader was done before, and closed the build; then it is whole.
                if not self._is_complete():
                    raise
        former = finish(self.session, self.build)
        return Loaded(self.build, former, total, self.sent, checked)

    def _fill(self, content: bytes, body: dict[str, Any]) -> int:
        """Load what is missing; return how many passages were checked."""
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
            # Until the second copy is there, the loss of the first one's node stops everything.
            copies = {"wait_for_active_shards": "all"}
            self.session.call("PUT", f"/{index}", body, copies)
        except RefusedError as error:
            # Another loader was first, or this one before it was interrupted.
            if error.kind != "resource_already_exists_exception":
                raise

    def _load(self, portions: list[_Portion]) -> None:
        marked = self._marks(portions)
        done = sum(portion.count for portion in portions if portion.number in marked)
        missing = [portion for portion in portions if portion.number not in marked]
        # Each loader has an order of its own: two in step would send the same portions to the end.
        random.shuffle(missing)
        self.progress(done, self.manifest.passages)
        for portion in missing:
            if not self._marks([portion]):
                self._send(portion)
            done += portion.count
            self.progress(done, self.manifest.passages)

    def _marks(self, portions: list[_Portion]) -> dict[int, str]:
        """Return the digests of those of the portions that are marked, by number."""
        found: dict[int, str] = {}
        ids = {mark_id(portion.number): portion.number for portion in portions}
        remaining = iter(ids)
        while some := list(islice(remaining, 1000)):
            marks = fetch(self.session, self.files, some)
            found |= {ids[name]: str(mark["digest"]) for name, mark in marks.items()}
        return found

    def _documents(self, portion: _Portion) -> Iterator[tuple[str, dict[str, Any]]]:
        """Yield the documents of a portion, each with its id."""
        offset = portion.offset
        with (self.folder / RECORDS).open("rb") as records:
            records.seek(offset)
            for order, line in enumerate(islice(records, portion.count), portion.first):
                record = json.loads(line)
                made, features = prepared(from_json(record), self.catalog, self.analyser)
                further = order if offset in self.repeated else None
                made_id = id_of(made.key, further)
                yield made_id, document(made, record, to_line(features), order)
                offset += len(line)

    def _send(self, portion: _Portion) -> None:
        digests = []
        waiting: list[bytes] = []
        for made_id, made in self._documents(portion):
            digests.append(made["digest"])
            action = json.dumps({"create": {"_id": made_id}}).encode()
            waiting.append(action + b"\n" + json.dumps(made, ensure_ascii=False).encode() + b"\n")
            if sum(map(len, waiting)) > _REQUEST:
                self._bulk(waiting)
                waiting = []
        self._bulk(waiting)
        self.sent += portion.count
        mark = {"mark": portion.number, "digest": digest_of(digests)}
        self.session.call("PUT", f"/{self.files}/_doc/{mark_id(portion.number)}", mark)

    def _bulk(self, waiting: list[bytes]) -> None:
        """Send actions until the cluster has all of them; those it is too busy for again."""
        end = time.monotonic() + self.session.timeout
        for pause in pauses():
            if not waiting:
                return
            reply = self.session.call("POST", f"/{self.build}/_bulk", b"".join(waiting))
            refused = []
            for action, item in zip(waiting, reply["items"], strict=True):
                status = int(item["create"]["status"])
                if status in _BUSY:
                    refused.append(action)
                elif status >= 300 and status != 409:
                    told = item["create"].get("error", {})
                    raise LoadError(
                        f"Kluster {self.session.place} menolak ketentuan {item['create']['_id']}: "
                        f"{told.get('type')}: {told.get('reason')}"
                    )
            if refused and time.monotonic() + pause >= end:
                raise LoadError(
                    f"Kluster {self.session.place} terus menolak {len(refused)} ketentuan selama "
                    f"{self.session.timeout:g} detik. Ulangi perintahnya: yang sudah dimuat "
                    "dilewati."
                )
            waiting = refused
            if waiting:
                time.sleep(pause)

    def _put_files(self, content: bytes) -> None:
        """Put the files that readers need: not the engine's nor the neutral documents."""
        held = {MANIFEST: content}
        for entry in self.manifest.files:
            if "/" not in entry.name and entry.name not in {RECORDS, KEYS, FEATURES, OFFSETS}:
                held[entry.name] = (self.folder / entry.name).read_bytes()
        for name, data in held.items():
            for part, body in file_parts(name, data):
                self.session.call("PUT", f"/{self.files}/_doc/{part}", body)

    def _check(self, portions: list[_Portion], total: int) -> int:
        """Read back the digest of every passage; what is missing is sent once more."""
        wrong = self._wrong(portions)
        for portion in wrong:
            self._send(portion)
        wrong = self._wrong(wrong) if wrong else []
        whole = {"size": 0, "track_total_hits": True}
        held = int(search(self.session, self.build, whole)["hits"]["total"]["value"])
        if wrong or held != total:
            raise LoadError(
                f"Muatan {self.build} tidak cocok dengan yang dibangun: {held} dari {total} "
                f"ketentuan, {len(wrong)} bagian berbeda. Alias tidak dialihkan. Hapus indeks "
                f"{self.build} dan {self.files}, lalu ulangi."
            )
        return held

    def _wrong(self, portions: Iterable[_Portion]) -> list[_Portion]:
        self.session.call("POST", f"/{self.build}/_refresh")
        asked = list(portions)
        marks = self._marks(asked)
        return [p for p in asked if marks.get(p.number) != self._digest_there(p)]

    def _digest_there(self, portion: _Portion) -> str:
        inside = {"gte": portion.first, "lt": portion.first + portion.count}
        body = {
            "query": {"range": {"order": inside}},
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
    """Return the offsets of the records whose key an earlier one has: a misread text repeats some.

    A look-up gives the first, in a cluster as in a folder; a search finds them all.
    """
    found = []
    before = b""
    with keys.open("rb") as lines:
        for line in lines:
            key, offset, _ = line.split(b"\t")
            if key == before:
                found.append(int(offset))
            before = key
    return frozenset(found)
