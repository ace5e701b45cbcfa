"""Check whether an index or a bundle is intact and who signed it, without installing anything."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from regsearch.bundle import keys, minisign
from regsearch.bundle.generations import ORIGIN, origin_of
from regsearch.bundle.install import inspect
from regsearch.bundle.manifest import (
    BUNDLE_MANIFEST,
    SIGNATURE,
    parse_bundle_manifest,
    sha256_hex,
)
from regsearch.errors import StorageError
from regsearch.index.manifest import MANIFEST, read_manifest, sha256_of, verify_files

if TYPE_CHECKING:
    from pathlib import Path

    from regsearch.bundle.keys import TrustedKey


@dataclass(frozen=True, slots=True)
class Verified:
    """The result of a check."""

    problems: tuple[str, ...]
    """What is wrong, in Indonesian; empty if it is intact."""
    signer: TrustedKey | None = None
    """The trusted key that signed it, if any."""
    serial: int | None = None
    """Number of the bundle."""


def verify_bundle(bundle: Path) -> Verified:
    """Check the signature and every byte of the file *bundle*."""
    try:
        opened = inspect(bundle)
    except StorageError as error:
        return Verified((str(error),))
    return Verified((), opened.signer, opened.manifest.serial)


def verify_index(index: Path) -> Verified:
    """Check every file of the index at *index*, and the signature it was installed with.

    Raises:
        IndexMissingError: there is no index.
        IndexStaleError: another version made it.
        IndexDamagedError: its manifest cannot be read.

    """
    problems = verify_files(index, read_manifest(index))
    digest, origin = sha256_of(index / MANIFEST), origin_of(index)
    if origin is None and (index.parent / ORIGIN).exists():
        problems.append(f"{ORIGIN}: tidak terbaca")
    # The manifest vouches for the files; what was installed vouches for the manifest.
    if origin is not None and origin.index != digest:
        problems.append(f"{MANIFEST}: bukan yang dipasang atau dibangun (menurut {ORIGIN})")
    try:
        content = (index.parent / BUNDLE_MANIFEST).read_bytes()
        signature = (index.parent / SIGNATURE).read_bytes()
    except OSError:
        return Verified(tuple(problems))
    try:
        signer = keys.signer(content, minisign.read_signature(signature))
        manifest = parse_bundle_manifest(content)
    except StorageError as error:
        return Verified((*problems, str(error)))
    if origin is not None and origin.bundle != sha256_hex(content):
        problems.append(f"{BUNDLE_MANIFEST}: bukan yang dipasang (menurut {ORIGIN})")
    if manifest.index != digest:
        if origin is not None and origin.same:
            problems.append(f"{MANIFEST}: bukan yang ditandatangani penerbitnya")
        # Rebuilt here by another version: the publisher's signature is not for these bytes.
        signer = None
    return Verified(tuple(problems), signer, manifest.serial)
