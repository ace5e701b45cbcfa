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
_PIECES = (3, 4)
"""Lengths of the pieces of words, with a mark at each end of a word."""


class QuestionFeatures(NamedTuple):
    """The distinct features of a question, as each classifier sees it."""

    said: frozenset[str]
    """Its words as they stand, each after ``=``, their stems, and its slots."""
    meant: frozenset[str]
    """Its stems, the statutory words that the lexicon gives for everyday ones, and its slots: whom
    it is about, the stage, the election, quantities, what is asked, whom and what else it names."""

    def pieces(self) -> tuple[str, ...]:
        """Return the pieces of its words, each after ``~``: what words never used before share."""
        words = [f"_{name[1:]}_" for name in sorted(self.said) if name.startswith("=")]
        found = (
            f"~{word[start : start + size]}"
            for word in words
            for size in _PIECES
            for start in range(len(word) - size + 1)
        )
        return tuple(dict.fromkeys(found))


def question_features(query: ParsedQuery, analyser: Analyser) -> QuestionFeatures:
    """Return the features of *query*."""
    # "Karyawan dinas": whom it is about is known, whatever people call him.
    idle = _PRIVATE if query.subject in CIVIL_SERVANTS else frozenset()
    spoken = {word: analyser.stem(word) for word in query.words}
    words = {f"={word}" for word, stem in spoken.items() if stem not in idle}
    stems = {stem for word, stem in spoken.items() if word not in stopwords()} - idle
    slots = {f"intent:{name}" for name in query.intents}
    slots |= {f"addressee:{name}" for name in query.addressees}
    slots |= {f"matter:{name}" for name in query.matters}
    named = {"subject": query.subject, "stage": query.stage, "election": query.election}
    slots |= {f"{slot}:{value}" for slot, value in named.items() if value}
    slots |= {f"quantity:{q.unit}:{_band(q)}" for q in query.quantities}
    meant = {token for c in query.concepts for variant in c.variants for token in variant}
    return QuestionFeatures(frozenset(words | stems | slots), frozenset(stems | meant | slots))


def _band(quantity: Quantity) -> int:
    """Return in which band of days *quantity* begins; other units have none."""
    return sum(quantity.low > last for last in _BANDS) if quantity.unit == "hari" else 0
