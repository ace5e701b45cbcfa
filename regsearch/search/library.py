"""An open index: questions and citations in, answers out."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from functools import cached_property
from typing import TYPE_CHECKING, Self

from regsearch.citation import format_locator, neighbours
from regsearch.errors import CitationError, IndexDamagedError, NotFoundError
from regsearch.law.references import Directory
from regsearch.model import Query, Reference, Reply
from regsearch.model.norm import passage_key
from regsearch.search.analysis import Analyser
from regsearch.search.answers import answer_of
from regsearch.search.fields import names_of, stems_of
from regsearch.search.instruments import read_instruments
from regsearch.search.lexicon import by_phrase, question_words
from regsearch.search.manifest import Manifest, read_manifest
from regsearch.search.question import Understood, understand
from regsearch.search.rank import Candidate, Ranked, rank, rarity, weights
from regsearch.search.records import Records
from regsearch.search.subjects import binds

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from regsearch.citation import Citation
    from regsearch.law.catalog import Catalog
    from regsearch.model import Answer, Locator, Passage, Stage
    from regsearch.search.engine import Concept, Engine

_CANDIDATES = 200
"""How many passages of the engine are looked at more closely."""

_NOTHING = "Tidak ada ketentuan dalam indeks yang menjawab pertanyaan ini."


class _Locators(dict[str, "list[Locator]"]):
    """The locators of each document, read when first asked for."""

    def __init__(self, records: Records, documents: Sequence[str]) -> None:
        super().__init__()
        self._records, self._documents = records, frozenset(documents)

    def __contains__(self, document: object) -> bool:
        return document in self._documents

    def __missing__(self, document: str) -> list[Locator]:
        found = [locator for locator in self._records.of_document(document) if locator]
        self[document] = found
        return found


@dataclass(frozen=True, slots=True)
class Explanation:
    """How the answers to a question came about."""

    understood: Understood
    rarity: tuple[tuple[Concept, float], ...]
    """Each idea of the question with how much it tells."""
    ranked: tuple[Ranked, ...]
    """The passages considered, best first."""


class Library:
    """An open index.

    Use it as a context manager, or call :meth:`close`.

    Args:
        folder: the index.

    Raises:
        IndexMissingError: there is no index.
        IndexStaleError: it was made by another format version or analysis.
        IndexDamagedError: it cannot be read.

    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.manifest: Manifest = read_manifest(folder)
        self._records = Records(folder)

    # -- parts that not every call needs ---------------------------------------------------------

    @cached_property
    def catalog(self) -> Catalog:
        """The instruments of the index."""
        return read_instruments(self.folder)

    @cached_property
    def directory(self) -> Directory:
        """Which instruments and provisions exist."""
        documents = [document.id for document in self.manifest.documents]
        return Directory(self.catalog, _Locators(self._records, documents))

    @cached_property
    def _engine(self) -> Engine:
        # Imported late: a look-up by citation needs no search engine.
        from regsearch.search.engine_whoosh import WhooshEngine

        return WhooshEngine(self.folder / "engine")

    @cached_property
    def _analyser(self) -> Analyser:
        try:
            table: Mapping[str, str] = json.loads((self.folder / "stems.json").read_text("utf-8"))
        except (OSError, ValueError) as error:
            raise IndexDamagedError(
                f"Tabel kata dasar indeks di {self.folder} rusak. Bangun ulang indeksnya."
            ) from error
        return Analyser(table)

    # -- citations -------------------------------------------------------------------------------

    def lookup(self, citation: str, *, as_of: date | None = None) -> Reply:
        """Return the provisions that *citation* names, as they stand on a day.

        Where a short name has several bearers ("UU ASN"), the one in force on that day is meant,
        and the reply's message names the others.

        Args:
            citation: in any usual spelling, ``Ps. 87 ay. 4 hrf c UU 5 thn 2014``.
            as_of: the day; today if left out. It decides what a shared short name means.

        Raises:
            CitationError: it cannot be understood, or names no instrument.
            NotFoundError: the index has no such provision or instrument; with its neighbours.

        """
        day = as_of or date.today()
        found = self.directory.grammar.parse(citation)
        if not found.instruments:
            raise CitationError(
                f"{citation.strip()!r} tidak menyebut peraturannya. "
                'Contoh: "Pasal 5 huruf n angka 6 PP 94/2021".'
            )
        references = self.directory.resolve(found, day)
        if not references:
            raise self._absent(found, day)
        passages = list(filter(None, map(self._passage, references)))
        if not passages:
            raise self._absent(found, day)
        answers = (answer_of(p, day, rank=number) for number, p in enumerate(passages, 1))
        query = Query(citation, day, citations=references)
        return Reply(query, "found", tuple(answers), self._meant(found, references[0], day))

    def _meant(self, citation: Citation, reference: Reference, day: date) -> str | None:
        """Say which instrument a shared short name was taken to mean, and who else bears it."""
        bearers = [i.id for n in citation.instruments for i in self.directory.instruments(n, day)]
        others = [document for document in dict.fromkeys(bearers) if document != reference.document]
        if not others or any(name.number for name in citation.instruments):
            return None
        name = " ".join(citation.instruments[0].text.split())
        meant = self.directory.short_name(reference.document)
        listed = ", ".join(self.directory.short_name(document) for document in others)
        return f"{name!r} di sini berarti {meant}; nama itu juga dipakai untuk {listed}."

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
        found = (
            self._passage(Reference(answer.document, locator))
            for locator in self._records.of_document(answer.document)
            if len(locator) > depth and locator[:depth] == answer.locator
        )
        return sorted(filter(None, found), key=lambda passage: passage.order)

    def _passage(self, reference: Reference) -> Passage | None:
        return self._records.get(passage_key(reference.document, reference.locator))

    def _absent(self, citation: Citation, day: date) -> NotFoundError:
        """Return the error for a citation that names nothing in the index."""
        name = " ".join(citation.instruments[0].text.split())
        known = [i for n in citation.instruments for i in self.directory.instruments(n, day)]
        if not known:
            return NotFoundError(
                f"{name} tidak ada dalam indeks. Daftar dokumen: regsearch korpus daftar"
            )
        cited = citation.targets[0].locator if citation.targets else ()
        document = known[0].id
        near = neighbours(cited, self.directory.locators[document])
        cites = tuple(self.directory.cite(Reference(document, locator)) for locator in near)
        place = format_locator(cited)
        return NotFoundError(
            f"{place} tidak ada dalam {self.directory.short_name(document)} yang diindeks. "
            f"Yang terdekat: {'; '.join(cites)}.",
            cites,
        )

    # -- questions -------------------------------------------------------------------------------

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
            as_of: the day whose law is asked for, a date or ``YYYY-MM-DD``; today if left out.
            limit: number of answers at the most.
            subject: whom it is about (``pns``, ``pppk`` ...), where the words do not say.
            stage: before or after the candidate's official determination, likewise.
            kinds: kinds of instrument to search in; empty for all.

        Raises:
            ValueError: *as_of* is not a date.

        """
        day = date.fromisoformat(as_of) if isinstance(as_of, str) else as_of or date.today()
        understood = self._understand(question, day, subject, stage, tuple(kinds))
        return self._answer(understood, limit)

    def explain(
        self,
        question: str,
        *,
        as_of: date | str | None = None,
        limit: int = 10,
        subject: str | None = None,
        stage: Stage | None = None,
    ) -> Explanation:
        """Say how the answers of :meth:`ask` come about; the arguments are the same."""
        day = date.fromisoformat(as_of) if isinstance(as_of, str) else as_of or date.today()
        understood = self._understand(question, day, subject, stage, ())
        ranked = self._ranked(understood)
        return Explanation(understood, tuple(self._rare(understood)), tuple(ranked[:limit]))

    def _understand(
        self,
        question: str,
        day: date,
        subject: str | None,
        stage: Stage | None,
        kinds: tuple[str, ...],
    ) -> Understood:
        return understand(
            question,
            day,
            self.directory,
            self._analyser,
            self._correct,
            subject=subject,
            stage=stage,
            kinds=kinds,
        )

    def _rare(self, understood: Understood) -> list[tuple[Concept, float]]:
        total = self._engine.count()
        return [(c, rarity(c, self._engine.frequency, total)) for c in understood.concepts]

    def _answer(self, understood: Understood, limit: int) -> Reply:
        query = understood.query
        cited = self._cited(understood)
        missing = self._missing(understood)
        if missing and not cited:
            return Reply(query, "not_found", (), missing)
        ranked = self._ranked(understood)
        answers: list[Answer] = []
        seen: set[str] = set()
        for passage in cited:
            if passage.key not in seen:
                seen.add(passage.key)
                answers.append(answer_of(passage, query.as_of, rank=len(answers) + 1))
        if answers or any(self._answers(understood, entry) for entry in ranked):
            for entry in ranked:
                if entry.passage.key not in seen and entry.coverage > 0:
                    seen.add(entry.passage.key)
                    answers.append(
                        answer_of(
                            entry.passage,
                            query.as_of,
                            rank=len(answers) + 1,
                            score=entry.score,
                            matched=entry.matched,
                        )
                    )
        message = question_words().not_covered.get(query.subject or "")
        if message:
            return Reply(query, "not_covered", tuple(answers[:limit]), message)
        if not answers:
            return Reply(query, "not_found", (), _NOTHING)
        return Reply(query, "found", tuple(answers[:limit]))

    def _cited(self, understood: Understood) -> list[Passage]:
        """Return the provisions that the question names, first what was said of their validity."""
        found: list[Passage] = []
        for reference in understood.query.citations:
            passage = self._passage(reference)
            if passage is None or (
                not reference.locator and not self._only_names(understood, passage)
            ):
                continue
            if "validity" in understood.intents:
                for related in passage.related:
                    if related.relation in {"dicabut_oleh", "diganti_oleh", "diubah_oleh"}:
                        other = self._passage(Reference(related.document, related.locator))
                        found += [other] if other else []
            found.append(passage)
        return found

    def _answers(self, understood: Understood, entry: Ranked) -> bool:
        """Say whether a passage has enough of the question's ideas to be an answer at all.

        Without an idea of this field of law, a single word that the index does not know is enough
        to refuse: the question is about something else.
        """
        if entry.topical:
            return entry.coverage >= weights().refusal["topical"]
        strange = any(
            not any(all(map(self._engine.frequency, way)) for way in concept.variants)
            for concept in understood.concepts
        )
        return not strange and entry.coverage >= weights().refusal["other"]

    def _only_names(self, understood: Understood, passage: Passage) -> bool:
        """Say whether the question does no more than name an instrument."""
        if understood.weak:
            return True
        called = frozenset(self._analyser.stems(names_of(passage.document, self.catalog)))
        return all(called.issuperset(concept.variants[0]) for concept in understood.concepts)

    def _missing(self, understood: Understood) -> str | None:
        """Return what to say where the question cites a provision that does not exist."""
        day = understood.query.as_of
        for citation in self.directory.grammar.find(understood.query.text):
            if citation.targets and citation.instruments:
                known = [
                    i for n in citation.instruments for i in self.directory.instruments(n, day)
                ]
                if known and not self.directory.resolve(citation, day):
                    return str(self._absent(citation, day))
        return None

    def _ranked(self, understood: Understood) -> list[Ranked]:
        query, concepts = understood.query, understood.concepts
        if not concepts:
            return []
        day = query.as_of
        documents = frozenset(
            i.id
            for i in self.catalog.values()
            if i.id in self.directory.locators
            and binds(i.subjects, query.subject)
            and (not query.kinds or i.kind in query.kinds)
        )
        hits = self._engine.search(concepts, weights().fields, _CANDIDATES, documents)
        found = []
        for hit in hits:
            passage = self._records.get(hit.key)
            # A pasal that only holds its ayat has no words of its own to answer with.
            if passage and passage.text and passage.status(day) == "berlaku":
                names = names_of(passage.document, self.catalog)
                stems = stems_of(passage, names, self._analyser)
                found.append(Candidate(passage, {f: Counter(s) for f, s in stems.items()}))
        return rank(found, understood, self._rare(understood))

    def _correct(self, word: str) -> str | None:
        """Return the known word that *word* was probably meant to be, or None if it is known."""
        if self._engine.frequency(self._analyser.stem(word)):
            return None
        if any(word in phrase for phrase in by_phrase()):
            return None
        near = self._engine.similar(word, 1 if len(word) < 8 else 2)
        if near:
            return near
        spoken = sorted({w for phrase in by_phrase() for w in phrase if len(w) >= 4})
        return next(iter(get_close_matches(word, spoken, n=1, cutoff=0.86)), None)

    def close(self) -> None:
        """Release the files."""
        self._records.close()
        if "_engine" in self.__dict__:
            self._engine.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()
