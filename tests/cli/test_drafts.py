"""The command ``periksa``: exit status, formats, the file that is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

import docx

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from click.testing import Result

    Run = Callable[..., Result]


def test_exit_status_tells_the_outcome(run: Run, tmp_path: Path) -> None:
    good, bad = tmp_path / "baik.txt", tmp_path / "salah.txt"
    good.write_text("Pasal 5 huruf n angka 6 PP 94/2021", "utf-8")
    bad.write_text("Pasal 5 huruf n angka 8 PP 94/2021", "utf-8")
    assert run("periksa", str(good)).exit_code == 0
    assert run("periksa", str(bad)).exit_code == 1
    assert run("periksa", str(good), str(bad), "--format", "json").exit_code == 1
    assert run("periksa", str(good), str(tmp_path / "tiada.txt")).exit_code == 3
    assert run("periksa", str(good), str(bad), "--format", "docx").exit_code == 2
    assert (
        run("periksa", str(good), "--format", "docx", "--keluaran", str(tmp_path / "x")).exit_code
        == 3
    )


def test_each_format_shows_the_finding(run: Run, tmp_path: Path) -> None:
    bad = tmp_path / "salah.txt"
    bad.write_text("Pasal 5 huruf n angka 8 PP 94/2021", "utf-8")
    for form in ("teks", "md", "json"):
        printed = run("periksa", str(bad), "--format", form, "--per", "2024-01-30").stdout
        assert "angka 1 sampai dengan angka 7" in " ".join(printed.split())
    target = tmp_path / "hasil.md"
    assert run("periksa", str(bad), "--format", "md", "--keluaran", str(target)).exit_code == 1
    assert "MASALAH" in target.read_text("utf-8")


def test_commented_docx_is_written(run: Run, tmp_path: Path) -> None:
    draft = tmp_path / "naskah.docx"
    document = docx.Document()
    document.add_paragraph("Pasal 5 huruf n angka 8 dan angka 9 PP 94/2021")
    document.save(str(draft))
    target = tmp_path / "hasil.docx"
    result = run("periksa", str(draft), "--format", "docx", "--keluaran", str(target))
    assert result.exit_code == 1
    assert len(list(docx.Document(str(target)).comments)) == 3
