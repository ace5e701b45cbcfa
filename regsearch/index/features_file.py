"""The facts of passages as bytes: one record a passage, read in parts.

A question weighs some two hundred passages and needs little of each: whether it is law, and how
often it has the words of the question.  So a record is not parsed; it begins with numbers
(:func:`head_of`), among them where its parts begin, and each is read where it stands::

    head | key | nature | stems | told | further | counts

``nature`` and ``further`` are JSON, the latter empty for most; ``stems`` are words between spaces;
``told`` one line a unit; ``counts`` a byte for each stem and field of :data:`facts.FIELDS`.

``facts.bin`` holds the records in the order of the build, ``facts.places`` where each begins and
the last one ends, eight bytes each, so that the record of a number is found without a search.
"""

from __future__ import annotations

import json
import mmap
from functools import lru_cache
from struct import Struct
from struct import error as struct_error
from typing import TYPE_CHECKING, Self

from regsearch.errors import IndexDamagedError, IndexMissingError
from regsearch.index.features import FIELDS, Facts, Further, Nature

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

FACTS = "facts.bin"
PLACES = "facts.places"
WIDTH = len(FIELDS)
"""Bytes of a stem's counts."""

_PLACE = Struct("<Q")
_PLACES = Struct("<2Q")
_HEAD = Struct("<9I")
KEY = _HEAD.size
"""Where the key begins in a record."""


_NOTHING = Further()


def head_of(record: bytes) -> tuple[int, ...]:
    """Return the numbers that *record* begins with.

    They are :attr:`Facts.start`, ``end``, ``order`` and ``length``, and where its parts begin after
    the key, in their order.

    Raises:
        struct.error: it is too short to be one.

    """
    return _HEAD.unpack_from(record)


def to_record(facts: Facts) -> bytes:
    """Return *facts* as a record."""
    parts = [
        facts.key.encode(),
        _nature_part(facts.nature),
        b" %s " % " ".join(facts.stems).encode(),
        "\n".join(facts.told).encode(),
        _json(facts.further) if any(facts.further) else b"",
        b"".join([counts.to_bytes(WIDTH, "little") for counts in facts.counts]),
    ]
    places = [KEY]
    for part in parts[:-1]:
        places.append(places[-1] + len(part))
    days = (facts.start, facts.end, facts.order, facts.length)
    return _HEAD.pack(*days, *places[1:]) + b"".join(parts)


_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def _json(value: object) -> bytes:
    return _encode(value).encode()


@lru_cache(maxsize=4_096)
def _nature_part(nature: Nature) -> bytes:
    return _json(nature)


def from_record(record: bytes) -> Facts:
    """Return the facts that :func:`to_record` wrote.

    Raises:
        ValueError: they are none.

    """
    try:
        start, end, order, length, nature, stems, told, further, counts = head_of(record)
        return Facts(
            record[KEY:nature].decode(),
            start,
            end,
            order,
            length,
            nature_of(record[nature:stems]),
            tuple(record[stems:told].decode().split()),
            tuple(
                int.from_bytes(record[at : at + WIDTH], "little")
                for at in range(counts, len(record), WIDTH)
            ),
            tuple(record[told:further].decode().split("\n")),
            further_of(record[further:counts]),
        )
    except struct_error as error:
        raise ValueError(str(error)) from error


@lru_cache(maxsize=4_096)
def nature_of(part: bytes) -> Nature:
    """Return the nature that stands in a record as *part*.

    Raises:
        ValueError: it is none.

    """
    try:
        held = json.loads(part)
        return Nature._make(tuple(own) if type(own) is list else own for own in held)
    except TypeError as error:
        raise ValueError(str(error)) from error


def further_of(part: bytes) -> Further:
    """Return what stands in a record as *part*.

    Raises:
        ValueError: it is no such thing.

    """
    try:
        return Further._make(json.loads(part)) if part else _NOTHING
    except TypeError as error:
        raise ValueError(str(error)) from error


class FactsWriter:
    """Writes the facts of an index, passage by passage; use it as a context manager.

    Args:
        folder: the index that is being made.

    """

    def __init__(self, folder: Path) -> None:
        self._facts = (folder / FACTS).open("wb")
        self._places = (folder / PLACES).open("wb")
        self._places.write(_PLACE.pack(0))

    def add(self, record: bytes) -> None:
        """Write the facts of the next passage, as :func:`to_record` gives them."""
        self._facts.write(record)
        self._places.write(_PLACE.pack(self._facts.tell()))

    def add_file(self, path: Path, sizes: Iterable[int]) -> None:
        """Write the records that the file *path* holds, of these *sizes* in bytes."""
        from shutil import copyfileobj  # not loaded by whoever only reads

        end = self._facts.tell()
        with path.open("rb") as records:
            copyfileobj(records, self._facts)
        for size in sizes:
            end += size
            self._places.write(_PLACE.pack(end))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self._facts.close()
        self._places.close()


class FactsFile:
    """The facts of an index in a folder.

    Args:
        folder: the index.

    Raises:
        IndexMissingError: the files are not there.

    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        try:
            with (folder / PLACES).open("rb") as places, (folder / FACTS).open("rb") as facts:
                self._places = mmap.mmap(places.fileno(), 0, access=mmap.ACCESS_READ)
                self._facts = mmap.mmap(facts.fileno(), 0, access=mmap.ACCESS_READ)
        except (OSError, ValueError) as error:
            raise IndexMissingError(
                f"Indeks di {folder} tidak lengkap. Bangun ulang: regsearch indeks bangun"
            ) from error

    def many(self, numbers: Iterable[int]) -> list[bytes]:
        """Return the records of the passages with *numbers*, their places in the build, from 0.

        Raises:
            IndexDamagedError: there is no such number, or no facts are where they should be.

        """
        held, places, size = self._facts, self._places, _PLACE.size
        try:
            spans = [_PLACES.unpack_from(places, number * size) for number in numbers]
        except struct_error as error:
            raise IndexDamagedError(
                f"Fakta ketentuan dalam indeks di {self._folder} rusak. Pasang ulang indeksnya."
            ) from error
        return [held[begin:end] for begin, end in spans]

    def close(self) -> None:
        """Close the files."""
        self._places.close()
        self._facts.close()
