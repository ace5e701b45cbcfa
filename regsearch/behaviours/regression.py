"""Softmax regression: what tells a behaviour from those that share its words.

Naive Bayes counts each behaviour alone.  The regression is trained against all others at once, so
that a word which many behaviours share weighs little wherever another word decides.  It is trained
by stochastic gradient descent in a fixed order, without a library for numbers, so the same examples
give the same weights on every machine.
"""

from __future__ import annotations

import math
import random
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from regsearch.behaviours.model import Example

_EPOCHS = 5
_RATE = 2.0
"""Learning rate of the first epoch; it falls evenly to nothing."""
_LEAST_ERROR = 0.02
"""Wrong behaviours with a smaller share than this get no gradient, which keeps weights sparse."""
_LEAST_WEIGHT = 0.2
"""Smaller weights are left out of a model."""

Weights = dict[str, dict[int, float]]
"""For each feature, what it adds to the score of each behaviour."""


def idfs(examples: Sequence[Example]) -> dict[str, float]:
    """Return the inverse document frequency of each feature; 1 if all examples have it."""
    frequency = Counter(feature for example in examples for feature in example.features)
    total = len(examples)
    return {
        feature: 1 + math.log((1 + total) / (1 + count)) for feature, count in frequency.items()
    }


def unit_vector(features: Collection[str], idf: Mapping[str, float]) -> dict[str, float]:
    """Return the *features* that are known, weighted by *idf* and normalised to length 1."""
    known = {f: idf[f] for f in sorted(features) if f in idf}
    norm = math.sqrt(sum(value * value for value in known.values()))
    return {feature: value / norm for feature, value in known.items()} if norm else {}


def train(examples: Sequence[Example], idf: Mapping[str, float]) -> Weights:
    """Return the weights that tell the behaviours of *examples* apart.

    Args:
        examples: to learn from.
        idf: the inverse document frequency of each of their features.

    """
    vectors = [unit_vector(example.features, idf) for example in examples]
    behaviours = len({example.behaviour for example in examples})
    weights: Weights = defaultdict(dict)
    order = list(range(len(examples)))
    draw = random.Random(0)
    for epoch in range(_EPOCHS):
        rate = _RATE * (1 - epoch / _EPOCHS)
        # `random` promises the same numbers in every version of Python, `shuffle` does not.
        order.sort(key=[draw.random() for _ in examples].__getitem__)
        for number in order:
            example = examples[number]
            _correct(weights, vectors[number], example.behaviour, behaviours, rate * example.weight)
    return {
        feature: kept
        for feature, row in weights.items()
        if (kept := {b: w for b, w in row.items() if abs(w) >= _LEAST_WEIGHT})
    }


def _correct(
    weights: Weights, vector: Mapping[str, float], right: int, behaviours: int, rate: float
) -> None:
    """Take one gradient step: *vector* is an example of the behaviour *right*."""
    scores: dict[int, float] = {right: 0.0}
    for feature, value in vector.items():
        for behaviour, weight in weights[feature].items():
            scores[behaviour] = scores.get(behaviour, 0.0) + weight * value
    best = max(scores.values())
    likelihoods = {b: math.exp(score - best) for b, score in scores.items()}
    # Behaviours without a weight for any of the features score 0.
    others = (behaviours - len(scores)) * math.exp(-best)
    total = sum(likelihoods.values()) + others
    shares = {b: value / total for b, value in likelihoods.items()}
    errors = {b: share for b, share in shares.items() if share > _LEAST_ERROR}
    errors[right] = shares[right] - 1
    for feature, value in vector.items():
        row = weights[feature]
        step = rate * value
        for behaviour, error in errors.items():
            row[behaviour] = row.get(behaviour, 0.0) - step * error
