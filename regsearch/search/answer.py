"""A parsed question becomes a reply.

The way of a question: the engine finds passages by BM25, their features are read from the index,
they are ranked, what the best of them rest on is raised behind them, and they become answers.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from regsearch.index.fields import names_of
from regsearch.model import Reference, Reply
from regsearch.model.explanation import Explanation, ScoredPassage
from regsearch.model.passage import ENDED_BY
from regsearch.query.applicability import not_covered
from regsearch.query.lexicon import question_words
from regsearch.query.spelling import suggestions
from regsearch.rank.factors import WHOLE, Ranked
from regsearch.rank.own_documents import OwnDocuments, own_documents
from regsearch.rank.own_first import OwnRules
from regsearch.rank.own_question import is_recognised, people_said, wanted
from regsearch.rank.own_words import own_concepts, searched
from regsearch.rank.ranking import Ranking
from regsearch.rank.relevance import concept_idf, weights
from regsearch.search.as_of import answer_of
from regsearch.search.expand import expand, rests_on
from regsearch.search.knowledge import (
    caution,
    field_not_yet,
    knowledge_until,
    no_law_yet,
    none_was_law,
)
from regsearch.search.reading import with_readings
from regsearch.search.summary import for_subject, nearest_question, recognised
from regsearch.text.analysis import stopwords

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from regsearch.engines.base import Terms
    from regsearch.index.reader import OpenIndex
    from regsearch.model import Answer, Concept, ParsedQuery, Passage
    from regsearch.rank.candidates import CandidatePool

CANDIDATES = 200
"""Number of the engine's best passages that are ranked."""

_NO_SUCH_KIND = "Indeks tidak memuat dokumen berjenis {}. Jenis yang ada: {}."
_NOTHING = "Tidak ada ketentuan dalam indeks yang menjawab pertanyaan ini."
_UNREVIEWED = (
    "Tidak ada ketentuan yang sudah ditinjau yang menjawab pertanyaan ini. Ditunjukkan ketentuan "
    "koleksi yang belum ditinjau: TIDAK DIKETAHUI apakah masih berlaku."
)
_DAY = (
    "Pertanyaan ini menyebut waktu; ditunjukkan hukum per {0:%d-%m-%Y}. "
    "Hari lain: --per YYYY-MM-DD."
)
_INAPPLICABLE = "{0} tidak mengikat {1}; yang diikatnya: {2}. Ditunjukkan aturan bagi {1}."
_LEAST_SHARE = 0.02
"""Least behaviour score by which a passage without a word of the question is an answer."""
_CATCHWORD = 2
"""Meaningful words up to which a question is a catchword, of which the words decide."""
_SURE = 0.7
"""Share from which on a behaviour is what the question is about."""
_KNOWN_PART = 0.3
"""Share of the meaningful words that the catalogue must know to recognise a behaviour by them."""


def answer(pool: CandidatePool, query: ParsedQuery, limit: int) -> Reply:
    """Return the reply to a question: the provisions it names, then those found by its concepts."""
    return replace(_reply(pool, query, limit), knowledge_until=knowledge_until(pool.index))


def _reply(pool: CandidatePool, query: ParsedQuery, limit: int) -> Reply:
    index = pool.index
    cited = cited_provisions(index, query)
    if refusal := _refused_at_once(index, query, cited):
        return Reply(query, "not_found", (), refusal)
    ranking = rank_candidates(pool, query)
    found = []
    if cited or _has_answer(index, query, ranking):
        found = expand(index, query, ranking, limit + len(cited))
    named = [Ranked(passage.key, 0.0, 1.0, 1.0, 1.0, True, (), ()) for passage in cited]
    answers = _answers(index, query, [*named, *found], limit)

    def beyond(norms: Collection[str]) -> Iterable[Answer]:
        punishing = ranking.punishing.intersection(norms)
        others = [entry for entry in found if entry.key in punishing]
        return [replace(a, rank=0) for a in _answers(index, query, others, len(others))]

    behaviour, summary, answers = recognised(index, query, ranking.matches, answers, beyond)
    uncovered = not_covered(query)
    topical = query.only_boilerplate or any(concept.topical for concept in query.concepts)
    if uncovered and (answers or topical):
        return Reply(query, "not_covered", answers, uncovered, behaviour, summary)
    gap = None if cited else _field_not_yet(pool, query)
    remarks: list[str] = [gap] if gap else []
    if not answers:
        answers = _answers(index, query, _unreviewed(pool, query, limit), limit)
        remarks += [_UNREVIEWED] if answers else []
    if not answers:
        near = suggestions(index, query.text)
        told = f"{_NOTHING} Mungkin yang dimaksud: {', '.join(near)}?" if near else _NOTHING
        return Reply(query, "not_found", (), gap or told)
    remarks += [_inapplicable(index, query, document) for document in query.inapplicable]
    remarks += query.unknown_instruments
    remarks += [_DAY.format(query.as_of)] if query.day_mentioned else []
    remarks += filter(None, [caution(index, query.as_of)])
    return Reply(query, "found", answers, " ".join(remarks) or None, behaviour, summary)


def explain(pool: CandidatePool, query: ParsedQuery, limit: int) -> Explanation:
    """Return how the *limit* best candidates and what they rest on got their scores.

    Where none is an answer, those of the documents that nobody has reviewed, if there are any.
    """
    index, terms = pool.index, pool.index.terms
    ranking = rank_candidates(pool, query)
    best = expand(index, query, ranking, limit)[:limit]
    if not _has_answer(index, query, ranking):
        unreviewed = _unreviewed(pool, query, limit)
        if unreviewed:
            terms, best = index.engine, unreviewed
    likeliest = ranking.matches[0].behaviour if ranking.matches else None
    scored = {entry.key for entry in ranking.entries if entry.behaviour_score}
    return Explanation(
        query,
        tuple(concept_idfs(terms, query.concepts)),
        tuple((match.behaviour.name, match.share) for match in ranking.matches),
        nearest_question(query, likeliest) if likeliest else None,
        tuple(n.citation for n in likeliest.norms if n.key not in scored) if likeliest else (),
        tuple(
            ScoredPassage(
                index.passage_at(e.key),
                e.score,
                e.text_score,
                e.behaviour_score,
                e.coverage,
                e.matched,
                e.factors,
            )
            for e in best
        ),
    )


def rank_candidates(pool: CandidatePool, query: ParsedQuery, *, reviewed: bool = True) -> Ranking:
    """Return the passages that have concepts of the question and are law on its day, ranked.

    Those of documents that nobody has *reviewed* are left out, or they alone are meant.
    """
    index = pool.index
    groups = pool.groups(query.subject, query.kinds, reviewed=reviewed)
    if not query.concepts or (groups is not None and not groups):
        return Ranking([], query, [])
    hits = index.engine.search(query.concepts, weights().fields, CANDIDATES, groups)
    documents = own_documents(index.catalog.values(), query.text) if reviewed else OwnDocuments()
    idfs = concept_idfs(index.terms if reviewed else index.engine, query.concepts)
    said = []
    if any(documents):
        people = people_said(query.words, query.concepts, index.analyser)
        every = [*idfs, *concept_idfs(index.terms, people)]
        said = own_concepts(every, index.terms, index.analyser)
    if said:
        groups = pool.groups(query.subject, query.kinds, own=True)
        hits += index.engine.search(searched(said), weights().fields, CANDIDATES, groups)
    matches, known_words = [], 0
    if pool.behaviours and reviewed:
        matches = pool.behaviours.match(query, index.analyser)
        known_words = pool.behaviours.knows(query, index.analyser)
    norms = (norm.number for match in matches for norm in match.behaviour.norms)
    numbers = list(dict.fromkeys([*(hit.number for hit in hits), *norms]))
    about = (query.subject, *query.others) if query.subject else (None,)
    candidates = pool.many(numbers, query.as_of.toordinal(), about, query.kinds, reviewed=reviewed)
    own = None
    if said:

        def likeness(stems: Iterable[str]) -> float:
            return pool.behaviours.likeness(matches, stems) if pool.behaviours else 0.0

        asked = wanted(query.words, index.analyser)
        own = OwnRules(documents, said, likeness, is_recognised(matches), asked)
    return Ranking(candidates, query, idfs, matches, known_words, own)


def concept_idfs(terms: Terms, concepts: Sequence[Concept]) -> list[tuple[Concept, float]]:
    """Return *concepts*, each with its inverse document frequency."""
    tokens = {token for c in concepts for variant in c.variants for token in variant}
    frequency, total = terms.frequencies(tokens), terms.count()
    return [(c, concept_idf(c, frequency.__getitem__, total)) for c in concepts]


def _field_not_yet(pool: CandidatePool, query: ParsedQuery) -> str | None:
    """Say that the index has no law of the question's field on its day, or return None.

    The field is that of the document that would answer best today.
    """
    timeline = pool.index.timeline
    if timeline is None or all(query.as_of >= field.known_from for field in timeline.fields):
        return None
    today = rank_candidates(pool, replace(query, as_of=timeline.checked)).entries[:1]
    document = today[0].key.partition("#")[0] if today else ""
    return field_not_yet(timeline.field_of(document), query.as_of)


def _refused_at_once(index: OpenIndex, query: ParsedQuery, cited: Iterable[Passage]) -> str | None:
    """Return what to say where there is nothing to search for, or None."""
    if query.kinds:
        kinds = {instrument.kind for instrument in index.catalog.values()}
        if kinds.isdisjoint(query.kinds):
            return _NO_SUCH_KIND.format(", ".join(query.kinds), ", ".join(sorted(kinds)))
    absent = query.absent
    if query.only_boilerplate and query.unknown_instruments:
        absent = absent or query.unknown_instruments[0]
    return (absent or no_law_yet(index, query.as_of)) if not cited else None


def _has_answer(index: OpenIndex, query: ParsedQuery, ranking: Ranking) -> bool:
    """Say whether the question is one that this law answers.

    The user's own documents may be about anything: one that has most of the question answers.
    Otherwise it is not where the behaviours outside of this law weigh too much against those of it,
    and is where the catalogue knows enough of its words to recognise its behaviour, of which a norm
    applies.  A single word is too little for the one, a catchword that names nobody for the other.
    Nor is it where its behaviour is sure and no norm of that was law on the day.
    Else a passage must have enough of the question's concepts.
    Without a concept of this field of law, and without a word of whom its rules are for, a single
    word that the index does not know is enough to refuse: the question is about something else.
    """
    terms = index.terms
    least, shares = weights().refusal, weights().behaviours
    if ranking.own_answers:
        return True
    inside, outside = (ranking.share_of_behaviours(outside=o) for o in (False, True))
    words, topical = _meaningful(query), ranking.best_coverage(topical=True)
    # A provision that has all that is asked, in words of this field, weighs against them; and few
    # words tell little of what is outside.
    least_outside = 1.0 if topical >= WHOLE or words <= _CATCHWORD else shares["outside"]
    if words > 1 and outside > inside * least_outside:
        return False
    sure = ranking.matches and ranking.matches[0].share >= _SURE
    scored = {entry.key for entry in ranking.entries if entry.behaviour_score}
    if sure and none_was_law(index, ranking.matches[0].behaviour, scored, query.as_of):
        return False
    if sure and scored and query.about_staff and ranking.known_words:
        return True
    if scored and words > _CATCHWORD and ranking.known_words > words * _KNOWN_PART:
        return True
    if topical >= least["topical"]:
        return True
    best = ranking.best_coverage(topical=False)
    if query.about_staff and best >= least["about_them"]:
        return True
    unknown = any(
        not any(all(terms.frequencies(variant).values()) for variant in concept.variants)
        for concept in query.concepts
    )
    return not unknown and best >= least["other"]


def _meaningful(query: ParsedQuery) -> int:
    return len({word for word in query.words if word not in stopwords()})


def _answers(
    index: OpenIndex, query: ParsedQuery, entries: Iterable[Ranked], limit: int
) -> tuple[Answer, ...]:
    """Return the first *limit* of *entries* as answers, each once."""
    unique: dict[str, Ranked] = {}
    for entry in entries:
        if entry.coverage > 0 or entry.behaviour_score >= _LEAST_SHARE:
            unique.setdefault(entry.key, entry)
    shown = list(islice(unique.values(), limit))
    passages = index.passages_at([entry.key for entry in shown])
    answers = [
        for_subject(
            index,
            query.subject,
            answer_of(
                passage,
                query.as_of,
                index.instrument(passage),
                rank=rank,
                score=entry.score,
                matched=entry.matched,
            ),
        )
        for rank, (entry, passage) in enumerate(zip(shown, passages, strict=True), 1)
    ]
    return with_readings(index, answers, query.as_of)


def _unreviewed(pool: CandidatePool, query: ParsedQuery, limit: int) -> list[Ranked]:
    """Return what documents that nobody has reviewed say: it may be law, or law no more.

    So it never stands beside what is known to be law, and is looked for only where that is silent;
    it must have all of the question's concepts; and not if the question says whom it is about,
    since nobody has said whom such a document binds.
    """
    if query.subject:
        return []
    ranking = rank_candidates(pool, query, reviewed=False)
    return [entry for entry in ranking.entries[:limit] if entry.coverage >= WHOLE]


def _inapplicable(index: OpenIndex, query: ParsedQuery, document: str) -> str:
    """Say that *document*, which the question names, does not bind whom it is about."""
    called, asked = question_words().called, query.subject or ""
    bound = (called.get(name, name) for name in index.catalog[document].subjects)
    return _INAPPLICABLE.format(
        index.directory.short_name(document), called.get(asked, asked), ", ".join(bound)
    )


def cited_provisions(index: OpenIndex, query: ParsedQuery) -> list[Passage]:
    """Return the provisions that the question names, and then what each of them rests on."""
    named = _named(index, query)
    resting = (rests_on(index, query, passage) for passage in named if passage.locator)
    return [*named, *(other for found in resting for other, _ in found)]


def _named(index: OpenIndex, query: ParsedQuery) -> list[Passage]:
    """Return the provisions that the question names, first what ended them if it asks for that."""
    found: list[Passage] = []
    for reference in query.citations:
        passage = index.passage(reference)
        if passage is None or not (reference.locator or _only_names(index, query, passage)):
            continue
        if not reference.locator and reference.document in query.inapplicable:
            continue
        if "validity" in query.intents:
            ended = [r for r in passage.related if r.relation in ENDED_BY]
            others = (index.passage(Reference(r.document, r.locator)) for r in ended)
            found += [other for other in others if other]
        found.append(passage)
    return found


def _only_names(index: OpenIndex, query: ParsedQuery, passage: Passage) -> bool:
    """Say whether the question does no more than name an instrument."""
    if "meaning" in query.intents and query.subject:
        # "Apa itu PPPK menurut UU ASN" asks for a definition in it.
        return False
    if query.only_boilerplate:
        return True
    called = frozenset(index.analyser.stems(names_of(passage.document, index.catalog)))
    return all(called.issuperset(concept.variants[0]) for concept in query.concepts)
