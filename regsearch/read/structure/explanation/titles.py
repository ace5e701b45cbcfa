"""Titles of units in the Penjelasan, ``Ayat (2)``, ``Huruf c``: which unit each explains."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from regsearch.read.structure import markers

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from regsearch.model import Locator
    from regsearch.read.structure.markers import Style

_HEAD = re.compile(
    r"\W?(?P<kind>Ayat|Huru[ft]|Hu[rm]\w{0,2}f|Angka)\s*(?P<number>\S{1,6}(?:\s\S)?)$"
)
_NUMBERS: dict[str, tuple[Style, ...]] = {
    "ayat": ("(1)",),
    "huruf": ("a.", "a)"),
    "angka": ("1.", "1)"),
}

REPEAT = 40
"""A title that recurs within this many passages is a misprint."""


def unit_titled(
    text: str, explained: Sequence[Locator], units: AbstractSet[Locator]
) -> Locator | None:
    """Return the unit of which *text* is the title, given those explained last, or None."""
    last = explained[-1]
    match = _HEAD.match(text)
    if match is None:
        return None
    kind = match["kind"].lower()
    kind = kind if kind in _NUMBERS else "huruf"
    raw = match["number"].rstrip(".:")
    exact = _exact(kind, raw)
    parents = list(_parents(kind, last))
    if exact is not None:
        for base in parents:
            locator = (*base, (kind, exact))
            if locator in units:
                return _in_sequence(locator, explained, units)
    for base in parents:
        for number in _next(kind, base, last):
            if markers.expect(
                raw if kind == "ayat" else f"{raw.rstrip(')')}.", _NUMBERS[kind][0], number
            ):
                return (*base, (kind, number))
    if exact is None:
        return None
    siblings = [base for base in parents if len(base) < len(last) and last[len(base)][0] == kind]
    return (*(siblings or parents)[0], (kind, exact))


def _in_sequence(
    locator: Locator, explained: Sequence[Locator], units: AbstractSet[Locator]
) -> Locator:
    """Return *locator*, or the unit after the last one if *locator* was explained already.

    A second ``Huruf c`` between d and the next article is a misprint for e.
    """
    last = explained[-1]
    *above, (kind, number) = locator
    if last[: len(above)] != tuple(above) or [kind] != [step[0] for step in last[len(above) :]][:1]:
        return locator
    if number == last[len(above)][1] or locator not in explained:
        return locator
    number = markers.following(_NUMBERS[kind][0], last[len(above)][1])[0]
    following = (*above, (kind, number))
    return following if following in units else locator


def _exact(kind: str, raw: str) -> str | None:
    if kind == "ayat":
        match = re.fullmatch(r"\((\d{1,2}[a-z]?)\)", raw)
        return match[1] if match else None
    raw = raw.rstrip(")")
    pattern = r"[a-z]{1,2}|[a-z]\d" if kind == "huruf" else r"\d{1,3}[a-z]?"
    return raw if re.fullmatch(pattern, raw) else None


def _parents(kind: str, last: Locator) -> Iterator[Locator]:
    """Yield the locators that can contain a unit of this kind, the innermost first."""
    pasal = max((depth for depth, (outer, _) in enumerate(last) if outer == "pasal"), default=0)
    if kind == "ayat":
        yield last[: pasal + 1]
        return
    for depth in range(len(last), 0, -1):
        yield last[:depth]


def _next(kind: str, base: Locator, last: Locator) -> tuple[str, ...]:
    """Return the numbers that can come next inside *base*."""
    style = _NUMBERS[kind][0]
    if len(base) < len(last) and last[len(base)][0] == kind:
        return markers.following(style, last[len(base)][1])
    return (markers.FIRST[style],)
