"""Write the files of an index from its documents.

Documents are streamed and never in memory together; several processes share the work.  The files
are the same, byte for byte, however many processes there are.
"""

from __future__ import annotations

import tempfile
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import tee
from pathlib import Path
from shutil import copyfileobj
from typing import TYPE_CHECKING

from regsearch import encoding
from regsearch._version import __version__
from regsearch.build.behaviours import add_behaviours
from regsearch.build.scratch_db import ScratchDb, system_errors
from regsearch.build.stage_files import index_tokens
from regsearch.build.stages import (
    DATABASE,
    REFERENCES,
    BatchFiles,
    batches,
    close_worker,
    extract_links,
    init_worker,
    make_passages,
    stem_words,
)
from regsearch.build.vocabulary import keep_stems, kept_stems, write_vocabulary
from regsearch.build.workers import WorkerPool, default_workers
from regsearch.corpus.completeness import LEDGER, write_ledger
from regsearch.engines.registry import engine_for, require
from regsearch.index.catalog_file import TIMELINE, write_instruments
from regsearch.index.documents import DOCUMENTS, INSTRUMENTS, catalog_lines
from regsearch.index.features_file import FeaturesWriter
from regsearch.index.manifest import FORMAT, Manifest, file_entries, write_manifest
from regsearch.index.records import KEYS, RECORDS, key_lines
from regsearch.law.timeline import shipped_timeline, to_json
from regsearch.paths import shipped_index
from regsearch.text.analysis import analysis_digest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from regsearch.index.manifest import IndexedDocument
    from regsearch.law.catalog.names import Catalog
    from regsearch.law.timeline import Timeline

    Progress = Callable[[str, int, int], None]
    """Called with the name of the stage, the documents done, and the number of documents."""

_WORDS_PER_TASK = 2_000


@dataclass(frozen=True, slots=True)
class NeutralDocument:
    """A document in the engine-neutral form in which an index keeps it."""

    id: str
    line: bytes
    """The regulation as :func:`regsearch.encoding.to_line` writes it."""
    addresses: Sequence[str]
    """The addresses of its units, in order."""


@dataclass(frozen=True, slots=True)
class Content:
    """The input of a build."""

    documents: Iterable[NeutralDocument]
    """By ascending id."""
    catalog: Catalog
    """The instruments of these documents, and others that they may cite."""
    catalog_sha256: str
    timeline: Timeline | None = field(default_factory=shipped_timeline)
    """How far these documents know the law; None if their index does not say."""


@dataclass(frozen=True, slots=True)
class BuildOptions:
    """How to build an index; only *engine* changes its files, and none changes an answer."""

    processes: int | None = None
    """Number of processes; None for what suits the number of documents."""
    cache: Path | None = None
    """Folder for results that later builds reuse; None for none."""
    model_source: Path | None = field(default_factory=shipped_index)
    """An index whose model of behaviours is taken if it learnt from the same; None to learn."""
    progress: Progress | None = None
    engine: str | None = None
    """Name of the search engine (:mod:`regsearch.engines.registry`); None for what suits the size
    of the index."""
    on_skipped: Callable[[Path, str], None] | None = None
    """Called with each file of a collection that is left out, and the reason."""


DEFAULT_OPTIONS = BuildOptions()


def write_index(
    folder: Path, content: Content, options: BuildOptions = DEFAULT_OPTIONS
) -> Manifest:
    """Write the index of *content* into the empty *folder*."""
    with (
        system_errors(folder.parent),
        tempfile.TemporaryDirectory(dir=folder.parent, prefix="scratch-") as name,
    ):
        scratch = Path(name)
        db = ScratchDb(scratch / DATABASE, folder / DOCUMENTS, new=True)
        try:
            units = _write_neutral(folder, content, db)
            engine = options.engine or engine_for(units)
            require(engine)
            entries = _Stages(folder, scratch, db, content.catalog, options).run(engine)
        finally:
            db.close()
    write_instruments(folder, content.catalog)
    if content.timeline is not None:
        (folder / TIMELINE).write_bytes(to_json(content.timeline))
    documents = (entry.id for entry in entries)
    add_behaviours(folder, content.catalog, documents, options.cache, options.model_source)
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


def _write_neutral(folder: Path, content: Content, db: ScratchDb) -> int:
    """Write the documents and the catalogue; return the number of units."""
    units = 0
    (folder / DOCUMENTS).parent.mkdir()
    with (folder / INSTRUMENTS).open("wb") as out:
        out.writelines(catalog_lines(content.catalog))
    with (folder / DOCUMENTS).open("wb") as out:

        def rows() -> Iterator[tuple[str, int, int, str]]:
            nonlocal units
            for document in content.documents:
                offset = out.tell()
                units += len(document.addresses)
                out.write(document.line)
                yield document.id, offset, len(document.line), "\n".join(document.addresses)

        db.put_documents(rows())
    return units


class _Stages:
    """Runs the stages of a build (:mod:`regsearch.build.stages`) and collects their results."""

    def __init__(
        self,
        folder: Path,
        scratch: Path,
        db: ScratchDb,
        catalog: Catalog,
        options: BuildOptions,
    ) -> None:
        self._folder = folder
        self._scratch = scratch
        self._db = db
        self._sizes = db.document_sizes()
        # Links are ordered by document id, passages by catalogue order.
        self._by_id = db.document_ids()
        self._by_catalog = [document for document in catalog if document in self._sizes]
        reviewed = frozenset(d for d in self._by_catalog if not catalog[d].unreviewed)
        self._reviewed = reviewed if len(reviewed) < len(self._by_catalog) else None
        self._options = options
        self._entries: list[IndexedDocument] = []

    def run(self, engine: str) -> list[IndexedDocument]:
        """Write records, engine, ledger and vocabulary; return the documents by ascending id."""
        with self._workers() as workers:
            self._extract_links(workers)
            self._stem_words(workers)
        # Use fresh workers, to release the citation caches.
        with self._workers() as workers:
            index_tokens(engine, self._folder, self._reviewed, self._make_passages(workers))
        with (self._folder / KEYS).open("wb") as out:
            out.writelines(self._db.fragments(KEYS))
        write_ledger(self._folder, self._db.fragments(LEDGER))
        write_vocabulary(self._folder, self._db.stems(used=True))
        return sorted(self._entries, key=lambda entry: entry.id)

    @contextmanager
    def _workers(self) -> Iterator[WorkerPool]:
        count = self._options.processes or default_workers(len(self._by_id))
        try:
            with WorkerPool(count, init_worker, self._folder, self._scratch) as workers:
                yield workers
        finally:
            close_worker()

    def _extract_links(self, workers: WorkerPool) -> None:
        done = 0
        planned = list(batches(self._by_id, self._sizes))
        for batch, result in zip(planned, workers.map(extract_links, planned), strict=True):
            self._db.put_links(result.links)
            self._db.put_fragments((REFERENCES, *reference) for reference in result.references)
            self._db.put_words(result.words)
            done += len(batch)
            self._report("Menautkan", done)
        self._db.index_links()

    def _stem_words(self, workers: WorkerPool) -> None:
        cache = self._options.cache
        self._db.put_stems(kept_stems(cache).items())
        stemmed = False
        words, tasks = tee(self._db.unstemmed(_WORDS_PER_TASK))
        for part, stems in zip(words, workers.map(stem_words, tasks), strict=True):
            self._db.put_stems(zip(part, stems, strict=True))
            stemmed = True
        if stemmed and cache:
            keep_stems(cache, self._db.stems(used=False))

    def _make_passages(self, workers: WorkerPool) -> Iterator[Path]:
        """Write records and features; yield the files of the tokens in the same order."""
        done = offset = 0
        planned = list(batches(self._by_catalog, self._sizes))
        with (self._folder / RECORDS).open("wb") as out, FeaturesWriter(self._folder) as features:
            for batch, results in zip(planned, workers.map(make_passages, planned), strict=True):
                files = BatchFiles.of(self._scratch, batch)
                with files.records.open("rb") as lines:
                    copyfileobj(lines, out)
                features.add_file(files.features)
                files.records.unlink()
                files.features.unlink()
                yield files.tokens
                fragments: list[tuple[str, str, bytes]] = []
                for result in results:
                    positions = []
                    for key, size in result.records:
                        positions.append((key, offset, size))
                        offset += size
                    document = result.entry.id
                    fragments.append((KEYS, document, key_lines(positions)))
                    fragments.append((LEDGER, document, result.ledger))
                    self._entries.append(result.entry)
                    self._db.put_stems(result.stems.items(), used=True)
                self._db.put_fragments(fragments)
                done += len(results)
                self._report("Mengindeks", done)

    def _report(self, stage: str, done: int) -> None:
        if self._options.progress:
            self._options.progress(stage, done, len(self._by_id))
