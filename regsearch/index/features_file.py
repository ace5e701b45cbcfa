"""The features of all passages on disk: a line of JSON each, and where each line begins.

``features.jsonl`` holds them in the order of the build; ``features.offsets`` holds the offset of
each line and the end of the last one, eight bytes each, so that a passage is found by its number.
"""

from __future__ import annotations

import json
import mmap
from struct import Struct
from struct import error as struct_error
from typing import TYPE_CHECKING, Self

from regsearch.errors import IndexDamagedError, IndexMissingError
from regsearch.index.features import Features

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

FEATURES = "features.jsonl"
OFFSETS = "features.offsets"

_OFFSET = Struct("<Q")
_SPAN = Struct("<2Q")
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def to_line(features: Features) -> bytes:
    """Return *features* as a line."""
    return _encode(features).encode() + b"\n"


def from_line(line: bytes) -> Features:
    """Return the features that :func:`to_line` wrote.

    Raises:
        IndexDamagedError: *line* holds no features.

    """
    try:
        held = [tuple(v) if type(v) is list else v for v in json.loads(line)]
        return Features._make(held)
    except (ValueError, TypeError) as error:
        raise IndexDamagedError(
            "Fitur ketentuan dalam indeks rusak. Pasang ulang indeksnya."
        ) from error


class FeaturesWriter:
    """Writes the features of an index in the order of the build; use it as a context manager.

    Args:
        folder: the index that is being built.

    """

    def __init__(self, folder: Path) -> None:
        self._lines = (folder / FEATURES).open("wb")
        self._offsets = (folder / OFFSETS).open("wb")
        self._offsets.write(_OFFSET.pack(0))

    def add(self, line: bytes) -> None:
        """Write the features of the next passage, as :func:`to_line` gives them."""
        self._lines.write(line)
        self._offsets.write(_OFFSET.pack(self._lines.tell()))

    def add_file(self, path: Path) -> None:
        """Write the lines of the file at *path*."""
        with path.open("rb") as lines:
            for line in lines:
                self.add(line)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self._lines.close()
        self._offsets.close()


class FeaturesFile:
    """The features of an index in a folder; safe to share among threads.

    Args:
        folder: the index.

    Raises:
        IndexMissingError: the files are not there.

    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        try:
            with (folder / OFFSETS).open("rb") as offsets, (folder / FEATURES).open("rb") as lines:
                self._offsets = mmap.mmap(offsets.fileno(), 0, access=mmap.ACCESS_READ)
                self._lines = mmap.mmap(lines.fileno(), 0, access=mmap.ACCESS_READ)
        except (OSError, ValueError) as error:
            raise IndexMissingError(
                f"Indeks di {folder} tidak lengkap. Bangun ulang: regsearch indeks bangun"
            ) from error

    def many(self, numbers: Iterable[int]) -> list[Features]:
        """Return the features of the passages with *numbers*, counted from 0 in build order.

        Raises:
            IndexDamagedError: there is no such number, or no features where they should be.

        """
        try:
            spans = [_SPAN.unpack_from(self._offsets, n * _OFFSET.size) for n in numbers]
        except struct_error as error:
            raise IndexDamagedError(
                f"Fitur ketentuan dalam indeks di {self._folder} rusak. Pasang ulang indeksnya."
            ) from error
        return [from_line(self._lines[begin:end]) for begin, end in spans]

    def close(self) -> None:
        """Close the files."""
        self._offsets.close()
        self._lines.close()
