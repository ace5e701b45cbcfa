"""A bundle becomes the index in use.

In this order, and nothing before the step that vouches for it: the manifest of the bundle is
checked against its signature and the trusted keys, its number against what was installed, every
file against the size and SHA-256 of the manifest while it is unpacked into a folder of its own,
and the index against its own manifest.  Only then is anything of it opened, and only when that
succeeded does it come into use.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING

from regsearch.build.build import rebuild_into
from regsearch.bundle import keys, minisign
from regsearch.bundle import manifest as bundled
from regsearch.bundle.archive import Archive, damaged, open_archive
from regsearch.bundle.generations import (
    Generation,
    Mark,
    Origin,
    activate,
    changing,
    generations,
    read_state,
    scratch,
)
from regsearch.bundle.pack import merge_documents
from regsearch.errors import (
    BundleError,
    IndexStaleError,
    RollbackError,
    SignatureError,
    StorageError,
)
from regsearch.index.documents import DOCUMENTS, INSTRUMENTS
from regsearch.index.manifest import MANIFEST, read_manifest, read_table, sha256_of, verify_files
from regsearch.index.store import open_folder
from regsearch.paths import index_in, shipped_index
from regsearch.search.library import Library

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from regsearch.bundle.keys import Trusted
    from regsearch.bundle.manifest import BundleManifest


@dataclass(frozen=True, slots=True)
class Opened:
    """A bundle whose manifest was read, and whose signature was checked if it has one."""

    manifest: BundleManifest
    content: bytes
    """The bytes of its ``bundel.json``, which were signed."""
    signature: bytes | None
    signer: Trusted | None
    """Whose signature it is; None for an unsigned one."""

    @property
    def digest(self) -> str:
        """SHA-256 of its manifest."""
        return bundled.digest(self.content)


def inspect(bundle: Path, *, unsigned: bool = False) -> Opened:
    """Check the file *bundle* from its first byte to its last, and unpack nothing of it to stay.

    Raises:
        BundleError: it is damaged, or no bundle.
        SignatureError: it is not signed by a trusted key.

    """
    with open_archive(bundle) as archive:
        opened = _open(archive, unsigned=unsigned)
        _unpack(archive, opened.manifest, None)
    return opened


def install(
    bundle: Path, *, unsigned: bool = False, older: bool = False, rebuild: bool = False
) -> Generation:
    """Install the file *bundle* and put its index to use.

    Args:
        bundle: what :func:`regsearch.bundle.pack.package` wrote.
        unsigned: accept one without signature, or whose key is not trusted; its index is then
            always made from its documents, as with *rebuild*.
        older: accept one that is older than what is or was installed.
        rebuild: make the index from the documents of the bundle, and open nothing else of it.

    Raises:
        BundleError: it is damaged, unsafe, or changes an index that is not here.
        SignatureError: it is not signed by a trusted key.
        RollbackError: it is older.
        IndexStaleError: another version made it; *rebuild* helps.
        BusyError: another process is installing.

    """
    with changing(), open_archive(bundle) as archive, scratch() as folder:
        opened = _open(archive, unsigned=unsigned)
        if not older:
            _refuse_older(opened)
        about = opened.manifest
        rebuild = rebuild or opened.signer is None
        given = folder / "bundel"
        given.mkdir()
        _refuse_without_room(about, folder)
        _unpack(archive, about, given)
        made = index_in(folder)
        if about.base is not None:
            _apply(about, given, made)
        elif rebuild:
            made.mkdir()
            rebuild_into(made, index_in(given))
        else:
            index_in(given).rename(made)
        _refuse_unsound(made)
        shutil.rmtree(given)
        (folder / bundled.NAME).write_bytes(opened.content)
        if opened.signature is not None:
            (folder / bundled.SIGNATURE).write_bytes(opened.signature)
        digest = sha256_of(made / MANIFEST)
        signer = opened.signer
        origin = Origin(
            "bundel",
            digest,
            serial=about.serial,
            bundle=opened.digest,
            key=signer.key.name if signer else None,
            owner=signer.owner if signer else None,
            rebuilt=rebuild or about.base is not None,
            same=digest == about.index,
        )
        return activate(folder, origin, Mark(origin.key or "", about.serial, opened.digest))


def _open(archive: Archive, *, unsigned: bool) -> Opened:
    content = archive.read(bundled.NAME, bundled.LIMIT)
    if content is None:
        raise damaged(f"tidak dimulai dengan {bundled.NAME}")
    signature = archive.read(bundled.SIGNATURE, bundled.SIGNATURE_LIMIT)
    signer = keys.signer(content, minisign.read_signature(signature)) if signature else None
    if signer is None and not unsigned:
        raise _not_vouched_for(signature)
    return Opened(bundled.read(content), content, signature, signer)


def _not_vouched_for(signature: bytes | None) -> SignatureError:
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


def _refuse_older(opened: Opened) -> None:
    serial, state = opened.manifest.serial, read_state()
    key = opened.signer.key.name if opened.signer else ""
    newest = [mark for mark in state.marks if mark.key == key]
    in_use = generations()[0].origin
    if in_use and in_use.serial is not None:
        newest.append(Mark(in_use.key or "", in_use.serial, in_use.bundle or ""))
    for mark in newest:
        if serial < mark.serial:
            raise RollbackError(
                f"Bundel nomor {serial} lebih lama daripada nomor {mark.serial} yang sudah "
                "dipasang; hukumnya dapat sudah usang. Bila memang itu maksud Anda: --mundur"
            )
        if serial == mark.serial and mark.key == key and mark.bundle != opened.digest:
            raise RollbackError(
                f"Bundel nomor {serial} sudah pernah dipasang dengan isi yang lain. Minta nomor "
                "baru dari penerbitnya; bila memang ini yang Anda maksud: --mundur"
            )


def _refuse_without_room(about: BundleManifest, folder: Path) -> None:
    free = shutil.disk_usage(folder).free
    if about.size > free:
        raise BundleError(
            f"Bundel memerlukan {about.size} byte, sedangkan yang kosong hanya {free}. Kosongkan "
            "ruang di disk, lalu ulangi."
        )


def _unpack(archive: Archive, about: BundleManifest, folder: Path | None) -> None:
    for file in about.files:
        target = folder / file.name if folder else None
        if target:
            target.parent.mkdir(parents=True, exist_ok=True)
        if archive.extract(file.name, file.size, target) != file.sha256:
            raise damaged(f"isi {file.name} tidak sesuai")
    archive.finish()


def _apply(about: BundleManifest, given: Path, made: Path) -> None:
    """Make the index of a bundle by difference: the documents of its base with the changed ones."""
    base = next(_bases(about), None)
    if base is None:
        raise BundleError(
            "Bundel ini hanya memuat perubahan terhadap indeks yang tidak ada di sini. Pasang dulu "
            "bundel yang menjadi dasarnya, atau minta bundel penuh."
        )
    merged = index_in(given)
    (merged / DOCUMENTS).parent.mkdir()
    ids = _documents(merged)
    merge_documents(base / DOCUMENTS, given / bundled.CHANGED, ids, merged / DOCUMENTS)
    (given / bundled.CATALOG).rename(merged / INSTRUMENTS)
    made.mkdir()
    rebuild_into(made, merged)
    if sha256_of(made / MANIFEST) != about.index:
        raise BundleError(
            "Indeks yang dibangun dari perubahan ini tidak sama dengan yang dibuat penerbitnya, "
            "biasanya karena versi regsearch atau pustakanya lain. Minta bundel penuh."
        )


def _documents(folder: Path) -> list[str]:
    try:
        return [document["id"] for document in read_table(folder)["documents"]]
    except (LookupError, TypeError) as error:
        raise damaged("manifes indeksnya tidak terbaca") from error


def _bases(about: BundleManifest) -> Iterator[Path]:
    for folder in (*(generation.folder for generation in generations()), shipped_index()):
        path = folder / DOCUMENTS
        if path.is_file() and sha256_of(path) == about.base:
            yield folder


def _refuse_unsound(index: Path) -> None:
    """Check that the index is whole by its own manifest, and answers."""
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
