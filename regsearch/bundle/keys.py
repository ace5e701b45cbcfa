"""Keys on this machine: one's own secret one, and the public ones that are trusted."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from regsearch.bundle import minisign
from regsearch.errors import KeyFileError
from regsearch.files import replace_file
from regsearch.paths import trusted_keys

if TYPE_CHECKING:
    from regsearch.bundle.minisign import PublicKey, SecretKey, Signature

PUBLIC = ".pub"
_PROJECT_MARKS = (".git", ".hg", "pyproject.toml", "katalog.toml")


@dataclass(frozen=True, slots=True)
class Trusted:
    """A public key that is trusted, and whose it is."""

    owner: str
    key: PublicKey


def create(path: Path, passphrase: str | None) -> PublicKey:
    """Make a key: the secret one at *path*, readable by its owner only, the public one beside.

    Raises:
        KeyFileError: a file is there, it cannot be written, or *path* lies in a project, from
            where a secret gets published by mistake.

    """
    path = path.resolve()
    for folder in path.parents:
        if any((folder / mark).exists() for mark in _PROJECT_MARKS):
            raise KeyFileError(
                f"{path} berada di dalam proyek atau korpus {folder}, sehingga kunci rahasia dapat "
                "ikut tersebar. Pilih tempat lain, misalnya folder rumah Anda."
            )
    key = minisign.make_key()
    public = path.with_name(path.name + PUBLIC)
    if public.exists():
        raise KeyFileError(f"{public} sudah ada. Pilih nama lain.")
    try:
        # 0600 from the first moment on; never over another file.
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(minisign.write_secret(key, passphrase))
        public.write_text(minisign.write_public(key.public), encoding="utf-8")
    except FileExistsError:
        raise KeyFileError(f"{path} sudah ada. Pilih nama lain.") from None
    except OSError as error:
        raise KeyFileError(f"{path} tidak dapat ditulis: {error.strerror}.") from error
    return key.public


def needs_passphrase(path: Path) -> bool:
    """Say whether the secret key at *path* is encrypted.

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
        raise KeyFileError(f"Kunci {path} tidak terbaca. Periksa namanya.") from error


def trust(given: str, owner: str) -> Trusted:
    """Trust a public key from now on, as that of *owner*.

    Args:
        given: the file of the key, or the key itself (``RW...``).
        owner: whose it is, in the words of whoever trusts it; one line.

    Raises:
        KeyFileError: *given* is no public key.

    """
    path = Path(given)
    key = minisign.read_public(_text(path) if path.is_file() else given)
    folder = trusted_keys()
    folder.mkdir(parents=True, exist_ok=True)
    said = " ".join(owner.split())
    replace_file(
        folder / f"{key.name}{PUBLIC}", f"untrusted comment: {said}\n{key.text}\n".encode()
    )
    return Trusted(said, key)


def distrust(name: str) -> None:
    """Trust the key with the id *name* no longer.

    Raises:
        KeyFileError: it was not trusted.

    """
    for known in trusted():
        if known.key.name == name.upper():
            (trusted_keys() / f"{known.key.name}{PUBLIC}").unlink()
            return
    raise KeyFileError(f"Kunci {name} tidak dipercaya di sini. Lihat: regsearch kunci daftar")


def trusted() -> tuple[Trusted, ...]:
    """Return the keys that are trusted, by id.

    Raises:
        KeyFileError: one of the files is none.

    """
    found = []
    for path in sorted(trusted_keys().glob(f"*{PUBLIC}")):
        text = _text(path)
        owner = text.partition("\n")[0].removeprefix("untrusted comment: ")
        found.append(Trusted(owner, minisign.read_public(text)))
    return tuple(found)


def signer(content: bytes, signature: Signature) -> Trusted | None:
    """Return the trusted key by which *signature* is that of *content*; None if none is meant.

    Raises:
        SignatureError: it says to be by a trusted key, and is not.

    """
    for known in trusted():
        if known.key.id == signature.key_id:
            minisign.verify(content, signature, known.key)
            return known
    return None
