"""An understood question becomes a reply."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from regsearch.index.fields import names_of
from regsearch.model import Note, Reference, Reply, format_address
from regsearch.query.applicability import binds
from regsearch.query.lexicon import question_words
from regsearch.query.spelling import suggestions
from regsearch.rank.factors import Ranked
from regsearch.rank.ranking import Contest
from regsearch.rank.relevance import rarity, weights
from regsearch.search.as_of import answer_of
from regsearch.search.expand import followed, foresee, with_followed
from regsearch.search.lookup import missing, unknown

if TYPE_CHECKING:
    from collections.abc import Iterable

    from regsearch.engines.base import Concept, Terms
    from regsearch.index.reader import OpenIndex
    from regsearch.model import Answer, Passage, Query
    from regsearch.query.parse import Understood
    from regsearch.rank.candidate import Candidate

CANDIDATES = 200
"""How many passages of the engine are looked at more closely."""

_NO_SUCH_KIND = "Indeks tidak memuat dokumen berjenis {}. Jenis yang ada: {}."
_NOT_THEIRS = (
    "Ketentuan ini memuat sanksi dari peraturan yang tidak mengikat pelaku yang ditanyakan; "
    "sanksi itu tidak ditampilkan."
)
_NOTHING = "Tidak ada ketentuan dalam indeks yang menjawab pertanyaan ini."
_UNREVIEWED = (
    "Tidak ada ketentuan yang sudah ditinjau yang menjawab pertanyaan ini. Ditunjukkan ketentuan "
    "koleksi yang belum ditinjau: TIDAK DIKETAHUI apakah masih berlaku."
)
_DAY = (
    "Pertanyaan ini menyebut waktu; ditunjukkan hukum per {0:%d-%m-%Y}. "
    "Hari lain: --per YYYY-MM-DD."
)
_STRANGER = "{0} tidak mengikat {1}; yang diikatnya: {2}. Ditunjukkan aturan bagi {1}."
_ALL = 1 - 1e-9
"""Coverage of a provision that has all ideas, but for rounding."""
_ENDED_BY = frozenset({"dicabut_oleh", "diganti_oleh", "diubah_oleh"})


def answer(index: OpenIndex, understood: Understood, limit: int) -> Reply:
    """Return the reply to a question: the provisions it names, then those found by its ideas."""
    query = understood.query
    named = cited_answers(index, understood)
    if query.kinds:
        kinds = {instrument.kind for instrument in index.catalog.values()}
        if kinds.isdisjoint(query.kinds):
            told = _NO_SUCH_KIND.format(", ".join(query.kinds), ", ".join(sorted(kinds)))
            return Reply(query, "not_found", (), told)
    absent = missing(index, query.text, query.as_of)
    strange = unknown(index, query.text, query.as_of)
    if understood.weak and strange:
        absent = absent or strange[0]
    if absent and not named:
        return Reply(query, "not_found", (), absent)
    contest = contest_of(index, understood)
    found: list[Ranked] = []
    if named or _has_answer(index.terms, understood, contest):
        found = with_followed(index, understood, contest, limit + len(named))
    entries = [Ranked(passage.key, 0.0, 1.0, True, (), ()) for passage in named]
    answers = _answers(index, query, [*entries, *found], limit)
    message = question_words().not_covered.get(query.subject or "")
    if message and (understood.weak or any(concept.topical for concept in understood.concepts)):
        return Reply(query, "not_covered", answers, message)
    remarks: list[str] = []
    if not answers:
        answers = _answers(index, query, _unreviewed(index, understood, limit), limit)
        remarks += [_UNREVIEWED] if answers else []
    if not answers:
        near = suggestions(index, query.text)
        told = f"{_NOTHING} Mungkin yang dimaksud: {', '.join(near)}?" if near else _NOTHING
        return Reply(query, "not_found", (), told)
    remarks += [_not_bound(index, understood, document) for document in understood.strangers]
    remarks += strange
    remarks += [_DAY.format(query.as_of)] if query.day_mentioned else []
    return Reply(query, "found", answers, " ".join(remarks) or None)


def _answers(
    index: OpenIndex, query: Query, entries: Iterable[Ranked], limit: int
) -> tuple[Answer, ...]:
    """Return the first *limit* of *entries* as answers, each once."""
    unique: dict[str, Ranked] = {}
    for entry in entries:
        if entry.coverage > 0:
            unique.setdefault(entry.key, entry)
    return tuple(
        _for_subject(
            index,
            query.subject,
            answer_of(
                passage := index.passage_at(entry.key),
                query.as_of,
                index.instrument(passage),
                rank=place,
                score=entry.score,
                matched=entry.matched,
            ),
        )
        for place, entry in enumerate(islice(unique.values(), limit), 1)
    )


def _unreviewed(index: OpenIndex, understood: Understood, limit: int) -> list[Ranked]:
    """Return what documents that nobody has reviewed say: it may be law, or law no more.

    So it never stands beside what is known to be law, and is looked for only where that is silent;
    it must have all of the question's ideas; and not if the question says whom it is about, since
    nobody has said whom such a document binds.
    """
    if understood.query.subject:
        return []
    found = candidates(index, understood, reviewed=False)
    ways = (way for concept in understood.concepts for way in concept.variants)
    index.engine.expect(token for way in ways for token in way)
    contest = Contest(found, understood, rarities(index.engine, understood))
    return [entry for entry in contest.first(limit)[:limit] if entry.coverage >= _ALL]


def _not_bound(index: OpenIndex, understood: Understood, document: str) -> str:
    """Return that an instrument which the question names does not bind whom it is about."""
    called = question_words().called
    asked = understood.query.subject or ""
    bound = (called.get(name, name) for name in index.catalog[document].subjects)
    return _STRANGER.format(
        index.directory.short_name(document), called.get(asked, asked), ", ".join(bound)
    )


def _for_subject(index: OpenIndex, subject: str | None, given: Answer) -> Answer:
    """Leave out the sanctions that cannot fall on whom the question is about, and say so.

    PP 94/2021 binds PNS and CPNS; a PPPK who does what the joint decree forbids is not punished
    under it (PP 94/2021 Pasal 1 angka 1; PP 49/2018 Pasal 51).
    """
    kept = tuple(
        sanction
        for sanction in given.sanctions
        if all(binds(index.catalog[b.document].subjects, subject) for b in sanction.basis)
    )
    if len(kept) == len(given.sanctions):
        return given
    note = Note(_NOT_THEIRS, format_address(given.locator))
    return replace(given, sanctions=kept, notes=(*given.notes, note))


def cited_answers(index: OpenIndex, understood: Understood) -> list[Passage]:
    """Return the provisions that the question names, and then what each of them rests on."""
    index.expect(understood.query.citations)
    named = _named(index, understood)
    foresee(index, understood, [passage for passage in named if passage.locator])
    resting = (followed(index, understood, p) for p in named if p.locator)
    return [*named, *(other for found in resting for other, _ in found)]


def _named(index: OpenIndex, understood: Understood) -> list[Passage]:
    """Return the provisions that the question names, first what ended them if it asks for that."""
    found: list[Passage] = []
    for reference in understood.query.citations:
        passage = index.passage(reference)
        if passage is None or not (reference.locator or _only_names(index, understood, passage)):
            continue
        if not reference.locator and reference.document in understood.strangers:
            continue
        if "validity" in understood.intents:
            ended = [r for r in passage.related if r.relation in _ENDED_BY]
            others = (index.passage(Reference(r.document, r.locator)) for r in ended)
            found += [other for other in others if other]
        found.append(passage)
    return found


def _only_names(index: OpenIndex, understood: Understood, passage: Passage) -> bool:
    """Say whether the question does no more than name an instrument."""
    if "meaning" in understood.intents and understood.query.subject:
        # "Apa itu PPPK menurut UU ASN" asks for a definition in it.
        return False
    if understood.weak:
        return True
    called = frozenset(index.analyser.stems(names_of(passage.document, index.catalog)))
    return all(called.issuperset(concept.variants[0]) for concept in understood.concepts)


def _has_answer(terms: Terms, understood: Understood, contest: Contest) -> bool:
    """Say whether any passage has enough of the question's ideas to be an answer at all.

    Without an idea of this field of law, and without a word of whom its rules are for, a single
    word that the index does not know is enough to refuse: the question is about something else.
    """
    least = weights().refusal
    if contest.covered(topical=True) >= least["topical"]:
        return True
    best = contest.covered(topical=False)
    if understood.about_them and best >= least["about_them"]:
        return True
    strange = any(
        not any(all(map(terms.frequency, way)) for way in concept.variants)
        for concept in understood.concepts
    )
    return not strange and best >= least["other"]


def rarities(terms: Terms, understood: Understood) -> list[tuple[Concept, float]]:
    """Return the ideas of a question with how much each tells."""
    total = terms.count()
    return [(c, rarity(c, terms.frequency, total)) for c in understood.concepts]


def contest_of(index: OpenIndex, understood: Understood) -> Contest:
    """Return the passages that have ideas of the question and are law on its day."""
    found = candidates(index, understood)
    return Contest(found, understood, rarities(index.terms, understood))


def explained(
    index: OpenIndex, understood: Understood, limit: int
) -> tuple[list[tuple[Concept, float]], list[Ranked]]:
    """Return how much each idea tells, and the *limit* best with what the best rest on, best first.

    Where none is an answer, those of the documents that nobody has reviewed, if there are any.
    """
    contest = contest_of(index, understood)
    if not _has_answer(index.terms, understood, contest):
        found = _unreviewed(index, understood, limit)
        if found:
            return rarities(index.engine, understood), found
    best = with_followed(index, understood, contest, limit)[:limit]
    return rarities(index.terms, understood), best


def candidates(
    index: OpenIndex, understood: Understood, *, reviewed: bool = True
) -> list[Candidate]:
    """Return what the engine finds of the law of the day.

    Those of documents that nobody has *reviewed* are left out, or they alone are meant.
    """
    query, concepts = understood.query, understood.concepts
    groups = index.considered.groups(query.subject, query.kinds, reviewed=reviewed)
    if not concepts or (groups is not None and not groups):
        return []
    hits = index.engine.search(concepts, weights().fields, CANDIDATES, groups)
    numbers = [hit.number for hit in hits]
    day = query.as_of.toordinal()
    return index.considered.many(numbers, day, query.subject, reviewed=reviewed)
