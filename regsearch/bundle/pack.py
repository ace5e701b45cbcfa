"""Pack an index into a bundle: one signed file that can be copied to another machine."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from regsearch.bundle import minisign
from regsearch.bundle.archive import write_archive
from regsearch.bundle.manifest import (
    BUNDLE_MANIFEST,
    FORMAT,
    INDEX_PREFIX,
    SIGNATURE,
    BundledFile,
    BundleManifest,
    format_bundle_manifest,
    parse_bundle_manifest,
)
from regsearch.engines.registry import check
from regsearch.errors import BundleError, IndexDamagedError
from regsearch.files import sync_file
from regsearch.index.manifest import MANIFEST, read_manifest, sha256_of, verify_files
from regsearch.index.store import ENGINE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from regsearch.bundle.minisign import SecretKey


def package(index: Path, target: Path, serial: int, key: SecretKey | None = None) -> BundleManifest:
    """Write the bundle of *index* to the file *target*, and return its manifest.

    The same arguments give the same bytes.

    Args:
        index: the folder of the index.
        target: the bundle; an existing file is replaced.
        serial: its number, above that of every bundle its publisher gave out before; a date such
            as 20261122 will do.
        key: signs the bundle; without it, users must accept an unsigned bundle explicitly.

    Raises:
        IndexMissingError: there is no index.
        IndexStaleError: another version made it.
        IndexDamagedError: a file of it was altered, or its engine's files are not to be opened.
        BundleError: *serial* is less than 1, or a file of the index cannot be in a bundle.

    """
    if serial < 1:
        raise BundleError("Nomor bundel harus 1 atau lebih, misalnya tanggal 20261122.")
    index_manifest = read_manifest(index)
    problems = verify_files(index, index_manifest)
    if problems:
        raise IndexDamagedError(
            f"Indeks di {index} tidak utuh ({problems[0]}). Bangun ulang: regsearch indeks "
            f"bangun --ulang --indeks {index}"
        )
    # The manifest of a stranger's folder agrees with whatever is in it.
    check(index_manifest.engine, index / ENGINE)
    names = (MANIFEST, *(file.name for file in index_manifest.files))
    paths = {f"{INDEX_PREFIX}{name}": index / name for name in names}
    manifest = BundleManifest(
        format=FORMAT,
        serial=serial,
        index=sha256_of(index / MANIFEST),
        files=tuple(
            BundledFile(name, path.stat().st_size, sha256_of(path)) for name, path in paths.items()
        ),
    )
    content = format_bundle_manifest(manifest)
    parse_bundle_manifest(content)  # never publish what install() would refuse
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=f".{target.name}-") as scratch:
        made = Path(scratch) / "bundel"
        write_archive(made, [*_signed(content, manifest, key), *paths.items()])
        sync_file(made)
        made.replace(target)
    return manifest


def _signed(
    content: bytes, manifest: BundleManifest, key: SecretKey | None
) -> Iterator[tuple[str, bytes]]:
    """Yield the first members of the archive: the manifest and, with a key, its signature."""
    yield BUNDLE_MANIFEST, content
    if key:
        comment = f"regsearch bundel {manifest.serial} indeks {manifest.index}"
        yield SIGNATURE, minisign.sign(content, key, comment).encode()
