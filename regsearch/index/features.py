"""What it takes to weigh a passage against a question, made ready when the index is built.

Everything here follows from the passage and the names of its instrument alone, its words still
without their meaning: so a change of the lexicon or of the weights needs no new index.  How it is
kept is said in :mod:`regsearch.index.features_file`.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from regsearch.law.sanctions.wording import is_penalty_list
from regsearch.model.passage import passage_key
from regsearch.text.analysis import words
from regsearch.text.quantities import Quantity, quantities

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from regsearch.model import Level, Modality, Passage, Stage

FIELDS = ("text", "penjelasan", "context", "around", "heading", "sanction", "title")
"""The fields whose stems are weighed, in the order of their bytes in :attr:`Facts.counts`."""
MOST = 255
"""How often a stem counts in a field at the most: what a byte holds."""
_DEFINED = re.compile(r"^(.{2,120}?)\s+(?:adalah|ialah)\b")
_OTHER_NAME = re.compile(r"\(|\)|,|\byang selanjutnya (?:disebut|disingkat)\b|\batau disingkat\b")


class Nature(NamedTuple):
    """What a passage has in common with many others."""

    reviewed: bool
    """Whether it is known when it is law."""
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


class Further(NamedTuple):
    """What few passages have."""

    defines: Sequence[str] = ()
    """Names of the term that it defines, as words."""
    amounts: Sequence[Sequence[str | float | None]] = ()
    """Its quantities of time: unit, low, high or None for no end."""
    punishes: Sequence[str] = ()
    """Keys of the provisions that it speaks of, where it is one that punishes."""

    @property
    def quantities(self) -> tuple[Quantity, ...]:
        """Its quantities of time."""
        return tuple(
            Quantity(str(unit), float(low or 0), math.inf if high is None else float(high))
            for unit, low, high in self.amounts
        )


class Facts(NamedTuple):
    """What the ranking reads of one passage; what is not said here is as in its ``Passage``."""

    key: str
    start: int
    """First day on which it is law, counted as ``date.toordinal`` does."""
    end: int
    """First day on which it is no longer law; 0 while it is."""
    order: int
    length: int
    """Stems of its own words."""
    nature: Nature
    stems: Sequence[str]
    """The distinct stems of its fields."""
    counts: Sequence[int]
    """How often each stands in each field: a byte for each field of :data:`FIELDS`."""
    told: Sequence[str]
    """Its own words, then those of each unit above it, all of them, as ``analysis.words``."""
    further: Further


def facts_of(passage: Passage, stems: Mapping[str, Sequence[str]]) -> Facts:
    """Return the facts of *passage*.

    Args:
        passage: a passage.
        stems: of its fields (:func:`regsearch.index.fields.stems_of`).

    """
    counts = packed({field: stems[field] for field in FIELDS})
    punishing = passage.modality == "sanksi"
    return Facts(
        key=passage.key,
        start=passage.start.toordinal(),
        end=passage.end.toordinal() if passage.end else 0,
        order=passage.order,
        length=len(stems["text"]),
        nature=Nature(
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
        ),
        stems=tuple(counts),
        counts=tuple(counts.values()),
        told=tuple(map(_plain_words, (passage.text, *passage.context))),
        further=Further(
            defines=_terms(passage.text) if passage.modality == "definisi" else (),
            amounts=[
                (q.unit, q.low, None if math.isinf(q.high) else q.high)
                for q in quantities(passage.text)
            ],
            punishes=[passage_key(r.document, r.locator) for r in passage.related if punishing],
        ),
    )


@lru_cache(maxsize=64)  # as in _counted
def _plain_words(text: str) -> str:
    return " ".join(words(text))


def packed(stems: Mapping[str, Sequence[str]]) -> dict[str, int]:
    """Return how often each stem stands in each field, a byte for each of :data:`FIELDS`."""
    found: dict[str, int] = {}
    for field, held in stems.items():
        if not found:
            found = dict(_counted(8 * FIELDS.index(field), tuple(held)))
            continue
        for stem, count in _counted(8 * FIELDS.index(field), tuple(held)).items():
            found[stem] = found.get(stem, 0) | count
    return found


@lru_cache(maxsize=64)  # the units of a list have the words above them in common
def _counted(place: int, stems: tuple[str, ...]) -> dict[str, int]:
    if len(stems) <= MOST:
        return {stem: count << place for stem, count in Counter(stems).items()}
    return {stem: min(count, MOST) << place for stem, count in Counter(stems).items()}


def _terms(text: str) -> list[str]:
    head = _DEFINED.match(text)
    parts = _OTHER_NAME.split(head[1]) if head else []
    return list(dict.fromkeys(" ".join(words(part)) for part in parts))
