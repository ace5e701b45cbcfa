"""When a provision is law: ``tests/cases/validity.toml``, and the rule on a tiny instrument."""

from __future__ import annotations

import tomllib
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from regsearch.law.catalog.instrument import Instrument, Provision
from regsearch.law.validity import validity
from regsearch.model import parse_address

if TYPE_CHECKING:
    from regsearch.search.library import Library

PATH = Path(__file__).parents[1] / "cases" / "validity.toml"
CASES = tomllib.loads(PATH.read_text("utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["citation"])
def test_status_on_each_day(library: Library, case: dict[str, Any]) -> None:
    changes = [(date.fromisoformat(day), status) for day, status in case["changes"].items()]
    assert changes == sorted(changes)
    for (day, status), before in zip(changes, [None, *changes], strict=False):
        assert shown(library, case, day) == status, day
        if before:
            assert shown(library, case, day - timedelta(days=1)) == before[1], day


def shown(library: Library, case: dict[str, Any], day: date) -> str:
    answer, *_ = library.lookup(case["citation"], as_of=day).answers  # then what is law instead
    return answer.status


def instrument(*provisions: Provision) -> Instrument:
    return Instrument(
        id="pp-1-2010",
        kind="pp",
        numbers=("1",),
        year=2010,
        title="Contoh",
        verification="naskah",
        verified="Dibuat untuk uji.",
        in_force=date(2010, 6, 6),
        revoked=date(2021, 8, 31),
        provisions=provisions,
    )


def test_provision_has_days_of_its_document() -> None:
    found = validity(instrument(), parse_address("pasal-1"))
    assert found == (date(2010, 6, 6), date(2021, 8, 31), False)


def test_surviving_provision_includes_its_inner_units() -> None:
    survivor = instrument(Provision(parse_address("pasal-7/ayat-3"), survives=True))
    for address in ("pasal-7/ayat-3", "pasal-7/ayat-3/huruf-a"):
        assert validity(survivor, parse_address(address))[1] is None
    for address in ("pasal-7", "pasal-7/ayat-4", "pasal-7/ayat-31"):
        assert validity(survivor, parse_address(address))[1] == date(2021, 8, 31)


def test_amended_provision_ends_on_day_of_amendment() -> None:
    amended = instrument(
        Provision(
            parse_address("pasal-5"),
            revoked=date(2015, 1, 1),
            replaced_by=("pp-2-2015", parse_address("pasal-I/angka-1/pasal-5")),
        )
    )
    assert validity(amended, parse_address("pasal-5/ayat-1"))[1:] == (date(2015, 1, 1), True)


def test_provision_may_begin_later_than_its_document() -> None:
    later = instrument(Provision(parse_address("pasal-5"), in_force=date(2012, 1, 1)))
    assert validity(later, parse_address("pasal-5"))[0] == date(2012, 1, 1)
    assert validity(later, parse_address("pasal-6"))[0] == date(2010, 6, 6)


def test_unknown_date_never_makes_law_too_early() -> None:
    undated = Instrument("se-1-2016", "se", ("1",), 2016, "Contoh", "sekunder", "Pers.")
    assert undated.start == date(2016, 12, 31)
