"""What was read of files, kept so that no file is read twice by the same code.

An entry is three lines after a checksum: the regulation without its body, the addresses of its
units, and the whole.  It is found by the SHA-256 of the file, its name, and everything that decides
what is read; so it needs no times, and a build that was killed goes on where it was.
"""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass, replace
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

from regsearch import data
from regsearch.encoding import VERSION, from_line, to_line
from regsearch.errors import EncodingError, RegsearchError, UnreadableError
from regsearch.read.sandbox import parse_many
from regsearch.regulation import Regulation

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

_READERS = ("read", "model", "citation")
"""Rooms whose code decides what is read."""
_LIBRARIES = ("pypdf", "lxml", "pypdfium2")


@dataclass(frozen=True, slots=True)
class Read:
    """A file that was read."""

    file: Path
    kept: Path
    """Where what was read is kept."""

    def body(self) -> tuple[list[str], bytes]:
        """Return the addresses of its units, and the regulation as a line.

        Raises:
            EncodingError: the entry was altered.

        """
        held = _entry(self.kept)
        if held is None:
            raise EncodingError(f"{self.kept} berubah selama dipakai. Ulangi pembangunannya.")
        _, places, line = held
        return places, line


@cache
def reading_digest() -> str:
    """Return a SHA-256 over the code, the data and the libraries that decide what is read."""
    package = Path(data.path("")).parents[1]
    digest = hashlib.sha256(str(VERSION).encode())
    sources = [path for room in _READERS for path in sorted((package / room).rglob("*.py"))]
    for path in (*sources, *sorted((package / "data").glob("*.toml"))):
        digest.update(path.relative_to(package).as_posix().encode() + b"\0" + path.read_bytes())
    for library in _LIBRARIES:
        try:
            digest.update(f"{library} {metadata.version(library)}".encode())
        except metadata.PackageNotFoundError:
            digest.update(f"{library} -".encode())
    return digest.hexdigest()


def read_files(
    files: Sequence[Path],
    cache: Path,
    *,
    workers: int | None = None,
    progress: Callable[[int], None] | None = None,
) -> Iterator[tuple[Read, Regulation | RegsearchError]]:
    """Yield for each of *files*, in their order, what is read of it, or the error it ended in.

    What is yielded of a regulation lacks its groups, units, explanations and findings.

    Each is read in a child process that can be stopped, unless *cache* has it already.

    Args:
        files: PDF, HTML or text files.
        cache: the folder of the entries.
        workers: how many children; as many as there are processors if left out.
        progress: called with how many files are done.

    """
    folder = cache / "baca" / reading_digest()[:32]
    folder.mkdir(parents=True, exist_ok=True)
    places = [_place(folder, path) for path in files]
    new = [f for f, at in zip(files, places, strict=True) if at and _entry(at) is None]
    fresh = iter(parse_many(new, workers=workers))
    waiting = set(new)
    for done, (file, at) in enumerate(zip(files, places, strict=True), 1):
        if at is None:
            yield Read(file, file), UnreadableError(f"{file}: tidak dapat dibuka.")
        elif file in waiting:
            _, outcome = next(fresh)
            if not isinstance(outcome, RegsearchError):
                _keep(at, outcome)
                outcome = _head(outcome)
            yield Read(file, at), outcome
        else:
            held = _entry(at)
            damaged = UnreadableError(f"{at} rusak. Hapus berkas itu, lalu ulangi.")
            yield Read(file, at), held[0] if held else damaged
        if progress:
            progress(done)


def _place(folder: Path, file: Path) -> Path | None:
    try:
        digest = hashlib.sha256(file.read_bytes())
    except OSError:
        return None
    digest.update(b"\0" + os.fsencode(file.name))  # the name is part of what is read
    name = digest.hexdigest()
    return folder / name[:2] / name


def _head(regulation: Regulation) -> Regulation:
    return replace(regulation, groups=(), units=(), penjelasan=(), findings=())


def _keep(at: Path, regulation: Regulation) -> None:
    """Write the entry under another name first: a killed build leaves none that is half there."""
    places = "\t".join(unit.address for unit in regulation.units)
    lines = to_line(_head(regulation)) + places.encode("utf-8", "backslashreplace") + b"\n"
    lines += to_line(regulation)
    at.parent.mkdir(exist_ok=True)
    beside = at.with_name(f"{at.name}.{os.getpid()}")
    beside.write_bytes(hashlib.sha256(lines).hexdigest().encode() + b"\n" + lines)
    beside.replace(at)


def _entry(at: Path) -> tuple[Regulation, list[str], bytes] | None:
    """Return head, addresses and line of the entry *at*; None if it is not there or not sound."""
    try:
        checksum, rest = at.read_bytes().split(b"\n", 1)
        if hashlib.sha256(rest).hexdigest().encode() != checksum:
            return None
        head, places, line = rest.split(b"\n", 2)
        addresses = places.decode().split("\t") if places else []
        return from_line(Regulation, head + b"\n"), addresses, line
    except (OSError, ValueError, EncodingError):
        return None
