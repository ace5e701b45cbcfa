"""What the best answers rest on is raised close behind them.

A row of the joint decree says what may not be done; the government regulation that it cites is what
forbids it, the article that punishes is what a decision must name, and the principle that the whole
decree carries out is where the argument begins.  A reader who has found the first needs the others.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from regsearch.model import Reference
from regsearch.model.passage import CONDUCT
from regsearch.query.applicability import may_answer
from regsearch.rank.factors import Ranked
from regsearch.rank.relevance import weights

if TYPE_CHECKING:
    from collections.abc import Iterator

    from regsearch.index.reader import OpenIndex
    from regsearch.model import Locator, ParsedQuery, Passage, Relation
    from regsearch.rank.ranking import Ranking

FOLLOWED = 3
"""Number of the best answers that have what they rest on raised behind them."""

_MOST_HOPS = 4
"""Number of times that an equivalent is followed: laws were rarely replaced more often."""

Why = Literal["cited", "basis", "carried_out"]
"""A provision cites another; its sanction rests on it; what it stands in cites it.  Each is the
name of a factor in ``data/ranking.toml``."""

_SUCCESSORS: frozenset[Relation] = frozenset({"padanan", "diganti_oleh", "diubah_oleh"})


def expand(index: OpenIndex, query: ParsedQuery, ranking: Ranking, number: int) -> list[Ranked]:
    """Return the candidates, with what the best of them rest on raised close behind them.

    Args:
        index: where the passages are.
        query: the question.
        ranking: its candidates.
        number: how many answers are wanted: their passages are read together.

    """
    best = ranking.entries[:FOLLOWED]
    shown = [entry.key for entry in ranking.entries[: max(number, FOLLOWED)]]
    passages = index.passages_at(shown)[: len(best)]
    raised: dict[str, Ranked] = {}
    for entry, passage in zip(best, passages, strict=True):
        for other, why in rests_on(index, query, passage):
            blank = Ranked(other.key, 0.0, 0.0, 0.0, entry.coverage, entry.topical, (), ())
            old = raised.get(other.key) or ranking.entry_of(other.key) or blank
            factor = weights().factors[why]
            score = entry.score * factor
            if score > old.score:
                factors = (*old.factors, (why, factor))
                raised[other.key] = old._replace(score=score, factors=factors)
    # Each that is raised leaves its own place; the others keep their order, which is not that of
    # their scores: an item may go before its lead-in.
    ordered = [entry for entry in ranking.entries if entry.key not in raised]
    for entry in sorted(raised.values(), key=lambda entry: -entry.score):
        above = [place for place, other in enumerate(ordered) if other.score >= entry.score]
        ordered.insert(above[-1] + 1 if above else 0, entry)
    return ordered


def rests_on(index: OpenIndex, query: ParsedQuery, passage: Passage) -> list[tuple[Passage, Why]]:
    """Return what *passage* rests on, as far as it may answer, each once with why."""
    found: dict[str, tuple[Passage, Why]] = {}
    for other, why in _resting(index, query, passage):
        if (
            other.key != passage.key
            and may_answer(other.subjects, query.subject)
            and other.status(query.as_of) == "berlaku"
        ):
            found.setdefault(other.key, (other, why))
    return list(found.values())


def _resting(
    index: OpenIndex, query: ParsedQuery, passage: Passage
) -> Iterator[tuple[Passage, Why]]:
    cited = [p for p in _refers_to(index, passage) if p.document != passage.document]
    # Where it cites a sanction article, the norm that the article punishes goes before it.
    for article in cited:
        if article.modality == "sanksi":
            for norm in _refers_to(index, article):
                if norm.document == article.document and norm.modality in CONDUCT:
                    yield norm, "cited"
    for other in cited:
        yield other, "cited"
    for article in _punishing(index, passage):
        yield article, "basis"
    for above in _above(index, passage):
        for other in _refers_to(index, above):
            if other.document != passage.document:
                yield _of_the_day(index, query, other), "carried_out"


def _punishing(index: OpenIndex, passage: Passage) -> Iterator[Passage]:
    """Yield the provisions that impose the sanctions of *passage*, without the lists of them."""
    return filter(None, map(index.passage, _bases(passage)))


def _above(index: OpenIndex, passage: Passage) -> Iterator[Passage]:
    """Yield the units that *passage* stands in, nearest first, and then its instrument."""
    return filter(None, map(index.passage, _around(passage.document, passage.locator)))


def _of_the_day(index: OpenIndex, query: ParsedQuery, passage: Passage) -> Passage:
    """Return *passage*, or what stands in its place in the law of the day that is asked for.

    What replaced it may itself have been replaced, so its equivalents are followed several times.
    """
    day = query.as_of
    seen, following = {passage.key}, [passage]
    for _ in range(_MOST_HOPS):
        for other in following:
            if other.status(day) == "berlaku":
                return other
        reached = (index.passage(place) for other in following for place in _replacements(other))
        unseen = {other.key: other for other in reached if other and other.key not in seen}
        seen |= unseen.keys()
        following = list(unseen.values())
    return passage


def _refers_to(index: OpenIndex, passage: Passage) -> list[Passage]:
    """Return the provisions that the words of *passage* name."""
    return list(filter(None, map(index.passage, _named(passage))))


def _named(passage: Passage) -> Iterator[Reference]:
    return (
        Reference(r.document, r.locator)
        for r in passage.related
        if r.relation == "mengacu" and r.locator
    )


def _bases(passage: Passage) -> Iterator[Reference]:
    return (Reference(b.document, b.locator) for s in passage.sanctions for b in s.basis[:1])


def _around(document: str, locator: Locator) -> Iterator[Reference]:
    return (Reference(document, locator[:depth]) for depth in range(len(locator) - 1, -1, -1))


def _replacements(passage: Passage) -> Iterator[Reference]:
    return (
        Reference(r.document, r.locator)
        for r in passage.related
        if r.relation in _SUCCESSORS and r.locator
    )
