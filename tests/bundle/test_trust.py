"""What is remembered of bundles and keys is not forgotten by one careless step."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from regsearch.bundle import install as installing
from regsearch.bundle import keys, minisign
from regsearch.bundle.generations import ORIGIN, build_generation, generations
from regsearch.bundle.install import install
from regsearch.bundle.manifest import BUNDLE_MANIFEST
from regsearch.bundle.pack import package
from regsearch.bundle.verify import verify_index
from regsearch.errors import BundleError, BusyError, KeyFileError, RollbackError
from regsearch.files import locked
from regsearch.index.manifest import MANIFEST, file_entries, read_manifest, write_manifest
from regsearch.paths import default_index, installed_indexes, trusted_keys
from tests.bundle.tiny import edition_of

if TYPE_CHECKING:
    from regsearch.bundle.minisign import SecretKey

pytestmark = pytest.mark.usefixtures("trusting")


def packed(index: Path, folder: Path, serial: int, key: SecretKey | None) -> Path:
    package(index, folder / str(serial), serial, key)
    return folder / str(serial)


def test_accepting_one_older_bundle_does_not_forget_the_newest(
    first: Path, second: Path, key: SecretKey, tmp_path: Path
) -> None:
    thirty, ten, twenty = (
        packed(index, tmp_path, serial, key)
        for index, serial in ((second, 30), (first, 10), (first, 20))
    )
    install(thirty)
    install(ten, older=True)
    assert edition_of() == 1
    with pytest.raises(RollbackError, match="nomor 30"):
        install(twenty)
    install(twenty, older=True)
    install(thirty)
    assert edition_of() == 2


def test_same_number_with_other_content_stays_refused_after_it_was_accepted_once(
    first: Path, second: Path, key: SecretKey, tmp_path: Path
) -> None:
    (tmp_path / "other").mkdir()
    one, other = packed(first, tmp_path, 5, key), packed(second, tmp_path / "other", 5, key)
    install(one)
    with pytest.raises(RollbackError, match="isi yang lain"):
        install(other)
    install(other, older=True)
    install(other)
    with pytest.raises(RollbackError, match="isi yang lain"):
        install(one)


def test_unsigned_bundles_have_a_mark_of_their_own(
    first: Path, second: Path, key: SecretKey, tmp_path: Path
) -> None:
    install(packed(second, tmp_path, 7, key))
    install(packed(first, tmp_path, 8, None), unsigned=True)
    with pytest.raises(RollbackError):
        install(packed(first, tmp_path, 6, key))


def test_another_key_of_a_trusted_id_is_refused(key: SecretKey) -> None:
    before = {p.name: p.read_bytes() for p in trusted_keys().iterdir()}
    stranger = minisign.SecretKey(key.id, os.urandom(32)).public
    with pytest.raises(KeyFileError, match="Biro Hukum"):
        keys.trust(stranger.text, "Biro Hukum")
    assert {p.name: p.read_bytes() for p in trusted_keys().iterdir()} == before
    keys.trust(key.public.text, "Biro Hukum dan Kepegawaian")  # the same key: a new name for it
    assert [known.owner for known in keys.trusted()] == ["Biro Hukum dan Kepegawaian"]
    keys.distrust(key.public.name)
    keys.trust(stranger.text, "Biro Hukum")
    assert [known.key for known in keys.trusted()] == [stranger]


def forge_records(index: Path) -> None:
    """Change a law in an installed index, and its manifest so that it agrees."""
    records = index / "records.jsonl"
    records.write_bytes(records.read_bytes().replace(b"wajib", b"boleh"))
    manifest = read_manifest(index)
    write_manifest(index, manifest._replace(files=file_entries(index)))


def test_records_and_manifest_changed_together_are_found(installed: None) -> None:
    index = default_index()
    assert verify_index(index).problems == ()
    forge_records(index)
    problems = verify_index(index).problems
    assert any(MANIFEST in problem and ORIGIN in problem for problem in problems)
    assert any("ditandatangani" in problem for problem in problems)
    assert verify_index(index).signer is None


def test_changed_index_that_was_built_here_is_found(second: Path) -> None:
    generation = build_generation(lambda folder: shutil.copytree(second, folder))
    assert verify_index(generation.folder).problems == ()
    forge_records(generation.folder)
    (problem,) = verify_index(generation.folder).problems
    assert ORIGIN in problem


@pytest.mark.parametrize("content", [b"", b"{}", b"\0"])
def test_unreadable_origin_is_found(installed: None, content: bytes) -> None:
    (default_index().parent / ORIGIN).write_bytes(content)
    assert verify_index(default_index()).problems == (f"{ORIGIN}: tidak terbaca",)


def test_signed_manifest_of_another_bundle_is_found(
    installed: None, second: Path, key: SecretKey, tmp_path: Path
) -> None:
    folder = default_index().parent
    install(packed(second, tmp_path, 9, key))
    newer = default_index().parent
    for name in (BUNDLE_MANIFEST, f"{BUNDLE_MANIFEST}.minisig"):
        shutil.copyfile(folder / name, newer / name)
    problems = verify_index(newer / "indeks").problems
    assert any(BUNDLE_MANIFEST in problem for problem in problems)


def test_space_for_a_rebuild_is_asked_for_beforehand(
    first: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bundle = packed(first, tmp_path, 3, None)
    size = installing.inspect(bundle, unsigned=True).manifest.size
    usage = shutil.disk_usage(tmp_path)._replace(free=2 * size)
    monkeypatch.setattr(installing.shutil, "disk_usage", lambda _: usage)
    with pytest.raises(BundleError, match="ruang"):
        install(bundle, unsigned=True)
    assert [g.name for g in generations()] == [""]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="needs another user")
def test_lock_of_another_user_needs_no_right_to_write() -> None:
    """The file of the lock may have been made by who installs for all."""
    with tempfile.TemporaryDirectory() as name:  # pytest's own is closed to other users
        folder = Path(name)
        folder.chmod(0o755)
        lock = folder / "lock"
        lock.touch(mode=0o444)
        if not (pid := os.fork()):
            os.setuid(65534)
            status = 1
            try:
                with locked(lock):
                    status = 0
            finally:
                os._exit(status)
        assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0
        with locked(lock), pytest.raises(BusyError), locked(lock):
            pass


def test_state_keeps_the_mark_beside_the_older_bundle(
    first: Path, second: Path, key: SecretKey, tmp_path: Path
) -> None:
    install(packed(second, tmp_path, 30, key))
    install(packed(first, tmp_path, 10, key), older=True)
    state = json.loads((installed_indexes() / "aktif.json").read_bytes())
    assert [mark["serial"] for mark in state["marks"]] == [30]
