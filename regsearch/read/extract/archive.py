"""Unpacks a ZIP archive of regulations into a folder, within limits.

An archive may be made to fill a disk or to write outside its folder.  So the number of files, their
sizes and the ratio of compression are limited, and only the last part of each name is used.
"""

from __future__ import annotations

import re
import zipfile
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from regsearch.errors import EncryptedError, TooLargeError, UnreadableError, raise_fault
from regsearch.read.extract.formats import ZIP_ERRORS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

MAX_FILES = 200
MAX_BYTES = 400_000_000
"""Size of all files unpacked; a scanned regulation of 100 pages has 27 MB."""

MAX_RATIO = 200
"""Greatest ratio of compression of a file above :data:`_SMALL` bytes; text has about 10."""

_MAX_DIRECTORY = 1 << 20
"""Bytes of the list of an archive's files; :data:`MAX_FILES` need some 20,000."""
_END_WITHIN = (1 << 16) + 22
"""Within so many bytes from its end an archive has the record that ends it."""
_MAX_NAME = 255
"""Bytes of a file's name."""

_SMALL = 1_000_000
_CHUNK = 1 << 16
_IGNORED = ("__MACOSX", ".")


def is_archive(path: Path) -> bool:
    """Return whether *path* is named as a ZIP archive and is one."""
    return path.suffix.lower() == ".zip" and path.is_file() and zipfile.is_zipfile(path)


@contextmanager
def unpacked(paths: Sequence[Path]) -> Iterator[list[Path]]:
    """Give *paths* with each archive replaced by the files in it, which exist until the end.

    Raises:
        UnreadableError: an archive is damaged or has no files.
        EncryptedError: an archive is locked with a password.
        TooLargeError: an archive exceeds a limit.

    """
    with TemporaryDirectory(prefix="regsearch-zip-") as folder:
        files: list[Path] = []
        for number, path in enumerate(paths):
            if is_archive(path):
                files += _unpack(path, Path(folder) / str(number))
            else:
                files.append(path)
        yield files


def _unpack(path: Path, folder: Path) -> list[Path]:
    try:
        _check_directory(path)
        with zipfile.ZipFile(path) as archive:
            members = [member for member in archive.infolist() if _is_wanted(member.filename)]
            _check(path, members)
            return [_extract(archive, member, folder, i) for i, member in enumerate(members)]
    except ZIP_ERRORS as problem:
        if isinstance(problem, OSError):
            raise_fault(problem)
        raise UnreadableError(f"{path.name}: ZIP rusak ({problem}); unduh ulang.") from problem


def _check_directory(path: Path) -> None:
    """Refuse a directory that is too long before zipfile makes objects of all its entries."""
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - _END_WITHIN))
        tail = file.read()
    # Each place where zipfile may take the end of the directory to be.
    for found in re.finditer(b"PK\5\6", tail):
        length = int.from_bytes(tail[found.start() + 12 : found.start() + 16], "little")
        zip64 = tail[max(0, found.start() - 20) : found.start()].startswith(b"PK\6\7")
        if length > _MAX_DIRECTORY or zip64:
            raise TooLargeError(
                f"{path.name}: daftar isi arsip ZIP ini terlalu panjang; batasnya {MAX_FILES} "
                "berkas. Buka dan pilih berkasnya."
            )


def _is_wanted(name: str) -> bool:
    parts = PurePosixPath(name.replace("\\", "/")).parts
    hidden = any(part.startswith(_IGNORED) and part != ".." for part in parts)
    return not name.endswith("/") and not hidden


def _check(path: Path, members: Sequence[zipfile.ZipInfo]) -> None:
    if not members:
        raise UnreadableError(f"{path.name}: arsip ZIP ini kosong; unduh ulang.")
    if any(member.flag_bits & 1 for member in members):
        raise EncryptedError(f"{path.name}: arsip ZIP dikunci kata sandi; buka dahulu.")
    size = sum(member.file_size for member in members)
    bomb = any(
        member.file_size > _SMALL and member.file_size > MAX_RATIO * max(1, member.compress_size)
        for member in members
    )
    if len(members) > MAX_FILES or size > MAX_BYTES or bomb:
        raise TooLargeError(
            f"{path.name}: arsip ZIP berisi {len(members)} berkas, {size} bita; batasnya "
            f"{MAX_FILES} berkas dan {MAX_BYTES} bita. Buka dan pilih berkasnya."
        )


def _extract(archive: zipfile.ZipFile, member: zipfile.ZipInfo, folder: Path, number: int) -> Path:
    """Write *member* below *folder*; the declared size is a claim, so the bytes are counted."""
    name = PurePosixPath(member.filename.replace("\\", "/")).name
    name = name if 0 < len(name.encode()) <= _MAX_NAME and name != ".." else f"berkas-{number + 1}"
    target = folder / str(number) / name
    target.parent.mkdir(parents=True)
    written = 0
    with archive.open(member) as source, target.open("wb") as out:
        while chunk := source.read(_CHUNK):
            written += len(chunk)
            if written > member.file_size:
                raise UnreadableError(f"{member.filename}: lebih besar dari catatan arsipnya.")
            out.write(chunk)
    return target
