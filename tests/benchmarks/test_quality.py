"""Tests of the measures, their means and the quality page."""

from __future__ import annotations

import importlib.util
import math
import random
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from measures import MEASURES, Scored, means, measure
from quality import changes, page
from questions import SCORER, ExpectedSanction, Question, QuestionSet, Target, from_json, steps

if TYPE_CHECKING:
    from regsearch.search.library import Library

FIRST = Target("a-1-2000", steps([["pasal", "1"]]), 3)
SECOND = Target("a-1-2000", steps([["pasal", "2"], ["ayat", "(1)"]]), 2)


def question(**changes: Any) -> Question:
    plain: dict[str, Any] = {
        "id": "q1",
        "text": "",
        "kind": "formal",
        "day": date(2026, 11, 22),
        "outcomes": frozenset({"found"}),
        "answerable": True,
        "targets": (FIRST, SECOND),
        "sanctions": (),
        "outdated": frozenset(),
    }
    return Question(**(plain | changes))


def at(pasal: str, ayat: str | None = None, **more: Any) -> Scored:
    locator = [["pasal", pasal]] + ([["ayat", ayat]] if ayat else [])
    return Scored("a-1-2000", steps(locator), **more)


def test_deeper_answer_matches_target_and_shallower_one_does_not() -> None:
    assert measure(question(), "found", [at("1", "3")])["success@1"] == 1
    assert measure(question(targets=(SECOND,)), "found", [at("2")])["success@1"] == 0


def test_measures_equal_those_computed_by_hand() -> None:
    found = measure(question(), "found", [at("9"), at("2", "1"), at("1")])
    assert found["success@1"] == 0
    assert found["success@3"] == 1
    assert found["recall@10"] == 1
    ideal = 7 + 3 / math.log2(3)
    assert found["ndcg@10"] == pytest.approx((3 / math.log2(3) + 7 / 2) / ideal)


def test_provision_gains_credit_once() -> None:
    once = measure(question(), "found", [at("1")])
    twice = measure(question(), "found", [at("1"), at("1", "1")])
    assert once["ndcg@10"] == twice["ndcg@10"]


def test_sanction_needs_its_level_and_its_basis() -> None:
    asked = question(
        sanctions=(ExpectedSanction("berat", (Target("a-1-2000", steps([["pasal", "7"]])),)),)
    )
    basis = (("a-1-2000", steps([["pasal", "7"], ["ayat", "4"]])),)
    right = at("1", sanctions=(("berat", basis),))
    milder = at("1", sanctions=(("ringan", basis),))
    unfounded = at("1", sanctions=(("berat", ()),))
    assert measure(asked, "found", [right])["sanction"] == 1
    assert measure(asked, "found", [milder])["sanction"] == 0
    assert measure(asked, "found", [unfounded])["sanction"] == 0


def test_unanswerable_question_is_measured_by_outcome_only() -> None:
    refused = question(answerable=False, outcomes=frozenset({"not_covered"}), targets=())
    assert measure(refused, "not_covered", [at("1")]) == {"refusal": 1.0}
    assert measure(refused, "not_found", []) == {"refusal": 0.0}


def test_interval_contains_the_mean_and_is_repeatable() -> None:
    rows = [{"success@1": float(n % 3 > 0)} for n in range(60)]
    mean = means(rows)["success@1"]
    assert mean.low < mean.value < mean.high
    assert mean.value == pytest.approx(2 / 3)
    assert means(rows) == means(rows)


def _random_case(draw: random.Random) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return a random case and a reply in the scorer's JSON form."""
    documents = ["a-1-2000", "b-2-2010"]

    def provision() -> dict[str, Any]:
        depth = draw.randint(1, 3)
        kinds = ("pasal", "ayat", "huruf")[:depth]
        return {
            "document": draw.choice(documents),
            "locator": [[kind, str(draw.randint(1, 2))] for kind in kinds],
        }

    def sanction() -> dict[str, Any]:
        level = draw.choice(["ringan", "berat"])
        return {"level": level, "basis": [provision() for _ in range(draw.randint(0, 2))]}

    case = {
        "id": "q",
        "query": "",
        "kind": "formal",
        "as_of": None,
        "outcome": draw.choice(["found"] * 4 + ["not_found"]),
        "gold": [provision() | {"grade": draw.randint(1, 3)} for _ in range(draw.randint(1, 5))],
        "sanction": sanction() if draw.random() < 0.6 else None,
        "must_not_rank_first": draw.choice([None, ["b-2-2010"]]),
    }
    if draw.random() < 0.3:
        case["sanction_any"] = [sanction(), sanction()]
    answers = [
        provision() | {"sanctions": [sanction() for _ in range(draw.randint(0, 2))]}
        for _ in range(draw.randint(0, 12))
    ]
    outcome = draw.choice(["found", "not_covered"]) if answers else "not_found"
    return case, {"outcome": outcome, "answers": answers}


@pytest.mark.skipif(not SCORER.exists(), reason="no scorer beside the checkout")
def test_measures_equal_the_scorers() -> None:
    spec = importlib.util.spec_from_file_location("score_search", SCORER)
    assert spec
    assert spec.loader
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    draw = random.Random(7)
    pairs = [_random_case(draw) for _ in range(400)]
    for case, reply in pairs:
        theirs, _ = scorer.score([case], [reply])
        answers = [
            Scored(
                a["document"],
                steps(a["locator"]),
                tuple(
                    (s["level"], tuple((b["document"], steps(b["locator"])) for b in s["basis"]))
                    for s in a["sanctions"]
                ),
            )
            for a in reply["answers"]
        ]
        ours = measure(from_json(case), reply["outcome"], answers)
        expected = {name: theirs[name] for name in MEASURES if name in theirs}
        assert ours == pytest.approx(expected)


def test_changes_list_questions_whose_measures_changed() -> None:
    before = {"development": {"q1": {"success@1": 0.0, "ndcg@10": 0.2}, "q2": {"success@1": 1.0}}}
    after = {"development": {"q1": {"success@1": 1.0, "ndcg@10": 0.8}, "q2": {"success@1": 1.0}}}
    assert changes(before, after) == ["development q1: success@1 +1.00, ndcg@10 +0.60"]


def test_quality_page_has_a_line_per_set_and_at_most_80_lines(library: Library) -> None:
    questions = tuple(question(id=f"q{number}") for number in range(6))
    sets = [QuestionSet(f"s{n}", "us", "tests", n > 3, questions) for n in range(6)]
    rows = {q.id: {"success@1": 1.0, "success@3": 1.0} for q in questions}
    measured = {s.name: rows for s in sets}
    text = page(library, sets, measured, {"other": measured, "another": measured})
    assert "| s3 | 1.00 (1.00–1.00) | 1.00 (1.00–1.00) | – | – | – |" in text
    assert len(text.splitlines()) <= 80
