"""Softmax regression: what tells a class of questions from those that share its words.

Naive Bayes counts each class alone.  The regression is trained against rivals of each example, so
that a word which many classes share weighs little wherever another word decides.  It is trained by
stochastic gradient descent in a fixed order, without a library for numbers, so the same examples
give the same weights on every machine.
"""

from __future__ import annotations

import math
import random
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

_EPOCHS = 3
_LEAST_ERROR = 0.03
"""Wrong classes with a smaller share than this get no gradient, which keeps weights sparse."""
_LEAST_WEIGHT = 0.2
"""Smaller weights are dropped after each epoch."""
Weights = dict[str, dict[int, float]]
"""For each feature, what it adds to the score of each class."""


class Labelled(NamedTuple):
    """An example of a class."""

    label: int
    """Number of the class, counted from 0."""
    features: Sequence[str]
    """In an order that is always the same: sums of floats depend on it."""
    weight: float = 1.0


def idfs(examples: Sequence[Labelled], least: int = 1) -> dict[str, float]:
    """Return the inverse document frequency of each feature that *least* examples have.

    It is 1 for a feature of all examples.
    """
    frequency = Counter(feature for example in examples for feature in example.features)
    total = len(examples)
    return {
        feature: 1 + math.log((1 + total) / (1 + count))
        for feature, count in frequency.items()
        if count >= least
    }


def unit_vector(features: Iterable[str], idf: Mapping[str, float]) -> dict[str, float]:
    """Return the *features* that are known, weighted by *idf* and normalised to length 1."""
    known = {f: idf[f] for f in features if f in idf}
    norm = math.sqrt(sum(value * value for value in known.values()))
    return {feature: value / norm for feature, value in known.items()} if norm else {}


def train(
    examples: Sequence[Labelled],
    rivals: Sequence[Collection[int]],
    idf: Mapping[str, float],
    first_rate: float,
) -> Weights:
    """Return the weights that tell the classes of *examples* apart.

    Args:
        examples: to learn from.
        rivals: for each example, the classes that it is told apart from; its own may be among them.
        idf: the inverse document frequency of each of their features.
        first_rate: learning rate of the first epoch; it falls evenly to nothing.

    """
    vectors = [unit_vector(example.features, idf) for example in examples]
    compared = [
        dict.fromkeys((example.label, *others))
        for example, others in zip(examples, rivals, strict=True)
    ]
    weights: Weights = defaultdict(dict)
    for rate, order in _epochs(len(examples), first_rate):
        for number in order:
            example = examples[number]
            step = rate * example.weight
            _correct(weights, vectors[number], example.label, compared[number], step)
        for feature, row in weights.items():
            weights[feature] = {label: w for label, w in row.items() if abs(w) >= _LEAST_WEIGHT}
    return {feature: row for feature, row in weights.items() if row}


def train_binary(
    examples: Sequence[Labelled], idf: Mapping[str, float], first_rate: float
) -> dict[str, float]:
    """Return the weights that tell *examples* of the class 1 from those of the class 0.

    Args:
        examples: to learn from.
        idf: the inverse document frequency of the features to learn.
        first_rate: learning rate of the first epoch; it falls evenly to nothing.

    """
    vectors = [unit_vector(example.features, idf) for example in examples]
    weights = dict.fromkeys(idf, 0.0)
    for rate, order in _epochs(len(examples), first_rate):
        for number in order:
            example, vector = examples[number], vectors[number]
            score = sum([weights[feature] * value for feature, value in vector.items()])
            error = example.label - 1 / (1 + math.exp(-score))
            if abs(error) > _LEAST_ERROR:
                step = rate * example.weight * error
                for feature, value in vector.items():
                    weights[feature] += step * value
    return {feature: weight for feature, weight in weights.items() if abs(weight) >= _LEAST_WEIGHT}


def _epochs(count: int, first_rate: float) -> Iterator[tuple[float, list[int]]]:
    """Yield for each epoch its learning rate and the order of *count* examples."""
    order = list(range(count))
    draw = random.Random(0)
    for epoch in range(_EPOCHS):
        # `random` promises the same numbers in every version of Python, `shuffle` does not.
        order.sort(key=[draw.random() for _ in order].__getitem__)
        yield first_rate * (1 - epoch / _EPOCHS), order


def _correct(
    weights: Weights, vector: Mapping[str, float], right: int, classes: Iterable[int], rate: float
) -> None:
    """Take one gradient step: *vector* is an example of the class *right* among *classes*."""
    scores = dict.fromkeys(classes, 0.0)
    for feature, value in vector.items():
        row = weights[feature]
        for label in scores:
            if label in row:
                scores[label] += row[label] * value
    best = max(scores.values())
    likelihoods = {label: math.exp(score - best) for label, score in scores.items()}
    total = sum(likelihoods.values())
    least = _LEAST_ERROR * total
    errors = {label: value / total for label, value in likelihoods.items() if value > least}
    errors[right] = likelihoods[right] / total - 1
    for feature, value in vector.items():
        row = weights[feature]
        step = rate * value
        for label, error in errors.items():
            row[label] = row.get(label, 0.0) - step * error
