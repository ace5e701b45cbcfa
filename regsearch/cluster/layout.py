"""How an index lies in a cluster: what the loader writes and the reader reads.

A build is two indices that never change once complete: ``ALIAS-DIGEST`` with a document for each
passage, and ``ALIAS-DIGEST-files`` with the small files of the index and the marks of the loading.
The digest is that of the manifest, which names every file by its SHA-256, and of the version of
this layout: the same corpus gives the same name on every machine, so that several can load it
together, and a reader can tell that what it reads is what was built.  The alias names the build in
use.
"""

from __future__ import annotations

import base64
import hashlib
import json
import zlib
from typing import TYPE_CHECKING, Any

from regsearch.engines.base import FIELDS, Indexed
from regsearch.engines.bm25 import K1, B

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

LAYOUT = 4
"""Version of this layout."""
STATE = "state"
"""Id of the document that is there when a build is complete; it names the former build."""
COPIES = "0-1"
"""A second copy of each shard as soon as there is a second node: one node may be lost."""
_LONGEST = 490
_PART = 4_000_000
"""Bytes of a file, compressed, in one document."""


def build_name(alias: str, manifest: bytes) -> str:
    """Return the name of the build with this manifest, in this layout."""
    return f"{alias}-{hashlib.sha256(b'%d:%s' % (LAYOUT, manifest)).hexdigest()[:16]}"


def files_of(build: str) -> str:
    """Return the name of the index with the files of *build*."""
    return f"{build}-files"


def passages_body(passages: int, shards: int) -> dict[str, Any]:
    """Return the settings and the mapping of the index with the passages."""
    tokens = {
        "type": "text",
        # Our analysis made the tokens; nothing is stemmed twice.
        "analyzer": "whitespace",
        "similarity": "ours",
        "index_options": "freqs",
    }
    return {
        "settings": {
            "number_of_shards": shards,
            "auto_expand_replicas": COPIES,
            # Readers come when it is complete.
            "refresh_interval": "-1",
            "similarity": {"ours": {"type": "BM25", "k1": K1, "b": B}},
        },
        "mappings": {
            "dynamic": "strict",
            "_meta": {"regsearch": {"layout": LAYOUT, "passages": passages}},
            # The tokens are searched, never shown.
            "_source": {"includes": ["record"]},
            "properties": {
                "key": {"type": "keyword", "index": False},
                "document": {"type": "keyword"},
                "group": {"type": "keyword"},
                "order": {"type": "integer"},
                "digest": {"type": "keyword", "index": False},
                "record": {"type": "object", "enabled": False},
                # Beside the passages, not in them: a question reads two hundred of them.
                "features": {"type": "binary", "doc_values": True},
                **dict.fromkeys(FIELDS, tokens),
            },
        },
    }


def files_body() -> dict[str, Any]:
    """Return the settings and the mapping of the index with the files."""
    return {
        "settings": {"number_of_shards": 1, "auto_expand_replicas": COPIES},
        "mappings": {"dynamic": False, "properties": {"mark": {"type": "integer"}}},
    }


def document(
    indexed: Indexed, record: dict[str, Any], features: bytes, order: int
) -> dict[str, Any]:
    """Return the document of a passage; its id is :func:`id_of` its key.

    Args:
        indexed: its tokens.
        record: what it says (:func:`regsearch.index.records.to_json`).
        features: its ranking features (:func:`regsearch.index.features_file.to_line`).
        order: its place in the build, from 0.

    """
    made: dict[str, Any] = {
        "key": indexed.key,
        "document": indexed.document,
        "group": indexed.group,
        "order": order,
        "record": record,
        "features": base64.b64encode(features).decode(),
        **indexed.fields,
    }
    whole = json.dumps(made, ensure_ascii=False, sort_keys=True).encode()
    # Two machines may compress alike and yet to other bytes, so the digest is of what is meant.
    return {**made, "features": packed(features), "digest": hashlib.sha256(whole).hexdigest()}


def id_of(key: str, order: int | None = None) -> str:
    """Return the id of the passage with *key*: the key, or where it is too long one like it.

    Args:
        key: of the passage.
        order: its place in the build, where an earlier passage has the same key.

    """
    held = key.encode()
    if len(held) > _LONGEST:
        # OpenSearch takes 512 bytes; a misread annex can nest deeper than that.
        key = f"{key[:100]}~{hashlib.sha256(held).hexdigest()}"
    return key if order is None else f"{key}~{order}"


def packed(content: bytes) -> str:
    """Return *content* as a field of a document holds it."""
    return base64.b64encode(zlib.compress(content, 6)).decode()


def unpacked(held: str) -> bytes:
    """Return the content that :func:`packed` made.

    Raises:
        ValueError: it did not.

    """
    try:
        # A cluster gives it back without the signs that fill the end, which may be too many here.
        return zlib.decompress(base64.b64decode(held.rstrip("=") + "=="))
    except zlib.error as error:
        raise ValueError(str(error)) from error


def file_parts(name: str, content: bytes) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the documents, each with its id, that hold the file *name*."""
    packed = zlib.compress(content, 6)
    pieces = [packed[start : start + _PART] for start in range(0, len(packed), _PART)]
    for number, piece in enumerate(pieces):
        held = base64.b64encode(piece).decode()
        yield part_id(name, number), {"parts": len(pieces), "content": held}


def part_id(name: str, number: int) -> str:
    """Return the id of a part of the file *name*."""
    return f"file:{name}:{number}"


def joined(parts: list[dict[str, Any]]) -> bytes:
    """Return the file whose parts these are.

    Raises:
        ValueError: they are not what :func:`file_parts` made.

    """
    try:
        return zlib.decompress(b"".join(base64.b64decode(part["content"]) for part in parts))
    except (zlib.error, KeyError) as error:
        raise ValueError(str(error)) from error


def mark_id(portion: int) -> str:
    """Return the id of the mark that says that a portion of the passages is loaded."""
    return f"portion:{portion}"


def digest_of(digests: Iterable[str]) -> str:
    """Return the digest of passages with these digests, in order."""
    return hashlib.sha256("".join(digests).encode()).hexdigest()


def is_manifest_of(build: str, manifest: bytes) -> bool:
    """Say whether *manifest* is the one that gave *build* its name."""
    return build_name(build.rpartition("-")[0], manifest) == build
