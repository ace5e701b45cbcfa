"""What an answer rests on follows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regsearch.model import Reference, parse_address
from regsearch.search.expand import _of_the_day, rests_on

if TYPE_CHECKING:
    from regsearch.search.library import Library


def _followed(library: Library, document: str, address: str, day: str) -> dict[str, str]:
    """Return what a provision rests on, by citation, with why."""
    index = library._index
    query = library.explain("netralitas", as_of=day, limit=1).query
    passage = index.passage(Reference(document, parse_address(address)))
    assert passage
    return {other.citation: why for other, why in rests_on(index, query, passage)}


def test_the_article_that_punishes_follows(library: Library) -> None:
    found = _followed(library, "uu-6-2014", "pasal-51/huruf-g", "2024-01-30")
    assert found["UU 6/2014 Pasal 52 ayat (1)"] == "basis"


def test_a_row_is_followed_by_the_norm_that_its_sanction_article_punishes(library: Library) -> None:
    row = "lampiran-II/huruf-B/angka-4"
    found = _followed(library, "skb-netralitas-2022", row, "2024-01-30")
    assert list(found)[:2] == [
        "PP 94/2021 Pasal 5 huruf n angka 5",
        "PP 94/2021 Pasal 14 huruf i angka 3",
    ]
    assert set(list(found.values())[:2]) == {"cited"}


def test_what_its_part_of_the_decree_carries_out_is_that_of_the_day(library: Library) -> None:
    """The decree cites UU 5/2014 Pasal 9 ayat (2), which UU 20/2023 Pasal 9 ayat (2) replaced."""
    row = "lampiran-II/huruf-B/angka-4"
    now = _followed(library, "skb-netralitas-2022", row, "2024-01-30")
    then = _followed(library, "skb-netralitas-2022", row, "2023-01-30")
    assert now["UU 20/2023 Pasal 9 ayat (2)"] == "carried_out"
    assert "UU 5/2014 Pasal 9 ayat (2)" not in now
    assert then["UU 5/2014 Pasal 9 ayat (2)"] == "carried_out"
    assert "UU 20/2023 Pasal 9 ayat (2)" not in then


def test_nothing_follows_that_was_not_law_on_the_day(library: Library) -> None:
    row = "lampiran-II/huruf-B/angka-4"
    index = library._index
    for day in ("2023-01-30", "2024-01-30"):
        query = library.explain("netralitas", as_of=day, limit=1).query
        passage = index.passage(Reference("skb-netralitas-2022", parse_address(row)))
        assert passage
        found = rests_on(index, query, passage)
        assert found
        assert {other.status(query.as_of) for other, _ in found} == {"berlaku"}


def test_an_equivalent_that_was_replaced_is_followed_on(library: Library) -> None:
    """PP 32/1979 Pasal 9 became PP 11/2017 Pasal 250, and that PP 17/2020 Pasal 250."""
    index = library._index
    first = index.passage(Reference("pp-32-1979", parse_address("pasal-9")))
    assert first
    assert "pp-17-2020" not in {related.document for related in first.related}
    found = {}
    for day in ("1990-01-01", "2018-01-01", "2026-11-29"):
        query = library.explain("netralitas", as_of=day, limit=1).query
        found[day] = _of_the_day(index, query, first).document
    assert found == {
        "1990-01-01": "pp-32-1979",
        "2018-01-01": "pp-11-2017",
        "2026-11-29": "pp-17-2020",
    }
