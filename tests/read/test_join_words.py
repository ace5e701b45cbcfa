"""Torn words become whole where the document knows them, and only there."""

from __future__ import annotations

from regsearch.read.extract.lines import Line
from regsearch.read.repair.join_words import join_torn_words

KNOWN = [Line("sebagaimana pembinaan kepada anggota dalam ke pada di") for _ in range(9)]


def mended(text: str) -> str:
    lines, _ = join_torn_words([*KNOWN, Line(text)])
    return lines[-1].text


def test_torn_words() -> None:
    assert mended("sebaga imana diatur") == "sebagaimana diatur"
    assert mended("(1) P em b in aan, bagi anggo ta.") == "(1) Pembinaan, bagi anggota."


def test_what_may_be_two_words_stays() -> None:
    assert mended("di dalam ke pada") == "di dalam ke pada"
    assert mended("kata tak dikenal") == "kata tak dikenal"


def test_finding_names_them() -> None:
    _, findings = join_torn_words([*KNOWN, Line("sebaga imana")])
    assert [(f.code, f.raw) for f in findings] == [("mended", "sebaga imana")]
    assert join_torn_words(KNOWN)[1] == []
