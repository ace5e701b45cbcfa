"""A cache of parsed files, so that no file is parsed twice by the same code.

An entry is a checksum and three lines: the regulation without its body, the addresses of its units,
and the whole regulation.  Its key is a SHA-256 of the file, its name, and all code and data that
decide the result; so no time stamps are needed, and a build that was killed resumes.
"""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass, replace
from functools import cache
from importlib import metadata
from typing import TYPE_CHECKING

from regsearch.encoding import VERSION, from_line, to_line
from regsearch.errors import EncodingError, RegsearchError, UnreadableError
from regsearch.files import program_sources
from regsearch.read.sandbox import parse_many
from regsearch.regulation import Regulation

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

_READERS = ("read", "model", "citation")
"""Packages whose code decides the result of parsing."""
_LIBRARIES = ("pypdf", "lxml", "pypdfium2")


@dataclass(frozen=True, slots=True)
class Read:
    """A parsed file."""

    file: Path
    entry: Path
    """Path of its cache entry."""
    document: str | None = None
    """Its id, if another than its title gives, because another document has that."""

    def body(self) -> tuple[list[str], bytes]:
        """Return the addresses of its units, and the encoded regulation.

        Raises:
            EncodingError: the entry has changed since it was written.

        """
        entry = _load(self.entry)
        if entry is None:
            raise EncodingError(f"{self.entry} berubah selama dipakai. Ulangi pembangunannya.")
        _, addresses, line = entry
        if self.document is not None:
            line = to_line(replace(from_line(Regulation, line), id=self.document))
        return addresses, line


@cache
def reading_digest() -> str:
    """Return a SHA-256 of the code, the data and the libraries that decide what is parsed."""
    digest = hashlib.sha256(str(VERSION).encode())
    for source in program_sources(*_READERS, "data"):
        digest.update(source)
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
    """Yield each of *files*, in order, with its regulation or the error that parsing ended in.

    The regulations yielded have no groups, units, explanations and findings.  A file that is not in
    the cache is parsed in the sandbox.

    Args:
        files: PDF, HTML or text files.
        cache: the folder of the cache.
        workers: number of sandbox processes; the number of processors if left out.
        progress: called with the number of files done.

    """
    folder = cache / "baca" / reading_digest()[:32]
    folder.mkdir(parents=True, exist_ok=True)
    entries = [_entry_path(folder, path) for path in files]
    new = [f for f, at in zip(files, entries, strict=True) if at and _load(at) is None]
    fresh = iter(parse_many(new, workers=workers))
    waiting = set(new)
    for done, (file, at) in enumerate(zip(files, entries, strict=True), 1):
        if at is None:
            yield Read(file, file), UnreadableError(f"{file}: tidak dapat dibuka.")
        elif file in waiting:
            _, outcome = next(fresh)
            if not isinstance(outcome, RegsearchError):
                _save(at, outcome)
                outcome = _head(outcome)
            yield Read(file, at), outcome
        else:
            entry = _load(at)
            damaged = UnreadableError(f"{at} rusak. Hapus berkas itu, lalu ulangi.")
            yield Read(file, at), entry[0] if entry else damaged
        if progress:
            progress(done)


def _entry_path(folder: Path, file: Path) -> Path | None:
    """Return the path of the entry of *file*; None if it cannot be read."""
    try:
        digest = hashlib.sha256(file.read_bytes())
    except OSError:
        return None
    digest.update(b"\0" + os.fsencode(file.name))  # the regulation contains the file name
    name = digest.hexdigest()
    return folder / name[:2] / name


def _head(regulation: Regulation) -> Regulation:
    return replace(regulation, groups=(), units=(), penjelasan=(), findings=())


def _save(at: Path, regulation: Regulation) -> None:
    """Write the entry under another name first: a killed build leaves no incomplete entry."""
    addresses = "\t".join(unit.address for unit in regulation.units)
    lines = to_line(_head(regulation)) + addresses.encode("utf-8", "backslashreplace") + b"\n"
    lines += to_line(regulation)
    at.parent.mkdir(exist_ok=True)
    temporary = at.with_name(f"{at.name}.{os.getpid()}")
    temporary.write_bytes(hashlib.sha256(lines).hexdigest().encode() + b"\n" + lines)
    temporary.replace(at)


def _load(at: Path) -> tuple[Regulation, list[str], bytes] | None:
    """Return head, addresses and line of the entry *at*; None if it is missing or damaged."""
    try:
        checksum, rest = at.read_bytes().split(b"\n", 1)
        if hashlib.sha256(rest).hexdigest().encode() != checksum:
            return None
        head, joined, line = rest.split(b"\n", 2)
        addresses = joined.decode().split("\t") if joined else []
        return from_line(Regulation, head + b"\n"), addresses, line
    except (OSError, ValueError, EncodingError):
        return None
