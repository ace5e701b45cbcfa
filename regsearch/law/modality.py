"""The kind of norm that a provision states: duty, prohibition, permission ..."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, cast

from regsearch import data
from regsearch.law.patterns import Wording
from regsearch.law.sanctions.wording import imposed_level

if TYPE_CHECKING:
    from collections.abc import Sequence

    from regsearch.model import Modality
    from regsearch.regulation import Unit


_CACHED_TEXTS = 512
"""The lead-in of a list is looked at for each of its items."""


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[Modality, Wording], ...]:
    entries = data.table("modality")["modality"]
    return tuple((cast("Modality", e["name"]), Wording(e["pattern"])) for e in entries)


def modality(unit: Unit, above: Sequence[str]) -> Modality:
    """Return the kind of norm that *unit* states.

    Args:
        unit: the provision.
        above: the texts of the units around it, outermost first; a unit without a deontic word
            of its own states what the nearest of them announces.

    The deontic words are those of UU 12/2011 Lampiran II no. 267-270.

    """
    if any("sanksi" in heading.casefold() for heading, _ in unit.cells):
        return "larangan"
    stated = (_stated(text) for text in (unit.text, *reversed(above)))
    return next(filter(None, stated), "lain")


@lru_cache(maxsize=_CACHED_TEXTS)
def _stated(text: str) -> Modality | None:
    """Return the kind of norm that the words of *text* itself state, or None."""
    if imposed_level(text):
        return "sanksi"
    folded = " ".join(text.lower().split())
    return next((name for name, pattern in _patterns() if pattern.search(folded)), None)
