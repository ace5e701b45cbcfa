"""Dictums: the first after "Menetapkan" or a missing page, gaps, and mere references."""

from __future__ import annotations

from regsearch.read.extract.lines import Line
from regsearch.read.structure import dictums
from regsearch.read.structure.units import parse_points


def test_missing_dictums_follow_the_order_of_numbers() -> None:
    assert dictums.missing("KESEPULUH", "KETIGABELAS") == ["KESEBELAS", "KEDUABELAS"]
    assert dictums.missing("KEDUA", "KETIGA") == []
    assert dictums.missing("KEEMPAT", "PERTAMA") == []  # another decree begins


def read(*texts: str) -> tuple[list[str], list[str | None]]:
    structure = parse_points([Line(text) for text in texts])
    return [u.address for u in structure.units], [f.address for f in structure.findings]


def test_first_dictum_may_follow_an_unfinished_line() -> None:
    units, gaps = read("Menetapkan", "KESATU : Nama", "daftar.", "KEDUA : Berlaku.")
    assert (units, gaps) == (["diktum-KESATU", "diktum-KEDUA"], [])


def test_absent_dictums_are_gap_findings() -> None:
    units, gaps = read("(Lembaran Negara Tahun", "KETIGA : Biaya.", "KELIMA : Berlaku.")
    assert units == ["diktum-KETIGA", "diktum-KELIMA"]
    assert gaps == ["diktum-KESATU", "diktum-KEDUA", "diktum-KEEMPAT"]


def test_wrapped_reference_to_a_dictum_is_text() -> None:
    units, gaps = read("KESATU : Tim sebagaimana dimaksud dalam Diktum", "KEDUA bertugas.")
    assert (units, gaps) == (["diktum-KESATU"], [])
