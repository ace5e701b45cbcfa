"""Exit statuses and messages: 0 answered, 1 not found, 2 wrong usage, 3 refused or broken."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from subprocess import CompletedProcess

    from click.testing import Result

    Run = Callable[..., Result]

STATUSES: list[tuple[list[str], int]] = [
    (["cari", "memasang baliho", "--per", "2024-01-30"], 0),
    (["cari", "anggota TNI memasang baliho"], 0),
    (["cari", "resep rendang padang"], 1),
    (["cari", "PP 94/2021 Pasal 999"], 1),
    (["cari"], 2),
    (["cari", ""], 2),
    (["cari", "  "], 2),
    (["cari", "memasang", "baliho", "--per", "30-01-2024", "--singkat"], 0),
    (["cari", "memasang baliho", "--per", "30 Januari 2024", "--lengkap"], 0),
    (["cari", "memasang baliho", "--lengkap", "--singkat"], 2),
    (["cari", "memasang baliho", "--subjek", "ASN", "--tahap", "Sebelum", "--jenis", "SKB"], 0),
    (["cari", "baliho", "--jenis", "hantu"], 2),
    (["cari", "baliho", "--per", "2024-02-30"], 2),
    (["cari", "baliho", "--per", "kemarin"], 2),
    (["cari", "baliho", "-n", "0"], 2),
    (["cari", "baliho", "-n", "banyak"], 2),
    (["cari", "baliho", "--subjek", "hantu"], 2),
    (["cari", "baliho", "--tahap", "nanti"], 2),
    (["cari", "baliho", "--format", "xml"], 2),
    (["cari", "baliho", "--tidak-ada"], 2),
    (["pasal", "PP 94/2021 Pasal 5 huruf n angka 6"], 0),
    (["pasal", "PP", "94/2021", "Pasal", "5", "--format", "kutipan"], 0),
    (["pasal", "PP 94/2021 Pasal 999"], 1),
    (["pasal", "PP 1/1900 Pasal 1"], 1),
    (["pasal", "mangga"], 2),
    (["pasal", "Pasal 5"], 2),
    (["pasal"], 2),
    (["urai", "tidak-ada.pdf"], 3),
    (["urai"], 2),
    (["indeks", "info"], 0),
    (["hantu"], 2),
    (["indeks", "info", "berlebih"], 2),
    (["cari", "baliho", "-n"], 2),
    (["cari", "baliho", "--lengkap=3"], 2),
    (["cari", "--dari", "tidak-ada.txt"], 2),
    (["riwayat", "PP 11/2017 Pasal 254"], 0),
    (["riwayat", "PP 11/2017 Pasal 254", "--dengan", "2024-01-01"], 2),
]


@pytest.mark.parametrize(("arguments", "status"), STATUSES, ids=str)
def test_exit_status_and_streams(run: Run, arguments: list[str], status: int) -> None:
    result = run(*arguments)
    assert result.exit_code == status, result.output
    assert bool(result.stdout) == (status == 0), "stdout carries the answer only"
    assert bool(result.stderr) == (status != 0)
    assert "Traceback" not in result.output


ENGLISH = re.compile(
    r"\b(Error|Usage|Try|invalid|missing|no such|not a valid|must be|required|is not|range"
    r"|unexpected|argument|does not|directory)\b",
    re.IGNORECASE,
)
# Words of a remedy or an example.
REMEDY = re.compile(r"Contoh|misalnya|Bantuan|Pilihan|Bangun|Pasang|terdekat|[Dd]aftar|[Pp]eriksa")


def failing() -> list[object]:
    return [
        pytest.param(arguments, id=str(arguments))
        for arguments, status in STATUSES
        if status in {2, 3}
    ]


@pytest.mark.parametrize("arguments", failing())
def test_error_is_indonesian_with_a_remedy(run: Run, arguments: list[str]) -> None:
    message = run(*arguments).stderr
    assert not ENGLISH.search(message), message
    assert REMEDY.search(message), message


def test_missing_index_has_status_3_and_a_remedy(run: Run, tmp_path: Path) -> None:
    result = run("cari", "baliho", "--indeks", str(tmp_path / "nowhere"))
    assert (result.exit_code, result.stdout) == (3, "")
    assert "regsearch indeks bangun" in result.stderr


def test_damaged_index_has_status_3_and_a_remedy(
    run: Run, index_folder: Path, tmp_path: Path
) -> None:
    broken = shutil.copytree(index_folder, tmp_path / "index")
    (broken / "manifest.json").write_text("{", "utf-8")
    result = run("pasal", "PP 94/2021 Pasal 5", "--indeks", str(broken))
    assert (result.exit_code, result.stdout) == (3, "")
    assert "Bangun ulang" in result.stderr


def test_absent_provision_names_its_neighbours(run: Run) -> None:
    message = run("pasal", "PP 94/2021 Pasal 5 huruf n angka 8").stderr
    assert "PP 94/2021 Pasal 5 huruf n angka 7" in message


def test_unreadable_file_does_not_stop_the_others(
    run: Run, tmp_path: Path, index_folder: Path
) -> None:
    good = tmp_path / "uu.txt"
    good.write_text(
        "UNDANG-UNDANG REPUBLIK INDONESIA\nNOMOR 1 TAHUN 2020\nTENTANG\nCONTOH\n\n"
        "Pasal 1\nSetiap orang wajib jujur.\n",
        "utf-8",
    )
    result = run("urai", str(good), str(tmp_path / "tidak-ada.pdf"))
    assert result.exit_code == 3
    assert "uu-1-2020" in result.stdout
    assert "tidak-ada.pdf" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (["pasal", "PP 94/2021 Pasal 5 huruf n angka 6"], 0),
        (["pasal", "PP 94/2021 Pasal 999"], 1),
        (["cari"], 2),
        (["indeks", "info", "--indeks", "tidak-ada"], 3),
    ],
    ids=["0", "1", "2", "3"],
)
def test_process_has_the_same_exit_status(
    spawn: Callable[..., CompletedProcess[str]], arguments: list[str], status: int
) -> None:
    result = spawn(*arguments)
    assert result.returncode == status, result.stderr
    assert "Traceback" not in result.stderr
    assert bool(result.stdout) == (status == 0)
