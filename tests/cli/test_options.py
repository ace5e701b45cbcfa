"""Days and names as people write them, and their completion."""

from __future__ import annotations

from datetime import date

import pytest

from regsearch.cli.options import KIND, STAGE, SUBJECT, read_day


@pytest.mark.parametrize(
    "text",
    ["2018-12-31", "31-12-2018", "31/12/2018", "31.12.2018", "31 Desember 2018", "31 des 2018"],
)
def test_day_is_read_as_written(text: str) -> None:
    assert read_day(text) == date(2018, 12, 31)


@pytest.mark.parametrize("text", ["", "kemarin", "2018", "Desember 2018", "31-02-2018", "12-31-18"])
def test_what_is_no_day_is_refused(text: str) -> None:
    assert read_day(text) is None


@pytest.mark.parametrize(
    ("text", "name"),
    [("PPPK", "pppk"), ("Perangkat Desa", "perangkat-desa"), ("non_ASN", "non-asn")],
)
def test_names_are_read_in_any_case(text: str, name: str) -> None:
    assert SUBJECT.convert(text, None, None) == name


def test_names_are_completed() -> None:
    def completed(begun: str) -> list[str]:
        return [item.value for item in SUBJECT.shell_complete(None, None, begun)]  # type: ignore[arg-type]

    assert completed("PPP") == ["pppk"]
    assert {"kades", "tni", "polri", "bumn", "pasangan"} <= set(completed(""))
    assert KIND.convert("SKB", None, None) == "skb"
    assert STAGE.convert("Sebelum", None, None) == "sebelum"
