"""How people speak, as data: spoken words and the statutory ones they stand for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from regsearch import data
from regsearch.query.phrases import Phrase, Phrases, as_phrases, expanded_phrases
from regsearch.text.analysis import words

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of ``data/lexicon.toml``."""

    say: tuple[Phrase, ...]
    """Ways to say it, each as words."""
    law: tuple[str, ...]
    """Statutory words or phrases."""
    source: str
    institution: bool = False
    """Whether it names a body that has an instrument of its own."""
    general: bool = False
    """Whether people say it of many things, so that it does not show what a question is about."""


@dataclass(frozen=True, slots=True)
class Person:
    """A kind of people, as a row of ``data/question.toml`` describes it."""

    name: str
    """What the catalogue calls those whom a rule binds: ``pns``, ``kades`` ..."""
    words: tuple[Phrase, ...]
    status: bool = False
    """Whether it is what somebody is by law, whatever his job."""
    job: bool = False
    """Whether it is a job that PNS and PPPK hold."""
    weak: bool = False
    """Whether a question is about them only where they open it or a clause, and act."""
    searched: bool = False
    """Whether their names remain words to search by."""
    village: str | None = None
    """What they are where a question speaks of a village."""


@dataclass(frozen=True, slots=True)
class Election:
    """A kind of election, which has laws of its own."""

    name: str
    words: tuple[Phrase, ...]
    """How people call it and its candidates."""
    general: tuple[Phrase, ...]
    """How they call it together with those that are part of it."""
    offices: tuple[Phrase, ...]
    """Offices that it fills."""
    part_of: str | None
    """Name of the larger election that it is part of."""
    candidates: tuple[Phrase, ...]
    """How the law calls its candidates."""
    other_laws: frozenset[str]
    """Ids of the laws of the other kind."""


class Designation(NamedTuple):
    """When the candidates of an election were officially designated."""

    election: str
    begins: date
    """First day of the stages of that election."""
    day: date
    vote: date
    source: str


@dataclass(frozen=True, slots=True)
class QuestionWords:
    """What a question says beside its subject matter (``data/question.toml``)."""

    people: tuple[Person, ...]
    nobody: tuple[Phrase, ...]
    """Phrases that sound like people and name none."""
    village: Phrases
    """Words by which a question speaks of a village."""
    negated: frozenset[str]
    """Words before what somebody is not."""
    negated_name: str
    """What such a person is."""
    former: frozenset[str]
    """Words before an office that somebody no longer holds."""
    former_name: str
    """What such a person is."""
    kin: frozenset[str]
    """Relatives of somebody."""
    kin_of: frozenset[str]
    """Words between them and whose relatives they are."""
    relative: Person
    """What a relative is."""
    spouses: tuple[frozenset[str], ...]
    """Words for each of a couple."""
    apposition: frozenset[str]
    """Words between somebody and what he is."""
    appositive: frozenset[str]
    """Those of them of which one must stand there."""
    coordinating: tuple[list[str], ...]
    """Words between two that are asked about together."""
    parts: dict[str, frozenset[str]]
    """Words around a name, by the part that they give its bearer."""
    speaker: dict[str, frozenset[str]]
    """Words for oneself, words between that and what one is, and whose one may be instead."""
    called: dict[str, str]
    """What those whom a rule binds are called in an answer, by the catalogue's name."""
    not_covered: dict[str, str]
    stages: tuple[tuple[str, tuple[Phrase, ...]], ...]
    intents: tuple[tuple[str, tuple[Phrase, ...]], ...]
    answer_kind: frozenset[Phrase]
    """Words that say of which kind the answer is to be."""
    asks: tuple[tuple[str, tuple[Phrase, ...]], ...]
    """What is asked more closely, in words that are searched for all the same."""
    addressees: tuple[tuple[str, tuple[Phrase, ...]], ...]
    """Kinds of people or bodies that some rules single out, and how they are named."""
    matters: tuple[tuple[str, tuple[Phrase, ...]], ...]
    """Matters that some rules are only about, and how a provision speaks of them."""
    matters_asked: tuple[tuple[str, tuple[Phrase, ...]], ...]
    """How questions speak of them besides."""
    elections: tuple[Election, ...]
    designations: tuple[Designation, ...]
    absence: tuple[Phrase, ...]
    """How people say that somebody did not come to work."""
    abbreviations: frozenset[str]
    """Words behind which a full stop ends no sentence."""
    short: dict[str, str]
    """Everyday words by the short ways to write them."""
    implied: dict[str, str]
    """Words that an intent is searched by, by its name."""
    regions: tuple[tuple[Phrase, Phrase], ...]
    """Short names of regions and the words of their full names."""
    common: frozenset[str]
    """Words of a rule's scope that do not make it narrow."""
    filler: tuple[Phrase, ...]


def _pairs(table: dict[str, list[str]]) -> Iterable[tuple[str, str]]:
    return ((full, short) for full, names in table.items() for short in names)


@lru_cache(maxsize=1)
def entries() -> tuple[Entry, ...]:
    """Return the lexicon in the order of its file."""
    return tuple(
        Entry(
            as_phrases(e["say"]),
            tuple(e["law"]),
            e["source"],
            e.get("institution", False),
            e.get("general", False),
        )
        for e in data.table("lexicon")["entry"]
    )


@lru_cache(maxsize=1)
def by_phrase() -> dict[Phrase, tuple[Entry, ...]]:
    """Return the entries by the phrases that people say."""
    table: dict[Phrase, tuple[Entry, ...]] = {}
    for entry in entries():
        for phrase in entry.say:
            table[phrase] = (*table.get(phrase, ()), entry)
    return table


@lru_cache(maxsize=1)
def question_words() -> QuestionWords:
    """Return what a question says beside its subject matter."""
    table = data.table("question")
    return QuestionWords(
        people=tuple(_person(row, table["parts"]) for row in table["person"]),
        nobody=expanded_phrases(table["nobody"]["words"], table["parts"]),
        village=Phrases([as_phrases(table["village"]["words"])]),
        negated=frozenset(table["negated"]["words"]),
        negated_name=table["negated"]["name"],
        former=frozenset(table["former"]["words"]),
        former_name=table["former"]["name"],
        kin=frozenset(table["kin"]["words"]),
        kin_of=frozenset(table["kin"]["of"]),
        relative=Person(table["kin"]["name"], ()),
        spouses=tuple(frozenset(names) for names in table["kin"]["spouses"]),
        apposition=frozenset(table["apposition"]["words"]),
        appositive=frozenset(table["apposition"]["needed"]),
        coordinating=tuple([word] for word in table["apposition"]["coordinating"]),
        parts={name: frozenset(texts) for name, texts in table["part"].items()},
        speaker={name: frozenset(texts) for name, texts in table["speaker"].items()},
        called=dict(table["called"]),
        not_covered=dict(table["not_covered"]),
        stages=tuple((name, as_phrases(texts)) for name, texts in table["stage"].items()),
        intents=tuple((name, as_phrases(texts)) for name, texts in table["intent"].items()),
        answer_kind=frozenset(as_phrases(table["answer_kind"]["words"])),
        asks=tuple((name, as_phrases(texts)) for name, texts in table["asks"].items()),
        addressees=tuple((name, as_phrases(texts)) for name, texts in table["addressee"].items()),
        matters=tuple((name, as_phrases(texts)) for name, texts in table["matter"].items()),
        matters_asked=tuple(
            (name, as_phrases(texts)) for name, texts in table["matter_asked"].items()
        ),
        elections=tuple(
            Election(
                name,
                expanded_phrases(entry["words"], table["parts"]),
                as_phrases(entry.get("general", ())),
                expanded_phrases(entry.get("offices", ()), table["parts"]),
                entry.get("part_of"),
                as_phrases(entry["candidates"]),
                frozenset(entry["other_laws"]),
            )
            for name, entry in table["election"].items()
        ),
        designations=tuple(Designation(**row) for row in table["designation"]),
        absence=as_phrases(table["absence"]["words"]),
        abbreviations=frozenset(table["abbreviations"]["words"]),
        short=dict(table["short"]),
        implied=dict(table["implied"]),
        regions=tuple(
            (tuple(words(short)), tuple(words(full))) for full, short in _pairs(table["regions"])
        ),
        common=frozenset(words(table["scope"]["common"])),
        filler=as_phrases(table["filler"]["words"]),
    )


def _person(row: dict[str, Any], parts: dict[str, list[str]]) -> Person:
    return Person(
        row["name"],
        expanded_phrases(row["words"], parts),
        row.get("status", False),
        row.get("job", False),
        row.get("weak", False),
        row.get("searched", False),
        row.get("village"),
    )


@lru_cache(maxsize=1)
def person_index() -> dict[str, list[tuple[Phrase, Person]]]:
    """Return the names of people by their first word."""
    found: dict[str, list[tuple[Phrase, Person]]] = {}
    nobody = Person("", question_words().nobody)
    for person in (*question_words().people, nobody):
        for phrase in person.words:
            found.setdefault(phrase[0], []).append((phrase, person))
    return found


@lru_cache(maxsize=1)
def people() -> frozenset[Phrase]:
    """Return the names of people that are not searched for: they say who a question is about."""
    rows = question_words().people
    kept = {phrase for person in rows if person.searched for phrase in person.words}
    return frozenset(p for person in rows for p in person.words if p not in kept)


@lru_cache(maxsize=1)
def question_vocabulary() -> frozenset[str]:
    """Return the words by which a question names people, elections, stages and what it asks."""
    known = question_words()
    rows = (
        *(person.words for person in known.people),
        *(election.words for election in known.elections),
        *(phrases for _, phrases in (*known.stages, *known.intents, *known.matters)),
        tuple((word,) for word in (*known.kin, *known.short.values())),
    )
    return frozenset(word for phrases in rows for phrase in phrases for word in phrase)


@lru_cache(maxsize=1)
def names_alone() -> frozenset[str]:
    """Return the words that name somebody by themselves, or what he is by law."""
    rows = [person for person in question_words().people if not person.searched]
    return frozenset(
        word
        for person in rows
        for phrase in person.words
        if len(phrase) == 1 or person.status
        for word in phrase
    )


@lru_cache(maxsize=1)
def spoken_words() -> frozenset[str]:
    """Return the words of all phrases of the lexicon."""
    return frozenset(word for phrase in by_phrase() for word in phrase)
