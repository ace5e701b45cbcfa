"""Sets of graded questions: a behaviour, the provisions that answer it, the sanction they carry.

The development set is a file of JSON lines that lies beside the checkout and is never committed,
nor any question of it.  The others are in ``tests/cases``, each written by somebody who had not
seen those before it; the last is held out: nothing is fitted on it, nor changed for its sake.
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
DEVELOPMENT = ROOT.parent / "shared" / "eval" / "search" / "gold.jsonl"
SCORER = ROOT.parent / "shared" / "eval" / "score_search.py"
CASES = ROOT / "tests" / "cases"
INDEPENDENT = CASES / "questions.toml"
SECOND = CASES / "questions_second.toml"
HELD_OUT = CASES / "questions_held.toml"
Steps = frozenset[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Target:
    """A provision that answers a question, or on which a sanction rests."""

    document: str
    steps: Steps
    """The steps of its locator; what stands deeper is met too."""
    grade: int = 3
    """3 answers it fully, 2 well, 1 is worth knowing."""

    def meets(self, document: str, steps: Steps) -> bool:
        """Say whether the provision at *steps* of *document* is this one or stands inside it."""
        return self.document == document and self.steps <= steps


@dataclass(frozen=True, slots=True)
class Wanted:
    """A sanction that the answer should carry."""

    level: str
    basis: tuple[Target, ...]
    """Any one of them must be cited; empty if any basis will do."""


@dataclass(frozen=True, slots=True)
class Question:
    """A graded question."""

    id: str
    text: str
    kind: str
    """How it is asked: ``formal``, ``colloquial``, ``misspelled`` ..."""
    day: date | None
    """The day whose law it asks for; None for today, or the day that its own words name."""
    outcome: str
    accepted: frozenset[str]
    """Outcomes that are right for it."""
    targets: tuple[Target, ...]
    sanctions: tuple[Wanted, ...]
    """Any one of them will do; empty where none is asked for."""
    outdated: frozenset[str]
    """Documents that must not come first."""
    graded: bool = True
    """Whether the targets are all that answers it; otherwise any one of them will do."""


def steps(locator: Any) -> Steps:
    """Return the steps of a locator, spelled as the scorer compares them."""
    return frozenset(
        (str(kind).lower(), str(number).strip("().").lower()) for kind, number in locator
    )


def read_sets(development: Path, *, held_out: bool = False) -> dict[str, list[Question]]:
    """Read the sets that are there, by name.

    A question that stands word for word in two is left out of the later one.

    Args:
        development: the development set, which need not be there.
        held_out: whether to read the questions that nothing is fitted on, too.

    """
    files = {"development": development, "independent": INDEPENDENT, "second": SECOND}
    if held_out:
        files["held-out"] = HELD_OUT
    sets: dict[str, list[Question]] = {}
    asked: set[str] = set()
    for name, path in files.items():
        if path.exists():
            sets[name] = [q for q in read_questions(path) if q.text.casefold() not in asked]
            asked |= {question.text.casefold() for question in sets[name]}
    return sets


def read_questions(path: Path) -> list[Question]:
    """Read a set of questions.

    Args:
        path: JSON lines, or TOML with one ``[[question]]`` each.

    """
    if path.suffix == ".toml":
        table = tomllib.loads(path.read_text("utf-8"))
        return [_of_case(entry) for entry in table["question"]]
    lines = path.read_text("utf-8").splitlines()
    return [question_of(json.loads(line)) for line in lines if line.strip()]


def question_of(value: Mapping[str, Any]) -> Question:
    """Return the question that a line of the development set gives."""
    day = value.get("as_of")
    wanted = value.get("sanction_any") or ([value["sanction"]] if value.get("sanction") else [])
    return Question(
        id=value["id"],
        text=value["query"],
        kind=value["kind"],
        day=date.fromisoformat(str(day)) if day else None,
        outcome=value["outcome"],
        accepted=frozenset(value.get("outcome_any") or [value["outcome"]]),
        targets=tuple(_target(t) for t in value.get("gold", ())),
        sanctions=tuple(
            Wanted(w["level"], tuple(_target(b) for b in w.get("basis", ()))) for w in wanted
        ),
        outdated=frozenset(value.get("must_not_rank_first") or ()),
    )


def _target(value: Mapping[str, Any]) -> Target:
    return Target(value["document"], steps(value["locator"]), value.get("grade", 3))


def _of_case(entry: Mapping[str, Any]) -> Question:
    """Return the question of a case in ``tests/cases/questions.toml``, whose head explains it."""
    outcome = entry.get("outcome", "found")
    basis = (_at(entry["basis"]),) if "basis" in entry else ()
    return Question(
        # The cases have no numbers, and new ones may come in between.
        id="i-" + hashlib.sha256(entry["ask"].encode()).hexdigest()[:8],
        text=entry["ask"],
        kind=entry["topic"],
        day=date.fromisoformat(str(entry["day"])) if "day" in entry else None,
        outcome=outcome,
        accepted=frozenset({outcome}),
        targets=tuple(_at(place) for place in entry.get("first", ())),
        sanctions=(Wanted(entry["level"], basis),) if "level" in entry else (),
        outdated=frozenset(),
        graded=False,
    )


def _at(place: str) -> Target:
    document, _, address = place.partition(" ")
    return Target(document, steps(parse_address(address)))
