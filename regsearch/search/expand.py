"""What the best answers rest on follows close behind them.

A row of the joint decree says what may not be done; the government regulation that it cites is what
forbids it, the article that punishes is what a decision must name, and the principle that the whole
decree carries out is where the argument begins.  A reader who has found the first needs the others.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from regsearch.model import Reference, parse_address
from regsearch.model.passage import passage_key
from regsearch.query.applicability import may_answer
from regsearch.rank.factors import Ranked
from regsearch.rank.relevance import weights

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from regsearch.index.reader import OpenIndex
    from regsearch.model import Locator, Passage, Relation
    from regsearch.query.parse import Understood
    from regsearch.rank.ranking import Contest

FOLLOWED = 3
"""How many of the best answers have what they rest on raised behind them."""

_SHOWN = 10
"""Answers that are shown if nobody says how many."""

Why = Literal["cited", "basis", "carried_out"]
"""A provision cites another; its sanction rests on it; what it stands in cites it.  Each is the
name of a factor in ``data/ranking.toml``."""

_NORMS = frozenset({"larangan", "kewajiban"})
_SUCCESSORS: frozenset[Relation] = frozenset({"padanan", "diganti_oleh", "diubah_oleh"})


def with_followed(
    index: OpenIndex, understood: Understood, contest: Contest, number: int
) -> list[Ranked]:
    """Return the best, with what the first of them rest on raised close behind them.

    The first *number* are the first of all candidates and of what was raised; those behind them
    need not be.
    """
    found = contest.first(max(number, FOLLOWED))
    index.records.expect(_first(found))
    best = [(entry, index.passage_at(entry.key)) for entry in found[:FOLLOWED]]
    foresee(index, understood, [passage for _, passage in best])
    raised: dict[str, Ranked] = {}
    for entry, passage in best:
        for other, why in followed(index, understood, passage):
            blank = Ranked(other.key, 0.0, entry.coverage, entry.topical, (), ())
            old = raised.get(other.key) or contest.entry_of(other.key) or blank
            factor = weights().factors[why]
            score = entry.score * factor
            if score > old.score:
                factors = (*old.factors, (why, factor))
                raised[other.key] = old._replace(score=score, factors=factors)
    # Each that is raised leaves its own place.
    found = contest.first(number + len(raised))
    ordered = [entry for entry in found if entry.key not in raised]
    # The others keep their order, which is not that of their scores: an item may go before its
    # lead-in.
    for entry in sorted(raised.values(), key=lambda entry: -entry.score):
        above = [place for place, other in enumerate(ordered) if other.score >= entry.score]
        ordered.insert(above[-1] + 1 if above else 0, entry)
    return ordered


def followed(
    index: OpenIndex, understood: Understood, passage: Passage
) -> list[tuple[Passage, Why]]:
    """Return what *passage* rests on, as far as it may answer, each once with why."""
    query, own = understood.query, passage.key
    found: dict[str, tuple[Passage, Why]] = {}
    for other, why in _rests_on(index, understood, passage):
        if may_answer(other.subjects, query.subject) and other.status(query.as_of) == "berlaku":
            key = other.key
            if key != own:
                found.setdefault(key, (other, why))
    return list(found.values())


def _rests_on(
    index: OpenIndex, understood: Understood, passage: Passage
) -> Iterator[tuple[Passage, Why]]:
    cited = [p for p in _refers_to(index, passage) if p.document != passage.document]
    # Where it cites a sanction article, the norm that the article punishes goes before it.
    for article in cited:
        if article.modality == "sanksi":
            for norm in _refers_to(index, article):
                if norm.document == article.document and norm.modality in _NORMS:
                    yield norm, "cited"
    for other in cited:
        yield other, "cited"
    for article in _punishing(index, passage):
        yield article, "basis"
    for above in _above(index, passage):
        for other in _refers_to(index, above):
            if other.document != passage.document:
                yield _of_the_day(index, understood, other), "carried_out"


def _punishing(index: OpenIndex, passage: Passage) -> Iterator[Passage]:
    """Yield the provisions that impose the sanctions of *passage*, without the lists of them."""
    return filter(None, map(index.passage, _bases(passage)))


def _above(index: OpenIndex, passage: Passage) -> Iterator[Passage]:
    """Yield the units that *passage* stands in, nearest first, and then its instrument."""
    return filter(None, map(index.passage, _around(passage.document, passage.locator)))


def _of_the_day(index: OpenIndex, understood: Understood, passage: Passage) -> Passage:
    """Return *passage*, or what stands in its place in the law of the day that is asked for."""
    day = understood.query.as_of
    if passage.status(day) == "berlaku":
        return passage
    others = map(index.passage, _places_taken(passage))
    return next((other for other in others if other and other.status(day) == "berlaku"), passage)


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


def _places_taken(passage: Passage) -> Iterator[Reference]:
    return (
        Reference(r.document, r.locator)
        for r in passage.related
        if r.relation in _SUCCESSORS and r.locator
    )


def _first(found: Sequence[Ranked]) -> Iterator[str]:
    """Yield the keys of what is likely shown, and of the units around what is followed."""
    for place, entry in enumerate(found[:_SHOWN]):
        yield entry.key
        if place < FOLLOWED:
            document, _, address = entry.key.partition("#")
            for around in _around(document, parse_address(address)):
                yield passage_key(around.document, around.locator)


def foresee(index: OpenIndex, understood: Understood, passages: Sequence[Passage]) -> None:
    """Say ahead, one step after the other, what following *passages* will ask the index for.

    An index that is far away gives each step in one request.  One at hand looks at none of this,
    and nothing here is worked out before it is looked at.
    """
    day = understood.query.as_of

    def around() -> Iterator[Reference]:
        for passage in passages:
            yield from _around(passage.document, passage.locator)

    def cited() -> Iterator[Reference]:
        for passage in passages:
            yield from _named(passage)
            yield from _bases(passage)
            for unit in _above(index, passage):
                yield from _named(unit)

    def behind() -> Iterator[Reference]:
        for passage in passages:
            for article in _refers_to(index, passage):
                if article.modality == "sanksi":
                    yield from _named(article)
            for unit in _above(index, passage):
                for other in _refers_to(index, unit):
                    if other.status(day) != "berlaku":
                        yield from _places_taken(other)

    for step in (around, cited, behind):
        index.expect(step())
