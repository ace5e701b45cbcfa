"""From an index to a bundle, and from the bundle to the index in use."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from regsearch.bundle import keys, minisign
from regsearch.bundle import manifest as bundled
from regsearch.bundle.generations import generations, put_built, restore
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
from tests.bundle.tiny import build, contents, edition_of

if TYPE_CHECKING:
    from pathlib import Path

    from regsearch.bundle.minisign import SecretKey

pytestmark = pytest.mark.usefixtures("trusting")


def test_the_same_index_gives_the_same_bundle(
    first: Path, bundle_1: Path, key: SecretKey, tmp_path: Path
) -> None:
    for path in first.rglob("*"):
        os.utime(path, (1, 1))
    package(first, tmp_path / "again", 1, key)
    assert (tmp_path / "again").read_bytes() == bundle_1.read_bytes()


def test_a_stock_tar_unpacks_it(first: Path, bundle_1: Path, tmp_path: Path) -> None:
    if not shutil.which("tar") or not shutil.which("xz"):
        pytest.skip("the programs tar and xz are not installed")
    subprocess.run(["tar", "-xJf", bundle_1, "-C", tmp_path], check=True)
    assert contents(tmp_path / "indeks") == contents(first)
    assert (tmp_path / "bundel.json.minisig").is_file()


def test_install_and_answer(first: Path, bundle_1: Path) -> None:
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


def test_there_and_back(installed: None, bundle_2: Path) -> None:
    install(bundle_2)
    assert edition_of() == 2
    restore()
    assert edition_of() == 1
    restore()
    assert edition_of() == 2
    assert [g.role for g in generations()] == ["aktif", "sebelumnya"]


def test_back_to_what_ships(installed: None) -> None:
    restore()
    assert default_index() == shipped_index()
    restore()
    assert edition_of() == 1


def test_nothing_to_go_back_to() -> None:
    with pytest.raises(IndexMissingError, match="pasang"):
        restore()


def test_only_two_are_kept(installed: None, bundle_2: Path, bundle_1: Path) -> None:
    install(bundle_2)
    install(bundle_1, older=True)
    install(bundle_2)
    assert len(generations()) == 2
    assert len([path for path in installed_indexes().iterdir() if path.is_dir()]) == 2
    assert edition_of() == 2


def test_the_same_again_keeps_the_one_before(installed: None, bundle_2: Path) -> None:
    install(bundle_2)
    install(bundle_2)
    restore()
    assert edition_of() == 1


def test_a_damaged_one_is_not_gone_back_to(installed: None, bundle_2: Path) -> None:
    damaged = default_index() / "stems.json"
    install(bundle_2)
    damaged.write_bytes(b"{}")
    with pytest.raises(IndexDamagedError, match="tidak utuh"):
        restore()
    assert edition_of() == 2


def test_unsigned(first: Path, tmp_path: Path) -> None:
    package(first, tmp_path / "b", 1)
    with pytest.raises(SignatureError, match="tidak ditandatangani"):
        install(tmp_path / "b")
    assert default_index() == shipped_index()
    origin = install(tmp_path / "b", unsigned=True).origin
    assert origin is not None
    assert (origin.key, origin.rebuilt, origin.same) == (None, True, True)
    assert edition_of() == 1


def test_an_unknown_key(first: Path, tmp_path: Path) -> None:
    package(first, tmp_path / "b", 1, minisign.make_key())
    with pytest.raises(SignatureError, match="tidak Anda percaya"):
        install(tmp_path / "b")
    install(tmp_path / "b", unsigned=True)
    assert edition_of() == 1


def test_a_false_signature_is_never_accepted(first: Path, key: SecretKey, tmp_path: Path) -> None:
    # By somebody else's key that bears the id of the trusted one.
    package(first, tmp_path / "b", 1, minisign.SecretKey(key.id, bytes(32)))
    for unsigned in (False, True):
        with pytest.raises(SignatureError, match="tidak cocok"):
            install(tmp_path / "b", unsigned=unsigned)
    assert default_index() == shipped_index()


def test_a_key_that_is_trusted_no_longer(bundle_1: Path, key: SecretKey) -> None:
    keys.distrust(key.public.name)
    with pytest.raises(SignatureError):
        install(bundle_1)


def test_older_than_installed(bundle_1: Path, bundle_2: Path, first: Path, tmp_path: Path) -> None:
    install(bundle_2)
    with pytest.raises(RollbackError, match="--mundur"):
        install(bundle_1)
    restore()  # the shipped one: what was installed is not forgotten
    with pytest.raises(RollbackError):
        install(bundle_1)
    package(first, tmp_path / "unsigned", 1)
    restore()
    with pytest.raises(RollbackError):
        install(tmp_path / "unsigned", unsigned=True)
    install(bundle_1, older=True)
    assert edition_of() == 1


def test_one_number_for_two_contents(
    bundle_2: Path, first: Path, key: SecretKey, tmp_path: Path
) -> None:
    install(bundle_2)
    package(first, tmp_path / "b", 2, key)
    with pytest.raises(RollbackError, match="isi yang lain"):
        install(tmp_path / "b")


@pytest.mark.parametrize("serial", [0, -1])
def test_a_number_that_is_none(first: Path, tmp_path: Path, serial: int) -> None:
    with pytest.raises(BundleError, match="Nomor"):
        package(first, tmp_path / "b", serial)


def test_a_damaged_index_is_not_packed(first: Path, tmp_path: Path) -> None:
    copied = shutil.copytree(first, tmp_path / "index")
    (copied / "stems.json").write_bytes(b"{}")
    with pytest.raises(IndexDamagedError, match="tidak utuh"):
        package(copied, tmp_path / "b", 1)
    assert not (tmp_path / "b").exists()


def forged(index: Path, tmp_path: Path, key: SecretKey | None) -> Path:
    """Return a bundle whose engine files are not what its documents give, hashes and all."""
    copied = shutil.copytree(index, tmp_path / "forged")
    (copied / "engine" / "_MAIN_1.toc").write_bytes(b"cos\nsystem\n(S'false'\ntR.")
    about = manifest.read_manifest(copied)
    entries = manifest.file_entries(copied)
    manifest.write_manifest(copied, about._replace(files=entries))
    package(copied, tmp_path / "b", 9, key)
    return tmp_path / "b"


def test_rebuilding_opens_nothing_of_the_engine(
    first: Path, tmp_path: Path, key: SecretKey
) -> None:
    bundle = forged(first, tmp_path, key)
    generation = install(bundle, rebuild=True)
    assert contents(generation.folder) == contents(first)
    assert generation.origin is not None
    assert not generation.origin.same
    assert edition_of() == 1


def test_an_unsigned_one_is_always_rebuilt(first: Path, tmp_path: Path) -> None:
    generation = install(forged(first, tmp_path, None), unsigned=True)
    assert contents(generation.folder) == contents(first)


# Whoosh itself leaves its file open when it cannot read it.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_an_engine_that_does_not_open_is_not_installed(
    first: Path, tmp_path: Path, key: SecretKey, installed: None
) -> None:
    bundle = forged(first, tmp_path, key)
    with pytest.raises(BundleError, match="tidak dapat dipakai"):
        install(bundle)
    assert edition_of() == 1


def test_a_difference_gives_the_full_build(
    installed: None, first: Path, second: Path, key: SecretKey, tmp_path: Path
) -> None:
    about = package(second, tmp_path / "b", 2, key, base=first)
    assert [file.name for file in about.files][1:] == [bundled.CHANGED, bundled.CATALOG]
    generation = install(tmp_path / "b")
    assert contents(generation.folder) == contents(second)
    assert edition_of() == 2


def test_a_difference_carries_only_what_changed(first: Path, second: Path, tmp_path: Path) -> None:
    package(second, tmp_path / "b", 2, base=first)
    subprocess.run(["tar", "-xJf", tmp_path / "b", "-C", tmp_path], check=True)
    lines = (tmp_path / bundled.CHANGED).read_text("utf-8").splitlines()
    assert [line.split('"')[3] for line in lines] == ["pp-1-2031", "pp-4-2031"]


def test_a_difference_without_its_base(
    first: Path, second: Path, key: SecretKey, tmp_path: Path
) -> None:
    package(second, tmp_path / "b", 2, key, base=first)
    with pytest.raises(BundleError, match="dasarnya"):
        install(tmp_path / "b")


def test_a_difference_to_the_one_before(
    installed: None, first: Path, second: Path, bundle_2: Path, key: SecretKey, tmp_path: Path
) -> None:
    install(bundle_2)
    third = build(tmp_path / "third", 3)
    package(third, tmp_path / "b", 3, key, base=first)
    assert contents(install(tmp_path / "b").folder) == contents(third)
    assert edition_of() == 3


def test_a_difference_that_comes_out_otherwise_here(
    installed: None, first: Path, second: Path, key: SecretKey, tmp_path: Path
) -> None:
    other = shutil.copytree(second, tmp_path / "other")
    table = manifest.read_table(other) | {"regsearch": "0.0.1"}
    (other / "manifest.json").write_text(json.dumps(table), "utf-8")
    package(other, tmp_path / "b", 2, key, base=first)
    with pytest.raises(BundleError, match="bundel penuh"):
        install(tmp_path / "b")
    assert edition_of() == 1


def test_what_is_built_here_is_put_to_use(installed: None, second: Path) -> None:
    put_built(lambda folder: shutil.copytree(second, folder))
    assert edition_of() == 2
    restore()
    assert edition_of() == 1


def test_a_note_that_is_damaged(installed: None) -> None:
    (installed_indexes() / CURRENT).write_bytes(b"{")
    for call in (default_index, generations):
        with pytest.raises(IndexDamagedError, match="pasang"):
            call()


def test_verify(installed: None, bundle_1: Path, tmp_path: Path) -> None:
    found = verify_bundle(bundle_1)
    assert (found.problems, found.serial) == ((), 1)
    index = default_index()
    assert verify_index(index).signer is not None
    (index / "stems.json").write_bytes(b"{}")
    assert verify_index(index).problems == ("stems.json: isinya berubah",)
    (tmp_path / "none").write_bytes(b"none")
    assert len(verify_bundle(tmp_path / "none").problems) == 1


def test_verify_sees_a_signature_that_was_exchanged(installed: None) -> None:
    index = default_index()
    path = index.parent / "bundel.json"
    path.write_bytes(path.read_bytes().replace(b'"serial": 1', b'"serial": 7'))
    (problem,) = verify_index(index).problems
    assert "tidak cocok" in problem
