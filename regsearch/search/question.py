"""A question becomes a Query, before anything is looked up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from regsearch.model import Query
from regsearch.search.analysis import stopwords, words
from regsearch.search.engine import Concept
from regsearch.search.lexicon import by_phrase, find_phrase, question_words

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from regsearch.law.references import Directory
    from regsearch.model import Reference, Stage
    from regsearch.search.analysis import Analyser
    from regsearch.search.lexicon import Phrase

NEGATION_WEIGHT = 0.2
"""Weight of a lone negation: it changes what a norm says, but does not tell which norm."""

_NEGATIONS = frozenset({"tidak", "tanpa", "bukan", "belum", "sebelum", "sesudah", "setelah"})

_LONGEST_PHRASE = 6


@dataclass(frozen=True, slots=True)
class Understood:
    """A question as it was understood, with what it is searched by."""

    query: Query
    concepts: tuple[Concept, ...]
    weak: bool
    """Whether it has no ideas of its own, only words that carry a question ("sanksi pns")."""
    intents: frozenset[str]
    """What is wanted: ``sanction``, ``permission``, ``validity``, ``meaning``."""


def understand(
    text: str,
    on: date,
    directory: Directory,
    analyser: Analyser,
    correct: Callable[[str], str | None],
    *,
    subject: str | None = None,
    stage: Stage | None = None,
    kinds: tuple[str, ...] = (),
) -> Understood:
    """Return what *text* asks.

    Args:
        text: the question as it was typed.
        on: the day whose law is asked for; it also decides what "UU ASN" means.
        directory: the instruments and provisions that exist.
        analyser: makes the stems.
        correct: returns the known word that an unknown one was probably meant to be, or None.
        subject: whom it is about, where the asker said so; else read from the words.
        stage: likewise, before or after the candidate's official determination.
        kinds: kinds of instrument to limit the search to.

    """
    references: list[Reference] = []
    rest = text
    for citation in directory.grammar.find(text):
        found = directory.resolve(citation, on)
        # "gubernur" in a short name is no citation; only what names a provision or an instrument is
        # taken out of the words that are searched for.
        if found:
            references += found
            gap = " " * (citation.end - citation.start)
            rest = rest[: citation.start] + gap + rest[citation.end :]
    spoken = words(rest)
    known = question_words()
    subject = subject or _first(known.subjects, words(text))
    stage = stage or cast("Stage | None", _first(known.stages, words(text)))
    intents = frozenset(
        name for name, phrases in known.intents if any(find_phrase(p, spoken) >= 0 for p in phrases)
    )
    assumed: list[tuple[str, str]] = []
    for index, word in enumerate(spoken):
        better = correct(word) if _worth_correcting(word) else None
        if better:
            assumed.append((word, better))
            spoken[index] = better
    strong, carriers, expansions = _concepts(spoken, analyser)
    # A question of carriers alone is searched by them after all.
    concepts = strong or carriers
    query = Query(
        text=text,
        as_of=on,
        terms=tuple(c.name for c in concepts),
        expansions=expansions,
        assumed=tuple(assumed),
        citations=tuple(dict.fromkeys(references)),
        subject=subject,
        stage=stage,
        kinds=kinds,
    )
    return Understood(query, concepts, not strong, intents)


def _first(table: Sequence[tuple[str, Sequence[Phrase]]], spoken: Sequence[str]) -> str | None:
    return next(
        (name for name, phrases in table if any(find_phrase(p, spoken) >= 0 for p in phrases)), None
    )


def _worth_correcting(word: str) -> bool:
    return len(word) >= 4 and word not in stopwords() and (word,) not in _carriers()


def _carriers() -> set[Phrase]:
    """Return the phrases that carry the question or name its subject, and are not searched for."""
    known = question_words()
    spoken = {phrase for _, phrases in known.intents for phrase in phrases}
    people = {phrase for _, phrases in known.subjects for phrase in phrases}
    return spoken | people | set(known.filler)


def _concepts(
    spoken: list[str], analyser: Analyser
) -> tuple[tuple[Concept, ...], tuple[Concept, ...], tuple[tuple[str, tuple[str, ...]], ...]]:
    """Return the ideas of the question, the words that only carry it, and what was expanded."""
    lexicon, carriers = by_phrase(), _carriers()
    concepts: list[Concept] = []
    weak: list[Concept] = []
    expansions: list[tuple[str, tuple[str, ...]]] = []
    position = 0
    while position < len(spoken):
        for size in range(min(_LONGEST_PHRASE, len(spoken) - position), 0, -1):
            phrase = tuple(spoken[position : position + size])
            if phrase in lexicon or phrase in carriers or size == 1:
                break
        position += size
        stems = tuple(dict.fromkeys(analyser.stem(w) for w in phrase if w not in stopwords()))
        ways = [stems] if stems else []
        laws = tuple(law for entry in lexicon.get(phrase, ()) for law in entry.law)
        for law in laws:
            way = tuple(dict.fromkeys(analyser.stems(law)))
            if way and way not in ways:
                ways.append(way)
        if not ways:
            continue
        weight = NEGATION_WEIGHT if phrase[0] in _NEGATIONS and len(phrase) == 1 else 1.0
        concept = Concept(" ".join(phrase), tuple(ways), weight, phrase in lexicon)
        if phrase in carriers and phrase not in lexicon:
            weak.append(concept)
            continue
        concepts.append(concept)
        if laws:
            expansions.append((" ".join(phrase), laws))
    return tuple(concepts), tuple(weak), tuple(expansions)
