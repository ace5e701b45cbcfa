"""The norms of an agency's own document that a sanction punishes without citing them.

Such documents are not reviewed, so that no table says it (rule 7 of ``link.py``); their words do:
a breach by the name of its class ("pelanggaran ringan"), or of the whole
("melanggar Keputusan ini").
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from regsearch.law.sanctions.wording import LETTERS, imposed_level, wording
from regsearch.model import Reference

if TYPE_CHECKING:
    from collections.abc import Iterator

    from regsearch.law.references import Corpus
    from regsearch.regulation import Unit


def unnamed_in(corpus: Corpus, document: str, unit: Unit) -> list[Reference]:
    """Return the norms of the user's *document* that *unit* punishes by naming their class or all.

    Empty for a reviewed document.
    """
    if not corpus.catalog[document].user:
        return []
    folded = unit.text.lower()
    named = wording("breach_class").search(folded)
    if named is not None:
        return [
            Reference(document, one.locator)
            for lead in corpus.regulation(document).units
            if (match := wording("breach_class_list").search(lead.text.lower()))
            and match["class"] == named["class"]
            for one in _leaves(corpus, document, lead)
        ]
    if corpus.regulation(document).kind in LETTERS or not wording("breach_of_all").search(folded):
        return []
    return list(_binding(corpus, document))


def _leaves(corpus: Corpus, document: str, unit: Unit) -> Iterator[Unit]:
    """Yield the innermost units inside *unit*."""
    for child in corpus.children(document, unit.locator):
        inside = list(_leaves(corpus, document, child))
        yield from inside or [child]


def _binding(corpus: Corpus, document: str) -> Iterator[Reference]:
    """Yield the innermost units that forbid or oblige, by their own words or those above them."""
    for unit in corpus.regulation(document).units:
        if corpus.children(document, unit.locator) or imposed_level(unit.text):
            continue
        depths = range(1, len(unit.locator) + 1)
        above = (corpus.unit(Reference(document, unit.locator[:depth])) for depth in depths)
        texts = [one.text.lower() for one in above if one is not None]
        if any(map(wording("binds").search, texts)) and not any(map(imposed_level, texts)):
            yield Reference(document, unit.locator)
