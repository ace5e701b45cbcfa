"""An index that is missing, stale or damaged says so, and says what to do."""

from __future__ import annotations

import gc
import json
import shutil
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import pytest

from regsearch.errors import IndexDamagedError, IndexMissingError, IndexStaleError, StorageError
from regsearch.index.manifest import MANIFEST, read_manifest, verify_files
from regsearch.index.records import Records
from regsearch.opening import open_library

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture
def copied(index_folder: Path, tmp_path: Path) -> Path:
    """A copy of the index that a test may break."""
    return shutil.copytree(index_folder, tmp_path / "index")


def change(folder: Path, edit: Callable[[dict[str, Any]], object]) -> None:
    path = folder / MANIFEST
    table = json.loads(path.read_text("utf-8"))
    edit(table)
    path.write_text(json.dumps(table), "utf-8")


def test_a_sound_index(index_folder: Path) -> None:
    manifest = read_manifest(index_folder)
    assert manifest.passages > 2000
    assert verify_files(index_folder, manifest) == []


def test_missing(tmp_path: Path) -> None:
    with pytest.raises(IndexMissingError, match="indeks bangun"):
        open_library(tmp_path / "nowhere")


@pytest.mark.parametrize(
    "edit",
    [
        pytest.param(lambda table: table.update(format=0), id="older format"),
        pytest.param(lambda table: table.update(format=99, news=[]), id="newer format"),
    ],
)
def test_stale(copied: Path, edit: Callable[[dict[str, Any]], object]) -> None:
    change(copied, edit)
    with pytest.raises(IndexStaleError, match="Bangun ulang"):
        open_library(copied)


def test_an_index_of_another_analysis_can_only_be_looked_up(copied: Path) -> None:
    change(copied, lambda table: table.update(analysis="0" * 64))
    with open_library(copied) as library:
        assert library["PP 94/2021 Pasal 5"].text
        with pytest.raises(IndexStaleError, match="bangun --ulang"):
            library.ask("memasang baliho")


@pytest.mark.parametrize(
    "edit",
    [
        pytest.param(lambda table: table.pop("documents"), id="a key is gone"),
        pytest.param(lambda table: table.pop("format"), id="the format is gone"),
        pytest.param(lambda table: table.update(files=[{"x": 1}]), id="an entry is odd"),
        pytest.param(lambda table: table.update(surplus=1), id="a key is unknown"),
        pytest.param(lambda table: table.update(files=None), id="no list"),
    ],
)
def test_damaged_manifest(copied: Path, edit: Callable[[dict[str, Any]], object]) -> None:
    change(copied, edit)
    with pytest.raises(IndexDamagedError, match="rusak"):
        open_library(copied)


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '"x"', "\x00\xff"])
def test_a_manifest_that_is_none(copied: Path, text: str) -> None:
    (copied / MANIFEST).write_bytes(text.encode("latin-1"))
    with pytest.raises(StorageError):
        open_library(copied)


# Files left open are another matter, see the test below.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize(
    "name", ["records.jsonl", "records.keys", "instruments.json", "stems.json"]
)
def test_a_missing_file_is_a_storage_error(copied: Path, name: str) -> None:
    (copied / name).unlink()
    with pytest.raises(StorageError), open_library(copied) as library:
        library.ask("memasang baliho")


def test_a_failed_opening_leaves_nothing_open(
    copied: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (copied / "records.keys").unlink()
    left: list[object] = []
    monkeypatch.setattr(sys, "unraisablehook", left.append)
    with suppress(StorageError):
        Records(copied)
    gc.collect()
    assert left == []


@pytest.mark.parametrize("name", ["instruments.json", "stems.json"])
def test_a_damaged_file_is_told(copied: Path, name: str) -> None:
    (copied / name).write_text("{", "utf-8")
    with pytest.raises(IndexDamagedError), open_library(copied) as library:
        library.ask("memasang baliho")


# Whoosh itself leaves its file open when it cannot read it.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_an_engine_that_is_gone_or_broken(copied: Path) -> None:
    for path in (copied / "engine").iterdir():
        path.write_bytes(b"x")
    with pytest.raises(StorageError), open_library(copied) as library:
        library.ask("memasang baliho")
    shutil.rmtree(copied / "engine")
    with pytest.raises(StorageError), open_library(copied) as library:
        library.ask("memasang baliho")


def test_verify_names_what_is_wrong(copied: Path) -> None:
    manifest = read_manifest(copied)
    (copied / "stems.json").write_text("{}", "utf-8")
    (copied / "records.keys").unlink()
    (copied / "stranger.txt").write_text("", "utf-8")
    problems = " | ".join(verify_files(copied, manifest))
    assert "stems.json: isinya berubah" in problems
    assert "records.keys: tidak ada" in problems
    assert "stranger.txt: tidak tercatat" in problems


def test_one_changed_byte_is_seen(copied: Path) -> None:
    manifest = read_manifest(copied)
    path = copied / "records.jsonl"
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    assert verify_files(copied, manifest) == ["records.jsonl: isinya berubah"]
