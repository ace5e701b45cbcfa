"""Our measures are the scorer's, and their means are what a hand calculation gives."""

from __future__ import annotations

import importlib.util
import math
import random
from datetime import date
from typing import Any

import pytest
from measures import MEASURES, Shown, means, measure
from questions import SCORER, Question, Target, Wanted, question_of, steps

FIRST = Target("a-1-2000", steps([["pasal", "1"]]), 3)
SECOND = Target("a-1-2000", steps([["pasal", "2"], ["ayat", "(1)"]]), 2)


def question(**changes: Any) -> Question:
    plain: dict[str, Any] = {
        "id": "q1",
        "text": "",
        "kind": "formal",
        "day": date(2026, 11, 22),
        "outcome": "found",
        "accepted": frozenset({"found"}),
        "targets": (FIRST, SECOND),
        "sanctions": (),
        "outdated": frozenset(),
    }
    return Question(**(plain | changes))


def at(pasal: str, ayat: str | None = None, **more: Any) -> Shown:
    locator = [["pasal", pasal]] + ([["ayat", ayat]] if ayat else [])
    return Shown("a-1-2000", steps(locator), **more)


def test_a_deeper_answer_meets_a_target_and_a_shallower_one_does_not() -> None:
    assert measure(question(), "found", [at("1", "3")])["success@1"] == 1
    assert measure(question(targets=(SECOND,)), "found", [at("2")])["success@1"] == 0


def test_by_hand() -> None:
    found = measure(question(), "found", [at("9"), at("2", "1"), at("1")])
    assert found["success@1"] == 0
    assert found["success@3"] == 1
    assert found["mrr@10"] == 0.5
    assert found["recall@10"] == 1
    ideal = 7 + 3 / math.log2(3)
    assert found["ndcg@10"] == pytest.approx((3 / math.log2(3) + 7 / 2) / ideal)


def test_a_provision_earns_its_credit_once() -> None:
    once = measure(question(), "found", [at("1")])
    twice = measure(question(), "found", [at("1"), at("1", "1")])
    assert once["ndcg@10"] == twice["ndcg@10"]


def test_a_sanction_needs_its_level_and_its_basis() -> None:
    asked = question(sanctions=(Wanted("berat", (Target("a-1-2000", steps([["pasal", "7"]])),)),))
    basis = (("a-1-2000", steps([["pasal", "7"], ["ayat", "4"]])),)
    right = at("1", sanctions=(("berat", basis),))
    milder = at("1", sanctions=(("ringan", basis),))
    unfounded = at("1", sanctions=(("berat", ()),))
    assert measure(asked, "found", [right])["sanction"] == 1
    assert measure(asked, "found", [milder])["sanction"] == 0
    assert measure(asked, "found", [unfounded])["sanction"] == 0


def test_what_must_be_refused_is_measured_by_its_outcome_alone() -> None:
    refused = question(outcome="not_covered", accepted=frozenset({"not_covered"}), targets=())
    assert measure(refused, "not_covered", [at("1")]) == {"refusal": 1.0}
    assert measure(refused, "not_found", []) == {"refusal": 0.0}


def test_an_interval_holds_its_mean_and_repeats() -> None:
    rows = [{"success@1": float(n % 3 > 0)} for n in range(60)]
    mean = means(rows)["success@1"]
    assert mean.low < mean.value < mean.high
    assert mean.value == pytest.approx(2 / 3)
    assert means(rows) == means(rows)


def _drawn(draw: random.Random) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return a made-up case and a reply as the scorer reads them, both as JSON would give them."""
    documents = ["a-1-2000", "b-2-2010"]

    def place() -> dict[str, Any]:
        depth = draw.randint(1, 3)
        kinds = ("pasal", "ayat", "huruf")[:depth]
        return {
            "document": draw.choice(documents),
            "locator": [[kind, str(draw.randint(1, 2))] for kind in kinds],
        }

    def sanction() -> dict[str, Any]:
        level = draw.choice(["ringan", "berat"])
        return {"level": level, "basis": [place() for _ in range(draw.randint(0, 2))]}

    case = {
        "id": "q",
        "query": "",
        "kind": "formal",
        "as_of": None,
        "outcome": draw.choice(["found"] * 4 + ["not_found"]),
        "gold": [place() | {"grade": draw.randint(1, 3)} for _ in range(draw.randint(1, 5))],
        "sanction": sanction() if draw.random() < 0.6 else None,
        "must_not_rank_first": draw.choice([None, ["b-2-2010"]]),
    }
    if draw.random() < 0.3:
        case["sanction_any"] = [sanction(), sanction()]
    answers = [
        place() | {"sanctions": [sanction() for _ in range(draw.randint(0, 2))]}
        for _ in range(draw.randint(0, 12))
    ]
    outcome = draw.choice(["found", "not_covered"]) if answers else "not_found"
    return case, {"outcome": outcome, "answers": answers}


@pytest.mark.skipif(not SCORER.exists(), reason="the scorer does not lie beside the checkout")
def test_the_scorer_measures_the_same() -> None:
    spec = importlib.util.spec_from_file_location("score_search", SCORER)
    assert spec
    assert spec.loader
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    draw = random.Random(7)
    pairs = [_drawn(draw) for _ in range(400)]
    for case, reply in pairs:
        theirs, _ = scorer.score([case], [reply])
        shown = [
            Shown(
                a["document"],
                steps(a["locator"]),
                tuple(
                    (s["level"], tuple((b["document"], steps(b["locator"])) for b in s["basis"]))
                    for s in a["sanctions"]
                ),
            )
            for a in reply["answers"]
        ]
        ours = measure(question_of(case), reply["outcome"], shown)
        expected = {name: theirs[name] for name in MEASURES if name in theirs}
        assert ours == pytest.approx(expected)
