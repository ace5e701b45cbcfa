"""The audit of digests: which facts are compared, between which units, and what is explained."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING

import pytest

from benchmarks.audit import EXPLAINED, FOLDER, compare, explanations, facts, main, texts_in
from regsearch.model import parse_address
from regsearch.regulation import Regulation, Source, Unit

if TYPE_CHECKING:
    from pathlib import Path


def test_facts_are_days_amounts_and_levels() -> None:
    found = facts(
        "dijatuhi hukuman disiplin berat bila absen 28 (dua puluh delapan) hari; Rp1.000,00"
    )
    assert found == {"28 hari", "Rp1000", "berat"}


@pytest.mark.parametrize(
    ("digest", "text"),
    [
        (
            "penjara 1 (satu) sampai 5 (lima) tahun",
            "paling singkat 1 tahun dan paling lama 5 tahun",
        ),
        ("denda Rp150.000.000,00", "denda paling sedikit Rp 150. 000.000,00"),
        ("absen 28 hari dalam setahun", "absen 28 hari dalam 1 (satu) tahun"),
    ],
)
def test_other_words_for_one_fact_are_no_difference(digest: str, text: str) -> None:
    assert facts(digest) == facts(text)


def test_only_units_of_both_are_compared() -> None:
    digest = pasal_5("absen 28 hari", quoted=False)
    text = pasal_5("absen 27 hari, denda Rp5.000", quoted=True)
    (pair,) = compare(digest, text)
    assert (pair.invented, pair.lost) == ({"28 hari"}, {"27 hari", "Rp5000"})
    assert list(compare(digest, pasal_5("", quoted=False))) == []


def test_name_of_a_file_is_that_of_its_document(tmp_path: Path) -> None:
    for name in ("uu3-2024.pdf", "pp-94-2021.md", "pp-94-2021.html"):
        (tmp_path / name).touch()
    found = {document: path.name for document, path in texts_in(tmp_path).items()}
    assert found == {"uu-3-2024": "uu3-2024.pdf", "pp-94-2021": "pp-94-2021.md"}


def test_every_explanation_has_a_reason_and_a_difference() -> None:
    entries = tomllib.loads(EXPLAINED.read_text("utf-8"))["difference"]
    assert len(explanations()) == len(entries)
    for entry in entries:
        assert entry["reason"], entry
        assert entry.get("digest") or entry.get("text"), entry


def test_an_unexplained_difference_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "PERATURAN PEMERINTAH REPUBLIK INDONESIA NOMOR 94 TAHUN 2021 TENTANG DISIPLIN\n\n"
    text += "MEMUTUSKAN:\nBAB I UMUM\nPasal 1\nDisiplin.\nPasal 2\nSetiap PNS taat 99 (x) hari.\n"
    (tmp_path / "pp-94-2021.md").write_text(text, "utf-8")
    command = ["audit.py", str(tmp_path), "--list", "--max-unexplained", "0"]
    monkeypatch.setattr("sys.argv", command)
    assert main() == 1
    assert "- pasal-2: 99 hari" in capsys.readouterr().out


@pytest.mark.slow
@pytest.mark.skipif(not FOLDER.is_dir(), reason="the texts are not beside this checkout")
def test_no_difference_is_unexplained(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["audit.py", "--list", "--max-unexplained", "0"])
    status = main()
    shown = capsys.readouterr()
    assert status == 0, shown.out
    assert "no longer there" not in shown.err


def pasal_5(words: str, *, quoted: bool) -> Regulation:
    address = "pasal-I/angka-2/pasal-5" if quoted else "pasal-5"
    return Regulation(
        id="pp-1-2020",
        kind="pp",
        numbers=("1",),
        year=2020,
        title="Contoh",
        source=Source("contoh.txt", "0" * 64),
        units=(Unit(parse_address(address), words),),
    )
