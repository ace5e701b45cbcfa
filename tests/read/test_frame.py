"""Title blocks, Penjelasan, Lampiran with tables, page furniture, joining of lines."""

from __future__ import annotations

import pytest

from regsearch.model import parse_address
from regsearch.read.extract.lines import Line, Page, join
from regsearch.read.regulation import assemble
from regsearch.read.repair.furniture import is_emblem, remove_furniture
from regsearch.read.structure.annex import parse_annex
from regsearch.read.structure.explanation import Explained, parse_explanation
from regsearch.read.structure.title import read_title
from regsearch.regulation import Source

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
            "pmk-112-pmk-03-2022",
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
def test_title_block_gives_id_numbers_and_region(
    block: str, identity: str, numbers: tuple[str, ...], region: str | None
) -> None:
    title = read_title(lines(f"SALINAN\n{block}\nTENTANG\nJUDUL PANJANG\nSEKALI\nMenimbang: a. x"))
    assert (title.id, title.numbers, title.region) == (identity, numbers, region)
    assert title.name == "JUDUL PANJANG SEKALI"


def test_illegible_handwritten_number_stays_empty() -> None:
    title = read_title(lines("SURAT EDARAN\nNoMoR o$qKl t1t lzozo\nTENTANG\nKEAMANAN"))
    assert title.numbers == ()
    assert title.year is None


def test_explanation_is_assigned_to_its_units() -> None:
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
    passages = parse_explanation(lines(text), units).passages
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


def explained(text: str, *addresses: str) -> Explained:
    return parse_explanation(lines(text), {parse_address(address) for address in addresses})


def test_list_after_a_lead_in_is_part_of_the_explanation() -> None:
    text = """PASAL DEMI PASAL
    Pasal 5
    Kerabat ialah:
    a. orang tua;
    b. saudara, yaitu:
    1. kandung; dan
    2. tiri.
    Ipar tidak termasuk.
    Pasal 6
    Menurut Pasal 7 ayat (1) dan
    (2) yang berlaku."""
    passage, other = explained(text, "pasal-5", "pasal-5/huruf-a", "pasal-6").passages
    assert passage.text.startswith("Kerabat ialah: a. orang tua; b. saudara, yaitu: 1. kandung;")
    assert [(item.address, passage.own_words(item)) for item in passage.items] == [
        ("pasal-5/huruf-a", "orang tua;"),
        ("pasal-5/huruf-b", "saudara, yaitu:"),
        ("pasal-5/huruf-b/angka-1", "kandung; dan"),
        ("pasal-5/huruf-b/angka-2", "tiri. Ipar tidak termasuk."),
    ]
    assert passage.own_words() == "Kerabat ialah:"
    assert (other.items, other.own_words()) == (
        (),
        "Menurut Pasal 7 ayat (1) dan (2) yang berlaku.",
    )


def test_list_without_lead_in_explains_the_units_of_the_article() -> None:
    text = "PASAL DEMI PASAL\nPasal 5\n(1) Cukup jelas.\n(2) Cuti ialah libur.\nPasal 6\nJelas."
    explanation = explained(text, "pasal-5", "pasal-5/ayat-1", "pasal-5/ayat-2", "pasal-6")
    assert [(passage.address, passage.text) for passage in explanation.passages] == [
        ("pasal-5", ""),
        ("pasal-5/ayat-1", "Cukup jelas."),
        ("pasal-5/ayat-2", "Cuti ialah libur."),
        ("pasal-6", "Jelas."),
    ]
    lacking = explained(text, "pasal-5", "pasal-5/ayat-1", "pasal-6").passages[0]
    assert [item.address for item in lacking.items] == ["pasal-5/ayat-1", "pasal-5/ayat-2"]


def test_repeated_title_is_read_as_the_missing_one() -> None:
    heads = "\nJelas.\n".join(["Huruf a", "Huruf b", "Huruf a", "Pasal 3", "Ayat (1)"])
    explanation = explained(
        f"PASAL DEMI PASAL\nPasal 2\n{heads}\nJelas.",
        *("pasal-2", "pasal-2/huruf-a", "pasal-2/huruf-b", "pasal-2/huruf-c"),
        *("pasal-3", "pasal-3/ayat-2"),
    )
    assert [p.address for p in explanation.passages][:4] == [
        *("pasal-2", "pasal-2/huruf-a", "pasal-2/huruf-b", "pasal-2/huruf-c")
    ]
    assert [p.address for p in explanation.passages][4:] == ["pasal-3", "pasal-3/ayat-1"]
    assert [(f.code, f.address, f.raw) for f in explanation.findings] == [
        ("repair", "pasal-2/huruf-c", "Huruf a"),
        ("explains_nothing", "pasal-3/ayat-1", None),
    ]


def test_explanation_of_quoted_articles_is_assigned_to_their_points() -> None:
    text = "PASAL DEMI PASAL\nPasal I\nPasal 7\nGaji.\nPasal 9\nCuti.\nPasal II\nCukup jelas."
    units = {"pasal-I", "pasal-I/angka-1/pasal-7", "pasal-I/angka-2/pasal-9", "pasal-II"}
    explanation = parse_explanation(lines(text), set(map(parse_address, units)), amending=True)
    assert {passage.address for passage in explanation.passages} == units


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


def test_number_in_pieces_is_no_table_header() -> None:
    gazette = row(1, (70.0, "No."), (94.0, "6801"), (241.0, "Pembentukan."))
    annex = [Line("LAMPIRAN", 1), Line("DAFTAR", 1), gazette, row(1, (241.0, "Perubahan."))]
    (unit,) = parse_annex(annex).units
    text = "DAFTAR No. 6801 Pembentukan. Perubahan."
    assert (unit.address, unit.text) == ("lampiran-I", text)


def page(number: int, *texts: str) -> Page:
    placed = [
        Line(text.strip(), number, 420.0 if text.startswith(" ") else 80.0, 800.0 - 14 * index)
        for index, text in enumerate(texts)
    ]
    return Page(number, tuple(placed))


def test_page_furniture_and_catchwords_are_removed() -> None:
    pages = [
        page(1, "PRESIDEN", "REPUBUK INDONESIA", "-1-", "a. satu;", "  b. dua . . .", "SK No 12 A"),
        page(2, "- 2 -", "b. dua belas;", "paling lama", "2010.", "www.contoh.go.id"),
    ]
    assert [line.text for line in remove_furniture(pages)] == [
        "a. satu;",
        "b. dua belas;",
        "paling lama",
        "2010.",
    ]


@pytest.mark.parametrize("text", ["REPUBL|K IHDONESIA", "PFTESIDEN", "PRESIDEN REPUBLIK INDONESIA"])
def test_misread_emblem_line_is_recognised(text: str) -> None:
    assert is_emblem(text)


@pytest.mark.parametrize("text", ["PENJELASAN", "KETENTUAN UMUM", "Presiden", "BAB III"])
def test_headings_are_not_emblem_lines(text: str) -> None:
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
def test_words_broken_at_a_line_end_are_joined(left: str, right: str, joined: str) -> None:
    assert join(left, right) == joined


def test_marked_page_makes_the_text_a_digest() -> None:
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
