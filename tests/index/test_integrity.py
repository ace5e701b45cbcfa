"""No file of an index is opened before it is known to be the one of the manifest."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

import pytest

from regsearch.errors import IndexDamagedError
from regsearch.index import integrity
from regsearch.index.integrity import Integrity
from regsearch.index.manifest import read_manifest
from regsearch.opening import open_library
from regsearch.paths import verified_cache

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def copied(index_folder: Path, tmp_path: Path) -> Path:
    return shutil.copytree(index_folder, tmp_path / "index")


def flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


@pytest.mark.parametrize(
    "name",
    ["records.jsonl", "records.keys", "instruments.json", "stems.json", "engine/_MAIN_1.toc"],
)
def test_one_bit_anywhere_is_told_with_its_remedy(copied: Path, name: str) -> None:
    with open_library(copied) as library:
        library.ask("memasang baliho")  # known to be intact, and noted so
    flip(copied / name)
    with (
        pytest.raises(IndexDamagedError, match="indeks kembali"),
        open_library(copied) as library,
    ):
        library.ask("memasang baliho")


def test_every_file_of_the_engine_is_looked_at(copied: Path) -> None:
    flip(next(copied.glob("engine/*.seg")))
    with pytest.raises(IndexDamagedError, match=r"\.seg isinya"), open_library(copied) as library:
        library.ask("memasang baliho")


def test_a_file_that_an_engine_might_open_instead(copied: Path) -> None:
    # Whoosh takes the newest .toc there is, and reads a pickle from it.
    shutil.copy(copied / "engine" / "_MAIN_1.toc", copied / "engine" / "_MAIN_2.toc")
    with (
        pytest.raises(IndexDamagedError, match=r"_MAIN_2\.toc tidak tercatat"),
        open_library(copied) as library,
    ):
        library.ask("memasang baliho")


def test_what_was_intact_is_not_hashed_again(copied: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hashed: list[str] = []
    whole = integrity.sha256_of
    monkeypatch.setattr(integrity, "sha256_of", lambda p: hashed.append(p.name) or whole(p))
    for _ in range(2):
        Integrity(copied, read_manifest(copied)).require("records.keys", "engine/")
    assert sorted(hashed) == sorted({*hashed})
    assert "records.keys" in hashed
    os.utime(copied / "records.keys", (1, 1))
    Integrity(copied, read_manifest(copied)).require("records.keys")
    assert hashed.count("records.keys") == 2


@pytest.mark.parametrize("note", [b"", b"{", b"[]", b'{"records.keys": []}', b"\xff"])
def test_a_damaged_note_only_costs_time(copied: Path, note: bytes) -> None:
    Integrity(copied, read_manifest(copied)).require("records.keys")
    (path,) = verified_cache().iterdir()
    path.write_bytes(note)
    Integrity(copied, read_manifest(copied)).require("records.keys")
    flip(copied / "records.keys")
    path.write_bytes(note)
    with pytest.raises(IndexDamagedError):
        Integrity(copied, read_manifest(copied)).require("records.keys")


def test_without_a_place_for_notes(copied: Path) -> None:
    verified_cache().parent.mkdir(parents=True, exist_ok=True)
    verified_cache().write_text("a file", "utf-8")
    Integrity(copied, read_manifest(copied)).require("records.keys")


def test_a_name_that_is_not_in_the_manifest(copied: Path) -> None:
    for name in ("nothing", "nothing/"):
        with pytest.raises(IndexDamagedError):
            Integrity(copied, read_manifest(copied)).require(name)


@pytest.mark.parametrize("field", ["st_size", "st_mtime_ns", "st_ctime_ns", "st_ino"])
def test_note_is_not_believed_when_any_property_of_the_file_differs(
    copied: Path, monkeypatch: pytest.MonkeyPatch, field: str
) -> None:
    """Each by itself: the others are what they were when the file was found intact."""
    path = copied / "records.keys"
    Integrity(copied, read_manifest(copied)).require("records.keys")
    noted = path.stat()
    flip(path)

    class Stat:
        st_size, st_mtime_ns = noted.st_size, noted.st_mtime_ns
        st_ctime_ns, st_ino, st_mode = noted.st_ctime_ns, noted.st_ino, noted.st_mode

    real = type(path).stat

    def stat(self: Path, **options: bool) -> object:
        return Stat if self == path else real(self, **options)

    monkeypatch.setattr(type(path), "stat", stat)
    Integrity(copied, read_manifest(copied)).require("records.keys")  # nothing tells it apart
    monkeypatch.setattr(Stat, field, getattr(noted, field) + 1)
    with pytest.raises(IndexDamagedError, match=r"records\.keys isinya"):
        Integrity(copied, read_manifest(copied)).require("records.keys")
