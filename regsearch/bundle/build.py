"""A corpus becomes an index."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from regsearch import __version__
from regsearch.bundle.durable import replacing
from regsearch.bundle.neutral import read_catalog, read_documents, read_origin, write_neutral
from regsearch.corpus.assemble import assemble
from regsearch.corpus.ledger import make_ledger, write_ledger
from regsearch.law.passages import link
from regsearch.law.references import Corpus
from regsearch.model import encoding
from regsearch.search import engine_whoosh
from regsearch.search.analysis import Analyser, analysis_digest
from regsearch.search.fields import indexed
from regsearch.search.instruments import write_instruments
from regsearch.search.manifest import (
    FORMAT,
    IndexedDocument,
    Manifest,
    file_entries,
    write_manifest,
)
from regsearch.search.records import write_records
from regsearch.search.store import ENGINE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from regsearch.law.catalog import Catalog
    from regsearch.model import Passage, Regulation

STEMS = "stems.json"


@dataclass(frozen=True, slots=True)
class Content:
    """All that an index follows from."""

    regulations: Mapping[str, Regulation]
    """By ascending document id."""
    catalog: Catalog
    catalog_sha256: str


def build_index(
    corpora: Path | Sequence[Path],
    target: Path,
    progress: Callable[[str, int, int], None] | None = None,
) -> Manifest:
    """Build the index of *corpora* and put it in the place of *target*.

    The new index is made beside the target and takes its name only when it is complete; whatever
    was there before stays until then.

    Args:
        corpora: a corpus, or several of which the first is the base
            (:mod:`regsearch.corpus.assemble`).
        target: the folder of the index.
        progress: called with the document, how many are done, and how many there are.

    Raises:
        CatalogError: a catalogue contradicts itself or the documents.
        SourceError: a document cannot be read, was changed since it was added, or there is none.
        BusyError: another process is replacing the index.

    """
    corpus = assemble([corpora] if isinstance(corpora, Path) else corpora, progress)
    with replacing(target) as made:
        return write_index(made, Content(corpus.regulations, corpus.catalog, corpus.catalog_sha256))


def rebuild_index(source: Path, target: Path) -> Manifest:
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
        return write_index(made, content)


def content_of(index: Path) -> Content:
    """Return what the *index* follows from, by its neutral documents; nothing else is opened.

    Raises:
        IndexMissingError: there is no index.
        IndexStaleError: its documents are in a form that this version does not know.
        IndexDamagedError: its manifest or its documents cannot be read.

    """
    origin = read_origin(index)
    regulations = {regulation.id: regulation for regulation in read_documents(index)}
    return Content(regulations, read_catalog(index), origin)


def write_index(folder: Path, content: Content) -> Manifest:
    """Write the index of *content* into the empty *folder*, always the same bytes."""
    analyser, catalog = Analyser(), content.catalog
    passages = list(link(Corpus(content.regulations, catalog)))
    write_neutral(folder, content.regulations.values(), catalog)
    write_records(folder, passages)
    (folder / ENGINE).mkdir()
    engine_whoosh.build(folder / ENGINE, (indexed(p, catalog, analyser) for p in passages))
    write_instruments(folder, catalog)
    write_ledger(folder, make_ledger(content.regulations.values(), catalog))
    stems = json.dumps(analyser.vocabulary, ensure_ascii=False, indent=0, sort_keys=True)
    (folder / STEMS).write_text(stems + "\n", encoding="utf-8")
    manifest = Manifest(
        format=FORMAT,
        regsearch=__version__,
        analysis=analysis_digest(),
        engine=engine_whoosh.NAME,
        catalog=content.catalog_sha256,
        neutral=encoding.VERSION,
        documents=tuple(_documents(content, passages)),
        files=file_entries(folder),
    )
    write_manifest(folder, manifest)
    return manifest


def _documents(content: Content, passages: list[Passage]) -> Iterator[IndexedDocument]:
    counts = Counter(passage.document for passage in passages)
    official = Counter(p.document for p in passages if p.text_kind == "resmi")
    for name, regulation in content.regulations.items():
        filled = regulation.supplement
        yield IndexedDocument(
            id=name,
            file=regulation.source.file,
            sha256=regulation.source.sha256,
            text_kind=regulation.text_kind,
            passages=counts[name],
            findings=len(regulation.findings),
            official=official[name],
            digest_sha256=filled.source.sha256 if filled else None,
        )
