"""The manifest of a bundle, ``bundel.json``: the one file of a bundle that is signed.

It lists every other file with its size and SHA-256.  One of them is the manifest of the index,
which lists the documents with their sources, the engine, the version and the text analysis.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass

from regsearch.bundle.archive import damaged
from regsearch.encoding import encode, from_line
from regsearch.errors import BundleError, EncodingError

BUNDLE_MANIFEST = "bundel.json"
SIGNATURE = "bundel.json.minisig"
INDEX_PREFIX = "indeks/"
"""Folder of the index's files inside the archive."""

FORMAT = 1
MANIFEST_LIMIT = 16 * 1024 * 1024
"""Largest accepted ``bundel.json``, in bytes."""
SIGNATURE_LIMIT = 4096
"""Largest accepted signature file, in bytes."""
_MAX_FILES = 10_000
_MAX_FILE_SIZE = 2**33 - 1  # the size field of a tar header
_PATH_PART = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]*(?<!\.)")
_WINDOWS_DEVICE = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)
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
    """Number given by the publisher; a later bundle has a higher one."""
    index: str
    """SHA-256 of the manifest of the index."""
    files: tuple[BundledFile, ...]
    """All files but the manifest and its signature, in the order of the archive."""

    @property
    def size(self) -> int:
        """Total size of the files, in bytes."""
        return sum(file.size for file in self.files)


def format_bundle_manifest(manifest: BundleManifest) -> bytes:
    """Return *manifest* as the content of ``bundel.json``."""
    return json.dumps(encode(manifest), indent=1).encode() + b"\n"


def sha256_hex(content: bytes) -> str:
    """Return the SHA-256 of *content* as hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


def parse_bundle_manifest(content: bytes) -> BundleManifest:
    """Return the manifest with this *content*; its file names are safe to write.

    Raises:
        BundleError: it is malformed, of another version, or lists a file that must not be written.

    """
    try:
        version = json.loads(content)["format"]
    except (ValueError, LookupError, TypeError, RecursionError):
        raise damaged(f"{BUNDLE_MANIFEST} tidak terbaca") from None
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
        if not 0 <= file.size <= _MAX_FILE_SIZE or not _SHA256.fullmatch(file.sha256):
            raise damaged(f"ukuran atau SHA-256 {file.name} tidak mungkin")
    # Names are compared without case: some file systems ignore it.
    folded = [name.casefold() for name in names]
    folders = {name[:end] for name in folded for end, char in enumerate(name) if char == "/"}
    if len(set(folded)) != len(folded) or folders & set(folded) or len(folded) > _MAX_FILES:
        raise damaged("nama berkas ganda atau terlalu banyak")
    first = f"{INDEX_PREFIX}manifest.json"
    if names[:1] != [first] or manifest.files[0].sha256 != manifest.index or manifest.serial < 1:
        raise damaged("manifes indeks tidak tercatat")
    if not all(name.startswith(INDEX_PREFIX) for name in names):
        raise damaged("berkas yang tidak dikenal")


def _is_safe(name: str) -> bool:
    return len(name) < 100 and all(
        _PATH_PART.fullmatch(part) and not _WINDOWS_DEVICE.fullmatch(part)
        for part in name.split("/")
    )
