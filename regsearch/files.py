"""Durable writes: files and folders that are complete after a crash, or unchanged.

Replacing the folder of an index takes two renames.  Between them the old folder has the name
:func:`regsearch.paths.spare`; readers look there too, and the next builder renames it back.  So a
process killed at any moment leaves the old index or the new one.
"""

from __future__ import annotations

import errno
import os
import sys
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from regsearch.errors import BusyError, system_fault
from regsearch.paths import spare

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold an exclusive lock on the file *path*; the system releases it if the process dies.

    Raises:
        BusyError: another process holds it.

    """
    with _opened_for_lock(path) as file:
        if not _lock(file):
            raise BusyError(
                f"Proses lain sedang mengubah isi {path.parent}. Tunggu sampai selesai, "
                "lalu ulangi."
            )
        yield


def _opened_for_lock(path: Path) -> BinaryIO:
    try:
        return path.open("ab")
    except PermissionError:
        if not path.is_file():
            raise
        return path.open("rb")  # another user made it; a lock needs no more than that


_TAKEN = frozenset({errno.EAGAIN, errno.EWOULDBLOCK, errno.EACCES, errno.EDEADLK})


def _lock(file: BinaryIO) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno not in _TAKEN:
            raise
        return False
    return True


def require_regular(path: Path) -> None:
    """Refuse a pipe or a device in place of a file: reading it may never end.

    Raises:
        OSError: *path* is neither a regular file nor missing.

    """
    if path.exists() and not path.is_file():
        raise OSError(errno.EINVAL, "bukan berkas biasa", os.fspath(path))


def sync_file(path: Path) -> None:
    """Flush the file at *path* to the disk."""
    with path.open("r+b") as file:
        os.fsync(file.fileno())


def sync_folder(path: Path) -> None:
    """Flush the directory entries of the folder *path* to the disk."""
    if os.name == "nt":
        return  # Windows cannot open a folder; it writes the entries with the files
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_tree(folder: Path) -> None:
    """Flush everything below *folder* to the disk."""
    for path in sorted(folder.rglob("*"), reverse=True):
        sync_folder(path) if path.is_dir() else sync_file(path)
    sync_folder(folder)


def replace_file(path: Path, content: bytes) -> None:
    """Write *content* to *path* atomically: a crash leaves the old content or the new one."""
    temporary = path.with_name(f".{path.name}.baru")
    temporary.write_bytes(content)
    sync_file(temporary)
    temporary.replace(path)
    sync_folder(path.parent)


@contextmanager
def replacing(target: Path) -> Iterator[Path]:
    """Yield a new empty folder, and replace the folder *target* by it when the block ends.

    If the block raises, *target* is left as it was.

    Raises:
        BusyError: another process is replacing *target*.

    """
    import tempfile  # not at the top: every command imports this module

    target = Path(os.path.abspath(target))
    target.parent.mkdir(parents=True, exist_ok=True)
    with locked(target.parent / f".{target.name}.kunci"):
        _recover(target)
        scratch = Path(tempfile.mkdtemp(dir=target.parent, prefix=_scratch(target)))
        try:
            made = scratch / "index"
            made.mkdir()
            yield made
            sync_tree(made)
            _exchange(made, target)
        finally:
            _remove_tree(scratch)


def _scratch(target: Path) -> str:
    return f".{target.name}.baru-"


def _recover(target: Path) -> None:
    """Clean up after a killed process; the caller holds the lock, so none is running."""
    old = spare(target)
    if old.exists() and not target.exists():
        old.rename(target)
    _remove_tree(old)
    for left in target.parent.glob(f"{_scratch(target)}*"):
        _remove_tree(left)


def _exchange(made: Path, target: Path) -> None:
    """Rename *target* to its spare name and *made* to *target*, then remove the old folder."""
    old = spare(target)
    if target.exists():
        target.rename(old)
    try:
        made.rename(target)
    except OSError:
        with suppress(OSError):
            old.rename(target)
        raise
    sync_folder(target.parent)
    _remove_tree(old)


def _remove_tree(folder: Path) -> None:
    import shutil

    shutil.rmtree(folder, ignore_errors=True)


def reason_of(error: OSError) -> str:
    """Return why the system refused, in a few words of Indonesian.

    >>> reason_of(FileNotFoundError(2, "No such file or directory"))
    'tidak ada'
    """
    told = str(system_fault(OSError(error.errno, error.strerror), always=True))
    first = told.split(".", 1)[0]
    return first[0].lower() + first[1:]


def program_sources(*names: str) -> Iterator[bytes]:
    """Yield names and contents of files of this program: they decide results that are kept.

    Args:
        names: modules ("behaviours/model.py"), or rooms, of which all modules are meant ("query"),
            or for "data" its tables.

    """
    package = Path(__file__).parent
    for name in names:
        at = package / name
        pattern = "*.toml" if name == "data" else "**/*.py"
        for path in [at] if at.is_file() else sorted(at.glob(pattern)):
            yield path.relative_to(package).as_posix().encode() + b"\0" + path.read_bytes()
