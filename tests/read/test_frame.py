"""What frames a body: title blocks, Penjelasan, Lampiran with tables, page furniture, lines."""

from __future__ import annotations

import pytest

from regsearch.model import Source
from regsearch.read.annex import parse_annex
from regsearch.read.clean import clean, is_emblem
from regsearch.read.document import assemble
from regsearch.read.explanation import parse_explanation
from regsearch.read.lines import Line, Page, join
from regsearch.read.title import read_title

SOURCE = Source("karangan.pdf", "0" * 64, 1)


def lines(text: str) -> list[Line]:
    return [Line(row.strip()) for row in text.strip().splitlines()]


@pytest.mark.parametrize(
    ("block", "identity", "numbers", "region"),
    [
        ("UNDANG-UNDANG REPUBLIK INDONESIA\nNOMOR 5 TAHUN 2014", "uu-5-2014", ("5",), None),
        (
            "PERATURAN PEMERINTAH PENGGANTI UNDANG-UNDANG\nREPUBLIK INDONESIA\nNOMOR 2 TAHUN 2O2O",
            "perppu-2-2020",
            ("2",),
            None,
        ),
        (
            "PERATURAN GUBERNUR JAWA BARAT\nNOMOR : 47 TAHUN 2017",
            "pergub-jabar-47-2017",
            ("47",),
            "Jawa Barat",
        ),
        (
            "PERATURAN DAERAH KABUPATEN MERANGIN\nNOMOR 1 TAHUN 2016",
            "perda-merangin-1-2016",
            ("1",),
            "Merangin",
        ),
        (
            "PERATURAN MENTERI KEUANGAN REPUBLIK INDONESIA\nNOMOR 112/PMK.03/2022",
            "permen-112-pmk-03-2022",
            ("112/PMK.03/2022",),
            None,
        ),
        (
            "KEPUTUSAN BERSAMA\nMENTERI SATU,\nMENTERI DUA, DAN\nKEPALA BADAN TIGA\n"
            "NOMOR 2 TAHUN 2022\nNOMOR 800-5474 TAHUN 2022\nNOMOR 30 TAHUN 2022",
            "skb-2-2022",
            ("2", "800-5474", "30"),
            None,
        ),
        (
            "SURAT EDARAN\nNOMOR K.26-30/V.31-6/99",
            "se-k-26-30-v-31-6-99",
            ("K.26-30/V.31-6/99",),
            None,
        ),
    ],
)
def test_title(block: str, identity: str, numbers: tuple[str, ...], region: str | None) -> None:
    title = read_title(lines(f"SALINAN\n{block}\nTENTANG\nJUDUL PANJANG\nSEKALI\nMenimbang: a. x"))
    assert (title.id, title.numbers, title.region) == (identity, numbers, region)
    assert title.name == "JUDUL PANJANG SEKALI"


def test_a_number_written_by_hand_is_not_guessed() -> None:
    title = read_title(lines("SURAT EDARAN\nNoMoR o$qKl t1t lzozo\nTENTANG\nKEAMANAN"))
    assert title.numbers == ()
    assert title.year is None


def test_explanation_finds_its_units() -> None:
    text = """PENJELASAN
    ATAS
    I. UMUM
    Latar belakang.
    II. PASAL DEMI PASAL
    Pasal 1
    Cukup jelas.
    Pasal 2
    Ayat (1)
    Huruf a
    Yang dimaksud dengan cuti
    adalah libur.
    Huruf b
    Cukup jelas.
    Ayat (21
    Lihat ayat (1).
    Pasal 3
    Cukup jelas."""
    units = {
        (("pasal", "2"), ("ayat", "1"), ("huruf", "a")),
        (("pasal", "2"), ("ayat", "1"), ("huruf", "b")),
        (("pasal", "2"), ("ayat", "2")),
    }
    passages = parse_explanation(lines(text), units)
    assert [(passage.address, passage.text) for passage in passages] == [
        ("umum", "Latar belakang."),
        ("pasal-1", "Cukup jelas."),
        ("pasal-2", ""),
        ("pasal-2/ayat-1", ""),
        ("pasal-2/ayat-1/huruf-a", "Yang dimaksud dengan cuti adalah libur."),
        ("pasal-2/ayat-1/huruf-b", "Cukup jelas."),
        ("pasal-2/ayat-2", "Lihat ayat (1)."),
        ("pasal-3", "Cukup jelas."),
    ]


def row(page: int, *cells: tuple[float, str]) -> Line:
    return Line(" ".join(text for _, text in cells), page, cells[0][0], None, cells)


def test_table_rows_become_units() -> None:
    header = ((80.0, "No."), (150.0, "Bentuk"), (300.0, "Sanksi"), (420.0, "Dasar"))
    annex = [
        row(2, (260, "LAMPIRAN II")),
        row(2, (240, "DAFTAR SANKSI")),
        row(2, (72, "A. KODE ETIK")),
        row(2, *header),
        row(2, (80, "1."), (120, "Memasang"), (280, "sanksi"), (400, "Pasal 1")),
        row(2, (120, "spanduk."), (280, "moral")),
        row(3, *header),
        row(3, (80, "2."), (120, "Berfoto"), (280, "sanksi moral"), (400, "Pasal 2,")),
        row(3, (120, "bersama."), (400, "Pasal 3")),
        row(3, (72, "B. DISIPLIN")),
        row(3, (72, "1."), (94, "Sanksi dijatuhkan atasan.")),
    ]
    units = parse_annex(annex).units
    assert [(unit.address, unit.text, unit.page) for unit in units] == [
        ("lampiran-II", "DAFTAR SANKSI", 2),
        ("lampiran-II/huruf-A", "KODE ETIK", 2),
        ("lampiran-II/huruf-A/angka-1", "Memasang spanduk.", 2),
        ("lampiran-II/huruf-A/angka-2", "Berfoto bersama.", 3),
        ("lampiran-II/huruf-B", "DISIPLIN", 3),
        ("lampiran-II/huruf-B/angka-1", "Sanksi dijatuhkan atasan.", 3),
    ]
    assert units[2].cells == (("Sanksi", "sanksi moral"), ("Dasar", "Pasal 1"))
    assert units[3].cells == (("Sanksi", "sanksi moral"), ("Dasar", "Pasal 2, Pasal 3"))


def page(number: int, *texts: str) -> Page:
    placed = [
        Line(text.strip(), number, 420.0 if text.startswith(" ") else 80.0, 800.0 - 14 * index)
        for index, text in enumerate(texts)
    ]
    return Page(number, tuple(placed))


def test_page_furniture_and_catchwords_go() -> None:
    pages = [
        page(1, "PRESIDEN", "REPUBUK INDONESIA", "-1-", "a. satu;", "  b. dua . . .", "SK No 12 A"),
        page(2, "- 2 -", "b. dua belas;", "paling lama", "2010.", "www.contoh.go.id"),
    ]
    assert [line.text for line in clean(pages)] == [
        "a. satu;",
        "b. dua belas;",
        "paling lama",
        "2010.",
    ]


@pytest.mark.parametrize("text", ["REPUBL|K IHDONESIA", "PFTESIDEN", "PRESIDEN REPUBLIK INDONESIA"])
def test_emblem_as_ocr_has_it(text: str) -> None:
    assert is_emblem(text)


@pytest.mark.parametrize("text", ["PENJELASAN", "KETENTUAN UMUM", "Presiden", "BAB III"])
def test_no_emblem(text: str) -> None:
    assert not is_emblem(text)


@pytest.mark.parametrize(
    ("left", "right", "joined"),
    [
        ("peraturan perundang-", "undangan.", "peraturan perundang-undangan."),
        ("Undang-", "Undang ini", "Undang-Undang ini"),
        ("batas-", "batas wilayah", "batas-batas wilayah"),
        ("mela-", "porkan", "melaporkan"),
        ("pra-", "sarana", "pra-sarana"),
        ("hukum", "acara", "hukum acara"),
    ],
)
def test_words_broken_at_a_line_end(left: str, right: str, joined: str) -> None:
    assert join(left, right) == joined


def test_digest_says_so() -> None:
    digest = page(
        1,
        "PERATURAN PEMERINTAH REPUBLIK INDONESIA",
        "NOMOR 9 TAHUN 2030",
        "TENTANG",
        "CUTI",
        "Pasal 3",
        "Cuti diatur atasan.",
        "RINGKASAN - BUKAN NASKAH RESMI",
    )
    regulation = assemble([digest], SOURCE)
    assert regulation.text_kind == "ringkasan"
    assert [unit.address for unit in regulation.units] == ["pasal-3"]
