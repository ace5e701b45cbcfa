"""``korpus daftar`` counts what ``indeks info`` counts, and names each document."""

from __future__ import annotations

import shutil
from datetime import date
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from regsearch.cli import main
from regsearch.corpus.inventory import holding, holdings
from regsearch.index.ledger_file import verified_ledger
from regsearch.paths import shipped_corpus
from regsearch.show import corpus as show

if TYPE_CHECKING:
    from pathlib import Path

    from regsearch.search.library import Library


def test_counts_are_those_of_the_index(library: Library, index_folder: Path) -> None:
    rows = show.table_json(
        holdings([shipped_corpus()], verified_ledger(index_folder)), date(2026, 11, 29)
    )
    counted = {row["document"]: row["passages"] for row in rows["documents"]}
    assert counted == {d.id: d.passages for d in library.manifest.documents}


def test_titles_are_shown_at_every_width(index_folder: Path) -> None:
    found = holdings([shipped_corpus()], verified_ledger(index_folder))
    for width in (60, 100, 140):
        lines = [*show.table(found, date(2026, 11, 29), width=width)]
        assert any("Disiplin Pegawai" in line for line in lines)
        assert all(len(line) <= max(width, 90) for line in lines)


def test_document_is_found_by_the_name_it_is_cited_by(index_folder: Path) -> None:
    for name in ("pp-94-2021", "PP 94/2021", "pp 94/2021"):
        assert (
            holding(name, [shipped_corpus()], verified_ledger(index_folder)).instrument.id
            == "pp-94-2021"
        )


@pytest.mark.parametrize(
    "command", [("korpus", "daftar"), ("korpus", "status", "pp-94-2021"), ("indeks", "audit")]
)
def test_altered_ledger_is_refused(
    command: tuple[str, ...], index_folder: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "indeks"
    shutil.copytree(index_folder, copy)
    ledger = copy / "ledger.json"
    ledger.write_bytes(ledger.read_bytes().replace(b'"gaps": [', b'"gaps":  [', 1))
    done = CliRunner().invoke(main, [*command, "--indeks", str(copy)])
    assert (done.exit_code, "ledger.json isinya berubah" in done.stderr) == (3, True)
