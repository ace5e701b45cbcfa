"""The engine for large collections on one machine: tantivy, by its Python package.

The only module that knows tantivy.  Its own BM25 is that of :mod:`regsearch.engines.bm25`.

The names of its files and the ids in them are random, so two builds of one corpus differ in bytes,
not in answers; what is compared between builds is the neutral part of the index.
"""

from __future__ import annotations

import os
import tempfile
from contextlib import contextmanager
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import tantivy

from regsearch.engines.base import FIELDS, Hit, Indexed
from regsearch.engines.fuzzy import nearest
from regsearch.errors import ClosedError, IndexDamagedError, IndexMissingError, system_fault

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from regsearch.model.query import Concept

NAME = "tantivy"

_MEMORY = 32 * 1024 * 1024
"""Bytes that the writer may fill before it writes a segment."""
_VARIANTS, _CONCEPTS = 8_192, 1_024
"""Queries for variants of concepts, and for concepts, that are kept: questions share many."""
_WRITER_LOCK = ".tantivy-writer.lock"
_READER_LOCK = ".tantivy-meta.lock"
"""An empty file that tantivy opens for writing whenever it opens an index: it stays, as one of the
index's files, so that opening an index never adds a file to it."""


def _schema() -> Any:
    # Tokens come ready-made, separated by spaces.  Positions are not kept: no question needs them.
    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("number", fast=True)
    builder.add_text_field("group", tokenizer_name="raw", index_option="basic")
    for name in FIELDS:
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="freq")
    return builder.build()


def build(folder: Path, passages: Iterable[Indexed]) -> None:
    """Write a tantivy index of *passages* into the empty *folder*."""
    made = tantivy.Index(_schema(), str(folder))
    # One thread keeps the order of the passages, which decides between equal scores.
    writer = made.writer(_MEMORY, num_threads=1)
    for number, passage in enumerate(passages):
        entry = tantivy.Document()
        entry.add_unsigned("number", number)
        entry.add_text("group", passage.group)
        for name, tokens in passage.fields.items():
            entry.add_text(name, tokens)
        writer.add_document(entry)
    writer.commit()
    writer.wait_merging_threads()
    (folder / _WRITER_LOCK).unlink(missing_ok=True)
    for path in folder.iterdir():
        # Tantivy lets only the owner read some of them.
        path.chmod(0o644)


def check(folder: Path) -> None:
    """Open the index in *folder*; it holds no code, and tantivy checks what it reads.

    Raises:
        IndexDamagedError: tantivy cannot open it.

    """
    TantivyEngine(folder).close()


def _opened(folder: Path) -> tuple[Any, Any]:
    """Return the schema and a searcher of the index at *folder*, also where nobody may write."""
    if os.access(folder / _READER_LOCK, os.W_OK):
        index = tantivy.Index.open(str(folder))
        return index.schema, _searcher(index)
    with tempfile.TemporaryDirectory(prefix="regsearch-") as view:
        for path in folder.iterdir():
            if path.name != _READER_LOCK:
                (Path(view) / path.name).symlink_to(path.resolve())
        index = tantivy.Index.open(view)
        return index.schema, _searcher(index)


def _searcher(index: Any) -> Any:
    # An index never changes: nothing is to be watched.
    index.config_reader("manual")
    return index.searcher()


class TantivyEngine:
    """Searches a tantivy index.

    Args:
        folder: the engine's folder inside an index.

    Raises:
        IndexMissingError: no tantivy index is there.
        IndexDamagedError: tantivy cannot open it.

    """

    name = NAME

    def __init__(self, folder: Path) -> None:
        if not folder.is_dir() or not tantivy.Index.exists(str(folder)):
            raise IndexMissingError(f"Tidak ada indeks mesin pencari di {folder}.")
        self._folder = folder
        with self._damage():
            self._schema, self._open = _opened(folder)
        self._variant_query = lru_cache(maxsize=_VARIANTS)(self._make_variant_query)
        self._concept_query = lru_cache(maxsize=_CONCEPTS)(self._make_concept_query)

    @property
    def _searcher(self) -> Any:
        if self._open is None:
            raise ClosedError(f"Indeks mesin pencari di {self._folder} sudah ditutup. Buka lagi.")
        return self._open

    @contextmanager
    def _damage(self) -> Iterator[None]:
        """Turn tantivy's errors, which are those of damaged files, into ours."""
        try:
            yield
        except (ValueError, OSError) as error:
            if isinstance(error, OSError) and (fault := system_fault(error)):
                raise fault from error
            raise IndexDamagedError(
                f"Indeks mesin pencari di {self._folder} tidak dapat dibaca. "
                "Pasang ulang indeksnya."
            ) from error

    def search(
        self,
        concepts: Iterable[Concept],
        weights: Mapping[str, float],
        limit: int,
        groups: frozenset[str] | None = None,
    ) -> list[Hit]:
        """Return the best passages; see :class:`regsearch.engines.base.Engine`."""
        fields = tuple(weights.items())
        queries = [self._concept_query(concept, fields) for concept in concepts]
        asked = tantivy.Query.boolean_query([(tantivy.Occur.Should, query) for query in queries])
        with self._damage():
            if groups is not None:
                asked = self._within(groups, asked)
            most = min(limit, self._searcher.num_docs)
            found = self._searcher.search(asked, most, count=False).hits if most else []
            numbers = self._searcher.fast_field_values("number", [at for _, at in found])
            hits = [Hit(n, score) for n, (score, _) in zip(numbers, found, strict=True)]
            # The segments of a large index stand in no order.
            return sorted(hits, key=lambda hit: (-hit.score, hit.number))

    def _within(self, groups: frozenset[str], asked: Any) -> Any:
        """Return the query *asked* for passages of *groups* only."""
        inside = {group for group in self._groups if group in groups}
        outside = self._groups.keys() - inside
        most = sum(self._groups[group] for group in inside) > self._searcher.num_docs / 2
        # Each passage of the groups that are named is gone through: so the fewer are.
        named = outside if most else inside
        some = tantivy.Query.term_set_query(self._schema, "group", sorted(named))
        limits = (
            (tantivy.Occur.MustNot, some)
            if most
            else (tantivy.Occur.Must, tantivy.Query.const_score_query(some, 0.0))
        )
        return tantivy.Query.boolean_query([(tantivy.Occur.Must, asked), limits])

    @cached_property
    def _groups(self) -> dict[str, int]:
        """Each group with the number of its passages."""
        return dict(self._searcher.terms_with_prefix("group", ""))

    def _make_concept_query(self, concept: Concept, fields: tuple[tuple[str, float], ...]) -> Any:
        variants = [
            tantivy.Query.boost_query(variant, weight * concept.weight / len(tokens))
            for tokens in concept.variants
            for field, weight in fields
            if (variant := self._variant_query(field, tokens))
        ]
        return tantivy.Query.disjunction_max_query(variants)

    def _make_variant_query(self, field: str, tokens: tuple[str, ...]) -> Any:
        """Return what finds the passages whose *field* has all *tokens*, or None if none has."""
        # What no passage has costs as much to ask for as what many have.
        if not all(self._searcher.doc_freq(field, token) for token in tokens):
            return None
        terms = [
            tantivy.Query.term_query(self._schema, field, token, index_option="freq")
            for token in tokens
        ]
        if len(terms) == 1:
            return terms[0]
        return tantivy.Query.boolean_query([(tantivy.Occur.Must, term) for term in terms])

    def frequencies(self, tokens: Iterable[str]) -> dict[str, int]:
        """Return in how many passages each token occurs; see the protocol."""
        count = self._searcher.doc_freq
        return {t: max(int(count(f, t)) for f in ("text", "penjelasan")) for t in tokens}

    def similar(self, word: str, edits: int) -> str | None:
        """Return the commonest word within *edits* edits; see the protocol."""
        if not word:
            return None
        return nearest(word, self._searcher.terms_with_prefix("exact", word[0]), edits)

    def count(self) -> int:
        """Return the number of passages."""
        return int(self._searcher.num_docs)

    def close(self) -> None:
        """Release the files."""
        self._open = None
