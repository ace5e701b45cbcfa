"""The work on one document at a time that several processes share.

Three stages, each of which needs the one before to be complete for all documents:

1. :func:`say`: what a document says of provisions, and which words it has;
2. :func:`stem_all`: the stem of every distinct word of all documents, once;
3. :func:`state`: a document's passages, from its own words and what others say of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

from regsearch.build.scratch_db import Desk, Outlines, Regulations, Stems
from regsearch.build.stage_files import named_line, read_named
from regsearch.index.documents import DOCUMENTS, read_catalog
from regsearch.build.stage_files import tokens_line
from regsearch.corpus.completeness import of_document, row
from regsearch.law.links import links_of
from regsearch.law.passages import passages_of
from regsearch.law.references import Corpus
from regsearch.encoding import to_line
from regsearch.text.analysis import Analyser, needing_stems, stem
from regsearch.index.features_file import FEATURES, to_line as features_line
from regsearch.index.fields import prepared
from regsearch.index.manifest import IndexedDocument
from regsearch.index.records import RECORDS, record_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from regsearch.law.references import Named
    from regsearch.regulation import Regulation

DATABASE = "desk.sqlite"
"""Name of the database in the scratch folder."""
NAMED = "named"
"""Name of the pieces of the desk that say what units name."""


@dataclass(frozen=True, slots=True)
class Said:
    """What some documents say."""

    links: list[tuple[str, int, bytes]]
    """The document spoken of, the place in order of the one that speaks, the links as a line."""
    named: list[tuple[str, bytes]]
    """What the units of each document name (:mod:`regsearch.build.stage_files`)."""
    words: set[str]
    """Those that this process has not told lately."""


@dataclass(frozen=True, slots=True)
class Stated:
    """What an index holds of one document."""

    entry: IndexedDocument
    records: list[tuple[str, int]]
    """The key of each passage and the length of its line, in the document's order."""
    ledger: bytes
    stems: dict[str, str]
    """Of words that this process has not told lately."""


class Process:
    """What one process has at hand."""

    def __init__(self, folder: Path, scratch: Path) -> None:
        self.scratch = scratch
        self.desk = Desk(scratch / DATABASE, folder / DOCUMENTS)
        self.catalog = read_catalog(folder)
        regulations, outlines = Regulations(self.desk), Outlines(self.desk)
        self.corpus = Corpus(regulations, self.catalog, outlines, self._named)
        self.told: set[str] = set()
        """Words that were told in the first stage."""
        self._analyser = Analyser(computed=Stems(self.desk))
        self._stems = 0

    def _named(self, regulation: Regulation) -> Named:
        line = self.desk.piece(NAMED, regulation.id)
        return {} if line is None else read_named(regulation, line)

    def tell(self, words: set[str]) -> set[str]:
        """Return those of *words* that were not told lately."""
        new = words - self.told
        if len(self.told) > KEPT_WORDS:
            self.told.clear()
        self.told |= new
        return new

    def tell_stems(self) -> dict[str, str]:
        """Return the words that the analyser met since the last call, with their stems."""
        stems = self.analyser.new()
        self._stems += len(stems)
        return stems

    @property
    def analyser(self) -> Analyser:
        """Makes the tokens; it knows the stems that were found in the second stage."""
        if self._stems > KEPT_WORDS:
            self._analyser, self._stems = Analyser(computed=Stems(self.desk)), 0
        return self._analyser


_here: list[Process] = []


def sit_down(folder: Path, scratch: Path) -> None:
    """Make this process ready for the documents of the index that is being made in *folder*."""
    _here[:] = [Process(folder, scratch)]


def stand_up() -> None:
    """Release what :func:`sit_down` opened."""
    while _here:
        _here.pop().desk.close()


def say(batch: Sequence[tuple[int, str]]) -> Said:
    """Return what the documents of *batch*, each with its place in order, say."""
    (here,) = _here
    links: list[tuple[str, int, bytes]] = []
    named: list[tuple[str, bytes]] = []
    words: set[str] = set()
    for order, document in batch:
        said = links_of(here.corpus, document)
        links += ((to, order, to_line(part)) for to, part in said.by_document().items())
        named.append((document, named_line(here.corpus, document)))
        words |= needing_stems(_texts(here.corpus.regulation(document)))
    return Said(links, named, here.tell(words))


def _texts(regulation: Regulation) -> Iterator[str]:
    yield regulation.title
    for unit in regulation.units:
        yield unit.text
        yield from (text for _, text in unit.cells)
    yield from (part.text for part in regulation.penjelasan)
    yield from (group.heading for group in regulation.groups)


def stem_all(words: Sequence[str]) -> list[str]:
    """Return the stem of each of *words*."""
    return [stem(word) for word in words]


def state(batch: Sequence[tuple[int, str]]) -> list[Stated]:
    """Return what the index holds of each document of *batch*.

    Its records, its features and what the engine indexes may be many times as long as the documents,
    so they are in files of the scratch folder (:class:`Parts`), and in no process as a whole.
    """
    (here,) = _here
    parts = Parts.of(here.scratch, batch)
    with (
        parts.records.open("wb") as lines,
        parts.features.open("wb") as features,
        parts.tokens.open("wb") as indexed,
    ):
        return [_state(document, lines, features, indexed) for _, document in batch]


@dataclass(frozen=True, slots=True)
class Parts:
    """Files of what an index holds of a batch, in its order."""

    records: Path
    features: Path
    tokens: Path
    """As :func:`regsearch.build.stage_files.read_tokens` reads them."""

    @classmethod
    def of(cls, scratch: Path, batch: Sequence[tuple[int, str]]) -> Parts:
        """Return those of *batch* in the folder *scratch*."""
        first, _ = batch[0]
        return cls(*(scratch / f"{name}-{first}" for name in (RECORDS, FEATURES, _TOKENS)))


def _state(document: str, lines: BinaryIO, features: BinaryIO, indexed: BinaryIO) -> Stated:
    (here,) = _here
    regulation = here.corpus.regulation(document)
    records: list[tuple[str, int]] = []
    official = 0
    for passage in passages_of(here.corpus, document, here.desk.links(document)):
        entry, of_passage = prepared(passage, here.catalog, here.analyser)
        indexed.write(tokens_line(entry))
        records.append((entry.key, lines.write(record_line(passage))))
        features.write(features_line(of_passage))
        official += passage.text_kind == "resmi"
    filled = regulation.supplement
    described = IndexedDocument(
        id=document,
        file=regulation.source.file,
        sha256=regulation.source.sha256,
        text_kind=regulation.text_kind,
        passages=len(records),
        findings=len(regulation.findings),
        official=official,
        digest_sha256=filled.source.sha256 if filled else None,
    )
    return Stated(
        described,
        records,
        row(of_document(regulation, here.catalog[document])),
        here.tell_stems(),
    )


def batches(documents: Iterable[str], sizes: dict[str, int]) -> Iterator[list[tuple[int, str]]]:
    """Yield *documents* with their places in order, in batches of about the same length."""
    batch: list[tuple[int, str]] = []
    weight = 0
    for order, document in enumerate(documents):
        batch.append((order, document))
        weight += sizes[document] + _LEAST
        if weight > _BATCH:
            yield batch
            batch, weight = [], 0
    if batch:
        yield batch


_TOKENS = "tokens.jsonl"
KEPT_WORDS = 20_000
"""So many words a process keeps at least and not many more than that; then it begins anew, because
the words of a corpus never end."""
_LEAST = 8_000
_BATCH = 400_000
"""Bytes of a batch, and what each document counts at the least: one batch takes about a second, so
that the processes end together and little waits in memory."""
