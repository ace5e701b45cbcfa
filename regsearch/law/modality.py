"""The kind of norm that a provision states: duty, prohibition, permission ..."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, cast

from regsearch import data
from regsearch.law.patterns import Wording, folded_text
from regsearch.law.sanctions.wording import imposed_level

if TYPE_CHECKING:
    from collections.abc import Sequence

    from regsearch.model import Modality
    from regsearch.regulation import Unit


_CACHED_TEXTS = 512
"""The lead-in of a list is looked at for each of its items."""
_SENTENCE_END = re.compile(r"\.\s+(?=[A-Z])")


def modality(unit: Unit, above: Sequence[str]) -> Modality:
    """Return the kind of norm that *unit* states.

    The items of a list take the kind that its lead-in announces ("PNS dilarang:", "wajib:"), also
    in lists inside the list.  Any other unit states a kind by its own words, or else what the
    nearest unit around it states.

    Args:
        unit: the provision.
        above: the texts of the units around it, outermost first.

    """
    if any("sanksi" in heading.casefold() for heading, _ in unit.cells):
        return "larangan"
    kind: Modality | None = None
    in_list = False
    for text in (*above, unit.text):
        announced = _announced(text)
        kind = announced or (kind if in_list else _stated(text) or kind)
        # "PNS diberhentikan dengan hormat bila:" has causes of a sanction, whatever words they use.
        imposes = text.endswith(":") and imposed_level(text) is not None
        in_list = announced is not None or imposes or (in_list and text.endswith(":"))
    return kind or "lain"


@lru_cache(maxsize=_CACHED_TEXTS)
def _announced(text: str) -> Modality | None:
    """Return the kind that *text* announces for the items of its list; None if it is no lead-in."""
    if not text.endswith(":"):
        return None
    return _deontic(_SENTENCE_END.split(text)[-1])


@lru_cache(maxsize=_CACHED_TEXTS)
def _stated(text: str) -> Modality | None:
    """Return the kind of norm that the words of *text* itself state, or None."""
    if imposed_level(text):
        # "PNS dilarang ... Pelanggarnya dikenai sanksi moral" is a norm with its sanction.
        norm, *rest = _SENTENCE_END.split(text, maxsplit=1)
        return (rest and not imposed_level(norm) and _deontic(norm)) or "sanksi"
    folded = folded_text(text)
    return next((name for name, pattern in _patterns("modality") if pattern.search(folded)), None)


def _deontic(sentence: str) -> Modality | None:
    """Return the kind of the last deontic verb of *sentence*."""
    folded = folded_text(sentence)
    verbs = [
        (match.start(), name)
        for name, pattern in _patterns("lead_in")
        for match in pattern.finditer(folded)
    ]
    return max(verbs)[1] if verbs else None


@cache
def _patterns(table: str) -> tuple[tuple[Modality, Wording], ...]:
    entries = data.table("modality")[table]
    return tuple((cast("Modality", e["name"]), Wording(e["pattern"])) for e in entries)
