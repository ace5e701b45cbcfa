"""The order of units, and which numbers are missing between them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regsearch.corpus.order import document_order
from regsearch.corpus.sequence import missing
from regsearch.model import format_address, parse_address


def order(first: str, second: str) -> str:
    both = (map(parse_address, text.split()) for text in (first, second))
    return " ".join(map(format_address, document_order(*both)))


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("pasal-1 pasal-3", "pasal-2", "pasal-1 pasal-2 pasal-3"),
        ("pasal-9 pasal-10", "pasal-9A", "pasal-9 pasal-9A pasal-10"),
        ("pasal-1 lampiran-I", "pasal-2", "pasal-1 pasal-2 lampiran-I"),
        ("pasal-I pasal-X", "pasal-V", "pasal-I pasal-V pasal-X"),
        ("pasal-1/huruf-a pasal-2", "pasal-1/huruf-b", "pasal-1/huruf-a pasal-1/huruf-b pasal-2"),
        ("pasal-1/huruf-z", "pasal-1/huruf-aa", "pasal-1/huruf-z pasal-1/huruf-aa"),
        ("pasal-2 pasal-1", "", "pasal-2 pasal-1"),
        ("", "pasal-2/ayat-1", "pasal-2/ayat-1"),
    ],
)
def test_unit_is_sorted_among_its_siblings(first: str, second: str, expected: str) -> None:
    assert order(first, second) == expected


LOCATORS = st.lists(
    st.tuples(st.integers(1, 6), st.integers(1, 4)).map(
        lambda pair: (("pasal", str(pair[0])), ("ayat", str(pair[1])))
    ),
    unique=True,
    max_size=12,
)


@given(LOCATORS, LOCATORS)
def test_merged_order_is_complete_and_keeps_first_order(first, second) -> None:  # type: ignore[no-untyped-def]
    result = document_order(first, second)
    assert sorted(result) == sorted({*first, *second})
    for parent in {locator[:-1] for locator in first}:
        mine = [x for x in first if x[:-1] == parent]
        assert [x for x in result if x in mine] == mine


@pytest.mark.parametrize(
    ("there", "absent"),
    [
        ("pasal-1 pasal-2 pasal-3", ""),
        ("pasal-1 pasal-4", "pasal-2 pasal-3"),
        ("pasal-2 pasal-2A pasal-3", "pasal-1"),
        ("pasal-1/huruf-a pasal-1/huruf-c", "pasal-1/huruf-b"),
        ("pasal-1/ayat-1 pasal-1/ayat-1a pasal-1/ayat-2", ""),
        ("pasal-I pasal-IV", "pasal-II pasal-III"),
        ("pasal-I/angka-1 pasal-I/angka-1/pasal-7 pasal-I/angka-2", ""),
        ("lampiran-II lampiran-II/huruf-A lampiran-II/huruf-B", "lampiran-I"),
        ("huruf-A huruf-C", "huruf-B"),
        ("diktum-KESATU diktum-KETIGA", ""),
    ],
)
def test_missing_numbers(there: str, absent: str) -> None:
    found = missing(map(parse_address, there.split()))
    assert [format_address(locator) for locator in found] == absent.split()


@pytest.mark.parametrize("last", ["bb", "ab"])
def test_double_letters_follow_z(last: str) -> None:
    letters = [*"abcdefghijklmnopqrstuvwxyz", last]
    found = missing((("huruf", letter),) for letter in letters)
    assert [format_address(locator) for locator in found] == ["huruf-aa"]
