"""Single citations: what each stands for, whether it exists and is law, what is claimed of it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

import regsearch
from regsearch.errors import TooLargeError, UsageError

if TYPE_CHECKING:
    from regsearch.model.draft import CheckedCitation
    from regsearch.search.library import Library

DAY = "2024-06-01"


def one(library: Library, text: str, number: int = -1, as_of: str | None = DAY) -> CheckedCitation:
    return regsearch.check_text(text, library=library, as_of=as_of).citations[number]


@pytest.mark.parametrize(
    ("text", "read_as"),
    [
        ("PP 94/2021 mengatur disiplin. Lihat Pasal 14 huruf i.", "PP 94/2021 Pasal 14 huruf i"),
        ("Pasal 26 PP 94/2021, khususnya ayat (2)", "PP 94/2021 Pasal 26 ayat (2)"),
        ("PP 94/2021 berlaku. Pasal 5 PP tersebut", "PP 94/2021 Pasal 5"),
        ("PP 94/2021 dan UU 20/2023. Pasal 5 Peraturan Pemerintah dimaksud", "PP 94/2021 Pasal 5"),
        ("Pasal 3 huruf d PP 94/2021; huruf e di atas", "PP 94/2021 Pasal 3 huruf e"),
        ("Pasal 8-10 PP 94/2021", "PP 94/2021 Pasal 8 sampai dengan Pasal 10"),
        ("Pasal 8 sampai Pasal 10 PP 94/2021", "PP 94/2021 Pasal 8 sampai dengan Pasal 10"),
        (
            "Pasal 3 huruf a\u2013d PP 94/2021",
            "PP 94/2021 Pasal 3 huruf a sampai dengan Pasal 3 huruf d",
        ),
        ("Pasal 5, huruf (n), angka 6 PP 94/2021", "PP 94/2021 Pasal 5 huruf n angka 6"),
        ("Peraturan Pemerintah (PP) Nomor 94 Tahun 2021", "PP 94/2021"),
        ("Peraturan Pemerintah tentang Disiplin Pegawai Negeri Sipil", "PP 94/2021"),
        ("PP 94/2021 (selanjutnya disebut PP Hukdis). Pasal 5 PP Hukdis", "PP 94/2021 Pasal 5"),
        ("Pasal 5 sebagaimana diatur dalam PP 94/2021", "PP 94/2021 Pasal 5"),
        ("Pasal 5 huruf n\nangka 6 PP 94/2021", "PP 94/2021 Pasal 5 huruf n angka 6"),
        ("Pasal 5 PP 94/2021 berlaku; pasal tersebut tegas.", "PP 94/2021 Pasal 5"),
        ("UU 20/2023, Pasal 5 huruf n PP 94/2021, dan PP 79/2021", "PP 94/2021 Pasal 5 huruf n"),
        ("UU ASN dan PP 94/2021 Pasal 5 huruf n", "PP 94/2021 Pasal 5 huruf n"),
        ("Pasal 5 PP 94/2021; UU 20/2023", "PP 94/2021 Pasal 5"),
        (
            "PP 42/2004. SKB Lampiran II huruf A angka 4",
            "SKB Netralitas 2022 Lampiran II huruf A angka 4",
        ),
        ("UU 20/2023 dan PP 94/2021 berlaku; Pasal 9 ayat (2) UU", "UU 20/2023 Pasal 9 ayat (2)"),
        ("Mengingat 1. Pasal 5 PP 94/2021; 2. UU 20/2023", "UU 20/2023"),
        (
            "Lampiran II huruf A SKB Netralitas 2022. Menurut angka 5 lampiran tersebut",
            "SKB Netralitas 2022 Lampiran II huruf A angka 5",
        ),
    ],
)
def test_citation_is_read_as_meant(library: Library, text: str, read_as: str) -> None:
    found = regsearch.check_text(text, library=library, as_of=DAY).citations
    assert read_as in [citation.read_as for citation in found]
    assert all(citation.exists for citation in found)


@pytest.mark.parametrize(
    "text",
    [
        "bahwa berdasarkan pertimbangan sebagaimana dimaksud dalam huruf a dan huruf b",
        "sebagaimana tersebut pada angka 2 surat ini",
        "Pasal 4 Keputusan ini mulai berlaku",
        "Diktum KESATU",
        "Hubungi nomor 5 tahun ini",
    ],
)
def test_own_parts_of_a_draft_are_no_citations(library: Library, text: str) -> None:
    assert regsearch.check_text(text, library=library, as_of=DAY).citations == ()


def test_articles_of_a_draft_regulation_are_its_own(library: Library) -> None:
    text = "Pasal 1\nKode etik.\nPasal 2\nSebagaimana dimaksud dalam Pasal 1 ayat (9).\nPasal 3\nX."
    assert regsearch.check_text(text, library=library, as_of=DAY).citations == ()


def test_missing_provision_names_those_that_there_are(library: Library) -> None:
    citation = one(library, "Pasal 5 huruf n angka 8 PP 94/2021")
    assert citation.exists is False
    assert [finding.code for finding in citation.findings] == ["tidak_ada"]
    assert "angka 1 sampai dengan angka 7" in citation.findings[0].message
    assert citation.neighbours[0] == "PP 94/2021 Pasal 5 huruf n angka 7"
    assert citation.advice is not None


@pytest.mark.parametrize(
    "text",
    [
        "Pasal 27 ayat (1) UUD 1945",
        "Pasal 3 UU Nomor 23 Tahun 2014 tentang Pemerintahan Daerah",
        "Peraturan Daerah Kabupaten Contoh Nomor 3 Tahun 2016",
        "Pasal 50 UU 7/2017",  # the digest does not restate it
        "Pasal 39 ayat (1) PP 94/2021",  # lost in the copy that was read
        "Pasal 12 tanpa peraturan apa pun",
        "PP 94/2021 mengatur disiplin; lihat juga Pasal 60 Peraturan BKN",
    ],
)
def test_what_the_index_does_not_have_is_unknown_never_wrong(library: Library, text: str) -> None:
    citation = one(library, text)
    assert citation.exists is None
    assert citation.findings == ()
    assert citation.advice is None
    assert citation.notes


@pytest.mark.parametrize(
    ("text", "day", "status", "wrong"),
    [
        ("PP 53/2010", "2024-01-30", "dicabut", True),
        ("PP 53/2010", "2019-01-30", "berlaku", False),
        ("PP 94/2021", "2019-01-30", "belum_berlaku", True),
        ("PP 53/2010 telah dicabut dengan PP 94/2021", "2024-01-30", "dicabut", False),
        ("Pasal 7 ayat (3) PP 53/2010", "2024-01-30", "berlaku", False),
    ],
)
def test_status_is_that_of_the_day(
    library: Library, text: str, day: str, status: str, wrong: bool
) -> None:
    citation = one(library, text, 0, as_of=day)
    assert citation.status == status
    assert [f.code for f in citation.findings] == (["tidak_berlaku"] if wrong else [])


def test_law_of_the_decision_may_be_cited_for_an_older_act(library: Library) -> None:
    text = (
        "Pada tanggal 10 Mei 2023 ia melanggar Pasal 5 huruf k PP 94/2021. Mengingat UU 20/2023.\n"
        "Ditetapkan di Contoh\npada tanggal 5 Februari 2024"
    )
    checked = regsearch.check_text(text, library=library)
    assert (checked.as_of, checked.day.source) == (date(2023, 5, 10), "perbuatan")
    assert checked.day.label == "baris 1"
    assert checked.findings == ()


@pytest.mark.parametrize(
    ("text", "day", "source"),
    [
        ("pada tanggal 12 Maret 2024 melakukan pelanggaran", date(2024, 3, 12), "perbuatan"),
        ("Surat tanggal 5 Mei 2024 perihal dugaan pelanggaran", None, "hari_ini"),
        ("Ditetapkan di Contoh pada tanggal 5 Mei 2024", date(2024, 5, 5), "naskah"),
        (
            "tidak masuk kerja sejak 3 Januari 2024 s.d. 20 Maret 2024",
            date(2024, 3, 20),
            "perbuatan",
        ),
    ],
)
def test_day_is_read_from_the_draft(
    library: Library, text: str, day: date | None, source: str
) -> None:
    checked = regsearch.check_text(text, library=library)
    assert (checked.as_of, checked.day.source) == (day or date.today(), source)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (
            "Pasal 9 PP 94/2021 mengatur hukuman disiplin sedang, Pasal 11 hukuman disiplin berat",
            "tingkat",
        ),
        ("tidak masuk kerja 24 hari kerja, Pasal 11 ayat (2) huruf d angka 3 PP 94/2021", "hari"),
        (
            "teguran lisan karena tidak masuk kerja 15 hari kerja, Pasal 4 huruf f PP 94/2021",
            "hukuman",
        ),
        ("banding 14 hari kalender (Pasal 11 ayat (3) PP 79/2021)", "tenggat"),
        ("Tim dibentuk oleh atasan langsung menurut Pasal 29 ayat (5) PP 94/2021", "pejabat"),
        ("berdampak negatif pada instansi menurut Pasal 9 ayat (1) huruf b PP 94/2021", "dampak"),
        ("kurungan paling lama 3 tahun menurut Pasal 494 UU 7/2017", "pidana"),
        ("PP 11/2017 tentang Disiplin Pegawai Negeri Sipil", "judul"),
        ("hukuman disiplin menurut Pasal 5 huruf k PP 94 Tahun 2010", "nomor_tahun"),
    ],
)
def test_wrong_claim_is_a_finding(library: Library, text: str, code: str) -> None:
    found = regsearch.check_text(text, library=library, as_of=DAY).findings
    assert [f.code for citation in found for f in citation.findings] == [code]


@pytest.mark.parametrize(
    "text",
    [
        "Pasal 9 PP 94/2021 mengatur hukuman disiplin ringan, Pasal 10 hukuman disiplin sedang, "
        "dan Pasal 11 hukuman disiplin berat",
        "hukuman disiplin berat sesuai Pasal 14 huruf i PP 94/2021, bukan hukuman disiplin ringan "
        "menurut Pasal 9",
        "Ia pernah dijatuhi hukuman disiplin ringan, kini melanggar Pasal 5 huruf k PP 94/2021",
        "pelanggaran itu sedang diperiksa menurut Pasal 29 ayat (2) PP 94/2021",
        "tidak masuk kerja 31 hari kerja dan dipanggil menurut Pasal 26 ayat (3) PP 94/2021",
        "Hukuman dijatuhkan oleh Bupati sesuai Pasal 18 ayat (3) huruf c PP 94/2021",
        "penundaan kenaikan pangkat selama 1 tahun menurut Pasal 10 ayat (1) huruf c PP 94/2021",
        "Putusan MK Nomor 87/PUU-XVI/2018 menguji UU ASN",
    ],
)
def test_right_or_hedged_claim_is_no_finding(library: Library, text: str) -> None:
    assert regsearch.check_text(text, library=library, as_of=DAY).findings == ()


def test_level_of_the_dictum_must_be_one_that_is_cited(library: Library) -> None:
    text = (
        "bahwa ia melanggar Pasal 5 huruf n angka 6 PP 94/2021 dan diancam Pasal 14 huruf i "
        "angka 4;\n"
        "MEMUTUSKAN:\nKESATU: Menjatuhkan hukuman disiplin {0} kepada X."
    )
    wrong = regsearch.check_text(text.format("sedang"), library=library, as_of=DAY)
    assert [f.code for c in wrong.findings for f in c.findings] == ["tingkat"]
    assert not regsearch.check_text(text.format("berat"), library=library, as_of=DAY).findings


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("UU 10/2016 Pasal 71 ayat (1): 5 tahun", "pidana"),
        ("UU 10/2016 Pasal 71 ayat (1) diancam pidana penjara paling lama 5 tahun.", "pidana"),
        ("UU 10/2016 Pasal 71 ayat (1) diancam denda Rp12.000.000,00", "pidana"),
        ("PP 94/2021 Pasal 5 huruf n angka 5: pidana penjara 1 tahun", "pidana"),
        ("PP 94/2021 Pasal 5 huruf n angka 1: berat", "tingkat"),
        ("PP 94/2021 Pasal 5 huruf n angka 2 (berat)", "tingkat"),
        ("Ia melanggar Pasal 5 huruf n angka 1 PP 94/2021 sehingga dijatuhi PTDH.", "hukuman"),
        ("UU 10/2016 Pasal 71 ayat (1): 6 bulan", None),
        ("PP 94/2021 Pasal 5 huruf n angka 2: sedang", None),
        ("PP 94/2021 Pasal 8 ayat (4) huruf a: 12 bulan", None),
        ("PP 94/2021 Pasal 5 huruf n angka 1: berat badan bukan urusannya", None),
        ("Lihat Pasal 5 huruf n angka 1 PP 94/2021. Ia pernah dijatuhi hukuman berat.", None),
        ("Pasal 5 huruf n angka 5 PP 94/2021, selain pidana penjara 1 tahun", None),
    ],
)
def test_sanction_that_the_law_does_not_give(library: Library, text: str, code: str | None) -> None:
    checked = regsearch.check_text(text, library=library, as_of="2026-02-01")
    assert [f.code for c in checked.citations for f in c.findings] == ([code] if code else [])


def test_quotation_of_a_digest_cannot_be_compared(library: Library) -> None:
    citation = one(library, 'Pasal 5 huruf a PP 94/2021 berbunyi "menyalahgunakan wewenang".')
    assert citation.quoted == "tidak dapat dibandingkan"
    assert citation.findings == ()


def test_long_text_and_wrong_day_are_refused(library: Library) -> None:
    with pytest.raises(TooLargeError):
        regsearch.check_text("a" * 1_000_001, library=library)
    with pytest.raises(UsageError):
        regsearch.check_text("Pasal 5", library=library, as_of="besok")


@pytest.mark.parametrize("text", ["Pasal 1 " * 3_000, "(" * 50_000, "PP tersebut " * 2_000, ""])
def test_any_text_is_checked(library: Library, text: str) -> None:
    assert regsearch.check_text(text, library=library, as_of=DAY).findings == ()
