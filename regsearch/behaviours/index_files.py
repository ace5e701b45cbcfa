"""The catalogue of behaviours and its model as files of an index.

``behaviours.jsonl`` holds a behaviour a line, its norms as the passages of this index, found by
``behaviours.offsets``; ``behaviours.terms`` holds what the model knows of each feature.  An index
of other documents than those of the catalogue has none of them.
"""

from __future__ import annotations

import json
from datetime import date
from heapq import nlargest
from typing import TYPE_CHECKING, NamedTuple

from regsearch.behaviours.catalog import read_behaviours
from regsearch.behaviours.features import question_features
from regsearch.behaviours.model import Example, classify, learn, model_lines, parse_posting
from regsearch.errors import CitationError, IndexDamagedError
from regsearch.index.features_file import FEATURES
from regsearch.index.lines import NumberedLines, OffsetTable, SortedLines
from regsearch.model.passage import passage_key
from regsearch.query.parse import parse_query

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from regsearch.behaviours.catalog import Behaviour, Norm
    from regsearch.index.reader import OpenIndex
    from regsearch.law.resolver import Directory
    from regsearch.model import ParsedQuery, Passage
    from regsearch.text.analysis import Analyser

BEHAVIOURS = "behaviours.jsonl"
OFFSETS = "behaviours.offsets"
TERMS = "behaviours.terms"

_TOP = 12
"""Behaviours that a question is matched with at the most."""
_NORMS_LEARNT = 3
"""First norms of a behaviour whose words its model learns from."""
_NORM_WEIGHT = 0.5
"""Weight of the words of a norm against those of a question."""
_NORM_LENGTH = 400
"""Characters of a norm that are learnt."""
_ANY_DAY = date(9999, 12, 31)
"""The citations of norms name their instruments by number, which means the same on every day."""


class IndexedNorm(NamedTuple):
    """A norm of a behaviour as a passage of the index."""

    key: str
    number: int
    """Its place in the order of the build."""
    subjects: Sequence[str]
    stage: str | None
    elections: Sequence[str]
    asked: Sequence[str]


class IndexedBehaviour(NamedTuple):
    """A behaviour as an index has it; see :class:`regsearch.behaviours.catalog.Behaviour`."""

    id: str
    name: str
    outside: bool
    norms: Sequence[IndexedNorm]
    questions: Sequence[str]


class BehaviourMatch(NamedTuple):
    """A behaviour that a question may be about."""

    behaviour: IndexedBehaviour
    share: float
    """Share of the model's belief, from 0 to 1."""


class BehaviourIndex:
    """The behaviours of an open index; safe to share among threads.

    Args:
        lines: the content of :data:`BEHAVIOURS`.
        offsets: the content of :data:`OFFSETS`.
        terms: the content of :data:`TERMS`.

    """

    def __init__(self, lines: bytes, offsets: bytes, terms: bytes) -> None:
        self._lines, self._terms = NumberedLines(lines, offsets), SortedLines(terms)

    def match(self, query: ParsedQuery, analyser: Analyser) -> list[BehaviourMatch]:
        """Return the behaviours that *query* is most likely about, the likeliest first."""
        shares = classify(question_features(query, analyser), self._posting)
        best = nlargest(_TOP, shares.items(), key=lambda pair: (pair[1], -pair[0]))
        return [BehaviourMatch(self._behaviour(number), share) for number, share in best]

    def _posting(self, feature: str) -> dict[int, float] | None:
        fields = self._terms.find(feature.encode())
        return parse_posting(fields) if fields else None

    def _behaviour(self, number: int) -> IndexedBehaviour:
        try:
            name, title, outside, norms, questions = json.loads(self._lines[number])
            return IndexedBehaviour(
                name, title, outside, [IndexedNorm(*norm) for norm in norms], questions
            )
        except (ValueError, TypeError, IndexError) as error:
            raise IndexDamagedError(
                "Daftar perilaku dalam indeks rusak. Pasang ulang indeksnya."
            ) from error


def open_behaviours(index: OpenIndex) -> BehaviourIndex | None:
    """Return the behaviours of *index*, or None if it has none."""
    files = [index.file(name) for name in (BEHAVIOURS, OFFSETS, TERMS)]
    lines, offsets, terms = files
    if lines is None or offsets is None or terms is None:
        return None
    return BehaviourIndex(lines, offsets, terms)


def write_behaviours(
    folder: Path,
    directory: Directory,
    passage: Callable[[str], Passage | None],
    analyser: Analyser,
    behaviours: Sequence[Behaviour] | None = None,
) -> None:
    """Write the behaviours whose norms the index in *folder* has, and the model of all.

    Args:
        folder: the index, complete but for these files and its manifest.
        directory: its instruments and provisions.
        passage: gives a passage of it by its key.
        analyser: makes the stems.
        behaviours: the catalogue; the one that ships if left out.

    """
    behaviours = read_behaviours() if behaviours is None else behaviours
    keys = [[_keys(norm, directory) for norm in b.norms] for b in behaviours]
    wanted = {key for norms in keys for found in norms for key in found}
    if not wanted:
        return
    numbers = dict(_numbers(folder / FEATURES, wanted))
    offsets = OffsetTable()
    examples: list[Example] = []

    def features_of(text: str) -> frozenset[str]:
        query = parse_query(text, _ANY_DAY, directory, analyser, lambda _words: {})
        return question_features(query, analyser)

    with (folder / BEHAVIOURS).open("wb") as out:
        for number, (behaviour, norms) in enumerate(zip(behaviours, keys, strict=True)):
            indexed = [
                (
                    key,
                    numbers[key],
                    sorted(norm.subjects),
                    norm.stage,
                    sorted(norm.elections),
                    sorted(norm.asked),
                )
                for norm, found in zip(behaviour.norms, norms, strict=True)
                for key in found
            ]
            row = (behaviour.id, behaviour.name, behaviour.outside, indexed, behaviour.train)
            line = json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
            offsets.add(out.write(line))
            examples += (Example(number, features_of(q)) for q in behaviour.train)
            examples.append(Example(number, features_of(behaviour.name)))
            for key, *_ in indexed[:_NORMS_LEARNT]:
                if found := passage(key):
                    text = " ".join((*found.context[-1:], found.text))[:_NORM_LENGTH]
                    examples.append(Example(number, features_of(text), _NORM_WEIGHT))
    (folder / OFFSETS).write_bytes(offsets.content())
    with (folder / TERMS).open("wb") as out:
        out.writelines(model_lines(learn(examples)))


def _keys(norm: Norm, directory: Directory) -> list[str]:
    """Return the keys of the passages that a norm cites; none if the index lacks them."""
    try:
        found = directory.resolve(directory.grammar.parse(norm.citation), _ANY_DAY)
    except CitationError:
        return []
    return [passage_key(r.document, r.locator) for r in found if r.locator]


def _numbers(features: Path, wanted: Iterable[str]) -> Iterator[tuple[str, int]]:
    """Yield the keys *wanted* with their places in the order of the build."""
    names = frozenset(wanted)
    with features.open("rb") as lines:
        for number, line in enumerate(lines):
            # Each line begins with the key: ["pp-94-2021#pasal-5/huruf-n", ...
            key = line[2 : line.index(b'"', 2)].decode()
            if key in names:
                yield key, number
