"""What the law says at a place that a draft cites: its passages, sanctions and figures."""

from __future__ import annotations

import re
from functools import cache, cached_property
from typing import TYPE_CHECKING, NamedTuple

from regsearch.drafts.words import any_of, table
from regsearch.law.sanctions.table import NO_SANCTION
from regsearch.law.sanctions.wording import DISCIPLINARY
from regsearch.model import Reference
from regsearch.search.as_of import in_force
from regsearch.search.lookup import inside
from regsearch.text.quantities import quantities

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from regsearch.index.reader import OpenIndex
    from regsearch.model import Passage, Sanction
    from regsearch.model.query import Quantity

_MOST = 300
"""Units inside a provision that are read at the most; the longest pasal has about 100."""
_LEVEL = re.compile(
    r"(?i)\bhukuman\s+disiplin\s+(?:tingkat\s+)?(ringan|sedang|berat)\b"
    r"((?:\s*(?:,|dan|atau|dan/atau)\s*(?:hukuman\s+disiplin\s+)?(?:ringan|sedang|berat)\b)*)"
)
_PUNISHES = re.compile(r"(?i)\bhukum")
_CRIME = re.compile(r"(?i)\b(?:di)?pidana|\b(?:penjara|kurungan)\b")


class Provision:
    """A provision of the index with all units inside it, as it stands on a day.

    Args:
        index: where it is read.
        references: the provision, or the ones of a range.
        day: the day on which its sanctions must hold.

    """

    def __init__(self, index: OpenIndex, references: Iterable[Reference], day: date) -> None:
        self._index, self._references, self._day = index, tuple(references), day

    @cached_property
    def own(self) -> list[Passage]:
        """The passages that are cited."""
        return self._index.passages(self._references)

    @cached_property
    def passages(self) -> list[Passage]:
        """The passages that are cited and those inside them; a whole document is itself alone."""
        found = list(self.own)
        for reference in self._references:
            if reference.locator:
                found += inside(self._index, reference.document, reference.locator)[:_MOST]
        return list({passage.key: passage for passage in found}.values())

    @cached_property
    def sanctions(self) -> list[Sanction]:
        """The sanctions of all of them that hold on the day."""
        return [
            sanction
            for passage in self.passages
            for sanction in passage.sanctions
            if in_force(sanction, self._when(passage))
        ]

    def _when(self, passage: Passage) -> date:
        """Return the day asked about, or the first day of what is not law before."""
        return max(self._day, passage.start)

    @cached_property
    def text(self) -> str:
        """Its words, with the lead-in of the units around it."""
        lead = [words for passage in self.own for words in passage.context]
        return "\n".join(dict.fromkeys([*lead, *(p.text for p in self.passages)]))

    @cached_property
    def own_levels(self) -> frozenset[str]:
        """The levels of disciplinary punishment that its own words name."""
        return levels_in(self.text)

    @cached_property
    def levels(self) -> frozenset[str]:
        """The levels that it names, or of the sanctions for breaking it; empty if none is known."""
        if self.own_levels:
            return self.own_levels
        found = {s.level for s in self.sanctions}
        if found:
            return frozenset(found) if found <= {*DISCIPLINARY, "kode_etik"} else frozenset()
        return self._referred_levels

    @cached_property
    def _referred_levels(self) -> frozenset[str]:
        """The levels of the lists of punishments that it refers to: who may impose which."""
        if not _PUNISHES.search(self.text):
            return frozenset()
        targets = [
            Reference(related.document, related.locator)
            for passage in self.passages
            for related in passage.related
            if related.relation == "mengacu" and related.locator and related.document in self._own
        ]
        lists = [p for p in self._index.passages(targets) if p.text.lower().startswith("hukuman")]
        return frozenset(level for p in lists for level in levels_in(p.text))

    @property
    def _own(self) -> set[str]:
        return {reference.document for reference in self._references}

    @cached_property
    def penalties(self) -> list[Penalty]:
        """The penalties that it lists or that its sanctions give."""
        texts = [p for s in self.sanctions for p in s.penalties]
        return list(dict.fromkeys(f for text in (*texts, self.text) for f in penalties_in(text)))

    @cached_property
    def unpunished(self) -> bool:
        """Whether the law is known to give it no sanction."""
        return any(note.text == NO_SANCTION for p in self.own for note in p.notes)

    @cached_property
    def crimes(self) -> list[str]:
        """The words that threaten a criminal penalty: its own, or those of its sanctions."""
        return ([self.text] if _CRIME.search(self.text) else []) + self.threats

    @cached_property
    def threats(self) -> list[str]:
        """The criminal penalties of its sanctions."""
        found = [p for s in self.sanctions if s.level == "pidana" for p in s.penalties]
        return list(dict.fromkeys(found))

    @cached_property
    def has_unknown_penalty(self) -> bool:
        """Whether a sanction has a penalty that nothing here recognises."""
        return any(not penalties_in(p) for s in self.sanctions for p in s.penalties)

    @cached_property
    def quantities(self) -> tuple[Quantity, ...]:
        """The quantities in its words."""
        return quantities(self.text)


def levels_in(text: str) -> frozenset[str]:
    """Return the levels of disciplinary punishment that a provision names."""
    return frozenset(
        level
        for match in _LEVEL.finditer(text)
        for level in re.findall("ringan|sedang|berat", match.group().casefold())
    )


class Penalty(NamedTuple):
    """A penalty and what is said of it."""

    key: str
    """Its name, in Indonesian."""
    number: int | None = None
    unit: str | None = None
    """``bulan`` or ``tahun``."""
    share: int | None = None
    """Percentage of what is cut."""

    def agrees_with(self, other: Penalty) -> bool:
        """Return whether both are the same, as far as both say."""
        times = (_months(self), _months(other))
        shares = (self.share, other.share)
        return self.key == other.key and all(
            None in pair or pair[0] == pair[1] for pair in (times, shares)
        )

    def __str__(self) -> str:
        share = "" if self.share is None else f" {self.share}%"
        return f"{self.key}{share}" + (f" selama {self.number} {self.unit}" if self.number else "")


def _months(penalty: Penalty) -> int | None:
    return penalty.number and penalty.number * (12 if penalty.unit == "tahun" else 1)


@cache
def _penalty_patterns() -> list[tuple[str, re.Pattern[str]]]:
    return [
        (row["key"], re.compile(rf"(?i)\b{any_of([row['pattern']])}")) for row in table()["penalty"]
    ]


_READ = {"Ll": "u", "o/o": "%"}
"""How OCR misreads official texts, and what was printed."""
_MISREAD = re.compile(r"(?<=[a-z])Ll(?=[a-z])|(?<=\d)o/o")
_DURATION = re.compile(
    r"(?i)^[^.;\n]{0,70}?\b(?:selama|untuk\s+selama)?\s*(\d{1,2})\s*(?:\([^)]*\))?\s*(bulan|tahun)\b"
)
_SHARE = re.compile(r"(?i)^[^.;\n]{0,70}?\b(\d{1,2})\s*(?:%|persen|\(\s*[a-z ]+\)\s*(?:%|persen))")


def penalties_in(text: str) -> list[Penalty]:
    """Return the penalties that *text* names, with what it says of each, in order."""
    return [penalty for penalty, _, _ in penalties_at(text)]


def penalties_at(text: str) -> list[tuple[Penalty, int, int]]:
    """Return the penalties that *text* names, each with where it stands, in order."""
    text = _MISREAD.sub(lambda match: _READ[match.group()], text)
    places = sorted(
        (match.start(), match.end(), key)
        for key, pattern in _penalty_patterns()
        for match in pattern.finditer(text)
    )
    found = []
    for number, (start, end, key) in enumerate(places):
        limit = places[number + 1][0] if number + 1 < len(places) else len(text)
        rest = text[end:limit]
        duration, share = _DURATION.match(rest), _SHARE.match(rest)
        stop = max(m.end() for m in (duration, share) if m) if duration or share else 0
        penalty = Penalty(
            key,
            int(duration[1]) if duration else None,
            duration[2].lower() if duration else None,
            int(share[1]) if share else None,
        )
        found.append((penalty, start, end + stop))
    return found
