"""The cases that a question leaves open: the rules of ``search/cases.py``, one by one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from regsearch.model import Answer, Basis, Passage, Sanction, parse_address
from regsearch.query.applicability import binds
from regsearch.search.cases import Asked, cases_of

if TYPE_CHECKING:
    from regsearch.model import Stage
    from regsearch.search.library import Library


def basis(citation: str, document: str = "pp-1-2020", address: str = "pasal-9") -> Basis:
    return Basis(document, citation, parse_address(address))


def answer(
    *sanctions: Sanction,
    subjects: tuple[str, ...] = ("pns", "cpns"),
    stage: Stage | None = None,
    citation: str = "PP 1/2020 Pasal 5",
) -> Answer:
    passage = Passage(
        document="pp-1-2020",
        locator=parse_address("pasal-5"),
        citation=citation,
        text="dilarang",
        text_kind="ringkasan",
        verification="naskah",
        modality="larangan",
        start=date(2020, 1, 1),
        subjects=subjects,
        stage=stage,
    )
    return Answer(
        rank=1,
        score=1.0,
        document=passage.document,
        citation=citation,
        locator=passage.locator,
        text=passage.text,
        text_kind="ringkasan",
        verification="naskah",
        modality="larangan",
        status="berlaku",
        sanctions=sanctions,
        passage=passage,
    )


HEAVY = Sanction("berat", ("turun jabatan",), (basis("PP 1/2020 Pasal 9"),))


def asked(subject: str | None = None, stage: Stage | None = None) -> Asked:
    return Asked(subject, stage, (), binds)


def test_two_readings_of_one_sanction_are_one_case_with_a_caution() -> None:
    law = "Peraturan Pemerintah tentang Gaji"
    both = (basis("PP 1/2020 Pasal 42", address="pasal-42"),)
    now = Sanction("sedang", ("tunda pangkat",), both, f"selama {law} belum berlaku")
    then = Sanction("sedang", ("potong tunjangan",), both, f"setelah {law} berlaku")
    (case,) = cases_of([answer(now, then)])
    assert (case.condition, case.penalties) == (None, ("tunda pangkat",))
    assert "potong tunjangan" in (case.caution or "")
    assert "PP 1/2020 Pasal 42" in (case.caution or "")


def test_condition_says_whom_a_case_is_about() -> None:
    everybody = ("asn", "pns", "tni", "polri", "kades", "bumn")
    for_some = replace(HEAVY, condition="bagi kepala desa dan anggota TNI")
    (case,) = cases_of([answer(for_some, subjects=everybody)])
    assert case.subject == ("tni", "kades")
    (case,) = cases_of([answer(for_some, subjects=everybody)], asked("kades"))
    assert case.subject == ("kades",)


def test_sanction_on_others_than_the_one_asked_about_is_left_out() -> None:
    for_others = replace(HEAVY, condition="bagi hakim dan karyawan BUMN")
    for who in ("kades", "pns"):
        assert cases_of([answer(for_others, subjects=("umum",))], asked(who)) == ()


def test_long_list_of_people_says_nothing() -> None:
    (case,) = cases_of([answer(HEAVY, subjects=("asn", "tni", "polri", "kades", "bumn"))])
    assert case.subject == ()


def test_stage_not_asked_about_is_left_out_and_before_comes_first() -> None:
    after = answer(HEAVY, stage="sesudah", citation="SKB B")
    before = answer(replace(HEAVY, level="kode_etik"), stage="sebelum", citation="SKB A")
    assert [c.stage for c in cases_of([after, before])] == ["sebelum", "sesudah"]
    assert [c.stage for c in cases_of([after, before], asked(stage="sesudah"))] == ["sesudah"]


def test_norm_behind_a_row_of_the_decree_adds_nothing() -> None:
    row = answer(HEAVY, stage="sesudah", citation="SKB B", subjects=("asn", "pns", "pppk"))
    assert [c.citation for c in cases_of([row, answer(HEAVY)])] == ["SKB B"]


def test_crime_stands_beside_what_follows_at_work() -> None:
    row = answer(HEAVY, stage="sesudah", citation="SKB B")
    crime = answer(replace(HEAVY, level="pidana"), citation="UU 1/2020 Pasal 5")
    assert {c.level for c in cases_of([row, crime])} == {"berat", "pidana"}


def test_case_with_no_other_basis_adds_nothing() -> None:
    more = replace(HEAVY, basis=(*HEAVY.basis, basis("PP 1/2020 Pasal 8", address="pasal-8")))
    assert len(cases_of([answer(more), answer(HEAVY, citation="PP 1/2020 Pasal 9")])) == 1


def test_cases_that_tell_one_person_the_same_are_one() -> None:
    rows = [
        Sanction(
            "pidana", ("penjara",), (basis(f"PP 1/2020 Pasal {n}", address=f"pasal-{n}"),), who
        )
        for n, who in ((8, "bagi pejabat negara"), (9, "bagi pejabat daerah"), (7, "bila petahana"))
    ]
    first, second = cases_of([answer(*rows, subjects=("pejabat",))], asked("pejabat"))
    assert [b.citation for b in first.basis] == ["PP 1/2020 Pasal 8", "PP 1/2020 Pasal 9"]
    assert first.condition == "bagi pejabat negara; bagi pejabat daerah"
    assert second.condition == "bila petahana"
    by_name = [
        replace(r, condition=c) for r, c in zip(rows, ("bagi calon", "bagi TNI"), strict=False)
    ]
    assert len(cases_of([answer(*by_name)])) == 2


def test_crime_that_spares_civil_servants_is_none_of_theirs() -> None:
    who = "bagi pejabat negara; tidak bagi pejabat struktural atau fungsional ASN"
    crime = Sanction("pidana", ("penjara",), (basis("PP 1/2020 Pasal 8"),), who)
    assert cases_of([answer(crime)], asked("pns")) == ()
    assert len(cases_of([answer(crime)], asked("pejabat"))) == 1


def test_crime_of_a_campaign_team_is_no_other_persons() -> None:
    who = "bagi pelaksana dan/atau tim Kampanye Pemilu"
    crime = Sanction("pidana", ("kurungan",), (basis("PP 1/2020 Pasal 8"),), who)
    assert cases_of([answer(crime)], asked("polri")) == ()
    assert [c.subject for c in cases_of([answer(crime)])] == [("tim-kampanye",)]


def test_sanction_for_civil_servants_in_general_adds_nothing() -> None:
    same = replace(HEAVY, condition="bagi PNS")
    assert len(cases_of([answer(HEAVY), answer(same, citation="X")], asked("pns"))) == 1


def test_cause_in_a_list_is_the_condition_of_what_it_imposes() -> None:
    own = Sanction("ptdh", ("diberhentikan",), (basis("PP 1/2020 Pasal 5"),))
    item = replace(answer(own), text="dipidana; atau", context=("PNS diberhentikan bila:",))
    assert [c.condition for c in cases_of([item])] == ["bila dipidana"]
    assert [c.condition for c in cases_of([replace(item, context=("PNS dilarang:",))])] == [None]
    other = Sanction(
        "ptdh", ("x",), (basis("Y"),), "bila sebabnya sebagaimana dimaksud pada ayat (3)"
    )
    assert [c.condition for c in cases_of([replace(item, sanctions=(other,))])] == ["bila dipidana"]


def test_ladder_without_rungs_adds_nothing_for_who_is_asked_about() -> None:
    vague = Sanction("bertingkat", (), (basis("PP 1/2020 Pasal 8"),))
    assert [c.level for c in cases_of([answer(vague, HEAVY)], asked("pns"))] == ["berat"]
    assert [c.level for c in cases_of([answer(vague)], asked("pns"))] == ["bertingkat"]


def test_case_that_names_its_penalties_is_kept() -> None:
    silent = replace(HEAVY, penalties=(), basis=(basis("PP 2/2020", "pp-2-2020"),))
    (case,) = cases_of([answer(silent, HEAVY)])
    assert case.penalties == ("turun jabatan",)


def test_rows_of_days_are_in_their_order() -> None:
    def row(days: str) -> Answer:
        return answer(replace(HEAVY, condition=f"bila mangkir {days}"), citation=days)

    shuffled = [row("21 hari kerja"), row("3 hari kerja"), row("10 hari kerja terus-menerus")]
    order = ["3 hari kerja", "21 hari kerja", "10 hari kerja terus-menerus"]
    assert [case.citation for case in cases_of(shuffled)] == order


@pytest.mark.parametrize(
    ("subject", "cited"),
    [("pppk", "PP 49/2018"), ("pppk", "UU 20/2023 Pasal 24 ayat (2)")],
)
def test_what_binds_him_is_shown_where_the_rows_do_not(
    library: Library, subject: str, cited: str
) -> None:
    reply = library.ask("like postingan calon bupati", as_of="2026-11-29", subject=subject)
    bases = [b.citation for case in reply.summary for b in case.basis]
    assert any(citation.startswith(cited) for citation in bases)
    assert not any("PP 94/2021" in citation for citation in bases)
    assert any("tidak mengikat PPPK" in (case.caution or "") for case in reply.summary)


def test_question_of_validity_has_no_sanction(library: Library) -> None:
    assert library.ask("PP 53/2010 masih berlaku?").summary == ()


def test_named_number_of_days_has_its_own_row_only(library: Library) -> None:
    reply = library.ask("bolos kerja 12 hari", as_of="2026-11-29")
    assert [case.level for case in reply.summary] == ["sedang"]
    assert "11 (sebelas) hingga 13" in (reply.summary[0].condition or "")
