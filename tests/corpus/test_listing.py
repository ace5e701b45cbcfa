"""``korpus daftar`` counts what ``indeks info`` counts, and names each document."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from regsearch.corpus.inventory import holding, holdings
from regsearch.paths import shipped_corpus
from regsearch.show import corpus as show

if TYPE_CHECKING:
    from pathlib import Path

    from regsearch.search.library import Library


def test_counts_are_those_of_the_index(library: Library, index_folder: Path) -> None:
    rows = show.table_json(holdings([shipped_corpus()], index_folder), date(2026, 11, 29))
    counted = {row["document"]: row["passages"] for row in rows["documents"]}
    assert counted == {d.id: d.passages for d in library.manifest.documents}


def test_titles_are_shown_at_every_width(index_folder: Path) -> None:
    found = holdings([shipped_corpus()], index_folder)
    for width in (60, 100, 140):
        lines = [*show.table(found, date(2026, 11, 29), width=width)]
        assert any("Disiplin Pegawai" in line for line in lines)
        assert all(len(line) <= max(width, 90) for line in lines)


def test_document_is_found_by_the_name_it_is_cited_by(index_folder: Path) -> None:
    for name in ("pp-94-2021", "PP 94/2021", "pp 94/2021"):
        assert holding(name, [shipped_corpus()], index_folder).instrument.id == "pp-94-2021"
