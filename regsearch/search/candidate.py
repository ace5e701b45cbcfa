"""A passage that an engine found, as it is weighed: read from its record part by part."""

from __future__ import annotations

from functools import cache
from struct import error as struct_error
from typing import TYPE_CHECKING

from regsearch.errors import IndexDamagedError
from regsearch.search.facts import FIELDS
from regsearch.search.facts_file import KEY, WIDTH, further_of, head_of, nature_of
from regsearch.search.mentions import mentions_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from regsearch.search.facts import Further, Nature
    from regsearch.search.mentions import Mentions

_BYTE = {field: 8 * place for place, field in enumerate(FIELDS)}
"""Where the count of each field begins in the counts of a stem."""


class Candidate:
    """A passage that an engine found.

    Args:
        record: its facts (:mod:`regsearch.search.facts_file`).

    Raises:
        IndexDamagedError: they are none.

    """

    __slots__ = (
        "_counts",
        "_end",
        "_further",
        "_start",
        "_stems",
        "_told",
        "key",
        "length",
        "nature_part",
        "order",
        "record",
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
                self._stems,
                self._told,
                self._further,
                self._counts,
            ) = head_of(record)
            self.key = record[KEY:nature].decode()
            """Its key."""
        except (struct_error, ValueError) as error:
            raise damaged() from error
        self.nature_part = record[nature : self._stems]
        """Its nature as it stands in the record."""

    @property
    def document(self) -> str:
        """Id of its document."""
        return self.key.partition("#")[0]

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
        return self._further < self._counts

    @property
    def further(self) -> Further:
        """What few passages have."""
        try:
            return further_of(self.record[self._further : self._counts])
        except ValueError as error:
            raise damaged() from error

    @property
    def told(self) -> Sequence[str]:
        """Its own words, then those of each unit above it (:attr:`Facts.told`)."""
        return self.record[self._told : self._further].decode().split("\n")

    @property
    def mentions(self) -> Mentions:
        """What it speaks of."""
        return mentions_of(self.told)

    def is_law(self, day: int) -> bool:
        """Say whether the law of *day*, an ordinal, has it."""
        return self._start <= day and (not self._end or day < self._end)

    def counts_of(self, stems: Iterable[bytes]) -> list[int]:
        """Return how often each of *stems* stands in each field (:attr:`Facts.counts`).

        Args:
            stems: each between two spaces.

        """
        record, begin, end, counts = self.record, self._stems, self._told, self._counts
        found = []
        for stem in stems:
            at = record.find(stem, begin, end)
            if at < 0:
                found.append(0)
            else:
                place = counts + WIDTH * record.count(b" ", begin, at)
                found.append(int.from_bytes(record[place : place + WIDTH], "little"))
        return found

    def says(self, stem: str, *fields: str) -> bool:
        """Say whether *stem* stands in one of *fields*."""
        return bool(self.counts_of([spaced(stem)])[0] & within(*fields))


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
