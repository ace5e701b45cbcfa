"""A question is parsed before anything is looked up."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regsearch.query.parse import parse_query

if TYPE_CHECKING:
    from collections.abc import Sequence

    from regsearch.index.reader import OpenIndex
    from regsearch.model import ParsedQuery
    from regsearch.search.library import Library

TODAY = date(2026, 11, 22)


def read(library: Library, text: str, on: date = TODAY) -> ParsedQuery:
    return library.explain(text, as_of=on).query


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("tenaga honorer memasang spanduk", "non-asn"),
        ("PPPK memasang spanduk", "pppk"),
        ("CPNS memasang spanduk", "cpns"),
        ("calon PNS memasang spanduk", "cpns"),
        ("seorang PNS memasang spanduk", "pns"),
        ("perangkat desa memasang spanduk", "perangkat-desa"),
        ("kades memasang spanduk", "kades"),
        ("tentara memasang spanduk", "tni"),
        ("polisi memasang spanduk", "polri"),
        ("pegawai BUMN memasang spanduk", "bumn"),
        ("pensiunan PNS memasang spanduk", "pensiunan"),
        ("non ASN memasang spanduk", "non-asn"),
        ("ASN memasang spanduk", "asn"),
        ("memasang spanduk", None),
        ("anggota BPD memasang spanduk", "bpd"),
        ("wakil bupati memasang spanduk", "pejabat"),
        ("apakah boleh gubernur memasang spanduk", "pejabat"),
        ("memasang spanduk bupati", None),
        ("bupati meminta PNS memasang spanduk", "pns"),
        ("bupati", None),
        ("tim sukses mengajak lurah memasang spanduk", "calon"),
        ("anggota BPD merangkap perangkat desa", "bpd"),
        ("ASN memasang spanduk kades", "asn"),
        ("PNS dilarang memasang spanduk kades", "pns"),
        ("polisi menangkap PNS memasang spanduk", "pns"),
    ],
)
def test_subject(library: Library, text: str, subject: str | None) -> None:
    assert read(library, text).subject == subject


@pytest.mark.parametrize(
    ("text", "stage"),
    [
        ("spanduk bakal calon", "sebelum"),
        ("spanduk calon sebelum penetapan", "sebelum"),
        ("spanduk calon yang sudah ditetapkan", "sesudah"),
        ("spanduk calon setelah penetapan KPU", "sesudah"),
        ("spanduk calon", None),
    ],
)
def test_stage(library: Library, text: str, stage: str | None) -> None:
    assert read(library, text).stage == stage


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("apa sanksi memasang spanduk", "sanction"),
        ("bolehkah memasang spanduk", "permission"),
        ("apakah PP 53/2010 masih berlaku", "validity"),
        ("apa itu netralitas", "meaning"),
    ],
)
def test_intent(library: Library, text: str, intent: str) -> None:
    assert intent in read(library, text).intents


def test_what_the_asker_says_goes_before_the_words(library: Library) -> None:
    reply = library.ask("PNS memasang spanduk bakal calon", subject="pppk", stage="sesudah")
    assert (reply.query.subject, reply.query.stage) == ("pppk", "sesudah")


def test_citations_are_taken_out_of_the_words(library: Library) -> None:
    query = read(library, "spanduk Pasal 5 huruf n angka 5 PP 94/2021")
    assert [reference.document for reference in query.citations] == ["pp-94-2021"]
    assert [c.name for c in query.concepts] == ["spanduk"]


def test_a_shared_name_means_the_law_of_the_day(library: Library) -> None:
    for day, document in ((date(2023, 10, 30), "uu-5-2014"), (date(2023, 10, 31), "uu-20-2023")):
        query = read(library, "pasal 9 ayat 2 UU ASN", day)
        assert [reference.document for reference in query.citations] == [document]


def test_misspelled_words_are_read_and_told(library: Library) -> None:
    query = read(library, "memasang spandk dan balihoo")
    assert query.assumed == (("spandk", "spanduk"), ("balihoo", "baliho"))
    assert "spanduk" in query.words


def test_known_words_are_left_alone(library: Library) -> None:
    text = "memasang spanduk baliho calon bupati lewat medsos"
    assert read(library, text).assumed == ()


@given(st.integers(1, 9999), st.integers(1, 999), st.integers(1990, 2030))
@settings(max_examples=20, deadline=None)
def test_correction_never_changes_a_number(
    library: Library, pasal: int, number: int, year: int
) -> None:
    """A wrong digit names another law: numbers are read as they stand, or not at all."""
    digits = {str(pasal), str(number), str(year)}
    query = read(library, f"spandk pasal {pasal} PP {number}/{year}")
    for written, read_as in query.assumed:
        assert not any(character.isdigit() for character in written + read_as)
    for reference in query.citations:
        own = {part for _, step in reference.locator for part in (step,)}
        assert own <= digits
        assert reference.document == f"pp-{number}-{year}"


def test_phrases_go_before_words(library: Library) -> None:
    concepts = read(library, "foto bersama bakal calon").concepts
    assert [concept.name for concept in concepts] == ["foto bersama", "bakal calon"]


def test_a_question_of_carriers_alone_is_searched_after_all(library: Library) -> None:
    assert read(library, "sanksi pns").concepts


@pytest.mark.parametrize("text", ["", " ", "?!", "dan yang di", "\x00", "🙂", "0", "()"])
def test_nothing_to_search_for(library: Library, text: str) -> None:
    assert read(library, text).concepts == ()


def test_a_stranger_is_not_made_a_known_word(library: Library) -> None:
    assert read(library, "rendang padang").assumed == ()


def test_the_corrector_is_asked_only_for_words_that_matter(opened: OpenIndex) -> None:
    asked: list[str] = []

    def corrections(words: Sequence[str]) -> dict[str, str]:
        asked.extend(words)
        return {}

    text = "yang dan spandk sanksi pns abc"
    parse_query(text, TODAY, opened.directory, opened.analyser, corrections)
    assert asked == ["spandk"]


@pytest.mark.parametrize(
    ("said", "root"),
    [
        ("ngehukum", "hukum"),
        ("dihukumin", "hukum"),
        ("nyoblosin", "coblos"),
        ("ngampanyein", "kampanye"),
    ],
)
def test_a_casual_form_is_read_as_its_root(library: Library, said: str, root: str) -> None:
    assert dict(read(library, f"{said} bawahan").assumed)[said] == root
