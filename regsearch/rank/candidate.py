"""A passage that an engine found, as it is weighed: read from its record part by part."""

from __future__ import annotations

from functools import cache
from struct import error as struct_error
from typing import TYPE_CHECKING

from regsearch.errors import IndexDamagedError
from regsearch.index.features import FIELDS
from regsearch.index.features_file import KEY, WIDTH, further_of, head_of, nature_of
from regsearch.query.entities import mentions_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from regsearch.index.features import Further, Nature
    from regsearch.query.entities import Mentions

_BYTE = {field: 8 * place for place, field in enumerate(FIELDS)}
"""Where the count of each field begins in the counts of a stem."""
_LOOKED_FOR = 32
"""Stems whose counts in a passage are kept: those of a few questions."""


class Candidate:
    """A passage that an engine found.

    Args:
        record: its facts (:mod:`regsearch.index.features_file`).

    Raises:
        IndexDamagedError: they are none.

    """

    __slots__ = (
        "_end",
        "_further",
        "_further_part",
        "_mentions",
        "_start",
        "_told",
        "above",
        "document",
        "key",
        "length",
        "nature_part",
        "order",
        "record",
        "words",
    )

    def __init__(self, record: bytes) -> None:
        self.record = record
        """Its facts."""
        try:
            (
                self._start,
                self._end,
                self.order,
                self.length,
                nature,
                stems,
                self._told,
                further,
                counts,
            ) = head_of(record)
            self.key = record[KEY:nature].decode()
            """Its key."""
        except (struct_error, ValueError) as error:
            raise damaged() from error
        self.document = self.key.partition("#")[0]
        """Id of its document."""
        self.above = above(self.key)
        """Keys of the units that it stands in, without its instrument."""
        self.nature_part = record[nature:stems]
        """Its nature as it stands in the record."""
        self.words = Words(record, stems, self._told, counts)
        """How often stems stand in its fields."""
        self._further_part = slice(further, counts)
        self._further: Further | None = None
        self._mentions: Mentions | None = None

    @property
    def whole(self) -> bool:
        """Whether it is the document itself."""
        return self.key.endswith("#")

    @property
    def nature(self) -> Nature:
        """What it has in common with many others."""
        try:
            return nature_of(self.nature_part)
        except ValueError as error:
            raise damaged() from error

    @property
    def has_further(self) -> bool:
        """Whether there is anything in :attr:`further`."""
        return self._further_part.start < self._further_part.stop

    @property
    def further(self) -> Further:
        """What few passages have."""
        if self._further is None:
            try:
                self._further = further_of(self.record[self._further_part])
            except ValueError as error:
                raise damaged() from error
        return self._further

    @property
    def told(self) -> Sequence[str]:
        """Its own words, then those of each unit above it (:attr:`Facts.told`)."""
        return self.record[self._told : self._further_part.start].decode().split("\n")

    @property
    def mentions(self) -> Mentions:
        """What it speaks of."""
        if self._mentions is None:
            self._mentions = mentions_of(self.told)
        return self._mentions

    def is_law(self, day: int) -> bool:
        """Say whether the law of *day*, an ordinal, has it."""
        return self._start <= day and (not self._end or day < self._end)

    def says(self, stem: str, *fields: str) -> bool:
        """Say whether *stem* stands in one of *fields*."""
        return bool(self.words[spaced(stem)] & within(*fields))


class Words(dict[bytes, int]):
    """How often stems stand in each field of a record, by the stem between two spaces.

    As in :attr:`regsearch.index.features.Facts.counts`; 0 for those that it lacks.  What was looked
    for is kept, up to a point: questions have many words in common.

    Args:
        record: where they are looked for.
        begin: where the stems begin in it.
        end: where they end.
        counts: where their counts begin.

    """

    __slots__ = ("_places", "_record")

    def __init__(self, record: bytes, begin: int, end: int, counts: int) -> None:
        self._record = record
        self._places = (begin, end, counts)

    def __missing__(self, stem: bytes) -> int:
        record, (begin, end, counts) = self._record, self._places
        found = 0
        at = record.find(stem, begin, end)
        if at >= 0:
            place = counts + WIDTH * record.count(b" ", begin, at)
            found = int.from_bytes(record[place : place + WIDTH], "little")
        if len(self) >= _LOOKED_FOR:
            self.clear()
        self[stem] = found
        return found


def above(key: str) -> tuple[str, ...]:
    """Return the keys of the units that the one with *key* stands in, without its instrument."""
    found = []
    end = key.rfind("/")
    while end > 0:
        found.append(key[:end])
        end = key.rfind("/", 0, end)
    return tuple(found)


def damaged() -> IndexDamagedError:
    """Return the error for facts that cannot be read."""
    return IndexDamagedError("Fakta ketentuan dalam indeks rusak. Pasang ulang indeksnya.")


def spaced(stem: str) -> bytes:
    """Return *stem* as it stands in a record."""
    return b" %s " % stem.encode()


@cache
def within(*fields: str) -> int:
    """Return the bits of a stem's counts that are those in *fields*."""
    return sum(0xFF << _BYTE[field] for field in fields)


def count_in(field: str, counts: int) -> int:
    """Return how often a stem with *counts* stands in *field*."""
    return counts >> _BYTE[field] & 0xFF


def together(each: Sequence[int]) -> int:
    """Return how often all words of a phrase stand in each field: as often as the rarest there.

    Args:
        each: the counts of each of them.

    """
    fields = zip(*(counts.to_bytes(len(FIELDS), "little") for counts in each), strict=True)
    return int.from_bytes(map(min, fields), "little")
