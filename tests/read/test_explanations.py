"""The Penjelasan of texts and web pages: its headings in every shape, and what only looks so."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.read.test_case_variants import read_text

if TYPE_CHECKING:
    from pathlib import Path

    from regsearch.regulation import Regulation

LAW = (
    "PERATURAN DAERAH KABUPATEN CONTOH\nNOMOR 8 TAHUN 2022\nTENTANG\nPASAR\nMEMUTUSKAN:\n"
    "Pasal 1\nPasar dibuka pagi.\nPasal 2\n(1) Kios disewakan.\n(2) Sewa dibayar.\n"
    "Pasal 3\nKios dibersihkan.\nPasal 4\nPeraturan Daerah ini mulai berlaku.\n"
    "Ditetapkan di Contoh\npada tanggal 3 Maret 2022\nBUPATI CONTOH,\n"
)
TITLE = "PENJELASAN\nATAS\nPERATURAN DAERAH KABUPATEN CONTOH\n"
FOUR = ["pasal-1", "pasal-2", "pasal-3", "pasal-4"]


def read(folder: Path, explanation: str) -> Regulation:
    return read_text(folder, LAW + explanation)


@pytest.mark.parametrize(
    ("passages", "expected"),
    [
        ("Pasal 1\nSatu.\nPasal 2 s.d. Pasal 4\nCukup jelas.\n", FOUR),
        ("Pasal 1 sampai dengan Pasal 4 Cukup jelas.\n", FOUR),
        ("Pasal 1 dan 2. Cukup jelas. Pasal 3\nTiga.\nPasal 4: Cukup jelas.\n", FOUR),
        ("Pasal 1, Pasal 2, dan Pasal 3\nCukup jelas.\nPasal 4\nCukup jelas.\n", FOUR),
        (
            "Pasal 1\nSatu.\nPasal 2\nAyat (1) dan ayat (2)\nSewa lunas.\nPasal 3\nTiga.\n",
            ["pasal-1", "pasal-2", "pasal-2/ayat-1", "pasal-2/ayat-2", "pasal-3"],
        ),
    ],
)
def test_heading_of_several_units_explains_each(
    passages: str, expected: list[str], tmp_path: Path
) -> None:
    regulation = read(tmp_path, f"{TITLE}I. UMUM\nPasar perlu.\nII. PASAL DEMI PASAL\n{passages}")
    assert [part.address for part in regulation.penjelasan] == ["umum", *expected]
    texts = {part.address: part.text for part in regulation.penjelasan}
    assert texts["umum"] == "Pasar perlu."
    assert "dan" not in texts.values()
    assert regulation.words is not None
    assert regulation.words.lost == 0


def test_explanation_of_several_units_is_the_same(tmp_path: Path) -> None:
    regulation = read(tmp_path, f"{TITLE}II. PASAL DEMI PASAL\nPasal 1 s/d 4\nLihat umum.\n")
    assert {part.text for part in regulation.penjelasan} == {"Lihat umum."}


@pytest.mark.parametrize(
    "general",
    [
        "I . UMUM\nSesuai Pasal 5 ayat (2) undang-undang, pasar diatur.\nII . ",
        "I. UMUM :\nSesuai Pasal 5 ayat (2) undang-undang, pasar diatur.\nII. ",
        "I. UMUM Sesuai Pasal 5 ayat (2) undang-undang, pasar diatur. II. ",
        "PENJELASAN UMUM.\nSesuai Pasal 5 ayat (2) undang-undang, pasar diatur.\n",
        "Pasar diatur agar orang berniaga dengan tertib dan aman, sesuai dengan bunyi\n"
        "Pasal 5 ayat (2) undang-undang, pasar.\n",
    ],
)
def test_article_that_the_general_part_mentions_is_not_explained(
    general: str, tmp_path: Path
) -> None:
    passages = "Pasal 1\nCukup jelas.\nPasal 2\nCukup jelas.\n"
    regulation = read(tmp_path, f"{TITLE}{general}PASAL DEMI PASAL\n{passages}")
    assert [part.address for part in regulation.penjelasan] == ["umum", "pasal-1", "pasal-2"]
    assert "Pasal 5 ayat (2) undang-undang, pasar" in regulation.penjelasan[0].text


def test_heading_in_small_letters_begins_the_explanation(tmp_path: Path) -> None:
    text = "Penjelasan\nAtas\nPeraturan Daerah\nI. Umum\nPasar perlu.\nII. Pasal Demi Pasal\n"
    regulation = read(tmp_path, f"{text}Pasal 1\nCukup jelas.\n")
    assert [part.address for part in regulation.penjelasan] == ["umum", "pasal-1"]


def test_mention_of_several_articles_is_no_heading(tmp_path: Path) -> None:
    text = "Pasal 1\nSejalan dengan\nPasal 2 dan Pasal 3 Undang-Undang Pasar.\nPasal 2\nDua.\n"
    regulation = read(tmp_path, f"{TITLE}II. PASAL DEMI PASAL\n{text}")
    assert [part.address for part in regulation.penjelasan] == ["pasal-1", "pasal-2"]
    assert regulation.penjelasan[0].text.startswith("Sejalan dengan Pasal 2 dan Pasal 3")
