"""The text output, its colour, and the choice of the index."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from regsearch.data import table
from regsearch.paths import default_index, shipped_corpus, shipped_index

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from subprocess import CompletedProcess

    from click.testing import Result

    Run = Callable[..., Result]
    Spawn = Callable[..., CompletedProcess[str]]

ESCAPE = "\x1b["


def test_process_without_terminal_prints_no_colour(spawn: Spawn) -> None:
    result = spawn("cari", "memasang baliho", "--per", "2024-01-30", TERM="xterm-256color")
    assert "baliho" in result.stdout
    assert ESCAPE not in result.stdout + result.stderr


@pytest.mark.parametrize("form", ["teks", "json", "md"])
def test_no_format_is_coloured_in_a_pipe(run: Run, form: str) -> None:
    result = run("pasal", "PP 94/2021 Pasal 5 huruf n angka 6", "--format", form)
    assert ESCAPE not in result.output


def test_answer_shows_status_kind_and_sanctions(run: Run) -> None:
    shown = run("cari", "memasang baliho", "--per", "2024-01-30").stdout
    for words in ("SKB Netralitas 2022", "berlaku", "ringkasan", "sekunder", "MORAL", "BERAT"):
        assert words in shown
    assert "PP 42/2004 Pasal 15" in " ".join(shown.split())
    whole = run("cari", "memasang baliho", "--per", "2024-01-30", "--lengkap").stdout
    assert "KODE ETIK" in whole
    assert len(whole.split()) > 3 * len(shown.split())


def test_revoked_law_is_marked(run: Run) -> None:
    shown = run("pasal", "PP 53/2010 Pasal 4 angka 15 huruf d", "--per", "2024-01-30").stdout
    assert "SUDAH DICABUT" in shown.splitlines()[0]
    assert "31 Agustus 2021" in shown


def test_missing_sanction_is_called_unlinked(run: Run) -> None:
    shown = " ".join(run("pasal", "UU 20/2023 Pasal 9 ayat (2)").stdout.split())
    assert "tidak berarti tidak ada sanksi" in shown


def test_pasal_shows_the_units_inside(run: Run) -> None:
    shown = run("pasal", "PP 94/2021 Pasal 5").stdout
    assert re.search(r"^\s*n\. ", shown, re.MULTILINE)
    assert re.search(r"^\s*6\. mengadakan kegiatan", shown, re.MULTILINE)


def test_lines_fit_the_terminal(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    shown = run("cari", "memasang baliho", "--per", "2024-01-30").stdout
    # The head of an answer, citation and status, is one line whatever its length.
    assert all(len(line) <= 80 for line in shown.splitlines() if not re.match(r"\d+ ", line))


def test_spelling_correction_is_shown(run: Run) -> None:
    assert "'spandk' dibaca sebagai 'spanduk'" in run("cari", "memasang spandk").stdout


def test_explanation_lists_the_parsed_query(run: Run) -> None:
    shown = run("cari", "PPPK memasang baliho", "--jelaskan", "--per", "2024-01-30").stdout
    for words in ("Hukum per hari", "2024-01-30", "pppk", "Gagasan", "baliho"):
        assert words in shown


def test_explanation_is_indonesian(run: Run) -> None:
    named, asked = table("explain"), table("question")
    assert named["factor"].keys() == table("ranking")["factors"].keys() - {"coverage"}
    assert named["intent"].keys() == {*asked["intent"], *asked["asks"], "one_word"}
    shown = run("cari", "apa sanksi memasang baliho", "--jelaskan").stdout
    assert "Yang ditanyakan      sanksi" in shown
    assert "larangan atau kewajiban ×1.15" in shown
    assert "sanction" not in shown


def test_not_found_is_printed_on_stderr(run: Run) -> None:
    result = run("cari", "resep rendang padang")
    assert result.stdout == ""
    assert "Tidak ada ketentuan" in result.stderr


def test_index_is_option_then_variable_then_shipped(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert default_index() == shipped_index()
    monkeypatch.setenv("REGSEARCH_INDEX", str(tmp_path))
    assert default_index() == tmp_path
    assert default_index(tmp_path / "mine") == tmp_path / "mine"


@pytest.mark.slow
def test_empty_corpus_adds_no_document(run: Run, tmp_path: Path) -> None:
    (tmp_path / "korpus" / "pdf").mkdir(parents=True)
    (tmp_path / "korpus" / "katalog.toml").write_text("", "utf-8")
    corpus, index = str(tmp_path / "korpus"), str(tmp_path / "indeks")
    result = run("indeks", "bangun", "--korpus", corpus, "--indeks", index)
    assert result.exit_code == 0
    shipped = list((shipped_corpus() / "pdf").glob("*.pdf"))
    assert result.stdout.startswith(f"{len(shipped)} dokumen")
