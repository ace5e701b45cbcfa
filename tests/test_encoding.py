"""Encoding as JSON: values survive a round trip, and any other input is refused."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regsearch import encoding
from regsearch.corpus.assemble import assemble
from regsearch.encoding import decode, encode, from_line, to_line
from regsearch.errors import EncodingError
from regsearch.law.catalog.instrument import Instrument
from regsearch.paths import shipped_corpus
from regsearch.regulation import (
    Explanation,
    Finding,
    Group,
    ListItem,
    Regulation,
    Source,
    Supplement,
    Unit,
)

if TYPE_CHECKING:
    from collections.abc import Callable

PLAIN = Regulation("pp-1-2031", "pp", ("1",), 2031, "Cuti", Source("a.pdf", "0" * 64, 3))

texts = st.text(max_size=12)
steps = st.tuples(texts, texts)
locators = st.lists(steps, max_size=3).map(tuple)
pages = st.none() | st.integers(1, 999)
sources = st.builds(Source, texts, texts, pages, st.none() | texts)
items = st.builds(ListItem, locators, *[st.integers(0, 99)] * 3, pages)
supplements = st.builds(Supplement, sources, st.frozensets(locators), st.frozensets(locators))


def rows(kind: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(kind, max_size=3).map(tuple)


regulations = st.builds(
    Regulation,
    id=texts,
    kind=texts,
    numbers=rows(texts),
    year=pages,
    title=texts,
    source=sources,
    enacted=st.none() | st.dates(),
    region=st.none() | texts,
    text_kind=st.sampled_from(["resmi", "ringkasan"]),
    groups=rows(st.builds(Group, texts, texts, texts, st.integers(0, 99), pages)),
    units=rows(st.builds(Unit, locators, texts, pages, rows(steps))),
    penjelasan=rows(st.builds(Explanation, locators, texts, pages, rows(items))),
    findings=rows(st.builds(Finding, texts, texts, st.none() | texts, pages, st.none() | texts)),
    supplement=st.none() | supplements,
)


@settings(max_examples=40)
@given(regulations)
def test_regulations_survive_a_round_trip(regulation: Regulation) -> None:
    line = to_line(regulation)
    again = from_line(Regulation, line)
    assert again == regulation
    assert line.count(b"\n") == 1
    assert line.endswith(b"\n")
    assert to_line(again) == line


def test_shipped_corpus_and_catalogue_survive_a_round_trip() -> None:
    corpus = assemble([shipped_corpus()])
    for regulation in corpus.regulations.values():
        assert from_line(Regulation, to_line(regulation)) == regulation
    for instrument in corpus.catalog.values():
        assert from_line(Instrument, to_line(instrument)) == instrument
    assert len(corpus.regulations) > 20


def test_equal_sets_have_equal_bytes() -> None:
    locators = [(("pasal", str(number)),) for number in range(40)]
    forward = replace(PLAIN, supplement=Supplement(PLAIN.source, frozenset(locators)))
    backward = replace(PLAIN, supplement=Supplement(PLAIN.source, frozenset(reversed(locators))))
    assert to_line(forward) == to_line(backward)


def test_default_values_are_left_out() -> None:
    assert list(encode(PLAIN)) == ["id", "kind", "numbers", "year", "title", "source"]
    assert encode(replace(PLAIN, enacted=date(2031, 5, 3)))["enacted"] == "2031-05-03"


def test_half_a_surrogate_pair_survives() -> None:
    torn = replace(PLAIN, title="a\ud800b")
    assert from_line(Regulation, to_line(torn)) == torn


def with_unit(**changes: Any) -> Callable[[dict[str, Any]], object]:
    unit = {"locator": [["pasal", "1"]], "text": "a"} | changes
    return lambda table: table.update(units=[unit])


@pytest.mark.parametrize(
    ("edit", "message"),
    [
        pytest.param(lambda t: t.pop("id"), "seluruhnya.*'id' tidak ada", id="missing"),
        pytest.param(lambda t: t.update(x=1), "'x' tidak dikenal", id="unknown"),
        pytest.param(lambda t: t.update(year="2031"), "year: int", id="text for a number"),
        pytest.param(lambda t: t.update(year=True), "year: int", id="truth for a number"),
        pytest.param(lambda t: t.update(year=1.0), "year: int", id="fraction"),
        pytest.param(lambda t: t.update(numbers="1"), "numbers: larik", id="text for a list"),
        pytest.param(lambda t: t.update(numbers=[1]), "numbers.0: str", id="item"),
        pytest.param(lambda t: t.update(text_kind="asli"), "text_kind: salah satu", id="choice"),
        pytest.param(lambda t: t.update(text_kind=[]), "text_kind: salah satu", id="no choice"),
        pytest.param(lambda t: t.update(enacted="20310503"), "enacted: tanggal", id="short day"),
        pytest.param(lambda t: t.update(enacted=5), "enacted: tanggal", id="day"),
        pytest.param(lambda t: t["source"].update(sha256=None), "source.sha256: str", id="null"),
        pytest.param(lambda t: t.update(source=[]), "source: objek", id="object"),
        pytest.param(with_unit(locator=[["pasal"]]), "units.0.locator.0: 2 nilai", id="half step"),
        pytest.param(with_unit(locator="pasal-1"), "units.0.locator: larik", id="address"),
        pytest.param(
            lambda t: t.update(supplement={"source": t["source"], "units": [[], []]}),
            "supplement.units: larik menaik",
            id="twice in a set",
        ),
    ],
)
def test_malformed_value_is_refused_with_its_path(
    edit: Callable[[dict[str, Any]], object], message: str
) -> None:
    table = encode(PLAIN)
    decode(Regulation, table)
    edit(table)
    with pytest.raises(EncodingError, match=message):
        decode(Regulation, table)


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b"\xff",
        b'{"id":"a","id":"b"}',
        b'{"id":NaN}',
        b'{"year":' + b"9" * 5000 + b"}",
        b"[" * 100_000,
    ],
)
def test_malformed_line_is_refused(line: bytes) -> None:
    with pytest.raises(EncodingError):
        from_line(Regulation, line)


def test_line_over_the_limit_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    line = to_line(PLAIN)
    monkeypatch.setattr(encoding, "LINE_LIMIT", len(line) - 1)
    with pytest.raises(EncodingError, match="lebih panjang"):
        from_line(Regulation, line)


def test_truncated_line_is_refused() -> None:
    line = to_line(PLAIN).rstrip()
    for end in range(len(line)):
        with pytest.raises(EncodingError):
            from_line(Regulation, line[:end])


def test_type_that_cannot_be_encoded_is_a_type_error() -> None:
    with pytest.raises(TypeError, match="cannot be encoded"):
        encode(json.JSONEncoder())
