"""Signatures and keys in the formats of minisign, interchangeable with the ``minisign`` program.

Source: https://jedisct1.github.io/minisign/ (signature and key formats).  Integers are
little-endian; every second line of a file is Base64.

=============  =============================================================================
public key     ``Ed``, key id (8 bytes), Ed25519 key (32)
secret key     ``Ed``, ``Sc`` or two zeros, ``B2``, salt (32), two limits of scrypt (8 each), then
               key id (8), seed and public key (64), checksum (32), XORed with scrypt's output
signature      ``ED`` (of the BLAKE2b-512 of the content) or ``Ed`` (of the content), key id,
               signature (64); then a trusted comment, and a signature of both
=============  =============================================================================

The only module that imports ``cryptography``.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from regsearch.errors import KeyFileError, SignatureError

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

_LEGACY, _PREHASHED, _SCRYPT, _NO_KDF, _BLAKE = b"Ed", b"ED", b"Sc", b"\0\0", b"B2"
_UNTRUSTED, _TRUSTED = "untrusted comment: ", "trusted comment: "
OPERATIONS, MEMORY = 33554432, 1073741824
"""Limits of scrypt that minisign itself uses: operations, and memory in bytes."""
_FILE_LIMIT = 4096


@dataclass(frozen=True, slots=True)
class PublicKey:
    """An Ed25519 public key with its id."""

    id: bytes
    key: bytes

    @property
    def name(self) -> str:
        """The key id as minisign prints it: hexadecimal, the last byte first."""
        return self.id[::-1].hex().upper()

    @property
    def text(self) -> str:
        """The key as one line of Base64, ``RW...``, as it is handed on."""
        return base64.b64encode(_LEGACY + self.id + self.key).decode()


@dataclass(frozen=True, slots=True)
class SecretKey:
    """An Ed25519 secret key with its id."""

    id: bytes
    seed: bytes

    def __repr__(self) -> str:
        """Return the id only, to keep the seed out of logs and tracebacks."""
        return f"SecretKey({self.public.name})"

    @property
    def public(self) -> PublicKey:
        """The public key of the pair."""
        return PublicKey(self.id, _private(self).public_key().public_bytes_raw())


@dataclass(frozen=True, slots=True)
class Signature:
    """A parsed signature; not yet verified."""

    prehashed: bool
    key_id: bytes
    signature: bytes
    comment: str
    """The trusted comment, which is signed too."""
    global_signature: bytes
    """Signature of the signature followed by the comment."""

    @property
    def key_name(self) -> str:
        """Id of the key that it says it was made with."""
        return PublicKey(self.key_id, b"").name


def make_key() -> SecretKey:
    """Return a new key."""
    return SecretKey(os.urandom(8), os.urandom(32))


def sign(content: bytes, key: SecretKey, comment: str) -> str:
    """Return the signature file for *content*; *comment* is its trusted comment, one line."""
    private = _private(key)
    signature = private.sign(hashlib.blake2b(content).digest())
    global_signature = private.sign(signature + comment.encode())
    return _file(
        f"{_UNTRUSTED}signature of regsearch, key {key.public.name}",
        _PREHASHED + key.id + signature,
        f"{_TRUSTED}{comment}",
        global_signature,
    )


def read_signature(text: bytes) -> Signature:
    """Parse a signature file.

    Raises:
        SignatureError: *text* is none.

    """
    try:
        first, packed, comment, global_signature, *more = _lines(text)
        raw, last = _base64(packed), _base64(global_signature)
    except ValueError as error:
        raise _no_signature() from error
    sound = (
        first.startswith(_UNTRUSTED)
        and comment.startswith(_TRUSTED)
        and (len(raw), len(last)) == (74, 64)
        and raw[:2] in (_LEGACY, _PREHASHED)
        and not more
    )
    if not sound:
        raise _no_signature()
    comment = comment.removeprefix(_TRUSTED)
    return Signature(raw[:2] == _PREHASHED, raw[2:10], raw[10:], comment, last)


def verify(content: bytes, signature: Signature, key: PublicKey) -> None:
    """Check that *key* signed *content* and the trusted comment.

    Raises:
        SignatureError: it did not.

    """
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    signed = hashlib.blake2b(content).digest() if signature.prehashed else content
    try:
        if signature.key_id != key.id:
            raise InvalidSignature
        public = Ed25519PublicKey.from_public_bytes(key.key)
        public.verify(signature.signature, signed)
        public.verify(signature.global_signature, signature.signature + signature.comment.encode())
    except (InvalidSignature, ValueError) as error:
        raise SignatureError(
            f"Tanda tangan kunci {signature.key_name} tidak cocok dengan isinya: berkas ini rusak "
            "atau diubah orang. Jangan dipakai; minta ulang dari penerbitnya."
        ) from error


def write_public(key: PublicKey) -> str:
    """Return the text of a public key file."""
    return f"{_UNTRUSTED}minisign public key {key.name}\n{key.text}\n"


def read_public(text: str) -> PublicKey:
    """Parse a public key file, or the line with the key alone.

    Raises:
        KeyFileError: *text* is neither.

    """
    lines = text.strip().splitlines()
    try:
        raw = _base64(lines[-1].strip()) if len(lines) in (1, 2) else b""
    except ValueError:
        raw = b""
    if len(raw) != 42 or raw[:2] != _LEGACY:
        raise KeyFileError(
            "Itu bukan kunci publik minisign. Contoh isinya: RW diikuti 54 huruf dan angka."
        )
    return PublicKey(raw[2:10], raw[10:])


def write_secret(
    key: SecretKey, passphrase: str | None, *, operations: int = OPERATIONS, memory: int = MEMORY
) -> str:
    """Return the text of a secret key file, encrypted unless *passphrase* is None."""
    public = key.public
    pair = key.seed + public.key
    packed = key.id + pair + _checksum(key.id, pair)
    if passphrase is None:
        kdf, salt, operations, memory, name = _NO_KDF, bytes(32), 0, 0, "minisign secret key"
    else:
        kdf, salt, name = _SCRYPT, os.urandom(32), "minisign encrypted secret key"
        packed = _mask(packed, passphrase, salt, operations, memory)
    limits = operations.to_bytes(8, "little") + memory.to_bytes(8, "little")
    return _file(f"{_UNTRUSTED}{name}", _LEGACY + kdf + _BLAKE + salt + limits + packed)


def is_encrypted(text: str) -> bool:
    """Return whether the secret key file *text* needs a passphrase.

    Raises:
        KeyFileError: it is no secret key file.

    """
    return _secret(text)[2:4] == _SCRYPT


def read_secret(text: str, passphrase: str | None) -> SecretKey:
    """Parse a secret key file.

    Raises:
        KeyFileError: *text* is none, or the passphrase is missing or wrong.

    """
    raw = _secret(text)
    packed = raw[54:]
    if raw[2:4] == _SCRYPT:
        limits = (int.from_bytes(raw[start : start + 8], "little") for start in (38, 46))
        packed = _mask(packed, passphrase or "", raw[6:38], *limits)
    key_id, pair, checksum = packed[:8], packed[8:72], packed[72:]
    key = SecretKey(key_id, pair[:32])
    # minisign leaves the checksum of an unencrypted key empty.
    sums = {_checksum(key_id, pair)} | ({bytes(32)} if raw[2:4] == _NO_KDF else set())
    if checksum not in sums or key.public.key != pair[32:]:
        raise KeyFileError("Kata sandi kunci salah, atau berkas kuncinya rusak. Coba lagi.")
    return key


def _secret(text: str) -> bytes:
    try:
        first, packed = _lines(text.encode())
        raw = _base64(packed)
    except ValueError:
        first, raw = "", b""
    known = raw[:2] == _LEGACY and raw[2:4] in (_SCRYPT, _NO_KDF) and raw[4:6] == _BLAKE
    if not (first.startswith(_UNTRUSTED) and len(raw) == 158 and known):
        raise KeyFileError("Itu bukan kunci rahasia minisign. Buat: regsearch kunci buat BERKAS")
    return raw


def _private(key: SecretKey) -> Ed25519PrivateKey:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    return Ed25519PrivateKey.from_private_bytes(key.seed)


def _checksum(key_id: bytes, pair: bytes) -> bytes:
    return hashlib.blake2b(_LEGACY + key_id + pair, digest_size=32).digest()


def _mask(packed: bytes, passphrase: str, salt: bytes, operations: int, memory: int) -> bytes:
    """Encrypt or decrypt: XOR with the output of scrypt, its parameters chosen as in libsodium."""
    from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

    if memory > MEMORY or operations > OPERATIONS:
        raise KeyFileError("Kunci ini meminta terlalu banyak memori atau waktu. Periksa asalnya.")
    operations = max(operations, 32768)
    if operations < memory // 32:
        n, p = _power_below(operations // 32), 1
    else:
        n = _power_below(memory // 1024)
        p = max(1, min(operations // 4 // n, 0x3FFFFFFF) // 8)
    stream = Scrypt(salt=salt, length=len(packed), n=n, r=8, p=p).derive(passphrase.encode())
    return bytes(a ^ b for a, b in zip(packed, stream, strict=True))


def _power_below(most: int) -> int:
    """Return the smallest power of two that is at least 2 and above half of *most*."""
    power = 2
    while power <= most // 2:
        power *= 2
    return power


def _file(*lines: str | bytes) -> str:
    texts = (x if isinstance(x, str) else base64.b64encode(x).decode() for x in lines)
    return "".join(f"{text}\n" for text in texts)


def _lines(text: bytes) -> list[str]:
    if len(text) > _FILE_LIMIT:
        raise ValueError("too long")
    return text.decode("utf-8").replace("\r\n", "\n").removesuffix("\n").split("\n")


def _base64(text: str) -> bytes:
    try:
        raw = base64.b64decode(text, validate=True)
    except binascii.Error as error:
        raise ValueError(text) from error
    # The last character before the padding has unused bits: accept the canonical encoding only.
    if base64.b64encode(raw).decode() != text:
        raise ValueError(text)
    return raw


def _no_signature() -> SignatureError:
    return SignatureError("Tanda tangannya bukan tanda tangan minisign. Minta ulang bundelnya.")
