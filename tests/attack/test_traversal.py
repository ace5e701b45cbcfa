"""Names that lead elsewhere: ids of documents, records and catalogues of a stranger's corpus."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest

from regsearch.build.build import BuildOptions, build_index
from regsearch.corpus.collection import files_of
from regsearch.corpus.store import Store
from regsearch.errors import CatalogError, RegsearchError, SourceError
from regsearch.index.manifest import MANIFEST, read_manifest
from regsearch.law.catalog.load import load_catalog
from regsearch.opening import open_library
from tests.bundle.tiny import build

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Run

ELSEWHERE = (
    *("../x", "../../x", "/tmp/x", "a/../../x", "..", ".", "", "a/b", "a\\b", "C:x", "con"),
    *("x\0y", "x\ny", "X", "x_y", "-x", "x-", "\u202ex", "é", "a" * 300, "~", "$HOME", "%2e%2e"),
)
WRITTEN = [name for name in ELSEWHERE if name not in ("con", "a" * 300)]


def entry(name: str) -> str:
    return (
        f'[{json.dumps(name)}]\nkind = "pp"\nnumber = "1"\nyear = 2031\ntitle = "Contoh"\n'
        'verification = "naskah"\nverified = "Dibaca."\nenacted = 2031-01-01\n'
    )


@pytest.mark.parametrize("name", WRITTEN)
def test_id_of_a_catalogue_is_a_plain_name(name: str, tmp_path: Path) -> None:
    path = tmp_path / "katalog.toml"
    try:
        path.write_text(entry(name), "utf-8")
    except ValueError:
        pytest.skip("TOML has no such text")
    with pytest.raises(CatalogError):
        load_catalog(path)


def everything(folder: Path) -> dict[str, bytes]:
    return {str(p): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


@pytest.mark.parametrize("name", ELSEWHERE)
def test_id_given_by_the_user_or_a_program(name: str, tmp_path: Path, run: Run) -> None:
    outside = tmp_path / "luar"
    corpus = outside / "dalam" / "korpus"
    corpus.mkdir(parents=True)
    (outside / "x.json").write_text("{}")
    (outside / "dalam" / "x.json").write_text("{}")
    before = everything(outside)
    store = Store(corpus)
    for arguments in (
        ("korpus", "status", name, "--korpus", str(corpus)),
        ("korpus", "ambil", name, "--korpus", str(corpus)),
        ("pasal", f"pasal 1 {name}"),
    ):
        result = run(*arguments)
        assert result.exit_code in (1, 2, 3), result.output
        assert "Traceback" not in result.output
        assert not isinstance(result.exception, ValueError | TypeError | KeyError)
    with suppress(SourceError, ValueError, OSError):
        assert store.get(name) is None
    assert everything(outside) == before


SOUND = {
    "document": "pp-1-2031",
    "file": "pp-1-2031.txt",
    "sha256": "0" * 64,
    "original": "a.txt",
    "origin": "berkas",
    "added": "2026-01-01",
}


@pytest.mark.parametrize(
    "change",
    [
        {"file": "../../rahasia.txt"},
        {"file": "/etc/passwd"},
        {"file": "../resmi/pp-1-2031.txt"},
        {"file": "lain.txt"},
        {"file": "pp-1-2031.exe"},
        {"file": ""},
        {"document": "../x"},
        {"document": "pp-2-2031"},
        {"document": ["pp-1-2031"]},
        {"file": ["pp-1-2031.txt"]},
        {"extractor": "os"},
        {"added": "x"},
        {"more": 1},
    ],
    ids=str,
)
def test_record_of_a_strangers_corpus(change: dict[str, object], tmp_path: Path) -> None:
    """It names its own document and the file beside it, so that nothing else is read as law."""
    store = Store(tmp_path / "korpus")
    folder = tmp_path / "korpus" / "resmi"
    folder.mkdir(parents=True)
    (tmp_path / "rahasia.txt").write_text("Pasal 1\nRahasia.\n")
    (folder / "pp-1-2031.txt").write_text("Pasal 1\nTerbuka.\n")
    (folder / "pp-1-2031.json").write_text(json.dumps(SOUND))
    assert store.get("pp-1-2031") is not None
    (folder / "pp-1-2031.json").write_text(json.dumps(SOUND | change))
    with pytest.raises(SourceError, match="rusak"):
        store.get("pp-1-2031")
    with pytest.raises(SourceError, match="rusak"):
        list(store.entries())


@pytest.mark.parametrize(
    "name", ["../records.jsonl", "/etc/passwd", "engine/../../x", "..", "a/./b"]
)
def test_manifest_of_a_strangers_index_names_a_file_elsewhere(name: str, tmp_path: Path) -> None:
    """It may name what it likes: nothing but the index's own files is opened or packed."""
    from regsearch.bundle.pack import package

    index = build(tmp_path / "index", 1)
    (tmp_path / "records.jsonl").write_text("rahasia")
    table = json.loads((index / MANIFEST).read_bytes())
    table["files"].append({"name": name, "size": 7, "sha256": "0" * 64})
    (index / MANIFEST).write_text(json.dumps(table))
    with pytest.raises(RegsearchError):
        package(index, tmp_path / "bundle", 1)
    assert not (tmp_path / "bundle").exists()
    with open_library(index) as library:
        assert library["PP 1/2031 Pasal 1"].text


@pytest.mark.skipif(not hasattr(os, "symlink"), reason="needs symbolic links")
@pytest.mark.slow
def test_links_in_a_collection(tmp_path: Path, index_folder: Path) -> None:
    """A link in a folder of files is read like a file: whoever names the folder sees what it is."""
    folder = tmp_path / "koleksi"
    folder.mkdir()
    (tmp_path / "rahasia.txt").write_text("bukan peraturan")
    (folder / "a.txt").symlink_to(tmp_path / "rahasia.txt")
    (folder / "b.txt").symlink_to(folder)
    (folder / "c.txt").symlink_to("c.txt")
    (folder / "d.txt").symlink_to("/dev/zero")
    os.mkfifo(folder / "e.txt")
    (folder / "..txt").write_text("x")
    files = files_of(folder)
    assert {path.name for path in files} <= {"a.txt"}
    left_out: list[Path] = []
    options = BuildOptions(processes=1, on_skipped=lambda path, _: left_out.append(path))
    from regsearch.paths import shipped_corpus

    build_index((shipped_corpus(), folder), tmp_path / "index", options)
    assert left_out == files
    assert read_manifest(tmp_path / "index").documents == read_manifest(index_folder).documents
