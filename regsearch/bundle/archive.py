"""The archive of a bundle: a tar compressed with xz, restricted to one canonical form.

Any ``tar`` program unpacks it.  It is read here without a tar library: each header must equal, byte
for byte, the one that :func:`write_archive` writes for its name and size.  This excludes links,
devices, owners and extensions, and detects every changed byte of a header; xz detects changes
anywhere else.
"""

from __future__ import annotations

import hashlib
import lzma
import tarfile
from contextlib import contextmanager, nullcontext
from typing import TYPE_CHECKING, BinaryIO

from regsearch.errors import BundleError, raise_fault
from regsearch.files import reason_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

_BLOCK = 512
_CHUNK = 1024 * 1024
_END = bytes(2 * _BLOCK)
_MEMORY_LIMIT = 64 * 1024 * 1024
"""Memory limit of decompression, in bytes; bundles written here need a seventh of it."""


def write_archive(path: Path, members: Iterable[tuple[str, bytes | Path]]) -> None:
    """Write *members*, pairs of name and content, to *path*; equal members give equal bytes.

    Raises:
        BundleError: a name does not fit into a tar header.

    """
    with lzma.open(path, "wb", preset=6) as out:
        for name, content in members:
            if isinstance(content, bytes):
                out.write(_header(name, len(content)) + content + _padding(len(content)))
                continue
            size = content.stat().st_size
            out.write(_header(name, size))
            with content.open("rb") as file:
                while chunk := file.read(_CHUNK):
                    out.write(chunk)
            out.write(_padding(size))
        out.write(_END)


def _header(name: str, size: int) -> bytes:
    info = tarfile.TarInfo(name)
    info.size = size
    try:
        header = info.tobuf(tarfile.USTAR_FORMAT, "ascii", "strict")
    except ValueError as error:
        raise BundleError(f"Nama berkas {name!r} tidak dapat masuk ke bundel.") from error
    return header


def _padding(size: int) -> bytes:
    return bytes(-size % _BLOCK)


class Archive:
    """Reads the members of an archive in order, with bounded memory.

    Args:
        file: the archive, positioned at its beginning.

    """

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._xz = lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=_MEMORY_LIMIT)
        self._padding = 0
        self._pending: tuple[str, int] | None = None

    def read(self, name: str, limit: int) -> bytes | None:
        """Return the content of the next member if its name is *name*, or else None.

        For the first members, whose size is not known beforehand; use :meth:`extract` for others.

        Raises:
            BundleError: it is larger than *limit* bytes, or the archive is damaged.

        """
        next_name, size = self._next()
        if next_name != name:
            self._pending = next_name, size
            return None
        if size > limit:
            raise damaged(f"{name} terlalu besar")
        return self._take(size)

    def extract(self, name: str, size: int, target: Path | None) -> str:
        """Write the next member to the new file *target*, or only check it without a target.

        Returns:
            Its SHA-256.

        Raises:
            BundleError: its name or size is not the given one, or the archive is damaged.

        """
        member = self._next()
        if member != (name, size):
            raise damaged(f"{name} dengan {size} byte diharapkan, bukan {member[0]!r}")
        digest = hashlib.sha256()
        with target.open("xb") if target else nullcontext() as out:
            for start in range(0, size, _CHUNK):
                chunk = self._take(min(_CHUNK, size - start))
                digest.update(chunk)
                if out:
                    out.write(chunk)
        return digest.hexdigest()

    def finish(self) -> None:
        """Check that the archive ends here.

        Raises:
            BundleError: more data follows, or the archive is damaged.

        """
        rest = self._take(self._padding) + self._take(len(_END))
        if any(rest) or not self._at_end():
            raise damaged("ada isi yang tidak tercatat")

    def _next(self) -> tuple[str, int]:
        """Return name and size of the next member."""
        if self._pending:
            member, self._pending = self._pending, None
            return member
        if any(self._take(self._padding)):
            raise damaged("ada isi di antara berkas")
        header = self._take(_BLOCK)
        try:
            name = header[:100].rstrip(b"\0").decode("ascii")
            size = int(header[124:135], 8)
        except ValueError:
            raise damaged("susunannya tidak dikenal") from None
        if header != _header(name, size):
            raise damaged(f"{name!r} bukan berkas biasa")
        self._padding = -size % _BLOCK
        return name, size

    def _take(self, count: int) -> bytes:
        """Return exactly the next *count* bytes of the uncompressed archive."""
        parts = []
        try:
            while count:
                if self._xz.eof:
                    raise damaged("terpotong")
                more = self._file.read(65536) if self._xz.needs_input else b""
                if self._xz.needs_input and not more:
                    raise damaged("terpotong")
                part = self._xz.decompress(more, count)
                parts.append(part)
                count -= len(part)
        except lzma.LZMAError as error:
            raise damaged("pemampatannya tidak utuh") from error
        return b"".join(parts)

    def _at_end(self) -> bool:
        """Return whether neither uncompressed data nor a byte of the file is left."""
        try:
            while not self._xz.eof:
                more = self._file.read(65536) if self._xz.needs_input else b""
                if self._xz.needs_input and not more:
                    return False
                if self._xz.decompress(more, 1):
                    return False
        except lzma.LZMAError as error:
            raise damaged("pemampatannya tidak utuh") from error
        return not self._xz.unused_data and not self._file.read(1)


@contextmanager
def open_archive(path: Path) -> Iterator[Archive]:
    """Open the archive at *path*.

    Raises:
        BundleError: it cannot be read.

    """
    try:
        file = path.open("rb")
    except OSError as error:
        raise_fault(error)
        raise BundleError(f"Bundel {path} tidak terbaca: {reason_of(error)}.") from error
    with file:
        yield Archive(file)


def damaged(problem: str) -> BundleError:
    """Return the error for a damaged bundle; *problem* is in Indonesian."""
    return BundleError(
        f"Bundel rusak atau bukan bundel regsearch ({problem}). Tidak ada yang dipasang; salin "
        "atau minta ulang bundelnya."
    )
