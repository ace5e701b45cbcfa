"""The model of behaviours: learnt from examples, kept as lines, the same each time."""

from __future__ import annotations

import pytest

from regsearch.behaviours.model import (
    ABSENT,
    Example,
    classify,
    learn,
    model_lines,
    parse_posting,
)
from regsearch.behaviours.regression import idfs, train, unit_vector
from regsearch.errors import IndexDamagedError
from regsearch.index.lines import SortedLines

EXAMPLES = [
    Example(0, {"bolos", "kerja", "pns"}),
    Example(0, {"mangkir", "kerja"}),
    Example(1, {"kampanye", "calon", "pns"}),
    Example(1, {"spanduk", "calon"}),
    Example(2, {"cerai", "istri"}),
]


def test_question_is_like_the_behaviour_whose_features_it_has() -> None:
    model = learn(EXAMPLES)
    for features, behaviour in (({"mangkir"}, 0), ({"calon", "baru"}, 1), ({"cerai", "pns"}, 2)):
        shares = classify(features, model.get)
        assert max(shares, key=lambda b: shares[b]) == behaviour
        assert sum(shares.values()) == pytest.approx(1)


def test_common_feature_tells_less_than_a_rare_one() -> None:
    model = learn(EXAMPLES)
    assert model["pns"].odds[0] < model["bolos"].odds[0]


def test_weight_of_an_example_counts() -> None:
    light = learn([*EXAMPLES, Example(2, {"bolos"}, 0.1)])
    heavy = learn([*EXAMPLES, Example(2, {"bolos"}, 3.0)])
    assert classify({"bolos"}, light.get)[2] < classify({"bolos"}, heavy.get)[2]


def test_lines_of_a_model_are_read_back_and_sorted() -> None:
    model = learn(EXAMPLES)
    content = b"".join(model_lines(model))
    assert content == b"".join(model_lines(learn(EXAMPLES)))
    lines = SortedLines(content)
    for feature, posting in model.items():
        fields = lines.find(feature.encode())
        assert fields is not None
        read = parse_posting(fields)
        assert read.odds == pytest.approx(posting.odds, abs=0.001)
        assert read.idf == pytest.approx(posting.idf, abs=0.001)
        assert read.weights == pytest.approx(posting.weights, abs=0.001)
    assert lines.find(b"tidak ada") is None
    assert ABSENT in model


def test_regression_learns_the_word_that_sets_neighbours_apart() -> None:
    """Both behaviours share `foto` and `calon` in every example; `sebelum` decides."""
    neighbours = [
        *(Example(0, {"foto", "calon", word}) for word in ("bupati", "gubernur", "senyum")),
        *(Example(1, {"foto", "calon", "sebelum", word}) for word in ("bupati", "gubernur")),
    ]
    weights = train(neighbours, idfs(neighbours))
    apart = weights["sebelum"]
    assert apart[1] > 0 > apart[0]
    shared = weights.get("foto", {})
    assert abs(shared.get(1, 0.0) - shared.get(0, 0.0)) < apart[1] - apart[0]


def test_unknown_features_have_no_part_in_a_unit_vector() -> None:
    vector = unit_vector({"a", "b", "baru"}, {"a": 3.0, "b": 4.0})
    assert vector == pytest.approx({"a": 0.6, "b": 0.8})
    assert unit_vector({"baru"}, {"a": 3.0}) == {}
    assert unit_vector({"a"}, {"a": 0.0}) == {}


DAMAGED: list[list[bytes]] = [
    [],
    [b"0:1"],
    [b"0:x", b"1", b""],
    [b"0:1", b"x", b""],
    [b"0:1", b"1", b":"],
    [b"0:1", b"9" * 400, b""],
]


@pytest.mark.parametrize("fields", DAMAGED)
def test_damaged_line_is_a_typed_error(fields: list[bytes]) -> None:
    with pytest.raises(IndexDamagedError):
        parse_posting(fields)
