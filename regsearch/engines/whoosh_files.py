"""Whoosh's segment, read from bytes in memory: safe to share among threads, and to open.

Whoosh reads by seek and read on files that its readers share, and from pickles.  Here dictionary
entries are read by position, postings with a cursor for each reading, and pickles through an
allow-list, because a folder that somebody names may be a stranger's.
"""

from __future__ import annotations

import io
import pickle
import struct
import warnings
import zlib
from collections import defaultdict
from itertools import takewhile
from typing import TYPE_CHECKING, Any, BinaryIO

with warnings.catch_warnings():
    # Whoosh 2.7.4 has string literals with invalid escapes, which Python 3.12 warns of.
    warnings.simplefilter("ignore")
    from whoosh.codec.whoosh3 import W3Codec, W3LeafMatcher, W3TermInfo, W3TermsReader
    from whoosh.filedb.compound import CompoundStorage
    from whoosh.filedb.filestore import FileStorage
    from whoosh.filedb.structfile import BufferFile
    from whoosh.index import TOC

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

SEGMENT = "regsearch0000000"
"""The name of the one segment of an index."""
_INLINE = W3TermInfo._struct.size
"""Where an entry of the dictionary has the postings of its term, or their offset and length."""
_GENERATION = 1
"""An index is committed once; Whoosh would list the folder, and take a failing disk as empty."""
_EXTENT = struct.Struct("!qi")
_BLOCK_LIMIT = 1 << 20
"""Bytes that a block of postings may unpack to: it has 128 of them at the most."""


def _encoder() -> Callable[[str, str], bytes]:
    """Return a stand-in for ``codecs.encode``, by which pickles of protocol 2 hold bytes."""

    def encode(text: str, encoding: str) -> bytes:
        if encoding != "latin1":
            raise pickle.UnpicklingError(encoding)
        return text.encode("latin1")

    return encode


_HOLDERS = {("whoosh.codec.whoosh3", "W3Segment"), ("regsearch.engines.whoosh", "_OneSegment")}
_BUILT_IN: dict[tuple[str, str], type] = {
    ("collections", "defaultdict"): defaultdict,
    ("builtins", "int"): int,
}
_ENCODE = ("_codecs", "encode")
"""All that the pickles of an index of our schema name: what holds a segment's attributes, its
counts of words, and bytes."""


class _Unpickler(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        named = module, name
        # A pickle may set attributes of whatever it names: what has any is made for it alone.
        if named in _HOLDERS:
            return type(name, (), {})
        if named == _ENCODE:
            return _encoder()
        if named in _BUILT_IN:
            return _BUILT_IN[named]
        raise pickle.UnpicklingError(f"{module}.{name}")


def unpickled(file: BinaryIO) -> Any:
    """Return the next pickle of *file*; the one place where any is read.

    Raises:
        pickle.UnpicklingError: it names something that an index has no use for.

    """
    return _Unpickler(file).load()


class _Bytes(BufferFile):  # type: ignore[misc]
    """A file in memory; ``get`` reads by position, the cursor belongs to whoever made it."""

    def read_pickle(self) -> Any:
        return unpickled(self.file)

    def subset(self, position: int, length: int, name: str | None = None) -> _Bytes:
        return _Bytes(self.get(position, length), name=name)


class _InMemory(FileStorage):  # type: ignore[misc]
    """A folder whose files are read whole."""

    def open_file(self, name: str, **_options: Any) -> _Bytes:
        with open(self._fpath(name), "rb") as file:
            return _Bytes(file.read(), name=name)


class _Block(W3LeafMatcher):  # type: ignore[misc]
    """Whoosh's reader of postings, which unpacks and unpickles with limits."""

    def _read_data(self) -> None:
        held = self._postfile.get(self._dataoffset, self._nextoffset - self._dataoffset)
        if self._compression:
            held = zlib.decompressobj().decompress(held, _BLOCK_LIMIT)
        self._data = unpickled(io.BytesIO(held))


class Segment:
    """The postings of an index, of one schema and in one segment.

    Args:
        folder: the engine's folder inside an index.
        schema: of the index; the one in its own files is not read.

    Raises:
        FileNotFoundError: there is none.
        Exception: whatever Whoosh raises over damaged files.

    """

    def __init__(self, folder: Path, schema: Any) -> None:
        storage = _InMemory(str(folder))
        segments = TOC.read(storage, "MAIN", gen=_GENERATION, schema=schema).segments
        self.passages = sum(int(segment._doccount) for segment in segments)
        self._words = [dict(segment._fieldlengths) for segment in segments]
        self._formats = {name: field.format for name, field in schema.items()}
        self._terms = self._postings = None
        if segments:  # without a passage there is none
            files = CompoundStorage(storage.open_file(f"MAIN_{SEGMENT}.seg"), use_mmap=False)
            name = f"MAIN_{SEGMENT}{W3Codec.TERMS_EXT}"
            self._postings = files.open_file(f"MAIN_{SEGMENT}{W3Codec.POSTS_EXT}")
            self._terms = W3TermsReader(
                W3Codec(), files.open_file(name), files.file_length(name), self._postings
            )

    def words(self, field: str) -> int:
        """Return how many words all passages have in *field*."""
        return sum(int(words.get(field, 0)) for words in self._words)

    def postings(self, field: str, token: str) -> Iterator[tuple[int, float]]:
        """Yield each passage that has *token* in *field*, and how often."""
        terms, postings = self._terms, self._postings
        entry = terms and terms._tindex.get(terms._keycoder(field, _bytes(token)))
        if not entry or not postings:
            return
        if entry[0]:  # a term of one passage has its postings in the dictionary
            numbers, counts, _ = unpickled(io.BytesIO(entry[_INLINE:]))
            yield from zip(numbers, counts, strict=True)
            return
        offset, length = _EXTENT.unpack(entry[_INLINE : _INLINE + _EXTENT.size])
        own = _Bytes(postings._buf)  # shares the bytes, not the cursor
        block = _Block(own, offset, length, self._formats[field])
        while block.is_active():
            # A block at a time: going through it by the matcher's own methods takes ten times as
            # long, and Whoosh's code has not changed since 2016.
            block._read_ids()
            block._read_weights()
            yield from zip(block._ids, block._weights, strict=True)
            block._next_block()

    def frequency(self, field: str, token: str) -> int:
        """Return how many passages have *token* in *field*."""
        try:
            return int(self._terms.doc_frequency(field, _bytes(token))) if self._terms else 0
        except KeyError:
            return 0

    def words_from(self, field: str, prefix: str) -> Iterator[str]:
        """Yield the words of *field* that begin with *prefix*."""
        if self._terms is None:
            return
        begin = _bytes(prefix)
        found = self._terms.terms_from(field, begin)
        for _, word in takewhile(
            lambda term: term[0] == field and term[1].startswith(begin), found
        ):
            yield word.decode()


def _bytes(token: str) -> bytes:
    return token.encode("utf-8", "replace")
