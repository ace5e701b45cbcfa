"""A question becomes a ParsedQuery, once, before anything is looked up."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, cast

from regsearch.law.sanctions.wording import named_levels
from regsearch.model.query import Concept, ParsedQuery
from regsearch.query.applicability import may_answer
from regsearch.query.citations import absent, cites_by_number, find_citations, respelled
from regsearch.query.entities import addressees, election_of, matters, regions, stage_on
from regsearch.query.lexicon import by_phrase, people, question_words
from regsearch.query.people import BOUNDARY
from regsearch.query.phrases import NamedPhrases, Phrases
from regsearch.query.segment import query_boilerplate, segments
from regsearch.query.subject import actors_of
from regsearch.text.analysis import NEGATIONS, negated_stem, stopwords, words
from regsearch.text.dates import mentioned_days, without_dates
from regsearch.text.quantities import asked_quantities

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from regsearch.citation import Citation
    from regsearch.law.resolver import Directory
    from regsearch.model import Reference, Stage
    from regsearch.query.citations import FoundCitation
    from regsearch.query.lexicon import Election
    from regsearch.text.analysis import Analyser

_OFFICIALS = "pejabat-negara"
"""The addressee of rules for members of government."""
ACTOR_WEIGHT = 0.4
"""Weight of the actor against the act: most rules name no office."""

_DOUBLED = re.compile(r"(?i)\b([a-z]{3,})2(?=(?:nya|in|kan|an)?\b)")
"""A reduplicated word in short: "bareng2", "diam2"."""
_CLAUSE_END = re.compile(r"[,;:?!()\"\n]+|(?P<before>\b\w*)\.(?=\s|$)")
_CRIMINAL = re.compile(r"(?i)\b(?:(?:ancaman|sanksi|hukuman)(?:nya)? pidana|pidananya)\b")
"""Asks for the criminal penalty; "dipidana" alone may be what has happened."""
_MAX_WORDS = 400
"""A story has a few hundred words; beyond that a question only costs time."""
_MAX_WORD_LENGTH = 40


def parse_query(
    text: str,
    on: date | None,
    directory: Directory,
    analyser: Analyser,
    corrections: Callable[[Sequence[str]], Mapping[str, str]],
    *,
    subject: str | None = None,
    stage: Stage | None = None,
    kinds: tuple[str, ...] = (),
) -> ParsedQuery:
    """Return what *text* asks.

    Args:
        text: the question as it was typed.
        on: the day whose law is asked for, which also decides what "UU ASN" means; if None the
            day that the question speaks of, or else today.
        directory: the instruments and provisions that exist.
        analyser: makes the stems.
        corrections: gives for each misspelled word of some the word that was meant.
        subject: whom it is about, where the asker said so; else read from the words.
        stage: likewise, before or after the candidate's official determination.
        kinds: kinds of instrument to limit the search to.

    """
    undoubled = respelled(_DOUBLED.sub(r"\1", text))
    citations = directory.grammar.find(undoubled)
    uncited = _blank(undoubled, (c for c in citations if c.instruments))
    days = (on, on) if on else _days_mentioned(undoubled, uncited)
    day = days[1] if days else date.today()
    cited = find_citations(citations, directory, day)
    references = tuple(dict.fromkeys(r for c in cited for r in c.references))
    typed = _searched_words(undoubled, cited)
    meant = corrections([word for word in typed if _is_correctable(word)])
    searched = [meant.get(word, word) for word in typed]
    spoken = _expanded_words(without_dates(undoubled))[:_MAX_WORDS]
    all_words = [meant.get(word, word) for word in spoken]
    actors = actors_of(clauses(undoubled, meant))
    subject = subject or actors.subject
    named_addressees = addressees(all_words)
    inapplicable = _inapplicable(references, directory, subject)
    own, boilerplate, expansions = _concepts(searched, analyser)
    if all(concept.weight == ACTOR_WEIGHT for concept in own):
        # Who asks whether an instrument holds for somebody whom it does not bind wants to know
        # what does bind him in that matter: the title of the instrument says which matter.
        titles = " ".join(directory.catalog[document].title for document in inapplicable)
        own = (*own, *_concepts(words(titles), analyser)[0])
    # A question of boilerplate alone is searched by it after all.
    concepts = own or boilerplate
    intents = _intents(typed) | _intents(searched)
    if len(concepts) == 1 and len(searched) == 1 and not intents:
        # A single word is asked for what it means as much as for what is ruled on it.
        intents = frozenset({"one_word"})
    intents |= frozenset(_asks().names_in(all_words))
    # A regent who acts as such is no candidate.
    election = election_of(all_words, by_office=subject != "pejabat")
    statutory = [law for _, laws in expansions for law in laws]
    return ParsedQuery(
        text=text,
        as_of=day,
        day_mentioned=on is None and days is not None,
        words=tuple(all_words),
        concepts=(*concepts, *_implied_concepts(intents, analyser)),
        only_boilerplate=not own,
        expansions=expansions,
        assumed=tuple((word, meant[word]) for word in typed if word in meant),
        citations=references,
        absent=next((str(c.problem) for c in cited if c.problem), None),
        unknown_instruments=tuple(
            str(absent(directory, c.citation, day)) for c in cited if c.unknown_instrument
        ),
        inapplicable=inapplicable,
        subject=subject,
        others=actors.others - {subject},
        stage=stage or _stage(all_words, election, days),
        kinds=kinds,
        intents=intents,
        levels=_levels(undoubled),
        quantities=asked_quantities(
            without_dates(uncited),
            absence=bool(_absence().rows_in(all_words)),
        ),
        names=frozenset(all_words) | regions(all_words),
        addressees=named_addressees | ({_OFFICIALS} if subject == "pejabat" else set()),
        matters=matters([*searched, *words(" ".join(statutory))]),
        terms=frozenset((_term(searched), *statutory)),
        election=election.name if election else None,
        other_election_laws=election.other_laws if election else frozenset(),
        about_staff=bool(subject) or "atasan" in named_addressees,
    )


def _days_mentioned(text: str, uncited: str) -> tuple[date, date] | None:
    """Return the first and last day that a question speaks of, if its law is asked for.

    Which law applies to the acts of another day is asked of the law of today.
    """
    if "transition" in _intents(_expanded_words(text)):
        return None
    return mentioned_days(uncited, date.today())


def _inapplicable(
    references: Iterable[Reference], directory: Directory, subject: str | None
) -> tuple[str, ...]:
    """Return the instruments that a question names as a whole and that do not bind *subject*."""
    documents = dict.fromkeys(r.document for r in references if not r.locator)
    return tuple(d for d in documents if not may_answer(directory.catalog[d].subjects, subject))


def _implied_concepts(intents: frozenset[str], analyser: Analyser) -> list[Concept]:
    """Return the concepts that *intents* are searched by, beside the words of the question."""
    implied = question_words().implied
    return [
        Concept(name, (tuple(analyser.stems(implied[name])),))
        for name in sorted(intents & implied.keys())
    ]


def _stage(
    spoken: Sequence[str], election: Election | None, days: tuple[date, date] | None
) -> Stage | None:
    """Return the stage that a question names, or that its election was in on the days it names."""
    named = cast("Stage | None", _first_named(_stages(), spoken))
    return named or (stage_on(election.name, *days) if election and days else None)


def _levels(text: str) -> frozenset[str]:
    """Return the levels of sanction that a question names."""
    named = frozenset(named_levels(text)) - {"bertingkat"}
    return named | {"pidana"} if _CRIMINAL.search(text) else named


def _searched_words(text: str, cited: Iterable[FoundCitation]) -> list[str]:
    """Return the words that are searched for: those outside of dates and citations.

    "gubernur" in a short name is no citation; what names a provision or an instrument is one, be it
    in the index or not.
    """
    taken = (c.citation for c in cited if c.references or cites_by_number(c.citation))
    found = _expanded_words(without_dates(_blank(text, taken)))[:_MAX_WORDS]
    return [word for word in found if len(word) <= _MAX_WORD_LENGTH]


def _blank(text: str, citations: Iterable[Citation]) -> str:
    """Return *text* with *citations* replaced by blanks of their length."""
    for citation in citations:
        gap = " " * (citation.end - citation.start)
        text = text[: citation.start] + gap + text[citation.end :]
    return text


def _expanded_words(text: str) -> list[str]:
    """Return the words of *text*, everyday abbreviations in full."""
    short = question_words().short
    return [short.get(word, word) for word in words(text)]


def clauses(text: str, meant: Mapping[str, str] | None = None) -> list[str]:
    """Return the words of *text* as meant, with a token for each sign between two clauses.

    Args:
        text: a question.
        meant: what its misspelled words were read as.

    """
    meant = meant or {}
    abbreviations = question_words().abbreviations

    def ended(match: re.Match[str]) -> str:
        before = match["before"] or ""
        # "Pj. Bupati" is one clause.
        return before + ("" if before.casefold() in abbreviations else "\n")

    found: list[str] = []
    for clause in _CLAUSE_END.sub(ended, without_dates(text)).split("\n"):
        found += [BOUNDARY, *(meant.get(word, word) for word in _expanded_words(clause))]
        if len(found) > _MAX_WORDS:
            break
    return found[1 : _MAX_WORDS + 1]


def _term(searched: Sequence[str]) -> str:
    """Return the term whose meaning may be asked: the words without those that ask."""
    asking = {
        word
        for name, phrases in question_words().intents
        if name == "meaning"
        for phrase in phrases
        for word in phrase
    }
    return " ".join(word for word in searched if word not in asking and word not in stopwords())


def _first_named(known: NamedPhrases, spoken: Sequence[str]) -> str | None:
    return next(iter(known.names_in(spoken)), None)


@cache
def _absence() -> Phrases:
    return Phrases([question_words().absence])


@cache
def _stages() -> NamedPhrases:
    return NamedPhrases(question_words().stages)


@cache
def _intent_phrases() -> NamedPhrases:
    return NamedPhrases(question_words().intents)


@cache
def _asks() -> NamedPhrases:
    return NamedPhrases(question_words().asks)


def _intents(spoken: Sequence[str]) -> frozenset[str]:
    return frozenset(_intent_phrases().names_in(spoken))


def _is_correctable(word: str) -> bool:
    return len(word) >= 4 and word not in stopwords() and (word,) not in query_boilerplate()


def _concepts(
    spoken: list[str], analyser: Analyser
) -> tuple[tuple[Concept, ...], tuple[Concept, ...], tuple[tuple[str, tuple[str, ...]], ...]]:
    """Return the concepts of a question, those of its boilerplate, and the lexicon's expansions.

    A phrase with several entries in the lexicon is several concepts.
    """
    lexicon, boilerplate = by_phrase(), query_boilerplate()
    light = people() | question_words().answer_kind
    own: list[Concept] = []
    weak: list[Concept] = []
    expansions: list[tuple[str, tuple[str, ...]]] = []
    negated = False
    for said, phrase in segments(spoken, analyser):
        name = " ".join(said)
        if len(phrase) == 1 and phrase[0] in NEGATIONS:
            negated = True
            continue
        stems = tuple(dict.fromkeys(analyser.stems(" ".join(phrase))))
        entries = lexicon.get(phrase, ())
        for entry in entries:
            variants = [stems] if stems else []
            variants += (tuple(dict.fromkeys(analyser.stems(law))) for law in entry.law)
            own.append(
                Concept(
                    name,
                    tuple(dict.fromkeys(variant for variant in variants if variant)),
                    ACTOR_WEIGHT if phrase in light else 1.0,
                    topical=not entry.general,
                    institution=entry.institution,
                )
            )
            expansions.append((name, entry.law))
        if stems and not entries:
            weight = ACTOR_WEIGHT if phrase in light else 1.0
            (weak if phrase in boilerplate else own).append(Concept(name, (stems,), weight))
        if stems and negated and phrase not in boilerplate:
            own.append(Concept(f"tidak {name}", ((negated_stem(stems[0]),),)))
        negated = negated and not stems
    # A word said twice is one concept.
    return (
        tuple(dict.fromkeys(own)),
        tuple(dict.fromkeys(weak)),
        tuple(dict.fromkeys(expansions)),
    )
