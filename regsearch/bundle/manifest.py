"""What a bundle says of itself: ``bundel.json``, the one thing that is signed.

It names every other file with its size and SHA-256, among them the manifest of the index, which
says the rest: documents and where they are from, engine, versions, analysis.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass

from regsearch.bundle.archive import damaged
from regsearch.encoding import encode, from_line
from regsearch.errors import BundleError, EncodingError

NAME = "bundel.json"
SIGNATURE = "bundel.json.minisig"
INDEX = "indeks/"
"""Where the files of the index are in an archive."""
CHANGED = "beda/documents.jsonl"
CATALOG = "beda/catalog.jsonl"
"""What a bundle by difference has in place of the index: new and changed documents, catalogue."""

FORMAT = 1
LIMIT = 16 * 1024 * 1024
"""Longest ``bundel.json``, in bytes."""
SIGNATURE_LIMIT = 4096
_MOST_FILES = 10_000
_LARGEST = 2**33 - 1  # of a tar header
_PART = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]*(?<!\.)")
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)
_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class BundledFile:
    """A file of a bundle."""

    name: str
    """Path in the archive, with slashes."""
    size: int
    """In bytes."""
    sha256: str


@dataclass(frozen=True, slots=True)
class BundleManifest:
    """The contents of ``bundel.json``."""

    format: int
    serial: int
    """Number that its publisher gave it; a later one is newer."""
    index: str
    """SHA-256 of the manifest of the index that installing it gives."""
    files: tuple[BundledFile, ...]
    """All but itself and its signature, in the order of the archive."""
    base: str | None = None
    """For a bundle by difference: SHA-256 of the neutral documents that it changes."""

    @property
    def size(self) -> int:
        """How many bytes its files have in all."""
        return sum(file.size for file in self.files)


def write(manifest: BundleManifest) -> bytes:
    """Return *manifest* as the content of ``bundel.json``."""
    return json.dumps(encode(manifest), indent=1).encode() + b"\n"


def digest(content: bytes) -> str:
    """Return the SHA-256 of *content* as hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


def read(content: bytes) -> BundleManifest:
    """Return the manifest that *content* is, safe to unpack by.

    Raises:
        BundleError: it is none, of another version, or names a file that must not be written.

    """
    try:
        version = json.loads(content)["format"]
    except (ValueError, LookupError, TypeError, RecursionError):
        raise damaged(f"{NAME} tidak terbaca") from None
    if version != FORMAT:
        raise BundleError(
            f"Bundel ini dalam bentuk {version!r}, padahal regsearch ini mengenal bentuk {FORMAT}. "
            "Perbarui regsearch, atau minta bundel untuk versi ini."
        )
    try:
        manifest = from_line(BundleManifest, content)
    except EncodingError as error:
        raise damaged(str(error)) from error
    _check(manifest)
    return manifest


def _check(manifest: BundleManifest) -> None:
    names = [file.name for file in manifest.files]
    for file in manifest.files:
        if not _is_safe(file.name):
            raise damaged(f"nama berkas {file.name!r} tidak boleh")
        if not 0 <= file.size <= _LARGEST or not _SHA256.fullmatch(file.sha256):
            raise damaged(f"ukuran atau SHA-256 {file.name} tidak mungkin")
    # Some file systems do not tell upper from lower case.
    plain = [name.casefold() for name in names]
    folders = {name[:end] for name in plain for end, sign in enumerate(name) if sign == "/"}
    if len(set(plain)) != len(plain) or folders & set(plain) or len(plain) > _MOST_FILES:
        raise damaged("nama berkas ganda atau terlalu banyak")
    first = f"{INDEX}manifest.json"
    if names[:1] != [first] or manifest.files[0].sha256 != manifest.index or manifest.serial < 1:
        raise damaged("manifes indeks tidak tercatat")
    if manifest.base is None:
        known = all(name.startswith(INDEX) for name in names)
    else:
        known = names[1:] == [CHANGED, CATALOG] and bool(_SHA256.fullmatch(manifest.base))
    if not known:
        raise damaged("berkas yang tidak dikenal")


def _is_safe(name: str) -> bool:
    parts = name.split("/")
    return len(name) < 100 and all(_PART.fullmatch(p) and not _RESERVED.fullmatch(p) for p in parts)
