"""The features by which questions are compared with those of the catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from regsearch.query.people import CIVIL_SERVANTS
from regsearch.text.analysis import stopwords

if TYPE_CHECKING:
    from regsearch.model import ParsedQuery
    from regsearch.model.query import Quantity
    from regsearch.text.analysis import Analyser


_BANDS = (3, 6, 10, 13, 16, 20, 24, 27)
"""Last days of the bands of absence, each with its punishment (PP 94/2021 Pasal 9 to 11)."""


_PRIVATE = frozenset({"karyawan", "buruh"})
"""Stems that are mostly said of employees of private firms."""


class QuestionFeatures(NamedTuple):
    """The distinct features of a question."""

    own: frozenset[str]
    """Its stems, and as slots whom it is about, the stage, the election, quantities, what is asked,
    whom and what else it speaks of."""
    synonyms: frozenset[str] = frozenset()
    """The stems of the statutory words that the lexicon gives for its everyday words."""


def question_features(query: ParsedQuery, analyser: Analyser) -> QuestionFeatures:
    """Return the features of *query*."""
    stems = {analyser.stem(word) for word in query.words if word not in stopwords()}
    if query.subject in CIVIL_SERVANTS:
        # "Karyawan dinas": whom it is about is known, whatever people call him.
        stems -= _PRIVATE
    slots = {f"intent:{name}" for name in query.intents}
    slots |= {f"addressee:{name}" for name in query.addressees}
    slots |= {f"matter:{name}" for name in query.matters}
    named = {"subject": query.subject, "stage": query.stage, "election": query.election}
    slots |= {f"{slot}:{value}" for slot, value in named.items() if value}
    slots |= {f"quantity:{q.unit}:{_band(q)}" for q in query.quantities}
    own = frozenset(stems | slots)
    given = {token for c in query.concepts for variant in c.variants for token in variant}
    return QuestionFeatures(own, frozenset(given - own))


def _band(quantity: Quantity) -> int:
    """Return in which band of days *quantity* begins; other units have none."""
    return sum(quantity.low > last for last in _BANDS) if quantity.unit == "hari" else 0
