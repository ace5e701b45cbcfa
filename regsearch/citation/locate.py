"""Matching the locator of a citation against the units that a document has."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from regsearch.citation.grammar import Grammar
from regsearch.citation.values import own_steps
from regsearch.errors import CitationError
from regsearch.model import parse_address

if TYPE_CHECKING:
    from collections.abc import Iterable

    from regsearch.model import Locator, Step


def folded(locator: Locator) -> Locator:
    """Return *locator* with its numbers in lower case: locators are compared without case.

    >>> folded((("pasal", "9A"), ("ayat", "1")))
    (('pasal', '9a'), ('ayat', '1'))
    """
    return tuple(map(_folded, locator))


_OTHER_KIND = 1_000
"""Added to the distance of a unit of another kind: more than numbers usually differ."""


@lru_cache(maxsize=4_096)
def _folded(step: Step) -> Step:
    kind, number = step
    lower = number.casefold()
    return step if number == lower else (kind, lower)


def matches(cited: Locator, locator: Locator) -> bool:
    """Return whether *cited* names the unit at *locator*.

    It does when both are equal but for case, or when *locator* is an article quoted by an amending
    law and *cited* its path from that article down.  A step left out in the middle is no match.

    >>> matches((("pasal", "9A"),), (("pasal", "I"), ("angka", "5"), ("pasal", "9A")))
    True
    """
    target = folded(cited)
    return target in (folded(locator), folded(own_steps(locator)))


def neighbours(cited: Locator, locators: Iterable[Locator], limit: int = 3) -> tuple[Locator, ...]:
    """Return the *limit* of *locators* that are nearest to *cited*, the nearest first.

    Nearest are those that share the most leading steps with it, and among them those of about the
    same depth and the nearest number.
    """
    target = folded(cited)

    def distance(locator: Locator) -> tuple[int, int, int]:
        candidate = folded(own_steps(locator))
        shared = 0
        for step, other in zip(target, candidate, strict=False):
            if step != other:
                break
            shared += 1
        gap = 0
        if shared < min(len(target), len(candidate)):
            (kind, number), (other_kind, other_number) = target[shared], candidate[shared]
            gap = abs(_ordinal(number) - _ordinal(other_number))
            if kind != other_kind:
                gap += _OTHER_KIND
        return -shared, abs(len(candidate) - len(target)), gap

    return tuple(sorted(dict.fromkeys(locators), key=distance)[:limit])


def _ordinal(number: str) -> int:
    """Return *number* without its letter as an integer; of a letter alone, its code point."""
    digits = re.match(r"\d+", number)
    return int(digits.group()) if digits else ord(number[0])


def read_locator(text: str) -> Locator:
    """Return the locator that *text* names: a citation, or an address of one step.

    An instrument in the citation is ignored.

    Raises:
        CitationError: *text* cannot be understood, or does not name exactly one unit.

    >>> read_locator("Pasal 5 huruf n"), read_locator("pasal-5")
    ((('pasal', '5'), ('huruf', 'n')), (('pasal', '5'),))
    """
    if "/" not in text and re.fullmatch(r"[a-z]+-\w+", text):
        return parse_address(text)
    citation = Grammar().parse(text)
    if len(citation.targets) != 1 or citation.targets[0].through:
        raise CitationError(f"{text!r} harus menunjuk tepat satu ketentuan.")
    return citation.targets[0].locator
