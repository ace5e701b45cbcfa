"""The places of one document, in its order, and how they are found."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import cached_property
from typing import TYPE_CHECKING

from regsearch.citation import folded, own_steps

if TYPE_CHECKING:
    from collections.abc import Iterable

    from regsearch.model import Locator


class Outline(Collection["Locator"]):
    """The locators of a document's units.

    Args:
        locators: in the document's order.

    """

    def __init__(self, locators: Iterable[Locator]) -> None:
        self._there = dict.fromkeys(locators)

    def __contains__(self, locator: object) -> bool:
        return locator in self._there

    def __iter__(self) -> Iterator[Locator]:
        return iter(self._there)

    def __len__(self) -> int:
        return len(self._there)

    @cached_property
    def _named(self) -> dict[Locator, Locator]:
        table: dict[Locator, Locator] = {}
        for locator in self._there:
            table.setdefault(folded(locator), locator)
            table.setdefault(folded(own_steps(locator)), locator)
        return table

    def named(self, cited: Locator) -> Locator | None:
        """Return the first locator that *cited* names, or None.

        It names one that is equal to it, but for case, or the one of the quoted article whose own
        path it is inside an amending law.  Nothing is guessed: a step left out in the middle is
        no match.
        """
        return self._named.get(folded(cited))

    def between(self, first: Locator, last: Locator) -> list[Locator]:
        """Return the locators from *first* to *last*, both of one list; just the two if not."""
        beside = [
            locator
            for locator in self._there
            if len(locator) == len(first) and locator[:-1] == first[:-1]
        ]
        if first not in beside or last not in beside:
            return [first, last]
        return beside[beside.index(first) : beside.index(last) + 1]
