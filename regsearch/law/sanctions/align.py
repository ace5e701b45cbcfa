"""Align the items of a sanction's list with the norms that they restate."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from regsearch.model import Reference
    from regsearch.regulation import Unit

_MIN_OVERLAP = 0.5
"""Least share of words (0 to 1) that an item has in common with its norm."""


def align(
    items: Iterable[Unit], norms: Sequence[tuple[Reference, str]]
) -> list[tuple[Reference, Unit]]:
    """Return pairs of a norm and the item that restates it, by their words.

    Both lists keep their order; an item that resembles no norm is left out.

    Args:
        items: of the sanction's list.
        norms: each with its text; fewer than two are no list to align with.

    """
    if len(norms) < 2:
        return []
    pairs: list[tuple[Reference, Unit]] = []
    for item in items:
        overlaps = [_overlap(item.text, text) for _, text in norms]
        best = max(overlaps, default=0.0)
        if best >= _MIN_OVERLAP:
            index = overlaps.index(best)
            pairs.append((norms[index][0], item))
            norms = norms[index + 1 :]
    return pairs


def _overlap(one: str, other: str) -> float:
    """Return the share of the shorter text's words that the other contains (0 to 1)."""
    a, b = _words(one), _words(other)
    return len(a & b) / min(len(a), len(b)) if a and b else 0.0


def _words(text: str) -> set[str]:
    return set(re.findall(r"[a-z]{3,}", text.lower()))
