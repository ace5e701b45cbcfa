"""A corpus becomes an index."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from regsearch import __version__
from regsearch.errors import CatalogError, SourceError
from regsearch.law.catalog import Catalog, load_catalog, validate_against
from regsearch.law.passages import link
from regsearch.law.references import Corpus
from regsearch.read import parse
from regsearch.search import engine_whoosh
from regsearch.search.analysis import Analyser, analysis_digest
from regsearch.search.fields import indexed
from regsearch.search.instruments import write_instruments
from regsearch.search.manifest import (
    FORMAT,
    IndexedDocument,
    Manifest,
    file_entries,
    sha256_of,
    write_manifest,
)
from regsearch.search.records import write_records

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from regsearch.model import Passage, Regulation

CATALOG = "katalog.toml"
ENGINE = "engine"
STEMS = "stems.json"


def read_corpus(
    corpus: Path, catalog: Catalog, progress: Callable[[str, int, int], None] | None = None
) -> dict[str, Regulation]:
    """Read the PDFs of *corpus* that the catalogue describes.

    Args:
        corpus: folder with ``pdf/ID.pdf``.
        catalog: decides which documents belong to the corpus, and their ids.
        progress: called with the document, how many are done, and how many there are.

    Raises:
        CatalogError: a PDF has no entry in the catalogue.
        SourceError: a PDF cannot be read.

    """
    paths = sorted((corpus / "pdf").glob("*.pdf"))
    strangers = [path.name for path in paths if path.stem not in catalog]
    if strangers:
        raise CatalogError(
            f"{', '.join(strangers)} tidak ada di katalog. Tambahkan di {corpus / CATALOG}."
        )
    regulations = {}
    for done, path in enumerate(paths):
        if progress:
            progress(path.stem, done, len(paths))
        regulations[path.stem] = replace(parse(path), id=path.stem)
    return regulations


def build_index(
    corpus: Path, target: Path, progress: Callable[[str, int, int], None] | None = None
) -> Manifest:
    """Build the index of *corpus* and put it in the place of *target*.

    The new index is made beside the target and takes its name only when it is complete; whatever
    was there before stays until then.

    Raises:
        CatalogError: the catalogue contradicts itself or the documents.
        SourceError: a document cannot be read, or there is none.

    """
    catalog = load_catalog(corpus / CATALOG)
    regulations = read_corpus(corpus, catalog, progress)
    if not regulations:
        raise SourceError(f"Tidak ada dokumen di {corpus / 'pdf'}.")
    validate_against(catalog, regulations.values())
    passages = list(link(Corpus.of(regulations, catalog)))
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=f".{target.name}-") as scratch:
        made = Path(scratch) / "index"
        made.mkdir()
        manifest = _write(made, catalog, sha256_of(corpus / CATALOG), regulations, passages)
        _replace(made, target)
    return manifest


def _write(
    folder: Path,
    catalog: Catalog,
    catalog_digest: str,
    regulations: dict[str, Regulation],
    passages: list[Passage],
) -> Manifest:
    analyser = Analyser()
    write_records(folder, passages)
    (folder / ENGINE).mkdir()
    engine_whoosh.build(folder / ENGINE, (indexed(p, catalog, analyser) for p in passages))
    write_instruments(folder, catalog)
    stems = json.dumps(analyser.vocabulary, ensure_ascii=False, indent=0, sort_keys=True)
    (folder / STEMS).write_text(stems + "\n", encoding="utf-8")
    counts = Counter(passage.document for passage in passages)
    manifest = Manifest(
        format=FORMAT,
        regsearch=__version__,
        analysis=analysis_digest(),
        engine=engine_whoosh.NAME,
        catalog=catalog_digest,
        documents=tuple(_documents(regulations, counts)),
        files=file_entries(folder),
    )
    write_manifest(folder, manifest)
    return manifest


def _documents(
    regulations: dict[str, Regulation], counts: Counter[str]
) -> Iterator[IndexedDocument]:
    for name, regulation in sorted(regulations.items()):
        source = regulation.source
        yield IndexedDocument(
            name,
            source.file,
            source.sha256,
            regulation.text_kind,
            counts[name],
            len(regulation.findings),
        )


def _replace(made: Path, target: Path) -> None:
    """Put the finished folder in the place of *target*, whose files are removed only afterwards."""
    if not target.exists():
        made.rename(target)
        return
    old = made.parent / "old"
    target.rename(old)
    try:
        made.rename(target)
    except OSError:
        old.rename(target)
        raise
    shutil.rmtree(old, ignore_errors=True)
