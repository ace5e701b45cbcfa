"""``kunci`` and ``indeks kemas|pasang|kembali|daftar|verifikasi|beda`` as a user types them."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

from regsearch.build.build import content_of, write_index
from regsearch.bundle import minisign
from regsearch.cli import main
from regsearch.paths import INDEX_VARIABLE

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from click.testing import Result


@pytest.fixture
def go(run: Callable[..., Result], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Run a command that must succeed on the index in use."""
    monkeypatch.delenv(INDEX_VARIABLE)

    def invoke(*arguments: object) -> Result:
        result = run(*map(str, arguments))
        assert result.exit_code == 0, result.output
        return result

    return invoke


@pytest.fixture(scope="module")
def signed(index_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a key and a bundle of the session's index, signed by it."""
    folder = tmp_path_factory.mktemp("signed")
    key, bundle = str(folder / "key"), str(folder / "bundel.tar.xz")
    created = CliRunner().invoke(main, ["kunci", "buat", key, "--tanpa-sandi"])
    assert created.exit_code == 0, created.output
    arguments = ["--nomor", "5", "--kunci", key, "--indeks", str(index_folder)]
    packed = CliRunner().invoke(main, ["indeks", "kemas", bundle, *arguments])
    assert packed.stdout.startswith("Bundel nomor 5"), packed.output
    return folder


@pytest.fixture
def bundle(go: Callable[..., Result], signed: Path) -> Path:
    """The bundle, its key trusted."""
    go("kunci", "percaya", signed / "key.pub", "--milik", "Biro Hukum")
    return signed / "bundel.tar.xz"


def test_installed_bundle_answers_and_can_be_rolled_back(
    go: Callable[..., Result], bundle: Path
) -> None:
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


def test_json_of_all_bundle_commands(
    go: Callable[..., Result], bundle: Path, index_folder: Path
) -> None:
    form = ("--format", "json")
    (known,) = parsed(go("kunci", "daftar", *form))["keys"]
    assert known["owner"] == "Biro Hukum"
    index = parsed(go("indeks", "pasang", bundle, *form))["index"]
    assert index["origin"]["key"] == known["id"]
    assert parsed(go("indeks", "info", *form))["origin"] == index["origin"]
    rows = parsed(go("indeks", "daftar", *form))["indexes"]
    assert [row["role"] for row in rows] == ["aktif", "sebelumnya"]
    result = parsed(go("indeks", "verifikasi", *form))
    assert (result["intact"], result["serial"], result["owner"]) == (True, 5, "Biro Hukum")
    changes = parsed(go("indeks", "beda", "aktif", index_folder, *form))
    assert changes["provisions"] == {"added": [], "removed": [], "changed": []}
    assert parsed(go("indeks", "kembali", *form))["index"]["name"] is None


@pytest.mark.slow
def test_untrusted_bundle_is_refused_with_a_remedy(
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


def test_passphrase_is_confirmed_once_and_asked_on_packing(
    run: Callable[..., Result], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The parameters of minisign take a gigabyte of memory.
    light = {"operations": 32768, "memory": 2**20}
    monkeypatch.setattr(minisign.write_secret, "__kwdefaults__", light)
    prompts: list[bool] = []

    def prompt(*_: object, confirmation_prompt: object = False, **__: object) -> str:
        prompts.append(bool(confirmation_prompt))
        return "sandi"

    monkeypatch.setattr("click.prompt", prompt)
    key = tmp_path / "locked"
    assert run("kunci", "buat", str(key)).exit_code == 0
    target = str(tmp_path / "b")
    assert run("indeks", "kemas", target, "--nomor", "1", "--kunci", str(key)).exit_code == 0
    assert prompts == [True, False]


@pytest.mark.slow
def test_build_without_index_option_is_installed(
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


def test_rebuild_refuses_corpus_options(run: Callable[..., Result]) -> None:
    assert run("indeks", "bangun", "--ulang", "--bawaan").exit_code == 2
