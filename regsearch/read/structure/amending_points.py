"""Points of amending laws: ``1. Ketentuan Pasal 5 diubah ...``, and the articles they quote."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from regsearch.model.roman import roman
from regsearch.read.structure import markers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from regsearch.read.structure.markers import Mark
    from regsearch.read.structure.open_units import OpenUnit

_AMENDS = re.compile(r"\bdiubah\b.*:$|sebagai berikut\s?:$", re.IGNORECASE)


def goes_on(text: str) -> bool:
    """Return whether a sentence goes on with *text*."""
    return text[:1].islower() and markers.read(text) is None


def pasal_depth(stack: Sequence[OpenUnit], number: str, *, amending: bool) -> int:
    """Return the depth of an article: inside the point that quotes it, or 0."""
    if not stack or stack[0].kind != "pasal":
        return 0
    top = stack[0]
    point = stack[1] if len(stack) > 1 and stack[1].kind == "angka" else None
    if amending and roman(top.number):
        if roman(number):
            return 0
        return 1 if point is None else 2
    # An omnibus law amends inside Arabic articles: the point names what it quotes.
    if point is not None and _AMENDS.search(top.text):
        return 2 if re.search(rf"Pasal {re.escape(number)}\b", point.text) else 0
    return 0


def kept_depth(stack: Sequence[OpenUnit]) -> int:
    """Return how many open units running text must not close: a point of an amending law."""
    if len(stack) < 2 or stack[1].kind != "angka":
        return 0
    return 2 if roman(stack[0].number) else 0


def is_next(stack: Sequence[OpenUnit], mark: Mark) -> bool:
    """Return whether *mark* is that of the next point of an amending law."""
    if len(stack) < 2 or stack[1].style != mark.style:
        return False
    return mark.number in markers.following(mark.style, stack[1].number)
