"""The stages of a build as tasks for worker processes.

Each stage needs the results of the one before for all documents:

1. :func:`extract_links`: the links from a batch of documents to others, and their words;
2. :func:`stem_words`: the stems of the distinct words of all documents;
3. :func:`make_passages`: the passages of a batch, from its own text and the links to it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

from regsearch.build.scratch_db import Outlines, Regulations, ScratchDb, Stems
from regsearch.build.stage_files import (
    read_references,
    references_line,
    tokens_line,
)
from regsearch.corpus.completeness import of_document, row
from regsearch.encoding import to_line
from regsearch.index.documents import DOCUMENTS, read_catalog
from regsearch.index.features_file import to_line as features_line
from regsearch.index.fields import prepared
from regsearch.index.manifest import IndexedDocument
from regsearch.index.records import record_line
from regsearch.law.links import links_of
from regsearch.law.passages import passages_of
from regsearch.law.references import Corpus
from regsearch.text.analysis import Analyser, needing_stems, stem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from regsearch.law.references import Named
    from regsearch.regulation import Regulation

DATABASE = "scratch.sqlite"
"""Name of the database in the scratch folder."""
REFERENCES = "references"
"""Name of the fragments with the references of each document."""
REPORTED_WORDS = 20_000
"""Number of words from which on a worker forgets which it has reported."""
_BATCH_BYTES = 400_000
"""Size of a batch: about a second of work, so that workers end at about the same time."""
_DOCUMENT_BYTES = 8_000
"""Added to the size of each document, for the work that does not depend on its length."""

Batch = list[tuple[int, str]]
"""Documents with their numbers in the order of the stage."""


@dataclass(frozen=True, slots=True)
class ExtractedLinks:
    """Result of the first stage for a batch."""

    links: list[tuple[str, int, bytes]]
    """The target document, the number of the source document, the links as a line."""
    references: list[tuple[str, bytes]]
    """The references of each document (:func:`regsearch.build.stage_files.references_line`)."""
    words: set[str]
    """Words that need a stem, without those that the worker reported before."""


@dataclass(frozen=True, slots=True)
class IndexedPassages:
    """Result of the third stage for a document; its passages are in :class:`BatchFiles`."""

    entry: IndexedDocument
    records: list[tuple[str, int]]
    """The key of each passage and the length of its record, in the document's order."""
    ledger: bytes
    stems: dict[str, str]
    """Words of the vocabulary, without those that the worker reported before."""


@dataclass(frozen=True, slots=True)
class BatchFiles:
    """Files in the scratch folder with the passages of a batch.

    Passages may take many times the memory of their documents, so they go from a worker to the
    index through files.
    """

    records: Path
    features: Path
    tokens: Path
    """See :func:`regsearch.build.stage_files.read_tokens`."""

    @classmethod
    def of(cls, scratch: Path, batch: Batch) -> BatchFiles:
        """Return the files of *batch* in the folder *scratch*."""
        number, _ = batch[0]
        return cls(*(scratch / f"{name}-{number}" for name in ("records", "features", "tokens")))


class Worker:
    """The open files of a worker process.

    Args:
        index: the index that is being built, with its documents and catalogue.
        scratch: the scratch folder with the database.

    """

    def __init__(self, index: Path, scratch: Path) -> None:
        self.scratch = scratch
        self.db = ScratchDb(scratch / DATABASE, index / DOCUMENTS)
        self.catalog = read_catalog(index)
        regulations, outlines = Regulations(self.db), Outlines(self.db)
        self.corpus = Corpus(regulations, self.catalog, outlines, self._references)
        self.reported: set[str] = set()
        """Words that :meth:`new_words` returned."""
        self._analyser = Analyser(computed=Stems(self.db))
        self._stems = 0

    def _references(self, regulation: Regulation) -> Named:
        line = self.db.fragment(REFERENCES, regulation.id)
        return {} if line is None else read_references(regulation, line)

    def new_words(self, words: set[str]) -> set[str]:
        """Return those of *words* that were not returned lately.

        The database ignores repetitions, so forgetting words only costs time; remembering all
        words of a large corpus would cost memory.
        """
        new = words - self.reported
        if len(self.reported) > REPORTED_WORDS:
            self.reported.clear()
        self.reported |= new
        return new

    def new_stems(self) -> dict[str, str]:
        """Return the words that the analyser met since the last call, with their stems."""
        stems = self.analyser.new()
        self._stems += len(stems)
        return stems

    @property
    def analyser(self) -> Analyser:
        """The text analyser; replaced by a new one when it has seen many words."""
        if self._stems > REPORTED_WORDS:
            self._analyser, self._stems = Analyser(computed=Stems(self.db)), 0
        return self._analyser


_worker: list[Worker] = []
"""The worker of this process, if there is one."""


def init_worker(index: Path, scratch: Path) -> None:
    """Open what the tasks of this process need."""
    _worker[:] = [Worker(index, scratch)]


def close_worker() -> None:
    """Close what :func:`init_worker` opened in this process, if anything."""
    while _worker:
        _worker.pop().db.close()


def extract_links(batch: Batch) -> ExtractedLinks:
    """Return the links, references and words of the documents of *batch*."""
    (worker,) = _worker
    links: list[tuple[str, int, bytes]] = []
    references: list[tuple[str, bytes]] = []
    words: set[str] = set()
    for number, document in batch:
        by_target = links_of(worker.corpus, document).by_document()
        links += ((target, number, to_line(part)) for target, part in by_target.items())
        references.append((document, references_line(worker.corpus, document)))
        words |= needing_stems(_texts(worker.corpus.regulation(document)))
    return ExtractedLinks(links, references, worker.new_words(words))


def _texts(regulation: Regulation) -> Iterator[str]:
    yield regulation.title
    for unit in regulation.units:
        yield unit.text
        yield from (text for _, text in unit.cells)
    yield from (part.text for part in regulation.penjelasan)
    yield from (group.heading for group in regulation.groups)


def stem_words(words: Sequence[str]) -> list[str]:
    """Return the stem of each of *words*."""
    return [stem(word) for word in words]


def make_passages(batch: Batch) -> list[IndexedPassages]:
    """Write the passages of *batch* to its :class:`BatchFiles`; return the rest by document."""
    (worker,) = _worker
    files = BatchFiles.of(worker.scratch, batch)
    with (
        files.records.open("wb") as records,
        files.features.open("wb") as features,
        files.tokens.open("wb") as tokens,
    ):
        return [_make(worker, document, records, features, tokens) for _, document in batch]


def _make(
    worker: Worker, document: str, records: BinaryIO, features: BinaryIO, tokens: BinaryIO
) -> IndexedPassages:
    regulation = worker.corpus.regulation(document)
    positions: list[tuple[str, int]] = []
    official = 0
    for passage in passages_of(worker.corpus, document, worker.db.links_to(document)):
        indexed, passage_features = prepared(passage, worker.catalog, worker.analyser)
        tokens.write(tokens_line(indexed))
        positions.append((indexed.key, records.write(record_line(passage))))
        features.write(features_line(passage_features))
        official += passage.text_kind == "resmi"
    digest = regulation.supplement
    entry = IndexedDocument(
        id=document,
        file=regulation.source.file,
        sha256=regulation.source.sha256,
        text_kind=regulation.text_kind,
        passages=len(positions),
        findings=len(regulation.findings),
        official=official,
        digest_sha256=digest.source.sha256 if digest else None,
    )
    ledger = row(of_document(regulation, worker.catalog[document]))
    return IndexedPassages(entry, positions, ledger, worker.new_stems())


def batches(documents: Iterable[str], sizes: dict[str, int]) -> Iterator[Batch]:
    """Yield *documents*, numbered, in batches of about equal size."""
    batch: Batch = []
    size = 0
    for number, document in enumerate(documents):
        batch.append((number, document))
        size += sizes[document] + _DOCUMENT_BYTES
        if size > _BATCH_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch
