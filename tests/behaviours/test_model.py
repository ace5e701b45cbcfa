"""The model of behaviours: counted from examples, kept as lines, the same each time."""

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
    assert model["pns"][0] < model["bolos"][0]


def test_weight_of_an_example_counts() -> None:
    light = learn([*EXAMPLES, Example(2, {"bolos"}, 0.1)])
    heavy = learn([*EXAMPLES, Example(2, {"bolos"}, 3.0)])
    assert classify({"bolos"}, light.get)[2] < classify({"bolos"}, heavy.get)[2]


def test_lines_of_a_model_are_read_back_and_sorted() -> None:
    model = learn(EXAMPLES)
    content = b"".join(model_lines(model))
    assert content == b"".join(model_lines(learn(EXAMPLES)))
    lines = SortedLines(content)
    for feature, odds in model.items():
        fields = lines.find(feature.encode())
        assert fields is not None
        assert parse_posting(fields) == pytest.approx(odds, abs=0.001)
    assert lines.find(b"tidak ada") is None
    assert ABSENT in model


@pytest.mark.parametrize("fields", [[], [b"a"], [b"1:x"], [b"1:2", b"3"], [b":"]])
def test_damaged_line_is_a_typed_error(fields: list[bytes]) -> None:
    with pytest.raises(IndexDamagedError):
        parse_posting(fields)
