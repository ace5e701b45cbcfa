"""What it takes to weigh a passage against a question, made ready when the index is built.

``facts.jsonl`` holds one line a passage in the order of the build, a list of the values of
:class:`Facts`; ``facts.places`` where each line begins, eight bytes each, so that the passage with
a number is found without a search.  A question weighs some two hundred passages and shows ten:
only those are read from the records.

Everything here follows from the passage alone, its words still without their meaning: so a change
of the lexicon or of the weights needs no new index.
"""

from __future__ import annotations

import json
import math
import mmap
import re
from collections import Counter
from functools import lru_cache
from struct import Struct
from struct import error as struct_error
from typing import TYPE_CHECKING, NamedTuple, Self

from regsearch.errors import IndexDamagedError, IndexMissingError
from regsearch.law.statements import is_penalty_list
from regsearch.model.norm import passage_key
from regsearch.search.analysis import words
from regsearch.search.quantities import Quantity, quantities

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from regsearch.model import Level, Modality, Passage, Stage

FACTS = "facts.jsonl"
PLACES = "facts.places"

FIELDS = ("text", "penjelasan", "context", "around", "heading", "sanction", "title")
"""The fields whose stems are weighed, in the order of their bytes in :attr:`Facts.counts`.  The
title is the same for all of a document and not stored with each passage."""
MOST = 255
"""How often a stem counts in a field at the most: what a byte holds."""
_PLACE = Struct("<Q")
_DEFINED = re.compile(r"^(.{2,120}?)\s+(?:adalah|ialah)\b")
_OTHER_NAME = re.compile(r"\(|\)|,|\byang selanjutnya (?:disebut|disingkat)\b|\batau disingkat\b")


class Facts(NamedTuple):
    """What the ranking reads of one passage; what is not said here is as in its ``Passage``."""

    key: str
    order: int
    start: int
    """First day on which it is law, counted as ``date.toordinal`` does."""
    end: int | None
    reviewed: bool
    spoken: bool
    """Whether it has words of its own."""
    heading: bool
    """Whether it is all in capitals."""
    row: bool
    """Whether it is a row of a table."""
    lists_penalties: bool
    modality: Modality
    stage: Stage | None
    subjects: Sequence[str]
    scope: str | None
    levels: Sequence[Level]
    """Of its sanctions, whenever they hold."""
    punishes: Sequence[str]
    """Keys of the provisions that it speaks of, where it is one that punishes."""
    defines: Sequence[str]
    """Names of the term that it defines, as words."""
    amounts: Sequence[Sequence[str | float | None]]
    """Its quantities of time: unit, low, high or None for no end."""
    told: Sequence[str]
    """Its own words, then those of each unit above it, all of them, as ``analysis.words``."""
    length: int
    """Stems of its own words."""
    stems: str
    """The distinct stems of its fields."""
    counts: Sequence[int]
    """How often each stands in each field: a byte for each field of :data:`FIELDS`."""

    @property
    def document(self) -> str:
        """Id of its document."""
        return self.key.partition("#")[0]

    @property
    def whole(self) -> bool:
        """Whether it is the document itself."""
        return self.key.endswith("#")

    @property
    def quantities(self) -> tuple[Quantity, ...]:
        """Its quantities of time."""
        return tuple(
            Quantity(str(unit), float(low or 0), math.inf if high is None else float(high))
            for unit, low, high in self.amounts
        )

    def is_law(self, day: int) -> bool:
        """Say whether it is known to be law on *day*, an ordinal."""
        return self.reviewed and self.start <= day and (self.end is None or day < self.end)


def facts_of(passage: Passage, stems: Mapping[str, Sequence[str]]) -> Facts:
    """Return the facts of *passage*.

    Args:
        passage: a passage.
        stems: of its fields (:func:`regsearch.search.fields.stems_of`).

    """
    counts = packed({field: stems[field] for field in FIELDS if field != "title"})
    punishing = passage.modality == "sanksi"
    return Facts(
        key=passage.key,
        order=passage.order,
        start=passage.start.toordinal(),
        end=passage.end.toordinal() if passage.end else None,
        reviewed=not passage.unreviewed,
        spoken=bool(passage.text),
        heading=passage.text.isupper(),
        row=bool(passage.cells),
        lists_penalties=is_penalty_list(passage.text),
        modality=passage.modality,
        stage=passage.stage,
        subjects=passage.subjects,
        scope=passage.scope,
        levels=tuple(dict.fromkeys(sanction.level for sanction in passage.sanctions)),
        punishes=[passage_key(r.document, r.locator) for r in passage.related if punishing],
        defines=_terms(passage.text) if passage.modality == "definisi" else (),
        amounts=[
            (q.unit, q.low, None if math.isinf(q.high) else q.high)
            for q in quantities(passage.text)
        ],
        told=[" ".join(words(text)) for text in (passage.text, *passage.context)],
        length=len(stems["text"]),
        stems=" ".join(counts),
        counts=tuple(counts.values()),
    )


def packed(stems: Mapping[str, Sequence[str]]) -> dict[str, int]:
    """Return how often each stem stands in each field, a byte for each of :data:`FIELDS`."""
    found: dict[str, int] = {}
    for field, held in stems.items():
        for stem, count in _counted(8 * FIELDS.index(field), tuple(held)).items():
            found[stem] = found.get(stem, 0) | count
    return found


@lru_cache(maxsize=512)  # the units of a list have the words above them in common
def _counted(place: int, stems: tuple[str, ...]) -> dict[str, int]:
    return {stem: min(count, MOST) << place for stem, count in Counter(stems).items()}


def _terms(text: str) -> list[str]:
    head = _DEFINED.match(text)
    parts = _OTHER_NAME.split(head[1]) if head else []
    return list(dict.fromkeys(" ".join(words(part)) for part in parts))


def facts_line(facts: Facts) -> bytes:
    """Return *facts* as a line of the file."""
    return json.dumps(facts, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def parse_facts(line: bytes) -> Facts:
    """Return the facts that :func:`facts_line` wrote.

    Raises:
        ValueError: they are not such facts.

    """
    try:
        return Facts._make(json.loads(line))
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

    def add(self, line: bytes) -> None:
        """Write the facts of the next passage, as :func:`facts_line` gives them."""
        self._places.write(_PLACE.pack(self._facts.tell()))
        self._facts.write(line)

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

    def many(self, numbers: Iterable[int]) -> list[Facts]:
        """Return the facts of the passages with *numbers*, their places in the build, from 0.

        Raises:
            IndexDamagedError: there is no such number, or no facts are where they should be.

        """
        found = []
        try:
            for number in numbers:
                (at,) = _PLACE.unpack_from(self._places, number * _PLACE.size)
                found.append(parse_facts(self._facts[at : self._facts.find(b"\n", at)]))
        except (ValueError, struct_error) as error:
            raise IndexDamagedError(
                f"Fakta ketentuan dalam indeks di {self._folder} rusak. Pasang ulang indeksnya."
            ) from error
        return found

    def close(self) -> None:
        """Close the files."""
        self._places.close()
        self._facts.close()
