"""Which behaviour a question is about: two classifiers over stems and slots.

The first is naive Bayes: each behaviour is the distribution of the features of its questions, its
name and the words of its first norms, smoothed towards that of all of them.  A question scores, for
each behaviour, the sum of the log-odds of its features against the background, divided by the
square root of their number because words of a question are not independent.  The second is a
softmax regression (:mod:`regsearch.behaviours.regression`).  Their scores are added, because the
one knows what a behaviour sounds like, the other what sets it apart from its neighbours; a softmax
makes shares of the sums.
"""

from __future__ import annotations

import math
from collections import defaultdict
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from regsearch.behaviours.regression import idfs, train, unit_vector
from regsearch.errors import IndexDamagedError

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

SMOOTHING = 100.0
"""Number of background features that each behaviour is smoothed with."""
ABSENT = "?"
"""The posting whose weights are the log-odds of a feature that a behaviour does not have."""
_BAYES = 0.7
_REGRESSION = 0.7
"""What the score of each classifier counts in the sum."""
_SCALE = 1_000
"""Log-odds are kept as whole thousandths."""


class Example(NamedTuple):
    """A text that a model learns from."""

    behaviour: int
    features: Collection[str]
    weight: float = 1.0


class Posting(NamedTuple):
    """What a model knows of a feature."""

    odds: Mapping[int, float]
    """The log-odds that it adds to each behaviour in naive Bayes."""
    idf: float = 0.0
    """Its inverse document frequency: its weight in the regression's vector of a question."""
    weights: Mapping[int, float] = MappingProxyType({})
    """What it adds to the score of each behaviour in the regression."""


def learn(examples: Sequence[Example]) -> dict[str, Posting]:
    """Return a model of *examples*, by feature.

    In naive Bayes, a feature that a behaviour lacks adds nothing; :data:`ABSENT` holds what every
    feature of a question counts for each behaviour in any case.
    """
    counts: dict[str, dict[int, float]] = defaultdict(lambda: defaultdict(float))
    sizes: dict[int, float] = defaultdict(float)
    for behaviour, features, weight in examples:
        for feature in features:
            counts[feature][behaviour] += weight
            sizes[behaviour] += weight
    total = sum(sizes.values())
    idf = idfs(examples)
    weights = train(examples, idf)
    model = {
        feature: Posting(
            {
                behaviour: math.log(1 + count * total / (SMOOTHING * sum(held.values())))
                for behaviour, count in held.items()
            },
            idf[feature],
            weights.get(feature, {}),
        )
        for feature, held in counts.items()
    }
    absent = {b: math.log(SMOOTHING / (size + SMOOTHING)) for b, size in sizes.items()}
    return model | {ABSENT: Posting(absent)}


def classify(
    features: Collection[str], posting: Callable[[str], Posting | None]
) -> dict[int, float]:
    """Return the share of each behaviour for a question with *features*; all sum to 1.

    Args:
        features: of the question.
        posting: gives what the model knows of a feature.

    """
    known = {feature: found for feature in features if (found := posting(feature))}
    absent = posting(ABSENT)
    scores = {b: odds * len(known) for b, odds in absent.odds.items()} if absent else {}
    for found in known.values():
        for behaviour, odds in found.odds.items():
            scores[behaviour] += odds
    damping = _BAYES / math.sqrt(len(known) + 1)
    scores = {behaviour: score * damping for behaviour, score in scores.items()}
    vector = unit_vector(known, {feature: found.idf for feature, found in known.items()})
    for feature, value in vector.items():
        for behaviour, weight in known[feature].weights.items():
            scores[behaviour] += _REGRESSION * weight * value
    best = max(scores.values(), default=0.0)
    likelihoods = {b: math.exp(score - best) for b, score in scores.items()}
    total = sum(likelihoods.values())
    return {b: value / total for b, value in likelihoods.items()}


def model_lines(model: Mapping[str, Posting]) -> Iterator[bytes]:
    """Yield *model* as lines sorted by feature.

    Each has the feature, its log-odds, its idf and its weights; pairs are
    ``behaviour:thousandths``.
    """
    for feature in sorted(model, key=str.encode):
        odds, idf, weights = model[feature]
        line = (feature, _pairs(odds), str(round(idf * _SCALE)), _pairs(weights))
        yield "\t".join(line).encode() + b"\n"


def parse_posting(fields: Sequence[bytes]) -> Posting:
    """Return the posting in a line of :func:`model_lines`, given without its feature.

    Raises:
        IndexDamagedError: it is no such line.

    """
    try:
        odds, idf, weights = fields
        return Posting(_parse_pairs(odds), int(idf) / _SCALE, _parse_pairs(weights))
    except (ValueError, OverflowError) as error:
        raise IndexDamagedError(
            "Model perilaku dalam indeks rusak. Pasang ulang indeksnya."
        ) from error


def _pairs(values: Mapping[int, float]) -> str:
    return " ".join(f"{behaviour}:{round(v * _SCALE)}" for behaviour, v in sorted(values.items()))


def _parse_pairs(pairs: bytes) -> dict[int, float]:
    split = (pair.split(b":") for pair in pairs.split())
    return {int(behaviour): int(value) / _SCALE for behaviour, value in split}
