"""The keys on this machine: the publisher's secret key, and the public keys a user trusts."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from regsearch.bundle import minisign
from regsearch.errors import KeyFileError, raise_fault
from regsearch.files import reason_of, replace_file
from regsearch.paths import trusted_keys

if TYPE_CHECKING:
    from regsearch.bundle.minisign import PublicKey, SecretKey, Signature

PUBLIC = ".pub"
"""Suffix of public key files."""
_COMMENT = "untrusted comment: "
_PROJECT_MARKERS = (".git", ".hg", "pyproject.toml", "katalog.toml")


@dataclass(frozen=True, slots=True)
class TrustedKey:
    """A public key that the user trusts, and its owner."""

    owner: str
    key: PublicKey


def create(path: Path, passphrase: str | None) -> PublicKey:
    """Create a key pair: the secret key at *path*, the public key beside it as ``.pub``.

    Only the owner of the file can read the secret key.  It is encrypted unless *passphrase* is
    None.

    Raises:
        KeyFileError: one of the files exists or cannot be written, or *path* is inside a project,
            where a secret is easily published by mistake.

    """
    path = path.resolve()
    for folder in path.parents:
        if any((folder / name).exists() for name in _PROJECT_MARKERS):
            raise KeyFileError(
                f"{path} berada di dalam proyek atau korpus {folder}, sehingga kunci rahasia dapat "
                "ikut tersebar. Pilih tempat lain, misalnya folder rumah Anda."
            )
    key = minisign.make_key()
    public = path.with_name(path.name + PUBLIC)
    if public.exists():
        raise KeyFileError(f"{public} sudah ada. Pilih nama lain.")
    try:
        # Created with mode 0600, so that it is never readable to others; never overwrites a file.
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(minisign.write_secret(key, passphrase))
        public.write_text(minisign.write_public(key.public), encoding="utf-8")
    except FileExistsError:
        raise KeyFileError(f"{path} sudah ada. Pilih nama lain.") from None
    except OSError as error:
        raise_fault(error)
        raise KeyFileError(f"{path} tidak dapat ditulis: {reason_of(error)}.") from error
    return key.public


def needs_passphrase(path: Path) -> bool:
    """Return whether the secret key at *path* is encrypted.

    Raises:
        KeyFileError: it cannot be read.

    """
    return minisign.is_encrypted(_text(path))


def load(path: Path, passphrase: str | None) -> SecretKey:
    """Return the secret key at *path*.

    Raises:
        KeyFileError: it cannot be read, or the passphrase is wrong.

    """
    return minisign.read_secret(_text(path), passphrase)


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        if isinstance(error, OSError):
            raise_fault(error)
        raise KeyFileError(f"Kunci {path} tidak terbaca. Periksa namanya.") from error


def trust(key: str, owner: str) -> TrustedKey:
    """Add a public key to the trusted keys.

    Args:
        key: a public key file, or the key itself (``RW...``).
        owner: name of its owner, chosen by the user; white space is reduced to single spaces.

    Raises:
        KeyFileError: *key* is no public key, or another key of the same id is trusted.

    """
    path = Path(key)
    public = minisign.read_public(_text(path) if path.is_file() else key)
    for known in trusted():
        # Whoever makes a key chooses its id, so another one may have the id of a trusted key.
        if known.key.id == public.id and known.key.key != public.key:
            raise KeyFileError(
                f"Kunci LAIN dengan id {public.name} sudah dipercaya, milik {known.owner}. "
                "Pastikan dengan pemiliknya mana yang benar; bila memang berganti: regsearch kunci "
                f"cabut {public.name}, lalu ulangi."
            )
    folder = trusted_keys()
    folder.mkdir(parents=True, exist_ok=True)
    name = " ".join(owner.split())
    content = f"{_COMMENT}{name}\n{public.text}\n".encode()
    replace_file(folder / f"{public.name}{PUBLIC}", content)
    return TrustedKey(name, public)


def distrust(name: str) -> None:
    """Remove the key with the id *name* from the trusted keys.

    Raises:
        KeyFileError: it was not trusted.

    """
    for known in trusted():
        if known.key.name == name.upper():
            (trusted_keys() / f"{known.key.name}{PUBLIC}").unlink()
            return
    raise KeyFileError(f"Kunci {name} tidak dipercaya di sini. Lihat: regsearch kunci daftar")


def trusted() -> tuple[TrustedKey, ...]:
    """Return the trusted keys, ordered by id.

    Raises:
        KeyFileError: one of the files is not a public key.

    """
    texts = [_text(path) for path in sorted(trusted_keys().glob(f"*{PUBLIC}"))]
    return tuple(
        TrustedKey(text.partition("\n")[0].removeprefix(_COMMENT), minisign.read_public(text))
        for text in texts
    )


def signer(content: bytes, signature: Signature) -> TrustedKey | None:
    """Return the trusted key that signed *content*; None if *signature* is by another key.

    Raises:
        SignatureError: *signature* names a trusted key, but that key did not sign *content*.

    """
    for known in trusted():
        if known.key.id == signature.key_id:
            minisign.verify(content, signature, known.key)
            return known
    return None
