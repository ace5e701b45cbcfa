"""An open index: questions and citations in, answers out."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING, NamedTuple, Self

from regsearch.errors import StorageError
from regsearch.index.reader import OpenIndex
from regsearch.model import Reference
from regsearch.paths import index_place
from regsearch.search.lookup import look_up

if TYPE_CHECKING:
    import os
    from collections.abc import Sequence
    from pathlib import Path

    from regsearch.engines.base import Concept
    from regsearch.index.manifest import Manifest
    from regsearch.law.catalog.names import Catalog
    from regsearch.model import Answer, Passage, Reply, Stage
    from regsearch.query.parse import Understood
    from regsearch.rank.factors import Ranked


class Explanation(NamedTuple):
    """How the answers to a question came about."""

    understood: Understood
    rarity: tuple[tuple[Concept, float], ...]
    """Each idea of the question with how much it tells."""
    ranked: tuple[tuple[Passage, Ranked], ...]
    """The passages considered, best first, each with its relevance."""


class Library:
    """An open index.

    Use it as a context manager, or call :meth:`close`.

    Args:
        place: its folder, or its address in a cluster.

    Raises:
        IndexMissingError: there is no index.
        IndexStaleError: another format version made it.
        IndexDamagedError: it cannot be read.

    """

    def __init__(self, place: Path | str) -> None:
        self._index = OpenIndex(place)

    @property
    def manifest(self) -> Manifest:
        """What the index says of itself."""
        return self._index.manifest

    @property
    def catalog(self) -> Catalog:
        """The instruments of the index."""
        return self._index.catalog

    def lookup(self, citation: str, *, as_of: date | str | None = None) -> Reply:
        """Return the provisions that *citation* names, as they stand on a day.

        Where a short name has several bearers ("UU ASN"), the one in force on that day is meant,
        and the reply's message names the others.

        Args:
            citation: in any usual spelling, ``Ps. 88 ay. 1 hrf b UU 5 thn 2014``.
            as_of: the day; today if left out. It decides what a shared short name means.

        Raises:
            CitationError: it cannot be understood, or names no instrument.
            NotFoundError: the index has no such provision or instrument; with its neighbours.

        """
        return look_up(self._index, citation, _day(as_of))

    def __getitem__(self, citation: str) -> Answer:
        """Return the one provision that *citation* names, as it stands today.

        Raises:
            CitationError: it cannot be understood.
            NotFoundError: the index has no such provision.

        """
        return self.lookup(citation).answers[0]

    def within(self, answer: Answer) -> list[Passage]:
        """Return the passages inside the provision *answer*, in the document's order."""
        depth = len(answer.locator)
        inside = [
            Reference(answer.document, locator)
            for locator in self._index.directory.locators[answer.document]
            if len(locator) > depth and locator[:depth] == answer.locator
        ]
        self._index.expect(inside)
        found = map(self._index.passage, inside)
        return sorted(filter(None, found), key=lambda passage: passage.order)

    def search(
        self,
        question: str,
        *,
        as_of: date | str | None = None,
        limit: int = 10,
        subject: str | None = None,
        stage: Stage | None = None,
        kinds: Sequence[str] = (),
    ) -> tuple[Answer, ...]:
        """Return the answers to *question*, best first; see :meth:`ask` for the whole reply."""
        reply = self.ask(
            question, as_of=as_of, limit=limit, subject=subject, stage=stage, kinds=kinds
        )
        return reply.answers

    def ask(
        self,
        question: str,
        *,
        as_of: date | str | None = None,
        limit: int = 10,
        subject: str | None = None,
        stage: Stage | None = None,
        kinds: Sequence[str] = (),
    ) -> Reply:
        """Answer *question*.

        Args:
            question: a behaviour, a question, a citation, one word, or a whole story.
            as_of: the day whose law is asked for, a date or ``YYYY-MM-DD``; if left out the day
                that the question speaks of, or else today.
            limit: number of answers at the most.
            subject: whom it is about (``pns``, ``pppk`` ...), where the words do not say.
            stage: before or after the candidate's official determination, likewise.
            kinds: kinds of instrument to search in; empty for all.

        Raises:
            ValueError: *as_of* is not a date.

        """
        from regsearch.search.answer import answer

        understood = self._understand(question, as_of, subject, stage, tuple(kinds))
        return answer(self._index, understood, limit)

    def explain(
        self,
        question: str,
        *,
        as_of: date | str | None = None,
        limit: int = 10,
        subject: str | None = None,
        stage: Stage | None = None,
        kinds: Sequence[str] = (),
    ) -> Explanation:
        """Say how the answers of :meth:`ask` come about; the arguments are the same."""
        from regsearch.search.answer import explained

        understood = self._understand(question, as_of, subject, stage, tuple(kinds))
        rarity, best = explained(self._index, understood, limit)
        ranked = tuple((self._index.passage_at(entry.key), entry) for entry in best)
        return Explanation(understood, tuple(rarity), ranked)

    def _understand(
        self,
        question: str,
        as_of: date | str | None,
        subject: str | None,
        stage: Stage | None,
        kinds: tuple[str, ...],
    ) -> Understood:
        # A look-up by citation needs nothing of what understands and answers questions.
        from regsearch.query.parse import understand
        from regsearch.query.spelling import correct, foresee

        return understand(
            question,
            _day(as_of) if as_of else None,
            self._index.directory,
            self._index.analyser,
            partial(correct, self._index),
            subject=subject,
            stage=stage,
            kinds=kinds,
            expect=partial(foresee, self._index),
        )

    def close(self) -> None:
        """Release the files."""
        self._index.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()


def open_library(given: str | os.PathLike[str] | None = None) -> Library:
    """Open the index *given*, or the one that :func:`regsearch.paths.index_place` says.

    Raises:
        StorageError: there is no index, it is damaged, or another version made it.

    """
    while True:
        place = index_place(given)
        try:
            return Library(place)
        except StorageError:
            # Another one may have been installed, and this one removed, in between.
            if index_place(given) == place:
                raise


def _day(given: date | str | None) -> date:
    return date.fromisoformat(given) if isinstance(given, str) else given or date.today()
