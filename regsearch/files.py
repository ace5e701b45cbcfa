"""Files that are there after a crash, and folders that change places in one step.

An index that is replaced in its own place goes through two renames.  Between them the one that was
there stands under the name :func:`spare`, where readers find it, and the
next builder puts it back: so a kill at any moment leaves the old index or the new one.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from regsearch.errors import BusyError

if TYPE_CHECKING:
    from collections.abc import Iterator


def spare(folder: Path) -> Path:
    """Return where the index at *folder* stands for the moment in which it is replaced."""
    return folder.with_name(f".{folder.name}.lama")


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold the lock *path* against every other process; a killed one lets go of it by itself.

    Raises:
        BusyError: another process has it.

    """
    with path.open("ab") as file:
        if not _lock(file):
            raise BusyError(
                f"Proses lain sedang mengganti indeks di {path.parent}. Tunggu sampai selesai, "
                "lalu ulangi."
            )
        yield


def _lock(file: BinaryIO) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def sync_file(path: Path) -> None:
    """Have the system write the file at *path* to its disk."""
    with path.open("r+b") as file:
        os.fsync(file.fileno())


def sync_folder(path: Path) -> None:
    """Have the system write the names in the folder *path* to its disk."""
    if os.name == "nt":
        return  # a folder cannot be opened there; its names are written with the files
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_tree(folder: Path) -> None:
    """Have the system write everything below *folder* to its disk."""
    for path in sorted(folder.rglob("*"), reverse=True):
        sync_folder(path) if path.is_dir() else sync_file(path)
    sync_folder(folder)


def replace_file(path: Path, content: bytes) -> None:
    """Give the file at *path* the *content*: all of it, or what was there before."""
    beside = path.with_name(f".{path.name}.baru")
    beside.write_bytes(content)
    sync_file(beside)
    beside.replace(path)
    sync_folder(path.parent)


@contextmanager
def replacing(target: Path) -> Iterator[Path]:
    """Yield an empty folder that takes the place of the folder *target* when the block ends.

    Nothing changes if the block raises.

    Raises:
        BusyError: another process is replacing it.

    """
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
            shutil.rmtree(scratch, ignore_errors=True)


def _scratch(target: Path) -> str:
    return f".{target.name}.baru-"


def _recover(target: Path) -> None:
    """Finish or undo what a killed process left; the lock says that none is at work."""
    old = spare(target)
    if old.exists() and not target.exists():
        old.rename(target)
    shutil.rmtree(old, ignore_errors=True)
    for left in target.parent.glob(f"{_scratch(target)}*"):
        shutil.rmtree(left, ignore_errors=True)


def _exchange(made: Path, target: Path) -> None:
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
    shutil.rmtree(old, ignore_errors=True)
