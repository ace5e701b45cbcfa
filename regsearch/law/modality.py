"""Which kind of norm a provision states."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, cast

from regsearch import data
from regsearch.law.statements import imposed_level

if TYPE_CHECKING:
    from collections.abc import Sequence

    from regsearch.model import Modality, Unit


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[Modality, re.Pattern[str]], ...]:
    entries = data.table("modality")["modality"]
    return tuple((cast("Modality", e["name"]), re.compile(e["pattern"])) for e in entries)


def modality(unit: Unit, above: Sequence[str]) -> Modality:
    """Return the kind of norm that *unit* states.

    Args:
        unit: the provision.
        above: the words of the units around it, outermost first; a unit without a deontic word
            of its own states what the nearest of them announces.

    The deontic words are those of UU 12/2011 Lampiran II no. 267-270.

    """
    if any("sanksi" in heading.casefold() for heading, _ in unit.cells):
        return "larangan"
    for text in (unit.text, *reversed(above)):
        folded = " ".join(text.lower().split())
        if imposed_level(folded):
            return "sanksi"
        for name, pattern in _patterns():
            if pattern.search(folded):
                return name
    return "lain"
