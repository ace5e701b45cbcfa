"""Which behaviour a question is about: a naive Bayes classifier over stems and slots.

Each behaviour is the distribution of the features of its questions, its name and the words of its
first norms, smoothed towards that of all of them.  A question scores, for each behaviour, the sum
of the log-odds of its features against the background, divided by the square root of their number
because words of a question are not independent; a softmax makes shares of the scores.  Learning is
counting, so a model follows from its questions at once and is the same on every machine.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, NamedTuple

from regsearch.errors import IndexDamagedError

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

SMOOTHING = 100.0
"""Number of background features that each behaviour is smoothed with."""
ABSENT = "?"
"""The posting whose weights are the log-odds of a feature that a behaviour does not have."""
_SCALE = 1_000
"""Log-odds are kept as whole thousandths."""


class Example(NamedTuple):
    """A text that a model learns from."""

    behaviour: int
    features: Collection[str]
    weight: float = 1.0


def learn(examples: Iterable[Example]) -> dict[str, dict[int, float]]:
    """Return a model of *examples*: by feature, the log-odds that it adds to each behaviour.

    A feature that a behaviour lacks adds nothing; :data:`ABSENT` holds what every feature of a
    question counts for each behaviour in any case.
    """
    counts: dict[str, dict[int, float]] = defaultdict(lambda: defaultdict(float))
    sizes: Counter[int] = Counter()
    for behaviour, features, weight in examples:
        for feature in features:
            counts[feature][behaviour] += weight
            sizes[behaviour] += weight  # type: ignore[assignment]  # weights need not be whole
    total = sum(sizes.values())
    model = {
        feature: {
            behaviour: math.log(1 + count * total / (SMOOTHING * sum(held.values())))
            for behaviour, count in held.items()
        }
        for feature, held in counts.items()
    }
    model[ABSENT] = {b: math.log(SMOOTHING / (size + SMOOTHING)) for b, size in sizes.items()}
    return model


def classify(
    features: Collection[str], posting: Callable[[str], Mapping[int, float] | None]
) -> dict[int, float]:
    """Return the share of each behaviour for a question with *features*; all sum to 1.

    Args:
        features: of the question.
        posting: gives what the model knows of a feature.

    """
    known = [found for feature in features if (found := posting(feature))]
    scores = {b: odds * len(known) for b, odds in (posting(ABSENT) or {}).items()}
    for found in known:
        for behaviour, odds in found.items():
            scores[behaviour] += odds
    damping = math.sqrt(len(known) + 1)
    best = max(scores.values(), default=0.0)
    likelihoods = {b: math.exp((score - best) / damping) for b, score in scores.items()}
    total = sum(likelihoods.values())
    return {b: value / total for b, value in likelihoods.items()}


def model_lines(model: Mapping[str, Mapping[int, float]]) -> Iterator[bytes]:
    """Yield *model* as lines sorted by feature: the feature, then ``behaviour:thousandths``."""
    for feature in sorted(model, key=str.encode):
        odds = sorted(model[feature].items())
        pairs = " ".join(f"{behaviour}:{round(value * _SCALE)}" for behaviour, value in odds)
        yield f"{feature}\t{pairs}\n".encode()


def parse_posting(fields: Sequence[bytes]) -> dict[int, float]:
    """Return the posting in a line of :func:`model_lines`, given without its feature.

    Raises:
        IndexDamagedError: it is no such line.

    """
    try:
        (pairs,) = fields
        split = (pair.split(b":") for pair in pairs.split())
        return {int(behaviour): int(odds) / _SCALE for behaviour, odds in split}
    except ValueError as error:
        raise IndexDamagedError(
            "Model perilaku dalam indeks rusak. Pasang ulang indeksnya."
        ) from error
