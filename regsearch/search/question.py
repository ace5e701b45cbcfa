"""A question becomes a Query, before anything is looked up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, cast

from regsearch.law.statements import named_levels
from regsearch.model import Query
from regsearch.search.analysis import NEGATIONS, negated_stem, stopwords, words
from regsearch.search.dates import mentioned_day, without_dates
from regsearch.search.engine import Concept
from regsearch.search.lexicon import NamedPhrases, by_phrase, question_words
from regsearch.search.mentions import addressees, elections, matters, regions
from regsearch.search.subjects import may_answer

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

    from regsearch.law.directory import Directory
    from regsearch.model import Reference, Stage
    from regsearch.search.analysis import Analyser
    from regsearch.search.lexicon import Phrase

ACTOR_WEIGHT = 0.4
"""Weight of whom a question is about against what was done: most rules name no office."""

_MOST_WORDS = 400
_LONGEST_WORD = 40
_LONGEST_PHRASE = 6


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
    day = on or mentioned_day(_without_citations(text, directory), date.today())
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
        word for word in words(without_dates(rest))[:_MOST_WORDS] if len(word) <= _LONGEST_WORD
    ]
    known = question_words()
    said = words(text)
    subject = subject or _speaker(said) or _first(_subjects(), said) or _opening(said)
    stage = stage or cast("Stage | None", _first(_stages(), said))
    intents = _intents(spoken)
    expect([*filter(_worth_correcting, spoken)], _tokens(spoken, intents, analyser))
    assumed: list[tuple[str, str]] = []
    for index, word in enumerate(spoken):
        better = correct(word) if _worth_correcting(word) else None
        if better:
            assumed.append((word, better))
            spoken[index] = better
    intents |= _intents(spoken)
    strong, carriers, expansions = _concepts(spoken, analyser)
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
    concepts = strong or carriers
    if len(concepts) == 1 and len(spoken) == 1 and not intents:
        # A single word is asked for what it means as much as for what is ruled on it.
        intents = frozenset({"one_word"})
    query = Query(
        text=text,
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
    named = frozenset(said) | regions(said)
    return Understood(
        query=query,
        concepts=concepts,
        weak=not strong,
        named=named,
        addressees=addressees(said),
        matters=matters([*spoken, *words(" ".join(law for _, ways in expansions for law in ways))]),
        terms=_terms(spoken, expansions),
        levels=frozenset(named_levels(text)) - {"bertingkat"},
        foreign=_foreign(said),
        intents=intents,
        about_them=bool(subject) or "atasan" in addressees(said),
        strangers=strangers,
    )


def _tokens(spoken: list[str], intents: frozenset[str], analyser: Analyser) -> Iterator[str]:
    """Yield what a question with these words is searched by, if none is misspelt."""
    implied = question_words().implied
    for name in intents & implied.keys():
        yield from analyser.stems(implied[name])
    strong, carriers, _ = _concepts(spoken, analyser)
    for concept in (*strong, *carriers):
        for way in concept.variants:
            yield from way


def _foreign(spoken: Sequence[str]) -> frozenset[str]:
    """Return the election laws that are for another kind of election than *spoken* names.

    Source: UU 7/2017 is for the elections of President, DPR, DPD and DPRD; UU 1/2015 and its
    amendments for those of governors, regents and mayors.
    """
    named = elections(spoken)
    return named[0].other_laws if len(named) == 1 else frozenset()


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


def _speaker(spoken: Sequence[str]) -> str | None:
    """Return what the asker says he is himself ("saya guru PNS"), or None."""
    known = question_words().speaker
    for place, word in enumerate(spoken):
        if word not in known["self"] or (place and spoken[place - 1] in known["of"]):
            continue
        said = place + 1
        while said < len(spoken) and spoken[said] in known["between"]:
            said += 1
        for name, phrases in question_words().subjects:
            if any(tuple(spoken[said : said + len(phrase)]) == phrase for phrase in phrases):
                return name
    return None


@cache
def _idle() -> frozenset[str]:
    """Return the words that carry no meaning or only a question."""
    intents = (phrase for _, phrases in question_words().intents for phrase in phrases)
    return stopwords() | {word for phrase in intents for word in phrase}


def _opening(spoken: Sequence[str]) -> str | None:
    """Return whom the question opens with, if they are of those who must stand there, or None.

    What only carries a question may stand before ("apakah boleh gubernur ...").
    """
    known = question_words()
    idle = _idle()
    start = next((place for place, word in enumerate(spoken) if word not in idle), len(spoken))
    for name, phrases in known.openings:
        for phrase in phrases:
            end = start + len(phrase)
            if end < len(spoken) and tuple(spoken[start:end]) == phrase:
                return name
    return None


@cache
def _subjects() -> NamedPhrases:
    return NamedPhrases(question_words().subjects)


@cache
def _stages() -> NamedPhrases:
    return NamedPhrases(question_words().stages)


@cache
def _intended() -> NamedPhrases:
    return NamedPhrases(question_words().intents)


def _intents(spoken: Sequence[str]) -> frozenset[str]:
    return frozenset(_intended().names_in(spoken))


def _first(known: NamedPhrases, spoken: Sequence[str]) -> str | None:
    return next(iter(known.names_in(spoken)), None)


def _worth_correcting(word: str) -> bool:
    return len(word) >= 4 and word not in stopwords() and (word,) not in _carriers()


@cache
def _people() -> frozenset[Phrase]:
    return frozenset(phrase for _, phrases in question_words().subjects for phrase in phrases)


@cache
def _carriers() -> frozenset[Phrase]:
    """Return the phrases that carry the question or name its subject, and are not searched for."""
    known = question_words()
    spoken = {phrase for _, phrases in known.intents for phrase in phrases}
    people = _people()
    return frozenset(spoken | people | set(known.filler))


def _segments(spoken: list[str]) -> list[Phrase]:
    """Return *spoken* cut into phrases: those of the lexicon first, then carriers, then words.

    Longer phrases go first, so that "punya hak pilih" is "punya" and "hak pilih".
    """
    pieces: list[list[str] | Phrase] = [spoken]
    for known in (by_phrase().keys(), _carriers()):
        for size in range(_LONGEST_PHRASE, 0, -1):
            pieces = [part for piece in pieces for part in _cut(piece, known, size)]
    return [
        phrase
        for piece in pieces
        for phrase in ([piece] if isinstance(piece, tuple) else [(word,) for word in piece])
    ]


def _cut(
    piece: list[str] | Phrase, known: Collection[Phrase], size: int
) -> list[list[str] | Phrase]:
    """Cut the phrases of *size* words that are *known* out of a piece not yet cut."""
    if isinstance(piece, tuple):
        return [piece]
    parts: list[list[str] | Phrase] = []
    start = place = 0
    while place <= len(piece) - size:
        phrase = tuple(piece[place : place + size])
        if phrase in known:
            parts += [piece[start:place]] if place > start else []
            parts.append(phrase)
            place = start = place + size
        else:
            place += 1
    return parts + ([piece[start:]] if start < len(piece) else [])


def _concepts(
    spoken: list[str], analyser: Analyser
) -> tuple[tuple[Concept, ...], tuple[Concept, ...], tuple[tuple[str, tuple[str, ...]], ...]]:
    """Return the ideas of the question, the words that only carry it, and what was expanded.

    A phrase with several entries in the lexicon is several ideas.
    """
    lexicon, carriers = by_phrase(), _carriers()
    people = _people()
    strong: list[Concept] = []
    weak: list[Concept] = []
    expansions: list[tuple[str, tuple[str, ...]]] = []
    negated = False
    for phrase in _segments(spoken):
        name = " ".join(phrase)
        if len(phrase) == 1 and phrase[0] in NEGATIONS:
            negated = True
            continue
        own = tuple(dict.fromkeys(analyser.stems(name)))
        entries = lexicon.get(phrase, ())
        for entry in entries:
            ways = [own] if own else []
            ways += (tuple(dict.fromkeys(analyser.stems(law))) for law in entry.law)
            unique = tuple(dict.fromkeys(way for way in ways if way))
            weight = ACTOR_WEIGHT if phrase in people else 1.0
            strong.append(
                Concept(
                    name, unique, weight, topical=not entry.general, institution=entry.institution
                )
            )
            expansions.append((name, entry.law))
        if own and not entries:
            (weak if phrase in carriers else strong).append(Concept(name, (own,)))
        if own and negated and phrase not in carriers:
            strong.append(Concept(f"tidak {name}", ((negated_stem(own[0]),),)))
        negated = negated and not own
    # A word said twice is one idea.
    return (
        tuple(dict.fromkeys(strong)),
        tuple(dict.fromkeys(weak)),
        tuple(dict.fromkeys(expansions)),
    )
