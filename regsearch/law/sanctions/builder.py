"""A sanction from the words that impose it: penalties, condition, basis, days."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from regsearch.law.sanctions.penalties import (
    PenaltyList,
    PenaltyLists,
    adjusted,
    cite,
    criminal_penalty,
    offender,
)
from regsearch.law.sanctions.wording import condition_of
from regsearch.law.validity import validity
from regsearch.model import Reference, Sanction

if TYPE_CHECKING:
    from regsearch.law.references import Corpus
    from regsearch.model import Level


@dataclass(frozen=True, slots=True)
class SanctionBuilder:
    """Builds sanctions for the provisions of one corpus."""

    corpus: Corpus
    lists: PenaltyLists

    def build(
        self, document: str, level: Level, places: list[Reference], text: str, lead: str = ""
    ) -> tuple[Sanction, ...]:
        """Return the sanctions of *level* that the provisions *places* impose.

        Args:
            document: id of the document that imposes it.
            level: its kind and weight.
            places: the provisions it rests on, the one that imposes it first.
            text: the words that impose it; they may set a condition or a penalty of their own.
            lead: the words above them, where *text* is an item of a list.

        Two sanctions are returned where the law has two readings: two lists of penalties of which
        one must wait, or a criminal penalty before and after its adjustment.

        """
        condition = condition_of(text)
        # "Pasal 14 huruf i angka 3" says more than "Pasal 14", which needs no mention beside it.
        exact = [p for p in dict.fromkeys(places) if not any(_inside(other, p) for other in places)]
        basis = tuple(cite(self.corpus, place) for place in exact)
        if level == "pidana":
            penalty = criminal_penalty(text) or criminal_penalty(lead)
            whole = Sanction("pidana", (penalty,) if penalty else (), basis, offender(text))
            both_laws = adjusted(whole, self.corpus, lambda r: cite(self.corpus, r))
            return tuple(self._within_validity(sanction) for sanction in both_laws)
        sanctions = []
        for entry in self._lists(document, level, places):
            more = (entry.place, *entry.because)
            extra = tuple(cite(self.corpus, place) for place in more if place not in places)
            both = "; ".join(filter(None, (condition, entry.condition))) or None
            penalties = _chosen(entry.penalties, text)
            sanctions.append(Sanction(level, penalties, (*basis, *extra), both))
        if not sanctions:
            sanctions.append(
                Sanction(level, _own_penalties(level, f"{lead} {text}"), basis, condition)
            )
        return tuple(self._within_validity(sanction) for sanction in sanctions)

    def _within_validity(self, sanction: Sanction) -> Sanction:
        """Limit *sanction* to the days on which the provision that imposes it is law."""
        first = sanction.basis[0]
        start, end, _ = validity(self.corpus.catalog[first.document], first.locator)
        begins = max(start, sanction.in_force) if sanction.in_force else start
        ends = min(filter(None, (end, sanction.revoked)), default=None)
        return replace(sanction, in_force=begins, revoked=ends)

    def _lists(
        self, document: str, level: Level, places: list[Reference]
    ) -> tuple[PenaltyList, ...]:
        for name in dict.fromkeys((document, *(place.document for place in places))):
            if found := self.lists.of(name, level):
                return found
        return ()


def _chosen(penalties: tuple[str, ...], text: str) -> tuple[str, ...]:
    """Return the penalties of a list that *text* itself chooses, or all of them.

    "Teguran lisan bagi PNS yang tidak masuk kerja 3 hari" leaves no choice.
    """
    head = re.split(r"\b(?:bila|bagi|apabila|jika)\b", text, maxsplit=1)[0]
    said = set(re.findall(r"\w+", head.lower()))
    named = [p for p in penalties if said.issuperset(re.findall(r"\w+", p.lower()))]
    return tuple(named) or penalties


def _inside(inner: Reference, outer: Reference) -> bool:
    """Say whether *inner* stands inside *outer*."""
    depth = len(outer.locator)
    return (
        inner.document == outer.document
        and len(inner.locator) > depth
        and inner.locator[:depth] == outer.locator
    )


def _own_penalties(level: Level, text: str) -> tuple[str, ...]:
    """Return the penalty in the statement's own words, where no list gives it."""
    if level == "ptdh":
        return ("pemberhentian tidak dengan hormat",)
    if level == "pdh":
        if "tidak atas permintaan sendiri" in text.lower():
            return ("pemberhentian dengan hormat tidak atas permintaan sendiri",)
        return ("pemberhentian dengan hormat",)
    match = re.search(r"\bberupa\s+(.+?)(?:[.;:]|$)", text)
    return (match.group(1).strip(),) if match else ()
