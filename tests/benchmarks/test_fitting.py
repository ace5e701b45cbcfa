"""The fitting works on the program's own ranking, and writes nothing but the figures."""

from __future__ import annotations

import math
import tomllib
from typing import TYPE_CHECKING

import recording
import replay
from fit_weights import RANKING, written
from fitting import folds, grid
from questions import Question
from runs import Row, changes, load, save

if TYPE_CHECKING:
    from pathlib import Path

    from regsearch.search.library import Library

QUESTIONS = ("like postingan calon bupati", "sanksi pns bolos 10 hari", "PNS jadi anggota parpol")


def question(text: str, kind: str = "formal") -> Question:
    found = frozenset({"found"})
    return Question(text, text, kind, None, "found", found, (), (), frozenset(), graded=False)


def test_the_replay_is_the_program(library: Library) -> None:
    asked = [question(text) for text in (*QUESTIONS, "PP 94/2021 Pasal 5 huruf n", "resep rendang")]
    recorded = [recording.record(library, one) for one in asked]
    values = replay.shipped()
    assert recording.disagreements(library, recorded, values) == {}
    other = values | {"fields.penjelasan": 0.1, "factors.norm": 2.0, "factors.coverage": 0.5}
    assert replay.shipped() == values
    assert any(one.reply(other) != one.reply(values) for one in recorded)


def test_written_weights_are_the_only_change() -> None:
    text = RANKING.read_text("utf-8")
    changed = written(text, {"factors.norm": 1.25})
    assert tomllib.loads(changed)["factors"]["norm"] == 1.25
    assert written(changed, {"factors.norm": tomllib.loads(text)["factors"]["norm"]}) == text


def test_a_weight_keeps_its_meaning() -> None:
    assert max(grid("factors.others", 0.65)) <= 1 <= min(grid("factors.norm", 1.15))
    assert 0.37 in grid("factors.others", 0.37)
    assert grid("fields.text", 1.0) == (1.0,)


def test_folds_part_the_questions_and_spread_each_kind() -> None:
    asked = [question(str(n), "formal" if n % 2 else "citation") for n in range(23)]
    parts = folds(asked, 5, seed=1)
    assert sorted(n for part in parts for n in part) == list(range(23))
    for part in parts:
        formal = sum(asked[n].kind == "formal" for n in part)
        assert math.floor(11 / 5) <= formal <= math.ceil(11 / 5)


def test_a_saved_run_tells_gains_from_losses_and_holds_no_question(tmp_path: Path) -> None:
    before = {
        "q1": Row({"success@1": 0.0, "ndcg@10": 0.2}, "a#pasal-1"),
        "q2": Row({"success@1": 1.0, "ndcg@10": 0.9}, "a#pasal-2"),
        "q3": Row({"success@1": 1.0, "false_refusal": 0.0}, "a#pasal-3"),
    }
    after = {
        "q1": Row({"success@1": 1.0, "ndcg@10": 0.8}, "a#pasal-2"),
        "q2": Row({"success@1": 1.0, "ndcg@10": 0.9}, "a#pasal-2"),
        "q3": Row({"success@1": 0.0, "false_refusal": 1.0}, "not_found"),
    }
    save(tmp_path / "run.json", {"development": before})
    found = changes(load(tmp_path / "run.json")["development"], after)
    assert [(c.id, c.gained, c.lost) for c in found] == [
        ("q1", ("success@1",), ()),
        ("q3", (), ("success@1", "false_refusal")),
    ]
