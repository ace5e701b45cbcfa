"""The features of all passages on disk: a line of JSON each, and where each line begins.

``features.jsonl`` holds them in the order of the build, ``features.offsets`` the offset of each
line (:mod:`regsearch.index.lines`), so that a passage is found by its number.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Self

from regsearch.errors import IndexDamagedError
from regsearch.index.features import Features
from regsearch.index.lines import NumberedLines, OffsetTable, mapped

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

FEATURES = "features.jsonl"
OFFSETS = "features.offsets"

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
    except (ValueError, TypeError, RecursionError) as error:
        raise IndexDamagedError(
            "Fitur ketentuan dalam indeks rusak. Pasang ulang indeksnya."
        ) from error


class FeaturesWriter:
    """Writes the features of an index in the order of the build; use it as a context manager.

    Args:
        folder: the index that is being built.

    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lines = (folder / FEATURES).open("wb")
        self._offsets = OffsetTable()

    def add(self, line: bytes) -> None:
        """Write the features of the next passage, as :func:`to_line` gives them."""
        self._offsets.add(self._lines.write(line))

    def add_file(self, path: Path) -> None:
        """Write the lines of the file at *path*."""
        with path.open("rb") as lines:
            for line in lines:
                self.add(line)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self._lines.close()
        (self._folder / OFFSETS).write_bytes(self._offsets.content())


class FeaturesFile:
    """The features of an index in a folder; safe to share among threads.

    Args:
        folder: the index.

    Raises:
        IndexMissingError: the files are not there.

    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._offsets, self._features = mapped(folder, OFFSETS, FEATURES)
        self._lines = NumberedLines(self._features, self._offsets)

    def many(self, numbers: Iterable[int]) -> list[Features]:
        """Return the features of the passages with *numbers*, counted from 0 in build order.

        Raises:
            IndexDamagedError: there is no such number, or no features where they should be.

        """
        try:
            return [from_line(self._lines[number]) for number in numbers]
        except IndexError as error:
            raise IndexDamagedError(
                f"Fitur ketentuan dalam indeks di {self._folder} rusak. Pasang ulang indeksnya."
            ) from error

    def close(self) -> None:
        """Close the files."""
        self._offsets.close()
        self._features.close()
