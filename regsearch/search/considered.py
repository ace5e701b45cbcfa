"""The passages that questions are weighed against, each made ready once."""

from __future__ import annotations

from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING

from regsearch.errors import IndexDamagedError
from regsearch.search.facts import packed
from regsearch.search.fields import group_of, names_of
from regsearch.search.mentions import mentions_of
from regsearch.search.relevance import Candidate
from regsearch.search.subjects import may_answer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from regsearch.search.facts import Facts
    from regsearch.search.opened import OpenIndex

_KEPT = 4_096
"""How many passages are kept ready: some 10 MB; one question considers 200."""


class Considered:
    """The passages of an open index with their stems, as far as questions met them.

    Args:
        index: where they are.

    """

    def __init__(self, index: OpenIndex) -> None:
        self._index = index
        self._kept: dict[int, Facts] = {}
        self._ready = lru_cache(maxsize=_KEPT)(self._candidate)
        self._title = lru_cache(maxsize=_KEPT)(self._title_of)
        self._groups: dict[tuple[str | None, tuple[str, ...]], frozenset[str] | None] = {}

    def many(
        self, numbers: Sequence[int], may: Callable[[Facts], bool] = lambda _: True
    ) -> list[Candidate]:
        """Return the passages with *numbers* that *may* answer, in this order."""
        kept = self._kept
        unknown = [number for number in numbers if number not in kept]
        kept.update(zip(unknown, self._index.facts.many(unknown), strict=True))
        found = [self._ready(number) for number in numbers if may(kept[number])]
        for number in list(islice(kept, max(len(kept) - _KEPT, 0))):
            del kept[number]
        return found

    def _candidate(self, number: int) -> Candidate:
        facts = self._kept[number]
        document = facts.document
        words = dict(zip(facts.stems.split(), facts.counts, strict=True))
        for stem, counts in self._title(document).items():
            words[stem] = words.get(stem, 0) | counts
        return Candidate(facts, document, words, mentions_of(facts.told), tuple(_above(facts.key)))

    def _title_of(self, document: str) -> Mapping[str, int]:
        index = self._index
        if document not in index.catalog:
            # Parts of two indexes: the folder was replaced between their opening.
            raise IndexDamagedError(
                f"Indeks berganti saat dibuka: {document} tidak ada dalam katalognya. Ulangi."
            )
        return packed({"title": index.analyser.stems(names_of(document, index.catalog))})

    def groups(self, subject: str | None, kinds: tuple[str, ...]) -> frozenset[str] | None:
        """Return which groups of instruments may answer a question.

        Args:
            subject: whom it is about, or None.
            kinds: kinds of instrument it is limited to; empty for all.

        Returns:
            Their names (:func:`regsearch.search.fields.group_of`), or None where all may.

        """
        asked = (subject, kinds)
        if asked not in self._groups:
            held = self._index.directory.locators
            there = [i for i in self._index.catalog.values() if i.id in held]
            may = frozenset(
                group_of(instrument)
                for instrument in there
                if (
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


def _above(key: str) -> Iterator[str]:
    upper, step, _ = key.rpartition("/")
    while step:
        yield upper
        upper, step, _ = upper.rpartition("/")
