"""Quoted words against the law's."""

from __future__ import annotations

import pytest

from regsearch.drafts.quotations import compare

LAW = "Pegawai harus bebas dari pengaruh: a. golongan; dan b. partai poIitik Tahun 2O14."


@pytest.mark.parametrize(
    "quoted",
    [
        "pegawai harus bebas dari pengaruh",
        "bebas dari pengaruh: golongan; dan partai politik",
        "Pegawai harus bebas ... partai politik tahun 2014",
        "harusbebas dari peng aruh",
    ],
)
def test_same_words(quoted: str) -> None:
    assert compare(quoted, [LAW]) == (1.0, ())


def test_other_words_are_shown() -> None:
    share, difference = compare("Pegawai wajib bebas dari pengaruh", [LAW])
    assert 0.5 < share < 1.0
    assert [(c.kind, c.text) for c in difference] == [
        ("sama", "Pegawai"),
        ("dihapus", "harus"),
        ("ditambah", "wajib"),
        ("sama", "bebas dari pengaruh"),
    ]


def test_explanation_may_be_quoted_but_is_not_compared() -> None:
    assert compare("Cukup jelas.", [LAW], ["Cukup jelas."]) == (1.0, ())
    assert compare("bebas Cukup terang", [LAW], ["Cukup jelas."])[0] < 0.5
