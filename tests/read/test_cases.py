"""Small files in the shape of real ones: what each must give."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from regsearch.errors import UnreadableError
from regsearch.read import parse
from regsearch.show import markdown, to_dict, tree

if TYPE_CHECKING:
    from regsearch.regulation import Regulation

CASES = Path(__file__).parent / "cases"


def outline(regulation: Regulation) -> str:
    """The addresses of a regulation's units, shortened: ``1 1/1 1/1/a``."""
    return " ".join("/".join(number for _, number in unit.locator) for unit in regulation.units)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("c01a-catchword-torn-dots.pdf", "1 1/a 1/b 1/c 1/d 1/e 2"),
        ("c01c-catchword-stale.pdf", "1 1/a 1/b 1/c 1/d 1/e 2"),
        ("c01d-catchword-plain.pdf", "1 1/a 1/b 1/c 1/d 1/e 2"),
        ("c01-text-page-number-glued.txt", "1 1/a 1/b 1/c 1/d 1/e 2"),
        ("c01e-catchword-stale-text.txt", "1 1/a 1/b 1/c 1/d 2"),
        ("c02-dan-atau-alone.pdf", "1 1/1 1/1/a 1/1/b 1/1/c 1/2 2"),
        ("c03-wrapped-last-word-flush.pdf", "1 1/a 1/b 1/c 1/d 2"),
        ("c06-noise-caps.pdf", "1 1/a 1/b 1/c 1/d 2"),
        ("c08-skb-annex-table.pdf", "KESATU KEDUA II II/A II/A/1 II/A/2 II/A/3 II/B II/B/1"),
        ("c09-sanction-table-in-pasal.pdf", "1 2 2/1 2/1/1 2/1/2 2/2 3"),
        ("c10-penjelasan-heading-one-line.txt", "1 2"),
        ("c12-prose-annex.pdf", "1 2 I I/1 I/2 I/3"),
        ("c12-prose-annex.txt", "1 2 I I/1 I/2 I/3"),
        ("c12b-annex-read-as-table.pdf", "1 2 I I/a I/b I/c"),
        ("c13-html-ol.html", "1 1/1 1/2 2 2/1 2/2 2/2/a 2/2/b 3 3/1 3/2 4"),
        ("c14-web-headings.txt", "1 2 3 3/1"),
        ("c15-old-law.txt", "1 1/1 1/2 1/2/a 1/2/b 1/2/c 2 2a 3bis"),
        ("c16-docx.docx", "1 2"),
        ("c19-md-title.md", "1 1/1 1/2 2 2/1 2/1/a 2/1/b 2/2 3"),
        ("c20-putusan-mk.txt", "1 2"),
    ],
)
def test_units_of_each_case(name: str, expected: str) -> None:
    if name.endswith(".docx"):
        pytest.importorskip("docx", reason="regsearch[docx] is not installed")
    regulation = parse(CASES / name)
    assert outline(regulation) == expected
    assert regulation.words is not None
    assert regulation.words.lost == 0


@pytest.mark.parametrize(
    "name",
    ["c01c-catchword-stale.pdf", "c01d-catchword-plain.pdf", "c01e-catchword-stale-text.txt"],
)
def test_letterhead_and_catchword_are_in_no_unit(name: str) -> None:
    words = " ".join(unit.text for unit in parse(CASES / name).units)
    assert "BUPATI CONTOH" not in words
    assert ". . ." not in words


def test_noise_between_items_is_reported_or_furniture() -> None:
    words = " ".join(unit.text for unit in parse(CASES / "c06-noise-caps.pdf").units)
    assert "Setda" not in words


def test_link_and_torn_word_belong_to_the_item_before() -> None:
    linked = parse(CASES / "c02-dan-atau-alone.pdf")
    assert linked["Pasal 1 ayat (1) huruf b"].text == "sumbangan yang tidak mengikat; dan/atau"
    assert linked["Pasal 1 ayat (1)"].text == "Biaya berasal dari:"
    torn = parse(CASES / "c03-wrapped-last-word-flush.pdf")
    assert torn["Pasal 1 huruf b"].text.endswith("utang dan piutang;")


def test_every_format_shows_the_sanction_of_a_row() -> None:
    regulation = parse(CASES / "c08-skb-annex-table.pdf")
    (row,) = [u for u in regulation.units if u.address == "lampiran-II/huruf-B/angka-1"]
    assert dict(row.cells)["Jenis Sanksi"] == "Hukuman disiplin berat"
    shown = "\n".join(tree.regulation(regulation))
    assert "Jenis Sanksi: Hukuman disiplin berat" in shown
    assert "Hukuman disiplin berat" in markdown.regulation(regulation)
    assert "Hukuman disiplin berat" in str(to_dict.regulation(regulation))


def test_rows_inside_an_ayat_keep_their_columns() -> None:
    regulation = parse(CASES / "c09-sanction-table-in-pasal.pdf")
    rows = [unit for unit in regulation.units if unit.cells]
    assert [(row.text, row.cells) for row in rows] == [
        ("Terlambat 1-30 menit", (("Pengurangan", "2,5%"),)),
        ("Tidak ikut apel pagi", (("Pengurangan", "3%"),)),
    ]


@pytest.mark.parametrize(
    ("name", "explained"),
    [
        ("c10-penjelasan-heading-one-line.txt", ["umum", "pasal-1", "pasal-2"]),
        ("c10b-penjelasan-umum-only.txt", ["umum"]),
        ("c11-penjelasan-heading-ocr.txt", ["umum", "pasal-1", "pasal-2"]),
    ],
)
def test_penjelasan_is_found_under_any_heading(name: str, explained: list[str]) -> None:
    regulation = parse(CASES / name)
    assert [passage.address for passage in regulation.penjelasan] == explained
    assert "no_penjelasan" not in {finding.code for finding in regulation.findings}


def test_footer_and_navigation_of_a_page_are_left_out() -> None:
    words = " ".join(unit.text for unit in parse(CASES / "c13-html-ol.html").units)
    assert "Hak cipta" not in words
    assert "Beranda" not in words


def test_titles_of_articles_and_bab_on_one_line() -> None:
    groups = parse(CASES / "c14-web-headings.txt").groups
    assert [(group.kind, group.number, group.heading) for group in groups] == [
        ("bab", "I", "KETENTUAN UMUM"),
        ("judul", "1", "Definisi"),
        ("bab", "II", "SANKSI"),
        ("judul", "2", "Larangan"),
        ("judul", "3", "Sanksi Pegawai ASN"),
    ]


@pytest.mark.parametrize("name", ["c16-rtf.rtf", "c16-epub.epub"])
def test_unsupported_format_is_refused_with_the_remedy(name: str) -> None:
    with pytest.raises(UnreadableError, match=r"tidak dibaca; .*(?:DOCX|PDF)"):
        parse(CASES / name)


def test_ruling_is_recognised_and_only_its_orders_are_units() -> None:
    regulation = parse(CASES / "c20-putusan-mk.txt")
    assert (regulation.id, regulation.kind) == ("putusan-mk-12-puu-xv-2017", "putusan")
    assert [unit.text.split()[0] for unit in regulation.units] == ["Mengabulkan", "Menyatakan"]
    assert "ruling" in {finding.code for finding in regulation.findings}


@pytest.mark.parametrize(
    ("name", "identity", "issuer"),
    [
        ("bspc", "perbup-contoh-5-2012", "Bupati Contoh"),
        ("kominfo", "permenkominfo-10-2016", "Menteri Komunikasi dan Informatika"),
        ("mendagri", "permendagri-10-2016", "Menteri Dalam Negeri"),
        (
            "pbersama",
            "peraturan-bersama-03-v-pb-2010",
            "Menteri Pendidikan Nasional dan Kepala Badan Kepegawaian Negara",
        ),
        ("perdes", "perdes-sukamaju-3-2020", "Desa Sukamaju Kecamatan Contoh Kabupaten Contoh"),
        (
            "perdirjen",
            "perdirjen-perbendaharaan-per-22-pb-2013",
            "Direktur Jenderal Perbendaharaan",
        ),
        (
            "perdprd",
            "perdprd-contoh-1-2020",
            "Dewan Perwakilan Rakyat Daerah Kabupaten Contoh",
        ),
        ("perma", "perma-3-2025", "Mahkamah Agung"),
        ("perpol", "perpol-7-2022", "Kepolisian Negara"),
        ("perrektor", "perrektor-universitas-contoh-4-2022", "Rektor Universitas Contoh"),
        ("pojk", "pojk-22-pojk-04-2019", "Otoritas Jasa Keuangan"),
        ("tapmpr", "tap-mpr-vi-mpr-2001", "Majelis Permusyawaratan Rakyat"),
        ("ti-abstrak", "dokumen", None),
        ("ti-blur", "pmk-25-pmk-05-2016", "Menteri Keuangan"),
        ("ti-bpk", "peraturan-bpk-4-2018", "Badan Pemeriksa Keuangan"),
        (
            "ti-dkpp",
            "peraturan-dkpp-2-2017",
            "Dewan Kehormatan Penyelenggara Pemilihan Umum",
        ),
        ("ti-glue", "pp-42-2022", "Pemerintah"),
        ("ti-kep", "keputusan-kepala-badan-contoh-07-ka-contoh-v-99", "Kepala Badan Contoh"),
        ("ti-ketetapanlain", "perwali-contoh-6-a-2020", "Walikota Contoh"),
        ("ti-lnbn", "permenkominfo-10-2016", "Menteri Komunikasi dan Informatika"),
        ("ti-lower", "pergub-jabar-5-2020", "Gubernur Jawa Barat"),
        ("ti-no1", "uu-18-1961", None),
        ("ti-no2", "uu-18-1961", None),
        ("ti-pansel", "peraturan-anri-4-2018", "Arsip Nasional"),
        ("ti-pbi", "pbi-23-6-pbi-2021", "Bank Indonesia"),
        ("ti-perja", "perja-14-2012", "Jaksa Agung"),
        ("ti-perkapolri", "perkap-14-2011", "Kepala Kepolisian Negara"),
        (
            "ti-permenpanrb",
            "permenpanrb-60-2020",
            "Menteri Pendayagunaan Aparatur Negara dan Reformasi Birokrasi",
        ),
        ("ti-perpub", "perbup-contoh-6-2020", "Bupati Contoh"),
        (
            "ti-sekjen",
            "persekjen-dpr-4-2018",
            "Sekretaris Jenderal Dewan Perwakilan Rakyat",
        ),
        ("ti-spasi", "perda-contoh-6-2020", "Daerah Kabupaten Contoh"),
        ("uudrt", "uudrt-12-1951", None),
    ],
)
def test_title_of_every_form_in_use(name: str, identity: str, issuer: str | None) -> None:
    regulation = parse(CASES / "titles" / f"{name}.txt")
    assert (regulation.id, regulation.issuer) == (identity, issuer)


def test_abstract_is_not_the_regulation() -> None:
    regulation = parse(CASES / "titles" / "ti-abstrak.txt")
    assert (regulation.kind, regulation.numbers) == ("lain", ())
    assert "abstract" in {finding.code for finding in regulation.findings}
