"""Every command of docs/tutorial.md runs, in its order, and ends with status 0."""

from __future__ import annotations

import re
import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from click.testing import CliRunner

from regsearch.cli import main
from regsearch.paths import INDEX_VARIABLE

if TYPE_CHECKING:
    import pytest

PAGE = (Path(__file__).resolve().parents[1] / "docs" / "tutorial.md").read_text("utf-8")
COMMANDS = re.findall(r"^\$ regsearch (.+)$", PAGE, re.M)
(CASES,) = re.findall(r"^```csv\n(.*?)^```", PAGE, re.M | re.S)


def test_commands_run(index_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(INDEX_VARIABLE, str(index_folder))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "kasus.csv").write_text(CASES, "utf-8")
    printed = {}
    assert len(COMMANDS) > 15
    for command in COMMANDS:
        arguments = shlex.split(command)
        monkeypatch.setattr(sys, "argv", ["regsearch", *arguments])
        result = CliRunner().invoke(main, arguments)
        assert result.exit_code == 0, f"{command}\n{result.output}"
        printed[command] = result.stdout
    rows = (tmp_path / "hasil.csv").read_text("utf-8").splitlines()
    assert len(rows) == 4
    assert rows[0].startswith("nomor,pertanyaan,per,subjek,tahap,hasil,")
    assert (tmp_path / "kartu.docx").stat().st_size > 10_000
    assert "LN 2014/7" in printed['pasal "UU 6/2014 Pasal 29 huruf j" --format kutipan']
    assert "{+tidak+}" in printed['riwayat "PP 11/2017 Pasal 254"']
