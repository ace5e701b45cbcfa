"""The citations of a draft, as the finder gives them."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from regsearch.citation import InstrumentName, Target
    from regsearch.drafts.blocks import Block
    from regsearch.model import Reference


@dataclass(frozen=True, slots=True)
class Mention:
    """A citation of one provision, or of a range or a whole instrument, and what it stands for."""

    block: Block
    start: int
    end: int
    group: int = 0
    """Shared by what one citation names: "Pasal 3 huruf d dan Pasal 5"."""
    document: str | None = None
    """The instrument's id; None if the index does not have it or nobody says which it is."""
    name: InstrumentName | None = None
    """The instrument as it is written, here or where it was named before."""
    called: str | None = None
    """The instrument's name where the index does not have it."""
    target: Target | None = None
    """The provision, complete; None for a whole instrument."""
    references: tuple[Reference, ...] = ()
    """What the index has of it."""
    sure: bool = True
    """Whether the words say which instrument is meant; else it is the likeliest."""
    title: str | None = None
    """The title that the draft gives to the instrument here."""
    penjelasan: bool = False

    @property
    def text(self) -> str:
        """The citation as it is written, single-spaced."""
        return " ".join(self.block.raw[self.start : self.end].split())


Numbered = tuple[int, Mention]
"""A citation with its index among all of the draft."""


def by_block(mentions: Sequence[Mention]) -> dict[int, list[Numbered]]:
    """Return the citations of each block, by its index, in order."""
    found: dict[int, list[Numbered]] = {}
    for number, mention in enumerate(mentions):
        found.setdefault(mention.block.index, []).append((number, mention))
    return found


def between(entries: Sequence[Numbered], start: int, end: int) -> Sequence[Numbered]:
    """Return those of a block's citations that begin from *start* to before *end*."""
    first = bisect_left(entries, start, key=lambda entry: entry[1].start)
    return entries[first : bisect_left(entries, end, key=lambda entry: entry[1].start)]
