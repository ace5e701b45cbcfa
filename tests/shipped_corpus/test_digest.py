"""Digest sources: what indentation and markers mean, and which mistakes are refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from digest import DigestError, parse_digest, read_digest

from regsearch.model import format_address

SUMBER = Path(__file__).resolve().parents[2] / "corpus" / "sumber"

REGULATION = """
PERATURAN BUPATI CONTOH
NOMOR 1 TAHUN 2020
TENTANG
CONTOH

BAB I
KETENTUAN
UMUM

Bagian Kesatu
Umum

Pasal 1
Pegawai dilarang:
  a. berbuat satu;
  b. berbuat dua
    yang panjang, dengan cara:
    1. begini; atau
    2. begitu;
  karena merugikan.

Pasal 9A
(1) Tingkatnya:
  a) ringan.
(1a) Sisipan.
(2) (tidak diringkas)

PENJELASAN

UMUM
  Latar belakang.

  Alinea kedua.

Pasal 1
  Huruf b
    Angka 2
      Begitu berarti begitu.
"""

DECREE = """
KEPUTUSAN BERSAMA
NOMOR 1

KESATU: Menetapkan pedoman.
KEDUA
  Pedoman berlaku.

LAMPIRAN II
DAFTAR

A. KODE ETIK

| No. | Bentuk | Sanksi |
1. Mengunggah foto
  bersama.
  | moral
2. Hadir.
  | moral

B. DISIPLIN

| No. | Bentuk | Sanksi |
1. Hadir aktif.
  | berat
"""

AMENDMENT = """
UNDANG-UNDANG CONTOH

Pasal I
Diubah sebagai berikut:
3. Ketentuan Pasal 7 diubah:
  Pasal 7
  (1) Norma.
  (2) Daftar:
    a. isi.
5. Pasal 8 dihapus.

Pasal II
Berlaku besok.
"""


def units(source: str) -> dict[str, str]:
    digest = parse_digest("contoh", source)
    return {format_address(locator): node.text for locator, node in digest.units()}


def test_units_of_a_regulation_follow_indentation() -> None:
    assert units(REGULATION) == {
        "pasal-1": "Pegawai dilarang: karena merugikan.",
        "pasal-1/huruf-a": "berbuat satu;",
        "pasal-1/huruf-b": "berbuat dua yang panjang, dengan cara:",
        "pasal-1/huruf-b/angka-1": "begini; atau",
        "pasal-1/huruf-b/angka-2": "begitu;",
        "pasal-9A": "",
        "pasal-9A/ayat-1": "Tingkatnya:",
        "pasal-9A/ayat-1/huruf-a": "ringan.",
        "pasal-9A/ayat-1a": "Sisipan.",
        "pasal-9A/ayat-2": "(tidak diringkas)",
    }


def test_title_headings_and_explanations_are_read() -> None:
    digest = parse_digest("contoh", REGULATION)
    assert digest.title[-1] == "CONTOH"
    assert digest.body[0].headings == [
        ("bab", "I", "KETENTUAN UMUM"),
        ("bagian", "Kesatu", "Umum"),
    ]
    assert list(digest.penjelasan()) == [
        ("umum", "Latar belakang. Alinea kedua."),
        ("pasal-1/huruf-b/angka-2", "Begitu berarti begitu."),
    ]


def test_table_rows_become_units_with_cells() -> None:
    assert units(DECREE) == {
        "diktum-KESATU": "Menetapkan pedoman.",
        "diktum-KEDUA": "Pedoman berlaku.",
        "lampiran-II": "DAFTAR",
        "lampiran-II/huruf-A": "KODE ETIK",
        "lampiran-II/huruf-A/angka-1": "Mengunggah foto bersama.",
        "lampiran-II/huruf-A/angka-2": "Hadir.",
        "lampiran-II/huruf-B": "DISIPLIN",
        "lampiran-II/huruf-B/angka-1": "Hadir aktif.",
    }
    rows = [node for _, node in parse_digest("contoh", DECREE).units() if node.cells]
    assert [row.cells for row in rows] == [["moral"], ["moral"], ["berat"]]


def test_amending_law_may_omit_points() -> None:
    assert list(units(AMENDMENT)) == [
        "pasal-I",
        "pasal-I/angka-3",
        "pasal-I/angka-3/pasal-7",
        "pasal-I/angka-3/pasal-7/ayat-1",
        "pasal-I/angka-3/pasal-7/ayat-2",
        "pasal-I/angka-3/pasal-7/ayat-2/huruf-a",
        "pasal-I/angka-5",
        "pasal-II",
    ]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("  b. berbuat dua", "  c. berbuat dua", "pasal-1/huruf-c tidak mengikuti a"),
        ("  a. berbuat satu;", "  b. berbuat satu;", "pasal-1/huruf-b tidak mengikuti awal"),
        ("    2. begitu;", "    3. begitu;", "angka-3 tidak mengikuti 1"),
        ("(2) (tidak", "(3) (tidak", "ayat-3 tidak mengikuti 1a"),
        ("(1a) Sisipan.", "(1) Sisipan.", "ayat-1 tidak mengikuti 1"),
        ("Pasal 9A\n", "Pasal 1\n", "pasal-1 tidak mengikuti 1"),
        ("    Angka 2", "    Angka 3", "penjelasan pasal-1/huruf-b/angka-3 tanpa ketentuan"),
        ("Pasal 1\n  Huruf b", "Pasal 2\n  Huruf b", "penjelasan pasal-2/huruf-b/angka-2"),
        ("BAB I\n", "teks lepas\nBAB I\n", "baris 7: teks tanpa nomor"),
        ("Pasal 9A\n", "Pasal 9A\n| satu sel\n", "sel di luar tabel"),
    ],
)
def test_mistake_is_refused_with_its_place(old: str, new: str, message: str) -> None:
    assert REGULATION.count(old) == 1
    with pytest.raises(DigestError) as caught:
        parse_digest("contoh", REGULATION.replace(old, new))
    assert message in str(caught.value)


def test_row_with_missing_cell_is_refused() -> None:
    with pytest.raises(DigestError, match="baris 18: 2 sel untuk 3 kolom"):
        parse_digest("contoh", DECREE.replace("2. Hadir.\n  | moral", "2. Hadir."))


def test_heading_without_units_is_refused() -> None:
    with pytest.raises(DigestError, match="tidak memuat apa pun"):
        parse_digest("contoh", AMENDMENT + "\nBAB II\nKOSONG\n")


def test_every_shipped_source_is_well_formed() -> None:
    for path in sorted(SUMBER.glob("*.txt")):
        digest = read_digest(path)
        assert digest.body, path
        assert all(node.text or node.children for _, node in digest.units()), path
