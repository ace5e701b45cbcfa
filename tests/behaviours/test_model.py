"""The model of behaviours: learnt from examples, kept as lines, the same each time."""

from __future__ import annotations

import pytest

from regsearch.behaviours.features import QuestionFeatures
from regsearch.behaviours.model import (
    ABSENT,
    Example,
    classify,
    learn,
    model_lines,
    parse_posting,
)
from regsearch.behaviours.regression import Labelled, idfs, train, unit_vector
from regsearch.errors import IndexDamagedError
from regsearch.index.lines import SortedLines


def features(*words: str, statutory: tuple[str, ...] = ()) -> QuestionFeatures:
    said = {f"={word}" for word in words}
    return QuestionFeatures(frozenset(said), frozenset((*words, *statutory)))


EXAMPLES = [
    Example(0, features("bolos", "kerja", "pns")),
    Example(0, features("mangkir", "kerja")),
    Example(1, features("kampanye", "calon", "pns")),
    Example(1, features("spanduk", "calon")),
    Example(2, features("cerai", "istri"), outside=True),
]


def test_question_is_like_the_behaviour_whose_features_it_has() -> None:
    model = learn(EXAMPLES)
    for words, behaviour in ((["mangkir"], 0), (["calon", "baru"], 1), (["cerai", "pns"], 2)):
        shares = classify(features(*words), model.get)
        assert max(shares, key=lambda b: shares[b]) == behaviour
        assert sum(shares.values()) == pytest.approx(1)


def test_common_feature_tells_less_than_a_rare_one() -> None:
    model = learn(EXAMPLES)
    assert model["=pns"].odds[0] < model["=bolos"].odds[0]


def test_weight_of_an_example_counts() -> None:
    light = learn([*EXAMPLES, Example(2, features("bolos"), 0.1, outside=True)])
    heavy = learn([*EXAMPLES, Example(2, features("bolos"), 3.0, outside=True)])
    asked = features("bolos")
    assert classify(asked, light.get)[2] < classify(asked, heavy.get)[2]


def test_what_is_asked_often_is_the_likelier() -> None:
    often = [Example(1, features("spanduk", f"kata{i}")) for i in range(10)]
    rarely = [Example(0, features("spanduk", "kata"))]
    shares = classify(features("baliho"), learn([*often, *rarely]).get)
    assert shares[1] > shares[0]


def test_statutory_word_of_the_lexicon_counts_for_an_everyday_word() -> None:
    model = learn(EXAMPLES)
    alone = classify(features("jarang", "ngantor"), model.get)
    helped = classify(features("jarang", "ngantor", statutory=("mangkir",)), model.get)
    assert helped[0] > alone[0]


def test_what_behaviours_outside_share_speaks_for_each_of_them() -> None:
    """Nobody has asked of "perumahan", but five questions outside have pieces of it."""
    outside = [
        Example(number, features("rumah", word), outside=True)
        for number, word in ((2, "cerai"), (2, "bagi"), (3, "sewa"), (3, "kontrak"), (3, "cicil"))
    ]
    shares = classify(features("perumahan", "pns"), learn([*EXAMPLES, *outside]).get)
    known = [example._replace(outside=False) for example in [*EXAMPLES, *outside]]
    without = classify(features("perumahan", "pns"), learn(known).get)
    assert shares[2] + shares[3] > without[2] + without[3]


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
        assert read.outside == pytest.approx(posting.outside, abs=0.001)
    assert lines.find(b"tidak ada") is None
    assert ABSENT in model


def test_regression_learns_the_word_that_sets_neighbours_apart() -> None:
    """Both behaviours share `foto` and `calon` in every example; `sebelum` decides."""
    neighbours = [
        *(Labelled(0, {"foto", "calon", word}) for word in ("bupati", "gubernur", "senyum")),
        *(Labelled(1, {"foto", "calon", "sebelum", word}) for word in ("bupati", "gubernur")),
    ]
    weights = train(neighbours, [(0, 1)] * len(neighbours), idfs(neighbours), 2.0)
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
    [b"0:1", b"1", b""],
    [b"0:x", b"1", b"", b"0"],
    [b"0:1", b"x", b"", b"0"],
    [b"0:1", b"1", b":", b"0"],
    [b"0:1", b"9" * 400, b"", b"0"],
    [b"0:1", b"1", b"", b"x"],
]


@pytest.mark.parametrize("fields", DAMAGED)
def test_damaged_line_is_a_typed_error(fields: list[bytes]) -> None:
    with pytest.raises(IndexDamagedError):
        parse_posting(fields)
