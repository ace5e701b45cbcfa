"""The order in which the candidates of a question answer it.

All are scored and sorted; then an item is promoted before its lead-in, and a norm before the
article that only punishes its breach.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from regsearch.model.passage import CONDUCT
from regsearch.rank.behaviour_scores import behaviour_scores
from regsearch.rank.factors import DIGITS, QueryFeatures, Ranked, Scored, factors_of
from regsearch.rank.own_first import own_first
from regsearch.rank.relevance import QueryScorer, weights

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from regsearch.behaviours.index_files import BehaviourMatch
    from regsearch.index.features import Features
    from regsearch.model import ParsedQuery
    from regsearch.model.query import Concept
    from regsearch.rank.own_first import OwnRules


class Ranking:
    """The candidates of one question, best first.

    Args:
        candidates: the features of the passages that may answer.
        query: the question.
        concepts: its concepts, each with its idf.
        matches: the behaviours that it may be about.
        known_words: how many of its words the catalogue of behaviours has.
        own: the user's documents that may go first, if he has any.

    """

    def __init__(
        self,
        candidates: Sequence[Features],
        query: ParsedQuery,
        concepts: Sequence[tuple[Concept, float]],
        matches: Sequence[BehaviourMatch] = (),
        known_words: int = 0,
        own: OwnRules | None = None,
    ) -> None:
        self.matches = matches
        self.known_words = known_words
        scorer, asked = QueryScorer(concepts), QueryFeatures(query)
        texts = [_text_score(candidate, scorer, asked) for candidate in candidates]
        best = max((text.score for text in texts), default=0.0)
        shares = behaviour_scores(matches, {c.key: c for c in candidates}, query)
        scored = [
            Scored(_fused(text, best, shares.get(candidate.key, 0.0)), candidate)
            for text, candidate in zip(texts, candidates, strict=True)
        ]
        scored.sort(
            key=lambda s: (-round(s.entry.score, DIGITS), s.features.document, s.features.order)
        )
        if "kinds" not in query.intents:
            scored = _promote(scored, lambda s: s.features.ancestors, _answers_for_lead_in)
        if "sanction" not in query.intents:
            articles: dict[str, list[str]] = {}
            for article in candidates:
                for norm in article.punishes:
                    articles.setdefault(norm, []).append(article.key)
            scored = _promote(scored, lambda s: articles.get(s.features.key, ()), _is_punished_by)
        self.own_answers = False
        """Whether a document of the user's answers, whatever the reviewed law is about."""
        if own:
            scored, self.own_answers = own_first(scored, own, asked)
        self.entries = [s.entry for s in scored]
        """All candidates, best first."""
        self._by_key = {entry.key: entry for entry in reversed(self.entries)}
        self.punishing = frozenset(c.key for c in candidates if c.levels)
        """The keys of those that carry a sanction."""

    def entry_of(self, key: str) -> Ranked | None:
        """Return the candidate with *key*, or None if there is none."""
        return self._by_key.get(key)

    def share_of_behaviours(self, *, outside: bool) -> float:
        """Return the share of the behaviours matched that are outside of this law, or are not."""
        return sum(m.share for m in self.matches if m.behaviour.outside is outside)

    def best_coverage(self, *, topical: bool) -> float:
        """Return the greatest coverage of the candidates that are topical, or not; -1 if none."""
        return max((e.coverage for e in self.entries if e.topical is topical), default=-1.0)


def _text_score(features: Features, scorer: QueryScorer, asked: QueryFeatures) -> Ranked:
    """Return the candidate with its text score: relevance, times the factors that apply."""
    found = scorer.relevance(features)
    value = weights().factors
    applied = tuple((name, value[name]) for name in factors_of(features, asked))
    score = found.score * found.coverage ** value["coverage"]
    for _, factor in applied:
        score *= factor
    return Ranked(features.key, score, 0, 0, found.coverage, found.topical, found.matched, applied)


def _fused(text: Ranked, best: float, share: float) -> Ranked:
    """Return the candidate with the score that its text and its behaviours come to together.

    Args:
        text: the candidate with its text score.
        best: the best text score of all candidates.
        share: its behaviour score.

    """
    weight = weights().behaviours
    own = text.score / best if best else 0.0
    score = (own + weight["text_floor"]) * (share + weight["behaviour_floor"]) ** weight["weight"]
    return text._replace(score=score, text_score=own, behaviour_score=share)


def _promote(
    ranked: list[Scored],
    targets: Callable[[Scored], Collection[str]],
    goes_before: Callable[[Scored, Scored], bool],
) -> list[Scored]:
    """Return *ranked* with each entry moved before the first one above it that it goes before.

    Args:
        ranked: the entries, best first.
        targets: gives the keys of the entries that an entry may go before.
        goes_before: says whether the first goes before the second, which is one of its targets.

    """
    ordered: list[Scored] = []
    above: set[str] = set()
    for scored in ranked:
        wanted = above.intersection(targets(scored))
        place = len(ordered)
        if wanted:
            place = next(
                (
                    place
                    for place, other in enumerate(ordered)
                    if other.features.key in wanted and goes_before(scored, other)
                ),
                place,
            )
        ordered.insert(place, scored)
        above.add(scored.features.key)
    return ordered


def _is_punished_by(norm: Scored, article: Scored) -> bool:
    """Say whether *norm*, whose breach *article* punishes, answers about as much."""
    return (
        norm.features.modality in CONDUCT
        and norm.entry.score >= article.entry.score * weights().match["punished"]
    )


def _answers_for_lead_in(item: Scored, lead_in: Scored) -> bool:
    """Say whether *item*, which is inside *lead_in*, answers no less of the question."""
    return (
        frozenset(item.entry.matched) >= frozenset(lead_in.entry.matched)
        and item.entry.score >= lead_in.entry.score * weights().match["specific"]
    )
