"""The passages that a question is weighed against."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from regsearch.index.fields import group_of
from regsearch.query.applicability import may_answer
from regsearch.rank.candidate import Candidate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from regsearch.index.reader import OpenIndex

_KEPT = 4_096
"""Passages that are kept at hand, some 3 KB each; one question considers 200."""


class Considered:
    """The passages of an open index, as questions are weighed against them.

    Args:
        index: where they are.

    """

    def __init__(self, index: OpenIndex) -> None:
        self._index = index
        self._kept: dict[int, Candidate] = {}
        self._groups: dict[tuple[str | None, tuple[str, ...], bool], frozenset[str] | None] = {}

    def many(
        self, numbers: Sequence[int], day: int, subject: str | None, *, reviewed: bool = True
    ) -> list[Candidate]:
        """Return those of the passages with *numbers* that may answer, in this order.

        Args:
            numbers: their places in the order of the build.
            day: the ordinal of the day whose law is asked for.
            subject: whom the question is about, or None.
            reviewed: whether it must be known that they are law, or not be known.

        """
        kept = self._kept
        unknown = [number for number in numbers if number not in kept]
        kept.update(zip(unknown, map(Candidate, self._index.facts.many(unknown)), strict=True))
        found: list[Candidate] = []
        verdicts: dict[bytes, bool] = {}
        for number in numbers:
            candidate = kept[number]
            if not candidate.is_law(day):
                continue
            part = candidate.nature_part
            may = verdicts.get(part)
            if may is None:
                nature = candidate.nature
                # A pasal that only holds its ayat has no words of its own to answer with.
                may = (
                    nature.spoken
                    and nature.reviewed is reviewed
                    and may_answer(nature.subjects, subject)
                )
                verdicts[part] = may
            if may:
                found.append(candidate)
        for number in list(islice(kept, max(len(kept) - _KEPT, 0))):
            del kept[number]
        return found

    def groups(
        self, subject: str | None, kinds: tuple[str, ...], *, reviewed: bool = True
    ) -> frozenset[str] | None:
        """Return which groups of instruments may answer a question.

        Args:
            subject: whom it is about, or None.
            kinds: kinds of instrument it is limited to; empty for all.
            reviewed: whether they are those that somebody has reviewed, or the others.

        Returns:
            Their names (:func:`regsearch.index.fields.group_of`), or None where all may.

        """
        asked = (subject, kinds, reviewed)
        if asked not in self._groups:
            held = self._index.directory.locators
            there = [i for i in self._index.catalog.values() if i.id in held]
            may = frozenset(
                group_of(instrument)
                for instrument in there
                if instrument.unreviewed is not reviewed
                and (
                    may_answer(instrument.subjects, subject)
                    # A single provision of it may be for them.
                    or (
                        instrument.further_subjects
                        and may_answer(instrument.further_subjects, subject)
                    )
                )
                and (not kinds or instrument.kind in kinds)
            )
            self._groups[asked] = None if may == frozenset(map(group_of, there)) else may
        return self._groups[asked]
