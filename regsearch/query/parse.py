"""A question becomes a Query, before anything is looked up."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, cast

from regsearch.engines.base import Concept
from regsearch.law.sanctions.wording import named_levels
from regsearch.model import Query
from regsearch.query.applicability import may_answer
from regsearch.query.entities import addressees, elections, matters, regions
from regsearch.query.lexicon import NamedPhrases, by_phrase, people, question_words
from regsearch.query.segment import carriers, segments
from regsearch.query.subject import first_named, subject_of
from regsearch.text.analysis import NEGATIONS, negated_stem, stopwords, words
from regsearch.text.dates import mentioned_day, without_dates

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from regsearch.law.resolver import Directory
    from regsearch.model import Reference, Stage
    from regsearch.text.analysis import Analyser

_OFFICIALS = "pejabat-negara"
"""Who is singled out by a rule for members of government."""
ACTOR_WEIGHT = 0.4
"""Weight of whom a question is about against what was done: most rules name no office."""

_DOUBLED = re.compile(r"(?i)\b([a-z]{3,})2(?=(?:nya|in|kan|an)?\b)")
"""A word said twice, in short: "bareng2", "diam2"."""
_MOST_WORDS = 400
_LONGEST_WORD = 40


@dataclass(frozen=True, slots=True)
class Understood:
    """A question as it was understood, with what it is searched by."""

    query: Query
    concepts: tuple[Concept, ...]
    weak: bool
    """Whether it has no ideas of its own, only words that carry a question ("sanksi pns")."""
    named: frozenset[str]
    """Words of the question and full names of the regions in it."""
    addressees: frozenset[str]
    """Kinds of people or bodies that it names, of those some rules single out."""
    matters: frozenset[str]
    """Matters that it speaks of, of those that some rules are only about."""
    terms: frozenset[str]
    """What may be the term whose meaning is asked: the words said, and the statutory ones."""
    levels: frozenset[str]
    """Kinds of sanction that it names."""
    foreign: frozenset[str]
    """Election laws that are for another kind of election than the one it speaks of."""
    intents: frozenset[str]
    """What is wanted: ``sanction``, ``permission``, ``validity``, ``meaning``, ``scope``."""
    about_them: bool
    """Whether it names people whom the rules are for, or who is over or under them at work."""
    strangers: tuple[str, ...] = ()
    """Ids of the instruments that it names but that do not bind whom it is about."""


def understand(
    text: str,
    on: date | None,
    directory: Directory,
    analyser: Analyser,
    correct: Callable[[str], str | None],
    *,
    subject: str | None = None,
    stage: Stage | None = None,
    kinds: tuple[str, ...] = (),
    expect: Callable[[Sequence[str], Iterable[str]], None] = lambda _words, _tokens: None,
) -> Understood:
    """Return what *text* asks.

    Args:
        text: the question as it was typed.
        on: the day whose law is asked for, which also decides what "UU ASN" means; if None the
            day that the question speaks of, or else today.
        directory: the instruments and provisions that exist.
        analyser: makes the stems.
        correct: returns the known word that an unknown one was probably meant to be, or None.
        subject: whom it is about, where the asker said so; else read from the words.
        stage: likewise, before or after the candidate's official determination.
        kinds: kinds of instrument to limit the search to.
        expect: told before, of what words *correct* will be asked, and which tokens are searched
            for if nothing is misspelt.

    """
    asked, text = text, _DOUBLED.sub(r"\1", text)
    day = on
    if not (on or "transition" in _intents(_spelt_out(text))):
        # Which law applies to the deeds of another day is asked of the law of today.
        day = mentioned_day(_without_citations(text, directory), date.today())
    mentioned, day = day is not None and on is None, day or date.today()
    references: list[Reference] = []
    rest = text
    for citation in directory.grammar.find(text):
        found = directory.resolve(citation, day)
        # "gubernur" in a short name is no citation; only what names a provision or an instrument is
        # taken out of the words that are searched for, be it in the index or not.
        if found or any(name.kind and name.number and name.year for name in citation.instruments):
            references += found
            gap = " " * (citation.end - citation.start)
            rest = rest[: citation.start] + gap + rest[citation.end :]
    # A story has a few hundred words; beyond that a question only costs time.
    spoken = [
        word for word in _spelt_out(without_dates(rest))[:_MOST_WORDS] if len(word) <= _LONGEST_WORD
    ]
    known = question_words()
    intents = _intents(spoken)
    expect([*filter(_worth_correcting, spoken)], _tokens(spoken, intents, analyser))
    assumed: list[tuple[str, str]] = []
    for index, word in enumerate(spoken):
        better = correct(word) if _worth_correcting(word) else None
        if better:
            assumed.append((word, better))
            spoken[index] = better
    intents |= _intents(spoken)
    meant = dict(assumed)
    told = [meant.get(word, word) for word in _spelt_out(text)[:_MOST_WORDS]]
    subject = subject or subject_of(told)
    stage = stage or cast("Stage | None", first_named(_stages(), told))
    strong, carried, expansions = _concepts(spoken, analyser)
    strangers = tuple(
        dict.fromkeys(
            r.document
            for r in references
            if not r.locator and not may_answer(directory.catalog[r.document].subjects, subject)
        )
    )
    if all(concept.weight == ACTOR_WEIGHT for concept in strong):
        # Whether an instrument holds for somebody whom it does not bind is asked for the sake of
        # its subject matter: what binds him in that matter is searched by its title.
        titles = " ".join(directory.catalog[document].title for document in strangers)
        strong = (*strong, *_concepts(words(titles), analyser)[0])
    # A question of carriers alone is searched by them after all.
    concepts = strong or carried
    if len(concepts) == 1 and len(spoken) == 1 and not intents:
        # A single word is asked for what it means as much as for what is ruled on it.
        intents = frozenset({"one_word"})
    query = Query(
        text=asked,
        as_of=day,
        day_mentioned=mentioned,
        terms=tuple(c.name for c in concepts),
        expansions=expansions,
        assumed=tuple(assumed),
        citations=tuple(dict.fromkeys(references)),
        subject=subject,
        stage=stage,
        kinds=kinds,
    )
    for name in sorted(intents & known.implied.keys()):
        concepts = (*concepts, Concept(name, (tuple(analyser.stems(known.implied[name])),)))
    named = frozenset(told) | regions(told)
    return Understood(
        query=query,
        concepts=concepts,
        weak=not strong,
        named=named,
        addressees=addressees(told) | ({_OFFICIALS} if subject == "pejabat" else set()),
        matters=matters([*spoken, *words(" ".join(law for _, ways in expansions for law in ways))]),
        terms=_terms(spoken, expansions),
        levels=frozenset(named_levels(text)) - {"bertingkat"},
        foreign=_foreign(told),
        intents=intents,
        about_them=bool(subject) or "atasan" in addressees(told),
        strangers=strangers,
    )


def _tokens(spoken: list[str], intents: frozenset[str], analyser: Analyser) -> Iterator[str]:
    """Yield what a question with these words is searched by, if none is misspelt."""
    implied = question_words().implied
    for name in intents & implied.keys():
        yield from analyser.stems(implied[name])
    strong, carried, _ = _concepts(spoken, analyser)
    for concept in (*strong, *carried):
        for way in concept.variants:
            yield from way


def _foreign(spoken: Sequence[str]) -> frozenset[str]:
    """Return the election laws that are for another kind of election than *spoken* names.

    Source: UU 7/2017 is for the elections of President, DPR, DPD and DPRD; UU 1/2015 and its
    amendments for those of governors, regents and mayors.
    """
    named = elections(spoken)
    return named[0].other_laws if len(named) == 1 else frozenset()


def _spelt_out(text: str) -> list[str]:
    """Return the words of *text*, everyday words that are written short in full."""
    short = question_words().short
    return [short.get(word, word) for word in words(text)]


def _without_citations(text: str, directory: Directory) -> str:
    for citation in reversed(directory.grammar.find(text)):
        if citation.instruments:
            text = text[: citation.start] + " " + text[citation.end :]
    return text


def _terms(
    spoken: Sequence[str], expansions: Iterable[tuple[str, tuple[str, ...]]]
) -> frozenset[str]:
    asking = {
        word
        for name, phrases in question_words().intents
        if name == "meaning"
        for phrase in phrases
        for word in phrase
    }
    term = " ".join(word for word in spoken if word not in asking and word not in stopwords())
    return frozenset((term, *(law for _, ways in expansions for law in ways)))


@cache
def _stages() -> NamedPhrases:
    return NamedPhrases(question_words().stages)


@cache
def _intended() -> NamedPhrases:
    return NamedPhrases(question_words().intents)


def _intents(spoken: Sequence[str]) -> frozenset[str]:
    return frozenset(_intended().names_in(spoken))


def _worth_correcting(word: str) -> bool:
    return len(word) >= 4 and word not in stopwords() and (word,) not in carriers()


def _concepts(
    spoken: list[str], analyser: Analyser
) -> tuple[tuple[Concept, ...], tuple[Concept, ...], tuple[tuple[str, tuple[str, ...]], ...]]:
    """Return the ideas of the question, the words that only carry it, and what was expanded.

    A phrase with several entries in the lexicon is several ideas.
    """
    lexicon, carrying, actors = by_phrase(), carriers(), people()
    strong: list[Concept] = []
    weak: list[Concept] = []
    expansions: list[tuple[str, tuple[str, ...]]] = []
    negated = False
    for said, phrase in segments(spoken, analyser):
        name = " ".join(said)
        if len(phrase) == 1 and phrase[0] in NEGATIONS:
            negated = True
            continue
        own = tuple(dict.fromkeys(analyser.stems(" ".join(phrase))))
        entries = lexicon.get(phrase, ())
        for entry in entries:
            ways = [own] if own else []
            ways += (tuple(dict.fromkeys(analyser.stems(law))) for law in entry.law)
            unique = tuple(dict.fromkeys(way for way in ways if way))
            weight = ACTOR_WEIGHT if phrase in actors else 1.0
            strong.append(
                Concept(
                    name, unique, weight, topical=not entry.general, institution=entry.institution
                )
            )
            expansions.append((name, entry.law))
        if own and not entries:
            (weak if phrase in carrying else strong).append(Concept(name, (own,)))
        if own and negated and phrase not in carrying:
            strong.append(Concept(f"tidak {name}", ((negated_stem(own[0]),),)))
        negated = negated and not own
    # A word said twice is one idea.
    return (
        tuple(dict.fromkeys(strong)),
        tuple(dict.fromkeys(weak)),
        tuple(dict.fromkeys(expansions)),
    )
