"""The order in which the candidates of a question answer it.

By their score, and then two of them change places: an item goes before its lead-in, and a norm
before the article that only punishes it.  Only the first are asked for, so most candidates are
never weighed: see :meth:`Contest.first`.
"""

from __future__ import annotations

import math
from functools import cached_property
from heapq import heapify, heappush, heappushpop, nlargest
from typing import TYPE_CHECKING, NamedTuple

from regsearch.rank.factors import Asked, Ranked, by_itself, by_nature, most_by_itself
from regsearch.rank.relevance import Sought, weights

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from regsearch.engines.base import Concept
    from regsearch.query.parse import Understood
    from regsearch.rank.candidate import Candidate

_DIGITS = 6
"""Scores that are the same to so many digits are equal."""
_ROUNDING = 1e-6
"""More than rounding to them, and the order of the factors, may change."""


class _Factors(NamedTuple):
    applied: tuple[tuple[str, float], ...]
    product: float


class _Weighed(NamedTuple):
    entry: Ranked
    candidate: Candidate


class Contest:
    """The candidates of one question against one another.

    Args:
        candidates: what the engine found.
        understood: the question.
        concepts: its ideas with their rarity.

    """

    def __init__(
        self,
        candidates: Sequence[Candidate],
        understood: Understood,
        concepts: Sequence[tuple[Concept, float]],
    ) -> None:
        sought = Sought(concepts)
        self._asked = Asked(understood)
        self._punishing = "sanction" not in understood.intents
        # Candidates go by their place here: misread texts have several passages of one key.
        self._candidates = candidates
        self._places: dict[str, list[int]] = {}
        for place, candidate in enumerate(candidates):
            self._places.setdefault(candidate.key, []).append(place)
        self._relevance = [sought.relevance(candidate) for candidate in candidates]
        self._natures: dict[bytes, _Factors] = {}
        self._factors = [self._of(candidate) for candidate in candidates]
        power, most = weights().factors["coverage"], most_by_itself(self._asked)
        self._bounds = [
            score * coverage**power * common.product * most + _ROUNDING
            for (score, coverage, *_), common in zip(self._relevance, self._factors, strict=True)
        ]
        """More than which a candidate cannot come to, rounded as scores are."""
        self._waiting = sorted(range(len(candidates)), key=self._bounds.__getitem__)
        """The candidates, the most promising last, without those that were weighed."""
        self._entries: dict[int, Ranked] = {}
        self._weighed: set[int] = set()
        self._ordered: list[Ranked] = []

    def _of(self, candidate: Candidate) -> _Factors:
        """Return the factors that *candidate* has in common with all of its nature."""
        part = candidate.nature_part
        known = self._natures.get(part)
        if known is None:
            value = weights().factors
            names = by_nature(candidate.nature, self._asked)
            applied = tuple((name, value[name]) for name in names)
            known = _Factors(applied, math.prod(factor for _, factor in applied))
            self._natures[part] = known
        return known

    def covered(self, *, topical: bool) -> float:
        """Return the greatest coverage of the candidates that are topical, or not; -1 if none."""
        held = (r.coverage for r in self._relevance if r.topical is topical)
        return max(held, default=-1.0)

    def entry_of(self, key: str) -> Ranked | None:
        """Return the candidate with *key*, weighed, or None if there is none."""
        places = self._places.get(key)
        return self._entry(places[-1]) if places else None

    def _entry(self, place: int) -> Ranked:
        entry = self._entries.get(place)
        if entry is None:
            candidate = self._candidates[place]
            found = self._relevance[place]
            value = weights().factors
            own = [(name, value[name]) for name in by_itself(candidate, self._asked)]
            applied = (*self._factors[place].applied, *own)
            score = found.score * found.coverage ** value["coverage"]
            for _, factor in applied:
                score *= factor
            entry = Ranked(
                candidate.key, score, found.coverage, found.topical, found.matched, applied
            )
            self._entries[place] = entry
        return entry

    def first(self, number: int) -> list[Ranked]:
        """Return the best, of which the first *number* are the first of all candidates.

        A candidate stays unweighed if there are *number* others with a score that it cannot reach,
        and if it cannot go before any that is weighed.  Then it stands behind those *number*, and
        none goes before another because of it that stands before the last of them.
        """
        self._weigh(number + len(self._candidates) - len(self._places))
        if len(self._ordered) < len(self._weighed):
            ordered = [
                _Weighed(self._entry(place), self._candidates[place])
                for place in sorted(self._weighed, key=self._rank)
            ]
            # The item before its lead-in; the norm before the article that only punishes it.
            ordered = _moved_up(ordered, _serves_for, _above, _itself)
            if self._punishing:
                ordered = _moved_up(ordered, _is_punished_by, _itself, _punished)
            self._ordered = [weighed.entry for weighed in ordered]
        return self._ordered

    def _rank(self, place: int) -> tuple[float, str, int, int]:
        candidate = self._candidates[place]
        score = round(self._entry(place).score, _DIGITS)
        return -score, candidate.document, candidate.order, place

    def _weigh(self, number: int) -> None:
        """Weigh those that may be among the first *number*."""
        waiting, bounds = self._waiting, self._bounds
        best = nlargest(number, (self._entry(place).score for place in self._weighed))
        heapify(best)
        while waiting and (len(best) < number or bounds[waiting[-1]] >= best[0]):
            linked = [waiting.pop()]
            while linked:
                place = linked.pop()
                if place in self._weighed:
                    continue
                self._weighed.add(place)
                score = self._entry(place).score
                if len(best) < number:
                    heappush(best, score)
                else:
                    heappushpop(best, score)
                links = self._links.get(self._candidates[place].key, ())
                linked += [other for other, least in links if bounds[other] >= score * least]

    @cached_property
    def _links(self) -> Mapping[str, Sequence[tuple[int, float]]]:
        """Those that may go before a candidate, by its key, and the part of its score they need."""
        links: dict[str, list[tuple[int, float]]] = {}
        places, match = self._places, weights().match
        for place, candidate in enumerate(self._candidates):
            key = candidate.key
            for lead in candidate.above:
                if lead in places:
                    links.setdefault(lead, []).append((place, match["specific"]))
            if self._punishing and candidate.has_further:
                for norm in candidate.further.punishes:
                    others = ((other, match["punished"]) for other in places.get(norm, ()))
                    links.setdefault(key, []).extend(others)
        return links


def _moved_up(
    ranked: list[_Weighed],
    goes_before: Callable[[_Weighed, _Weighed], bool],
    wants: Callable[[_Weighed], Sequence[str]],
    offers: Callable[[_Weighed], Sequence[str]],
) -> list[_Weighed]:
    """Return *ranked* with each entry moved before the first one above it that it goes before.

    Only an entry that wants the key of a place which one above it offers can go before that one:
    the few of which this holds are compared with all above them.
    """
    ordered: list[_Weighed] = []
    offered: set[str] = set()
    for weighed in ranked:
        if offered.isdisjoint(wants(weighed)):
            ordered.append(weighed)
        else:
            places = (index for index, other in enumerate(ordered) if goes_before(weighed, other))
            ordered.insert(next(places, len(ordered)), weighed)
        offered.update(offers(weighed))
    return ordered


def _itself(weighed: _Weighed) -> Sequence[str]:
    return (weighed.entry.key,)


def _above(weighed: _Weighed) -> Sequence[str]:
    return weighed.candidate.above


def _punished(weighed: _Weighed) -> Sequence[str]:
    return weighed.candidate.further.punishes


def _is_punished_by(norm: _Weighed, article: _Weighed) -> bool:
    """Say whether *article* refers to *norm*, and *norm* answers about as much."""
    return (
        norm.entry.key in article.candidate.further.punishes
        and norm.candidate.nature.modality in {"larangan", "kewajiban"}
        and norm.entry.score >= article.entry.score * weights().match["punished"]
    )


def _serves_for(item: _Weighed, lead: _Weighed) -> bool:
    """Say whether *item* stands inside *lead* and answers no less of the question."""
    return (
        lead.entry.key in item.candidate.above
        and frozenset(item.entry.matched) >= frozenset(lead.entry.matched)
        and item.entry.score >= lead.entry.score * weights().match["specific"]
    )
