"""The default engine: Whoosh, pure Python, one folder of files.

The only module that knows Whoosh.
"""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Any

with warnings.catch_warnings():
    # Whoosh 2.7.4 has string literals with invalid escapes, which Python 3.12 warns of.
    warnings.simplefilter("ignore")
    from whoosh import fields, index, query, scoring
    from whoosh.analysis import RegexTokenizer
    from whoosh.codec.whoosh3 import W3Codec
    from whoosh.filedb.filestore import FileStorage

from regsearch.errors import IndexDamagedError, IndexMissingError
from regsearch.search.engine import FIELDS, Concept, Hit, Indexed

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

NAME = "whoosh"


def _schema() -> Any:
    # Tokens come ready-made, separated by spaces.
    tokens = RegexTokenizer(r"\S+")
    searchable = {name: fields.TEXT(analyzer=tokens, phrase=False) for name in FIELDS}
    return fields.Schema(key=fields.ID(stored=True), document=fields.ID, **searchable)


class _TimelessStorage(FileStorage):  # type: ignore[misc]
    """A folder whose files have no times, so that the same passages give the same bytes."""

    def file_modified(self, _name: str) -> int:
        return 0

    def temp_storage(self, name: str | None = None) -> _TimelessStorage:
        store = _TimelessStorage(f"{self.folder}/{name or 'whoosh.tmp'}")
        store.create()
        return store


class _OneSegment(W3Codec):  # type: ignore[misc]
    """Whoosh's codec with a fixed name for its segment, which Whoosh names by chance."""

    def new_segment(self, storage: Any, indexname: str) -> Any:
        segment = super().new_segment(storage, indexname)
        segment.segid = "regsearch0000000"
        return segment


def build(folder: Path, passages: Iterable[Indexed]) -> None:
    """Write a Whoosh index of *passages* into the empty *folder*, always the same bytes."""
    storage = _TimelessStorage(str(folder))
    created = storage.create_index(_schema())
    # All in memory until the one commit: a second segment would need a second name.
    writer = created.writer(limitmb=1024, codec=_OneSegment())
    for passage in passages:
        writer.add_document(key=passage.key, document=passage.document, **passage.fields)
    writer.commit(merge=False)
    created.close()
    (folder / "MAIN_WRITELOCK").unlink(missing_ok=True)


class WhooshEngine:
    """Searches a Whoosh index.

    Args:
        folder: the engine's folder inside an index.

    Raises:
        IndexMissingError: no Whoosh index is there.
        IndexDamagedError: Whoosh cannot open it.

    """

    name = NAME

    def __init__(self, folder: Path) -> None:
        if not folder.is_dir():
            raise IndexMissingError(f"Tidak ada indeks mesin pencari di {folder}.")
        try:
            # Memory maps keep files open on some systems when a new index takes their place.
            self._index = FileStorage(str(folder), supports_mmap=False).open_index()
            self._reader = self._index.reader()
        except index.EmptyIndexError as error:
            raise IndexMissingError(f"Tidak ada indeks mesin pencari di {folder}.") from error
        except Exception as error:
            raise IndexDamagedError(
                f"Indeks mesin pencari di {folder} tidak dapat dibuka. Pasang ulang indeksnya."
            ) from error
        self._searchers: dict[tuple[tuple[str, float], ...], Any] = {}

    def search(
        self,
        concepts: Iterable[Concept],
        weights: Mapping[str, float],
        limit: int,
        documents: frozenset[str] | None = None,
    ) -> list[Hit]:
        """Return the best passages; see :class:`regsearch.search.engine.Engine`."""
        if documents is not None and not documents:
            return []
        asked = query.Or([self._concept(concept, weights) for concept in concepts])
        only = (
            query.Or([query.Term("document", name) for name in sorted(documents)])
            if documents is not None
            else None
        )
        searcher = self._index.searcher(weighting=scoring.BM25F())
        with searcher:
            results = searcher.search(asked, limit=limit, filter=only)
            hits = [Hit(hit["key"], float(hit.score)) for hit in results]
        return sorted(hits, key=lambda hit: (-round(hit.score, 6), hit.key))

    def _concept(self, concept: Concept, weights: Mapping[str, float]) -> Any:
        ways = []
        for tokens in concept.variants:
            for field, weight in weights.items():
                boost = weight * concept.weight
                terms = [query.Term(field, token, boost=boost / len(tokens)) for token in tokens]
                ways.append(terms[0] if len(terms) == 1 else query.And(terms))
        return query.DisjunctionMax(ways, tiebreak=0.0)

    def frequency(self, token: str) -> int:
        """Return in how many passages *token* stands; see the protocol."""
        return max(int(self._reader.doc_frequency(f, token)) for f in ("text", "penjelasan"))

    def similar(self, word: str, edits: int) -> str | None:
        """Return the commonest word within *edits* edits; see the protocol."""
        near = self._reader.terms_within("exact", word, edits, prefix=1)
        found = [(self._reader.frequency("exact", other), other) for other in near]
        return max(found)[1] if found else None

    def count(self) -> int:
        """Return the number of passages."""
        return int(self._reader.doc_count())

    def close(self) -> None:
        """Release the files."""
        self._reader.close()
        self._index.close()
