"""Build a sanction from the text that imposes it: penalties, condition, basis, validity."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from regsearch.law.sanctions.penalties import (
    PenaltyList,
    PenaltyLists,
    adjusted,
    cite,
    clean,
    criminal_penalty,
    joined,
    offender,
)
from regsearch.law.sanctions.wording import condition_of, conflicts, named_levels, wording
from regsearch.law.validity import validity
from regsearch.model import Reference, Sanction

if TYPE_CHECKING:
    from collections.abc import Iterator

    from regsearch.law.references import Corpus
    from regsearch.model import Level


_DISMISSALS: dict[Level, str] = {
    "pdh": "pemberhentian dengan hormat",
    "pdhtaps": "pemberhentian dengan hormat tidak atas permintaan sendiri",
    "ptdh": "pemberhentian tidak dengan hormat",
}


_IMPOSED = re.compile(r"^di\w+ ", re.IGNORECASE)
"""The verb before a penalty, "dikenai sanksi ..."."""

_CAUSE = re.compile(r"\b(?:karena|apabila|jika|bila|bagi)\b")
_OWN_WORDS: frozenset[Level] = frozenset({"administratif", "bertingkat"})
"""Levels whose penalty is named by the text itself where there is no list of penalties."""


@dataclass(frozen=True, slots=True)
class SanctionBuilder:
    """Builds sanctions for the provisions of one corpus."""

    corpus: Corpus
    lists: PenaltyLists

    def build(
        self, document: str, level: Level, imposed_by: list[Reference], text: str, lead: str = ""
    ) -> tuple[Sanction, ...]:
        """Return the sanctions of *level* that the provisions *imposed_by* impose.

        Args:
            document: id of the document that imposes it.
            level: its kind and weight.
            imposed_by: the provisions it rests on, the one that imposes it first.
            text: the text that imposes it; it may set a condition or a penalty of its own.
            lead: the lead-in of the list, where *text* is an item of one.

        There are two where the law has two readings: two lists of penalties, one of which does not
        apply yet; a criminal penalty before and after its adjustment; or a penalty before and after
        a later law contradicts it.

        """
        condition = condition_of(text)
        # "Pasal 14 huruf i angka 3" makes "Pasal 14" beside it redundant.
        basis = tuple(
            cite(self.corpus, provision)
            for provision in dict.fromkeys(imposed_by)
            if not any(_inside(other, provision) for other in imposed_by)
        )
        if level == "pidana":
            penalty = criminal_penalty(text) or criminal_penalty(lead)
            whole = Sanction("pidana", (penalty,) if penalty else (), basis, offender(text))
            both_laws = adjusted(whole, self.corpus, lambda r: cite(self.corpus, r))
            return tuple(self._within_validity(sanction) for sanction in both_laws)
        sanctions = []
        for entry in self._lists(document, level, imposed_by):
            listed_by = (entry.provision, *entry.because)
            extra = tuple(cite(self.corpus, p) for p in listed_by if p not in imposed_by)
            both = "; ".join(filter(None, (condition, entry.condition))) or None
            penalties = _chosen(entry.penalties, text)
            sanctions.append(Sanction(level, penalties, (*basis, *extra), both))
        if not sanctions:
            sanctions.append(
                Sanction(level, _own_penalties(level, f"{lead} {text}"), basis, condition)
            )
        limited = (self._within_validity(sanction) for sanction in sanctions)
        return tuple(noted for sanction in limited for noted in self.with_conflicts(sanction))

    def build_cell(
        self, document: str, column: str, text: str, imposed_by: list[Reference]
    ) -> Iterator[tuple[Sanction, ...]]:
        """Yield the sanctions that a cell of a table names, for each level that it names.

        Where it names none, the heading of its *column* names the penalty and the cell its measure:
        "Pengurangan: 2,5 %".
        """
        levels = named_levels(text)
        for level in levels:
            sanctions = self.build(document, level, imposed_by, "")
            if level == "administratif":
                sanctions = tuple(s if s.penalties else _with(s, text) for s in sanctions)
            yield sanctions
        if not levels and any(char.isalnum() for char in text):
            words = text if "sanksi" in column else f"{column} {text}"
            yield tuple(
                _with(s, words) for s in self.build(document, "administratif", imposed_by, "")
            )

    def with_conflicts(self, sanction: Sanction) -> Iterator[Sanction]:
        """Yield *sanction*, with a note from the day on which a later law contradicts a penalty."""
        end = self._within_validity(sanction).revoked
        for conflict in conflicts():
            contained = any(conflict.penalty in penalty.lower() for penalty in sanction.penalties)
            known = conflict.document in self.corpus.catalog
            if contained and known and (end is None or conflict.start < end):
                begin = max(filter(None, (sanction.in_force, conflict.start)))
                if sanction.in_force is None or sanction.in_force < conflict.start:
                    yield replace(sanction, revoked=conflict.start)
                yield replace(sanction, in_force=begin, note=joined(sanction.note, conflict.note))
                return
        yield sanction

    def _within_validity(self, sanction: Sanction) -> Sanction:
        """Limit *sanction* to the days on which the provision that imposes it is law."""
        first = sanction.basis[0]
        start, end, _ = validity(self.corpus.catalog[first.document], first.locator)
        begins = max(start, sanction.in_force) if sanction.in_force else start
        ends = min(filter(None, (end, sanction.revoked)), default=None)
        return replace(sanction, in_force=begins, revoked=ends)

    def _lists(
        self, document: str, level: Level, imposed_by: list[Reference]
    ) -> tuple[PenaltyList, ...]:
        for name in dict.fromkeys((document, *(p.document for p in imposed_by))):
            if found := self.lists.of(name, level):
                return found
        return ()


def _with(sanction: Sanction, penalty: str) -> Sanction:
    return replace(sanction, penalties=(clean(penalty),))


def _chosen(penalties: tuple[str, ...], text: str) -> tuple[str, ...]:
    """Return the penalties of a list that *text* itself chooses, or all of them.

    "Teguran lisan bagi PNS yang tidak masuk kerja 3 hari" leaves no choice.
    """
    head = re.split(r"\b(?:bila|bagi|apabila|jika)\b", text, maxsplit=1)[0]
    words = set(re.findall(r"\w+", head.lower()))
    named = [p for p in penalties if words.issuperset(re.findall(r"\w+", p.lower()))]
    return tuple(named) or penalties


def _inside(inner: Reference, outer: Reference) -> bool:
    """Return whether the unit *outer* contains *inner*."""
    depth = len(outer.locator)
    return (
        inner.document == outer.document
        and len(inner.locator) > depth
        and inner.locator[:depth] == outer.locator
    )


def _own_penalties(level: Level, text: str) -> tuple[str, ...]:
    """Return the penalty that the text itself names, where no list of penalties applies."""
    if level in _DISMISSALS:
        return (_DISMISSALS[level],)
    match = re.search(r"\bberupa\s+([^.;:]+)", text)
    if match is not None:
        return (match.group(1).strip(),)
    if level not in _OWN_WORDS:
        return ()
    folded = text.lower()
    named = wording("own_penalty").search(folded) or wording("imposed_words").search(folded)
    if named is None:
        return ()
    words = _CAUSE.split(text[named.start() : named.end()], maxsplit=1)[0]
    words = _IMPOSED.sub("", words)
    return (" ".join(words.split()).rstrip(" ,"),)
