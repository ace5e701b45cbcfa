"""Sets of graded questions: a behaviour, the provisions that answer it, the sanction they carry.

Two sets are known.  The development set is a file of JSON lines that lies beside the checkout and
is never committed, nor any question of it.  The second one, ``tests/cases/questions.toml``, was
written by somebody who had not seen the first.
"""

from __future__ import annotations

import json
import tomllib
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

ROOT = Path(__file__).resolve().parent.parent
DEVELOPMENT = ROOT.parent / "shared" / "eval" / "search" / "gold.jsonl"
SCORER = ROOT.parent / "shared" / "eval" / "score_search.py"
INDEPENDENT = ROOT / "tests" / "cases" / "questions.toml"
TODAY = date(2026, 11, 22)
"""The day of questions that name none: fixed, so that the figures can be repeated."""

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
    day: date
    """The day whose law it asks for."""
    outcome: str
    accepted: frozenset[str]
    """Outcomes that are right for it."""
    targets: tuple[Target, ...]
    sanctions: tuple[Wanted, ...]
    """Any one of them will do; empty where none is asked for."""
    outdated: frozenset[str]
    """Documents that must not come first."""


def steps(locator: Any) -> Steps:
    """Return the steps of a locator, spelled as the scorer compares them."""
    return frozenset(
        (str(kind).lower(), str(number).strip("().").lower()) for kind, number in locator
    )


def read_questions(path: Path) -> list[Question]:
    """Read a set of questions.

    Args:
        path: JSON lines, or TOML with one ``[[question]]`` each.

    """
    if path.suffix == ".toml":
        from regsearch.model.document import parse_address

        table = tomllib.loads(path.read_text("utf-8"))
        return [question_of(_from_toml(entry, parse_address)) for entry in table["question"]]
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
        day=date.fromisoformat(str(day)) if day else TODAY,
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


def _from_toml(entry: Mapping[str, Any], parse_address: Any) -> dict[str, Any]:
    raise NotImplementedError
