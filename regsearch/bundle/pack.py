"""An index becomes one file that travels: the whole, or what changed since another one."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from regsearch.bundle import manifest as bundled
from regsearch.bundle import minisign
from regsearch.bundle.archive import write_archive
from regsearch.bundle.manifest import BundledFile, BundleManifest, digest
from regsearch.errors import BundleError, IndexDamagedError
from regsearch.files import sync_file
from regsearch.index.documents import DOCUMENTS, INSTRUMENTS, document_lines
from regsearch.index.manifest import MANIFEST, read_manifest, sha256_of, verify_files

if TYPE_CHECKING:
    from collections.abc import Iterator

    from regsearch.bundle.minisign import SecretKey


def package(
    index: Path, target: Path, serial: int, key: SecretKey | None = None, base: Path | None = None
) -> BundleManifest:
    """Write the bundle of *index* to the file *target*, and return what it says of itself.

    The same arguments give the same bytes.

    Args:
        index: the folder of the index.
        target: the bundle; one that is there is replaced.
        serial: its number, above that of every bundle its publisher gave out before; a date such
            as 20261122 will do.
        key: what signs it; an unsigned one is installed only by who says so.
        base: another index, of which only the differences are packed.

    Raises:
        IndexMissingError: there is no index.
        IndexStaleError: another version made it.
        IndexDamagedError: a file of it was altered.
        BundleError: the number is none, or *base* has the same documents.

    """
    if serial < 1:
        raise BundleError("Nomor bundel harus 1 atau lebih, misalnya tanggal 20261122.")
    for folder in filter(None, (index, base)):
        problems = verify_files(folder, read_manifest(folder))
        if problems:
            raise IndexDamagedError(
                f"Indeks di {folder} tidak utuh ({problems[0]}). Bangun ulang: regsearch indeks "
                f"bangun --ulang --indeks {folder}"
            )
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=f".{target.name}-") as scratch:
        paths = dict(_difference(index, base, Path(scratch)) if base else _whole(index))
        about = BundleManifest(
            format=bundled.FORMAT,
            serial=serial,
            index=sha256_of(index / MANIFEST),
            files=tuple(
                BundledFile(name, path.stat().st_size, sha256_of(path))
                for name, path in paths.items()
            ),
            base=sha256_of(base / DOCUMENTS) if base else None,
        )
        content = bundled.write(about)
        bundled.read(content)  # what could not be installed is not given out
        made = Path(scratch) / "bundel"
        write_archive(made, [*_head(content, about, key), *paths.items()])
        sync_file(made)
        made.replace(target)
    return about


def _head(
    content: bytes, about: BundleManifest, key: SecretKey | None
) -> Iterator[tuple[str, bytes]]:
    yield bundled.NAME, content
    if key:
        comment = f"regsearch bundel {about.serial} indeks {about.index}"
        yield bundled.SIGNATURE, minisign.sign(content, key, comment).encode()


def _whole(index: Path) -> Iterator[tuple[str, Path]]:
    for name in (MANIFEST, *(file.name for file in read_manifest(index).files)):
        yield f"{bundled.INDEX}{name}", index / name


def _difference(index: Path, base: Path, scratch: Path) -> Iterator[tuple[str, Path]]:
    before = {document: digest(line) for document, line in document_lines(base / DOCUMENTS)}
    changed = scratch / "documents.jsonl"
    with changed.open("wb") as out:
        for document, line in document_lines(index / DOCUMENTS):
            if before.get(document) != digest(line):
                out.write(line)
    yield f"{bundled.INDEX}{MANIFEST}", index / MANIFEST
    yield bundled.CHANGED, changed
    yield bundled.CATALOG, index / INSTRUMENTS


def merge_documents(base: Path, changed: Path, ids: list[str], target: Path) -> None:
    """Write the documents *ids* to *target*: the *changed* ones, the others as *base* has them.

    All are files of neutral documents by ascending id.

    Raises:
        IndexDamagedError: a file cannot be read.

    """
    wanted = frozenset(ids)
    new = dict(document_lines(changed))
    with target.open("wb") as out:
        old = {d: line for d, line in document_lines(base) if d in wanted and d not in new}
        out.writelines(line for _, line in sorted((old | new).items()))
