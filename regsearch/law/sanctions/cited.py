"""Whether what a sanction cites is a norm, or another part of the sanction."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from regsearch.law.sanctions.align import align
from regsearch.law.sanctions.wording import (
    LETTERS,
    imposed_level,
    is_penalty_list,
    names_sanctions,
    wording,
)
from regsearch.model import Reference

if TYPE_CHECKING:
    from collections.abc import Sequence

    from regsearch.law.references import Corpus
    from regsearch.law.sanctions.penalties import PenaltyLists
    from regsearch.regulation import Unit


class CitedProvisions:
    """Tells the norms among the provisions that a sanction cites."""

    def __init__(self, corpus: Corpus, lists: PenaltyLists) -> None:
        self.corpus = corpus
        self._lists = lists

    def is_sanction(self, reference: Reference) -> bool:
        """Return whether *reference* is a level, a list of penalties or another sanction."""
        unit = self.corpus.unit(reference)
        if unit is None:
            return False
        if self._is_sanction_table(reference):
            return True
        inside = [u.text for u in self.corpus.children(reference.document, reference.locator)]
        if reference in self._lists or is_penalty_list(unit.text) or imposed_level(unit.text):
            return True
        for depth in range(1, len(reference.locator)):
            above = self.corpus.unit(Reference(reference.document, reference.locator[:depth]))
            if above and (is_penalty_list(above.text) or imposed_level(above.text)):
                return imposed_level(above.text) is None or not _introduces_causes(above.text)
        if re.match(r"hukuman disiplin\b", unit.text.lower()) and not inside:
            return True
        return any(is_penalty_list(text) for text in (unit.text, *inside))

    def _is_sanction_table(self, reference: Reference) -> bool:
        """Return whether *reference* is an annex whose rows have a sanction each."""
        if not reference.locator or reference.locator[-1][0] != "lampiran":
            return False
        depth = len(reference.locator)
        return any(
            names_sanctions(heading)
            for unit in self.corpus.units(reference.document).values()
            if unit.cells and unit.locator[:depth] == reference.locator
            for heading, _ in unit.cells
        )

    def norms(self, document: str, unit: Unit) -> list[Reference]:
        """Return the norms that *unit* of *document* cites."""
        named = self.corpus.references(document, unit)
        norms = [r for r in named if not self.is_sanction(r) and r.locator]
        if self.corpus.regulation(document).kind in LETTERS:
            norms = [norm for norm in norms if norm.document == document]
        return norms

    def aligned(
        self, document: str, norms: list[Reference], items: list[Unit]
    ) -> list[tuple[Reference, Unit]]:
        """Pair the items of a sanction's list with the norms they punish, by their words.

        The norms are those that the sanction cites one by one, or the items of the one it cites.
        Items that cite articles of their own are not aligned.
        """
        listed = norms
        if len(norms) == 1:
            inside = self.corpus.children(norms[0].document, norms[0].locator)
            listed = [Reference(norms[0].document, unit.locator) for unit in inside]
        if any(self.norms(document, item) for item in items):
            return []
        candidates = [(r, unit.text) for r in listed if (unit := self.corpus.unit(r))]
        return align(items, candidates)

    def statements_of(self, reference: Reference) -> list[Reference]:
        """Return the provisions that state the sanction which *reference* cites.

        That is the provision itself; or, if a whole pasal was cited, those of its ayat that impose
        or list a sanction; or nothing, if it only names a level.
        """
        unit = self.corpus.unit(reference)
        if unit is None or re.match(r"hukuman disiplin\b", unit.text.lower()):
            return []
        if unit.text:
            return [reference]
        inside = self.corpus.children(reference.document, reference.locator)
        return [
            Reference(reference.document, ayat.locator)
            for ayat in inside
            if imposed_level(ayat.text) or is_penalty_list(ayat.text)
        ]

    def bases(self, cited: Sequence[Reference]) -> list[Reference]:
        """Return those of *cited* that a sanction rests on.

        They impose or list sanctions, or are the causes that such a one names ("Pasal 52 ayat (3)
        huruf j dan ayat (4)").
        """
        corpus = self.corpus
        punishing = [r for r in cited if self.punishes(r)]
        units = ((r, corpus.unit(r)) for r in punishing)
        causes = {o for r, unit in units if unit for o in corpus.references(r.document, unit)}
        return [r for r in cited if r in punishing or r in causes]

    def punishes(self, reference: Reference) -> bool:
        """Return whether the provision, or one around it, imposes or lists sanctions."""
        outwards = [reference.locator[:d] for d in range(1, len(reference.locator) + 1)]
        above = [self.corpus.unit(Reference(reference.document, p)) for p in outwards]
        return any(
            unit is not None and (imposed_level(unit.text) or is_penalty_list(unit.text))
            for unit in above
        )


def _introduces_causes(text: str) -> bool:
    """Return whether *text* introduces the causes of a sanction rather than its kinds."""
    return wording("cause_words").search(text.lower()) is not None
