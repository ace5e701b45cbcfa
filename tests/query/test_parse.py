"""A question is understood before anything is looked up."""

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


def read(library: Library, text: str, on: date | None = TODAY) -> ParsedQuery:
    return library.explain(text, as_of=on).query


def names(query: ParsedQuery) -> tuple[str, ...]:
    return tuple(concept.name for concept in query.concepts)


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
    assert names(query) == ("spanduk",)


def test_a_shared_name_means_the_law_of_the_day(library: Library) -> None:
    for day, document in ((date(2023, 10, 30), "uu-5-2014"), (date(2023, 10, 31), "uu-20-2023")):
        query = read(library, "pasal 9 ayat 2 UU ASN", day)
        assert [reference.document for reference in query.citations] == [document]


def test_misspelled_words_are_read_and_told(library: Library) -> None:
    query = read(library, "memasang spandk dan balihoo")
    assert query.assumed == (("spandk", "spanduk"), ("balihoo", "baliho"))
    assert "spanduk" in names(query)


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
    found = names(read(library, "foto bersama bakal calon"))
    assert found == ("foto bersama", "bakal calon")


def test_a_question_of_boilerplate_alone_is_searched_after_all(library: Library) -> None:
    query = read(library, "sanksi pns")
    assert query.only_boilerplate
    assert query.concepts


@pytest.mark.parametrize("text", ["", " ", "?!", "dan yang di", "\x00", "🙂", "0", "()"])
def test_nothing_to_search_for(library: Library, text: str) -> None:
    assert read(library, text).concepts == ()


def test_a_stranger_is_not_made_a_known_word(library: Library) -> None:
    assert read(library, "rendang padang").assumed == ()


def test_the_corrector_is_asked_only_for_words_that_matter(opened: OpenIndex) -> None:
    asked: list[str] = []

    def corrections(spoken: Sequence[str]) -> dict[str, str]:
        asked.extend(spoken)
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


ELECTIONS = [
    ("pilkada", "ASN kampanye pilkada"),
    ("pilkada", "ASN dukung calon wakil bupati"),
    ("pilkada", "ASN like foto bupati"),
    ("pemilu", "ASN dukung caleg"),
    ("pemilu", "ASN kampanye di pemilu"),
    ("pemilu", "kampanye capres dan caleg di pemilu"),
    ("pilpres", "ASN dukung capres di pemilu"),
    ("pilpres", "pemilu presiden"),
    ("pilkades", "ASN jadi panitia pilkades"),
    ("pilkades", "PNS mendukung calon kades"),
    (None, "pilkada dan pemilu"),
    (None, "bupati memutasi PNS"),
    (None, "PNS bolos"),
    (None, "kepala desa mangkir"),
]


@pytest.mark.parametrize(("election", "text"), ELECTIONS)
def test_election(library: Library, election: str | None, text: str) -> None:
    query = read(library, text)
    assert query.election == election
    assert not query.assumed
    assert bool(query.other_election_laws) is (election is not None)


STAGES = [
    # Words go before days.
    ("sebelum", "spanduk bakal calon bupati", date(2024, 10, 1)),
    ("sebelum", "spanduk calon bupati", date(2024, 9, 21)),
    ("sesudah", "spanduk calon bupati", date(2024, 9, 22)),
    ("sesudah", "spanduk cagub", date(2018, 2, 12)),
    ("sebelum", "spanduk cagub", date(2018, 2, 11)),
    ("sesudah", "spanduk di pilkada", date(2020, 9, 23)),
    ("sebelum", "spanduk caleg", date(2023, 11, 2)),
    ("sesudah", "spanduk caleg", date(2023, 11, 3)),
    ("sebelum", "spanduk capres", date(2023, 11, 3)),
    ("sesudah", "spanduk capres", date(2023, 11, 13)),
    # Outside the stages of such an election no day tells anything.
    (None, "spanduk calon bupati", date(2026, 11, 22)),
    (None, "spanduk calon bupati", date(2021, 6, 1)),
    (None, "spanduk caleg", date(2024, 10, 1)),
    (None, "spanduk", date(2024, 10, 1)),
]


@pytest.mark.parametrize(("stage", "text", "on"), STAGES)
def test_the_day_tells_the_stage(library: Library, stage: str | None, text: str, on: date) -> None:
    assert read(library, text, on).stage == stage


@pytest.mark.parametrize(
    ("stage", "when"),
    [
        ("sesudah", "pada tanggal 1 Oktober 2024"),
        ("sebelum", "bulan Agustus 2024"),
        # Both stages fell within them.
        (None, "bulan September 2024"),
        (None, "tahun 2024"),
    ],
)
def test_a_day_in_the_question_tells_the_stage(
    library: Library, stage: str | None, when: str
) -> None:
    query = read(library, f"PNS memasang spanduk calon bupati {when}", None)
    assert query.stage == stage
    assert query.day_mentioned


def test_words_around_a_date_are_not_searched(library: Library) -> None:
    plain = read(library, "memasang spanduk", None)
    dated = read(library, "pada hari Selasa tanggal 12 Maret 2019 memasang spanduk", None)
    assert dated.words == plain.words
    assert dated.concepts == plain.concepts


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        ("remedy", "tidak terima dihukum, langkah apa"),
        ("deadline", "paling lambat kapan mengajukan keberatan"),
        ("decider", "siapa yang berwenang menghukum camat"),
        ("salary", "gaji PNS yang diberhentikan sementara"),
        ("procedure", "bagaimana prosedur pemanggilan"),
        ("difference", "apa bedanya teguran lisan dan tertulis"),
    ],
)
def test_what_is_asked_more_closely_is_searched_all_the_same(
    library: Library, asked: str, text: str
) -> None:
    assert asked in read(library, text).intents


def test_a_remedy_keeps_its_words(library: Library) -> None:
    assert "keberatan" in " ".join(names(read(library, "mengajukan keberatan")))


def test_soldiers_and_policemen_are_both_told(library: Library) -> None:
    reply = library.ask("apakah anggota TNI Polri boleh ikut kampanye")
    assert reply.outcome == "not_covered"
    assert "anggota TNI" in (reply.message or "")
    assert "anggota Polri" in (reply.message or "")


def test_others_are_whoever_else_is_mentioned(library: Library) -> None:
    query = read(library, "guru diajak kades kampanye")
    assert (query.subject, query.others) == ("kades", frozenset({"asn"}))
    assert library.ask("guru diajak kades", subject="asn").query.subject == "asn"
