"""The passages that questions are weighed against: their words, each analysed once."""

from __future__ import annotations

from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING

from regsearch.search.fields import names_of, stems_of
from regsearch.search.rank import Candidate
from regsearch.search.subjects import binds

if TYPE_CHECKING:
    from collections.abc import Sequence

    from regsearch.search.opened import OpenIndex

_KEPT = 4_096
"""How many passages are kept with their words: some 30 MB; one question considers 200."""


class Considered:
    """The passages of an open index with the stems of their fields, as far as questions met them.

    Args:
        index: where they are.

    """

    def __init__(self, index: OpenIndex) -> None:
        self._index = index
        self._kept: dict[str, Candidate] = {}
        self._documents: dict[tuple[str | None, tuple[str, ...]], frozenset[str] | None] = {}

    def many(self, keys: Sequence[str]) -> list[Candidate]:
        """Return the passages with *keys*, as far as there are any, in this order."""
        kept = self._kept
        unknown = [key for key in keys if key not in kept]
        found = {key: kept[key] for key in keys if key in kept}
        index = self._index
        for key, passage in index.records.many(unknown).items():
            names = names_of(passage.document, index.catalog)
            stems = stems_of(passage, names, index.analyser)
            found[key] = Candidate(passage, {f: Counter(s) for f, s in stems.items()})
        kept.update(found)
        for key in list(islice(kept, max(len(kept) - _KEPT, 0))):
            kept.pop(key, None)
        return [found[key] for key in keys if key in found]

    def documents(self, subject: str | None, kinds: tuple[str, ...]) -> frozenset[str] | None:
        """Return which documents may answer a question.

        Args:
            subject: whom it is about, or None.
            kinds: kinds of instrument it is limited to; empty for all.

        Returns:
            Their ids, or None where all may.

        """
        asked = (subject, kinds)
        if asked not in self._documents:
            held = self._index.directory.locators
            there = [i for i in self._index.catalog.values() if i.id in held]
            may = frozenset(
                instrument.id
                for instrument in there
                if (
                    binds(instrument.subjects, subject)
                    # A single provision of it may be for them.
                    or (instrument.further_subjects and binds(instrument.further_subjects, subject))
                )
                and (not kinds or instrument.kind in kinds)
            )
            self._documents[asked] = None if len(may) == len(there) else may
        return self._documents[asked]
