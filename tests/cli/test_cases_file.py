"""``cari --dari``: a file of cases, in every format."""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from click.testing import Result

    Run = Callable[..., Result]

CASES = """nomor;pertanyaan;per;subjek;tahap;hasil
=1;like postingan calon bupati;31-01-2024;PNS;Sesudah;lama
2;bolos kerja 12 hari;kapan;;;
3;;;;;
4;resep rendang padang;;;;
5;memasang baliho;;hantu;;
"""


@pytest.fixture
def cases(tmp_path: Path) -> Path:
    file = tmp_path / "kasus.csv"
    file.write_text(CASES, "utf-8-sig")
    return file


def test_table_keeps_its_columns_and_goes_on_after_a_bad_row(run: Run, cases: Path) -> None:
    result = run("cari", "--dari", str(cases), "--format", "csv")
    assert result.exit_code == 3
    rows = list(csv.DictReader(result.stdout.splitlines(), delimiter=";"))
    assert [row["nomor"] for row in rows] == ["'=1", "2", "3", "4", "5"]
    first, second, third, fourth, fifth = rows
    assert first["hasil"] == "lama"
    assert (first["hasil_hasil"], first["hukum_per"]) == ("terjawab", "2024-01-31")
    assert "BERAT" in first["sanksi"]
    assert "SANKSI MORAL" not in first["sanksi"]
    assert "PP 94/2021 Pasal 14" in first["dasar"]
    assert "PTDH, bukan PDHTAPS" in first["perhatian"]
    assert "bukan tanggal" in second["galat"]
    assert "kosong" in third["galat"]
    assert fourth["hasil_hasil"] == "tidak ditemukan"
    assert "Pilihan: asn" in fifth["galat"]
    assert result.stderr.count("regsearch: baris") == 3


def test_lines_of_json_carry_the_row(run: Run, cases: Path, tmp_path: Path) -> None:
    target = tmp_path / "hasil.jsonl"
    assert run("cari", "--dari", str(cases), "--ke", str(target)).exit_code == 3
    values = [json.loads(line) for line in target.read_text("utf-8").splitlines()]
    assert [value["row"]["nomor"] for value in values] == ["=1", "2", "3", "4", "5"]
    assert ["error" in value for value in values] == [False, True, True, False, True]


def test_plain_lines_are_questions(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "tanya.txt"
    file.write_text("memasang baliho\n\nmasuk partai politik\n", "utf-8")
    result = run("cari", "--dari", str(file), "--per", "2024-01-30")
    assert result.exit_code == 0
    values = [json.loads(line) for line in result.stdout.splitlines()]
    assert [value["query"] for value in values] == ["memasang baliho", "masuk partai politik"]
    assert {value["as_of"] for value in values} == {"2024-01-30"}


def test_table_without_questions_is_refused(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "pegawai.csv"
    file.write_text("nama;usia\nBudi;40\n", "utf-8")
    result = run("cari", "--dari", str(file))
    assert result.exit_code == 2
    assert "kolom pertanyaan; kolomnya: nama, usia" in result.stderr


@pytest.mark.parametrize("form", ["teks", "md"])
def test_text_forms_show_every_reply(run: Run, tmp_path: Path, form: str) -> None:
    file = tmp_path / "tanya.txt"
    file.write_text("memasang baliho\nmasuk partai politik\n", "utf-8")
    shown = run("cari", "--dari", str(file), "--format", form).stdout
    assert "memasang baliho" in shown
    assert "masuk partai politik" in shown


def test_one_card_is_not_made_of_many_cases(run: Run, cases: Path) -> None:
    assert run("cari", "--dari", str(cases), "--format", "docx").exit_code == 2


def test_single_question_can_be_a_table_too(run: Run) -> None:
    result = run("cari", "memasang baliho", "--format", "csv", "--per", "2024-01-30")
    (row,) = csv.DictReader(result.stdout.splitlines())
    assert row["sitasi"].startswith("SKB Netralitas 2022")
