"""Whether an index or a bundle is intact, and who vouches for it; nothing is installed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from regsearch.bundle import keys, minisign
from regsearch.bundle import manifest as bundled
from regsearch.bundle.install import inspect
from regsearch.errors import StorageError
from regsearch.index.manifest import MANIFEST, read_manifest, sha256_of, verify_files

if TYPE_CHECKING:
    from pathlib import Path

    from regsearch.bundle.keys import Trusted


@dataclass(frozen=True, slots=True)
class Verified:
    """What was found."""

    problems: tuple[str, ...]
    """What is wrong, in Indonesian; empty if it is intact."""
    signer: Trusted | None = None
    """Whose signature it bears, if a trusted key made it."""
    serial: int | None = None
    """Number of the bundle."""


def verify_bundle(bundle: Path) -> Verified:
    """Check the file *bundle*: its signature, and every byte of it."""
    try:
        opened = inspect(bundle)
    except StorageError as error:
        return Verified((str(error),))
    return Verified((), opened.signer, opened.manifest.serial)


def verify_index(index: Path) -> Verified:
    """Check the index at *index*: every file, and the signature that it was installed with.

    Raises:
        IndexMissingError: there is no index.
        IndexStaleError: another version made it.
        IndexDamagedError: its manifest cannot be read.

    """
    problems = verify_files(index, read_manifest(index))
    try:
        content = (index.parent / bundled.NAME).read_bytes()
        signature = (index.parent / bundled.SIGNATURE).read_bytes()
    except OSError:
        return Verified(tuple(problems))
    try:
        signer = keys.signer(content, minisign.read_signature(signature))
        about = bundled.read(content)
    except StorageError as error:
        return Verified((*problems, str(error)))
    if about.index != sha256_of(index / MANIFEST):
        # Made here from the bundle's documents, by another version: nobody signed these bytes.
        return Verified(tuple(problems), None, about.serial)
    return Verified(tuple(problems), signer, about.serial)
