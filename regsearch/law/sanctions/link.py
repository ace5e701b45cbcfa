"""Link sanctions to the norms that they punish.

Links follow the wording, never equal numbers (PP 94/2021 Pasal 14 huruf i angka 1-5 punishes
Pasal 5 huruf n angka 3-7):

1. A unit that imposes a sanction cites its norms ("yang melanggar larangan sebagaimana dimaksud
   dalam Pasal 29"), itself or in the items of its list.
2. Where an item cites a norm that has a list of its own, and the item's list cites no further
   articles, the two lists are aligned by their words.
3. Where a sanction's list cites no norm at all ("diberhentikan tidak dengan hormat karena: ..."),
   each item is a norm and its sanction at once.
4. A row of a table has its sanction in its own cells (the SKB on neutrality).
5. A letter or circular that imposes a sanction without citing points means all of its points.
6. In an agency's own document, a sanction on a class of breaches ("pelanggaran ringan") means the
   units listed under it, and one on breaches of the document all that it forbids or obliges.
7. The few sanctions that name their norms only by a defined term, or forbid in one document what
   another one forbids too, are data, reviewed by hand.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from regsearch.law.sanctions import own_norms
from regsearch.law.sanctions.builder import SanctionBuilder, measured_penalty
from regsearch.law.sanctions.cited import CitedProvisions
from regsearch.law.sanctions.ladders import as_ladder, limited_to
from regsearch.law.sanctions.penalties import PenaltyLists, cite, clean
from regsearch.law.sanctions.table import Sanctions
from regsearch.law.sanctions.wording import (
    DISCIPLINARY,
    LETTERS,
    imposed_level,
    imposed_levels,
    is_escalation,
    is_penalty_list,
    named_level,
    sanction_cell,
    unnamed_norms,
    wording,
)
from regsearch.model import Reference, Sanction

if TYPE_CHECKING:
    from regsearch.law.references import Corpus
    from regsearch.model import Level
    from regsearch.regulation import Unit


def sanctions_of(corpus: Corpus, document: str) -> Sanctions:
    """Return the sanctions that *document* imposes, by norm, its own or another document's."""
    linker = _Linker(corpus, document)
    for unit in corpus.regulation(document).units:
        if _defines(unit):
            continue
        if unit.cells:
            linker.row(unit)
        elif not is_penalty_list(unit.text):
            linker.measures(unit)
            for level in imposed_levels(unit.text):
                linker.statement(unit, level)
            linker.consequence(unit)
            linker.breach(unit)
    linker.unnamed()
    return linker.finish()


class _Linker:
    """Collects the links of one document."""

    def __init__(self, corpus: Corpus, document: str) -> None:
        self.corpus = corpus
        self.document = document
        self._is_letter = corpus.regulation(document).kind in LETTERS
        self.lists = PenaltyLists(corpus)
        self._cited = CitedProvisions(corpus, self.lists)
        self._builder = SanctionBuilder(corpus, self.lists)
        self.direct: dict[Reference, list[Sanction]] = defaultdict(list)
        self.general: dict[Reference, list[Sanction]] = defaultdict(list)
        self.statements: dict[Reference, list[Sanction]] = {}
        self.punishes: dict[Reference, Reference] = {}
        self._measures: set[Reference] = set()  # items that only say how much

    # -- the rules ---------------------------------------------------------------------------

    def statement(self, unit: Unit, level: Level) -> None:
        """Link the sanction that *unit* imposes (rules 1, 2, 3 and 5 of the module)."""
        corpus, here = self.corpus, Reference(self.document, unit.locator)
        if here in self._measures or self._repeats_list(here, level):
            return
        cited = corpus.references(self.document, unit)
        norms = own_norms.norms_of(self._cited, self.document, unit)
        parts = [
            r
            for r in cited
            if self._cited.is_sanction(r)
            and r.locator
            and r not in self.lists
            and not self._is_point_beside(r, here)
        ]
        if is_escalation(unit.text) and self._escalate(unit, here, parts):
            return
        stated = [r for part in parts for r in self._cited.statements_of(part)]
        sanctions = self._builder.build(self.document, level, [here, *stated], unit.text)
        named_here = level in {"administratif", "bertingkat"}
        if named_here and (words := own_norms.consequences(corpus, self.document, unit)):
            sanctions = tuple(own_norms.in_own_words(s, words) for s in sanctions)
        self.statements.setdefault(here, []).extend(sanctions)
        self._add(self.direct, here, sanctions)
        for norm in norms:
            self._add(self.general, norm, sanctions)
        if level == "lebih_berat":
            # "Hukuman sebagaimana dimaksud pada ayat (1) lebih berat ..." is shown at ayat (1) too.
            for lighter in (r for r in cited if r in self.statements and r != here):
                self.direct[lighter] = [*sanctions, *self.direct[lighter]]
        own = None if level in DISCIPLINARY else self.lists.of_sanction(here, level)
        listed = own is not None and own.provision == here  # its items are penalties, no norms
        items = [] if listed else corpus.children(self.document, unit.locator)
        linked = bool(norms)
        if self._is_letter and not norms:
            linked = any(w in unit.text.lower() for w in ("dilarang", "wajib", "harus"))
        for item in items:
            measures = measured_penalty(unit.text, item.text)
            if measures:
                self._measures.add(Reference(self.document, item.locator))
            if measures or imposed_level(item.text) in {None, level}:
                linked = self._item(item, level, here, bool(norms)) or linked
        if (
            not linked
            and not items
            and self._is_letter
            and own_norms.punishes_all(corpus, self.document, unit)
        ):
            self._add(self.general, Reference(self.document, ()), sanctions)

    def consequence(self, unit: Unit) -> None:
        """Link a penalty that only an own document knows ("dicabut hak huniannya")."""
        here = Reference(self.document, unit.locator)
        if imposed_level(unit.text) or here in self.direct or here in self.general:
            return
        user = self.corpus.catalog[self.document].user
        if user and is_escalation(unit.text) and self._escalate(unit, here, []):
            return
        norms, penalties = own_norms.own_consequence(self._cited, unit, here)
        if penalties:
            basis = (cite(self.corpus, here),)
            made = self._builder.within_validity(Sanction("administratif", penalties, basis))
            self.statements.setdefault(here, []).append(made)
            self._add(self.direct, here, (made,))
            for norm in norms:
                self._add(self.general, norm, (made,))

    def measures(self, unit: Unit) -> None:
        """Link items that set the measure of the penalty named above them, in an own document.

        "Yang sedang menjalani hukuman dikenakan pengurangan TPP: a. hukuman ringan sebesar 10%".
        """
        if not self.corpus.catalog[self.document].user or imposed_level(unit.text):
            return
        for item in self.corpus.children(self.document, unit.locator):
            here = Reference(self.document, item.locator)
            if measured_penalty(unit.text, item.text):
                above = [here, Reference(self.document, unit.locator)]
                made = self._builder.build(
                    self.document, "administratif", above, item.text, unit.text
                )
                self._add(self.direct, here, made)
                self._measures.add(here)

    def breach(self, unit: Unit) -> None:
        """Link the breach among the causes of a dismissal (UU 6/2014 Pasal 40 ayat (2) d)."""
        sanction = self._builder.cause_of_dismissal(self.document, unit)
        if sanction is None:
            return
        self._add(self.direct, Reference(self.document, unit.locator), (sanction,))
        for norm in self._cited.norms(self.document, unit):
            # What carries out the law (PP 43/2014) repeats its cause of dismissal.
            if norm.document == self.document:
                self._add(self.general, norm, (sanction,))

    def _is_point_beside(self, reference: Reference, here: Reference) -> bool:
        """Return whether *reference* is another forbidden point of the same letter.

        "Menyebarluaskan pendapat pada huruf a" does not rest on what follows from huruf a.
        """
        return (
            self._is_letter
            and reference.document == here.document
            and reference.locator[:-1] == here.locator[:-1]
        )

    def _repeats_list(self, here: Reference, level: Level) -> bool:
        """Return whether *here* only names a penalty of the list that it is an item of.

        "Hukuman disiplin berat dijatuhkan ...: 3) pemberhentian ..., bila 28 hari" is one sanction.
        """
        return any(
            any(named_level(penalty) == level for penalty in sanction.penalties)
            for sanction in self.direct.get(here, ())
            if sanction.level != level
        )

    def _item(self, item: Unit, level: Level, above: Reference, has_norm: bool) -> bool:
        """Link one item of a sanction's list; return whether it cites a norm or is one itself."""
        here = Reference(self.document, item.locator)
        inner = self.corpus.children(self.document, item.locator)
        norms = self._cited.norms(self.document, item)
        lead = self._lead(above)
        sanctions = self._builder.build(self.document, level, [here, above], item.text, lead)
        if not norms:
            self._add(self.direct, here, sanctions)
            for unit in inner:
                self._item(unit, level, above, has_norm)
            return not has_norm
        pairs = self._cited.aligned(self.document, norms, inner)
        if pairs:
            self._link_pairs(pairs, level, above)
        else:
            steps = []
            for unit in inner:
                child = Reference(self.document, unit.locator)
                exact = self._builder.build(self.document, level, [child, above], unit.text)
                self._add(self.direct, child, exact)
                steps.append(exact)
            sanctions = as_ladder(sanctions, steps)
        self._add(self.direct, here, sanctions)
        aligned = {punished for punished, _ in pairs}
        whole = pairs and len(norms) == 1
        for norm in norms:
            if norm not in aligned and not whole:
                self._add(self.general, norm, sanctions)
                self._raise_to_parent([norm], sanctions)
        return True

    def _lead(self, above: Reference) -> str:
        unit = self.corpus.unit(above)
        return unit.text if unit else ""

    def _link_pairs(
        self, pairs: list[tuple[Reference, Unit]], level: Level, above: Reference
    ) -> None:
        """Link the aligned items of a sanction's list and of the norm's list."""
        for punished, unit in pairs:
            item = Reference(self.document, unit.locator)
            exact = self._builder.build(self.document, level, [item, above], unit.text)
            self._add(self.direct, item, exact)
            self._add(self.general, punished, exact)
            self.punishes[item] = punished
        parent = Reference(self.document, pairs[0][1].locator[:-1])
        whole = self._builder.build(self.document, level, [parent, above], "")
        self._raise_to_parent([punished for punished, _ in pairs], whole)

    def _raise_to_parent(self, norms: list[Reference], sanctions: tuple[Sanction, ...]) -> None:
        """Show at the lead-in of a list the sanctions of those of its items that have some."""
        if len(norms[0].locator) > 2:
            above = Reference(norms[0].document, norms[0].locator[:-1])
            self._add(self.direct, above, limited_to(sanctions, norms))

    def _escalate(self, unit: Unit, here: Reference, first: list[Reference]) -> bool:
        """Make one ladder of an earlier sanction and the one that follows if it is not obeyed."""
        earlier = [r for r in first if r in self.statements] or [
            r for r in self.corpus.references(self.document, unit) if r in self.statements
        ]
        if not earlier:
            return False
        later = cite(self.corpus, here)
        step = clean(unit.text)
        step = step[:1].lower() + step[1:]
        ladders: dict[Sanction, Sanction] = {}
        for reference in earlier:
            for sanction in self.statements[reference]:
                ladders[sanction] = replace(
                    sanction,
                    level="bertingkat",
                    penalties=(*sanction.penalties, step),
                    basis=(*sanction.basis, later),
                )
        for table in (self.direct, self.general):
            for norm, sanctions in table.items():
                table[norm] = [ladders.get(s, s) for s in sanctions]
        self._add(self.direct, here, tuple(ladders.values()))
        return True

    def row(self, unit: Unit) -> None:
        """Link the sanction in the cells of a row of a table (rule 4)."""
        here = Reference(self.document, unit.locator)
        cells = {heading.casefold(): text for heading, text in unit.cells}
        user = self.corpus.catalog[self.document].user
        column, wanted = sanction_cell(cells, with_length=user)
        imposed_by = [here]
        for text in cells.values():
            cited = self.corpus.references(self.document, unit, text)
            imposed_by += self._cited.bases(cited)
        for sanctions in self._builder.build_cell(self.document, column, wanted, imposed_by):
            self._add(self.general, here, sanctions)

    def unnamed(self) -> None:
        """Link the sanctions that do not cite the norms which they punish (rule 7)."""
        for rule in unnamed_norms():
            if rule.document != self.document:
                continue
            sanctions = self._reviewed(Reference(rule.document, rule.sanction))
            if rule.condition:
                sanctions = tuple(replace(s, condition=rule.condition) for s in sanctions)
            for locator in rule.norms:
                if norm := self.corpus.locate(rule.norms_of, locator):
                    self._add(self.general, norm, sanctions)

    def _reviewed(self, reference: Reference) -> tuple[Sanction, ...]:
        """Return the sanctions that *reference* imposes, or its first unit that imposes one."""
        for unit in self.corpus.units(reference.document).values():
            if unit.locator[: len(reference.locator)] == reference.locator:
                level = imposed_level(unit.text)
                here = Reference(reference.document, unit.locator)
                if level:
                    return self._builder.build(reference.document, level, [here], unit.text)
        return tuple(self.direct.get(reference, ()))

    def _add(
        self,
        table: dict[Reference, list[Sanction]],
        norm: Reference,
        sanctions: tuple[Sanction, ...],
    ) -> None:
        table[norm] += [s for s in sanctions if s not in table[norm]]

    def finish(self) -> Sanctions:
        listed = {
            entry.provision: tuple(
                self._builder.with_conflicts(
                    Sanction(entry.level, entry.penalties, (cite(self.corpus, entry.provision),))
                )
            )
            for entry in self.lists.own(self.document).values()
        }
        return Sanctions(
            {norm: tuple(found) for norm, found in self.direct.items()},
            {norm: tuple(found) for norm, found in self.general.items()},
            listed,
            self.punishes,
        )


def _defines(unit: Unit) -> bool:
    """Return whether *unit* is a definition in Pasal 1, which imposes nothing."""
    in_first = ("pasal", "1") in unit.locator[:-1]
    return in_first and wording("definition").search(unit.text) is not None
