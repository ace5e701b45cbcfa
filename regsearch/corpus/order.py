"""Merge the locators of two texts of one document into one document order."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from regsearch.model.roman import roman

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from regsearch.model import Locator, Step

_PLAIN = re.compile(r"(\d+)([A-Za-z]*)")


def number_key(step: Step) -> tuple[int, str]:
    """Return the sort key of *step* among its siblings: ``9 < 9A < 10``, ``II < IX``, ``z < aa``.

    The ordinal words of dictums have equal keys and so keep their order.

    >>> sorted([("pasal", "10"), ("pasal", "9A"), ("pasal", "9")], key=number_key)
    [('pasal', '9'), ('pasal', '9A'), ('pasal', '10')]
    """
    kind, number = step
    if plain := _PLAIN.fullmatch(number):
        return int(plain[1]), plain[2].casefold()
    if kind in {"pasal", "lampiran"} and (value := roman(number)):
        return value, ""
    return (len(number), number) if kind == "huruf" else (0, "")


def document_order(first: Iterable[Locator], second: Iterable[Locator]) -> list[Locator]:
    """Return the locators of both texts in one document order, without duplicates.

    The order of *first* is kept; locators that only *second* has are put among their siblings by
    number.
    """
    leading, filling = list(first), list(second)
    given = frozenset(leading)
    inside: dict[Locator, list[Locator]] = {(): []}
    for locator in leading + filling:
        for depth in range(1, len(locator) + 1):
            step, siblings = locator[:depth], inside[locator[: depth - 1]]
            if step not in inside:
                inside[step] = []
                at = len(siblings) if locator in given else _index_for(siblings, step)
                siblings.insert(at, step)
    real = given.union(filling)
    return [locator for locator in _flat(inside, ()) if locator in real]


def _index_for(siblings: list[Locator], new: Locator) -> int:
    """Return the index among *siblings* at which *new* belongs by its number."""
    alike = [i for i, other in enumerate(siblings) if other[-1][0] == new[-1][0]]
    smaller = [i for i in alike if number_key(siblings[i][-1]) <= number_key(new[-1])]
    if smaller:
        return smaller[-1] + 1
    return alike[0] if alike else len(siblings)


def _flat(inside: dict[Locator, list[Locator]], locator: Locator) -> Iterator[Locator]:
    for inner in inside[locator]:
        yield inner
        yield from _flat(inside, inner)
