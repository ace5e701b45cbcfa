"""The provisions of the user's own documents that go before the reviewed law in an answer.

They are those that answer about as well as the first of the reviewed law does, in the asker's words
(:mod:`regsearch.rank.own_words`) and by the behaviours that they are about: the model that
recognises a question recognises a provision as well.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from regsearch.index.features import count_in
from regsearch.rank.factors import DIGITS, WHOLE, QueryFeatures, Scored, factors_of
from regsearch.rank.own_words import Found, OwnConcept, OwnScorer
from regsearch.rank.relevance import weights

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from regsearch.index.features import Features
    from regsearch.rank.own_documents import OwnDocuments

_NAMED = 0.3
"""A document that the question names goes first with this share of the score others need."""
_FITTING = 0.5
"""Likewise one for just the number of minutes or days that is asked about."""
_ALIKE = 0.5
"""Likewise one about the same behaviour."""
_LEAST = 0.2
"""Share of the question that one must have, whatever it is about."""
_ANSWERS = 0.55
"""Share of the question that one has which answers whatever the reviewed law is about."""
_FAR_BETTER = 2.5
"""Times that one answers as well as the reviewed law, from which on the law is silent."""
_SILENT = 0.8
"""Share of the words that others need which is enough where the law is silent."""
_ACCORDING = "sesuai"
"""The stem by which a sanction refers to other law."""
_NEARLY = 0.75
"""Share of the question from which on a rule is about it, whatever later answers have."""
_ROW = 1.1
"""Factor for a row with a sanction: it has the measure, which its article may lack."""
_ABOUT = 0.7
"""How far a rule with all of the question is about its behaviour, at least."""
_MOST = 0.6
"""Share of the question that a rule of another region must have where the law is silent."""
_MISSED = 1
"""Words of the question that a provision with only one of them may lack."""
_BEST = 3
"""How many of the first reviewed provisions they are compared with."""
_COMPARED = 16
"""How many of the user's provisions are compared by behaviours."""


class OwnRules(NamedTuple):
    """The user's documents, and what their provisions are compared with."""

    documents: OwnDocuments
    """Which of them may go first."""
    concepts: Sequence[OwnConcept]
    """What is asked."""
    likeness: Callable[[Iterable[str]], float]
    """Says how far a text with some stems is about the behaviour of the question, from 0 to 1."""
    recognised: bool = False
    """Whether the question is recognised as one that the reviewed law answers."""
    asked: tuple[tuple[str, ...], ...] = ()
    """Ways to say what a provision must have to answer, if anything."""


class _Own(NamedTuple):
    """How well a provision answers in the asker's own words."""

    scored: Scored
    found: Found
    score: float
    likeness: float = 0.0
    """How far it is about the behaviour of the question (0 to 1)."""
    after_law: bool = False
    """Whether it goes behind the first of the reviewed law: it may be for other people."""


def own_first(
    ranked: Sequence[Scored], own: OwnRules, asked: QueryFeatures
) -> tuple[list[Scored], bool]:
    """Return *ranked* with the user's provisions first that are named, or answer about as well.

    Those of other regions, and of national law where the reviewed law answers, go behind the first
    of that.  The second value says whether one that goes first has most of what is asked.
    """
    scorer, users_scorer = OwnScorer(own.concepts), OwnScorer(own.concepts, own.asked)
    documents = frozenset().union(*own.documents)
    reviewed = [s for s in ranked if s.features.document not in documents]
    scores = [_compared(s, scorer, asked).score for s in reviewed]
    best = max(scores[:_BEST], default=0.0), max(scores, default=0.0)
    users = [_compared(s, users_scorer, asked) for s in ranked if s.features.document in documents]
    users.sort(key=lambda c: -c.score)
    if users and _far_better(users[0], best[1]):
        own = own._replace(recognised=False)
    found = [made for c in users[:_COMPARED] if (made := _if_first(c, best, own))]
    found.sort(key=lambda c: -round(c.score, DIGITS))
    ordered = _items_first(found)
    keys = {c.scored.features.key for c in ordered}
    others = [s for s in ranked if s.features.key not in keys]
    first = [_told(c) for c in ordered if not c.after_law]
    second = [_told(c) for c in ordered if c.after_law]
    law = 0 if first else 1
    answered = any(_answers(c, best[1]) for c in found if not c.after_law)
    return [*first, *others[:law], *second, *others[law:]], answered


def _told(own: _Own) -> Scored:
    """Return *own* as a candidate, with what it has of the question in the asker's words."""
    entry, found = own.scored.entry, own.found
    coverage = max(found.coverage, entry.coverage)
    return own.scored._replace(entry=entry._replace(coverage=coverage, matched=found.matched))


def _items_first(found: Iterable[_Own]) -> list[_Own]:
    """Return *found* with items before the lead-in of their list that answers little better."""
    specific = weights().match["specific"]
    ordered: list[_Own] = []
    for own in found:
        above = own.scored.features.ancestors
        places = (
            place
            for place, other in enumerate(ordered)
            if other.scored.features.key in above and own.score >= specific * other.score
        )
        ordered.insert(next(places, len(ordered)), own)
    return ordered


def _answers(own: _Own, best: float) -> bool:
    """Return whether *own* answers whatever the reviewed law, *best* of it, is about."""
    return own.found.strict + own.likeness >= _ANSWERS or _far_better(own, best)


def _far_better(own: _Own, best: float) -> bool:
    """Return whether *own* has much more of what is asked than the *best* of the reviewed law."""
    return own.found.having > 1 and own.score >= _FAR_BETTER * best


def _compared(scored: Scored, scorer: OwnScorer, asked: QueryFeatures) -> _Own:
    features, value = scored.features, weights().factors
    found = scorer.found_in(features)
    score = found.score * found.coverage ** value["coverage"]
    for name in factors_of(features, asked):
        # What a provision punishes that names no other of its document is stated by it alone.
        if name != "sanction_article" or _punishes_others(features):
            score *= value[name]
    return _Own(scored, found, score)


def _punishes_others(features: Features) -> bool:
    whole = f"{features.document}#"
    return any(key.startswith(whole) and key != whole for key in features.punishes)


def _if_first(own: _Own, best: tuple[float, float], rules: OwnRules) -> _Own | None:
    """Return *own* with the score it has among those that go first, or None if it does not.

    Args:
        own: a provision of the user's.
        best: the greatest score of the first answers of the reviewed law, and of all of it.
        rules: the user's documents, and what their provisions are compared with.

    """
    (entry, features), documents = own.scored, rules.documents
    if features.is_document or features.no_rule or features.modality == "definisi":
        return None
    elsewhere = features.document in documents.elsewhere
    if elsewhere:
        # Of another region: only as the best match of all that is asked, or of most of it where
        # the reviewed law is silent.
        silent = _far_better(own, best[1]) and own.found.coverage >= _MOST
        if silent or min(entry.text_score, entry.coverage) >= WHOLE:
            return own
    named = features.document in documents.named
    # Likeness takes a classification, so those that cannot be enough are left out before it.
    factor = min(_factor(own, named=named), _ALIKE)
    if own.found.coverage < _LEAST or own.score < weights().match["own"] * best[0] * factor:
        return None
    stems = (stem for stem, packed in features.counts.items() if count_in("text", packed))
    own = own._replace(likeness=rules.likeness(stems))
    if not _is_enough(own, best, named=named):
        return None
    # A national law that the user adds is no rule of his own, and binds others than staff.
    national = rules.recognised and features.document in documents.national
    behind = elsewhere or (national and not named)
    return own._replace(score=_score_among_own(own), after_law=behind)


def _factor(own: _Own, *, named: bool) -> float:
    """Return the share of the score others need that is enough for what is named or fits."""
    fitting = "amount" in dict(own.scored.entry.factors)
    return _NAMED if named else _FITTING if fitting else 1.0


def _is_enough(own: _Own, best: tuple[float, float], *, named: bool) -> bool:
    """Say whether *own* answers about as well as the reviewed law; see :func:`_if_first`."""
    found, factor, value = own.found, _factor(own, named=named), weights().match
    # What punishes as the law does says no more than that, but of what the law does not name.
    follows = own.scored.features.has(_ACCORDING, "sanction") and not named
    alike = own.likeness >= _ALIKE and not follows
    if follows:
        least = best[1] * factor
    elif alike or factor < 1:
        least = value["own"] * best[0] * (min(factor, _ALIKE) if alike else factor)
    else:
        # What is about something else must have nearly all words, or be the best match of them.
        nearly_all = found.strict >= _NEARLY and found.having > 1
        least = value["own"] * (best[0] if nearly_all else best[1])
    enough = value["own_coverage"] * (_NAMED if named else 1.0)
    if _far_better(own, best[1]):
        enough *= _SILENT
    elif found.having == 1 and found.missing > _MISSED and not alike and not named:
        return False
    return own.score >= least and found.coverage + own.likeness >= enough


def _score_among_own(own: _Own) -> float:
    """Return the score of *own* among the user's provisions, by what each is about."""
    features, value = own.scored.features, weights().match
    # What has all words of the question is about it, whatever it is taken for.
    about = max(own.likeness, _ABOUT) if own.found.strict >= WHOLE else own.likeness
    score = own.score * (value["own_likeness"] + about)
    score *= value["own_punished"] if features.levels else 1.0
    return score * (_ROW if features.levels and features.table_row else 1.0)
