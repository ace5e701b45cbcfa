"""The default engine: Whoosh, pure Python, one folder of files.

Whoosh keeps the postings; the passages are scored here, because
Whoosh's BM25 has another formula than the other engines and goes through every posting by several
calls.  The lengths of the fields stand in a file of our own, a byte for each passage and field.
Whoosh's own readers are neither safe to share among threads nor to open on a stranger's folder;
:mod:`regsearch.engines.whoosh_files` reads in their place.
"""

from __future__ import annotations

import warnings
from array import array
from contextlib import closing, contextmanager
from functools import cache, lru_cache
from heapq import nsmallest
from threading import Lock
from typing import TYPE_CHECKING, Any, NamedTuple

with warnings.catch_warnings():
    # Whoosh 2.7.4 has string literals with invalid escapes, which Python 3.12 warns of.
    warnings.simplefilter("ignore")
    from whoosh import fields
    from whoosh.analysis import RegexTokenizer
    from whoosh.codec.whoosh3 import W3Codec
    from whoosh.filedb.filestore import FileStorage

from regsearch.engines.base import FIELDS, Hit, Indexed
from regsearch.engines.bm25 import K1, idf, length_byte, length_terms
from regsearch.engines.fuzzy import nearest
from regsearch.engines.whoosh_files import SEGMENT, Segment
from regsearch.errors import ClosedError, IndexDamagedError, IndexMissingError, system_fault

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from regsearch.model.query import Concept

NAME = "whoosh"
_MOST_KEPT = 500_000
"""Size of the cache of postings, in postings; each takes twelve to sixteen bytes."""
LENGTHS_FILE = "lengths"
"""For each field of :data:`FIELDS` in their order, the byte of its length in each passage."""


def _schema() -> Any:
    # Tokens come ready-made, separated by spaces.
    tokens = RegexTokenizer(r"\S+")
    searchable = {name: fields.TEXT(analyzer=tokens, phrase=False) for name in FIELDS}
    return fields.Schema(group=fields.ID, **searchable)


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
        segment.segid = SEGMENT
        return segment


def build(folder: Path, passages: Iterable[Indexed]) -> None:
    """Write a Whoosh index of *passages* into the empty *folder*, always the same bytes."""
    storage = _TimelessStorage(str(folder))
    created = storage.create_index(_schema())
    # All in memory until the one commit: a second segment would need a second name.
    writer = created.writer(limitmb=1024, codec=_OneSegment())
    lengths = {name: bytearray() for name in FIELDS}
    for passage in passages:
        writer.add_document(group=passage.group, **passage.fields)
        for name, held in lengths.items():
            held.append(length_byte(len(passage.fields.get(name, "").split())))
    writer.commit(merge=False)
    created.close()
    (folder / LENGTHS_FILE).write_bytes(b"".join(lengths.values()))
    (folder / "MAIN_WRITELOCK").unlink(missing_ok=True)


def check(folder: Path) -> None:
    """Read all that a search may read of the index in *folder*.

    Raises:
        IndexDamagedError: something of it cannot be read, or is a pickle that is not of an index.

    """
    with closing(WhooshEngine(folder)) as engine, engine._damage():
        for field in (*FIELDS, "group"):
            for word in engine._segment.words_from(field, ""):
                for number, _ in engine._segment.postings(field, word):
                    if not 0 <= number < engine._total:
                        raise ValueError(number)


class _Postings(NamedTuple):
    """Where a token stands in a field."""

    numbers: array[int]
    """The passages, ascending."""
    shares: array[float]
    """``f / (f + ...)`` of :mod:`regsearch.engines.bm25` in each of them."""


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
        self._folder = folder
        self._closed = False
        with self._damage():
            self._segment = Segment(folder, _schema())
            self._total = self._segment.passages
            self._lengths = self._read_lengths(folder)
        self._length_terms = cache(self._length_terms_of)
        self._kept: dict[tuple[str, str], _Postings] = {}
        self._size = 0
        self._keeping = Lock()
        self._frequency = lru_cache(maxsize=8_192)(self._frequency_of)
        self._members = lru_cache(maxsize=8)(self._members_of)

    @contextmanager
    def _damage(self) -> Iterator[None]:
        """Turn what Whoosh raises over files that are gone or damaged, which may be anything."""
        if self._closed:
            raise ClosedError(f"Indeks mesin pencari di {self._folder} sudah ditutup. Buka lagi.")
        try:
            yield
        except FileNotFoundError as error:
            raise IndexMissingError(f"Tidak ada indeks mesin pencari di {self._folder}.") from error
        except MemoryError:
            raise
        except Exception as error:
            if isinstance(error, OSError) and (fault := system_fault(error)):
                raise fault from error
            raise IndexDamagedError(
                f"Indeks mesin pencari di {self._folder} tidak dapat dibaca. "
                "Pasang ulang indeksnya."
            ) from error

    def _read_lengths(self, folder: Path) -> dict[str, bytes]:
        held, size = (folder / LENGTHS_FILE).read_bytes(), self._total
        if len(held) != size * len(FIELDS):
            raise ValueError(f"{len(held)} lengths for {size} passages")
        return {name: held[i * size : (i + 1) * size] for i, name in enumerate(FIELDS)}

    def _length_terms_of(self, field: str) -> tuple[float, ...]:
        return length_terms(self._segment.words(field) / self._total)

    def search(
        self,
        concepts: Iterable[Concept],
        weights: Mapping[str, float],
        limit: int,
        groups: frozenset[str] | None = None,
    ) -> list[Hit]:
        """Return the best passages; see :class:`regsearch.engines.base.Engine`."""
        scores: dict[int, float] = {}
        with self._damage():
            for concept in concepts:
                for number, score in self._scores(concept, weights).items():
                    scores[number] = scores.get(number, 0.0) + score
            if groups is not None:
                allowed = self._members(groups)
                scores = {number: score for number, score in scores.items() if number in allowed}
        best = nsmallest(limit, scores.items(), key=lambda hit: (-round(hit[1], 6), hit[0]))
        return [Hit(number, score) for number, score in best]

    def _scores(self, concept: Concept, weights: Mapping[str, float]) -> dict[int, float]:
        """Return the score of *concept* in each passage that has it: that of its best way."""
        best: dict[int, float] = {}
        for tokens in concept.variants:
            for field, weight in weights.items():
                said = self._variant_scores(field, tokens, weight * concept.weight / len(tokens))
                if not best:
                    best = said
                    continue
                for number, score in said.items():
                    if score > best.get(number, 0.0):
                        best[number] = score
        return best

    def _variant_scores(self, field: str, tokens: Sequence[str], weight: float) -> dict[int, float]:
        """Return the scores of the passages whose *field* has all *tokens*."""
        found: dict[int, float] | None = None
        for token in tokens:
            said = self._postings(field, token)
            having = len(said.numbers)
            if not having:
                return {}
            factor = weight * idf(self._total, having) * (K1 + 1)
            pairs = zip(said.numbers, said.shares, strict=True)
            if found is None:
                found = {number: factor * share for number, share in pairs}
            else:
                found = {n: found[n] + factor * share for n, share in pairs if n in found}
        return found or {}

    def _postings(self, field: str, token: str) -> _Postings:
        """Return the passages that have *token* in *field*."""
        known = self._kept.get((field, token))
        if known is None:
            known = _Postings(array("L"), array("d"))
            lengths = self._lengths[field]
            for number, count in self._segment.postings(field, token):
                known.numbers.append(number)
                known.shares.append(count / (count + self._length_terms(field)[lengths[number]]))
            with self._keeping:
                if self._size + len(known.numbers) > _MOST_KEPT:
                    self._kept, self._size = {}, 0
                if (field, token) not in self._kept:
                    self._size += len(known.numbers)
                    self._kept[field, token] = known
        return known

    def frequencies(self, tokens: Iterable[str]) -> dict[str, int]:
        """Return in how many passages each token occurs; see the protocol."""
        return {token: self._frequency(token) for token in tokens}

    def _members_of(self, groups: frozenset[str]) -> frozenset[int]:
        """Return the passages of *groups*."""
        return frozenset(n for name in groups for n, _ in self._segment.postings("group", name))

    def _frequency_of(self, token: str) -> int:
        with self._damage():
            return max(self._segment.frequency(field, token) for field in ("text", "penjelasan"))

    def similar(self, word: str, edits: int) -> str | None:
        """Return the commonest word within *edits* edits; see the protocol."""
        if not word:
            return None
        with self._damage():
            begun = self._segment.words_from("exact", word[0])
            known = ((other, self._segment.frequency("exact", other)) for other in begun)
            return nearest(word, known, edits)

    def count(self) -> int:
        """Return the number of passages."""
        return self._total

    def close(self) -> None:
        """Release the files; what is being read by another thread is read to its end."""
        self._closed = True
