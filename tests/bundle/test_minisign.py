"""Signatures and keys: ours, and those of the ``minisign`` program."""

from __future__ import annotations

import base64
import shutil
import stat
import subprocess
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regsearch.bundle import keys, minisign
from regsearch.errors import KeyFileError, SignatureError
from regsearch.paths import trusted_keys

if TYPE_CHECKING:
    from pathlib import Path

CONTENT = b'{"format": 1}\n'
LIGHT = {"operations": 32768, "memory": 1024 * 1024}
"""Limits of scrypt that are fast enough for a test."""


def minisign_program() -> str:
    program = shutil.which("minisign")
    if program is None:
        pytest.skip("the program minisign is not installed")
    return program


def run(*arguments: str | Path, answer: str = "") -> str:
    command = [minisign_program(), *map(str, arguments)]
    done = subprocess.run(
        command, input=answer, capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@given(st.binary(max_size=300), st.text(st.characters(exclude_categories=["C", "Z"])))
def test_signature_verifies_only_its_content_and_key(content: bytes, comment: str) -> None:
    key = minisign.make_key()
    signature = minisign.read_signature(minisign.sign(content, key, comment).encode())
    minisign.verify(content, signature, key.public)
    assert signature.comment == comment
    with pytest.raises(SignatureError):
        minisign.verify(content + b"x", signature, key.public)
    with pytest.raises(SignatureError):
        minisign.verify(content, signature, minisign.make_key().public)


def test_any_changed_byte_of_signature_is_refused() -> None:
    key = minisign.make_key()
    text = minisign.sign(CONTENT, key, "nomor 1").encode()
    signed_from = text.index(b"\n") + 1  # the first line is an untrusted comment
    refused = 0
    for offset in range(signed_from, len(text) - 1):
        damaged = text[:offset] + bytes([text[offset] ^ 1]) + text[offset + 1 :]
        with pytest.raises(SignatureError):
            minisign.verify(CONTENT, minisign.read_signature(damaged), key.public)
        refused += 1
    assert refused > 200


@pytest.mark.parametrize(
    "text", [b"", b"\xff", b"a\nb\nc\nd\n", b"x" * 5000, b"untrusted comment:"]
)
def test_malformed_signature_is_refused(text: bytes) -> None:
    with pytest.raises(SignatureError):
        minisign.read_signature(text)


def test_key_files_round_trip() -> None:
    key = minisign.make_key()
    assert minisign.read_secret(minisign.write_secret(key, None), None) == key
    locked = minisign.write_secret(key, "sandi", **LIGHT)
    assert minisign.is_encrypted(locked)
    assert minisign.read_secret(locked, "sandi") == key
    for wrong in ("Sandi", "", None):
        with pytest.raises(KeyFileError, match="sandi"):
            minisign.read_secret(locked, wrong)
    assert minisign.read_public(minisign.write_public(key.public)) == key.public
    assert minisign.read_public(key.public.text) == key.public
    assert key.seed.hex() not in repr(key)


def test_key_with_excessive_scrypt_memory_is_refused() -> None:
    text = minisign.write_secret(minisign.make_key(), "sandi", **LIGHT)
    comment, packed = text.splitlines()
    raw = bytearray(base64.b64decode(packed))
    raw[46:54] = (2**50).to_bytes(8, "little")
    with pytest.raises(KeyFileError, match="memori"):
        minisign.read_secret(f"{comment}\n{base64.b64encode(raw).decode()}\n", "sandi")


def test_minisign_program_verifies_our_signature(tmp_path: Path) -> None:
    key = minisign.make_key()
    (tmp_path / "bundel.json").write_bytes(CONTENT)
    signature = minisign.sign(CONTENT, key, "nomor 1")
    (tmp_path / "bundel.json.minisig").write_text(signature, "utf-8")
    output = run("-V", "-m", tmp_path / "bundel.json", "-P", key.public.text)
    assert "verified" in output
    assert "nomor 1" in output


@pytest.mark.parametrize("legacy", [False, True])
def test_minisign_program_signs_with_our_key(tmp_path: Path, legacy: bool) -> None:
    keys.create(tmp_path / "key", None)
    (tmp_path / "file").write_bytes(CONTENT)
    run("-S", *(["-l"] if legacy else []), "-s", tmp_path / "key", "-m", tmp_path / "file", "-W")
    signature = minisign.read_signature((tmp_path / "file.minisig").read_bytes())
    assert signature.prehashed is not legacy
    public = minisign.read_public((tmp_path / "key.pub").read_text("utf-8"))
    minisign.verify(CONTENT, signature, public)


def test_key_of_minisign_program_is_read(tmp_path: Path) -> None:
    run("-G", "-W", "-s", tmp_path / "key", "-p", tmp_path / "key.pub")
    key = keys.load(tmp_path / "key", None)
    assert key.public == minisign.read_public((tmp_path / "key.pub").read_text("utf-8"))
    # The program prints its identifier without leading zeros, we print all sixteen digits.
    comment = (tmp_path / "key.pub").read_text("utf-8").splitlines()[0]
    assert int(comment.split()[-1], 16) == int(key.public.name, 16)


def test_secret_key_file_is_private_and_never_overwritten(tmp_path: Path) -> None:
    public = keys.create(tmp_path / "key", None)
    assert stat.S_IMODE((tmp_path / "key").stat().st_mode) == 0o600
    assert keys.load(tmp_path / "key", None).public == public
    with pytest.raises(KeyFileError, match="sudah ada"):
        keys.create(tmp_path / "key", None)
    (tmp_path / "key.pub").unlink()
    with pytest.raises(KeyFileError, match="sudah ada"):
        keys.create(tmp_path / "key", None)


@pytest.mark.parametrize("mark", [".git", "pyproject.toml", "katalog.toml"])
def test_secret_key_inside_project_is_refused(tmp_path: Path, mark: str) -> None:
    (tmp_path / mark).touch()
    (tmp_path / "deep").mkdir()
    with pytest.raises(KeyFileError, match="di dalam proyek"):
        keys.create(tmp_path / "deep" / "key", None)
    assert list((tmp_path / "deep").iterdir()) == []


def test_trust_and_distrust_keys(tmp_path: Path) -> None:
    assert keys.trusted() == ()
    public = keys.create(tmp_path / "key", None)
    keys.trust(str(tmp_path / "key.pub"), "Biro\nHukum")
    assert keys.trusted() == (keys.TrustedKey("Biro Hukum", public),)
    keys.distrust(public.name.lower())
    assert keys.trusted() == ()
    with pytest.raises(KeyFileError, match="daftar"):
        keys.distrust(public.name)
    with pytest.raises(KeyFileError, match="RW"):
        keys.trust("RWsomething", "x")
    (trusted_keys() / "odd.pub").write_text("odd", "utf-8")
    with pytest.raises(KeyFileError):
        keys.trusted()
