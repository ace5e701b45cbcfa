"""Every case of ``tests/cases/readings.toml``: the words of a provision on a day."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from regsearch.law.catalog.instrument import Instrument, Provision
from regsearch.law.catalog.names import Catalog
from regsearch.model import Reference, parse_address
from regsearch.search.reading import successors

if TYPE_CHECKING:
    from regsearch.search.library import Library

PATH = Path(__file__).parents[1] / "cases" / "readings.toml"
CASES = tomllib.loads(PATH.read_text("utf-8"))["case"]
KEYS = {"citation", "day", "shown", "source", "since", "words"}


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['citation']} ({case['day']})")
def test_reading_on_day(library: Library, case: dict[str, Any]) -> None:
    assert case.keys() <= KEYS
    answer, *_ = library.lookup(case["citation"], as_of=case["day"]).answers
    assert answer.citation == case.get("shown", case["citation"])
    reading = answer.reading
    if "source" not in case:
        assert reading is None
        return
    assert reading is not None
    assert (reading.citation, reading.since) == (case["source"], case["since"])
    assert case["words"] in reading.text


def test_answers_of_a_question_have_readings(library: Library) -> None:
    answers = library.search("UU 6/2014 Pasal 26 ayat (2) huruf b", as_of="2026-11-22", limit=1)
    assert answers[0].reading is not None
    assert answers[0].reading.citation == "UU 3/2024 Pasal 26 ayat (2) huruf b"


def test_last_day_of_force_is_named(library: Library) -> None:
    (answer,) = library.lookup("UU 5/2014 Pasal 9 ayat (2)", as_of="2020-01-01").answers
    assert "Berlaku sampai 30 Oktober 2023." in (answer.status_note or "")


def instrument(number: int, start: date, *provisions: Provision) -> Instrument:
    return Instrument(
        id=f"uu-{number}",
        kind="uu",
        numbers=(str(number),),
        year=start.year,
        title="Contoh",
        verification="naskah",
        verified="Dibuat untuk uji.",
        in_force=start,
        provisions=provisions,
    )


def test_successors_are_followed_law_by_law() -> None:
    pasal, inner = parse_address("pasal-5"), parse_address("pasal-5/ayat-1")
    first, second = date(2010, 1, 1), date(2020, 1, 1)
    catalog = Catalog(
        {
            i.id: i
            for i in (
                instrument(1, date(2000, 1, 1), _replaced(pasal, first, 2)),
                instrument(2, first, _replaced(pasal, second, 3)),
                instrument(3, second, _replaced(pasal, second, 1)),
            )
        }
    )

    def followed(day: date) -> list[str]:
        return [r.document for r in successors(catalog, Reference("uu-1", inner), day)]

    assert followed(date(2009, 12, 31)) == []
    assert followed(first) == ["uu-2"]
    assert followed(second) == ["uu-2", "uu-3"]
    assert [r.locator for r in successors(catalog, Reference("uu-1", inner), second)] == [inner] * 2


def _replaced(locator: tuple[tuple[str, str], ...], day: date, by: int) -> Provision:
    return Provision(locator, revoked=day, replaced_by=(f"uu-{by}", locator))
