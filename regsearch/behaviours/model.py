"""Which behaviour a question is about: a centroid classifier over tf-idf features.

Each behaviour is the sum of the normalised feature vectors of its questions, its name and the words
of its first norms (Rocchio's method).  A question is compared with all of them by the cosine, for
each block of features apart; a softmax makes shares of the sums.  Learning is counting, so a model
follows from its questions at once and is the same on every machine.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from heapq import nlargest
from typing import TYPE_CHECKING, NamedTuple

from regsearch.errors import IndexDamagedError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from regsearch.behaviours.features import QuestionFeatures

SHARPNESS = 15.0
"""Factor of the cosines inside the softmax."""
UNKNOWN = "?"
"""The feature that stands for those that no example has."""
LARGEST = 150
"""Number of letter features that a centroid keeps: the largest."""
SCALE = 1_000
"""Weights are kept as whole thousandths."""


class Example(NamedTuple):
    """A text that a model learns from."""

    behaviour: int
    features: QuestionFeatures
    weight: float


class Posting(NamedTuple):
    """What a model knows of one feature."""

    idf: float
    weights: Sequence[tuple[int, int]]
    """The behaviours whose centroids have it, with its weight there in thousandths."""


def learn(examples: Sequence[Example]) -> dict[str, Posting]:
    """Return the postings of a model of *examples*, by feature."""
    found: dict[str, Posting] = {}
    for block, keep in (("meaning", None), ("letters", LARGEST)):
        counted = [getattr(e.features, block) for e in examples]
        seen = Counter(feature for counts in counted for feature in counts)
        rare = 1 if keep is None else 2
        idf = {f: math.log((1 + len(examples)) / (1 + n)) + 1 for f, n in seen.items() if n >= rare}
        centroids: dict[int, dict[str, float]] = defaultdict(lambda: defaultdict(float))
        for example, counts in zip(examples, counted, strict=True):
            for feature, value in _normalised(_weighted(counts, idf.get)).items():
                centroids[example.behaviour][feature] += value * example.weight
        weights: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for behaviour, centroid in sorted(centroids.items()):
            vector = _normalised(centroid)
            largest = len(vector) if keep is None else keep
            kept = nlargest(largest, vector.items(), key=lambda pair: (pair[1], pair[0]))
            for feature, value in kept:
                if thousandths := round(value * SCALE):
                    weights[feature].append((behaviour, thousandths))
        found |= {f: Posting(idf[f], tuple(held)) for f, held in weights.items()}
    found[UNKNOWN] = Posting(math.log(1 + len(examples)) + 1, ())
    return found


def classify(
    features: QuestionFeatures, posting: Callable[[str], Posting | None], behaviours: int
) -> dict[int, float]:
    """Return the share of each behaviour that has any feature of a question; all sum to 1 at most.

    Features that no example has count as the rarest, so a question that shares little with the
    catalogue is like none of its behaviours.

    Args:
        features: of the question.
        posting: gives what the model knows of a feature.
        behaviours: number of behaviours in the model.

    """
    cosines: dict[int, float] = defaultdict(float)
    unknown = posting(UNKNOWN) or Posting(0.0, ())
    for counts in features:
        known = {feature: found for feature in counts if (found := posting(feature))}
        idf = {f: known[f].idf if f in known else unknown.idf for f in counts}
        for feature, value in _normalised(_weighted(counts, idf.get)).items():
            for behaviour, thousandths in known[feature].weights if feature in known else ():
                cosines[behaviour] += value * thousandths / SCALE
    exponentials = {b: math.exp(SHARPNESS * cosine) for b, cosine in cosines.items()}
    total = sum(exponentials.values()) + behaviours - len(exponentials)
    return {b: value / total for b, value in exponentials.items()}


def _weighted(counts: Mapping[str, int], idf: Callable[[str], float | None]) -> dict[str, float]:
    """Return the tf-idf of the features that *idf* knows; a count is damped to 1 + its log."""
    return {
        feature: (1 + math.log(count)) * rarity
        for feature, count in counts.items()
        if (rarity := idf(feature)) is not None
    }


def _normalised(vector: Mapping[str, float]) -> dict[str, float]:
    length = math.sqrt(sum(value * value for value in vector.values()))
    return {feature: value / length for feature, value in vector.items()} if length else {}


def posting_lines(postings: Mapping[str, Posting]) -> Iterator[bytes]:
    """Yield *postings* as lines sorted by feature: feature, idf, ``behaviour:weight`` pairs."""
    for feature in sorted(postings, key=str.encode):
        idf, weights = postings[feature]
        pairs = " ".join(f"{behaviour}:{value}" for behaviour, value in weights)
        yield f"{feature}\t{idf:.4f}\t{pairs}\n".encode()


def parse_posting(fields: Sequence[bytes]) -> Posting:
    """Return the posting of a line of :func:`posting_lines` without its feature.

    Raises:
        IndexDamagedError: it is no such line.

    """
    try:
        idf, pairs = fields
        split = (pair.split(b":") for pair in pairs.split())
        return Posting(float(idf), tuple((int(b), int(w)) for b, w in split))
    except ValueError as error:
        raise IndexDamagedError(
            "Model perilaku dalam indeks rusak. Pasang ulang indeksnya."
        ) from error
