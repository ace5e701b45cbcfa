"""Short wordings of the first screen: they leave out nothing that the law requires."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from regsearch.model import SanctionCase
from regsearch.show import brief
from regsearch.show.cases import label_and_condition

if TYPE_CHECKING:
    from regsearch.search.library import Library

SPELLED = re.compile(r"(\d%?) \([a-z ]+\)")
SAME = {
    "tidak masuk kerja tanpa alasan yang sah": "mangkir",
    "dampak negatifnya pada": "berdampak negatif pada",
    "sebabnya sebagaimana dimaksud pada": "sebabnya",
}
FORM = frozenset({"apabila", "jika", "bila", "secara", "dalam"})
"""Words of form: "secara kumulatif", "dalam setahun"."""
CONSEQUENCE = re.compile(r", Pegawai ASN diberhentikan .+")
"""What follows, where a condition is quoted with it: no part of the condition."""


def test_no_word_of_a_condition_is_lost(library: Library) -> None:
    conditions = set()
    for document in library.catalog:
        for passage in library.within(library.lookup(document).answers[0]):
            conditions |= {s.condition for s in passage.sanctions if s.condition}
    assert len(conditions) > 100
    for condition in conditions:
        plain = CONSEQUENCE.sub("", SPELLED.sub(r"\1", condition)).lower()
        for law, short in SAME.items():
            plain = plain.replace(law, short)
        kept = set(re.findall(r"\w+", brief.condition(condition).lower()))
        lost = set(re.findall(r"\w+", plain)) - kept - FORM
        assert not lost, condition


@pytest.mark.parametrize(
    ("condition", "rest"),
    [
        (
            "bila tidak Masuk Kerja tanpa alasan yang sah secara kumulatif 3 (tiga) hari kerja "
            "dalam setahun, yang berdampak pada Unit Kerja",
            "berdampak pada Unit Kerja",
        ),
        (
            "bila pejabat struktural tidak masuk kerja tanpa alasan yang sah 36 (tiga puluh enam) "
            "hingga 40 (empat puluh) hari kerja",
            "pejabat struktural",
        ),
        ("bila tidak Masuk Kerja tanpa alasan yang sah terus-menerus 10 (sepuluh) hari kerja", ""),
    ],
)
def test_row_of_days_says_what_else_is_required(condition: str, rest: str) -> None:
    case = SanctionCase((), None, "berat", (), condition, "PP 9/2015 Pasal 1", (), None, None)
    assert brief.beside_days(case) == rest


def test_dismissal_after_so_many_days_or_more() -> None:
    told = "secara kumulatif 28 (dua puluh delapan) hari kerja atau lebih dalam setahun"
    assert brief.condition(told) == "kumulatif 28 hari kerja atau lebih setahun"


@pytest.mark.parametrize(
    ("subject", "condition", "told"),
    [
        ("pns", "bagi pejabat negara, pejabat ASN, atau lurah", True),
        ("kades", "bagi pejabat negara, pejabat ASN, atau kepala desa", False),
        ("pejabat", "bagi pejabat", False),
        ("pns", "bagi PNS", False),
    ],
)
def test_whom_a_crime_is_for_is_told_where_not_all_are(
    subject: str, condition: str, told: bool
) -> None:
    case = SanctionCase((subject,), None, "pidana", ("penjara",), condition, "X", (), None, None)
    assert label_and_condition(case, several=False) == ("Sanksi", condition if told else "")
