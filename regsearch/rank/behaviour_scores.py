"""Score passages by the behaviours that a question may be about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regsearch.behaviours.conditions import norm_factor
from regsearch.query.entities import mentions_of
from regsearch.rank.relevance import weights

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from regsearch.behaviours.index_files import BehaviourMatch
    from regsearch.index.features import Features
    from regsearch.model import ParsedQuery


def behaviour_scores(
    matches: Iterable[BehaviourMatch], passages: Mapping[str, Features], query: ParsedQuery
) -> dict[str, float]:
    """Return the behaviour score of each passage that answers one of the behaviours matched.

    It falls with the place of the norm among those of its behaviour that apply, so that the norm
    which answers best goes first; a passage that answers several behaviours has their sum.

    Args:
        matches: the behaviours, each with its share, the likeliest first.
        passages: the features of the passages that may answer, by key.
        query: the question.

    """
    found: dict[str, float] = {}
    decay = weights().behaviours["decay"]
    for rank, (behaviour, share) in enumerate(matches):
        place = 0
        # "Pasal 28 ayat (2) ITE pindah ke mana" is about hate speech without saying so.
        first = passages.get(behaviour.norms[0].key) if behaviour.norms and not rank else None
        implied = mentions_of(first.unit_words).matters if first else frozenset[str]()
        for norm in behaviour.norms:
            features = passages.get(norm.key)
            factor = norm_factor(norm, features, query, implied) if features else 0.0
            if factor:
                found[norm.key] = found.get(norm.key, 0.0) + share * factor * decay**place
                place += 1
    if "kinds" in query.intents:
        # Which penalties there are is answered by the list, not by one of its items.
        for key, score in list(found.items()):
            for above in passages[key].ancestors:
                if above in passages and passages[above].lists_penalties:
                    found[above] = max(found.get(above, 0.0), score)
    return found
