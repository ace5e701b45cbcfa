"""Torn words are joined where the document knows the whole word, and only there."""

from __future__ import annotations

from regsearch.read.extract.lines import Line
from regsearch.read.repair.join_words import join_torn_words

KNOWN = [Line("sebagaimana pembinaan kepada anggota dalam ke pada di") for _ in range(9)]


def joined(text: str) -> str:
    lines, _ = join_torn_words([*KNOWN, Line(text)])
    return lines[-1].text


def test_torn_words_are_joined() -> None:
    assert joined("sebaga imana diatur") == "sebagaimana diatur"
    assert joined("(1) P em b in aan, bagi anggo ta.") == "(1) Pembinaan, bagi anggota."


def test_possible_word_pairs_stay_apart() -> None:
    assert joined("di dalam ke pada") == "di dalam ke pada"
    assert joined("kata tak dikenal") == "kata tak dikenal"


def test_finding_quotes_the_joined_words() -> None:
    _, findings = join_torn_words([*KNOWN, Line("sebaga imana")])
    assert [(f.code, f.raw) for f in findings] == [("mended", "sebaga imana")]
    assert join_torn_words(KNOWN)[1] == []
