"""Faults of real files in other shapes than those of ``cases/``: each must give the same units."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from regsearch.read import parse
from tests.read.samples import write
from tests.read.test_cases import outline
from tests.read.tinypdf import make_pdf

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from regsearch.regulation import Regulation
    from tests.read.tinypdf import Placed


TITLE = [
    (190, 740, "PERATURAN WALI KOTA CONTOH"),
    (230, 724, "NOMOR 4 TAHUN 2021"),
    (270, 708, "TENTANG"),
    (240, 692, "DISIPLIN"),
    (250, 670, "MEMUTUSKAN:"),
]


def below(y: float, rows: Sequence[Sequence[tuple[float, str]]]) -> list[Placed]:
    """The runs of each row at one height, each row 16 points below the one before."""
    return [(x, y - 16 * number, text) for number, row in enumerate(rows) for x, text in row]


def read_pdf(folder: Path, *pages: list[Placed]) -> Regulation:
    return parse(write(folder, "a.pdf", make_pdf(pages)))


def item(x: float, mark: str, text: str) -> list[tuple[float, str]]:
    return [(x, mark), (x + 22, text)]


ARTICLE = [
    [(280, "Pasal 1")],
    [(90, "Pegawai dilarang:")],
    item(90, "a.", "terlambat masuk kerja;"),
    item(90, "b.", "menitip absen;"),
    item(90, "c.", "merokok di ruang kerja;"),
]
REST = [
    item(90, "d.", "menerima hadiah; dan"),
    item(90, "e.", "bolos."),
    [(280, "Pasal 2")],
    [(90, "Peraturan ini mulai berlaku.")],
]


@pytest.mark.parametrize(
    ("catchword", "head"),
    [
        ((430, "d. menerima ..."), (280, "-2-")),
        ((430, "d. mene . . ."), (240, "WALI KOTA CONTOH")),
        ((430, "d. ....."), (280, "- 2 -")),
        ((240, "BAGIAN HUKUM"), (280, "2")),
        ((240, "jdih.contohkota.go.id"), (240, "Halaman 2 dari 9")),
    ],
)
def test_list_goes_on_over_the_edges_of_pages(
    catchword: tuple[float, str], head: tuple[float, str], tmp_path: Path
) -> None:
    first = [*TITLE, *below(620, ARTICLE), (catchword[0], 80, catchword[1])]
    regulation = read_pdf(tmp_path, first, [(head[0], 760, head[1]), *below(730, REST)])
    assert outline(regulation) == "1 1/a 1/b 1/c 1/d 1/e 2"


@pytest.mark.parametrize("x", [90, 134])
@pytest.mark.parametrize("word", ["atau", "serta", "dan/atau", "dan/ atau", "dan"])
def test_linking_word_alone_does_not_end_a_list(word: str, x: float, tmp_path: Path) -> None:
    rows = [
        [(280, "Pasal 1")],
        item(90, "(1)", "Sanksi terdiri atas:"),
        item(112, "a.", "teguran lisan;"),
        item(112, "b.", "teguran tertulis;"),
        [(x, word)],
        item(112, "c.", "penundaan."),
        item(90, "(2)", "Sanksi dijatuhkan."),
    ]
    regulation = read_pdf(tmp_path, [*TITLE, *below(620, rows)])
    assert outline(regulation) == "1 1/1 1/1/a 1/1/b 1/1/c 1/2"


BODY = [
    [(280, "Pasal 1")],
    [(90, "Sanksi tercantum dalam Lampiran.")],
    [(90, "Ditetapkan di Contoh")],
    [(90, "pada tanggal 5 Mei 2021")],
    [(90, "WALI KOTA CONTOH,")],
]
COLUMNS = (90, 130, 360)


def table(header: Sequence[Sequence[str]], parts: tuple[str, str]) -> list[Placed]:
    first = [("1.", "Terlambat", "Teguran lisan"), ("2.", "Pulang awal dari", "Teguran tertulis"),
             ("", "waktunya", "dan potong TPP")]  # fmt: skip
    second = [("1.", "Merokok", "Pernyataan tidak puas")]
    rows: list[list[tuple[float, str]]] = [[(260, "LAMPIRAN")], [(90, "PERATURAN WALI KOTA")]]
    for name, lines in zip(parts, (first, second), strict=True):
        rows.append([(90, name)])
        rows += [
            [cell for cell in zip(COLUMNS, line, strict=True) if cell[1]]
            for line in (*header, *lines)
        ]
    return below(740, rows)


@pytest.mark.parametrize(
    "header",
    [
        [("NO.", "JENIS PELANGGARAN", "SANKSI")],
        [("No", "Bentuk Pelanggaran", "Jenis Hukuman Disiplin"), ("1", "2", "3")],
        [("NO", "BENTUK", "JENIS"), ("", "PELANGGARAN", "HUKUMAN"), ("(1)", "(2)", "(3)")],
    ],
)
@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        (("A. JAM KERJA", "B. TATA TERTIB"), "1 I I/A I/A/1 I/A/2 I/B I/B/1"),
        (("I. JAM KERJA", "II. TATA TERTIB"), "1 I I/I I/I/1 I/I/2 I/II I/II/1"),
    ],
)
def test_parts_of_an_annex_have_their_own_rows(
    header: list[tuple[str, str, str]], parts: tuple[str, str], expected: str, tmp_path: Path
) -> None:
    regulation = read_pdf(tmp_path, [*TITLE, *below(620, BODY)], table(header, parts))
    assert outline(regulation) == expected
    assert regulation.units[-1].cells[0][1] == "Pernyataan tidak puas"


def test_rows_of_a_table_without_numbers_are_counted_and_told(tmp_path: Path) -> None:
    rows = [
        [(280, "Pasal 1")],
        item(90, "(1)", "Pemotongan TPP sebagai berikut:"),
        [(112, "Keterlambatan"), (360, "Pemotongan")],
        [(112, "1-30 menit"), (360, "0,5 %")],
        [(112, "31-60 menit"), (360, "1 %")],
        item(90, "(2)", "Pemotongan dilakukan tiap bulan."),
    ]
    regulation = read_pdf(tmp_path, [*TITLE, *below(620, rows)])
    assert outline(regulation) == "1 1/1 1/1/1 1/1/2 1/2"
    assert regulation["Pasal 1 ayat (1) angka 2"].cells == (("Pemotongan", "1 %"),)
    assert [finding.code for finding in regulation.findings] == ["counted_rows"]


TEXT = "PERATURAN BUPATI CONTOH\nNOMOR 3 TAHUN 2020\nTENTANG\nKETERTIBAN\n"


@pytest.mark.parametrize(
    ("bab", "pasal", "title"),
    [
        ("BAB {roman}. {title}", "Pasal {n}: {own}", True),
        ("BAB {roman} : {title}", "Pasal {n} – {own}", True),
        ("Bab {roman} {own}", "Pasal {n}.", False),
        ("BAB {n} {title}", "Pasal {n} ({own})", True),
        ("BAB {roman}\n{title}", "Pasal {n} {own}", True),
    ],
)
def test_headings_of_web_pages(bab: str, pasal: str, title: bool, tmp_path: Path) -> None:
    lines = []
    for n, roman, own, words in (
        (1, "I", "Umum", "Pegawai ialah PNS."),
        (2, "II", "Larangan", "Pegawai dilarang bolos."),
        (3, "III", "Sanksi", "(1) Pelanggar ditegur."),
    ):
        names = {"n": n, "roman": roman, "own": own, "title": own.upper()}
        lines += [bab.format(**names), pasal.format(**names), words]
    regulation = parse(write(tmp_path, "a.txt", TEXT + "\n".join(lines)))
    assert outline(regulation) == "1 2 3 3/1"
    chapters = [group.number for group in regulation.groups if group.kind == "bab"]
    assert chapters[-2:] == ["II", "III"]
    titles = [group.heading for group in regulation.groups if group.kind == "judul"]
    assert titles == (["Umum", "Larangan", "Sanksi"] if title else [])


@pytest.mark.parametrize("words", ["Undang-Undang Dasar", "Peraturan Pemerintah", "KUHP"])
def test_citation_at_the_head_of_a_line_is_no_title(words: str, tmp_path: Path) -> None:
    text = f"{TEXT}Pasal 1\nPegawai taat menurut\nPasal 5 {words}\nyang berlaku.\n"
    assert outline(parse(write(tmp_path, "a.txt", text))) == "1"


def test_articles_that_begin_inside_text(tmp_path: Path) -> None:
    text = (
        f'{TEXT}Menetapkan: "PERATURAN TENTANG KETERTIBAN". Pasal 1. Pegawai wajib hadir. Pasal 2. '
        "Yang tersebut dalam pasal 1, dan dalam Pasal 4, ditegur. Pasal 3. Peraturan ini berlaku."
    )
    assert outline(parse(write(tmp_path, "a.txt", text))) == "1 2 3"


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Peraturan Bupati Contoh\nNomor 3 Tahun 2020\nTentang\nCuti", "perbup-contoh-3-2020"),
        ("PERATURAN BUPATI CONTOH\nNOM0R 5 TAHUN 2O2O\nTENTANG\nCUTI", "perbup-contoh-5-2020"),
        (
            "PERATURAN MENTERI AGRARIA DAN TATA RUANG/\nKEPALA BADAN PERTANAHAN NASIONAL\n"
            "NOMOR 7 TAHUN 2021\nTENTANG\nTANAH",
            "permenatrbpn-7-2021",
        ),
        ("OENDANG-OENDANG No. 5 TAHOEN 1946\nTENTANG\nPENGADILAN", "uu-5-1946"),
    ],
)
def test_titles_in_other_forms(title: str, expected: str, tmp_path: Path) -> None:
    assert parse(write(tmp_path, "a.txt", f"{title}\nPasal 1\nCuti diatur.\n")).id == expected


def test_chapters_of_an_annex_count_their_points_apart(tmp_path: Path) -> None:
    text = (
        f"{TEXT}Pasal 1\nPedoman ada dalam Lampiran.\nDitetapkan di Contoh\npada tanggal 3 Maret "
        "2020\nLAMPIRAN\nPERATURAN BUPATI CONTOH\nBAB I\nUMUM\n1. Pedoman ini berlaku.\nBAB II\n"
        "LARANGAN\n1. Pegawai dilarang tidur.\n"
    )
    regulation = parse(write(tmp_path, "a.txt", text))
    assert regulation["Lampiran I Bab II angka 1"].text == "Pegawai dilarang tidur."
    assert outline(regulation) == "1 I I/I/1 I/II/1"


def test_torn_roman_number_and_long_heading_open_their_points(tmp_path: Path) -> None:
    rows = [[(260, "LAMPIRAN")], [(90, "PERATURAN WALI KOTA")]]
    numbers = ("I", "I I", "I I I")
    for number, name in zip(numbers, ("Etika Umum", "Etika terhadap sesama (PNS)", "Sanksi."),
                            strict=True):  # fmt: skip
        rows.append([(70, f"{number}. {name}")])
        rows += [item(90, "1.", "Pegawai wajib hadir;"), item(90, "2.", "Pegawai wajib rapi.")]
    regulation = read_pdf(tmp_path, [*TITLE, *below(620, BODY)], below(740, rows))
    assert outline(regulation) == "1 I I/I I/I/1 I/I/2 I/II I/II/1 I/II/2 I/III I/III/1 I/III/2"


def test_number_that_occurs_twice_is_reported(tmp_path: Path) -> None:
    rows = [[(280, "Pasal 1")], [(90, "Pegawai wajib:")], item(90, "a.", "hadir;"),
            item(90, "b.", "rapi."), [(90, "Pegawai dilarang:")], item(90, "a.", "tidur;"),
            item(90, "b.", "bolos.")]  # fmt: skip
    regulation = read_pdf(tmp_path, [*TITLE, *below(620, rows)])
    (finding,) = [f for f in regulation.findings if f.code == "repeated"]
    assert finding.address == "pasal-1/huruf-a"


def test_catchword_of_a_chapter_is_no_heading(tmp_path: Path) -> None:
    rows = [[(280, "Pasal 1")], [(90, "Pegawai wajib hadir.")], [(468, "BAB II ...")],
            [(290, "BAB II")], [(280, "SANKSI")], [(280, "Pasal 2")],
            [(90, "Ditegur.")]]  # fmt: skip
    regulation = read_pdf(tmp_path, [*TITLE, *below(620, rows)])
    assert [(group.number, group.heading) for group in regulation.groups] == [("II", "SANKSI")]


def test_link_of_markdown_is_read_as_its_words(tmp_path: Path) -> None:
    text = f"{TEXT}Pasal 1\nHadir.\nPasal 2\nMenurut [Pasal 1](/perbup/2020/3/pasal-1) saja.\n"
    assert parse(write(tmp_path, "a.md", text))["Pasal 2"].text == "Menurut Pasal 1 saja."


@pytest.mark.parametrize("mark", ["A.", "1."])
@pytest.mark.parametrize("indent", [0, 20])
def test_items_below_an_unpunctuated_heading_of_an_annex(
    mark: str, indent: float, tmp_path: Path
) -> None:
    first, second = ("1.", "2.") if mark == "A." else ("a.", "b.")
    annex = [
        [(90, "LAMPIRAN")],
        [(90, "PERATURAN WALI KOTA CONTOH")],
        item(90, mark, "Tata cara pengisian daftar"),
        item(90 + indent, first, "Nama diisi lengkap"),
        item(90 + indent, second, "Waktu diisi sendiri"),
    ]
    rows = [*ARTICLE, [(90, "Ditetapkan di Contoh")], [(90, "pada tanggal 5 Mei 2021")], *annex]
    in_pdf = read_pdf(tmp_path, [*TITLE, *below(640, rows)])
    text = "\n".join(" ".join(words for *_, words in row) for row in [*map(_row, TITLE), *rows])
    in_text = parse(write(tmp_path, "a.txt", text.encode()))
    top, one, two = mark[0], first[0], second[0]
    for regulation in (in_pdf, in_text):
        assert outline(regulation).endswith(f"I I/{top} I/{top}/{one} I/{top}/{two}")


def _row(placed: Placed) -> list[tuple[float, str]]:
    return [(placed[0], placed[2])]


def test_tariffs_of_a_table_that_lost_its_layout_are_items(tmp_path: Path) -> None:
    text = (
        "PERATURAN DAERAH KABUPATEN CONTOH\nNOMOR 1 TAHUN 2020\nTENTANG\nRETRIBUSI\nPasal 1\n"
        "Tarif tercantum dalam Lampiran.\nDitetapkan di Contoh\npada tanggal 5 Mei 2020\n"
        "LAMPIRAN\nPERATURAN DAERAH KABUPATEN CONTOH\nA. Gedung\n"
        "1. Aula a. Siang per hari Rp500.000,00 b. Malam per hari Rp700.000,00\n"
        "2. Kamar a. Biasa per hari Rp90.000,00 b. Utama per hari Rp150.000,00\n"
    )
    regulation = parse(write(tmp_path, "a.txt", text.encode()))
    expected = "1 I I/A I/A/1 I/A/1/a I/A/1/b I/A/2 I/A/2/a I/A/2/b"
    assert outline(regulation) == expected


HEAD = "PERATURAN PEMERINTAH REPUBLIK INDONESIA\nNOMOR 8 TAHUN 1962\nTENTANG\nGAJI\nMEMUTUSKAN:\n"


def read_text(folder: Path, text: str) -> Regulation:
    return parse(write(folder, "a.txt", (HEAD + text).encode()))


@pytest.mark.parametrize("lead", ["Gaji diberhentikan bila pegawai", "Syarat alternatif ialah"])
def test_list_without_colon_whose_first_item_ends_in_a_semicolon(lead: str, tmp_path: Path) -> None:
    text = f"Pasal 1\n(1) {lead} a. sakit; atau b. hilang. (2) Huruf a. dan b. dihitung.\n"
    assert outline(read_text(tmp_path, text)) == "1 1/1 1/1/a 1/1/b 1/2"


def test_articles_of_old_laws_that_follow_a_heading_on_one_line(tmp_path: Path) -> None:
    text = (
        "BAB I KETENTUAN UMUM Istilah.\nPasal 1.\nGaji ialah upah. Pembayaran Pasal 2. "
        "(1) Gaji dibayar tiap bulan.\n(2) Uang lembur menurut pasal 1. Pimpinan Pasal 3. "
        "(1) Pimpinan ialah kepala.\n"
    )
    regulation = read_text(tmp_path, text)
    assert outline(regulation) == "1 2 2/1 2/2 3 3/1"
    assert [group.heading for group in regulation.groups] == ["KETENTUAN UMUM Istilah."]


def test_ordinals_number_the_paragraphs_of_older_laws(tmp_path: Path) -> None:
    text = (
        "BAB I GAJI\nBagian Kesatu Umum Paragraf Kesatu Pengertian\nPasal 1\nGaji ialah upah. "
        "Paragraf Kedua Pembayaran\nPasal 2\nGaji dibayar tiap bulan.\n"
    )
    regulation = read_text(tmp_path, text)
    assert outline(regulation) == "1 2"
    assert [(g.kind, g.number, g.heading) for g in regulation.groups if g.kind == "paragraf"] == [
        ("paragraf", "Kesatu", "Pengertian"),
        ("paragraf", "Kedua", "Pembayaran"),
    ]


def test_letter_of_an_inserted_article_may_stand_apart(tmp_path: Path) -> None:
    text = (
        "Pasal 1\nGaji ialah upah.\nPasal 1 A (1) Gaji dibayar. (2) Gaji dipotong.\nPasal 2\nX.\n"
    )
    assert outline(read_text(tmp_path, text)) == "1 1A 1A/1 1A/2 2"


@pytest.mark.parametrize(
    "emblem", ["PRES ID EN REPUBLIK INDONESIA", "PFIES IDEN REPLJBLIK INOONESiA"]
)
def test_torn_emblem_between_items_is_furniture(emblem: str, tmp_path: Path) -> None:
    text = f"Pasal 1\nGaji terdiri atas: {emblem} a. upah; dan b. tunjangan.\nPasal 2\nBerlaku.\n"
    regulation = read_text(tmp_path, text)
    assert outline(regulation) == "1 1/a 1/b 2"
    assert regulation["Pasal 1"].text == "Gaji terdiri atas:"


@pytest.mark.parametrize(
    "preamble",
    ["DENGAN RAHMATTUHAN YANG MAHA ESA", "Presiden Republik Indonesia, Menimbang: a. bahwa X;"],
)
def test_preamble_on_the_line_of_the_title_is_no_part_of_it(preamble: str, tmp_path: Path) -> None:
    text = HEAD.replace("MEMUTUSKAN", f"PEGAWAI {preamble}\nMEMUTUSKAN") + "Pasal 1\nGaji.\n"
    text = text.replace("GAJI\n", "GAJI ")
    assert parse(write(tmp_path, "a.txt", text.encode())).title == "GAJI PEGAWAI"


def test_explanation_repeated_after_an_inserted_article_is_read(tmp_path: Path) -> None:
    title = HEAD.replace("GAJI", "PERUBAHAN ATAS PERATURAN PEMERINTAH NOMOR 3 TAHUN 1961")
    text = (
        "Pasal I\nBeberapa ketentuan diubah sebagai berikut:\n1. Ketentuan Pasal 4 diubah:\n"
        "a. upah diganti gaji;\nb. uang diganti tunjangan.\n2. Ketentuan Pasal 5 dihapus.\n"
        "Pasal II\nBerlaku.\nDitetapkan di Contoh\npada tanggal 5 Mei 1962\n"
        "PENJELASAN ATAS\nPERATURAN PEMERINTAH\nI. UMUM\nGaji penting.\nII. PASAL DEMI PASAL\n"
        "Pasal I\nAngka 1\nHuruf a\nCukup jelas.\nPasal 4A\nCukup jelas.\nHuruf a\nJelas.\n"
    )
    regulation = parse(write(tmp_path, "a.txt", (title + text).encode()))
    explained = [passage.address for passage in regulation.penjelasan]
    assert explained.count("pasal-I/angka-1/huruf-a") == 2
