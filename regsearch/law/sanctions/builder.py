"""Build a sanction from the text that imposes it: penalties, condition, basis, validity."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from regsearch.law.sanctions.choice import chosen
from regsearch.law.sanctions.criminal import adjusted, criminal_penalty, joined, offender
from regsearch.law.sanctions.penalties import (
    PenaltyList,
    PenaltyLists,
    cite,
    clean,
)
from regsearch.law.sanctions.wording import (
    DISCIPLINARY,
    condition_of,
    conflicts,
    discipline_law,
    named_levels,
    resignation_in,
    weight_of,
    wording,
)
from regsearch.law.validity import validity
from regsearch.model import Reference, Sanction

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from regsearch.law.references import Corpus
    from regsearch.model import Level
    from regsearch.regulation import Unit


_DISMISSALS: dict[Level, str] = {
    "pdh": "pemberhentian dengan hormat",
    "pdhtaps": "pemberhentian dengan hormat tidak atas permintaan sendiri",
    "ptdh": "pemberhentian tidak dengan hormat",
}
_STAYS = "tetap menjadi PNS (tidak diberhentikan)"
"""The other choice where whoever decides may also dismiss nobody (UU 5/2014 Pasal 87 ayat (2))."""


_IMPOSED = re.compile(r"^di(?:kena|beri|jatuh)\w* ", re.IGNORECASE)
"""The verb before a penalty, "dikenai sanksi ..."."""

_CAUSE = re.compile(r"\b(?:karena|apabila|jika|bila|bagi)\b")
_SOME_LAW = "Ketentuan ini tidak menyebut peraturan mana yang dimaksudnya."
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
        if condition is None and level in _DISMISSALS:
            condition = resignation_in(text)
        # "Pasal 14 huruf i angka 3" makes "Pasal 14" beside it redundant.
        basis = tuple(
            cite(self.corpus, provision)
            for provision in dict.fromkeys(imposed_by)
            if not any(_inside(other, provision) for other in imposed_by)
        )
        if level == "pidana":
            penalty = criminal_penalty(text) or criminal_penalty(lead)
            threat = Sanction("pidana", (penalty,) if penalty else (), basis, offender(text, lead))
            both_laws = adjusted(threat, self.corpus, lambda r: cite(self.corpus, r))
            return tuple(self.within_validity(sanction) for sanction in both_laws)
        weight = (weight_of(text) or weight_of(lead)) if level == "administratif" else None
        note = f"Sanksi administratif {weight}." if weight else None
        own = () if level in _DISMISSALS else _own_penalties(level, text)
        own = measured_penalty(lead, text) or own or _own_penalties(level, f"{lead} {text}")
        bare = Sanction(level, own, basis, condition, note)
        cited = self._cited(imposed_by[0])
        listed: list[Sanction] = []
        lists = self._lists(document, level, weight, imposed_by, cited)
        if (exact := self.lists.of_sanction(imposed_by[0], level)) and level not in DISCIPLINARY:
            lists = (exact,)
        elif level == "administratif" and _names_penalty(text, lead):
            lists = ()  # "dipotong TPP 2%" is no case of the list of administrative sanctions
        for entry in lists:
            listed_by = (entry.provision, *entry.because)
            extra = (cite(self.corpus, p) for p in listed_by if p not in imposed_by)
            # "Menurut Pasal 81 ayat (3), berupa pemberhentian ..." means the whole list.
            whole = entry.provision in self._cited(imposed_by[0], around=False)
            sanction = replace(
                bare,
                penalties=entry.penalties if whole else chosen(entry.penalties, text),
                basis=(*basis, *extra),
                condition="; ".join(filter(None, (condition, entry.condition))) or None,
                in_force=entry.in_force,
                revoked=entry.revoked,
            )
            listed.append(self.within_validity(sanction))
        ladder = self.lists.ladder(document) if level == "bertingkat" else ()
        if ladder:
            steps = tuple(f"{e.level}: {'; '.join(e.penalties)}" for e in ladder)
            provisions = tuple(cite(self.corpus, e.provision) for e in ladder)
            bare = replace(bare, penalties=steps, basis=(*basis, *provisions))
        ends = [sanction.revoked for sanction in listed]
        if None not in ends:
            # After the list that it applies has ended, a sanction only names its level.
            last = max(filter(None, ends), default=None)
            listed.append(self.within_validity(replace(bare, in_force=last)))
        # Of a reviewed document, people have checked what its words mean.
        bare_words = not lists and level in _OWN_WORDS and self.corpus.catalog[document].user
        followed = self._followed(document, text, cited) if bare_words else ()
        if followed:
            # Which levels that law has, and what each of them is.
            provisions = tuple(cite(self.corpus, provision) for provision in followed)
            named = wording("named_kind").search(text.lower())
            words = (clean(text[named.start() : named.end()]),) if named else ()
            listed = [
                replace(one, basis=(*one.basis, *provisions), penalties=one.penalties or words)
                for one in listed
            ]
        elif bare_words and wording("by_some_law").search(text.lower()):
            listed = [replace(one, note=joined(one.note, _SOME_LAW)) for one in listed]
        others = frozenset((*imposed_by[1:], *followed))
        return tuple(
            noted
            for one in listed
            if not _is_empty(one)
            for part in self._by_day(one, others)
            for noted in self.with_conflicts(part)
        )

    def cause_of_dismissal(self, document: str, unit: Unit) -> Sanction | None:
        """Return the dismissal that *unit*, a breach among its causes, leads to, or None."""
        above = self.corpus.unit(Reference(document, unit.locator[:-1]))
        if (
            above is None
            or not wording("dismissal_causes").search(above.text.lower())
            or not wording("breach").search(unit.text.lower())
        ):
            return None
        remarks = self.corpus.catalog[document].notes_on(unit.locator)
        note = " ".join(r.note for r in remarks if r.note and r.locator == unit.locator) or None
        basis = (cite(self.corpus, Reference(document, unit.locator)),)
        return self.within_validity(Sanction("administratif", ("pemberhentian",), basis, note=note))

    def _followed(
        self, document: str, text: str, cited: tuple[Reference, ...]
    ) -> tuple[Reference, ...]:
        """Return the lists of penalties of the law by which *text* says that one is punished.

        "Sanksi sesuai dengan PP 94/2021", or with what the law on discipline says.
        """
        if not wording("by_law").search(text.lower()):
            return ()
        laws = [r.document for r in cited if r.document != document and not r.locator]
        if not laws and wording("by_discipline_law").search(text.lower()):
            laws = [discipline_law()] if discipline_law() in self.corpus.catalog else []
        lists = (
            e for law in laws[:1] for one in DISCIPLINARY for e in self.lists.successive(law, one)
        )
        return tuple(dict.fromkeys(entry.provision for entry in lists))

    def _cited(self, provision: Reference, *, around: bool = True) -> tuple[Reference, ...]:
        """Return what *provision* cites, and then what the units *around* it cite."""
        depth = len(provision.locator)
        depths = range(depth, 0 if around else depth - 1, -1)
        places = (Reference(provision.document, provision.locator[:d]) for d in depths)
        units = filter(None, map(self.corpus.unit, places))
        found = (r for unit in units for r in self.corpus.references(provision.document, unit))
        return tuple(dict.fromkeys(found))

    def _by_day(self, sanction: Sanction, others: frozenset[Reference]) -> Iterator[Sanction]:
        """Yield *sanction* for each period with those of the *others* that are law in it.

        The joint decree of 2022 forbids party membership under UU 5/2014 and, since 31 October
        2023, under UU 20/2023.
        """
        days = {
            b: validity(self.corpus.catalog[b.document], b.locator)[:2]
            for b in sanction.basis[1:]
            if b.document != sanction.basis[0].document
            and Reference(b.document, b.locator) in others
        }
        begin, last = sanction.in_force, sanction.revoked
        changes = {day for span in days.values() for day in span if day and begin and day > begin}
        cuts = sorted(day for day in changes if last is None or day < last)
        for start, end in pairwise((begin, *cuts, last)):
            law = tuple(
                b for b in sanction.basis if b not in days or (start and _is_law(days[b], start))
            )
            yield replace(sanction, basis=law, in_force=start, revoked=end)

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
        end = self.within_validity(sanction).revoked
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

    def within_validity(self, sanction: Sanction) -> Sanction:
        """Limit *sanction* to the days on which the provision that imposes it is law."""
        first = sanction.basis[0]
        start, end, _ = validity(self.corpus.catalog[first.document], first.locator)
        begins = max(start, sanction.in_force) if sanction.in_force else start
        ends = min(filter(None, (end, sanction.revoked)), default=None)
        return replace(sanction, in_force=begins, revoked=ends)

    def _lists(
        self,
        document: str,
        level: Level,
        weight: str | None,
        imposed_by: list[Reference],
        cited: tuple[Reference, ...],
    ) -> tuple[PenaltyList, ...]:
        for name in dict.fromkeys((document, *(p.document for p in imposed_by))):
            if found := self.lists.of(name, level, weight):
                return found if name == document else tuple(map(self.lists.on_its_days, found))
        return self.lists.cited(document, level, cited)


def _with(sanction: Sanction, penalty: str) -> Sanction:
    return replace(sanction, penalties=(clean(penalty),))


def _is_empty(sanction: Sanction) -> bool:
    """Return whether *sanction* is law on no day."""
    begin, end = sanction.in_force, sanction.revoked
    return begin is not None and end is not None and end <= begin


def _is_law(days: tuple[date, date | None], day: date) -> bool:
    start, end = days
    return start <= day and (end is None or day < end)


def _inside(inner: Reference, outer: Reference) -> bool:
    """Return whether the unit *outer* contains *inner*."""
    depth = len(outer.locator)
    return (
        inner.document == outer.document
        and len(inner.locator) > depth
        and inner.locator[:depth] == outer.locator
    )


def _names_penalty(text: str, lead: str) -> bool:
    """Return whether *text*, or the *lead* of its list, names a penalty, not only its kind."""
    words = f"{lead} {text}".lower()
    by_kind = wording("by_kind").search(words) is not None
    return not by_kind and wording("own_penalty").search(words) is not None


def measured_penalty(lead: str, text: str) -> tuple[str, ...]:
    """Return the penalty that *lead* names with the measure that the item *text* sets.

    "Pemotongan TPP dengan ketentuan: a. terlambat 1-30 menit dipotong 0,5%".
    """
    if not lead or wording("own_penalty").search(text.lower()):
        return ()
    named = wording("own_penalty").search(lead.lower())
    measure = wording("measure").search(text.lower())
    if named is None or measure is None:
        return ()
    penalty = wording("proviso").search(named.group())
    words = lead[named.start() : named.start() + penalty.start() if penalty else named.end()]
    return (f"{clean(words)}: {clean(text[measure.start() :])}",)


def _own_penalties(level: Level, text: str) -> tuple[str, ...]:
    """Return the penalty that the text itself names, where no list of penalties applies."""
    if level in _DISMISSALS:
        stays = wording("may_stay").search(" ".join(text.lower().split()))
        return (_DISMISSALS[level], _STAYS) if stays else (_DISMISSALS[level],)
    match = wording("named_penalty").search(text)
    if match is not None:
        return (next(filter(None, match.groups())).strip(),)
    if level not in _OWN_WORDS:
        return ()
    folded = text.lower()
    named = wording("own_penalty").search(folded) or wording("imposed_words").search(folded)
    if named is None:
        return ()
    words = _CAUSE.split(text[named.start() : named.end()], maxsplit=1)[0]
    words = _IMPOSED.sub("", words)
    return (" ".join(words.split()).rstrip(" ,"),)
