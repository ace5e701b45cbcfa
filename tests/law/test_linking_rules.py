"""The rules by which a sanction is linked to the norm it punishes, each on a tiny regulation."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from regsearch.model import Reference, parse_address
from tests.law.sanctioned import LEVELS, PDHTAPS, basis, link_sanctions, of

if TYPE_CHECKING:
    from collections.abc import Callable

    from regsearch.law.references import Corpus


def test_rule_1_sanction_cites_its_norm(make_corpus: Callable[..., Corpus]) -> None:
    corpus = make_corpus(
        {
            "pp-1-2020": LEVELS
            | {
                "pasal-5": "Pegawai dilarang berjudi.",
                "pasal-6": "Pegawai dilarang mencuri.",
                "pasal-9": "Hukuman disiplin berat dijatuhkan kepada pegawai yang melanggar "
                "larangan sebagaimana dimaksud dalam Pasal 5.",
            }
        }
    )
    found = link_sanctions(corpus)
    (sanction,) = of(found, "pasal-5")
    assert sanction.level == "berat"
    assert sanction.penalties == ("penurunan jabatan", "pemberhentian")
    assert basis(sanction) == ["PP 1/2020 Pasal 9", "PP 1/2020 Pasal 8 ayat (2)"]
    assert of(found, "pasal-6") == ()


def test_rule_1_each_item_of_list_cites_its_own_norm(make_corpus: Callable[..., Corpus]) -> None:
    corpus = make_corpus(
        {
            "pp-1-2020": LEVELS
            | {
                "pasal-5": "Pegawai dilarang:",
                "pasal-5/huruf-a": "berjudi;",
                "pasal-5/huruf-b": "mencuri; dan",
                "pasal-5/huruf-c": "tidur.",
                "pasal-9": "Hukuman disiplin berat dijatuhkan kepada pegawai yang melanggar:",
                "pasal-9/huruf-a": "larangan mencuri sebagaimana dimaksud dalam Pasal 5 huruf b.",
                "pasal-10": "Hukuman disiplin ringan dijatuhkan kepada pegawai yang melanggar:",
                "pasal-10/huruf-a": "larangan berjudi sebagaimana dimaksud dalam Pasal 5 huruf a.",
            }
        }
    )
    found = link_sanctions(corpus)
    assert [s.level for s in of(found, "pasal-5/huruf-a")] == ["ringan"]
    assert [s.level for s in of(found, "pasal-5/huruf-b")] == ["berat"]
    assert basis(of(found, "pasal-5/huruf-b")[0])[0] == "PP 1/2020 Pasal 9 huruf a"
    assert of(found, "pasal-5/huruf-c") == ()


def test_rule_2_items_that_cite_their_own_document_are_not_aligned_with_anothers_list(
    make_corpus: Callable[..., Corpus],
) -> None:
    corpus = make_corpus(
        {
            "pp-1-2020": {
                "pasal-5": "Pegawai dilarang mendukung calon dengan cara:",
                "pasal-5/angka-1": "menggunakan mobil dinas kantor;",
                "pasal-5/angka-2": "membagikan sembako kepada warga.",
            },
            "pp-2-2021": LEVELS
            | {
                "pasal-7": "Pegawai dilarang membagikan sembako kepada warga.",
                "pasal-9": "Hukuman disiplin berat dijatuhkan kepada pegawai yang melanggar:",
                "pasal-9/huruf-a": "larangan sebagaimana dimaksud dalam Pasal 5 Peraturan "
                "Pemerintah Nomor 1 Tahun 2020 dengan cara:",
                "pasal-9/huruf-a/angka-1": "menggunakan mobil dinas kantor; dan",
                "pasal-9/huruf-a/angka-2": "membagikan sembako kepada warga sebagaimana dimaksud "
                "dalam Pasal 7.",
            },
        }
    )
    assert link_sanctions(corpus).punishes == {}


def test_rule_2_renumbered_lists_are_aligned_by_words(make_corpus: Callable[..., Corpus]) -> None:
    corpus = make_corpus(
        {
            "pp-1-2020": LEVELS
            | {
                "pasal-5": "Pegawai dilarang mendukung calon dengan cara:",
                "pasal-5/angka-1": "hadir diam saja;",
                "pasal-5/angka-2": "menggunakan mobil dinas kantor;",
                "pasal-5/angka-3": "membagikan sembako kepada warga.",
                "pasal-9": "Hukuman disiplin berat dijatuhkan kepada pegawai yang melanggar:",
                "pasal-9/huruf-a": "larangan sebagaimana dimaksud dalam Pasal 5 dengan cara:",
                "pasal-9/huruf-a/angka-1": "menggunakan mobil dinas kantor; dan",
                "pasal-9/huruf-a/angka-2": "membagikan sembako kepada warga.",
            }
        }
    )
    found = link_sanctions(corpus)
    (second,) = of(found, "pasal-5/angka-2")
    (third,) = of(found, "pasal-5/angka-3")
    assert basis(second)[0] == "PP 1/2020 Pasal 9 huruf a angka 1"
    assert basis(third)[0] == "PP 1/2020 Pasal 9 huruf a angka 2"
    first = Reference("pp-1-2020", parse_address("pasal-5/angka-1"))
    assert found.of(first) == ()
    note = found.note_if_unpunished(first)
    assert note is not None
    assert "Tidak ada pasal sanksi" in note


def test_rule_2_alignment_keeps_order_and_skips_unmatched_items(
    make_corpus: Callable[..., Corpus],
) -> None:
    corpus = make_corpus(
        {
            "pp-1-2020": LEVELS
            | {
                "pasal-5": "Pegawai dilarang mendukung calon dengan cara:",
                "pasal-5/angka-1": "hadir diam saja;",
                "pasal-5/angka-2": "memasang spanduk besar;",
                "pasal-5/angka-3": "memasang spanduk besar, sekalipun malam hari.",
                "pasal-9": "Hukuman disiplin berat dijatuhkan kepada pegawai yang melanggar:",
                "pasal-9/huruf-a": "larangan sebagaimana dimaksud dalam Pasal 5 dengan cara:",
                "pasal-9/huruf-a/angka-1": "merusak kantor;",
                "pasal-9/huruf-a/angka-2": "memasang spanduk besar; dan",
                "pasal-9/huruf-a/angka-3": "memasang spanduk besar.",
            }
        }
    )
    found = link_sanctions(corpus)
    assert of(found, "pasal-5/angka-1") == ()
    for number in "23":
        (sanction,) = of(found, f"pasal-5/angka-{number}")
        assert basis(sanction)[0] == f"PP 1/2020 Pasal 9 huruf a angka {number}"


def test_rule_3_each_cause_is_norm_and_sanction(make_corpus: Callable[..., Corpus]) -> None:
    corpus = make_corpus(
        {
            "uu-1-2020": {
                "pasal-7": "Pegawai diberhentikan tidak dengan hormat karena:",
                "pasal-7/huruf-a": "menjadi anggota partai politik; atau",
                "pasal-7/huruf-b": "menjual rahasia negara.",
            }
        }
    )
    found = link_sanctions(corpus)
    for letter in "ab":
        (sanction,) = of(found, f"pasal-7/huruf-{letter}", "uu-1-2020")
        assert sanction.level == "ptdh"
        assert basis(sanction) == [f"UU 1/2020 Pasal 7 huruf {letter}"]


def test_rule_4_row_of_table_has_its_own_sanction(make_corpus: Callable[..., Corpus]) -> None:
    row = "lampiran-I/angka-1"
    other = "lampiran-I/angka-2"
    corpus = make_corpus(
        {
            "pp-1-2020": LEVELS | {"pasal-9": "Hukuman disiplin berat dijatuhkan bagi pelanggar."},
            "skb-2-2021": {"lampiran-I": "", row: "Memasang baliho.", other: "Mengajak warga."},
        },
        cells={
            f"skb-2-2021#{row}": (
                ("Jenis Sanksi", "hukuman disiplin berat"),
                ("Dasar Hukum", "PP 1/2020 Pasal 9"),
            ),
            f"skb-2-2021#{other}": (("Jenis Sanksi", "sanksi moral"), ("Dasar Hukum", "-")),
        },
    )
    found = link_sanctions(corpus)
    (sanction,) = of(found, row, "skb-2-2021")
    assert (sanction.level, sanction.penalties[0]) == ("berat", "penurunan jabatan")
    assert "PP 1/2020 Pasal 9" in basis(sanction)
    assert [s.level for s in of(found, other, "skb-2-2021")] == ["kode_etik"]


def test_rule_5_letter_punishes_all_its_points(make_corpus: Callable[..., Corpus]) -> None:
    corpus = make_corpus(
        {
            "surat-1-2020": {
                "angka-1": "Pegawai menjaga netralitas.",
                "angka-2": "Pegawai yang melanggar surat ini dikenai sanksi moral.",
            }
        }
    )
    found = link_sanctions(corpus)
    assert [s.level for s in of(found, "angka-1", "surat-1-2020")] == ["kode_etik"]


def test_rule_6_norms_behind_defined_term(make_corpus: Callable[..., Corpus]) -> None:
    corpus = make_corpus(
        {
            "pp-37-2004": {
                "pasal-2": "",
                "pasal-2/ayat-1": "PNS dilarang menjadi anggota partai politik.",
                "pasal-9": "",
                "pasal-9/ayat-1": "Anggota partai yang tidak mundur diberhentikan tidak dengan "
                "hormat sebagai PNS.",
            }
        }
    )
    (sanction,) = of(link_sanctions(corpus), "pasal-2/ayat-1", "pp-37-2004")
    assert sanction.level == "ptdh"
    assert sanction.condition == "bila tidak mengundurkan diri"


def test_inner_unit_inherits_sanction(
    make_corpus: Callable[..., Corpus],
) -> None:
    corpus = make_corpus(
        {
            "pp-1-2020": LEVELS
            | {
                "pasal-5": "Pegawai dilarang:",
                "pasal-5/huruf-a": "berjudi.",
                "pasal-9": "Pegawai yang melanggar larangan sebagaimana dimaksud dalam Pasal 5 "
                "dijatuhi hukuman disiplin berat.",
            }
        }
    )
    assert [s.level for s in of(link_sanctions(corpus), "pasal-5/huruf-a")] == ["berat"]


def test_sanction_is_limited_to_validity_of_its_basis(make_corpus: Callable[..., Corpus]) -> None:
    corpus = make_corpus(
        {
            "pp-1-2020": LEVELS
            | {
                "pasal-5": "Pegawai dilarang berjudi.",
                "pasal-9": "Hukuman disiplin berat dijatuhkan kepada pegawai yang melanggar "
                "larangan sebagaimana dimaksud dalam Pasal 5.",
            }
        },
        entries={"pp-1-2020": {"revoked": date(2022, 3, 4)}},
    )
    (sanction,) = of(link_sanctions(corpus), "pasal-5")
    assert (sanction.in_force, sanction.revoked) == (date(2020, 1, 1), date(2022, 3, 4))


def test_escalation_becomes_one_ladder(make_corpus: Callable[..., Corpus]) -> None:
    corpus = make_corpus(
        {
            "uu-6-2020": {
                "pasal-3": "Ketua dilarang berkampanye.",
                "pasal-4": "",
                "pasal-4/ayat-1": "Ketua yang melanggar Pasal 3 dikenai sanksi administratif "
                "berupa teguran lisan.",
                "pasal-4/ayat-2": "Bila sanksi administratif pada ayat (1) tidak dilaksanakan, "
                "ketua diberhentikan sementara.",
            }
        }
    )
    (sanction,) = of(link_sanctions(corpus), "pasal-3", "uu-6-2020")
    assert sanction.level == "bertingkat"
    assert basis(sanction) == ["UU 6/2020 Pasal 4 ayat (1)", "UU 6/2020 Pasal 4 ayat (2)"]
    assert len(sanction.penalties) == 2


ASN_LAW = {"uu-20-2023": {"pasal-52": "Pegawai diberhentikan bila melanggar disiplin."}}


def test_penalty_contradicted_by_later_law_has_note_from_its_day(
    make_corpus: Callable[..., Corpus],
) -> None:
    texts = {"pp-1-2020": {"pasal-7": f"Pegawai yang berjudi dikenai {PDHTAPS}."}}
    day = date(2023, 10, 31)
    before, after = of(link_sanctions(make_corpus(texts | ASN_LAW)), "pasal-7")
    assert (before.level, before.penalties) == (after.level, after.penalties)
    assert (before.level, before.penalties) == ("pdhtaps", (PDHTAPS,))
    assert (before.in_force, before.revoked, before.note) == (date(2020, 1, 1), day, None)
    assert (after.in_force, after.revoked) == (day, None)
    assert "UU 20/2023 Pasal 52 ayat (3) huruf g jo. ayat (4)" in (after.note or "")
    (alone,) = of(link_sanctions(make_corpus(texts)), "pasal-7")
    assert (alone.revoked, alone.note) == (None, None)


@pytest.mark.parametrize(
    ("document", "revoked", "notes"),
    [
        ("pp-1-2020", date(2023, 10, 31), [False]),
        ("pp-1-2020", date(2023, 11, 1), [False, True]),
        ("pp-1-2024", None, [True]),
    ],
)
def test_conflict_is_noted_only_while_both_laws_are_in_force(
    make_corpus: Callable[..., Corpus], document: str, revoked: date | None, notes: list[bool]
) -> None:
    texts = {document: {"pasal-7": f"Pegawai yang berjudi dikenai {PDHTAPS}."}}
    corpus = make_corpus(texts | ASN_LAW, entries={document: {"revoked": revoked}})
    found = of(link_sanctions(corpus), "pasal-7", document)
    assert [sanction.note is not None for sanction in found] == notes


def test_sanction_of_ayat_does_not_hide_that_of_its_pasal(
    make_corpus: Callable[..., Corpus],
) -> None:
    corpus = make_corpus(
        {
            "uu-1-2020": {
                "pasal-5": "",
                "pasal-5/ayat-1": "Pejabat dilarang berpihak.",
                "pasal-5/ayat-2": "Calon yang melanggar ayat (1) dikenai sanksi administratif.",
                "pasal-9": "Setiap orang yang melanggar Pasal 5 dipidana dengan pidana penjara "
                "paling lama 1 tahun.",
            }
        }
    )
    found = link_sanctions(corpus)
    assert [s.level for s in of(found, "pasal-5/ayat-1", "uu-1-2020")] == [
        "administratif",
        "pidana",
    ]
    assert [s.level for s in of(found, "pasal-5/ayat-2", "uu-1-2020")] == ["administratif"]


def test_reviewed_link_reaches_norm_quoted_by_another_law(
    make_corpus: Callable[..., Corpus],
) -> None:
    corpus = make_corpus(
        {
            "uu-10-2016": {
                "pasal-I": "Diubah:",
                "pasal-I/angka-5": "Pasal 71 diubah:",
                "pasal-I/angka-5/pasal-71": "",
                "pasal-I/angka-5/pasal-71/ayat-1": "Pejabat dilarang berpihak.",
            },
            "pp-94-2021": {
                "pasal-5": "PNS dilarang berpihak.",
                "pasal-14": "Hukuman disiplin berat dijatuhkan kepada PNS yang melanggar:",
                "pasal-14/huruf-i": "larangan sebagaimana dimaksud dalam Pasal 5 dengan cara:",
                "pasal-14/huruf-i/angka-3": "mengambil keputusan yang menguntungkan calon.",
            },
        }
    )
    norm = "pasal-I/angka-5/pasal-71/ayat-1"
    (sanction,) = of(link_sanctions(corpus), norm, "uu-10-2016")
    assert (sanction.level, sanction.condition) == ("berat", "bagi PNS")
    assert basis(sanction)[0] == "PP 94/2021 Pasal 14 huruf i angka 3"


def test_row_rests_on_the_law_of_each_day(make_corpus: Callable[..., Corpus]) -> None:
    day = date(2023, 10, 31)
    row = "lampiran-II/huruf-B/angka-5"
    corpus = make_corpus(
        {
            "uu-5-2014": {"pasal-87": "PNS anggota partai diberhentikan tidak dengan hormat."},
            "uu-20-2023": {
                "pasal-52": "",
                "pasal-52/ayat-3": "Pegawai ASN diberhentikan bila:",
                "pasal-52/ayat-3/huruf-j": "menjadi anggota partai.",
                "pasal-52/ayat-4": "Sebab dalam ayat (3) huruf j ialah pemberhentian tidak dengan "
                "hormat.",
            },
            "skb-1-2022": {
                "lampiran-II": "",
                "lampiran-II/huruf-B": "",
                row: "Menjadi anggota partai.",
            },
        },
        cells={
            f"skb-1-2022#{row}": (
                ("Jenis Sanksi", "Pemberhentian tidak dengan hormat."),
                (
                    "Dasar",
                    "UU 5/2014 Pasal 87; UU 20/2023 Pasal 52 ayat (3) huruf j dan ayat (4)",
                ),
            )
        },
        entries={"uu-5-2014": {"revoked": day}, "uu-20-2023": {"in_force": day}},
    )
    before, after = of(link_sanctions(corpus), row, "skb-1-2022")
    assert (before.revoked, after.in_force) == (day, day)
    assert basis(before)[1:] == ["UU 5/2014 Pasal 87"]
    assert basis(after)[1:] == [
        "UU 20/2023 Pasal 52 ayat (3) huruf j",
        "UU 20/2023 Pasal 52 ayat (4)",
    ]


def test_breach_among_causes_of_dismissal_is_a_sanction(
    make_corpus: Callable[..., Corpus],
) -> None:
    corpus = make_corpus(
        {
            "uu-6-2020": {
                "pasal-29": "Kepala desa dilarang berkampanye.",
                "pasal-40": "Kepala desa diberhentikan karena:",
                "pasal-40/huruf-a": "masa jabatannya berakhir; atau",
                "pasal-40/huruf-b": "melanggar larangan sebagaimana dimaksud dalam Pasal 29.",
            },
            "pp-7-2021": {
                "pasal-9": "Kepala desa diberhentikan karena:",
                "pasal-9/huruf-a": "melanggar larangan (Pasal 29 UU 6/2020).",
            },
        }
    )
    found = link_sanctions(corpus)
    (sanction,) = of(found, "pasal-29", "uu-6-2020")
    assert (sanction.level, sanction.penalties) == ("administratif", ("pemberhentian",))
    assert basis(sanction) == ["UU 6/2020 Pasal 40 huruf b"]
    assert of(found, "pasal-40/huruf-a", "uu-6-2020") == ()
    assert [s.level for s in of(found, "pasal-9/huruf-a", "pp-7-2021")] == ["administratif"]
