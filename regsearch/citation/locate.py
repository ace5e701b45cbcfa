"""Which of the units that exist does a locator mean."""

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
    """Return *locator* with its numbers in lower case, as locators are compared."""
    return tuple(map(_folded, locator))


@lru_cache(maxsize=4_096)
def _folded(step: Step) -> Step:
    kind, number = step
    lower = number.casefold()
    return step if number == lower else (kind, lower)


def matches(cited: Locator, locator: Locator) -> bool:
    """Say whether *cited* names *locator*.

    It does when both are equal, or when *cited* is the quoted article's own path inside an
    amending law.  Nothing is guessed: a step left out in the middle is no match.
    """
    wanted = folded(cited)
    return wanted in (folded(locator), folded(own_steps(locator)))


def neighbours(cited: Locator, locators: Iterable[Locator], most: int = 3) -> tuple[Locator, ...]:
    """Return the existing locators nearest to an absent one.

    First those that share the longest beginning with it, among them the nearest by number.
    """
    wanted = folded(cited)

    def distance(locator: Locator) -> tuple[int, int, int]:
        own = folded(own_steps(locator))
        shared = 0
        for mine, theirs in zip(wanted, own, strict=False):
            if mine != theirs:
                break
            shared += 1
        gap = 0
        if shared < min(len(wanted), len(own)):
            gap = abs(_ordinal(wanted[shared][1]) - _ordinal(own[shared][1]))
            if wanted[shared][0] != own[shared][0]:
                gap += 10_000
        return -shared, abs(len(own) - len(wanted)), gap

    return tuple(sorted(dict.fromkeys(locators), key=distance)[:most])


def _ordinal(number: str) -> int:
    digits = re.match(r"\d+", number)
    return int(digits.group()) * 10 if digits else ord(number[0]) * 10


def read_locator(text: str) -> Locator:
    """Return the one locator that *text* names: an address, or a citation without an instrument.

    Raises:
        CitationError: *text* cannot be understood, or names another number of units than one.

    """
    if "/" not in text and re.fullmatch(r"[a-z]+-\w+", text):
        return parse_address(text)
    found = Grammar().parse(text)
    if len(found.targets) != 1 or found.targets[0].through:
        raise CitationError(f"{text!r} harus menunjuk tepat satu ketentuan.")
    return found.targets[0].locator
