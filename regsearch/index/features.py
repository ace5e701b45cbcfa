"""The features of a passage that ranking reads, computed when the index is built.

They follow from the passage and the names of its instrument alone, so a change of the lexicon or
of the weights needs no new index.  :mod:`regsearch.index.features_file` stores them.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from regsearch.law.sanctions.wording import is_penalty_list, names_sanctions
from regsearch.model.passage import passage_key
from regsearch.model.query import Quantity
from regsearch.text.analysis import words
from regsearch.text.quantities import quantities

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from regsearch.model import Level, Modality, Passage, Stage

FIELDS = ("text", "penjelasan", "context", "around", "heading", "sanction", "title")
"""The fields whose stems are weighed, in the order of their bytes in :attr:`Features.counts`."""
MAX_COUNT = 255
"""Largest count of a stem in a field: what a byte holds."""
_BITS = {field: 8 * place for place, field in enumerate(FIELDS)}
_DEFINED = re.compile(r"^(.{2,120}?)\s+(?:adalah|ialah)\b")
_BLANK = re.compile(r"\.{4,}|_{4,}|\u2026{2,}")
_BLANKS = 2
"""Blanks that the heading of an annex may have, for number and year, without being a form."""
_OTHER_NAME = re.compile(r"\(|\)|,|\byang selanjutnya (?:disebut|disingkat)\b|\batau disingkat\b")


class Features(NamedTuple):
    """What ranking reads of one passage; unexplained names are those of ``Passage``."""

    key: str
    start: int
    """First day on which it is law, as ``date.toordinal`` counts."""
    end: int
    """First day on which it is no longer law; 0 while it is."""
    order: int
    length: int
    """Number of stems of its own words."""
    reviewed: bool
    """Whether it is known when it is law."""
    has_text: bool
    """Whether it has words of its own; a pasal that only holds its ayat has none."""
    no_rule: bool
    """Whether it states no rule: a heading in capitals, or a form with blanks to fill in."""
    table_row: bool
    lists_penalties: bool
    modality: Modality
    stage: Stage | None
    subjects: tuple[str, ...]
    scope: str | None
    levels: tuple[Level, ...]
    """Levels of its sanctions, whenever they hold."""
    counts: Mapping[str, int]
    """Term frequencies by stem: one byte for each field of :data:`FIELDS`."""
    unit_words: tuple[str, ...]
    """Its own words and those of each unit above it, each unit as words joined by spaces."""
    defines: tuple[str, ...]
    """Names of the term that it defines."""
    amounts: tuple[tuple[str, float, float | None], ...]
    """Its quantities of time: unit, lowest, highest or None for no limit."""
    punishes: tuple[str, ...]
    """Keys of the provisions that it names, if it imposes sanctions."""

    @property
    def document(self) -> str:
        """Id of its document."""
        return self.key.partition("#")[0]

    @property
    def is_document(self) -> bool:
        """Whether it is a whole instrument."""
        return self.key.endswith("#")

    @property
    def ancestors(self) -> tuple[str, ...]:
        """Keys of the units around it, nearest first, without its instrument."""
        found = []
        end = self.key.rfind("/")
        while end > 0:
            found.append(self.key[:end])
            end = self.key.rfind("/", 0, end)
        return tuple(found)

    @property
    def quantities(self) -> tuple[Quantity, ...]:
        """Its quantities of time."""
        return tuple(
            Quantity(unit, low, math.inf if high is None else high)
            for unit, low, high in self.amounts
        )

    def is_law(self, day: int) -> bool:
        """Say whether it is law on *day*, an ordinal."""
        return self.start <= day and (not self.end or day < self.end)

    def has(self, stem: str, *fields: str) -> bool:
        """Say whether *stem* occurs in one of *fields*."""
        packed = self.counts.get(stem, 0)
        return any(count_in(field, packed) for field in fields)


def features_of(passage: Passage, stems: Mapping[str, Sequence[str]]) -> Features:
    """Return the features of *passage*.

    Args:
        passage: a passage.
        stems: the stems of its fields (:func:`regsearch.index.fields.stems_of`).

    """
    punishing = passage.modality == "sanksi"
    return Features(
        key=passage.key,
        start=passage.start.toordinal(),
        end=passage.end.toordinal() if passage.end else 0,
        order=passage.order,
        length=len(stems["text"]),
        reviewed=not passage.unreviewed,
        has_text=bool(passage.text),
        no_rule=passage.text.isupper() or _is_form(passage),
        table_row=bool(passage.cells),
        lists_penalties=is_penalty_list(passage.text),
        modality=passage.modality,
        stage=passage.stage,
        subjects=passage.subjects,
        scope=passage.scope,
        levels=tuple(dict.fromkeys(sanction.level for sanction in passage.sanctions)),
        counts=pack_counts({field: stems[field] for field in FIELDS}),
        unit_words=tuple(map(_plain_words, (passage.text, *passage.context))),
        defines=_defined_terms(passage.text) if passage.modality == "definisi" else (),
        amounts=tuple(
            (q.unit, q.low, None if math.isinf(q.high) else q.high)
            for q in _told_quantities(passage)
        ),
        punishes=tuple(passage_key(r.document, r.locator) for r in passage.related if punishing),
    )


def _is_form(passage: Passage) -> bool:
    """Return whether it is a part of an annexed form, such as a letter with blanks to fill in."""
    told = (passage.text, *passage.context)
    annexed = passage.locator[:1] and passage.locator[0][0] == "lampiran"
    return bool(annexed) and sum(len(_BLANK.findall(text)) for text in told) > _BLANKS


def _told_quantities(passage: Passage) -> tuple[Quantity, ...]:
    """Return the quantities of a passage: those of its text, or else of the cells of its row.

    The cell with the sanction says how long or how much it is, not when it applies.
    """
    told = quantities(passage.text)
    if told or not passage.cells:
        return told
    cells = (text for heading, text in passage.cells if not names_sanctions(heading))
    return tuple(quantity for text in cells for quantity in quantities(text))


@lru_cache(maxsize=64)  # the items of a list share the words above them
def _plain_words(text: str) -> str:
    return " ".join(words(text))


def pack_counts(stems: Mapping[str, Sequence[str]]) -> dict[str, int]:
    """Return the term frequencies of *stems* by field, packed one byte for each field."""
    packed: dict[str, int] = {}
    for field, occurrences in stems.items():
        for stem, count in Counter(occurrences).items():
            packed[stem] = packed.get(stem, 0) | min(count, MAX_COUNT) << _BITS[field]
    return packed


def count_in(field: str, packed: int) -> int:
    """Return the term frequency in *field* of a stem with the packed counts *packed*."""
    return packed >> _BITS[field] & 0xFF


def count_together(each: Sequence[int]) -> int:
    """Return the packed counts of a phrase: in each field, the lowest of its words' counts."""
    fields = zip(*(counts.to_bytes(len(FIELDS), "little") for counts in each), strict=True)
    return int.from_bytes(map(min, fields), "little")


def _defined_terms(text: str) -> tuple[str, ...]:
    head = _DEFINED.match(text)
    parts = _OTHER_NAME.split(head[1]) if head else []
    return tuple(dict.fromkeys(" ".join(words(part)) for part in parts))
