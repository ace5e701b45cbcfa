"""The files of an index, from its documents: streamed, by as many processes as there are to help.

Nothing here depends on how many processes there are: the bytes are the same.
"""

from __future__ import annotations

import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import tee
from pathlib import Path
from shutil import copyfileobj
from typing import TYPE_CHECKING

from regsearch._version import __version__
from regsearch.build.behaviours import add_behaviours
from regsearch.build.scratch_db import Desk
from regsearch.build.workers import Hands, hands_for
from regsearch.index.documents import DOCUMENTS, INSTRUMENTS, catalog_lines
from regsearch.build.stages import (
    DATABASE,
    NAMED,
    Parts,
    batches,
    say,
    sit_down,
    stand_up,
    state,
    stem_all,
)
from regsearch.build.vocabulary import keep_stems, kept_stems, write_vocabulary
from regsearch.build.stage_files import index_tokens
from regsearch.corpus.completeness import LEDGER, write_ledger
from regsearch import encoding
from regsearch.text.analysis import analysis_digest
from regsearch.engines.registry import engine_for, require
from regsearch.index.features_file import FeaturesWriter
from regsearch.index.catalog_file import write_instruments
from regsearch.index.manifest import FORMAT, Manifest, file_entries, write_manifest
from regsearch.index.records import KEYS, RECORDS, key_lines

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from regsearch.law.catalog.names import Catalog
    from regsearch.index.manifest import IndexedDocument

    Progress = Callable[[str, int, int], None]
    """Called with what is being done, how many documents are done, and how many there are."""

_STEMS_AT_ONCE = 2_000


@dataclass(frozen=True, slots=True)
class Line:
    """A document as it goes into an index."""

    document: str
    line: bytes
    """The regulation as :func:`regsearch.encoding.to_line` writes it."""
    places: Sequence[str]
    """The addresses of its units, in order."""


@dataclass(frozen=True, slots=True)
class Content:
    """All that an index follows from."""

    documents: Iterable[Line]
    """By ascending document id."""
    catalog: Catalog
    """Of exactly these documents and of those that it only knows of."""
    catalog_sha256: str


@dataclass(frozen=True, slots=True)
class Means:
    """With what an index is built; none of it changes an answer."""

    processes: int | None = None
    """How many work at it; None for as many as suit its size."""
    cache: Path | None = None
    """Folder for what another build can use again; None for none."""
    progress: Progress | None = None
    engine: str | None = None
    """Name of the search engine (:mod:`regsearch.engines.registry`); None for what suits its size."""
    left_out: Callable[[Path, str], None] | None = None
    """Called with each file of a collection that is not in the index, and why."""


ALONE = Means()
"""The usual means: nothing kept, nobody told."""


def write_index(folder: Path, content: Content, means: Means = ALONE) -> Manifest:
    """Write the index of *content* into the empty *folder*."""
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix="meja-") as name:
        scratch = Path(name)
        desk = Desk(scratch / DATABASE, folder / DOCUMENTS, new=True)
        try:
            units = _write_neutral(folder, content, desk)
            engine = means.engine or engine_for(units)
            entries = _Builder(folder, scratch, desk, content.catalog, means, engine).build()
        finally:
            desk.close()
    write_instruments(folder, content.catalog)
    add_behaviours(folder, content.catalog, (entry.id for entry in entries))
    manifest = Manifest(
        format=FORMAT,
        regsearch=__version__,
        analysis=analysis_digest(),
        engine=engine,
        catalog=content.catalog_sha256,
        neutral=encoding.VERSION,
        documents=tuple(entries),
        files=file_entries(folder),
    )
    write_manifest(folder, manifest)
    return manifest


def _write_neutral(folder: Path, content: Content, desk: Desk) -> int:
    """Write the documents and the catalogue; return how many units there are."""
    units = 0
    (folder / DOCUMENTS).parent.mkdir()
    with (folder / INSTRUMENTS).open("wb") as out:
        out.writelines(catalog_lines(content.catalog))
    with (folder / DOCUMENTS).open("wb") as out:

        def rows() -> Iterator[tuple[str, int, int, str]]:
            nonlocal units
            for held in content.documents:
                at = out.tell()
                units += len(held.places)
                out.write(held.line)
                yield held.document, at, len(held.line), "\n".join(held.places)

        desk.put_documents(rows())
    return units


class _Builder:
    """The stages of one build, in their order."""

    def __init__(
        self,
        folder: Path,
        scratch: Path,
        desk: Desk,
        catalog: Catalog,
        means: Means,
        engine: str,
    ) -> None:
        self._folder = folder
        self._scratch = scratch
        self._desk = desk
        self._sizes = desk.sizes()
        # Who speaks first is a matter of the ids, what stands first one of the catalogue.
        self._spoken = desk.ids()
        self._standing = [document for document in catalog if document in self._sizes]
        self._means = means
        require(engine)
        reviewed = frozenset(d for d in self._standing if not catalog[d].unreviewed)
        counted = reviewed if len(reviewed) < len(self._standing) else None
        self._write_engine = partial(index_tokens, engine, folder, counted)
        self._entries: list[IndexedDocument] = []

    def build(self) -> list[IndexedDocument]:
        """Write records, engine, ledger and vocabulary; return the documents by ascending id."""
        with self._hands() as hands:
            self._say(hands)
            self._stem(hands)
        # Others go on: what finding citations takes of memory is not needed for what follows.
        with self._hands() as hands:
            hands.follow(self._write_engine, self._state(hands))
        with (self._folder / KEYS).open("wb") as out:
            out.writelines(self._desk.pieces(KEYS))
        write_ledger(self._folder, self._desk.pieces(LEDGER))
        write_vocabulary(self._folder, self._desk.stems(used=True))
        return sorted(self._entries, key=lambda entry: entry.id)

    @contextmanager
    def _hands(self) -> Iterator[Hands]:
        count = self._means.processes or hands_for(len(self._spoken))
        try:
            with Hands(count, sit_down, self._folder, self._scratch) as hands:
                yield hands
        finally:
            stand_up()

    def _say(self, hands: Hands) -> None:
        done = 0
        planned = list(batches(self._spoken, self._sizes))
        for batch, said in zip(planned, hands.map(say, planned), strict=True):
            self._desk.put_links(said.links)
            self._desk.put_pieces((NAMED, document, line) for document, line in said.named)
            self._desk.put_words(said.words)
            done += len(batch)
            self._tell("Menautkan", done)
        self._desk.sort_links()

    def _stem(self, hands: Hands) -> None:
        cache = self._means.cache
        self._desk.put_stems(kept_stems(cache).items())
        new = False
        parts, asked = tee(self._desk.unstemmed(_STEMS_AT_ONCE))
        for part, stems in zip(parts, hands.map(stem_all, asked), strict=True):
            self._desk.put_stems(zip(part, stems, strict=True))
            new = True
        if new and cache:
            keep_stems(cache, self._desk.stems(used=False))

    def _state(self, hands: Hands) -> Iterator[Path]:
        """Write the records; yield the files of what the engine indexes, in the same order."""
        done = offset = 0
        planned = list(batches(self._standing, self._sizes))
        with (self._folder / RECORDS).open("wb") as out, FeaturesWriter(self._folder) as features:
            for batch, stated in zip(planned, hands.map(state, planned), strict=True):
                parts = Parts.of(self._scratch, batch)
                with parts.records.open("rb") as lines:
                    copyfileobj(lines, out)
                features.add_file(parts.features)
                parts.records.unlink()
                parts.features.unlink()
                yield parts.tokens
                pieces: list[tuple[str, str, bytes]] = []
                for one in stated:
                    places = []
                    for key, size in one.records:
                        places.append((key, offset, size))
                        offset += size
                    document = one.entry.id
                    pieces.append((KEYS, document, key_lines(places)))
                    pieces.append((LEDGER, document, one.ledger))
                    self._entries.append(one.entry)
                    self._desk.put_stems(one.stems.items(), used=True)
                self._desk.put_pieces(pieces)
                done += len(stated)
                self._tell("Mengindeks", done)

    def _tell(self, doing: str, done: int) -> None:
        if self._means.progress:
            self._means.progress(doing, done, len(self._spoken))
