"""The locators of one document in document order, and look-up of a cited locator among them."""

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
        locators: in document order.

    >>> outline = Outline([(("pasal", "9A"),), (("pasal", "9A"), ("ayat", "1"))])
    >>> outline.find((("pasal", "9a"),))
    (('pasal', '9A'),)

    """

    def __init__(self, locators: Iterable[Locator]) -> None:
        self._locators = dict.fromkeys(locators)

    def __contains__(self, locator: object) -> bool:
        return locator in self._locators

    def __iter__(self) -> Iterator[Locator]:
        return iter(self._locators)

    def __len__(self) -> int:
        return len(self._locators)

    @cached_property
    def _by_citation(self) -> dict[Locator, Locator]:
        table: dict[Locator, Locator] = {}
        for locator in self._locators:
            table.setdefault(folded(locator), locator)
            table.setdefault(folded(own_steps(locator)), locator)
        return table

    def find(self, cited: Locator) -> Locator | None:
        """Return the first locator that *cited* names, or None.

        Case is ignored.  In an amending law *cited* may be the path inside the quoted article:
        ``pasal-9A`` finds ``pasal-I/angka-5/pasal-9A``.  A locator that lacks a middle step
        matches nothing: nothing is guessed.
        """
        return self._by_citation.get(folded(cited))

    def between(self, first: Locator, last: Locator) -> list[Locator]:
        """Return the siblings from *first* to *last*; only these two if they are no siblings."""
        siblings = [
            locator
            for locator in self._locators
            if len(locator) == len(first) and locator[:-1] == first[:-1]
        ]
        if first not in siblings or last not in siblings:
            return [first, last]
        return siblings[siblings.index(first) : siblings.index(last) + 1]
