"""An index follows from its own neutral documents, and takes the place of another safely."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from regsearch.opening import open_library
from regsearch.build.build import rebuild_index
from regsearch.errors import BusyError, IndexDamagedError, IndexMissingError, IndexStaleError
from regsearch.files import locked, replacing
from regsearch.index.documents import DOCUMENTS, document_lines, read_catalog, read_documents
from regsearch.index.manifest import MANIFEST, read_manifest
from regsearch.files import spare

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.fixture
def copied(index_folder: Path, tmp_path: Path) -> Path:
    return shutil.copytree(index_folder, tmp_path / "copied")


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_from_its_own_documents_it_is_the_same_byte_for_byte(
    index_folder: Path, copied: Path, tmp_path: Path
) -> None:
    shutil.rmtree(copied / "engine")
    (copied / "records.jsonl").unlink()
    rebuild_index(copied, tmp_path / "again")
    assert contents(tmp_path / "again") == contents(index_folder)


def test_two_builds_under_different_hash_seeds(tmp_path: Path) -> None:
    for seed in ("1", "2"):
        program = f"import tiny, pathlib; tiny.build(pathlib.Path({str(tmp_path / seed)!r}), 1)"
        path = os.pathsep.join([str(Path(__file__).parent), *sys.path])
        variables = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": path}
        subprocess.run([sys.executable, "-c", program], check=True, env=variables)
    assert contents(tmp_path / "1") == contents(tmp_path / "2") != {}


def test_an_index_of_another_format_is_brought_to_this_one(
    index_folder: Path, copied: Path
) -> None:
    table = json.loads((copied / MANIFEST).read_bytes()) | {"format": 1, "analysis": "0", "x": 1}
    (copied / MANIFEST).write_text(json.dumps(table), "utf-8")
    with pytest.raises(IndexStaleError, match="bangun --ulang"):
        read_manifest(copied)
    rebuild_index(copied, copied)
    assert contents(copied) == contents(index_folder)


@pytest.mark.parametrize(
    ("edit", "error"),
    [
        pytest.param(lambda table: table.update(neutral=99), IndexStaleError, id="another form"),
        pytest.param(lambda table: table.pop("neutral"), IndexStaleError, id="no form"),
        pytest.param(lambda table: table.pop("files"), IndexDamagedError, id="no files"),
        pytest.param(lambda table: table.update(files=[]), IndexDamagedError, id="not recorded"),
        pytest.param(lambda table: table.update(files=5), IndexDamagedError, id="odd files"),
        pytest.param(lambda table: table.update(catalog=5), IndexDamagedError, id="odd catalogue"),
    ],
)
def test_documents_that_cannot_be_relied_on(
    copied: Path, edit: Callable[[dict[str, Any]], object], error: type[Exception]
) -> None:
    table = json.loads((copied / MANIFEST).read_bytes())
    edit(table)
    (copied / MANIFEST).write_text(json.dumps(table), "utf-8")
    before = contents(copied)
    with pytest.raises(error):
        rebuild_index(copied, copied)
    assert contents(copied) == before


def test_altered_documents_are_not_built_from(copied: Path) -> None:
    path = copied / DOCUMENTS
    path.write_bytes(path.read_bytes().replace(b"Pasal", b"pasal", 1))
    with pytest.raises(IndexDamagedError, match="berubah"):
        rebuild_index(copied, copied)


def test_documents_in_disorder(index_folder: Path, copied: Path) -> None:
    lines = [line for _, line in document_lines(index_folder / DOCUMENTS)]
    assert len(lines) == len(list(read_documents(index_folder))) > 20
    (copied / DOCUMENTS).write_bytes(b"".join([lines[1], lines[0]]))
    with pytest.raises(IndexDamagedError, match="urutan"):
        list(read_documents(copied))
    (copied / "neutral" / "catalog.jsonl").write_bytes(
        (index_folder / "neutral" / "catalog.jsonl").read_bytes() * 2
    )
    with pytest.raises(IndexDamagedError, match="dua kali"):
        read_catalog(copied)


def test_while_it_is_replaced_it_is_found_beside(copied: Path) -> None:
    copied.rename(spare(copied))
    with open_library(copied) as library:
        assert library["PP 94/2021 Pasal 5"].text
    shutil.rmtree(spare(copied))
    with pytest.raises(IndexMissingError):
        open_library(copied)


def test_what_a_killed_builder_left_is_put_right(tmp_path: Path) -> None:
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


def test_one_builder_at_a_time(tmp_path: Path) -> None:
    with (
        replacing(tmp_path / "index"),
        pytest.raises(BusyError, match="Tunggu"),
        replacing(tmp_path / "index"),
    ):
        pass
    with locked(tmp_path / "free"):
        pass
