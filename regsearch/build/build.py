"""Build an index from corpora, or rebuild one from the documents that it contains."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from regsearch.build.pipeline import (
    DEFAULT_OPTIONS,
    BuildOptions,
    Content,
    NeutralDocument,
    write_index,
)
from regsearch.corpus.assemble import assemble
from regsearch.corpus.collection import collect, files_of, is_collection
from regsearch.encoding import to_line
from regsearch.errors import SourceError
from regsearch.files import replacing
from regsearch.index.documents import read_catalog, read_documents, read_origin, read_timeline
from regsearch.index.manifest import read_table
from regsearch.law.catalog.names import Catalog

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from regsearch.corpus.collection import Collected
    from regsearch.corpus.parse_cache import Read
    from regsearch.index.manifest import Manifest
    from regsearch.regulation import Regulation

__all__ = ["BuildOptions", "build_index", "content_of", "rebuild_index", "write_index"]


def build_index(
    corpora: Path | Sequence[Path],
    target: Path,
    options: BuildOptions = DEFAULT_OPTIONS,
) -> Manifest:
    """Build the index of *corpora* and replace the folder *target* by it.

    The new index is built beside the target and renamed when it is complete; until then the target
    is left as it was.

    Args:
        corpora: a corpus, or several of which the first is the base
            (:mod:`regsearch.corpus.assemble`); the further ones may also be collections of files
            that nobody has reviewed (:mod:`regsearch.corpus.collection`).
        target: the folder of the index.
        options: processes, cache, engine, and functions to call with progress and skipped files.

    Raises:
        CatalogError: a catalogue contradicts itself or the documents.
        SourceError: a document cannot be read, was changed since it was added, or there is none.
        BusyError: another process is replacing the index.

    """
    folders = [corpora] if isinstance(corpora, Path) else corpora
    collections = [folder for folder in folders[1:] if is_collection(folder)]
    reviewed = [folder for folder in folders if folder not in collections]
    corpus = assemble(reviewed, options.progress, options.processes)
    with replacing(target) as made:
        cache = options.cache or made.parent / "baca"
        collected = _collect(collections, corpus.catalog, cache, options)
        catalog = Catalog({**corpus.catalog, **collected.instruments})
        documents = _merged(corpus.regulations, collected.read)
        return write_index(made, Content(documents, catalog, corpus.catalog_sha256), options)


def _collect(
    folders: list[Path], catalog: Catalog, cache: Path, options: BuildOptions
) -> Collected:
    files: list[Path] = []
    for folder in folders:
        folder_files = files_of(folder)
        if not folder_files:
            raise SourceError(
                f"Tidak ada berkas PDF, HTML, atau teks di {folder}. Periksa nama foldernya."
            )
        files += folder_files

    def report(done: int) -> None:
        if options.progress:
            options.progress("Membaca koleksi", done, len(files))

    collected = collect(files, catalog, cache, workers=options.processes, progress=report)
    for skipped in collected.left_out:
        if options.on_skipped:
            options.on_skipped(skipped.file, skipped.reason)
    return collected


def _merged(
    regulations: Mapping[str, Regulation], collected: Mapping[str, Read]
) -> Iterator[NeutralDocument]:
    """Yield the documents of the corpora and of the collections by ascending id."""
    for document in sorted(regulations.keys() | collected.keys()):
        if document in collected:
            addresses, line = collected[document].body()
            yield NeutralDocument(document, line, addresses)
        else:
            yield from _neutral([regulations[document]])


def rebuild_index(source: Path, target: Path, options: BuildOptions = DEFAULT_OPTIONS) -> Manifest:
    """Build the index at *target* from the documents in the index at *source*.

    Nothing else of *source* is opened, except its manifest and its timeline: how far its documents
    know the law does not change with the program.  If the same version of regsearch made
    it, the new index is the same byte for byte; an index of another version becomes one of this
    version.

    Raises:
        IndexMissingError: there is no index.
        IndexStaleError: its documents are in a format that this version does not know.
        IndexDamagedError: its manifest or its documents cannot be read.

    """
    content = content_of(source)
    with replacing(target) as made:
        return write_index(made, content, _with_engine_of(source, options))


def rebuild_into(folder: Path, source: Path, options: BuildOptions = DEFAULT_OPTIONS) -> Manifest:
    """Like :func:`rebuild_index`, but write into the empty *folder*, which no one else uses yet."""
    return write_index(folder, content_of(source), _with_engine_of(source, options))


def _with_engine_of(source: Path, options: BuildOptions) -> BuildOptions:
    engine = options.engine or read_table(source).get("engine")
    return replace(options, engine=engine if isinstance(engine, str) else None)


def content_of(index: Path) -> Content:
    """Return the documents, the catalogue and the timeline in *index*.

    Nothing else but its manifest is opened.

    Raises:
        IndexMissingError: there is no index.
        IndexStaleError: its documents are in a format that this version does not know.
        IndexDamagedError: its manifest or its documents cannot be read; the documents are read,
            and this is raised for them, while the content is used.

    """
    origin = read_origin(index)
    timeline = read_timeline(index)
    return Content(_neutral(read_documents(index)), read_catalog(index), origin, timeline)


def _neutral(regulations: Iterable[Regulation]) -> Iterator[NeutralDocument]:
    for regulation in regulations:
        addresses = [unit.address for unit in regulation.units]
        yield NeutralDocument(regulation.id, to_line(regulation), addresses)
