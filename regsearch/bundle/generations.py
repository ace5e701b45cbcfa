"""The indexes installed or built on this machine, and which of them is current.

::

    indeks/                        (regsearch.paths.installed_indexes)
      aktif.json                   names the current and the previous index; replaced atomically
      000007-3f9a0c51d2e4/         a generation; never changed once it has this name
        indeks/                    the index
        asal.json                  its origin
        bundel.json, .minisig      the signed manifest of its bundle, to check it again
        dipakai                    locked by every process that has the index open

A generation is made under a temporary name and renamed when it is complete and on the disk; only
then does ``aktif.json`` name it.  It is removed when it is neither current, nor previous, nor open.
"""

from __future__ import annotations

import os
import shutil
import sys
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from regsearch.encoding import from_line, to_line
from regsearch.errors import (
    EncodingError,
    IndexDamagedError,
    IndexMissingError,
    raise_fault,
)
from regsearch.files import locked, replace_file, sync_folder, sync_tree
from regsearch.index.manifest import MANIFEST, read_manifest, sha256_of, verify_files
from regsearch.index.store import IN_USE
from regsearch.paths import CURRENT, index_in, installed_indexes, shipped_index

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

ORIGIN = "asal.json"
_SCRATCH = ".baru-"


@dataclass(frozen=True, slots=True)
class Origin:
    """How a generation came to this machine."""

    kind: Literal["bundel", "buatan"]
    """Installed from a bundle, or built here from documents."""
    index: str
    """SHA-256 of its manifest."""
    serial: int | None = None
    """Number of the bundle."""
    bundle: str | None = None
    """SHA-256 of the manifest of the bundle."""
    key: str | None = None
    """Id of the trusted key that signed it, or None."""
    owner: str | None = None
    """Owner of that key, as named when it was trusted."""
    rebuilt: bool = False
    """Whether the index was built here from the documents of the bundle."""
    same: bool = True
    """Whether the index is the publisher's, byte for byte."""


@dataclass(frozen=True, slots=True)
class NewestBundle:
    """The newest bundle ever installed of one publisher, to refuse older ones."""

    key: str
    """Id of the publisher's key; empty for unsigned bundles."""
    serial: int
    bundle: str


@dataclass(frozen=True, slots=True)
class State:
    """The contents of ``aktif.json``."""

    made: int
    """Number of generations made so far."""
    current: str
    """Name of the current generation; empty for the index that ships."""
    previous: str
    """Name of the one before, likewise."""
    marks: tuple[NewestBundle, ...] = ()


@dataclass(frozen=True, slots=True)
class Generation:
    """One of the indexes on this machine."""

    name: str
    """Empty for the index that ships."""
    folder: Path
    """Folder of the index."""
    origin: Origin | None
    role: Literal["aktif", "sebelumnya", "lain"]


def read_state() -> State:
    """Return which indexes are current and previous.

    Raises:
        IndexDamagedError: ``aktif.json`` cannot be read.

    """
    path = installed_indexes() / CURRENT
    try:
        return from_line(State, path.read_bytes())
    except FileNotFoundError:
        return State(0, "", "")
    except (OSError, EncodingError) as error:
        if isinstance(error, OSError):
            raise_fault(error)
        raise IndexDamagedError(
            f"Catatan {path} rusak. Hapus berkas itu, lalu pasang lagi bundelnya: regsearch indeks "
            "pasang BUNDEL"
        ) from error


@contextmanager
def lock_generations() -> Iterator[None]:
    """Keep other processes from changing the installed indexes while the block runs.

    Raises:
        BusyError: another process is changing them.

    """
    store = installed_indexes()
    store.mkdir(parents=True, exist_ok=True)
    with locked(store / ".kunci"):
        for left in store.glob(f"{_SCRATCH}*"):
            shutil.rmtree(left, ignore_errors=True)
        yield


@contextmanager
def new_generation() -> Iterator[Path]:
    """Yield an empty folder for a new generation; inside :func:`lock_generations` only.

    The folder is removed when the block ends, unless :func:`activate` renamed it.
    """
    # Not mkdtemp: other users would not be let in, where one installs for all.
    folder = installed_indexes() / f"{_SCRATCH}{os.urandom(8).hex()}"
    folder.mkdir()
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def activate(made: Path, origin: Origin, newest: NewestBundle | None = None) -> Generation:
    """Make the generation in the folder *made* current; inside :func:`lock_generations` only."""
    store, state = installed_indexes(), read_state()
    (made / ORIGIN).write_bytes(to_line(origin))
    (made / IN_USE).touch()
    sync_tree(made)
    number = state.made + 1
    while any(store.glob(f"{number:06d}-*")):
        number += 1  # left by a process that was killed before it wrote aktif.json
    name = f"{number:06d}-{origin.index[:12]}"
    made.rename(store / name)
    sync_folder(store)
    marks = state.marks
    if newest:
        others = tuple(mark for mark in marks if mark.key != newest.key)
        before = [mark for mark in marks if mark.key == newest.key]
        # An older bundle that was accepted on purpose does not make the next old one acceptable.
        marks = (*others, max([*before, newest], key=lambda mark: mark.serial))
        if before and before[0].serial == newest.serial:
            marks = (*others, newest)
    current = _generation(state.current, "aktif").origin
    # Reinstalling the same index, to repair it for example, keeps the previous one.
    reinstalled = current is not None and current.index == origin.index
    previous = state.previous if reinstalled else state.current
    _switch(State(number, name, previous, marks))
    return Generation(name, index_in(store / name), origin, "aktif")


def build_generation(build: Callable[[Path], object]) -> Generation:
    """Call *build* with the folder of a new index, and make that index current.

    Raises:
        BusyError: another process is changing the installed indexes.

    """
    with lock_generations(), new_generation() as folder:
        index = index_in(folder)
        build(index)
        return activate(folder, Origin("buatan", sha256_of(index / MANIFEST)))


def restore() -> Generation:
    """Swap the current and the previous index, and return the one that is now current.

    Raises:
        IndexMissingError: there is no previous index.
        IndexDamagedError: a file of it was altered.
        IndexStaleError: another version made it.
        BusyError: another process is changing the installed indexes.

    """
    with lock_generations():
        state = read_state()
        if not state.current and not state.previous:
            raise IndexMissingError(
                "Belum ada indeks yang dipasang, jadi tidak ada yang sebelumnya. Pasang: regsearch "
                "indeks pasang BUNDEL"
            )
        restored = _generation(state.previous, "aktif")
        problems = verify_files(restored.folder, read_manifest(restored.folder))
        if problems:
            raise IndexDamagedError(
                f"Indeks sebelumnya tidak utuh ({problems[0]}); yang sekarang tetap dipakai. "
                "Pasang lagi bundelnya: regsearch indeks pasang BUNDEL"
            )
        _switch(replace(state, current=state.previous, previous=state.current))
        return restored


def generations() -> tuple[Generation, ...]:
    """Return the indexes on this machine: the current, the previous, others that are still open.

    Raises:
        IndexDamagedError: ``aktif.json`` cannot be read.

    """
    state = read_state()
    listed = [_generation(state.current, "aktif")]
    if state.previous or state.current:
        listed.append(_generation(state.previous, "sebelumnya"))
    names = {generation.name for generation in listed}
    others = sorted(path.name for path in _folders() if path.name not in names)
    return (*listed, *(_generation(name, "lain") for name in others))


def _generation(name: str, role: Literal["aktif", "sebelumnya", "lain"]) -> Generation:
    if not name:
        return Generation("", shipped_index(), None, role)
    folder = index_in(installed_indexes() / name)
    return Generation(name, folder, origin_of(folder), role)


def origin_of(index: Path) -> Origin | None:
    """Return the origin of *index*; None if it was not installed, or that cannot be read."""
    try:
        return from_line(Origin, (index.parent / ORIGIN).read_bytes())
    except (OSError, EncodingError):
        return None


def _folders() -> Iterator[Path]:
    store = installed_indexes()
    if store.is_dir():
        yield from (p for p in store.iterdir() if p.is_dir() and not p.name.startswith("."))


def _switch(state: State) -> None:
    """Write *state*, then remove the generations that are no longer needed."""
    replace_file(installed_indexes() / CURRENT, to_line(state))
    for folder in list(_folders()):
        if folder.name not in (state.current, state.previous):
            _remove_unless_open(folder)


def _remove_unless_open(folder: Path) -> None:
    doomed = folder.with_name(f"{_SCRATCH}{folder.name}")
    with suppress(OSError):
        if sys.platform == "win32":
            folder.rename(doomed)  # fails while a file inside is open
            shutil.rmtree(doomed, ignore_errors=True)
            return
        import fcntl

        handle = os.open(folder / IN_USE, os.O_RDONLY)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            folder.rename(doomed)
            shutil.rmtree(doomed, ignore_errors=True)
        finally:
            os.close(handle)
