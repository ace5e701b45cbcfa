"""Letter-spaced titles and headings, with wide gaps between their words or none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from regsearch.read import parse
from regsearch.read.repair.letter_spacing import close_letter_spacing
from tests.read.samples import write
from tests.read.test_cases import outline
from tests.read.tinypdf import make_pdf

if TYPE_CHECKING:
    from pathlib import Path

    from regsearch.regulation import Regulation

LINES = """\
*PERATURAN BUPATI CONTOH
*NOMOR* 7 *TAHUN* 2021
*TENTANG
TATA TERTIB RAPAT
*DENGAN RAHMAT TUHAN YANG MAHA ESA
Menimbang : bahwa rapat perlu tertib;
*MEMUTUSKAN*:
*BAB* I
*KETENTUAN UMUM
*Pasal* 1
Pegawai dilarang:
a. tidur; dan
b. menelepon.
*BAB* II
*KETENTUAN PENUTUP
*Pasal* 2
Peraturan Bupati ini mulai berlaku.
Ditetapkan di Contoh
pada tanggal 3 Maret 2021
*PENJELASAN
*ATAS
*PERATURAN BUPATI CONTOH
I. *UMUM
Rapat adalah tempat bekerja.
II. *PASAL DEMI PASAL
*Pasal* 1
Huruf a
Cukup jelas.
*Pasal* 2
Cukup jelas.
*LAMPIRAN
*PERATURAN BUPATI CONTOH
A. Daftar hadir
1. Isi nama.
2. Isi jabatan.
""".splitlines()
"""Between ``*`` and ``*``, or the end of the line, letters are spaced."""


def spaced(line: str, gap: str) -> str:
    """*line* with its marked words spaced, and *gap* between those."""
    parts = line.split("*")
    parts[1::2] = [gap.join(" ".join(word) for word in part.split()) for part in parts[1::2]]
    return "".join(parts)


def check(regulation: Regulation) -> None:
    assert (regulation.id, regulation.title) == ("perbup-contoh-7-2021", "TATA TERTIB RAPAT")
    assert outline(regulation) == "1 1/a 1/b 2 I I/A I/A/1 I/A/2"
    assert [group.heading for group in regulation.groups] == ["KETENTUAN UMUM", "KETENTUAN PENUTUP"]
    explained = [passage.address for passage in regulation.penjelasan]
    assert explained == ["umum", "pasal-1", "pasal-1/huruf-a", "pasal-2"]
    assert regulation.words is not None
    assert regulation.words.lost == 0


@pytest.mark.parametrize("gap", [" ", "  ", "     "])
def test_spaced_headings_of_text_are_read(gap: str, tmp_path: Path) -> None:
    text = "\n".join(spaced(line, gap) for line in LINES)
    check(parse(write(tmp_path, "a.txt", text.encode())))


def test_spaced_headings_of_web_pages_are_read(tmp_path: Path) -> None:
    body = "".join(f"<p>{spaced(line, '&nbsp; ')}</p>" for line in LINES)
    check(parse(write(tmp_path, "a.html", f"<html><body>{body}</body></html>".encode())))


def test_spaced_headings_of_a_pdf_are_read(tmp_path: Path) -> None:
    placed = [
        (220.0 if "*" in line else 90.0, 760.0 - 16 * number, spaced(line, "   "))
        for number, line in enumerate(LINES)
    ]
    check(parse(write(tmp_path, "a.pdf", make_pdf([placed]))))


@pytest.mark.parametrize(
    "text", ["A B C D", "a. S. T.", "Y T Y T", "golongan I a b c", "Lampiran I I", "x = a b"]
)
def test_single_letters_that_are_no_word_stay(text: str) -> None:
    assert close_letter_spacing(text) == text


@pytest.mark.parametrize(
    ("text", "closed"),
    [
        ("B A B X I", "BAB XI"),
        ("K E D U A :", "KEDUA :"),
        ("I N S T R U K S I B U P A T I C O N T O H", "INSTRUKSI BUPATI CONTOH"),
        ("N O M O R   1 2   T A H U N   2 0 2 4", "NOMOR   12   TAHUN   2024"),
        ("M e n e t a p k a n :", "Menetapkan :"),
    ],
)
def test_spaced_words_are_told_apart(text: str, closed: str) -> None:
    assert close_letter_spacing(text) == closed
