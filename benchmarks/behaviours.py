"""Measure what the catalogue of behaviours brings, and how much more of it would.

    python benchmarks/behaviours.py      # print the section of docs/quality.md

Each row is a copy of an index whose behaviours were learnt from some of the catalogue's questions.
The ``dev`` questions of the catalogue are asked, and the sets of ``questions.py`` named in
:data:`SETS`.  Nothing that a row is asked was learnt by it.
"""

from __future__ import annotations

import hashlib
import shutil
import sys
import tempfile
from collections.abc import Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from measures import means, measure, scored
from questions import QuestionSet, read_sets

import regsearch
from regsearch import data
from regsearch.behaviours.catalog import Behaviour, read_behaviours
from regsearch.behaviours.index_files import BEHAVIOURS, OFFSETS, TERMS
from regsearch.build.behaviours import write_behaviours
from regsearch.index.manifest import file_entries, read_manifest, write_manifest
from regsearch.index.reader import OpenIndex
from regsearch.index.store import open_folder
from regsearch.paths import build_cache, shipped_index
from regsearch.rank import relevance

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from regsearch.search.library import Library

SETS = ("field", "held-out", "blind", "blind-2")
CURVE = (16_000,)
"""Numbers of questions that are learnt, besides all."""
ASKED = 300
"""Questions of the catalogue that a row is asked, drawn by lot: it has thousands."""
_ONLY_BEHAVIOURS = 1e6
"""A floor of the text score that makes it the same for all candidates."""

Catalogue = Sequence[Behaviour]

SECTION = """\
## What the parts bring, and what more questions would
*Catalogue*: {dev} questions of it that no model has learnt; right is a norm of their behaviour.
*Held-out behaviours*: {aside} questions of {behaviours} behaviours, of which only names and norms
were learnt.
"""


def rank_of(name: str) -> str:
    """Return a fixed order that has nothing to do with what is ordered."""
    return hashlib.sha256(name.encode()).hexdigest()


def is_held_out(behaviour: Behaviour) -> bool:
    """Say whether *behaviour* is of the tenth that is held out whole."""
    return int(rank_of(behaviour.id), 16) % 10 == 0


def sample(catalogue: Catalogue, count: int) -> Catalogue:
    """Return *catalogue* with only *count* of its questions to learn from, drawn by lot."""
    questions = sorted((q for b in catalogue for q in b.train), key=rank_of)
    kept = frozenset(questions[:count])
    return [replace(b, train=tuple(q for q in b.train if q in kept)) for b in catalogue]


def drawn(asked: Iterable[tuple[str, frozenset[str]]]) -> list[tuple[str, frozenset[str]]]:
    """Return :data:`ASKED` of the questions *asked*, drawn by lot."""
    return sorted(asked, key=lambda pair: rank_of(pair[0]))[:ASKED]


@contextmanager
def learnt(catalogue: Catalogue) -> Iterator[Library]:
    """Open a copy of the shipped index with the behaviours of *catalogue*."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "index"
        shutil.copytree(shipped_index(), folder)
        for file in (BEHAVIOURS, OFFSETS, TERMS):
            (folder / file).unlink()
        if catalogue:
            index = OpenIndex(open_folder(shipped_index()))
            write_behaviours(
                folder,
                index.directory,
                index.records.get,
                index.analyser.table,
                catalogue,
                build_cache(),
            )
            index.close()
        manifest = read_manifest(folder)
        write_manifest(folder, manifest._replace(files=file_entries(folder)))
        with regsearch.open(folder) as library:
            yield library


def ask_catalogue(
    library: Library, asked: Sequence[tuple[str, frozenset[str]]]
) -> dict[str, dict[str, float]]:
    """Return the measures of *asked*: questions, each with the keys of its right answers."""
    measured = {}
    for question, right in asked:
        found = [a.passage.key for a in library.ask(question, limit=3).answers if a.passage]
        measured[question] = {
            "success@1": float(any(key in right for key in found[:1])),
            "success@3": float(any(key in right for key in found)),
        }
    return measured


def ask_set(library: Library, questions: QuestionSet) -> dict[str, dict[str, float]]:
    """Return the measures of a graded set, by question."""
    measured = {}
    for question in questions.questions:
        reply = library.ask(question.text, as_of=question.day)
        measured[question.id] = measure(question, reply.outcome, list(map(scored, reply.answers)))
    return measured


def norms_of(library: Library, behaviour: Behaviour) -> frozenset[str]:
    """Return the keys of the passages that *behaviour* has as norms."""
    directory = library._index.directory
    keys = set()
    for norm in behaviour.norms:
        citation = directory.grammar.parse(norm.citation)
        for reference in directory.resolve(citation, library.ask("").query.as_of):
            passage = library._index.passage(reference)
            keys |= {passage.key} if passage else set()
    return frozenset(keys)


def cell(rows: dict[str, dict[str, float]]) -> str:
    """Return *first* / *three* with the interval of the first."""
    found = means(rows.values())
    return f"{found['success@1']} / {found['success@3'].value:.2f}"


def section() -> str:
    """Return the section of the page."""
    catalogue = read_behaviours()
    inside = [behaviour for behaviour in catalogue if not behaviour.outside]
    aside = [behaviour for behaviour in inside if is_held_out(behaviour)]
    sets = [s for s in read_sets() if s.name in SETS]
    with regsearch.open(shipped_index()) as library:
        norms = {behaviour.id: norms_of(library, behaviour) for behaviour in inside}
    dev = drawn((q, norms[b.id]) for b in inside for q in b.dev)
    unseen = drawn((q, norms[b.id]) for b in aside for q in (*b.train, *b.dev))
    without = [replace(b, train=()) if is_held_out(b) else b for b in catalogue]
    count = sum(len(b.train) for b in catalogue)
    variants: list[tuple[str, Catalogue, float | None]] = [
        ("text and slots alone", (), None),
        ("behaviours alone", catalogue, _ONLY_BEHAVIOURS),
        *((f"both, {n:,} questions", sample(catalogue, n), None) for n in CURVE),
        (f"both, all {count:,} questions", catalogue, None),
        ("both, a tenth of the behaviours held out", without, None),
    ]
    head = ["", "catalogue", "held-out behaviours", *(s.name for s in sets)]
    lines = [head, ["---"] * len(head)]
    floors = data.table("ranking")["behaviours"]
    for name, learning, floor in variants:
        before = floors["text_floor"]
        floors["text_floor"] = before if floor is None else floor
        relevance.weights.cache_clear()
        with learnt(learning) as library:
            row = [name, cell(ask_catalogue(library, dev))]
            row.append(cell(ask_catalogue(library, unseen)) if learning in ((), without) else "–")
            row += [cell(ask_set(library, questions)) for questions in sets]
        floors["text_floor"] = before
        lines.append(row)
        print(*row, sep=" | ", file=sys.stderr)
    relevance.weights.cache_clear()
    table = "\n".join(f"| {' | '.join(line)} |" for line in lines)
    return SECTION.format(dev=len(dev), aside=len(unseen), behaviours=len(aside)) + "\n" + table


if __name__ == "__main__":
    print(section())
