"""The features by which questions are compared with those of the catalogue.

Stems, statutory words from the lexicon, and slots (actor, election, stage, days, what is asked,
whom and what else it speaks of) say what a question means; character n-grams inside its words
bridge misspellings and forms that the stemmer does not know.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from regsearch.text.analysis import stopwords

if TYPE_CHECKING:
    from collections.abc import Mapping

    from regsearch.model import ParsedQuery
    from regsearch.text.analysis import Analyser
    from regsearch.text.quantities import Quantity

N = 4
"""Length of a character n-gram."""


class QuestionFeatures(NamedTuple):
    """How often each feature occurs, in the two blocks that are weighed apart."""

    meaning: Mapping[str, int]
    letters: Mapping[str, int]


_BANDS = (3, 6, 10, 13, 16, 20, 24, 27)
"""Last days of the bands of absence, each with its punishment (PP 94/2021 Pasal 9 to 11)."""


def question_features(query: ParsedQuery, analyser: Analyser) -> QuestionFeatures:
    """Return the features of *query*."""
    told = [word for word in query.words if word not in stopwords()]
    meaning = Counter(analyser.stem(word) for word in told)
    meaning.update(f"L:{law}" for _, laws in query.expansions for law in laws)
    meaning.update(f"I:{name}" for name in query.intents)
    meaning.update(f"A:{name}" for name in query.addressees)
    meaning.update(f"M:{name}" for name in query.matters)
    if query.subject:
        meaning[f"S:{query.subject}"] += 1
    if query.election:
        meaning[f"E:{query.election}"] += 1
    for quantity in query.quantities:
        meaning[f"Q:{quantity.unit}:{_band(quantity)}"] += 1
    if query.stage:
        meaning[f"T:{query.stage}"] += 1
    return QuestionFeatures(meaning, Counter(gram for word in told for gram in _grams(word)))


def _grams(word: str) -> list[str]:
    marked = f"<{word}>"
    return [marked[start : start + N] for start in range(max(1, len(marked) - N + 1))]


def _band(quantity: Quantity) -> int:
    """Return in which band of days *quantity* begins; other units have none."""
    if quantity.unit != "hari":
        return 0
    return sum(quantity.low > last for last in _BANDS)
