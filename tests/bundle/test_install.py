"""Packing an index into a bundle, and installing it as the current index."""

from __future__ import annotations

import os
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from regsearch.bundle import keys, minisign, pack
from regsearch.bundle.generations import build_generation, generations, restore
from regsearch.bundle.install import install
from regsearch.bundle.pack import package
from regsearch.bundle.verify import verify_bundle, verify_index
from regsearch.errors import (
    BundleError,
    IndexDamagedError,
    IndexMissingError,
    RollbackError,
    SignatureError,
)
from regsearch.index import manifest
from regsearch.paths import CURRENT, default_index, installed_indexes, shipped_index
from tests.bundle.tiny import contents, edition_of

if TYPE_CHECKING:
    from pathlib import Path

    from regsearch.bundle.minisign import SecretKey

pytestmark = pytest.mark.usefixtures("trusting")


def test_packing_twice_gives_identical_bytes(
    first: Path, bundle_1: Path, key: SecretKey, tmp_path: Path
) -> None:
    for path in first.rglob("*"):
        os.utime(path, (1, 1))
    package(first, tmp_path / "again", 1, key)
    assert (tmp_path / "again").read_bytes() == bundle_1.read_bytes()


def test_tar_program_unpacks_bundle(first: Path, bundle_1: Path, tmp_path: Path) -> None:
    if not shutil.which("tar") or not shutil.which("xz"):
        pytest.skip("the programs tar and xz are not installed")
    subprocess.run(["tar", "-xJf", bundle_1, "-C", tmp_path], check=True)
    assert contents(tmp_path / "indeks") == contents(first)
    assert (tmp_path / "bundel.json.minisig").is_file()


def test_installed_index_is_current_and_answers(first: Path, bundle_1: Path) -> None:
    assert default_index() == shipped_index()
    generation = install(bundle_1)
    assert default_index() == generation.folder
    assert contents(generation.folder) == contents(first)
    assert edition_of() == 1
    origin = generation.origin
    assert origin is not None
    assert (origin.serial, origin.owner, origin.rebuilt, origin.same) == (
        1,
        "Biro Hukum",
        False,
        True,
    )


def test_restore_swaps_current_and_previous(installed: None, bundle_2: Path) -> None:
    install(bundle_2)
    assert edition_of() == 2
    restore()
    assert edition_of() == 1
    restore()
    assert edition_of() == 2
    assert [g.role for g in generations()] == ["aktif", "sebelumnya"]


def test_restore_returns_to_shipped_index(installed: None) -> None:
    restore()
    assert default_index() == shipped_index()
    restore()
    assert edition_of() == 1


def test_restore_without_previous_index_fails() -> None:
    with pytest.raises(IndexMissingError, match="pasang"):
        restore()


def test_only_current_and_previous_generation_are_kept(
    installed: None, bundle_2: Path, bundle_1: Path
) -> None:
    install(bundle_2)
    install(bundle_1, older=True)
    install(bundle_2)
    assert len(generations()) == 2
    assert len([path for path in installed_indexes().iterdir() if path.is_dir()]) == 2
    assert edition_of() == 2


def test_reinstalling_same_bundle_keeps_previous_generation(
    installed: None, bundle_2: Path
) -> None:
    install(bundle_2)
    install(bundle_2)
    restore()
    assert edition_of() == 1


def test_restore_refuses_damaged_index(installed: None, bundle_2: Path) -> None:
    damaged = default_index() / "stems.json"
    install(bundle_2)
    damaged.write_bytes(b"{}")
    with pytest.raises(IndexDamagedError, match="tidak utuh"):
        restore()
    assert edition_of() == 2


def test_unsigned_bundle_must_be_accepted_explicitly(first: Path, tmp_path: Path) -> None:
    package(first, tmp_path / "b", 1)
    with pytest.raises(SignatureError, match="tidak ditandatangani"):
        install(tmp_path / "b")
    assert default_index() == shipped_index()
    origin = install(tmp_path / "b", unsigned=True).origin
    assert origin is not None
    assert (origin.key, origin.rebuilt, origin.same) == (None, True, True)
    assert edition_of() == 1


def test_bundle_of_unknown_key_must_be_accepted_explicitly(first: Path, tmp_path: Path) -> None:
    package(first, tmp_path / "b", 1, minisign.make_key())
    with pytest.raises(SignatureError, match="tidak Anda percaya"):
        install(tmp_path / "b")
    install(tmp_path / "b", unsigned=True)
    assert edition_of() == 1


def test_wrong_signature_is_never_accepted(first: Path, key: SecretKey, tmp_path: Path) -> None:
    # Signed by another key with the id of the trusted one.
    package(first, tmp_path / "b", 1, minisign.SecretKey(key.id, bytes(32)))
    for unsigned in (False, True):
        with pytest.raises(SignatureError, match="tidak cocok"):
            install(tmp_path / "b", unsigned=unsigned)
    assert default_index() == shipped_index()


def test_bundle_of_distrusted_key_is_refused(bundle_1: Path, key: SecretKey) -> None:
    keys.distrust(key.public.name)
    with pytest.raises(SignatureError):
        install(bundle_1)


def test_older_bundle_is_refused_even_after_restore(
    bundle_1: Path, bundle_2: Path, first: Path, tmp_path: Path
) -> None:
    install(bundle_2)
    with pytest.raises(RollbackError, match="--mundur"):
        install(bundle_1)
    restore()  # back to the index that ships; the newest bundle is still remembered
    with pytest.raises(RollbackError):
        install(bundle_1)
    package(first, tmp_path / "unsigned", 1)
    restore()
    with pytest.raises(RollbackError):
        install(tmp_path / "unsigned", unsigned=True)
    install(bundle_1, older=True)
    assert edition_of() == 1


def test_same_serial_with_other_content_is_refused(
    bundle_2: Path, first: Path, key: SecretKey, tmp_path: Path
) -> None:
    install(bundle_2)
    package(first, tmp_path / "b", 2, key)
    with pytest.raises(RollbackError, match="isi yang lain"):
        install(tmp_path / "b")


@pytest.mark.parametrize("serial", [0, -1])
def test_serial_below_one_is_refused(first: Path, tmp_path: Path, serial: int) -> None:
    with pytest.raises(BundleError, match="Nomor"):
        package(first, tmp_path / "b", serial)


def test_damaged_index_is_not_packed(first: Path, tmp_path: Path) -> None:
    copied = shutil.copytree(first, tmp_path / "index")
    (copied / "stems.json").write_bytes(b"{}")
    with pytest.raises(IndexDamagedError, match="tidak utuh"):
        package(copied, tmp_path / "b", 1)
    assert not (tmp_path / "b").exists()


def forged(index: Path, tmp_path: Path, key: SecretKey | None) -> Path:
    """A bundle with a malicious engine file, whose hashes agree with its manifests."""
    copied = shutil.copytree(index, tmp_path / "forged")
    (copied / "engine" / "_MAIN_1.toc").write_bytes(b"cos\nsystem\n(S'false'\ntR.")
    entries = manifest.file_entries(copied)
    manifest.write_manifest(copied, manifest.read_manifest(copied)._replace(files=entries))
    with pytest.MonkeyPatch.context() as patch:  # `kemas` refuses it
        patch.setattr(pack, "check", lambda *_: None)
        package(copied, tmp_path / "b", 9, key)
    return tmp_path / "b"


def test_rebuild_ignores_engine_files_of_bundle(
    first: Path, tmp_path: Path, key: SecretKey
) -> None:
    bundle = forged(first, tmp_path, key)
    generation = install(bundle, rebuild=True)
    assert contents(generation.folder) == contents(first)
    assert generation.origin is not None
    assert not generation.origin.same
    assert edition_of() == 1


def test_unsigned_bundle_is_always_rebuilt(first: Path, tmp_path: Path) -> None:
    generation = install(forged(first, tmp_path, None), unsigned=True)
    assert contents(generation.folder) == contents(first)


def test_bundle_whose_engine_fails_to_open_is_not_installed(
    first: Path, tmp_path: Path, key: SecretKey, installed: None
) -> None:
    bundle = forged(first, tmp_path, key)
    with pytest.raises(BundleError, match="tidak dapat dipakai"):
        install(bundle)
    assert edition_of() == 1


def test_index_built_here_becomes_current(installed: None, second: Path) -> None:
    build_generation(lambda folder: shutil.copytree(second, folder))
    assert edition_of() == 2
    restore()
    assert edition_of() == 1


def test_damaged_state_file_is_reported(installed: None) -> None:
    (installed_indexes() / CURRENT).write_bytes(b"{")
    for call in (default_index, generations):
        with pytest.raises(IndexDamagedError, match="pasang"):
            call()


def test_verify_reports_signer_and_damage(installed: None, bundle_1: Path, tmp_path: Path) -> None:
    found = verify_bundle(bundle_1)
    assert (found.problems, found.serial) == ((), 1)
    index = default_index()
    assert verify_index(index).signer is not None
    (index / "stems.json").write_bytes(b"{}")
    assert verify_index(index).problems == ("stems.json: isinya berubah",)
    (tmp_path / "none").write_bytes(b"none")
    assert len(verify_bundle(tmp_path / "none").problems) == 1


def test_verify_reports_wrong_signature(installed: None) -> None:
    index = default_index()
    path = index.parent / "bundel.json"
    path.write_bytes(path.read_bytes().replace(b'"serial": 1', b'"serial": 7'))
    (problem,) = verify_index(index).problems
    assert "tidak cocok" in problem
