"""``kunci`` and ``indeks kemas|pasang|kembali|daftar|verifikasi|beda`` as a user types them."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from regsearch.build.build import content_of, write_index
from regsearch.bundle import minisign
from regsearch.paths import INDEX_VARIABLE

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from click.testing import Result


@pytest.fixture
def go(run: Callable[..., Result], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Run a command on the index in use, whichever it is; it must succeed."""
    monkeypatch.delenv(INDEX_VARIABLE)

    def invoke(*arguments: object) -> Result:
        result = run(*map(str, arguments))
        assert result.exit_code == 0, result.output
        return result

    return invoke


@pytest.fixture
def bundle(go: Callable[..., Result], index_folder: Path, tmp_path: Path) -> Path:
    """A bundle of the session's index, signed by a trusted key."""
    go("kunci", "buat", tmp_path / "key", "--tanpa-sandi")
    go("kunci", "percaya", tmp_path / "key.pub", "--milik", "Biro Hukum")
    path = tmp_path / "bundel.tar.xz"
    arguments = ("--nomor", 5, "--kunci", tmp_path / "key", "--indeks", index_folder)
    said = go("indeks", "kemas", path, *arguments)
    assert said.stdout.startswith("Bundel nomor 5")
    return path


def test_from_the_key_to_the_answer(go: Callable[..., Result], bundle: Path) -> None:
    assert "Biro Hukum" in go("indeks", "pasang", bundle).stdout
    assert "aktif" in go("indeks", "daftar").stdout.splitlines()[0]
    assert "Biro Hukum" in go("indeks", "verifikasi").stdout
    assert "Biro Hukum" in go("indeks", "verifikasi", bundle).stdout
    assert "bundel nomor 5" in go("indeks", "info").stdout
    assert "PP 94/2021" in go("pasal", "Pasal 5 PP 94/2021").stdout
    assert "disertakan" in go("indeks", "kembali").stdout
    assert "TANPA" not in go("indeks", "daftar").stdout


def parsed(result: Result) -> Any:
    value = json.loads(result.stdout)
    assert value["version"] == 1
    return value


def test_as_json(go: Callable[..., Result], bundle: Path, index_folder: Path) -> None:
    form = ("--format", "json")
    (known,) = parsed(go("kunci", "daftar", *form))["keys"]
    assert known["owner"] == "Biro Hukum"
    index = parsed(go("indeks", "pasang", bundle, *form))["index"]
    assert index["origin"]["key"] == known["id"]
    assert parsed(go("indeks", "info", *form))["origin"] == index["origin"]
    rows = parsed(go("indeks", "daftar", *form))["indexes"]
    assert [row["role"] for row in rows] == ["aktif", "sebelumnya"]
    found = parsed(go("indeks", "verifikasi", *form))
    assert (found["intact"], found["serial"], found["owner"]) == (True, 5, "Biro Hukum")
    found = parsed(go("indeks", "beda", "aktif", index_folder, *form))
    assert found["provisions"] == {"added": [], "removed": [], "changed": []}
    assert parsed(go("indeks", "kembali", *form))["index"]["name"] is None


def test_what_is_refused_has_status_3_and_a_remedy(
    run: Callable[..., Result], go: Callable[..., Result], bundle: Path
) -> None:
    name = go("kunci", "daftar").stdout.split()[0]
    go("kunci", "cabut", name)
    result = run("indeks", "pasang", str(bundle), "--format", "json")
    assert result.exit_code == 3
    assert json.loads(result.stdout)["error"]["code"] == "tanda_tangan"
    assert "kunci percaya" in result.stderr
    assert run("indeks", "verifikasi", str(bundle)).exit_code == 3
    assert "PERINGATAN" in go("indeks", "pasang", bundle, "--tanpa-tanda-tangan").stderr
    assert "TANPA tanda tangan" in go("indeks", "daftar").stdout


def test_a_passphrase_is_asked_for(
    run: Callable[..., Result], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, bundle: Path
) -> None:
    # What minisign asks of scrypt takes a gigabyte.
    light = {"operations": 32768, "memory": 2**20}
    monkeypatch.setattr(minisign.write_secret, "__kwdefaults__", light)
    asked: list[bool] = []

    def prompt(*_: object, confirmation_prompt: object = False, **__: object) -> str:
        asked.append(bool(confirmation_prompt))
        return "sandi"

    monkeypatch.setattr("click.prompt", prompt)
    key = tmp_path / "locked"
    assert run("kunci", "buat", str(key)).exit_code == 0
    target = str(tmp_path / "b")
    assert run("indeks", "kemas", target, "--nomor", "1", "--kunci", str(key)).exit_code == 0
    assert asked == [True, False]


def test_a_build_without_a_place_is_installed(
    go: Callable[..., Result], index_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    small = tmp_path / "small"
    small.mkdir()
    whole = content_of(index_folder)
    one = (document for document in whole.documents if document.id == "perpres-91-2024")
    write_index(small, replace(whole, documents=one))
    monkeypatch.setattr("regsearch.cli.indexes.default_index", lambda _: small)
    result = go("indeks", "bangun", "--ulang")
    assert result.stdout.startswith("1 dokumen")


def test_again_needs_no_corpus(run: Callable[..., Result]) -> None:
    assert run("indeks", "bangun", "--ulang", "--bawaan").exit_code == 2
