"""What one kind of question loses where nothing was made with that kind in view.

Two things are made with questions in view: the weights and the lexicon.  For each kind of the
development set

- the weights are fitted anew, from neutral ones (every factor 1, every field 1, BM25's usual
  constants), so that nothing of the shipped weights leaks in: on all other questions of all sets,
  and, stricter, on the other sets alone, without any question of the development set;
- the lexicon loses every spoken phrase that no question of another kind uses, in any set.  This is
  harsher than never having seen the kind: most such phrases anybody would have entered.

Then the program itself answers the questions of that kind.
"""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, get_args

import fitting
import replay
import runs

from regsearch.query.lexicon import by_phrase
from regsearch.query.segment import by_first_word
from regsearch.search.expand import Why

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from fitting import Bench
    from questions import Question
    from replay import Values

    from regsearch.search.library import Library

_NEUTRAL = {
    "match.saturation": 1.2,
    "match.length": 0.75,
    "match.specific": 0.8,
    "match.synonym": 1.0,
    "match.unknown": 1.5,
}
_SWEEPS = 2
_SET = "development"


def neutral() -> Values:
    """Return weights that prefer nothing; thresholds and what is cited as they ship."""
    values = replay.shipped()
    kept = ("refusal.", "match.usual_length", *(f"factors.{why}" for why in get_args(Why)))
    return {
        name: value if name.startswith(kept) else _NEUTRAL.get(name, 1.0)
        for name, value in values.items()
    }


def sweep(bench: Bench, numbers: Sequence[int]) -> Values:
    """Return weights fitted from neutral ones: each in turn along half its grid, twice.

    A place on the grid is judged with its neighbours, so that a weight comes to stand where its
    exact value matters little, not on a peak that other questions would not have.
    """
    shipped, values = replay.shipped(), neutral()
    for _ in range(_SWEEPS):
        for name in sorted(values):
            places = fitting.grid(name, shipped[name])[::2]
            if len(places) == 1:
                continue
            worth = [bench.objective(values | {name: place}, numbers) for place in places]
            padded = [worth[0], *worth, worth[-1]]
            smooth = [sum(padded[n : n + 3]) + worth[n] for n in range(len(worth))]
            best = smooth.index(max(smooth))
            now = places.index(values[name]) if values[name] in places else None
            if now is None or smooth[best] > smooth[now] + fitting.COST:
                values = values | {name: places[best]}
    return values


@contextmanager
def without(phrases: Iterable[tuple[str, ...]]) -> Iterator[None]:
    """Let the program forget spoken phrases inside the block."""
    table = by_phrase()
    kept = dict(table)
    for phrase in phrases:
        table.pop(phrase, None)
    by_first_word.cache_clear()
    try:
        yield
    finally:
        table.clear()
        table.update(kept)
        by_first_word.cache_clear()


def _phrases(library: Library, questions: Iterable[Question]) -> set[tuple[str, ...]]:
    used = set()
    for question in questions:
        understood = library.explain(question.text, as_of=question.day, limit=1).understood
        used |= {tuple(spoken.split()) for spoken, _ in understood.query.expansions}
    return used


def by_kind(
    library: Library, bench: Bench, sets: Mapping[str, Sequence[Question]]
) -> list[dict[str, Any]]:
    """Return, for each kind of the development set, what it loses; see the module."""
    questions = sets.get(_SET, ())
    place = {one.question.id: number for number, one in enumerate(bench.replays)}
    strangers = [number for number, name in enumerate(bench.sets) if name != _SET]
    apart = sweep(bench, strangers) if strangers else neutral()
    elsewhere = _phrases(library, (bench.replays[number].question for number in strangers))
    found = []
    for kind in sorted({q.kind for q in questions if q.outcome == "found"}):
        of = [q for q in questions if q.kind == kind]
        others = [q for q in questions if q.kind != kind]
        fitted = sweep(bench, [*(place[q.id] for q in others), *strangers])
        lone = _phrases(library, of) - _phrases(library, others) - elsewhere
        row: dict[str, Any] = {
            "kind": kind,
            "questions": sum(q.outcome == "found" for q in of),
            "phrases": len(lone),
            "shipped": _first(library, of),
        }
        with replay.using(fitted):
            row["weights"] = _first(library, of)
        with replay.using(apart):
            row["weights_apart"] = _first(library, of)
        with without(lone):
            row["lexicon"] = _first(library, of)
            with replay.using(fitted):
                row["both"] = _first(library, of)
            with replay.using(apart):
                row["both_apart"] = _first(library, of)
        found.append(row)
        print(f"left out: {row}", file=sys.stderr)
    return found


def _first(library: Library, questions: Sequence[Question]) -> int:
    """Return how many questions have the right first answer."""
    rows = runs.run(library, questions).values()
    return sum(int(row.measures.get("success@1", 0)) for row in rows)
