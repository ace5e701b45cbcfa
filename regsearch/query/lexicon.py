"""How people speak, as data: spoken words and the statutory ones they stand for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from regsearch import data
from regsearch.text.analysis import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Phrase = tuple[str, ...]


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
class Election:
    """A kind of election, which has laws of its own."""

    name: str
    words: tuple[Phrase, ...]
    """How people call it and its candidates."""
    candidates: tuple[Phrase, ...]
    """How the law calls its candidates."""
    other_laws: frozenset[str]
    """Ids of the laws of the other kind."""


@dataclass(frozen=True, slots=True)
class QuestionWords:
    """What a question says beside its subject matter (``data/question.toml``)."""

    subjects: tuple[tuple[str, tuple[Phrase, ...]], ...]
    openings: tuple[tuple[str, tuple[Phrase, ...]], ...]
    """Whom a question is about only where it opens with them."""
    leading: frozenset[str]
    """Those of them who go before anybody whom the question names after them."""
    passive: frozenset[str]
    """Words behind them by which they are those acted on."""
    speaker: dict[str, frozenset[str]]
    """Words for oneself, words between that and what one is, and whose one may be instead."""
    called: dict[str, str]
    """What those whom a rule binds are called in an answer, by the catalogue's name."""
    not_covered: dict[str, str]
    stages: tuple[tuple[str, tuple[Phrase, ...]], ...]
    intents: tuple[tuple[str, tuple[Phrase, ...]], ...]
    addressees: tuple[tuple[str, tuple[Phrase, ...]], ...]
    """Kinds of people or bodies that some rules single out, and how they are named."""
    matters: tuple[tuple[str, tuple[Phrase, ...]], ...]
    """Matters that some rules are only about, and how a provision speaks of them."""
    elections: tuple[Election, ...]
    short: dict[str, str]
    """Everyday words by the short ways to write them."""
    implied: dict[str, str]
    """Words that an intent is searched by, by its name."""
    regions: tuple[tuple[Phrase, Phrase], ...]
    """Short names of regions and the words of their full names."""
    common: frozenset[str]
    """Words of a rule's scope that do not make it narrow."""
    filler: tuple[Phrase, ...]


def _phrases(texts: Iterable[str]) -> tuple[Phrase, ...]:
    # Most are plain lower-case words already, of which nothing has to be made.
    plain = (
        text.split()
        if text.replace(" ", "").isalpha() and text.islower() and text.isascii()
        else words(text)
        for text in texts
    )
    return tuple(dict.fromkeys(map(tuple, plain)))


def _pairs(table: dict[str, list[str]]) -> Iterable[tuple[str, str]]:
    return ((full, short) for full, names in table.items() for short in names)


@lru_cache(maxsize=1)
def entries() -> tuple[Entry, ...]:
    """Return the lexicon in the order of its file."""
    return tuple(
        Entry(
            _phrases(e["say"]),
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
        subjects=tuple((s["name"], _phrases(s["words"])) for s in table["subject"]),
        openings=tuple((s["name"], _phrases(s["words"])) for s in table["opening"]),
        leading=frozenset(s["name"] for s in table["opening"] if s.get("leading")),
        passive=frozenset(table["passive"]["words"]),
        speaker={name: frozenset(texts) for name, texts in table["speaker"].items()},
        called=dict(table["called"]),
        not_covered=dict(table["not_covered"]),
        stages=tuple((name, _phrases(texts)) for name, texts in table["stage"].items()),
        intents=tuple((name, _phrases(texts)) for name, texts in table["intent"].items()),
        addressees=tuple((name, _phrases(texts)) for name, texts in table["addressee"].items()),
        matters=tuple((name, _phrases(texts)) for name, texts in table["matter"].items()),
        elections=tuple(
            Election(
                name,
                _phrases(entry["words"]),
                _phrases(entry["candidates"]),
                frozenset(entry["other_laws"]),
            )
            for name, entry in table["election"].items()
        ),
        short=dict(table["short"]),
        implied=dict(table["implied"]),
        regions=tuple(
            (tuple(words(short)), tuple(words(full))) for full, short in _pairs(table["regions"])
        ),
        common=frozenset(words(table["scope"]["common"])),
        filler=_phrases(table["filler"]["words"]),
    )


@lru_cache(maxsize=1)
def people() -> frozenset[Phrase]:
    """Return the phrases that name whom a question is about."""
    return frozenset(phrase for _, phrases in question_words().subjects for phrase in phrases)


class Phrases:
    """Rows of phrases, looked for in words all at once.

    Args:
        rows: the phrases of each row.

    """

    def __init__(self, rows: Iterable[Iterable[Phrase]]) -> None:
        self._by_word: dict[str, list[tuple[Phrase, int]]] = {}
        for row, phrases in enumerate(rows):
            for phrase in phrases:
                self._by_word.setdefault(phrase[0], []).append((phrase, row))

    def rows_in(self, spoken: Sequence[str]) -> list[int]:
        """Return the numbers of the rows of which a phrase stands in *spoken*, ascending."""
        found = {
            row
            for place, word in enumerate(spoken)
            for phrase, row in self._by_word.get(word, ())
            if tuple(spoken[place : place + len(phrase)]) == phrase
        }
        return sorted(found)


class NamedPhrases(Phrases):
    """Rows of phrases with a name each.

    Args:
        table: name and phrases of each row; several may have the same name.

    """

    def __init__(self, table: Sequence[tuple[str, Sequence[Phrase]]]) -> None:
        super().__init__(phrases for _, phrases in table)
        self._names = [name for name, _ in table]

    def names_in(self, spoken: Sequence[str]) -> list[str]:
        """Return the names of the rows of which a phrase stands in *spoken*, in their order."""
        return [self._names[row] for row in self.rows_in(spoken)]


@lru_cache(maxsize=1)
def spoken_words() -> frozenset[str]:
    """Return the words of all phrases of the lexicon."""
    return frozenset(word for phrase in by_phrase() for word in phrase)
