"""Decrees, instructions, circulars and amending laws in the shapes of real files."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.read.test_case_variants import AMENDING, read_text
from tests.read.test_cases import outline

if TYPE_CHECKING:
    from pathlib import Path

DECREE = (
    "KEPUTUSAN BUPATI CONTOH\nNOMOR 45 TAHUN 2022\nTENTANG\nTIM PASAR\nBUPATI CONTOH,\n"
    "Menimbang : a. bahwa perlu tim;\nMEMUTUSKAN:\n"
    "Menetapkan : KEPUTUSAN BUPATI TENTANG TIM PASAR.\n"
)
SIGNED = "Ditetapkan di Contoh\npada tanggal 3 Maret 2022\nBUPATI CONTOH,\n"


def test_annex_named_at_the_head_of_a_wrapped_line_is_none(tmp_path: Path) -> None:
    text = (
        f"{DECREE}KESATU : Tim tercantum dalam Lampiran I dan\nLampiran II Keputusan ini.\n"
        f"KEDUA : Berlaku.\n{SIGNED}LAMPIRAN I KEPUTUSAN BUPATI CONTOH\n1. Ketua.\n2. Anggota.\n"
    )
    regulation = read_text(tmp_path, text)
    assert outline(regulation) == "KESATU KEDUA I I/1 I/2"
    assert "unread" not in [finding.code for finding in regulation.findings]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Kesatu : Membentuk Tim.", "Kedua : Tim bertugas."),
        ("KESATU : Ketentuan dalam Diktum KETIGA\nKEDUA, dan seterusnya.", "KEDUA : Berlaku."),
    ],
)
def test_dictums_in_small_letters_and_dictums_referred_to(
    first: str, second: str, tmp_path: Path
) -> None:
    regulation = read_text(tmp_path, f"{DECREE}{first}\n{second}\n{SIGNED}")
    assert outline(regulation) == "KESATU KEDUA"


def test_place_and_date_of_an_instruction_close_it(tmp_path: Path) -> None:
    text = (
        "INSTRUKSI BUPATI CONTOH\nNOMOR 2 TAHUN 2022\nTENTANG\nPASAR\nUntuk :\n"
        "KESATU : Mengawasi pasar.\nKEDUA : Melapor.\n"
        "Dikeluarkan di Contoh\npada tanggal 3 Maret 2022\nBUPATI CONTOH,\n"
    )
    regulation = read_text(tmp_path, text)
    assert [unit.text for unit in regulation.units] == ["Mengawasi pasar.", "Melapor."]


def test_points_of_a_circular_in_brackets(tmp_path: Path) -> None:
    text = (
        "SURAT EDARAN\nNOMOR 8 TAHUN 2022\nTENTANG\nPASAR\n1. Pedagang dilarang:\n"
        "(1) menginap:\n(a) di kios;\n(b) di gudang;\n(2) memasak.\n2. Petugas mengawasi.\n"
    )
    assert outline(read_text(tmp_path, text)) == "1 1/1 1/1/a 1/1/b 1/2 2"


@pytest.mark.parametrize(
    ("points", "expected"),
    [
        ("1. Pasal 9 dihapus.\n2. Ketentuan huruf c Pasal 7 dihapus.\n", "I/1 I/2"),
        ("1. Judul BAB II diubah:\nBAB II\nKIOS\n2. Pasal 9 dihapus.\n", "I/1 I/2"),
    ],
)
def test_article_named_by_a_point_is_not_quoted(points: str, expected: str, tmp_path: Path) -> None:
    regulation = read_text(tmp_path, f"{AMENDING}{points}Pasal II\nBerlaku.\n")
    assert outline(regulation) == f"I {expected} II"
    assert all(group.heading == "KIOS" for group in regulation.groups)


def test_inserted_ayat_with_the_words_before_it_is_no_catchword(tmp_path: Path) -> None:
    text = (
        f"{AMENDING}1. Pasal 5 diubah sehingga berbunyi:\nPasal 5\n(1) Kios disewa.\n"
        "(2) Sewa dibayar.\n(2a) Sewa dibayar di muka.\nPasal II\nBerlaku.\n"
    )
    assert outline(read_text(tmp_path, text)) == "I I/1 I/1/5 I/1/5/1 I/1/5/2 I/1/5/2a II"


@pytest.mark.parametrize(
    ("ayat", "letter"), [("(1). Kios disewa:", "(a). basah;"), ("(1) Kios disewa:", "a.basah;")]
)
def test_markers_with_a_full_stop_or_without_a_space(
    ayat: str, letter: str, tmp_path: Path
) -> None:
    head = "PERATURAN BUPATI CONTOH\nNOMOR 8 TAHUN 2022\nTENTANG\nPASAR\nMEMUTUSKAN:\nPasal 1\n"
    regulation = read_text(tmp_path, f"{head}{ayat}\n{letter}\n{letter.replace('a', 'b', 1)}\n")
    assert outline(regulation) == "1 1/1 1/1/a 1/1/b"


def test_old_spelling_of_an_article_counts_as_read(tmp_path: Path) -> None:
    head = "UNDANG-UNDANG No. 7 TAHUN 1957\ntentang\nPADJAK\nMEMUTUSKAN:\n"
    regulation = read_text(tmp_path, f"{head}Fatsal 1\nPadjak dipungut.\nFatsal 2\nBerlaku.\n")
    assert outline(regulation) == "1 2"
    assert regulation.words is not None
    assert regulation.words.lost == 0
