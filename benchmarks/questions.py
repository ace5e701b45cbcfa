"""Sets of graded questions: a behaviour, the provisions that answer it, the sanction they carry.

Every ``tests/cases/questions*.toml`` is a set that describes itself in its table ``[set]``.  Files
of JSON lines in ``../shared/eval/search`` are read where they are present; they are never
committed, nor any question of them.
"""

from __future__ import annotations

import hashlib
import json
import tomllib
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from regsearch.model import parse_address

if TYPE_CHECKING:
    from collections.abc import Mapping

ROOT = Path(__file__).resolve().parent.parent
CASES = ROOT / "tests" / "cases"
SHARED = ROOT.parent / "shared" / "eval"
SCORER = SHARED / "score_search.py"
Steps = frozenset[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Target:
    """A provision that answers a question, or on which a sanction rests."""

    document: str
    steps: Steps
    """The steps of its locator."""
    grade: int = 3
    """3 answers the question fully, 2 well, 1 is worth knowing."""

    def matches(self, document: str, steps: Steps) -> bool:
        """Return whether the provision at *steps* of *document* is this one or inside it."""
        return self.document == document and self.steps <= steps


@dataclass(frozen=True, slots=True)
class ExpectedSanction:
    """A sanction that the answer should carry."""

    level: str
    basis: tuple[Target, ...]
    """One of them must be cited; empty if any basis is right."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question and its right answers."""

    id: str
    text: str
    kind: str
    """``formal``, ``colloquial``, ``misspelled`` ..., or the topic."""
    day: date | None
    """The day whose law applies; None for today, or the day that the question itself names."""
    outcomes: frozenset[str]
    """The right outcomes: ``found``, ``not_found``, ``not_covered``."""
    answerable: bool
    """Whether a provision answers it."""
    targets: tuple[Target, ...]
    sanctions: tuple[ExpectedSanction, ...]
    """One of them must be shown; empty if none is expected."""
    outdated: frozenset[str]
    """Documents that must not come first."""
    graded: bool = True
    """Whether *targets* is complete; otherwise any one of them is a sufficient answer."""


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """Questions by one origin."""

    name: str
    author: str
    """Who wrote the questions, and what they had seen of the program."""
    use: str
    """What the set has been used for; decides how far its figures can be trusted."""
    held_out: bool
    """Whether nothing was changed because of a question of this set."""
    questions: tuple[Question, ...]


_SHARED_SETS: dict[str, dict[str, Any]] = {
    "gold": {
        "name": "development",
        "author": "graded by two readers, whose first answers agreed in 78 % of cases",
        "use": "development: lexicon and weights were made with it in view",
    },
    "field": {
        "name": "field",
        "author": "real people (press, forums, training), reworded; answers read by two",
        "use": "development: weights, slots and refusals were chosen with it in view",
    },
}
"""Descriptions of the JSON Lines files, by file name; a file without one is not read."""


def read_sets() -> list[QuestionSet]:
    """Read all sets that are present, held-out ones last.

    A question that several sets contain stays in the first of them only.
    """
    shared = (SHARED / "search" / f"{name}.jsonl" for name in _SHARED_SETS)
    paths = [*(path for path in shared if path.exists()), *sorted(CASES.glob("questions*.toml"))]
    seen: set[str] = set()
    sets = []
    for about, questions in sorted(map(_read, paths), key=lambda s: s[0].get("held_out", False)):
        new = tuple(q for q in questions if q.text.casefold() not in seen)
        seen |= {q.text.casefold() for q in new}
        sets.append(
            QuestionSet(
                about["name"], about["author"], about["use"], about.get("held_out", False), new
            )
        )
    return sets


def _read(path: Path) -> tuple[dict[str, Any], list[Question]]:
    text = path.read_text("utf-8")
    if path.suffix == ".toml":
        table = tomllib.loads(text)
        return table["set"], [from_case(case) for case in table["question"]]
    lines = [json.loads(line) for line in text.splitlines() if line.strip()]
    return _SHARED_SETS[path.stem], [from_json(line) for line in lines]


def from_json(value: Mapping[str, Any]) -> Question:
    """Return the question of a line of a shared set."""
    day = value.get("as_of")
    expected = value.get("sanction_any") or ([value["sanction"]] if value.get("sanction") else [])
    return Question(
        id=value["id"],
        text=value["query"],
        kind=value["kind"],
        day=date.fromisoformat(day) if day else None,
        outcomes=frozenset(value.get("outcome_any") or [value["outcome"]]),
        answerable=value["outcome"] == "found",
        targets=tuple(_target(t) for t in value.get("gold", ())),
        sanctions=tuple(
            ExpectedSanction(s["level"], tuple(_target(b) for b in s.get("basis", ())))
            for s in expected
        ),
        outdated=frozenset(value.get("must_not_rank_first") or ()),
    )


def from_case(case: Mapping[str, Any]) -> Question:
    """Return the question of a case of ``tests/cases/questions.toml``, whose head explains it."""
    outcome = case.get("outcome", "found")
    basis = (_target_at(case["basis"]),) if "basis" in case else ()
    return Question(
        id="i-" + hashlib.sha256(case["ask"].encode()).hexdigest()[:8],
        text=case["ask"],
        kind=case["topic"],
        day=case.get("day"),
        outcomes=frozenset({outcome}),
        answerable=outcome == "found",
        targets=tuple(_target_at(address) for address in case.get("first", ())),
        sanctions=(ExpectedSanction(case["level"], basis),) if "level" in case else (),
        outdated=frozenset(),
        graded=False,
    )


def steps(locator: Any) -> Steps:
    """Return the steps of a locator in the scorer's spelling."""
    return frozenset(
        (str(kind).lower(), str(number).strip("().").lower()) for kind, number in locator
    )


def _target(value: Mapping[str, Any]) -> Target:
    return Target(value["document"], steps(value["locator"]), value.get("grade", 3))


def _target_at(address: str) -> Target:
    document, _, path = address.partition(" ")
    return Target(document, steps(parse_address(path)))
