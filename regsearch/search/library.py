"""An open index: questions and citations in, answers out."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Self

from regsearch.index.reader import OpenIndex
from regsearch.model import Reference
from regsearch.search.lookup import look_up

if TYPE_CHECKING:
    from collections.abc import Sequence

    from regsearch.index.manifest import Manifest
    from regsearch.index.store import Store
    from regsearch.law.catalog.names import Catalog
    from regsearch.law.timeline import Timeline
    from regsearch.model import Answer, ParsedQuery, Passage, Reply, Stage
    from regsearch.model.explanation import Explanation
    from regsearch.rank.candidates import CandidatePool


class Library:
    """An open index.

    Use it as a context manager, or call :meth:`close`.

    Args:
        store: where the index lies (:func:`regsearch.open` opens it); closed with the library.

    """

    def __init__(self, store: Store) -> None:
        self._index = OpenIndex(store)
        self._pool: CandidatePool | None = None

    @property
    def manifest(self) -> Manifest:
        """What the index says of itself."""
        return self._index.manifest

    @property
    def catalog(self) -> Catalog:
        """The instruments of the index."""
        return self._index.catalog

    @property
    def timeline(self) -> Timeline | None:
        """From when to when the index knows the law, field by field; None if it does not say."""
        return self._index.timeline

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
        return sorted(self._index.passages(inside), key=lambda passage: passage.order)

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

        query = self._parse(question, as_of, subject, stage, tuple(kinds))
        return answer(self._candidates(), query, limit)

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
        from regsearch.search.answer import explain

        query = self._parse(question, as_of, subject, stage, tuple(kinds))
        return explain(self._candidates(), query, limit)

    def _candidates(self) -> CandidatePool:
        from regsearch.rank.candidates import CandidatePool

        if self._pool is None:
            self._pool = CandidatePool(self._index)
        return self._pool

    def _parse(
        self,
        question: str,
        as_of: date | str | None,
        subject: str | None,
        stage: Stage | None,
        kinds: tuple[str, ...],
    ) -> ParsedQuery:
        # A look-up by citation needs nothing of what parses and answers questions.
        from regsearch.query.parse import parse_query
        from regsearch.query.spelling import corrections

        return parse_query(
            question,
            _day(as_of) if as_of else None,
            self._index.directory,
            self._index.analyser,
            partial(corrections, self._index),
            subject=subject,
            stage=stage,
            kinds=kinds,
        )

    def close(self) -> None:
        """Release the files."""
        self._index.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()


def _day(given: date | str | None) -> date:
    return date.fromisoformat(given) if isinstance(given, str) else given or date.today()
