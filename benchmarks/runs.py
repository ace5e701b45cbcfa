"""A run over a set of questions, saved by their ids so that the next one can be held against it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from measures import measure, shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from questions import Question

    from regsearch.search.library import Library

NOTABLE = 0.1
"""Least change of ndcg@10 that is told by itself."""
_FLIPS = ("success@1", "success@3", "sanction", "refusal", "false_refusal", "outdated")
_LOWER_IS_BETTER = frozenset({"false_refusal", "outdated"})


@dataclass(frozen=True, slots=True)
class Row:
    """How one question was answered."""

    measures: Mapping[str, float]
    first: str
    """The first answer as ``document#address``, or the outcome where there is none."""


@dataclass(frozen=True, slots=True)
class Change:
    """A question that is answered otherwise than before."""

    id: str
    gained: tuple[str, ...]
    lost: tuple[str, ...]
    ndcg: float
    """Change of ndcg@10."""
    before: str
    after: str


def run(library: Library, questions: Iterable[Question]) -> dict[str, Row]:
    """Ask every question in one process; return how each was answered, by its id."""
    rows: dict[str, Row] = {}
    for question in questions:
        reply = library.ask(question.text, as_of=question.day)
        found = measure(question, reply.outcome, [shown(answer) for answer in reply.answers])
        passages = [answer.passage for answer in reply.answers if answer.passage]
        rows[question.id] = Row(found, passages[0].key if passages else reply.outcome)
    return rows


def save(path: Path, sets: Mapping[str, Mapping[str, Row]]) -> None:
    """Write runs by the name of their set; the file holds ids, never questions."""
    value = {
        name: {
            id: {"first": row.first, **{m: round(v, 4) for m, v in sorted(row.measures.items())}}
            for id, row in sorted(rows.items())
        }
        for name, rows in sets.items()
    }
    path.write_text(json.dumps(value, indent=1, ensure_ascii=False) + "\n", "utf-8")


def load(path: Path) -> dict[str, dict[str, Row]]:
    """Read what :func:`save` wrote."""
    value = json.loads(path.read_text("utf-8"))
    return {
        name: {
            id: Row({m: v for m, v in row.items() if m != "first"}, row["first"])
            for id, row in rows.items()
        }
        for name, rows in value.items()
    }


def changes(before: Mapping[str, Row], after: Mapping[str, Row]) -> Sequence[Change]:
    """Return the questions of both runs whose measures changed, gains first."""
    found = []
    for id in sorted(before.keys() & after.keys()):
        old, new = before[id].measures, after[id].measures
        gained: list[str] = []
        lost: list[str] = []
        for name in _FLIPS:
            difference = round(new.get(name, 0.0) - old.get(name, 0.0), 3)
            if difference and name in new and name in old:
                better = (difference > 0) != (name in _LOWER_IS_BETTER)
                (gained if better else lost).append(name)
        ndcg = new.get("ndcg@10", 0.0) - old.get("ndcg@10", 0.0)
        if gained or lost or abs(ndcg) >= NOTABLE:
            change = Change(id, tuple(gained), tuple(lost), ndcg, before[id].first, after[id].first)
            found.append(change)
    return sorted(found, key=lambda change: (-change.ndcg, change.id))
