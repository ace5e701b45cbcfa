"""A corpus becomes an index."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from regsearch import __version__
from regsearch.corpus.assemble import assemble
from regsearch.corpus.ledger import make_ledger, write_ledger
from regsearch.law.passages import link
from regsearch.law.references import Corpus
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
    from collections.abc import Callable, Iterator, Sequence

    from regsearch.corpus.assemble import Assembled
    from regsearch.model import Passage

STEMS = "stems.json"


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

    """
    corpus = assemble([corpora] if isinstance(corpora, Path) else corpora, progress)
    passages = list(link(Corpus.of(corpus.regulations, corpus.catalog)))
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=f".{target.name}-") as scratch:
        made = Path(scratch) / "index"
        made.mkdir()
        manifest = _write(made, corpus, passages)
        _replace(made, target)
    return manifest


def _write(folder: Path, corpus: Assembled, passages: list[Passage]) -> Manifest:
    analyser, catalog = Analyser(), corpus.catalog
    write_records(folder, passages)
    (folder / ENGINE).mkdir()
    engine_whoosh.build(folder / ENGINE, (indexed(p, catalog, analyser) for p in passages))
    write_instruments(folder, catalog)
    write_ledger(folder, make_ledger(corpus.regulations.values(), catalog))
    stems = json.dumps(analyser.vocabulary, ensure_ascii=False, indent=0, sort_keys=True)
    (folder / STEMS).write_text(stems + "\n", encoding="utf-8")
    manifest = Manifest(
        format=FORMAT,
        regsearch=__version__,
        analysis=analysis_digest(),
        engine=engine_whoosh.NAME,
        catalog=corpus.catalog_sha256,
        documents=tuple(_documents(corpus, passages)),
        files=file_entries(folder),
    )
    write_manifest(folder, manifest)
    return manifest


def _documents(corpus: Assembled, passages: list[Passage]) -> Iterator[IndexedDocument]:
    counts = Counter(passage.document for passage in passages)
    official = Counter(p.document for p in passages if p.text_kind == "resmi")
    for name, regulation in corpus.regulations.items():
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
