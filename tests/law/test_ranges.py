"""Lists of provisions written short and read back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regsearch.law.catalog.ranges import read_runs, write_runs
from regsearch.model import parse_address

numbers = st.one_of(st.integers(1, 12).map(str), st.sampled_from(["9A", "0", "007", "99999"]))
steps = st.tuples(st.sampled_from(["pasal", "ayat", "huruf", "lampiran"]), numbers)
places = st.lists(st.lists(steps, min_size=1, max_size=2).map(tuple), max_size=12).map(tuple)


@given(places)
def test_written_runs_are_read_back(listed: tuple[tuple[tuple[str, str], ...], ...]) -> None:
    assert read_runs(write_runs(listed)) == listed


def test_consecutive_articles_are_one_run() -> None:
    listed = [parse_address(f"pasal-{number}") for number in (1, 2, 3, 5, "5A", 6, 7)]
    assert write_runs(listed) == ("pasal-1..3", "pasal-5", "pasal-5A", "pasal-6..7")


@pytest.mark.parametrize("part", ["pasal-1..99999999", "x", ""])
def test_text_that_is_neither_run_nor_address(part: str) -> None:
    if part.startswith("pasal"):
        # No run at all, so nothing is counted up to; the number is taken as it is printed.
        assert read_runs([part]) == ((("pasal", "1..99999999"),),)
        return
    if not part:
        assert read_runs([part]) == ((),)
        return
    with pytest.raises(ValueError, match="alamat"):
        read_runs([part])
