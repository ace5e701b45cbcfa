"""Unpacks a ZIP archive of regulations into a folder, within limits.

An archive may be made to fill a disk or to write outside its folder.  So the number of files, their
sizes and the ratio of compression are limited, and only the last part of each name is used.
"""

from __future__ import annotations

import zipfile
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from regsearch.errors import EncryptedError, TooLargeError, UnreadableError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

MAX_FILES = 200
MAX_BYTES = 400_000_000
"""Size of all files unpacked; a scanned regulation of 100 pages has 27 MB."""

MAX_RATIO = 200
"""Greatest ratio of compression of a file above :data:`_SMALL` bytes; text has about 10."""

_SMALL = 1_000_000
_CHUNK = 1 << 16
_IGNORED = ("__MACOSX", ".")


def is_archive(path: Path) -> bool:
    """Return whether *path* is named as a ZIP archive and is one."""
    return path.suffix.lower() == ".zip" and zipfile.is_zipfile(path)


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
        with zipfile.ZipFile(path) as archive:
            members = [member for member in archive.infolist() if _is_wanted(member.filename)]
            _check(path, members)
            return [_extract(archive, member, folder, i) for i, member in enumerate(members)]
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, EOFError) as problem:
        raise UnreadableError(f"{path.name}: ZIP rusak ({problem}); unduh ulang.") from problem


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
    target = folder / str(number) / PurePosixPath(member.filename.replace("\\", "/")).name
    target.parent.mkdir(parents=True)
    written = 0
    with archive.open(member) as source, target.open("wb") as out:
        while chunk := source.read(_CHUNK):
            written += len(chunk)
            if written > member.file_size:
                raise UnreadableError(f"{member.filename}: lebih besar dari catatan arsipnya.")
            out.write(chunk)
    return target
