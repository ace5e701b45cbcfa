"""The layout of an index in a cluster, shared by the loader and the readers.

A build is two OpenSearch indices, which never change once they are complete: ``ALIAS-DIGEST`` has a
document for each passage, ``ALIAS-DIGEST-files`` the small files of the index and the progress of
loading.  The digest covers the manifest, which has the SHA-256 of every file, and the version of
this layout.  So a corpus has the same name on every machine, several machines can load it together,
and a reader can verify that it reads what was built.  The alias names the current build.
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
"""Id of the document that marks a build as complete and names the former build."""
_REPLICAS = "0-1"
"""A replica of each shard as soon as there is a second node, so that one node may fail."""
_MAX_ID = 490
"""Longest passage key that is used as id, in bytes; OpenSearch allows 512."""
_PART_SIZE = 4_000_000
"""Compressed bytes of a file in one document."""


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
        # The tokens are stems already.
        "analyzer": "whitespace",
        "similarity": "ours",
        "index_options": "freqs",
    }
    return {
        "settings": {
            "number_of_shards": shards,
            "auto_expand_replicas": _REPLICAS,
            # There are no readers before it is complete.
            "refresh_interval": "-1",
            "similarity": {"ours": {"type": "BM25", "k1": K1, "b": B}},
        },
        "mappings": {
            "dynamic": "strict",
            "_meta": {"regsearch": {"layout": LAYOUT, "passages": passages}},
            # The tokens are only searched.
            "_source": {"includes": ["record"]},
            "properties": {
                "key": {"type": "keyword", "index": False},
                "document": {"type": "keyword"},
                "group": {"type": "keyword"},
                "order": {"type": "integer"},
                "digest": {"type": "keyword", "index": False},
                "record": {"type": "object", "enabled": False},
                # Doc values: a question reads two hundred of them without opening a passage.
                "features": {"type": "binary", "doc_values": True},
                **dict.fromkeys(FIELDS, tokens),
            },
        },
    }


def files_body() -> dict[str, Any]:
    """Return the settings and the mapping of the index with the files."""
    return {
        "settings": {"number_of_shards": 1, "auto_expand_replicas": _REPLICAS},
        "mappings": {"dynamic": False, "properties": {"mark": {"type": "integer"}}},
    }


def document(
    indexed: Indexed, record: dict[str, Any], features: bytes, order: int
) -> dict[str, Any]:
    """Return the document of a passage; its id is :func:`id_of` its key.

    Args:
        indexed: its tokens.
        record: the passage (:func:`regsearch.index.records.to_json`).
        features: its ranking features (:func:`regsearch.index.features_file.to_line`).
        order: its number in the build, from 0.

    """
    fields: dict[str, Any] = {
        "key": indexed.key,
        "document": indexed.document,
        "group": indexed.group,
        "order": order,
        "record": record,
        "features": base64.b64encode(features).decode(),
        **indexed.fields,
    }
    content = json.dumps(fields, ensure_ascii=False, sort_keys=True).encode()
    # Of the uncompressed features: zlib may compress to other bytes on another machine.
    digest = hashlib.sha256(content).hexdigest()
    return {**fields, "features": packed(features), "digest": digest}


def id_of(key: str, order: int | None = None) -> str:
    """Return the id of the passage with *key*: the key, shortened with a hash if it is too long.

    Args:
        key: key of the passage.
        order: number of the passage in the build, if an earlier passage has the same key.

    """
    encoded = key.encode()
    if len(encoded) > _MAX_ID:
        # A misread annex can nest very deep.
        key = f"{key[:100]}~{hashlib.sha256(encoded).hexdigest()}"
    return key if order is None else f"{key}~{order}"


def packed(content: bytes) -> str:
    """Return *content* as the value of a binary field: compressed, in Base64."""
    return base64.b64encode(zlib.compress(content, 6)).decode()


def unpacked(value: str) -> bytes:
    """Return the content of a :func:`packed` value.

    Raises:
        ValueError: *value* is malformed.

    """
    try:
        # OpenSearch returns it without padding; b64decode() ignores superfluous padding.
        return zlib.decompress(base64.b64decode(value.rstrip("=") + "=="))
    except zlib.error as error:
        raise ValueError(str(error)) from error


def file_parts(name: str, content: bytes) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the documents, each with its id, that contain the file *name* in parts."""
    data = zlib.compress(content, 6)
    parts = [data[start : start + _PART_SIZE] for start in range(0, len(data), _PART_SIZE)]
    for number, part in enumerate(parts):
        encoded = base64.b64encode(part).decode()
        yield part_id(name, number), {"parts": len(parts), "content": encoded}


def part_id(name: str, number: int) -> str:
    """Return the id of a part of the file *name*."""
    return f"file:{name}:{number}"


def joined(parts: list[dict[str, Any]]) -> bytes:
    """Return the content of a file from its parts.

    Raises:
        ValueError: a part is malformed or missing.

    """
    try:
        return zlib.decompress(b"".join(base64.b64decode(part["content"]) for part in parts))
    except (zlib.error, KeyError) as error:
        raise ValueError(str(error)) from error


def mark_id(portion: int) -> str:
    """Return the id of the document that marks a portion of the passages as loaded."""
    return f"portion:{portion}"


def digest_of(digests: Iterable[str]) -> str:
    """Return one digest for passages with these *digests*, in order."""
    return hashlib.sha256("".join(digests).encode()).hexdigest()


def is_manifest_of(build: str, manifest: bytes) -> bool:
    """Return whether *build* is named after *manifest*."""
    return build_name(build.rpartition("-")[0], manifest) == build
