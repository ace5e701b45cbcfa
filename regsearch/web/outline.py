"""The table of contents of a document, and the units around one of its provisions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from regsearch.model import Locator, Passage


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a table of contents."""

    passage: Passage
    depth: int
    """Number of lines above it that contain it."""
    words: str
    """Its own words, or those of the first unit inside it."""


@dataclass(frozen=True, slots=True)
class Group:
    """The lines under the same headings."""

    headings: tuple[tuple[int, str], ...]
    """Those that begin here, with their depth; the outermost first."""
    entries: tuple[Entry, ...]


def entries_of(passages: Sequence[Passage]) -> list[Entry]:
    """Return the lines for the *passages* of a document, which are in its order.

    Articles are lines, also those that an amending law quotes; so is everything in documents and
    annexes without articles.
    """
    found: list[Entry] = []
    above: list[Locator] = []
    for number, passage in enumerate(passages):
        kinds = [kind for kind, _ in passage.locator]
        if kinds[-1] != "pasal" and "pasal" in kinds:
            continue
        above = [a for a in above if passage.locator[: len(a)] == a]
        inside = passages[number + 1 : number + 2]
        within = [p for p in inside if p.locator[: len(passage.locator)] == passage.locator]
        words = passage.text or (within[0].text if within else "")
        found.append(Entry(passage, len(above), words))
        above.append(passage.locator)
    return found


def groups_of(entries: Sequence[Entry]) -> list[Group]:
    """Return *entries* under their headings."""
    groups: list[Group] = []
    before: tuple[str, ...] = ()
    start = 0
    for number, entry in enumerate(entries, 1):
        headings = entry.passage.headings
        if number < len(entries) and entries[number].passage.headings == headings:
            continue
        same = 0
        while same < min(len(before), len(headings)) and before[same] == headings[same]:
            same += 1
        begun = tuple(enumerate(headings))[same:]
        groups.append(Group(begun, tuple(entries[start:number])))
        before, start = headings, number
    return groups


def article_of(locator: Locator, entries: Sequence[Entry]) -> Entry | None:
    """Return the line that contains the unit at *locator*, the innermost."""
    containing = [e for e in entries if locator[: len(e.passage.locator)] == e.passage.locator]
    return containing[-1] if containing else None


def beside(entry: Entry, entries: Sequence[Entry]) -> tuple[Entry | None, Entry | None]:
    """Return the lines before and after *entry*."""
    place = entries.index(entry)
    before = entries[place - 1] if place else None
    return before, entries[place + 1] if place + 1 < len(entries) else None
