"""The indexes that were installed or built on this machine, and which of them is in use.

::

    indeks/                        (places.installed_indexes)
      aktif.json                   which one is in use, which one was before; replaced atomically
      000007-3f9a0c51d2e4/         one generation; never changed after it has this name
        indeks/                    the index
        asal.json                  where it is from
        bundel.json, .minisig      what was signed, for whoever wants to check it again
        dipakai                    locked by whoever has the index open

A generation is made under another name and gets its own when it is whole and on the disk; only then
does ``aktif.json`` name it.  It is removed when it is neither in use, nor the one before, nor open.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from regsearch.encoding import from_line, to_line
from regsearch.errors import EncodingError, IndexDamagedError, IndexMissingError
from regsearch.files import locked, replace_file, sync_folder, sync_tree
from regsearch.index.manifest import read_manifest, sha256_of, verify_files
from regsearch.index.store import IN_USE
from regsearch.paths import CURRENT, index_in, installed_indexes, shipped_index

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ORIGIN = "asal.json"
_SCRATCH = ".baru-"


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a generation is from."""

    kind: Literal["bundel", "buatan"]
    """A bundle, or built here from documents."""
    index: str
    """SHA-256 of its manifest."""
    serial: int | None = None
    """Number of the bundle."""
    bundle: str | None = None
    """SHA-256 of the manifest of the bundle."""
    key: str | None = None
    """Id of the key that signed it; None for an unsigned one."""
    owner: str | None = None
    """Whose key that was, as trusted at the time."""
    rebuilt: bool = False
    """Whether its files were made here from the documents of the bundle."""
    same: bool = True
    """Whether they then were the same as the publisher's, byte for byte."""


@dataclass(frozen=True, slots=True)
class Mark:
    """The newest bundle that was ever installed of one publisher."""

    key: str
    """Id of the publisher's key; empty for the unsigned ones."""
    serial: int
    bundle: str


@dataclass(frozen=True, slots=True)
class State:
    """The contents of ``aktif.json``."""

    made: int
    """How many generations there have been."""
    current: str
    """Name of the one in use; empty for the index that ships."""
    previous: str
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Generation:
    """One of the indexes on this machine."""

    name: str
    """Empty for the one that ships."""
    folder: Path
    """The index itself."""
    origin: Origin | None
    role: Literal["aktif", "sebelumnya", "lain"]


def read_state() -> State:
    """Return which index is in use.

    Raises:
        IndexDamagedError: the note that says so cannot be read.

    """
    path = installed_indexes() / CURRENT
    try:
        return from_line(State, path.read_bytes())
    except FileNotFoundError:
        return State(0, "", "")
    except (OSError, EncodingError) as error:
        raise IndexDamagedError(
            f"Catatan {path} rusak. Hapus berkas itu, lalu pasang lagi bundelnya: regsearch indeks "
            "pasang BUNDEL"
        ) from error


@contextmanager
def changing() -> Iterator[None]:
    """Keep every other process from changing what is installed.

    Raises:
        BusyError: another process is doing so.

    """
    store = installed_indexes()
    store.mkdir(parents=True, exist_ok=True)
    with locked(store / ".kunci"):
        for left in store.glob(f"{_SCRATCH}*"):
            shutil.rmtree(left, ignore_errors=True)
        yield


@contextmanager
def scratch() -> Iterator[Path]:
    """Yield an empty folder in which a generation is made; inside :func:`changing` only."""
    folder = Path(tempfile.mkdtemp(dir=installed_indexes(), prefix=_SCRATCH))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def activate(made: Path, origin: Origin, mark: Mark | None = None) -> Generation:
    """Put the generation in the folder *made* to use; inside :func:`changing` only."""
    store, state = installed_indexes(), read_state()
    (made / ORIGIN).write_bytes(to_line(origin))
    (made / IN_USE).touch()
    sync_tree(made)
    number = state.made + 1
    while any(store.glob(f"{number:06d}-*")):
        number += 1  # left by a process that was killed before it could be put to use
    name = f"{number:06d}-{origin.index[:12]}"
    made.rename(store / name)
    sync_folder(store)
    marks = tuple(m for m in state.marks if mark is None or m.key != mark.key)
    in_use = _generation(state.current, "aktif").origin
    # The same index once more (to mend it, say) is not a reason to lose the one before.
    repeated = in_use is not None and in_use.index == origin.index
    previous = state.previous if repeated else state.current
    _switch(State(number, name, previous, (*marks, *((mark,) if mark else ()))))
    return Generation(name, index_in(store / name), origin, "aktif")


def put_built(build: Callable[[Path], object]) -> Generation:
    """Have *build* make an index in the folder it is called with, and put it to use.

    Raises:
        BusyError: another process is changing what is installed.

    """
    with changing(), scratch() as folder:
        made = index_in(folder)
        build(made)
        return activate(folder, Origin("buatan", sha256_of(made / "manifest.json")))


def restore() -> Generation:
    """Put the index to use that was before; the one in use becomes that.

    Raises:
        IndexMissingError: there was none before.
        IndexDamagedError: a file of it was altered.
        IndexStaleError: another version made it.
        BusyError: another process is changing what is installed.

    """
    with changing():
        state = read_state()
        if not state.current and not state.previous:
            raise IndexMissingError(
                "Belum ada indeks yang dipasang, jadi tidak ada yang sebelumnya. Pasang: regsearch "
                "indeks pasang BUNDEL"
            )
        found = _generation(state.previous, "aktif")
        problems = verify_files(found.folder, read_manifest(found.folder))
        if problems:
            raise IndexDamagedError(
                f"Indeks sebelumnya tidak utuh ({problems[0]}); yang sekarang tetap dipakai. "
                "Pasang lagi bundelnya: regsearch indeks pasang BUNDEL"
            )
        _switch(replace(state, current=state.previous, previous=state.current))
        return found


def generations() -> tuple[Generation, ...]:
    """Return the indexes on this machine: in use, before, others that are still open, the shipped.

    Raises:
        IndexDamagedError: the note that says which one is in use cannot be read.

    """
    state = read_state()
    names = sorted(path.name for path in _folders())
    found = [_generation(state.current, "aktif")]
    if state.previous or state.current:
        found.append(_generation(state.previous, "sebelumnya"))
    known = {generation.name for generation in found}
    found += [_generation(name, "lain") for name in names if name not in known]
    return tuple(found)


def current() -> Generation:
    """Return the index in use.

    Raises:
        IndexDamagedError: it is not known which one it is.

    """
    return _generation(read_state().current, "aktif")


def _generation(name: str, role: Literal["aktif", "sebelumnya", "lain"]) -> Generation:
    if not name:
        return Generation("", shipped_index(), None, role)
    folder = index_in(installed_indexes() / name)
    return Generation(name, folder, origin_of(folder), role)


def origin_of(index: Path) -> Origin | None:
    """Return where the *index* is from; None if it was not installed, or nobody knows."""
    try:
        return from_line(Origin, (index.parent / ORIGIN).read_bytes())
    except (OSError, EncodingError):
        return None


def _folders() -> Iterator[Path]:
    store = installed_indexes()
    if store.is_dir():
        yield from (p for p in store.iterdir() if p.is_dir() and not p.name.startswith("."))


def _switch(state: State) -> None:
    """Write *state*, then remove the generations that nobody needs any more."""
    replace_file(installed_indexes() / CURRENT, to_line(state))
    for folder in list(_folders()):
        if folder.name not in (state.current, state.previous):
            _remove_unless_open(folder)


def _remove_unless_open(folder: Path) -> None:
    gone = folder.with_name(f"{_SCRATCH}{folder.name}")
    with suppress(OSError):
        if sys.platform == "win32":
            folder.rename(gone)  # fails there while a file inside is open
            shutil.rmtree(gone, ignore_errors=True)
            return
        import fcntl

        handle = os.open(folder / IN_USE, os.O_RDONLY)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            folder.rename(gone)
            shutil.rmtree(gone, ignore_errors=True)
        finally:
            os.close(handle)
