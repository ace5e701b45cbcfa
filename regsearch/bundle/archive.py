"""The archive of a bundle: a tar compressed with xz, of which one form only is read.

Any ``tar`` unpacks it.  Reading it here does without a tar library: each header must be, byte for
byte, the one that writing gives for the name and size it states.  So there are no links, devices,
paths, owners or extensions to be fooled by, and a changed byte anywhere fails, in a header here, in
the rest by the checks of xz.
"""

from __future__ import annotations

import hashlib
import lzma
import tarfile
from contextlib import contextmanager, nullcontext
from typing import TYPE_CHECKING, BinaryIO

from regsearch.errors import BundleError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

_BLOCK = 512
_CHUNK = 1024 * 1024
_END = bytes(2 * _BLOCK)
_MEMORY = 64 * 1024 * 1024
"""Most memory that unpacking may take, in bytes; what is written here needs a seventh."""


def write_archive(path: Path, members: Iterable[tuple[str, bytes | Path]]) -> None:
    """Write *members* (name, content) to *path* in their order; always the same bytes.

    Raises:
        BundleError: a name does not fit into a header.

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
    """The members of an archive, one after the other, never more than asked for in memory.

    Args:
        file: the archive, at its beginning.

    """

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._xz = lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=_MEMORY)
        self._padding = 0
        self._pending: tuple[str, int] | None = None

    def read(self, name: str, limit: int) -> bytes | None:
        """Return the next member if it is *name*, or None if it is another.

        Only for the first ones, whose size nobody told; the others by :meth:`extract`.

        Raises:
            BundleError: it is larger than *limit* bytes, or the archive is damaged.

        """
        found, size = self._next()
        if found != name:
            self._pending = found, size
            return None
        if size > limit:
            raise damaged(f"{name} terlalu besar")
        return self._take(size)

    def extract(self, name: str, size: int, target: Path | None) -> str:
        """Write the next member, which must be *name* with *size* bytes, to the new file *target*.

        Without a target it is only checked.

        Returns:
            Its SHA-256.

        Raises:
            BundleError: it is another one, or the archive is damaged.

        """
        found = self._next()
        if found != (name, size):
            raise damaged(f"{name} dengan {size} byte diharapkan, bukan {found[0]!r}")
        digest = hashlib.sha256()
        with target.open("xb") if target else nullcontext() as out:
            for start in range(0, size, _CHUNK):
                chunk = self._take(min(_CHUNK, size - start))
                digest.update(chunk)
                if out:
                    out.write(chunk)
        return digest.hexdigest()

    def finish(self) -> None:
        """Check that nothing more follows.

        Raises:
            BundleError: something does.

        """
        rest = self._take(self._padding) + self._take(len(_END))
        if any(rest) or not self._ended():
            raise damaged("ada isi yang tidak tercatat")

    def _next(self) -> tuple[str, int]:
        if self._pending:
            found, self._pending = self._pending, None
            return found
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
        """Return exactly *count* bytes of the uncompressed archive."""
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

    def _ended(self) -> bool:
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
        raise BundleError(f"Bundel {path} tidak terbaca: {error.strerror}.") from error
    with file:
        yield Archive(file)


def damaged(what: str) -> BundleError:
    """Return the error that says that a bundle is damaged, and how."""
    return BundleError(
        f"Bundel rusak atau bukan bundel regsearch ({what}). Tidak ada yang dipasang; salin atau "
        "minta ulang bundelnya."
    )
