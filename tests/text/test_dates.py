"""The days that a question speaks of, and the words around them."""

from __future__ import annotations

from datetime import date

import pytest

from regsearch.text.analysis import words
from regsearch.text.dates import mentioned_days, without_dates

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("pada 12 Maret 2019", date(2019, 3, 12), date(2019, 3, 12)),
        ("tgl 12/3/2019", date(2019, 3, 12), date(2019, 3, 12)),
        ("2019-03-12", date(2019, 3, 12), date(2019, 3, 12)),
        ("bulan Februari 2024", date(2024, 2, 1), date(2024, 2, 29)),
        ("tahun 2019", date(2019, 1, 1), date(2019, 12, 31)),
    ],
)
def test_mentioned_days(text: str, first: date, last: date) -> None:
    assert mentioned_days(f"ASN kampanye {text}", TODAY) == (first, last)


@pytest.mark.parametrize(
    "text", ["besok", "31 Juni 2021", "2019 dan 2020", "12 Maret 2030", "2026"]
)
def test_no_day_that_is_past_or_one_of_two(text: str) -> None:
    assert mentioned_days(text, TODAY) is None


@pytest.mark.parametrize(
    "text",
    [
        "PNS sejak 2015 bolos",
        "honorer dari tahun 2012",
        "kades dilantik Maret 2021",
        "CPNS TMT 2019-03-01",
    ],
)
def test_day_on_which_something_began_is_not_the_day_of_the_act(text: str) -> None:
    assert mentioned_days(text, TODAY) is None
    assert mentioned_days(f"{text}, mangkir pada 12 Maret 2023", TODAY) == (date(2023, 3, 12),) * 2


@pytest.mark.parametrize(
    "around",
    [
        "{}",
        "pada {}",
        "pada tanggal {}",
        "tgl {}",
        "hari Selasa tanggal {}",
        "pada hari Rabu, {}",
        "sejak tanggal {}",
    ],
)
@pytest.mark.parametrize("day", ["12 Maret 2019", "12-3-2019", "Maret 2019", "2019-03-12"])
def test_words_around_a_date_go_with_it(around: str, day: str) -> None:
    text = f"PNS kampanye {around.format(day)} di lapangan"
    assert words(without_dates(text)) == ["pns", "kampanye", "di", "lapangan"]


def test_other_days_stay() -> None:
    assert without_dates("bolos pada hari kerja di bulan puasa") == (
        "bolos pada hari kerja di bulan puasa"
    )
