"""Which behaviour a question is about: three classifiers over its features.

The first is naive Bayes over words as they are said and their stems: each behaviour is the
distribution of those of its questions, its name and its first norms, smoothed towards that of all.
A question scores, for each behaviour, the sum of the log-odds of its words against the background,
divided by the square root of their number because words of a question are not independent.  The
second is a softmax regression (:mod:`regsearch.behaviours.regression`) over what is meant: stems
and the statutory words that the lexicon gives for everyday ones.  Their scores are added, because
the one knows what a behaviour sounds like, the other what sets it apart from its neighbours.  The
third tells questions that this law answers from those outside of it, of which there are more kinds
than behaviours can name, by pieces of words, since most words of a new kind are new; its score is
added to those of all behaviours outside.  What is asked often is the likelier for it: the number of
a behaviour's examples gives it a prior score.  A softmax makes shares of the sums.
"""

from __future__ import annotations

import math
from collections import defaultdict
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from regsearch.behaviours.regression import Labelled, idfs, train, train_binary, unit_vector
from regsearch.errors import IndexDamagedError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from regsearch.behaviours.features import QuestionFeatures

SMOOTHING = 100.0
"""Number of background features that each behaviour is smoothed with."""
ABSENT = "?"
"""The posting whose odds are those of a feature that a behaviour does not have."""
OUTSIDE = "!"
"""The posting that has an entry for each behaviour outside of this law."""
PRIOR = "%"
"""The posting whose odds are the logarithm of how much each behaviour has been asked."""
_BAYES = 0.3
_REGRESSION = 0.9
_OUTSIDE = 0.4
"""Weight of each classifier's score in the sum."""
_PRIOR = 0.5
"""Weight of the prior score; rare behaviours have more examples than their share of questions."""
_RIVALS = 30
"""Behaviours that the regression tells an example apart from: the likeliest by naive Bayes."""
_RATE = 3.0
_OUTSIDE_RATE = 3.0
"""Learning rates of the two regressions."""
_LEAST_EXAMPLES = 5
"""Examples that a piece of a word must be in to tell anything."""
_SCALE = 1_000
"""Log-odds are kept as whole thousandths."""


class Example(NamedTuple):
    """A text that a model learns from."""

    behaviour: int
    features: QuestionFeatures
    weight: float = 1.0
    outside: bool = False
    """Whether the behaviour is outside of this law."""


class Posting(NamedTuple):
    """What a model knows of a feature."""

    odds: Mapping[int, float]
    """The log-odds that it adds to each behaviour in naive Bayes."""
    idf: float = 0.0
    """Its inverse document frequency: its weight in the regressions' vector of a question."""
    weights: Mapping[int, float] = MappingProxyType({})
    """What it adds to the score of each behaviour in the regression."""
    outside: float = 0.0
    """What it adds to the log-odds that a question is outside of this law."""


def learn(examples: Sequence[Example]) -> dict[str, Posting]:
    """Return a model of *examples*, by feature.

    In naive Bayes, a feature that a behaviour lacks adds nothing; :data:`ABSENT` holds
    what each feature of a question adds to the score of every behaviour in any case.
    """
    counts: dict[str, dict[int, float]] = defaultdict(lambda: defaultdict(float))
    sizes: dict[int, float] = defaultdict(float)
    for behaviour, features, weight, _ in examples:
        for feature in features.said:
            counts[feature][behaviour] += weight
            sizes[behaviour] += weight
    total = sum(sizes.values())
    odds = {}
    for feature, held in counts.items():
        background = SMOOTHING * sum(held.values())
        odds[feature] = {b: math.log(1 + count * total / background) for b, count in held.items()}
    absent = {b: math.log(SMOOTHING / (size + SMOOTHING)) for b, size in sizes.items()}
    labelled = [Labelled(e.behaviour, sorted(e.features.meant), e.weight) for e in examples]
    rivals = [_rivals(e.features, odds, absent) for e in examples]
    idf = idfs(labelled)
    weights = train(labelled, rivals, idf, _RATE)
    model = {f: Posting(odds.get(f, {}), idf.get(f, 0.0), weights.get(f, {})) for f in odds | idf}
    model |= _learn_outside([Labelled(e.outside, e.features.pieces(), e.weight) for e in examples])
    marked = {e.behaviour: 1.0 for e in examples if e.outside}
    prior = {b: math.log(size) for b, size in sizes.items() if size}
    return model | {ABSENT: Posting(absent), OUTSIDE: Posting(marked), PRIOR: Posting(prior)}


def _learn_outside(examples: Sequence[Labelled]) -> Iterator[tuple[str, Posting]]:
    """Yield what pieces of words tell of whether a question is outside of this law."""
    idf = idfs(examples, _LEAST_EXAMPLES)
    for piece, weight in train_binary(examples, idf, _OUTSIDE_RATE).items():
        yield piece, Posting({}, idf[piece], outside=weight)


def _rivals(
    features: QuestionFeatures, odds: Mapping[str, Mapping[int, float]], absent: Mapping[int, float]
) -> list[int]:
    """Return the behaviours that naive Bayes finds likeliest by stems and slots alone.

    Words as they stand would cost much here: some are in most behaviours.
    """
    stems = (feature for feature in sorted(features.said) if not feature.startswith("="))
    scores = _bayes([odds[stem] for stem in stems], absent)
    return sorted(scores, key=scores.__getitem__, reverse=True)[:_RIVALS]


def _bayes(known: Sequence[Mapping[int, float]], absent: Mapping[int, float]) -> dict[int, float]:
    """Return the log-odds of each behaviour, given those of the features that are known."""
    count = len(known)
    scores = {behaviour: value * count for behaviour, value in absent.items()}
    for odds in known:
        for behaviour, value in odds.items():
            scores[behaviour] += value
    return scores


def classify(
    features: QuestionFeatures, posting: Callable[[str], Posting | None]
) -> dict[int, float]:
    """Return the share of each behaviour for a question with *features*; all sum to 1.

    Args:
        features: of the question.
        posting: gives what the model knows of a feature.

    """
    absent, outside, prior = (posting(name) for name in (ABSENT, OUTSIDE, PRIOR))
    said, meant, pieces = (
        {feature: found for feature in kind if (found := posting(feature))}
        for kind in (sorted(features.said), sorted(features.meant), features.pieces())
    )
    odds = [found.odds for found in said.values() if found.odds]
    damping = _BAYES / math.sqrt(len(odds) + 1)
    bayes = _bayes(odds, absent.odds if absent else {})
    scores = {behaviour: score * damping for behaviour, score in bayes.items()}
    for feature, value in unit_vector(meant, _idf(meant)).items():
        for behaviour, weight in meant[feature].weights.items():
            scores[behaviour] += _REGRESSION * weight * value
    vector = unit_vector(pieces, _idf(pieces))
    log_odds = sum(pieces[piece].outside * value for piece, value in vector.items())
    for behaviour in outside.odds if outside else ():
        scores[behaviour] += _OUTSIDE * log_odds
    for behaviour, value in prior.odds.items() if prior else ():
        scores[behaviour] += _PRIOR * value
    best = max(scores.values(), default=0.0)
    likelihoods = {b: math.exp(score - best) for b, score in scores.items()}
    total = sum(likelihoods.values())
    return {b: value / total for b, value in likelihoods.items()}


def _idf(known: Mapping[str, Posting]) -> dict[str, float]:
    return {feature: found.idf for feature, found in known.items()}


def model_lines(model: Mapping[str, Posting]) -> Iterator[bytes]:
    """Yield *model* as lines sorted by feature.

    Each has the feature, its log-odds, its idf, its weights and its part outside; pairs are
    ``behaviour:thousandths``.
    """
    for feature in sorted(model, key=str.encode):
        odds, idf, weights, outside = model[feature]
        line = (feature, _pairs(odds), _whole(idf), _pairs(weights), _whole(outside))
        yield "\t".join(line).encode() + b"\n"


def parse_posting(fields: Sequence[bytes]) -> Posting:
    """Return the posting in a line of :func:`model_lines`, given without its feature.

    Raises:
        IndexDamagedError: it is no such line.

    """
    try:
        odds, idf, weights, outside = fields
        return Posting(
            _parse_pairs(odds), int(idf) / _SCALE, _parse_pairs(weights), int(outside) / _SCALE
        )
    except (ValueError, OverflowError) as error:
        raise IndexDamagedError(
            "Model perilaku dalam indeks rusak. Pasang ulang indeksnya."
        ) from error


def _whole(value: float) -> str:
    return str(round(value * _SCALE))


def _pairs(values: Mapping[int, float]) -> str:
    return " ".join(f"{behaviour}:{_whole(v)}" for behaviour, v in sorted(values.items()))


def _parse_pairs(pairs: bytes) -> dict[int, float]:
    split = (pair.split(b":") for pair in pairs.split())
    return {int(behaviour): int(value) / _SCALE for behaviour, value in split}
