"""Install a bundle and make its index the current one.

Nothing is used before it has been checked, in this order:

1. the manifest of the bundle against its signature and the trusted keys;
2. its number against those of the bundles installed before;
3. every file against size and SHA-256 in the manifest, while it is unpacked into a new folder;
4. the index against its own manifest, and by asking it a question.

Only then does the index become current.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING

from regsearch.build.build import rebuild_into
from regsearch.bundle import keys, minisign
from regsearch.bundle.archive import Archive, damaged, open_archive
from regsearch.bundle.generations import (
    Generation,
    NewestBundle,
    Origin,
    activate,
    generations,
    lock_generations,
    new_generation,
    read_state,
)
from regsearch.bundle.manifest import (
    BUNDLE_MANIFEST,
    MANIFEST_LIMIT,
    SIGNATURE,
    SIGNATURE_LIMIT,
    parse_bundle_manifest,
    sha256_hex,
)
from regsearch.errors import (
    BundleError,
    IndexStaleError,
    RollbackError,
    SignatureError,
    StorageError,
)
from regsearch.index.manifest import MANIFEST, read_manifest, sha256_of, verify_files
from regsearch.index.store import open_folder
from regsearch.paths import index_in
from regsearch.search.library import Library

if TYPE_CHECKING:
    from pathlib import Path

    from regsearch.bundle.keys import TrustedKey
    from regsearch.bundle.manifest import BundleManifest


_REBUILD_SPACE = 2.5
"""Space that rebuilding takes, in sizes of the unpacked bundle: it stands beside the new index and
what the build keeps for itself, together 2.0 for the index that ships."""


@dataclass(frozen=True, slots=True)
class OpenedBundle:
    """A bundle whose manifest was read, and whose signature, if it has one, was checked."""

    manifest: BundleManifest
    content: bytes
    """The signed bytes: its ``bundel.json``."""
    signature: bytes | None
    signer: TrustedKey | None
    """The trusted key that signed it; None for an unsigned bundle or an unknown key."""

    @property
    def digest(self) -> str:
        """SHA-256 of its manifest."""
        return sha256_hex(self.content)


def inspect(bundle: Path, *, unsigned: bool = False) -> OpenedBundle:
    """Check every byte of the file *bundle* without writing anything.

    Raises:
        BundleError: it is damaged, or no bundle.
        SignatureError: it is not signed by a trusted key.

    """
    with open_archive(bundle) as archive:
        opened = _read_head(archive, unsigned=unsigned)
        _unpack(archive, opened.manifest, None)
    return opened


def install(
    bundle: Path, *, unsigned: bool = False, older: bool = False, rebuild: bool = False
) -> Generation:
    """Install the file *bundle* and make its index the current one.

    Args:
        bundle: what :func:`regsearch.bundle.pack.package` wrote.
        unsigned: accept a bundle without signature, or whose key is not trusted; its index is then
            always built from its documents, as with *rebuild*.
        older: accept a bundle that is older than one installed now or before.
        rebuild: build the index from the documents of the bundle, and open nothing else of it.

    Raises:
        BundleError: it is damaged or unsafe.
        SignatureError: it is not signed by a trusted key.
        RollbackError: it is older.
        IndexStaleError: another version made it; *rebuild* helps.
        BusyError: another process is installing.

    """
    with lock_generations(), open_archive(bundle) as archive, new_generation() as folder:
        opened = _read_head(archive, unsigned=unsigned)
        if not older:
            _refuse_older(opened)
        manifest = opened.manifest
        rebuild = rebuild or opened.signer is None
        unpacked = folder / "bundel"
        unpacked.mkdir()
        _refuse_without_space(manifest, folder, rebuild=rebuild)
        _unpack(archive, manifest, unpacked)
        index = index_in(folder)
        if rebuild:
            index.mkdir()
            rebuild_into(index, index_in(unpacked))
        else:
            index_in(unpacked).rename(index)
        _refuse_unusable(index)
        shutil.rmtree(unpacked)
        (folder / BUNDLE_MANIFEST).write_bytes(opened.content)
        if opened.signature is not None:
            (folder / SIGNATURE).write_bytes(opened.signature)
        digest = sha256_of(index / MANIFEST)
        signer = opened.signer
        origin = Origin(
            "bundel",
            digest,
            serial=manifest.serial,
            bundle=opened.digest,
            key=signer.key.name if signer else None,
            owner=signer.owner if signer else None,
            rebuilt=rebuild,
            same=digest == manifest.index,
        )
        newest = NewestBundle(origin.key or "", manifest.serial, opened.digest)
        return activate(folder, origin, newest)


def _read_head(archive: Archive, *, unsigned: bool) -> OpenedBundle:
    """Read and check the manifest and the signature, the first members of *archive*."""
    content = archive.read(BUNDLE_MANIFEST, MANIFEST_LIMIT)
    if content is None:
        raise damaged(f"tidak dimulai dengan {BUNDLE_MANIFEST}")
    signature = archive.read(SIGNATURE, SIGNATURE_LIMIT)
    signer = keys.signer(content, minisign.read_signature(signature)) if signature else None
    if signer is None and not unsigned:
        raise _untrusted(signature)
    return OpenedBundle(parse_bundle_manifest(content), content, signature, signer)


def _untrusted(signature: bytes | None) -> SignatureError:
    if signature is None:
        return SignatureError(
            "Bundel ini tidak ditandatangani, sehingga tidak diketahui siapa pembuatnya. Minta "
            "yang bertanda tangan; atau, bila Anda sendiri yang membuatnya: --tanpa-tanda-tangan"
        )
    name = minisign.read_signature(signature).key_name
    return SignatureError(
        f"Bundel ini ditandatangani dengan kunci {name}, yang tidak Anda percaya. Bila Anda "
        "memperoleh kunci publik penerbitnya lewat jalan yang aman: regsearch kunci percaya KUNCI"
    )


def _refuse_older(opened: OpenedBundle) -> None:
    """Raise if a newer bundle of the same publisher, or as current index, was installed."""
    serial, state = opened.manifest.serial, read_state()
    key = opened.signer.key.name if opened.signer else ""
    installed = [newest for newest in state.marks if newest.key == key]
    current = generations()[0].origin
    if current and current.serial is not None:
        installed.append(NewestBundle(current.key or "", current.serial, current.bundle or ""))
    for newest in installed:
        if serial < newest.serial:
            raise RollbackError(
                f"Bundel nomor {serial} lebih lama daripada nomor {newest.serial} yang sudah "
                "dipasang; hukumnya dapat sudah usang. Bila memang itu maksud Anda: --mundur"
            )
        if serial == newest.serial and newest.key == key and newest.bundle != opened.digest:
            raise RollbackError(
                f"Bundel nomor {serial} sudah pernah dipasang dengan isi yang lain. Minta nomor "
                "baru dari penerbitnya; bila memang ini yang Anda maksud: --mundur"
            )


def _refuse_without_space(manifest: BundleManifest, folder: Path, *, rebuild: bool) -> None:
    needed = round(manifest.size * (_REBUILD_SPACE if rebuild else 1))
    free = shutil.disk_usage(folder).free
    if needed > free:
        raise BundleError(
            f"Bundel memerlukan {needed} byte, sedangkan yang kosong hanya {free}. "
            "Kosongkan ruang di disk, lalu ulangi."
        )


def _unpack(archive: Archive, manifest: BundleManifest, folder: Path | None) -> None:
    """Check the files of *archive*, and write them into *folder* unless it is None."""
    for file in manifest.files:
        target = folder / file.name if folder else None
        if target:
            target.parent.mkdir(parents=True, exist_ok=True)
        if archive.extract(file.name, file.size, target) != file.sha256:
            raise damaged(f"isi {file.name} tidak sesuai")
    archive.finish()


def _refuse_unusable(index: Path) -> None:
    """Check that the index agrees with its own manifest, and answers a question."""
    try:
        problems = verify_files(index, read_manifest(index))
        if problems:
            raise damaged(problems[0])
        with Library(open_folder(index)) as library:
            library.ask("disiplin pegawai negeri sipil", limit=1)
    except IndexStaleError as error:
        raise IndexStaleError(
            "Bundel ini dibuat oleh versi regsearch yang lain. Bangun dari dokumen di dalamnya: "
            "regsearch indeks pasang BUNDEL --bangun-ulang"
        ) from error
    except StorageError as error:
        raise BundleError(f"Indeks di dalam bundel tidak dapat dipakai. {error}") from error
