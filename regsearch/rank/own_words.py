"""How well a provision of a user's own document answers, in the words of who asks.

An agency writes of what its people do in plain words, not in those of the law that the lexicon
knows.  So each word of a phrase counts by itself, with everyday synonyms
(``data/everyday.toml``) and the roots of casual forms; the lexicon's statutory words count less.
What was not done is found as what must be done: "tidak apel" in "wajib mengikuti apel".
"""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from regsearch import data
from regsearch.index.features import count_together
from regsearch.model.query import Concept
from regsearch.query.spelling import roots
from regsearch.rank.relevance import concept_idf, length_norm, strength, weights
from regsearch.text.analysis import NEGATIONS, negated_stem

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from regsearch.engines.base import Terms
    from regsearch.index.features import Features
    from regsearch.text.analysis import Analyser

_Ways = tuple[tuple[str, ...], ...]
_SAID = ("text", "penjelasan", "context", "around")
_TITLE_ONLY = 0.5
"""What a word counts that stands in a title or heading only, so in all that is below it."""


class OwnConcept(NamedTuple):
    """A concept of a question for the user's own documents."""

    idf: float
    strict: float
    """Its idf, where one that no document has counts as much as the rarest word."""
    words: Sequence[tuple[_Ways, float]]
    """The asker's words, each as the ways to say it, with its idf."""
    laws: _Ways
    """Statutory ways to say the whole."""


class Found(NamedTuple):
    """How well a provision answers."""

    score: float
    coverage: float
    """Share of the question, weighted by idf, that it has (0 to 1)."""
    strict: float
    """Likewise, where a word that no document has counts as much as the rarest one."""
    matched: tuple[str, ...]
    """Stems that occur in it."""


def own_concepts(
    concepts: Iterable[tuple[Concept, float]], terms: Terms, analyser: Analyser
) -> list[OwnConcept]:
    """Return *concepts*, each with its idf, as they are looked for in the user's documents."""
    said = [(c, idf, _affirmed(c.variants[0])) for c, idf in concepts if c.variants]
    stems = dict.fromkeys(stem for _, _, stems in said for stem in stems)
    spoken = terms.frequencies(stems)
    ways = {stem: _ways(stem, analyser, casual=not spoken[stem]) for stem in stems}
    frequencies = terms.frequencies({t for found in ways.values() for way in found for t in way})
    total = terms.count()
    idfs: dict[str, float] = {}
    for stem, forms in ways.items():
        heard = tuple(way for way in forms if all(frequencies[token] for token in way))
        ways[stem] = heard or ((stem,),)
        idfs[stem] = concept_idf(Concept(stem, ways[stem][:1]), frequencies.__getitem__, total)
    made: list[OwnConcept] = []
    for concept, idf, own in said:
        words = [(ways[stem], idfs[stem]) for stem in own]
        known = [worth for way, worth in words if all(frequencies[t] for t in way[0])]
        laws = concept.variants[1:]
        # A word that only its synonyms make known is as rare as they are.
        weight = idf if not known or any(spoken[stem] for stem in own) else max(known)
        strict = weight if known or laws else math.log(total + 1)
        made += [OwnConcept(weight, strict, words, laws)] if words else []
    return made


def searched(concepts: Iterable[OwnConcept]) -> list[Concept]:
    """Return *concepts* for an engine, which finds a passage by any of their words."""
    words = [Concept(ways[0][0], ways) for c in concepts for ways, _ in c.words]
    return words + [Concept(c.laws[0][0], c.laws) for c in concepts if c.laws]


class OwnScorer:
    """Scores provisions against the concepts of one question.

    Args:
        concepts: the concepts.

    """

    def __init__(self, concepts: Sequence[OwnConcept]) -> None:
        self._concepts = concepts
        self._total = sum(concept.idf for concept in concepts)
        self._strict = sum(concept.strict for concept in concepts)

    def found_in(self, features: Features) -> Found:
        """Return how well the provision with *features* answers."""
        score = share = 0.0
        matched: dict[str, None] = {}
        for concept in self._concepts:
            told = sorted([self._words(concept, features), self._laws(concept, features)])
            (less, fewer, _), (best, part, stems) = told
            score += concept.idf * (best + less / 2)
            share += concept.idf * (1 - (1 - part) * (1 - fewer))
            matched |= dict.fromkeys(stems)
        return Found(score, share / self._total, share / self._strict, tuple(matched))

    def _words(
        self, concept: OwnConcept, features: Features
    ) -> tuple[float, float, tuple[str, ...]]:
        total = sum(idf for _, idf in concept.words)
        score = share = 0.0
        matched: list[str] = []
        for ways, idf in concept.words:
            worths = (1.0, *[weights().match["own_everyday"]] * (len(ways) - 1))
            best, part, stems = _best(
                _told(way, features, worth) for way, worth in zip(ways, worths, strict=True)
            )
            score, share = score + idf * best, share + idf * part
            matched += stems
        return score / total, share / total, tuple(matched)

    def _laws(
        self, concept: OwnConcept, features: Features
    ) -> tuple[float, float, tuple[str, ...]]:
        worth = weights().match["own_synonym"]
        return _best(_told(way, features, worth) for way in concept.laws)


def _best(
    found: Iterable[tuple[float, float, tuple[str, ...]]],
) -> tuple[float, float, tuple[str, ...]]:
    return max(found, key=lambda one: one[0], default=(0.0, 0.0, ()))


def _told(
    way: tuple[str, ...], features: Features, worth: float
) -> tuple[float, float, tuple[str, ...]]:
    """Return how strongly a provision says all of *way*, its worth if it does, and its stems."""
    each = [features.counts.get(stem, 0) for stem in way]
    packed = count_together(each) if each and all(each) else 0
    if not packed:
        return 0.0, 0.0, ()
    if not all(features.has(stem, *_SAID) for stem in way):
        worth *= _TITLE_ONLY
    own, others = strength(packed)
    return (own * length_norm(features.length) + others) * worth, worth, way


def _affirmed(stems: Iterable[str]) -> list[str]:
    negated = negated_stem("")
    return [s for s in stems if s not in NEGATIONS and not s.startswith(negated)]


def _ways(stem: str, analyser: Analyser, *, casual: bool) -> _Ways:
    """Return the ways to say *stem*: itself and everyday synonyms, of its roots too if *casual*."""
    synonyms = _synonyms(analyser)
    forms = [stem, *(roots(stem) if casual else ())]
    found = (way for form in forms for way in ((form,), *synonyms.get(form, ())))
    return tuple(dict.fromkeys(found))


@lru_cache(maxsize=4)
def _synonyms(analyser: Analyser) -> Mapping[str, Sequence[tuple[str, ...]]]:
    table: dict[str, list[tuple[str, ...]]] = {}
    for row in data.table("everyday")["synonyms"]:
        ways = [analyser.stems(words) for words in row]
        for way in ways:
            if len(way) == 1:
                table.setdefault(way[0], []).extend(w for w in ways if w and w != way)
    return table
