"""Further files with the faults of ``cases/``, in other words, two of a kind; and quoted items."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from regsearch.errors import RegsearchError
from regsearch.read import parse
from tests.read.samples import write
from tests.read.test_cases import outline
from tests.read.test_variants import TITLE, below, item, read_pdf

if TYPE_CHECKING:
    from pathlib import Path

    from regsearch.regulation import Regulation

HEAD = "PERATURAN BUPATI CONTOH\nNOMOR 8 TAHUN 2022\nTENTANG\nPASAR RAKYAT\nMEMUTUSKAN:\n"


def read_text(folder: Path, text: str, name: str = "a.txt") -> Regulation:
    return parse(write(folder, name, text))


# -- c03: the last word of an item stands alone at the margin


@pytest.mark.parametrize(("word", "x"), [("pasar;", 72), ("retribusi;", 90)])
def test_wrapped_word_does_not_end_the_list(word: str, x: float, tmp_path: Path) -> None:
    rows = [
        [(280, "Pasal 1")],
        [(90, "Pedagang wajib:")],
        item(90, "a.", "menjaga kebersihan kios beserta jalan di sekeliling"),
        [(x, word)],
        item(90, "b.", "menutup kios pada waktunya; dan"),
        item(90, "c.", "membayar sewa."),
        [(280, "Pasal 2")],
        [(90, "Peraturan ini mulai berlaku.")],
    ]
    regulation = read_pdf(tmp_path, [*TITLE, *below(620, rows)])
    assert outline(regulation) == "1 1/a 1/b 1/c 2"
    assert regulation["Pasal 1 huruf a"].text.endswith(word)


# -- c06: a line of noise at the head of a page, inside a list


@pytest.mark.parametrize("noise", ["SALINAN RESMI JDIH", "DOKUMEN TERKENDALI"])
def test_noise_at_the_head_of_a_page_does_not_end_the_list(noise: str, tmp_path: Path) -> None:
    first = [
        [(280, "Pasal 1")],
        [(90, "Pedagang dilarang:")],
        item(90, "a.", "menjual barang curian;"),
        item(90, "b.", "menginap di kios;"),
    ]
    second = [
        item(90, "c.", "menyalakan kompor; dan"),
        item(90, "d.", "mengalihkan kios."),
        [(280, "Pasal 2")],
        [(90, "Peraturan ini mulai berlaku.")],
    ]
    pages = [*TITLE, *below(620, first)], [(220, 760, noise), *below(720, second)]
    assert outline(read_pdf(tmp_path, *pages)) == "1 1/a 1/b 1/c 1/d 2"


# -- c09: a table inside an ayat


@pytest.mark.parametrize("columns", [("Lama Tunggakan", "Denda"), ("Jenis Barang", "Sanksi")])
def test_table_inside_an_ayat_is_rows(columns: tuple[str, str], tmp_path: Path) -> None:
    rows = [
        [(280, "Pasal 1")],
        item(90, "(1)", "Besaran denda sebagai berikut:"),
        [(112, "No."), (160, columns[0]), (360, columns[1])],
        [(112, "1."), (160, "satu bulan"), (360, "2 %")],
        [(112, "2."), (160, "dua bulan"), (360, "4 %")],
        item(90, "(2)", "Denda disetor ke kas daerah."),
        [(280, "Pasal 2")],
        [(90, "Peraturan ini mulai berlaku.")],
    ]
    regulation = read_pdf(tmp_path, [*TITLE, *below(620, rows)])
    assert outline(regulation) == "1 1/1 1/1/1 1/1/2 1/2 2"
    assert regulation["Pasal 1 ayat (1) angka 2"].cells == ((columns[1], "4 %"),)


# -- c10 and c11: the heading of the Penjelasan


@pytest.mark.parametrize(
    "heading",
    [
        "PENJELASAN ATAS PERATURAN DAERAH KABUPATEN CONTOH NOMOR 8 TAHUN 2022 TENTANG PASAR",
        "PENJEI-ASAN\nATAS\nPERATURAN DAERAH KABUPATEN CONTOH\nNOMOR 8 TAHUN 2022",
    ],
)
def test_penjelasan_under_its_heading_is_read(heading: str, tmp_path: Path) -> None:
    body = HEAD.replace("PERATURAN BUPATI", "PERATURAN DAERAH KABUPATEN")
    text = (
        f"{body}Pasal 1\nPasar dibuka pagi.\nPasal 2\nKios disewakan.\n"
        f"Ditetapkan di Contoh\npada tanggal 3 Maret 2022\nBUPATI CONTOH,\n{heading}\n"
        "I. UMUM\nPasar perlu diatur.\nII. PASAL DEMI PASAL\nPasal 1\nCukup jelas.\n"
        "Pasal 2\nYang dimaksud dengan kios adalah petak.\n"
    )
    regulation = read_text(tmp_path, text)
    assert [part.address for part in regulation.penjelasan] == ["umum", "pasal-1", "pasal-2"]
    assert outline(regulation) == "1 2"


# -- c12b: the head of an annex drawn in pieces


@pytest.mark.parametrize("pieces", [("NOMOR", "8", "TAHUN", "2022"), ("NO.", "8", "TH.", "2022")])
def test_number_of_an_annex_is_no_head_of_a_table(pieces: tuple[str, ...], tmp_path: Path) -> None:
    body = [
        [(280, "Pasal 1")],
        [(90, "Tata cara tercantum dalam Lampiran.")],
        [(90, "Ditetapkan di Contoh")],
        [(90, "pada tanggal 3 Maret 2022")],
    ]
    annex = [
        [(330, "LAMPIRAN")],
        [(330, "PERATURAN WALI KOTA CONTOH")],
        list(zip((330, 390, 410, 470), pieces, strict=True)),
        [(330, "TENTANG PASAR RAKYAT")],
        [(90, "Tata cara menyewa kios:")],
        item(90, "a.", "mengajukan surat;"),
        item(90, "b.", "menunjukkan kartu; dan"),
        item(90, "c.", "menandatangani perjanjian."),
    ]
    regulation = read_pdf(tmp_path, [*TITLE, *below(620, body)], below(740, annex))
    assert outline(regulation).endswith("I I/a I/b I/c")


# -- c13: lists of a web page


@pytest.mark.parametrize(
    ("kind", "expected"),
    [("", "1 1/1 1/2 2"), (' type="a"', "1 1/a 1/b 2")],
)
def test_list_of_a_web_page_is_items(kind: str, expected: str, tmp_path: Path) -> None:
    head = "".join(f"<p>{line}</p>" for line in HEAD.splitlines())
    html = (
        f"<html><body><nav>Beranda</nav>{head}<p>Pasal 1</p><p>Kios terdiri atas:</p>"
        f"<ol{kind}><li>kios basah; dan</li><li>kios kering.</li></ol>"
        "<p>Pasal 2</p><p>Peraturan ini mulai berlaku.</p><footer>Hak cipta</footer></body></html>"
    )
    regulation = read_text(tmp_path, html, "a.html")
    assert outline(regulation) == expected
    assert "Hak cipta" not in " ".join(unit.text for unit in regulation.units)


def test_list_of_a_web_page_goes_on_after_other_blocks(tmp_path: Path) -> None:
    head = "".join(f"<p>{line}</p>" for line in HEAD.splitlines())
    html = (
        f"<html><body>{head}<p>Pasal 1</p><ol><li>Kios terdiri atas:</li></ol>"
        "<ol type=a><li>kios basah; dan</li></ol><p>b. kios kering.</p>"
        "<ol start=2><li>Kios disewakan.</li></ol><p>Pasal 2</p><p>Berlaku.</p></body></html>"
    )
    assert outline(read_text(tmp_path, html, "a.html")) == "1 1/1 1/1/a 1/1/b 1/2 2"


def test_cell_of_several_rows_of_a_web_page_keeps_the_columns(tmp_path: Path) -> None:
    head = "".join(f"<p>{line}</p>" for line in HEAD.splitlines())
    html = (
        f"<html><body>{head}<p>Pasal 1</p><p>(1) Denda sebagai berikut:</p><table>"
        "<tr><td>No</td><td>Pelanggaran</td><td>Sanksi</td></tr>"
        "<tr><td rowspan=2>1</td><td rowspan=2>Menginap</td><td>teguran</td></tr>"
        "<tr><td>atau denda</td></tr><tr><td>2</td><td colspan=2>Dihapus</td></tr></table>"
        "<p>(2) Denda disetor.</p></body></html>"
    )
    regulation = read_text(tmp_path, html, "a.html")
    assert outline(regulation) == "1 1/1 1/1/1 1/1/2 1/2"
    row = regulation["Pasal 1 ayat (1) angka 1"]
    assert (row.text, dict(row.cells)["Sanksi"]) == ("Menginap", "teguran atau denda")


# -- c16: formats that are not read


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.rtf", b"{\\rtf1\\ansi PERATURAN BUPATI CONTOH\\par Pasal 1\\par Pasar dibuka.}"),
        ("a.mht", b"MIME-Version: 1.0\nContent-Type: multipart/related\n\n<html>Pasal 1</html>"),
        ("a.xml", b"<?xml version='1.0'?><w:wordDocument><w:p>Pasal 1</w:p></w:wordDocument>"),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)),
    ],
)
def test_other_formats_are_refused(name: str, content: bytes, tmp_path: Path) -> None:
    with pytest.raises(RegsearchError, match=r"PDF|format"):
        parse(write(tmp_path, name, content))


# -- c19: a title in Markdown


@pytest.mark.parametrize("heading", ["## BAB I: KETENTUAN UMUM", "## BAB I KETENTUAN UMUM"])
def test_chapter_is_no_part_of_the_title(heading: str, tmp_path: Path) -> None:
    text = (
        "# Peraturan Bupati Contoh Nomor 8 Tahun 2022 tentang Pasar Rakyat\n\n"
        f"{heading}\n\n### Pasal 1\n\nPasar dibuka pagi.\n\n### Pasal 2\n\nKios disewakan.\n"
    )
    regulation = read_text(tmp_path, text, "a.md")
    assert regulation.title.casefold() == "pasar rakyat"
    assert outline(regulation) == "1 2"


@pytest.mark.parametrize(
    ("bab", "pasal"),
    [("BAB 1: UMUM", "PASAL {}: KIOS PASAR"), ("BAB I — UMUM", "Pasal {} [Kios Pasar]")],
)
def test_headings_of_web_pages_end_the_title(bab: str, pasal: str, tmp_path: Path) -> None:
    title = "PERATURAN BUPATI CONTOH NOMOR 8 TAHUN 2022 TENTANG PASAR RAKYAT"
    rest = f"{pasal.format(1)}\nPasar dibuka pagi.\n{pasal.format(2)}\nKios disewakan.\n"
    regulation = read_text(tmp_path, f"{title}\n{bab}\n{rest}")
    assert regulation.title == "PASAR RAKYAT"
    assert [unit.text for unit in regulation.units] == ["Pasar dibuka pagi.", "Kios disewakan."]


# -- c20: a ruling of the Constitutional Court


@pytest.mark.parametrize("court", ["MAHKAMAH KONSTITUSI REPUBLIK INDONESIA", "Mahkamah Konstitusi"])
def test_only_the_orders_of_a_ruling_are_units(court: str, tmp_path: Path) -> None:
    text = (
        "PUTUSAN\nNomor 77/PUU-XX/2022\nDEMI KEADILAN BERDASARKAN KETUHANAN YANG MAHA ESA\n"
        f"{court}\n"
        "1. DUDUK PERKARA\n1. Pemohon mengajukan permohonan.\n2. Pemohon memberi alasan.\n"
        "5. AMAR PUTUSAN\nMengadili,\n1. Mengabulkan permohonan Pemohon untuk sebagian;\n"
        "2. Menolak permohonan Pemohon untuk selebihnya.\n"
    )
    assert outline(read_text(tmp_path, text)) == "1 2"


# -- amending laws that quote an item without its article

AMENDING = (
    "UNDANG-UNDANG REPUBLIK INDONESIA\nNOMOR 90 TAHUN 2024\nTENTANG\n"
    "PERUBAHAN ATAS UNDANG-UNDANG NOMOR 91 TAHUN 2020 TENTANG PASAR\nMEMUTUSKAN:\nPasal I\n"
    "Beberapa ketentuan dalam Undang-Undang Nomor 91 Tahun 2020 diubah sebagai berikut:\n"
)


@pytest.mark.parametrize(
    ("point", "quoted"),
    [
        (
            "1. Ketentuan Pasal 4 ayat (3) diubah sehingga berbunyi sebagai berikut:\n"
            '"(3) Pedagang wajib:\na. melapor; dan\nb. membayar.\n(4) Laporan ditulis."\n',
            "I/1/3 I/1/3/a I/1/3/b I/1/4",
        ),
        (
            "1. Ketentuan Pasal 4 diubah sebagai berikut:\na. ayat (2) diubah sehingga berbunyi:\n"
            "\u201c(2) Kios disewakan.\u201d\nb. ayat (5) dihapus.\n",
            "I/1/a I/1/a/2 I/1/b",
        ),
        (
            "1. Ketentuan Pasal 1 angka 5 diubah sehingga berbunyi sebagai berikut:\n"
            "\u201c5. Kios adalah petak pasar.\u201d\n",
            "I/1/5",
        ),
    ],
    ids=["ayat", "ayat in a letter", "angka"],
)
def test_item_quoted_without_its_article_is_a_unit(point: str, quoted: str, tmp_path: Path) -> None:
    last = '2. Disisipkan Pasal 6A yang berbunyi:\n"Pasal 6A\nPasar libur."\n'
    text = f"{AMENDING}{point}{last}Pasal II\nUndang-Undang ini mulai berlaku.\n"
    regulation = read_text(tmp_path, text)
    assert outline(regulation) == f"I I/1 {quoted} I/2 I/2/6A II"


def test_quotation_in_running_text_is_no_item(tmp_path: Path) -> None:
    text = f'{HEAD}Pasal 1\nKios diberi tanda sebagai berikut:\n"(1) Kios Basah" atau papan lain.\n'
    assert outline(read_text(tmp_path, text)) == "1"
