"""The passages that may answer a question, with their features."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regsearch.behaviours.index_files import open_behaviours
from regsearch.index.fields import group_of
from regsearch.query.applicability import may_answer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from regsearch.index.features import Features
    from regsearch.index.reader import OpenIndex

_KEPT = 4_096
"""Passages whose features stay in memory; one question considers 200."""


class CandidatePool:
    """The passages of an open index as candidates; safe to share among threads.

    Features that were read and groups that were worked out are kept for later questions: each is
    the same whoever computes it, so threads that do so at once lose nothing.

    Args:
        index: where the passages are.

    """

    def __init__(self, index: OpenIndex) -> None:
        self.index = index
        self.behaviours = open_behaviours(index)
        self._kept: dict[int, Features] = {}
        self._groups: dict[tuple[object, ...], frozenset[str] | None] = {}

    def many(
        self,
        numbers: Sequence[int],
        day: int,
        subjects: Sequence[str | None],
        kinds: tuple[str, ...] = (),
        *,
        reviewed: bool = True,
    ) -> list[Features]:
        """Return those of the passages with *numbers* that may answer, in this order.

        Args:
            numbers: their places in the order of the build.
            day: the ordinal of the day whose law is asked for.
            subjects: whom the question is about, or None, and whom else it mentions.
            kinds: kinds of instrument to limit them to; empty for all.
            reviewed: whether it must be known that they are law, or not be known.

        """
        kept = self._kept
        known = {n: kept[n] for n in numbers if n in kept}
        new = [n for n in numbers if n not in known]
        read = dict(zip(new, self.index.features.many(new), strict=True))
        if len(kept) + len(read) > _KEPT:
            self._kept = kept = {}
        kept.update(read)
        known |= read
        return [
            features
            for features in map(known.__getitem__, numbers)
            if features.is_law(day)
            # A pasal that only holds its ayat has no words of its own to answer with.
            and features.has_text
            and features.reviewed is reviewed
            and any(may_answer(features.subjects, subject) for subject in subjects)
            and (not kinds or self.index.catalog[features.document].kind in kinds)
        ]

    def groups(
        self,
        subject: str | None,
        kinds: tuple[str, ...],
        *,
        reviewed: bool = True,
        own: bool = False,
    ) -> frozenset[str] | None:
        """Return which groups of instruments may answer a question.

        Args:
            subject: whom it is about, or None.
            kinds: kinds of instrument it is limited to; empty for all.
            reviewed: whether they are those that somebody has reviewed, or the others.
            own: whether only the user's own are meant.

        Returns:
            Their names (:func:`regsearch.index.fields.group_of`), or None where all may.

        """
        asked = (subject, kinds, reviewed, own)
        if asked not in self._groups:
            held = self.index.directory.locators
            there = [i for i in self.index.catalog.values() if i.id in held]
            may = frozenset(
                group_of(instrument)
                for instrument in there
                if instrument.unreviewed is not reviewed
                and (instrument.user or not own)
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
