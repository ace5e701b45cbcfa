"""Printed locators read back as the same, in the corpus and generated."""

from __future__ import annotations

import re
import string
import tomllib
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from regsearch.citation import Grammar, format_locator, matches, own_steps
from regsearch.model import Reference, format_address, parse_address
from regsearch.paths import shipped_corpus

if TYPE_CHECKING:
    from datetime import date

    from regsearch.index.reader import OpenIndex
    from regsearch.model import Locator

GRAMMAR = Grammar()


def test_every_locator_of_the_corpus_reads_back(opened: OpenIndex, today: date) -> None:
    directory, failing = opened.directory, []
    checked = 0
    for document in opened.catalog:
        if document not in directory.locators:
            continue
        by_own_steps: dict[Locator, list[Locator]] = {}
        for locator in directory.locators[document]:
            by_own_steps.setdefault(own_steps(locator), []).append(locator)
        for locator in directory.locators[document]:
            # With the document's id: the names of instruments are tested elsewhere.
            text = f"{format_locator(locator)} {document}"
            references = directory.resolve(directory.grammar.parse(text), today)
            checked += 1
            same_steps = by_own_steps[own_steps(locator)]
            if len(references) != 1 or references[0].locator not in same_steps:
                failing.append((text, references))
    assert checked > 2000
    assert failing == []


def test_printed_citation_resolves_to_its_provision(opened: OpenIndex, today: date) -> None:
    directory = opened.directory
    catalog = tomllib.loads((shipped_corpus() / "katalog.toml").read_text("utf-8"))
    failing = []
    for document in catalog:
        for locator in [(), *directory.locators[document]]:
            reference = Reference(document, locator)
            citation = directory.grammar.parse(directory.cite(reference))
            if directory.resolve(citation, today) != (reference,):
                failing.append(reference)
    assert len(catalog) > 20
    assert failing == []


def test_printed_address_parses_back(opened: OpenIndex) -> None:
    for document in opened.catalog:
        for locator in opened.directory.locators[document]:
            assert parse_address(format_address(locator)) == locator


@pytest.mark.parametrize("address", ["pasal", "pasal-", "-5", "pasal-5/", "/pasal-5"])
def test_malformed_address_is_refused(address: str) -> None:
    with pytest.raises(ValueError, match="alamat"):
        parse_address(address)


letters = st.sampled_from(string.ascii_lowercase)
suffix = st.sampled_from(["", "", "A", "B", "AA"])
pasal = st.tuples(st.just("pasal"), st.builds(lambda n, s: f"{n}{s}", st.integers(1, 999), suffix))
ayat = st.tuples(
    st.just("ayat"),
    st.builds(lambda n, s: f"{n}{s}", st.integers(1, 99), st.sampled_from(["", "", "a", "b"])),
)
huruf = st.tuples(st.just("huruf"), letters | letters.map(lambda c: c * 2))
angka = st.tuples(st.just("angka"), st.integers(1, 99).map(str))
part = st.tuples(st.just("huruf"), st.sampled_from("ABCD"))
lampiran = st.tuples(st.just("lampiran"), st.sampled_from(["I", "II", "III", "IV", "IX", "XIV"]))


def optional(step: st.SearchStrategy[tuple[str, str]]) -> st.SearchStrategy[Locator]:
    return st.just(()) | step.map(lambda made: (made,))


locators = (
    st.builds(
        lambda first, *rest: (first, *(step for steps in rest for step in steps)),
        pasal,
        optional(ayat),
        optional(huruf),
        optional(angka),
    )
    | st.builds(lambda first, *rest: (first, *rest), pasal, angka, huruf)
    | st.builds(
        lambda first, *rest: (first, *(step for steps in rest for step in steps)),
        lampiran,
        optional(part),
        optional(angka),
    )
)


@given(locators)
@example((("pasal", "4"), ("angka", "15"), ("huruf", "d")))
@example((("pasal", "87"), ("ayat", "4"), ("huruf", "c")))
@example((("lampiran", "II"), ("huruf", "A"), ("angka", "4")))
@example((("lampiran", "II"), ("bab", "IV"), ("angka", "4")))
@example((("alinea", "3"),))
def test_generated_locator_reads_back(locator: Locator) -> None:
    for text in (f"PP 1/2020 {format_locator(locator)}", f"{format_locator(locator)} PP 1/2020"):
        citation = GRAMMAR.parse(text)
        assert [target.locator for target in citation.targets] == [locator]
        assert citation.instruments[0].kind == "pp"
    assert parse_address(format_address(locator)) == locator


@given(st.text(max_size=200))
@example("Pasal 5 ayat (")
@example("s.d. ayat jo. , ;")
@example("²Pasal ٣ ayat (١)")
@example("Pasal I angka Pasal")
def test_find_never_raises_and_stays_inside_the_text(text: str) -> None:
    end = 0
    for citation in GRAMMAR.find(text):
        assert end <= citation.start < citation.end <= len(text)
        end = citation.end


FRAGMENTS = re.findall(
    r"\S+",
    "Pasal ayat huruf angka Lampiran Penjelasan dan atau jo. s.d. - , ( ) (1) (2a) 5 12A n II "
    "PP UU 94/2021 Nomor Tahun 2014 tentang SKB B/71/M.SM.00.00/2017 uu-5-2014 ?",
)
CITING = st.lists(st.sampled_from(FRAGMENTS), max_size=14).map(" ".join)


@given(CITING)
def test_find_survives_broken_citations(text: str) -> None:
    for citation in GRAMMAR.find(text):
        assert citation.targets or citation.instruments
        assert 0 <= citation.start < citation.end <= len(text)


def test_quoted_article_is_cited_by_its_own_number() -> None:
    locator = parse_address("pasal-I/angka-5/pasal-9A/ayat-1a")
    assert format_locator(locator) == "Pasal 9A ayat (1a)"
    assert matches(parse_address("pasal-9A/ayat-1a"), locator)
    assert matches(locator, locator)
    assert not matches(parse_address("pasal-9A"), locator)
    assert not matches(parse_address("ayat-1a"), locator)
