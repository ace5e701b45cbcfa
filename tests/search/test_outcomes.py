"""Found, not found, not covered: never a guess."""

from __future__ import annotations

import random
import string
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regsearch.errors import CitationError, NotFoundError
from regsearch.query.applicability import binds

if TYPE_CHECKING:
    from datetime import date

    from regsearch.search.library import Library


@pytest.mark.parametrize(
    "question",
    ["", "   ", "?", "zzzqqq", "resep rendang padang", "jadwal kereta api", "12345", "🙂🙂"],
)
def test_what_the_index_cannot_answer(library: Library, question: str) -> None:
    reply = library.ask(question)
    assert (reply.outcome, reply.answers) == ("not_found", ())
    assert reply.message


def test_a_provision_that_does_not_exist_is_no_answer(library: Library) -> None:
    reply = library.ask("PP 94/2021 Pasal 999")
    assert (reply.outcome, reply.answers) == ("not_found", ())
    assert "Yang terdekat" in (reply.message or "")


@pytest.mark.parametrize("who", ["anggota TNI", "polisi", "pegawai BUMN", "pensiunan PNS"])
def test_whom_these_rules_do_not_cover(library: Library, who: str) -> None:
    reply = library.ask(f"{who} memasang baliho", as_of="2024-01-30")
    assert reply.outcome == "not_covered"
    assert "tidak berlaku" in (reply.message or "")
    assert all(answer.document != "pp-94-2021" for answer in reply.answers)


def test_pp_94_is_never_the_answer_for_pppk_or_non_asn(library: Library) -> None:
    for who in ("PPPK", "tenaga honorer", "kepala desa", "anggota BPD"):
        found = library.search(f"{who} memasang baliho dan kampanye", as_of="2024-01-30", limit=50)
        assert found
        assert all(answer.document != "pp-94-2021" for answer in found), who


def test_no_disciplinary_sanction_falls_on_a_regent(library: Library) -> None:
    found = library.search("bupati memakai fasilitas jabatan untuk kampanye", limit=20)
    assert found[0].document != "pp-94-2021"
    shown = [sanction.level for answer in found for sanction in answer.sanctions]
    assert not {"ringan", "sedang", "berat"} & set(shown)
    # He is among those who impose it, so that the rule may still answer him.
    (first,) = library.search("bupati menjatuhkan hukuman disiplin kepada siapa", limit=1)
    assert first.document == "pp-94-2021"


def test_pp_94_binds_candidates_for_the_civil_service(library: Library) -> None:
    found = library.search("CPNS kegiatan keberpihakan ajakan", as_of="2024-01-30")
    assert any(answer.document == "pp-94-2021" for answer in found)


@pytest.mark.parametrize(
    ("subjects", "asked", "expected"),
    [
        (["pns", "cpns"], "pns", True),
        (["pns", "cpns"], "cpns", True),
        (["pns", "cpns"], "pppk", False),
        (["pns", "cpns"], "non-asn", False),
        (["asn"], "pppk", True),
        (["pppk"], "pns", False),
        (["non-asn"], "asn", False),
        (["kades"], "perangkat-desa", False),
        (["umum"], "tni", True),
        ([], "tni", True),
        (["pns"], None, True),
        (["pns"], "pensiunan", False),
    ],
)
def test_binds(subjects: list[str], asked: str | None, expected: bool) -> None:
    assert binds(subjects, asked) is expected


def test_limit_rank_and_order(library: Library) -> None:
    many = library.search("netralitas ASN", as_of="2024-01-30", limit=20)
    few = library.search("netralitas ASN", as_of="2024-01-30", limit=3)
    assert [a.rank for a in many] == list(range(1, len(many) + 1))
    assert [a.citation for a in few] == [a.citation for a in many[:3]]
    assert [a.score for a in many] == sorted((a.score for a in many), reverse=True)
    assert len({(a.document, a.locator) for a in many}) == len(many)


def test_kinds_limit_the_search(library: Library) -> None:
    found = library.search("netralitas", as_of="2024-01-30", kinds=["skb"])
    assert {library.catalog[a.document].kind for a in found} == {"skb"}


def test_a_kind_that_does_not_exist_finds_nothing(library: Library) -> None:
    assert library.ask("netralitas", kinds=["perwali"]).outcome == "not_found"


def test_the_same_question_gives_the_same_answers(library: Library) -> None:
    first = library.ask("pengurus partai politik", as_of="2024-01-30")
    assert library.ask("pengurus partai politik", as_of="2024-01-30") == first


def test_a_huge_question(library: Library) -> None:
    rng = random.Random(94)
    noise = " ".join("".join(rng.choices(string.ascii_lowercase, k=7)) for _ in range(30))
    reply = library.ask(f"{noise} memasang baliho {noise}")
    assert reply.outcome in {"found", "not_found"}
    assert library.ask("baliho " * 300, as_of="2024-01-30").outcome == "found"
    assert library.ask("a" * 3_000).outcome == "not_found"


@given(st.text(max_size=60))
@settings(max_examples=40, deadline=None)
def test_no_question_breaks_it(library: Library, question: str) -> None:
    assert library.ask(question).outcome in {"found", "not_found", "not_covered"}


def test_lookup_of_an_absent_provision_names_its_neighbours(library: Library) -> None:
    with pytest.raises(NotFoundError) as caught:
        library.lookup("PP 94/2021 Pasal 5 huruf n angka 8")
    assert "PP 94/2021 Pasal 5 huruf n angka 7" in caught.value.neighbours
    assert "Pasal 5 huruf n angka 8" in str(caught.value)


def test_lookup_of_an_unknown_instrument(library: Library) -> None:
    with pytest.raises(NotFoundError, match="PP 1/1900"):
        library.lookup("PP 1/1900 Pasal 1")


def test_lookup_needs_an_instrument(library: Library) -> None:
    with pytest.raises(CitationError, match="tidak menyebut peraturannya"):
        library.lookup("Pasal 5 huruf n")


def test_a_shared_name_names_the_other_bearer(library: Library, today: date) -> None:
    reply = library.lookup("UU ASN Pasal 9 ayat (2)", as_of=today)
    assert reply.answers[0].document == "uu-20-2023"
    assert "UU 5/2014" in (reply.message or "")


def test_the_words_of_an_amended_article_are_found_by_either_name(
    library: Library, today: date
) -> None:
    """Contract: both citations lead to the words in force."""
    by_law = library.lookup("UU 10/2016 Pasal 71", as_of=today).answers[0]
    by_alias = library.lookup("Pasal 71 UU Pilkada", as_of=today).answers[0]
    assert by_law == by_alias
    assert by_law.status == "berlaku"
    old = library.lookup("Pasal 71 UU 1/2015", as_of=today).answers[0]
    assert old.status == "diubah"
    assert any(r.document == "uu-10-2016" and r.relation == "padanan" for r in old.related)


def test_a_mapping_like_lookup(library: Library) -> None:
    assert library["PP 94/2021 Pasal 5 huruf n angka 6"].document == "pp-94-2021"
    with pytest.raises(KeyError):
        library["PP 94/2021 Pasal 999"]


def test_contract_employee_is_not_shown_sanctions_of_civil_servants(library: Library) -> None:
    question = "memasang spanduk calon bupati"

    def punished_under_pp_94(subject: str) -> bool:
        found = library.search(question, subject=subject)
        return any(b.document == "pp-94-2021" for a in found for s in a.sanctions for b in s.basis)

    assert punished_under_pp_94("pns")
    assert not punished_under_pp_94("pppk")
    rows = [a for a in library.search(question, subject="pppk") if a.document.startswith("skb-")]
    assert any("tidak mengikat pelaku" in note.text for row in rows for note in row.notes)


@pytest.mark.parametrize(
    ("question", "stranger", "first"),
    [
        ("apakah PP 94/2021 mengikat PPPK?", "PP 94/2021 tidak mengikat PPPK", "pp-49-2018"),
        (
            "SKB Netralitas 2022 mengikat tenaga kontrak?",
            "SKB Netralitas 2022 tidak mengikat",
            "se-menpanrb-1-2023",
        ),
        ("PP 94/2021 berlaku untuk PNS?", "", "pp-94-2021"),
    ],
)
def test_an_instrument_is_no_answer_for_whom_it_does_not_bind(
    library: Library, question: str, stranger: str, first: str
) -> None:
    reply = library.ask(question)
    assert reply.outcome == "found"
    assert reply.answers[0].document.startswith(first)
    assert stranger in (reply.message or "")
    assert bool(stranger) is ("tidak mengikat" in (reply.message or ""))


def test_an_instrument_that_is_not_here_is_said_and_never_guessed(library: Library) -> None:
    alone = library.ask("bagaimana bunyi UU 98 tahun 2098")
    assert (alone.outcome, alone.answers) == ("not_found", ())
    assert "tidak ada dalam indeks" in (alone.message or "")
    provision = library.ask("Pasal 3 PP 97 tahun 1950")
    assert (provision.outcome, provision.answers) == ("not_found", ())
    beside = library.ask("menurut PP 97 tahun 1950, bolehkah PNS menjadi anggota partai politik")
    assert beside.outcome == "found"
    assert "PP 97 tahun 1950 tidak ada dalam indeks" in (beside.message or "")


@pytest.mark.parametrize(
    ("question", "citation"),
    [
        ("apa yang dimaksud dengan maladministrasi", "UU 37/2008 Pasal 1 angka 3"),
        ("apa arti kode etik PNS", "PP 42/2004 Pasal 1 angka 2"),
        ("definisi pelanggaran disiplin", "PP 94/2021 Pasal 1 angka 6"),
    ],
)
def test_a_term_is_answered_by_its_definition(
    library: Library, question: str, citation: str
) -> None:
    assert library.search(question)[0].citation == citation


def test_a_rule_on_a_special_matter_does_not_answer_for_all(library: Library) -> None:
    """BKN's letter of 2018 is on hate speech; the circular of 2023 on spouses of candidates."""
    special = {"surat-bkn-72-2-2018", "se-menpanrb-18-2023"}
    for question in (
        "menyukai unggahan akun pemenangan calon bupati",
        "jadi narasumber acara partai",
    ):
        assert library.search(question, as_of="2024-01-30")[0].document not in special
    spouse = library.search("narasumber acara partai pendukung istri saya", as_of="2024-01-30")
    assert spouse[0].document == "se-menpanrb-18-2023"
    hate = library.search("PNS like unggahan ujaran kebencian", as_of="2024-01-30")
    assert hate[0].document == "surat-bkn-72-2-2018"


def test_what_single_provisions_say_of_others_is_found(library: Library) -> None:
    """UU 20/2023 binds civil servants, but its Pasal 65 and 66 speak of those who are not."""
    found = library.search("bolehkah mengangkat tenaga honorer", as_of="2025-01-30")
    assert found[0].citation.startswith(("UU 20/2023 Pasal 65", "UU 20/2023 Pasal 66"))


def test_near_misses_are_offered_and_never_assumed(library: Library) -> None:
    reply = library.ask("kmpanya")
    assert (reply.outcome, reply.answers) == ("not_found", ())
    assert "Mungkin yang dimaksud: kampanye?" in (reply.message or "")
    assert "Mungkin" not in (library.ask("zzzqqq").message or "")


@pytest.mark.parametrize(
    ("question", "subject"),
    [
        ("suami saya kades, saya asn, boleh hadir kampanyenya?", "asn"),
        ("saya ini cuma honorer, atasan saya PNS minta saya ikut kampanye", "non-asn"),
        ("saya seorang PPPK, istri saya PNS", "pppk"),
        ("anak saya anggota polri, saya pns di kelurahan", "pns"),
        ("kepala desa kampanye", "kades"),
    ],
)
def test_who_speaks_is_whom_it_is_about(library: Library, question: str, subject: str) -> None:
    assert library.ask(question).query.subject == subject


def test_a_word_of_the_language_is_no_misspelling(library: Library) -> None:
    """The index lacks both, and has words that are one letter away."""
    for question in ("pose di depan kantor", "PPPK paruh waktu jadi anggota partai"):
        assert library.ask(question).query.assumed == ()
    assert library.ask("netralitsa ASN").query.assumed == (("netralitsa", "netralitas"),)


def test_behaviour_without_law_on_its_day_is_refused(library: Library) -> None:
    then = library.ask("PNS ikut kampanye presiden", as_of="2004-08-01")
    assert (then.outcome, then.answers) == ("not_found", ())
    assert library.ask("PNS ikut kampanye presiden", as_of="2012-08-01").outcome == "found"


def test_catchword_that_says_whom_it_is_about_is_recognised(library: Library) -> None:
    assert library.ask("PPPK selingkuh", as_of="2026-11-22").outcome == "found"
    assert library.ask("PPPK rendang", as_of="2026-11-22").outcome == "not_found"


def test_sanction_is_told_however_few_answers_are_shown(library: Library) -> None:
    """That of a civil servant who stands for election is in a norm behind the one that binds."""
    reply = library.ask("ASN mau nyaleg", as_of="2026-11-22", limit=1)
    assert [answer.citation for answer in reply.answers] == ["UU 20/2023 Pasal 59 ayat (3)"]
    assert {case.level for case in reply.summary} == {"pdh", "ptdh"}
    assert {case.answer for case in reply.summary} == {None}


def test_few_words_are_outside_only_where_that_is_likelier(library: Library) -> None:
    assert library.ask("terlambat 10 menit", as_of="2026-11-22").outcome == "found"
    assert library.ask("gempa 10 menit", as_of="2026-11-22").outcome == "not_found"
