"""Writes the behaviours of an index once its passages are there."""

from __future__ import annotations

import json
from contextlib import closing
from datetime import date
from typing import TYPE_CHECKING

from regsearch.behaviours.catalog import read_behaviours
from regsearch.behaviours.features import question_features
from regsearch.behaviours.index_files import BEHAVIOURS, OFFSETS, TERMS
from regsearch.behaviours.model import Example
from regsearch.build.model_cache import learnt_model
from regsearch.build.vocabulary import VOCABULARY, write_vocabulary
from regsearch.errors import CitationError
from regsearch.index.features_file import FEATURES
from regsearch.index.lines import OffsetTable
from regsearch.index.reader import StoredLocators
from regsearch.index.records import Records
from regsearch.law.resolver import Directory
from regsearch.model.passage import passage_key
from regsearch.query.parse import parse_query
from regsearch.text.analysis import Analyser

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from regsearch.behaviours.catalog import Behaviour, Norm
    from regsearch.law.catalog.names import Catalog
    from regsearch.model import Passage, Reference


_NORMS_LEARNT = 3
"""First norms of a behaviour whose words its model learns from."""
_NORM_WEIGHT = 0.5
"""Weight of the words of a norm against those of a question."""
_NORM_LENGTH = 400
"""Characters of a norm that are learnt."""
_ANY_DAY = date(9999, 12, 31)
"""The citations of norms name their instruments by number, which means the same on every day."""


def add_behaviours(
    folder: Path, catalog: Catalog, documents: Iterable[str], cache: Path | None = None
) -> None:
    """Add the behaviours and their model to the index in *folder*, and their words to its stems.

    Args:
        folder: the index, complete but for these files and its manifest.
        catalog: its instruments.
        documents: ids of its documents.
        cache: folder of models learnt before; None for none.

    """
    table: dict[str, str] = json.loads((folder / VOCABULARY).read_text("utf-8"))
    analyser = Analyser(table)
    with closing(Records(folder)) as records:
        directory = Directory(catalog, StoredLocators(records, list(documents)))
        write_behaviours(folder, directory, records.get, analyser, read_behaviours(), cache)
    if new := analyser.new():
        write_vocabulary(folder, sorted((table | new).items()))


def write_behaviours(
    folder: Path,
    directory: Directory,
    passage: Callable[[str], Passage | None],
    analyser: Analyser,
    behaviours: Sequence[Behaviour],
    cache: Path | None = None,
) -> None:
    """Write the behaviours whose norms the index in *folder* has, and the model of all.

    Args:
        folder: the index, complete but for these files and its manifest.
        directory: its instruments and provisions.
        passage: gives a passage of it by its key.
        analyser: makes the stems.
        behaviours: the catalogue.
        cache: folder of models learnt before; None for none.

    """
    cited = [[_provisions(norm, directory) for norm in b.norms] for b in behaviours]
    wanted = {_key(reference) for norms in cited for found in norms for reference in found}
    if not wanted:
        return
    numbers = dict(_numbers(folder / FEATURES, wanted))
    offsets = OffsetTable()
    examples: list[Example] = []

    def example(number: int, text: str, weight: float = 1.0) -> Example:
        query = parse_query(text, _ANY_DAY, directory, analyser, lambda _words: {})
        features = question_features(query, analyser)
        return Example(number, features, weight, behaviours[number].outside)

    with (folder / BEHAVIOURS).open("wb") as out:
        for number, (behaviour, norms) in enumerate(zip(behaviours, cited, strict=True)):
            indexed = [
                (
                    _key(reference),
                    numbers[_key(reference)],
                    directory.cite(reference),
                    sorted(norm.subjects),
                    norm.stage,
                    sorted(norm.elections),
                    sorted(norm.asked),
                    norm.note,
                )
                for norm, found in zip(behaviour.norms, norms, strict=True)
                for reference in found
            ]
            row = (behaviour.id, behaviour.name, behaviour.outside, indexed, behaviour.train)
            line = json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
            offsets.add(out.write(line))
            examples += (example(number, q) for q in (*behaviour.train, behaviour.name))
            for key, *_ in indexed[:_NORMS_LEARNT]:
                if found := passage(key):
                    text = " ".join((*found.context[-1:], found.text))[:_NORM_LENGTH]
                    examples.append(example(number, text, _NORM_WEIGHT))
    (folder / OFFSETS).write_bytes(offsets.content())
    (folder / TERMS).write_bytes(learnt_model(examples, cache))


def _provisions(norm: Norm, directory: Directory) -> list[Reference]:
    """Return the provisions that a norm cites; none if the index lacks them."""
    try:
        found = directory.resolve(directory.grammar.parse(norm.citation), _ANY_DAY)
    except CitationError:
        return []
    return [reference for reference in found if reference.locator]


def _key(reference: Reference) -> str:
    return passage_key(reference.document, reference.locator)


def _numbers(features: Path, wanted: Iterable[str]) -> Iterator[tuple[str, int]]:
    """Yield the keys *wanted* with their places in the order of the build."""
    names = frozenset(wanted)
    with features.open("rb") as lines:
        for number, line in enumerate(lines):
            # Each line begins with the key: ["pp-94-2021#pasal-5/huruf-n", ...
            key = line[2 : line.index(b'"', 2)].decode()
            if key in names:
                yield key, number
