"""What changed between two indexes."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from regsearch.build.build import content_of, rebuild_index, write_index
from regsearch.build.pipeline import NeutralDocument
from regsearch.encoding import from_line, to_line
from regsearch.errors import IndexDamagedError
from regsearch.index.diff import Difference, Linked, compare
from regsearch.regulation import Regulation
from regsearch.show import bundles as shown
from tests.bundle.tiny import content

if TYPE_CHECKING:
    from pathlib import Path


def test_nothing(first: Path) -> None:
    found = compare(first, first)
    assert not found
    assert list(shown.difference(found)) == ["Tidak ada perbedaan."]


def test_documents_and_provisions(first: Path, second: Path) -> None:
    found = compare(first, second)
    assert found.documents.added == ("pp-4-2031",)
    assert found.documents.removed == ("pp-3-2031",)
    assert found.documents.changed == ("pp-1-2031",)
    assert [p.key for p in found.provisions.added] == ["pp-4-2031#", "pp-4-2031#pasal-1"]
    assert [p.key for p in found.provisions.removed] == ["pp-3-2031#", "pp-3-2031#pasal-1"]
    assert [(p.citation, p.fields) for p in found.provisions.changed] == [
        ("PP 1/2031 Pasal 1", ("text",))
    ]
    back = compare(second, first)
    assert back.provisions.added == found.provisions.removed
    text = "\n".join(shown.difference(found))
    assert "Ketentuan: 2 baru, 2 hilang, 1 berubah" in text
    assert "~ PP 1/2031 Pasal 1: bunyi" in text
    assert json.loads(json.dumps(shown.difference_json(found)))["documents"]["added"]


@pytest.fixture(scope="module")
def without_article_14(index_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped documents, had PP 94/2021 Pasal 14 never punished anything."""
    whole = content_of(index_folder)
    folder = tmp_path_factory.mktemp("without") / "index"
    folder.mkdir()
    write_index(folder, replace(whole, documents=map(_without_article_14, whole.documents)))
    return folder


def _without_article_14(held: NeutralDocument) -> NeutralDocument:
    if held.id != "pp-94-2021":
        return held
    law = from_line(Regulation, held.line)
    units = tuple(unit for unit in law.units if unit.locator[0] != ("pasal", "14"))
    line = to_line(replace(law, units=units))
    return NeutralDocument(law.id, line, [unit.address for unit in units])


def test_sanctions(index_folder: Path, without_article_14: Path) -> None:
    found = compare(index_folder, without_article_14)
    gone = [s for s in found.sanctions.removed if s.key == "pp-94-2021#pasal-5/huruf-n/angka-6"]
    # Before and after UU 20/2023, since when dismissal with honour is in conflict with it.
    assert [s.level for s in gone] == ["berat", "berat"]
    assert "PP 94/2021 Pasal 14 huruf i angka 4" in gone[0].basis
    assert any(p.key == "pp-94-2021#pasal-14/huruf-i" for p in found.provisions.removed)
    again = compare(without_article_14, index_folder)
    assert set(again.sanctions.added) == set(found.sanctions.removed)
    assert any(isinstance(item, Linked) for item in again.sanctions.added)
    assert isinstance(again, Difference)
    assert "+ PP 94/2021 Pasal 5 huruf n angka 6: berat" in "\n".join(shown.difference(again))


def test_a_damaged_one_is_not_compared(first: Path, tmp_path: Path) -> None:
    copied = shutil.copytree(first, tmp_path / "index")
    (copied / "records.jsonl").write_bytes(b"")
    for pair in ((first, copied), (copied, first)):
        with pytest.raises(IndexDamagedError, match="tidak utuh"):
            compare(*pair)


def test_the_neutral_form_of_the_tiny_ones(first: Path, tmp_path: Path) -> None:
    rebuild_index(first, tmp_path / "again")
    assert not compare(first, tmp_path / "again")
    assert list(content_of(first).documents) == list(content(1).documents)
