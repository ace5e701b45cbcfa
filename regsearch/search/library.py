"""An open index: questions and citations in, answers out."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Self, Unpack

from regsearch.errors import ClosedError, RegsearchError
from regsearch.index.reader import OpenIndex
from regsearch.model import Reference
from regsearch.search.arguments import (
    LIMIT,
    AskOptions,
    check_options,
    check_question,
    day_of,
)
from regsearch.search.lookup import inside, look_up

if TYPE_CHECKING:
    from collections.abc import Iterator

    from regsearch.index.manifest import Manifest
    from regsearch.index.store import Store
    from regsearch.law.catalog.names import Catalog
    from regsearch.law.timeline import Timeline
    from regsearch.model import Answer, ParsedQuery, Passage, Reply
    from regsearch.model.explanation import Explanation
    from regsearch.model.history import History
    from regsearch.rank.candidates import CandidatePool


class Library:
    """An open index, which threads may share.

    Use it as a context manager, or call :meth:`close`.  A process made by a fork opens its own.

    Args:
        store: where the index lies (:func:`regsearch.open` opens it); closed with the library.

    >>> import regsearch
    >>> with regsearch.open() as library:
    ...     library.ask("like postingan calon bupati", as_of="2024-01-30").outcome
    'found'

    In the examples below, ``library`` is such an open index.

    """

    def __init__(self, store: Store) -> None:
        self._index = OpenIndex(store)
        self._pool: CandidatePool | None = None
        self._closed = False

    def __repr__(self) -> str:
        documents = len(self.manifest.documents)
        return f"<Library: {documents} documents, {self.manifest.passages} provisions>"

    @property
    def manifest(self) -> Manifest:
        """What the index says of itself."""
        return self._index.manifest

    @property
    def catalog(self) -> Catalog:
        """The instruments of the index."""
        with self.opened():
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

        >>> library.lookup("ps. 8 ay. 4 hrf c PP 94 thn 2021").answers[0].citation
        'PP 94/2021 Pasal 8 ayat (4) huruf c'

        """
        check_question(citation, "sitasi")
        with self.opened():
            return look_up(self._index, citation, day_of(as_of) or date.today())

    def history(
        self,
        citation: str,
        *,
        as_of: date | str | None = None,
        between: tuple[date | str, date | str] | None = None,
    ) -> History:
        """Return the versions of the provision that *citation* names, over time.

        Args:
            citation: in any usual spelling.
            as_of: the day on which the status of each version is told; today if left out.
            between: two days; what changed from the version of the one to that of the other.  If
                left out, what changed from each version to the next.

        Raises:
            CitationError: it cannot be understood, or names no instrument.
            NotFoundError: the index has no such provision.

        >>> [version.citation for version in library.history("PP 11/2017 Pasal 254").versions]
        ['PP 11/2017 Pasal 254', 'PP 17/2020 Pasal 254']

        """
        from regsearch.search.history import history_of

        check_question(citation, "sitasi")
        day = day_of(as_of) or date.today()
        days = None
        if between:
            first, second = (day_of(asked) or date.today() for asked in between)
            days = (first, second)
        with self.opened():
            answer = look_up(self._index, citation, day).answers[0]
            reference = Reference(answer.document, answer.locator)
            return history_of(self._index, citation, reference, day, days)

    def __getitem__(self, citation: str) -> Answer:
        """Return the one provision that *citation* names, as it stands today.

        Raises:
            CitationError: it cannot be understood.
            NotFoundError: the index has no such provision.

        >>> library["PP 94/2021 Pasal 5 huruf n angka 6"].sanctions[0].level
        'berat'

        """
        return self.lookup(citation).answers[0]

    def documents(self, *, as_of: date | str | None = None) -> list[Answer]:
        """Return every document as a whole, in the index's order, as it stands on a day.

        What relates to it is left out: that takes :meth:`lookup`.

        Args:
            as_of: the day; today if left out.

        >>> library.documents()[0].locator
        ()

        """
        from regsearch.search.as_of import answer_of

        day = day_of(as_of) or date.today()
        with self.opened() as index:
            wholes = index.passages(Reference(d.id, ()) for d in index.manifest.documents)
            return [
                answer_of(p, day, index.instrument(p), rank=rank, score=0.0)
                for rank, p in enumerate(wholes, 1)
            ]

    def within(self, answer: Answer) -> list[Passage]:
        """Return the passages inside the provision *answer*, in the document's order.

        >>> [p.citation for p in library.within(library["PP 94/2021 Pasal 8 ayat (2)"])][:2]
        ['PP 94/2021 Pasal 8 ayat (2) huruf a', 'PP 94/2021 Pasal 8 ayat (2) huruf b']

        """
        with self.opened():
            return inside(self._index, answer.document, answer.locator)

    def search(self, question: str, **options: Unpack[AskOptions]) -> tuple[Answer, ...]:
        """Return the answers to *question*, best first.

        Arguments and errors are those of :meth:`ask`, whose reply also says why there are none.

        >>> len(library.search("like postingan calon bupati", as_of="2024-01-30", limit=3))
        3

        """
        return self.ask(question, **options).answers

    def ask(self, question: str, **options: Unpack[AskOptions]) -> Reply:
        """Answer *question*.

        Args:
            question: a behaviour, a question, a citation, one word, or a whole story.
            options: any of these (:class:`regsearch.AskOptions`):

                - as_of: the day whose law is asked for, a date or ``YYYY-MM-DD``; if left out the
                  day that the question speaks of, or else today.
                - limit: number of answers at the most, 10 if left out.
                - subject: whom it is about (``pns``, ``pppk`` ...), where the words do not say.
                - stage: ``sebelum`` or ``sesudah`` the candidate's determination, likewise.
                - kinds: kinds of instrument to search in (``uu``, ``pp`` ...); all if left out.

        Raises:
            UsageError: *question* is too long, or an option has a value that is not allowed; the
                message names those that are. It is a ``ValueError`` too.
            TypeError: there is no such option.
            ClosedError: the library was closed.

        >>> reply = library.ask("like postingan calon bupati", as_of="2026-01-30")
        >>> [(case.stage, case.level) for case in reply.summary][:2]
        [('sebelum', 'kode_etik'), ('sesudah', 'berat')]

        """
        from regsearch.search.answer import answer

        with self.opened():
            query = self._parse(question, options)
            return answer(self._candidates(), query, options.get("limit", LIMIT))

    def explain(self, question: str, **options: Unpack[AskOptions]) -> Explanation:
        """Say how the answers of :meth:`ask` come about; the arguments are the same.

        >>> best = library.explain("like postingan calon bupati", as_of="2026-01-30").ranked[0]
        >>> best.passage.document, 0 < best.behaviour_score <= 1
        ('skb-netralitas-2022', True)

        """
        from regsearch.search.answer import explain

        with self.opened():
            query = self._parse(question, options)
            return explain(self._candidates(), query, options.get("limit", LIMIT))

    def _candidates(self) -> CandidatePool:
        from regsearch.rank.candidates import CandidatePool

        if self._pool is None:
            self._pool = CandidatePool(self._index)
        return self._pool

    def _parse(self, question: str, options: AskOptions) -> ParsedQuery:
        check_question(question, "pertanyaan")
        check_options(options, self._index.catalog)
        # A look-up by citation needs nothing of what parses and answers questions.
        from regsearch.query.parse import parse_query
        from regsearch.query.spelling import corrections

        return parse_query(
            question,
            day_of(options.get("as_of")),
            self._index.directory,
            self._index.analyser,
            partial(corrections, self._index),
            subject=options.get("subject"),
            stage=options.get("stage"),
            kinds=tuple(options.get("kinds", ())),
        )

    @contextmanager
    def opened(self) -> Iterator[OpenIndex]:
        """Yield the open index, for what is built on a library.

        Raises:
            ClosedError: the library was closed, or another thread closes it meanwhile.

        >>> with library.opened() as index:
        ...     index.directory.short_name("pp-94-2021")
        'PP 94/2021'

        """
        closed = "Pustaka ini sudah ditutup. Buka lagi: regsearch.open()"
        if self._closed:
            raise ClosedError(closed)
        try:
            yield self._index
        except (RegsearchError, ValueError) as error:
            if self._closed:
                raise ClosedError(closed) from error
            raise

    def close(self) -> None:
        """Release the files; answers that were given stay as they are."""
        self._closed = True
        self._index.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()
