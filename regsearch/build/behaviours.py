"""Writes the behaviours of an index once its passages are there."""

from __future__ import annotations

import functools
import json
from contextlib import closing
from itertools import chain
from typing import TYPE_CHECKING

from regsearch.behaviours.catalog import read_behaviours
from regsearch.behaviours.index_files import BEHAVIOURS, OFFSETS
from regsearch.behaviours.model import Example
from regsearch.build.examples import ANY_DAY, features_of, read_questions, write_model
from regsearch.build.vocabulary import VOCABULARY, write_vocabulary
from regsearch.errors import CitationError
from regsearch.index.features_file import FEATURES
from regsearch.index.lines import OffsetTable
from regsearch.index.reader import StoredLocators
from regsearch.index.records import Records
from regsearch.law.resolver import Directory
from regsearch.model.passage import passage_key

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from regsearch.behaviours.catalog import Behaviour, Norm
    from regsearch.behaviours.features import QuestionFeatures
    from regsearch.law.catalog.names import Catalog
    from regsearch.model import Passage, Reference


_NORMS_LEARNT = 3
"""First norms of a behaviour whose words its model learns from."""
_NORM_WEIGHT = 0.5
"""Weight of the words of a norm against those of a question."""
_NORM_LENGTH = 400
"""Characters of a norm that are learnt."""


def add_behaviours(
    folder: Path,
    catalog: Catalog,
    documents: Iterable[str],
    cache: Path | None = None,
    model_source: Path | None = None,
) -> None:
    """Add the behaviours and their model to the index in *folder*, and their words to its stems.

    Args:
        folder: the index, complete but for these files and its manifest.
        catalog: its instruments.
        documents: ids of its documents.
        cache: folder of results of earlier builds; None for none.
        model_source: an index whose model is taken if it learnt from the same; None for none.

    """
    table: dict[str, str] = json.loads((folder / VOCABULARY).read_text("utf-8"))
    with closing(Records(folder)) as records:
        directory = Directory(catalog, StoredLocators(records, list(documents)))
        stems = write_behaviours(
            folder, directory, records.get, table, read_behaviours(), cache, model_source
        )
    write_vocabulary(folder, sorted(stems.items()))


def write_behaviours(
    folder: Path,
    directory: Directory,
    passage: Callable[[str], Passage | None],
    table: Mapping[str, str],
    behaviours: Sequence[Behaviour],
    cache: Path | None = None,
    model_source: Path | None = None,
) -> Mapping[str, str]:
    """Write the behaviours whose norms the index in *folder* has, and the model of all.

    Return its stems with those of the words of the behaviours' questions.

    Args:
        folder: the index, complete but for these files and its manifest.
        directory: its instruments and provisions.
        passage: gives a passage of it by its key.
        table: its stems.
        behaviours: the catalogue.
        cache: folder of results of earlier builds; None for none.
        model_source: an index whose model is taken if it learnt from the same; None for none.

    """
    cited = [[_provisions(norm, directory) for norm in b.norms] for b in behaviours]
    wanted = {_key(reference) for norms in cited for found in norms for reference in found}
    if not wanted:
        return table
    numbers = dict(_numbers(folder / FEATURES, wanted))
    offsets = OffsetTable()
    spoken = [[*b.train, b.name] for b in behaviours]
    features, analyser = read_questions(list(chain(*spoken)), directory, table, cache)
    examples: list[Example] = []

    @functools.cache
    def features_of_norm(key: str) -> QuestionFeatures | None:
        if (found := passage(key)) is None:
            return None
        text = " ".join((*found.context[-1:], found.text))[:_NORM_LENGTH]
        return features_of(text, directory, analyser)

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
            outside = behaviour.outside
            examples += (Example(number, features[q], 1.0, outside) for q in spoken[number])
            norms_learnt = (features_of_norm(key) for key, *_ in indexed[:_NORMS_LEARNT])
            examples += (Example(number, f, _NORM_WEIGHT, outside) for f in norms_learnt if f)
    (folder / OFFSETS).write_bytes(offsets.content())
    write_model(folder, examples, cache, model_source)
    return {**analyser.table, **analyser.new()}


def _provisions(norm: Norm, directory: Directory) -> list[Reference]:
    """Return the provisions that a norm cites; none if the index lacks them."""
    try:
        found = directory.resolve(directory.grammar.parse(norm.citation), ANY_DAY)
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
