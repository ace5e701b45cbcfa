"""Every spelling in ``tests/cases/citations.toml`` resolves as the table says."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from regsearch.errors import CitationError
from regsearch.model import Reference, format_address, parse_address

if TYPE_CHECKING:
    from regsearch.index.reader import OpenIndex

CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "citations.toml").read_text("utf-8"))
TODAY = date(2026, 11, 22)


def spellings() -> list[Any]:
    return [
        pytest.param(
            text,
            case,
            id=f"{text} ({case['on']})" if "on" in case else text,
            marks=[pytest.mark.xfail(strict=True, reason=case["xfail"])] if "xfail" in case else [],
        )
        for case in CASES["citation"]
        for text in case["spellings"]
    ]


@pytest.mark.parametrize(("text", "case"), spellings())
def test_spelling_resolves_to_its_provision(
    opened: OpenIndex, text: str, case: dict[str, Any]
) -> None:
    directory = opened.directory
    references = directory.resolve(directory.grammar.parse(text), case.get("on", TODAY))
    assert [directory.cite(reference) for reference in references] == case["prints"]
    assert [format_address(reference.locator) for reference in references] == case["address"]
    assert {reference.document for reference in references} == {case["document"]}


def test_addresses_of_the_cases_exist(opened: OpenIndex) -> None:
    absent = [
        (case["document"], address)
        for case in CASES["citation"]
        for address in case["address"]
        if address and parse_address(address) not in opened.directory.locators[case["document"]]
    ]
    assert absent == []


@pytest.mark.parametrize("case", CASES["relative"], ids=lambda case: case["text"])
def test_relative_citation_resolves_at_its_unit(opened: OpenIndex, case: dict[str, Any]) -> None:
    directory, at = opened.directory, parse_address(case["at"])
    assert at in directory.locators[case["document"]]
    references = [
        reference
        for citation in directory.grammar.find(case["text"])
        for reference in directory.resolve(citation, TODAY, case["document"], at)
    ]
    assert references == [Reference(case["document"], parse_address(a)) for a in case["address"]]


@pytest.mark.parametrize("case", CASES["text"], ids=lambda case: case["text"][:40])
def test_citations_in_running_text(opened: OpenIndex, case: dict[str, Any]) -> None:
    directory = opened.directory
    references = [
        directory.cite(reference)
        for citation in directory.grammar.find(case["text"])
        for reference in directory.resolve(citation, TODAY)
    ]
    assert references == case["prints"]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("melanggar Diktum KEDUA dan KETIGA", ["KEDUA", "KETIGA"]),
        ("Diktum KESATU, KEDUA, serta KEEMPAT", ["KESATU", "KEDUA", "KEEMPAT"]),
        ("Diktum KESATU sampai dengan KETIGA", ["KESATU", ("KESATU", "KETIGA")]),
        ("Diktum KEDUA menurut kedua pihak", ["KEDUA"]),
        ("yang melanggar KESATU sampai dengan KETIGA", ["KESATU", ("KESATU", "KETIGA")]),
        ("ketentuan KESATU, KEDUA dan KEEMPAT", ["KESATU", "KEDUA", "KEEMPAT"]),
        ("Pasal 5 dan kedua pihak", []),
    ],
)
def test_keyword_of_dictums_is_not_repeated(
    opened: OpenIndex, text: str, named: list[str | tuple[str, str]]
) -> None:
    (citation,) = opened.directory.grammar.find(text)
    through = [(t.locator[0][1], t.through[0][1]) for t in citation.targets if t.through]
    found = [t.locator[0][1] for t in citation.targets if t.locator[0][0] == "diktum"]
    assert [*found, *through] == named


@pytest.mark.parametrize("case", CASES["wrong"], ids=lambda case: case["text"] or "(kosong)")
def test_malformed_citation_is_refused_at_its_column(
    opened: OpenIndex, case: dict[str, Any]
) -> None:
    with pytest.raises(CitationError) as caught:
        opened.directory.grammar.parse(case["text"])
    message = str(caught.value)
    assert "Contoh:" in message
    if "column" in case:
        assert f"kolom {case['column']}:" in message


def test_citation_of_penjelasan_is_marked(opened: OpenIndex) -> None:
    grammar = opened.directory.grammar
    assert grammar.parse("Penjelasan Pasal 5 PP 94/2021").penjelasan
    assert grammar.parse("PP 94/2021 Penjelasan Pasal 5").penjelasan
    assert not grammar.parse("Pasal 5 PP 94/2021").penjelasan


def test_citation_has_its_offsets(opened: OpenIndex) -> None:
    text = "Lihat Pasal 8 ayat (4) PP 94/2021 dahulu."
    (citation,) = opened.directory.grammar.find(text)
    assert text[citation.start : citation.end] == "Pasal 8 ayat (4) PP 94/2021"
