"""Files of lines that are found without reading the whole: by number, or by their first field.

Both readers work on any buffer (bytes or a memory map) and keep no position, so threads share them.
"""

from __future__ import annotations

import mmap
from contextlib import ExitStack
from struct import Struct
from typing import TYPE_CHECKING

from regsearch.errors import IndexMissingError, raise_fault

if TYPE_CHECKING:
    from pathlib import Path


def mapped(folder: Path, *names: str) -> list[mmap.mmap]:
    """Return the files *names* of the index in *folder* as memory maps.

    Raises:
        IndexMissingError: one is not there, or empty.

    """
    with ExitStack() as opened:
        maps = []
        try:
            for name in names:
                with (folder / name).open("rb") as file:
                    content = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
                maps.append(opened.enter_context(content))
        except (OSError, ValueError) as error:
            if isinstance(error, OSError):
                raise_fault(error)
            raise IndexMissingError(
                f"Indeks di {folder} tidak ada atau tidak lengkap. Bangun: regsearch indeks bangun"
            ) from error
        opened.pop_all()
    return maps


_OFFSET = Struct("<Q")
_SPAN = Struct("<2Q")


class OffsetTable:
    """Collects where lines begin, for :class:`NumberedLines`."""

    def __init__(self) -> None:
        self._offsets = bytearray(_OFFSET.pack(0))
        self._end = 0

    def add(self, length: int) -> None:
        """Note a further line of *length* bytes."""
        self._end += length
        self._offsets += _OFFSET.pack(self._end)

    def content(self) -> bytes:
        """Return the table: the offset of each line and the end of the last, eight bytes each."""
        return bytes(self._offsets)


class NumberedLines:
    """Lines that are found by their number, from 0.

    Args:
        lines: the lines.
        offsets: where each begins (:class:`OffsetTable`).

    """

    def __init__(self, lines: bytes | mmap.mmap, offsets: bytes | mmap.mmap) -> None:
        self._lines, self._offsets = lines, offsets

    def __len__(self) -> int:
        return max(0, len(self._offsets) // _OFFSET.size - 1)

    def __getitem__(self, number: int) -> bytes:
        if not 0 <= number < len(self):
            raise IndexError(number)
        begin, end = _SPAN.unpack_from(self._offsets, number * _OFFSET.size)
        return self._lines[begin:end]


class SortedLines:
    """Lines of fields between tabs, sorted by the first field as bytes.

    Args:
        lines: the lines.

    """

    def __init__(self, lines: bytes | mmap.mmap) -> None:
        self._lines = lines

    def __len__(self) -> int:
        return len(self._lines)

    def find(self, key: bytes) -> list[bytes] | None:
        """Return the further fields of the line whose first field is *key*, or None."""
        at = self.lower_bound(key)
        fields = self.line_at(at).split(b"\t")
        return fields[1:] if len(fields) > 1 and fields[0] == key else None

    def line_at(self, offset: int) -> bytes:
        """Return the line that begins at *offset*, without its end; empty at the end of all."""
        end = self._lines.find(b"\n", offset)
        return self._lines[offset:end] if end >= 0 else b""

    def lower_bound(self, key: bytes) -> int:
        """Return the offset of the first line whose first field is not below *key*."""
        lines = self._lines
        low, high = 0, len(lines)
        while low < high:
            start = lines.rfind(b"\n", low, (low + high) // 2) + 1 or low
            tab = lines.find(b"\t", start)
            if lines[start:tab] < key:
                low = lines.find(b"\n", start) + 1 or high  # a last line without an end
            else:
                high = start
        return low
