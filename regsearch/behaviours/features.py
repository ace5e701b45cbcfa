"""The features by which questions are compared with those of the catalogue: stems and slots."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regsearch.text.analysis import stopwords

if TYPE_CHECKING:
    from regsearch.model import ParsedQuery
    from regsearch.text.analysis import Analyser


def question_features(query: ParsedQuery, analyser: Analyser) -> frozenset[str]:
    """Return the distinct features of *query*.

    Its stems, and as slots whom it is about, the stage, the election, what is asked, whom and what
    else it speaks of.
    """
    stems = {analyser.stem(word) for word in query.words if word not in stopwords()}
    slots = {f"intent:{name}" for name in query.intents}
    slots |= {f"addressee:{name}" for name in query.addressees}
    slots |= {f"matter:{name}" for name in query.matters}
    named = {"subject": query.subject, "stage": query.stage, "election": query.election}
    slots |= {f"{slot}:{value}" for slot, value in named.items() if value}
    return frozenset(stems | slots)
