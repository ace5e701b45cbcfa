"""The catalogue of behaviours and its model as files of an index.

``behaviours.jsonl`` holds a behaviour a line, its norms as the passages of this index, found by
``behaviours.offsets``; ``behaviours.terms`` holds what the model knows of each feature, and
``behaviours.learnt`` the digests of what it was learnt from and of itself.  An index
of other documents than those of the catalogue has none of them.
"""

from __future__ import annotations

import json
from heapq import nlargest
from typing import TYPE_CHECKING, NamedTuple

from regsearch.behaviours.features import QuestionFeatures, question_features
from regsearch.behaviours.model import Posting, classify, parse_posting
from regsearch.errors import IndexDamagedError
from regsearch.index.lines import NumberedLines, SortedLines
from regsearch.query.lexicon import people as person_phrases
from regsearch.text.analysis import stopwords

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from regsearch.index.reader import OpenIndex
    from regsearch.model import ParsedQuery
    from regsearch.text.analysis import Analyser

BEHAVIOURS = "behaviours.jsonl"
OFFSETS = "behaviours.offsets"
TERMS = "behaviours.terms"
LEARNT = "behaviours.learnt"

_TOP = 12
"""Behaviours that a question is matched with at the most."""


class IndexedNorm(NamedTuple):
    """A norm of a behaviour as a passage of the index."""

    key: str
    number: int
    """Its place in the order of the build."""
    citation: str
    """As it is printed: ``PP 94/2021 Pasal 5 huruf n angka 5``."""
    subjects: Sequence[str]
    stage: str | None
    elections: Sequence[str]
    asked: Sequence[str]
    note: str | None = None
    """A line for whoever reads the answer: how the norm answers this behaviour."""


class IndexedBehaviour(NamedTuple):
    """A behaviour as an index has it; see :class:`regsearch.behaviours.catalog.Behaviour`."""

    id: str
    name: str
    outside: bool
    norms: Sequence[IndexedNorm]
    questions: Sequence[str]
    number: int = 0
    """Its place among those of the index."""


class BehaviourMatch(NamedTuple):
    """A behaviour that a question may be about."""

    behaviour: IndexedBehaviour
    share: float
    """Share of the model's belief, from 0 to 1."""


class BehaviourIndex:
    """The behaviours of an open index; safe to share among threads.

    Args:
        lines: the content of :data:`BEHAVIOURS`.
        offsets: the content of :data:`OFFSETS`.
        terms: the content of :data:`TERMS`.

    """

    def __init__(self, lines: bytes, offsets: bytes, terms: bytes) -> None:
        self._lines, self._terms = NumberedLines(lines, offsets), SortedLines(terms)

    def match(self, query: ParsedQuery, analyser: Analyser) -> list[BehaviourMatch]:
        """Return the behaviours that *query* is most likely about, the likeliest first."""
        shares = classify(question_features(query, analyser), self._posting)
        best = nlargest(_TOP, shares.items(), key=lambda pair: (pair[1], -pair[0]))
        return [BehaviourMatch(self._behaviour(number), share) for number, share in best]

    def likeness(self, matches: Sequence[BehaviourMatch], stems: Iterable[str]) -> float:
        """Return how far a text with *stems* is about the behaviours of *matches*, from 0 to 1."""
        known = frozenset(stems)
        shares = classify(QuestionFeatures(said=known, meant=known), self._posting)
        return sum(min(share, shares.get(b.number, 0.0)) for b, share in matches)

    def knows(self, query: ParsedQuery, analyser: Analyser) -> int:
        """Return how many words of *query* the catalogue has, without those that name people."""
        people = {word for phrase in person_phrases() for word in phrase}
        stems = {analyser.stem(word) for word in query.words if word not in people | stopwords()}
        return sum(bool(self._terms.find(stem.encode())) for stem in stems)

    def _posting(self, feature: str) -> Posting | None:
        fields = self._terms.find(feature.encode())
        return parse_posting(fields) if fields else None

    def _behaviour(self, number: int) -> IndexedBehaviour:
        try:
            name, title, outside, norms, questions = json.loads(self._lines[number])
            return IndexedBehaviour(
                name, title, outside, [IndexedNorm(*norm) for norm in norms], questions, number
            )
        except (ValueError, TypeError, IndexError, RecursionError) as error:
            raise IndexDamagedError(
                "Daftar perilaku dalam indeks rusak. Pasang ulang indeksnya."
            ) from error


def open_behaviours(index: OpenIndex) -> BehaviourIndex | None:
    """Return the behaviours of *index*, or None if it has none."""
    files = [index.file(name) for name in (BEHAVIOURS, OFFSETS, TERMS)]
    lines, offsets, terms = files
    if lines is None or offsets is None or terms is None:
        return None
    return BehaviourIndex(lines, offsets, terms)
