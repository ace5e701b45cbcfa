"""Annexes and tables in the shapes of real files: parts, headers, signatures, lists around them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.read.test_case_variants import read_text
from tests.read.test_cases import outline
from tests.read.test_variants import BODY, TITLE, below, item, read_pdf

if TYPE_CHECKING:
    from pathlib import Path

    from regsearch.regulation import Regulation

Rows = list[list[tuple[float, str]]]
HEAD = [(90.0, "No."), (130.0, "Pelanggaran"), (360.0, "Sanksi")]


def row(number: str, offence: str, sanction: str) -> list[tuple[float, str]]:
    return [(90, number), (130, offence), (360, sanction)]


def read_annex(folder: Path, rows: Rows, head: str = "LAMPIRAN") -> Regulation:
    annex: Rows = [[(260, head)], [(90, "PERATURAN WALI KOTA CONTOH")], *rows]
    return read_pdf(folder, [*TITLE, *below(620, BODY)], below(740, annex))


def test_numbered_parts_above_tables_have_their_own_rows(tmp_path: Path) -> None:
    rows = [
        [(90, "1. Pelanggaran Disiplin")],
        HEAD,
        row("1.", "Bolos", "Teguran lisan"),
        row("2.", "Terlambat", "Teguran tertulis"),
        HEAD,  # repeated on the next page
        row("3.", "Merokok", "Teguran tertulis"),
        [(90, "2. Pelanggaran Etik")],
        HEAD,
        row("1.", "Berkata kasar", "Permohonan maaf"),
    ]
    regulation = read_annex(tmp_path, rows)
    assert outline(regulation) == "1 I I/1 I/1/1 I/1/2 I/1/3 I/2 I/2/1"
    assert regulation.units[-1].cells == (("Sanksi", "Permohonan maaf"),)


def test_signature_below_a_table_is_in_no_row(tmp_path: Path) -> None:
    rows = [
        HEAD,
        row("1.", "Bolos", "Teguran lisan"),
        [(360, "WALI KOTA CONTOH,")],
        [(360, "ttd")],
        [(360, "BUDI")],
    ]
    regulation = read_annex(tmp_path, rows)
    assert outline(regulation) == "1 I I/1"
    assert regulation.units[-1].cells == (("Sanksi", "Teguran lisan"),)
    assert regulation.words is not None
    assert regulation.words.lost == 0


def test_header_of_two_lines_is_read_by_its_columns(tmp_path: Path) -> None:
    rows = [
        [(90, "No."), (130, "Tingkat"), (260, "Lama"), (400, "Potongan")],
        [(235, "Keterlambatan"), (410, "(%)")],
        [(90, "1."), (130, "TL 1"), (260, "1-30 menit"), (400, "0,5")],
        [(90, "2."), (130, "TL 2"), (260, "31-60 menit"), (400, "1")],
    ]
    regulation = read_annex(tmp_path, rows)
    assert regulation.units[-1].text == "TL 2"
    assert dict(regulation.units[-1].cells) == {
        "Lama Keterlambatan": "31-60 menit",
        "Potongan (%)": "1",
    }


def test_arabic_number_of_an_annex_is_read(tmp_path: Path) -> None:
    rows: Rows = [item(90, "1.", "Formulir diisi."), item(90, "2.", "Formulir dikirim.")]
    regulation = read_annex(tmp_path, rows, "LAMPIRAN 2 :")
    assert outline(regulation) == "1 II II/1 II/2"


@pytest.mark.parametrize("indent", [0, 22])
def test_item_after_a_table_continues_its_list(indent: float, tmp_path: Path) -> None:
    table = [[(x + 22 + indent, text) for x, text in line] for line in (HEAD, row("1.", "A", "B"))]
    rows = [
        [(280, "Pasal 1")],
        item(90, "a.", "bolos, dengan rincian:"),
        *table,
        item(90, "b.", "terlambat, dengan rincian:"),
        *table,
        [(280, "Pasal 2")],
        [(90, "Peraturan ini mulai berlaku.")],
    ]
    regulation = read_pdf(tmp_path, [*TITLE, *below(620, rows)])
    assert outline(regulation) == "1 1/a 1/a/1 1/b 1/b/1 2"


def test_explanation_of_an_annexed_instrument_is_read(tmp_path: Path) -> None:
    text = (
        "UNDANG-UNDANG REPUBLIK INDONESIA\nNOMOR 91 TAHUN 2023\nTENTANG\n"
        "PENETAPAN PERATURAN PEMERINTAH PENGGANTI UNDANG-UNDANG TENTANG PASAR\nMEMUTUSKAN:\n"
        "Pasal 1\nPeraturan itu ditetapkan menjadi Undang-Undang.\n"
        "Disahkan di Contoh\npada tanggal 3 Maret 2023\n"
        "PENJELASAN\nATAS\nUNDANG-UNDANG\nII. PASAL DEMI PASAL\nPasal 1\nCukup jelas.\n"
        "LAMPIRAN\nUNDANG-UNDANG REPUBLIK INDONESIA\nNOMOR 91 TAHUN 2023\n"
        "PERATURAN PEMERINTAH PENGGANTI UNDANG-UNDANG\nNOMOR 2 TAHUN 2022\nTENTANG\nPASAR\n"
        "DENGAN RAHMAT TUHAN YANG MAHA ESA\nMEMUTUSKAN:\nPasal 1\nPasar dibuka pagi.\n"
        "Pasal 2\nKios disewakan.\nDitetapkan di Contoh\npada tanggal 3 Maret 2022\n"
        "PENJELASAN\nATAS\nPERATURAN PEMERINTAH PENGGANTI UNDANG-UNDANG\nI. UMUM\nPasar perlu.\n"
        "II. PASAL DEMI PASAL\nPasal 1\nCukup jelas.\nPasal 2\nKios adalah petak.\n"
    )
    regulation = read_text(tmp_path, text)
    assert [(part.address, part.text) for part in regulation.penjelasan] == [
        ("pasal-1", "Cukup jelas."),
        ("lampiran-I", "Pasar perlu."),
        ("lampiran-I/pasal-1", "Cukup jelas."),
        ("lampiran-I/pasal-2", "Kios adalah petak."),
    ]
    assert regulation.words is not None
    assert regulation.words.lost == 0
