"""Rebuilding an index from its own documents, and replacing its folder safely."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from regsearch.build.build import rebuild_index
from regsearch.errors import BusyError, IndexDamagedError, IndexMissingError, IndexStaleError
from regsearch.files import locked, replacing, spare
from regsearch.index.catalog_file import TIMELINE
from regsearch.index.documents import DOCUMENTS, read_catalog, read_documents
from regsearch.index.manifest import MANIFEST, read_manifest, sha256_of
from regsearch.opening import open_library
from tests.bundle import tiny
from tests.bundle.tiny import contents

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """A small index, so that each rebuild takes less than a second."""
    return tiny.build(tmp_path / "copied", 1)


def test_rebuild_from_own_documents_gives_same_bytes(index_folder: Path, tmp_path: Path) -> None:
    copied = shutil.copytree(index_folder, tmp_path / "copied")
    shutil.rmtree(copied / "engine")
    (copied / "records.jsonl").unlink()
    rebuild_index(copied, tmp_path / "again")
    assert contents(tmp_path / "again") == contents(index_folder)


def test_builds_under_different_hash_seeds_are_identical(tmp_path: Path) -> None:
    for seed in ("1", "2"):
        program = (
            "import pathlib, tests.bundle.tiny as tiny;"
            f" tiny.build(pathlib.Path({str(tmp_path / seed)!r}), 1)"
        )
        path = os.pathsep.join([str(Path(__file__).parents[2]), *sys.path])
        variables = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": path}
        subprocess.run([sys.executable, "-c", program], check=True, env=variables)
    assert contents(tmp_path / "1") == contents(tmp_path / "2") != {}


def test_rebuild_upgrades_index_of_another_format(copied: Path) -> None:
    current = contents(copied)
    table = json.loads((copied / MANIFEST).read_bytes()) | {"format": 1, "analysis": "0", "x": 1}
    (copied / MANIFEST).write_text(json.dumps(table), "utf-8")
    with pytest.raises(IndexStaleError, match="bangun --ulang"):
        read_manifest(copied)
    rebuild_index(copied, copied)
    assert contents(copied) == current


def test_rebuild_keeps_how_far_the_documents_know_the_law(copied: Path) -> None:
    older = (copied / TIMELINE).read_bytes().replace(b"2026", b"2025")
    _rewrite(copied, older)
    rebuild_index(copied, copied)
    assert (copied / TIMELINE).read_bytes() == older
    with open_library(copied) as library:
        assert library.timeline
        assert library.timeline.knowledge_until.year == 2025


def test_rebuild_of_an_index_without_timeline_claims_none(copied: Path) -> None:
    _rewrite(copied, None)
    rebuild_index(copied, copied)
    with open_library(copied) as library:
        assert library.timeline is None


def test_rebuild_refuses_altered_timeline(copied: Path) -> None:
    path = copied / TIMELINE
    path.write_bytes(path.read_bytes().replace(b"2026", b"2030"))
    with pytest.raises(IndexDamagedError, match="berubah"):
        rebuild_index(copied, copied)


def _rewrite(index: Path, timeline: bytes | None) -> None:
    """Give *index* another timeline, or none, as its manifest records."""
    table = json.loads((index / MANIFEST).read_bytes())
    table["files"] = [file for file in table["files"] if file["name"] != TIMELINE]
    (index / TIMELINE).unlink()
    if timeline is not None:
        (index / TIMELINE).write_bytes(timeline)
        entry = {"name": TIMELINE, "size": len(timeline), "sha256": sha256_of(index / TIMELINE)}
        table["files"].append(entry)
    (index / MANIFEST).write_text(json.dumps(table), "utf-8")


@pytest.mark.parametrize(
    ("edit", "error"),
    [
        pytest.param(lambda table: table.update(neutral=99), IndexStaleError, id="other version"),
        pytest.param(lambda table: table.pop("neutral"), IndexStaleError, id="no version"),
        pytest.param(lambda table: table.pop("files"), IndexDamagedError, id="no files"),
        pytest.param(lambda table: table.update(files=[]), IndexDamagedError, id="not recorded"),
        pytest.param(lambda table: table.update(files=5), IndexDamagedError, id="malformed files"),
        pytest.param(
            lambda table: table.update(catalog=5), IndexDamagedError, id="malformed catalogue"
        ),
    ],
)
def test_rebuild_refuses_invalid_manifest_and_changes_nothing(
    copied: Path, edit: Callable[[dict[str, Any]], object], error: type[Exception]
) -> None:
    table = json.loads((copied / MANIFEST).read_bytes())
    edit(table)
    (copied / MANIFEST).write_text(json.dumps(table), "utf-8")
    before = contents(copied)
    with pytest.raises(error):
        rebuild_index(copied, copied)
    assert contents(copied) == before


def test_rebuild_refuses_altered_documents(copied: Path) -> None:
    path = copied / DOCUMENTS
    path.write_bytes(path.read_bytes().replace(b"Pegawai", b"pegawai", 1))
    with pytest.raises(IndexDamagedError, match="berubah"):
        rebuild_index(copied, copied)


def test_unsorted_or_repeated_documents_are_refused(copied: Path) -> None:
    lines = (copied / DOCUMENTS).read_bytes().splitlines(keepends=True)
    assert len(lines) == len(list(read_documents(copied))) > 2
    (copied / DOCUMENTS).write_bytes(b"".join([lines[1], lines[0]]))
    with pytest.raises(IndexDamagedError, match="urutan"):
        list(read_documents(copied))
    catalog = copied / "neutral" / "catalog.jsonl"
    catalog.write_bytes(catalog.read_bytes() * 2)
    with pytest.raises(IndexDamagedError, match="dua kali"):
        read_catalog(copied)


def test_index_is_found_under_spare_name_while_replaced(copied: Path) -> None:
    copied.rename(spare(copied))
    with open_library(copied) as library:
        assert library["PP 1/2031 Pasal 1"].text
    shutil.rmtree(spare(copied))
    with pytest.raises(IndexMissingError):
        open_library(copied)


def test_replacing_cleans_up_after_killed_process(tmp_path: Path) -> None:
    target = tmp_path / "index"
    spare(target).mkdir()
    (spare(target) / "old").touch()
    (tmp_path / ".index.baru-x").mkdir()
    with pytest.raises(ZeroDivisionError), replacing(target) as made:  # noqa: PT012
        (made / "new").touch()
        assert (target / "old").exists()
        raise ZeroDivisionError
    assert [p.name for p in target.iterdir()] == ["old"]
    with replacing(target) as made:
        (made / "new").touch()
    assert [p.name for p in target.iterdir()] == ["new"]
    assert sorted(p.name for p in tmp_path.iterdir()) == [".index.kunci", "index"]


def test_concurrent_replacement_is_refused(tmp_path: Path) -> None:
    with (
        replacing(tmp_path / "index"),
        pytest.raises(BusyError, match="Tunggu"),
        replacing(tmp_path / "index"),
    ):
        pass
    with locked(tmp_path / "free"):
        pass
