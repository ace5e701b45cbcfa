"""A corpus becomes an index."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from regsearch.files import replacing
from regsearch.index.documents import read_catalog, read_documents, read_origin
from regsearch.build.pipeline import ALONE, Content, Line, Means, write_index
from regsearch.corpus.assemble import assemble
from regsearch.corpus.collection import collect, files_of, is_collection
from regsearch.errors import SourceError
from regsearch.law.catalog.names import Catalog
from regsearch.encoding import to_line
from regsearch.index.manifest import read_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from regsearch.corpus.collection import Collected
    from regsearch.corpus.parse_cache import Read
    from regsearch.regulation import Regulation
    from regsearch.index.manifest import Manifest

__all__ = ["Means", "build_index", "content_of", "rebuild_index", "write_index"]


def build_index(
    corpora: Path | Sequence[Path],
    target: Path,
    means: Means = ALONE,
) -> Manifest:
    """Build the index of *corpora* and put it in the place of *target*.

    The new index is made beside the target and takes its name only when it is complete; whatever
    was there before stays until then.

    Args:
        corpora: a corpus, or several of which the first is the base
            (:mod:`regsearch.corpus.assemble`); the further ones may also be collections of files
            that nobody has reviewed (:mod:`regsearch.corpus.collection`).
        target: the folder of the index.
        means: how many processes, where what is kept for the next time, who is told how far it is.

    Raises:
        CatalogError: a catalogue contradicts itself or the documents.
        SourceError: a document cannot be read, was changed since it was added, or there is none.
        BusyError: another process is replacing the index.

    """
    folders = [corpora] if isinstance(corpora, Path) else corpora
    loose = [folder for folder in folders[1:] if is_collection(folder)]
    corpus = assemble([folder for folder in folders if folder not in loose], means.progress)
    with replacing(target) as made:
        kept = means.cache or made.parent / "baca"
        collected = _collected(loose, corpus.catalog, kept, means)
        catalog = Catalog({**corpus.catalog, **collected.instruments})
        lines = _all_lines(corpus.regulations, collected.read)
        return write_index(made, Content(lines, catalog, corpus.catalog_sha256), means)


def _collected(folders: list[Path], catalog: Catalog, kept: Path, means: Means) -> Collected:
    files: list[Path] = []
    for folder in folders:
        held = files_of(folder)
        if not held:
            raise SourceError(
                f"Tidak ada berkas PDF, HTML, atau teks di {folder}. Periksa nama foldernya."
            )
        files += held

    def tell(done: int) -> None:
        if means.progress:
            means.progress("Membaca koleksi", done, len(files))

    collected = collect(files, catalog, kept, workers=means.processes, progress=tell)
    for left in collected.left_out:
        if means.left_out:
            means.left_out(left.file, left.reason)
    return collected


def _all_lines(regulations: Mapping[str, Regulation], read: Mapping[str, Read]) -> Iterator[Line]:
    for document in sorted(regulations.keys() | read.keys()):
        if document in read:
            places, line = read[document].body()
            yield Line(document, line, places)
        else:
            yield from _lines([regulations[document]])


def rebuild_index(source: Path, target: Path, means: Means = ALONE) -> Manifest:
    """Build the index at *target* from the neutral documents of the one at *source*.

    Nothing else of *source* is opened.  Of the same version it gives the same bytes, and an index
    of another version is so brought to this one.

    Raises:
        IndexMissingError: there is no index.
        IndexStaleError: its documents are in a form that this version does not know.
        IndexDamagedError: its manifest or its documents cannot be read.

    """
    content = content_of(source)
    with replacing(target) as made:
        return write_index(made, content, _with_engine_of(source, means))


def rebuild_into(folder: Path, source: Path, means: Means = ALONE) -> Manifest:
    """Write the index of the neutral documents at *source* into the empty *folder*.

    As :func:`rebuild_index`, for a folder that nobody else knows of yet; it raises the same.
    """
    return write_index(folder, content_of(source), _with_engine_of(source, means))


def _with_engine_of(source: Path, means: Means) -> Means:
    engine = means.engine or read_table(source).get("engine")
    return replace(means, engine=engine if isinstance(engine, str) else None)


def content_of(index: Path) -> Content:
    """Return what the *index* follows from, by its neutral documents; nothing else is opened.

    Raises:
        IndexMissingError: there is no index.
        IndexStaleError: its documents are in a form that this version does not know.
        IndexDamagedError: its manifest or its documents cannot be read; for the documents only
            when they are.

    """
    origin = read_origin(index)
    return Content(_lines(read_documents(index)), read_catalog(index), origin)


def _lines(regulations: Iterable[Regulation]) -> Iterator[Line]:
    for regulation in regulations:
        places = [unit.address for unit in regulation.units]
        yield Line(regulation.id, to_line(regulation), places)
