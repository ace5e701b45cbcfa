"""What a question asks and whom it is about, for the user's own documents.

The reviewed law is neither searched by the people of a question nor asked for prices.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from regsearch import data
from regsearch.model.query import Concept
from regsearch.query.lexicon import question_words
from regsearch.query.parse import ACTOR_WEIGHT
from regsearch.rank.own_words import ways_to_say
from regsearch.text.analysis import stopwords

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from regsearch.behaviours.index_files import BehaviourMatch
    from regsearch.rank.own_words import Ways
    from regsearch.text.analysis import Analyser

_RECOGNISED = 0.5
"""Share of the behaviours of the reviewed law from which on it is likely to answer."""
_FIRST = 2
"""Words at the beginning of a question that say what is asked for: "bagaimana cara"."""


def people_said(
    words: Sequence[str], concepts: Iterable[Concept], analyser: Analyser
) -> list[Concept]:
    """Return the people of a question as a concept, where they are none yet.

    The reviewed law is not searched by "dosen": it says whom a question is about.  A rule of a
    campus may be made for just them.
    """
    known = {word for concept in concepts for word in concept.name.split()}
    said = [w for w in words if w in _roles() and w not in known and w not in stopwords()]
    stems = tuple(dict.fromkeys(analyser.stems(" ".join(said))))
    return [Concept(" ".join(said), (stems,), ACTOR_WEIGHT)] if stems else []


def is_recognised(matches: Iterable[BehaviourMatch]) -> bool:
    """Say whether the reviewed law is likely to answer, by the share of its behaviours."""
    return sum(m.share for m in matches if not m.behaviour.outside) >= _RECOGNISED


def wanted(words: tuple[str, ...], analyser: Analyser) -> Ways:
    """Return the ways to say what a question asks for, if a provision without it does not answer.

    "Berapa gaji pendamping desa" is not answered by what pendamping may not do.
    """
    asked = data.table("everyday")["asked"]
    if not set(words).isdisjoint(asked["unless"]):
        return ()
    for place, word in enumerate(words):
        before, after = words[:place][-1:], words[place + 1 :][:1]
        follows = before == ("berapa",) and word not in asked["measures"]
        noun = word in asked["nouns"] and (place < _FIRST or "berapa" in words)
        noun = noun or (word in asked["counted"] and "berapa" in words)
        if noun or follows or (word in asked["before"] and after == ("berapa",)):
            return ways_to_say(analyser.stem(word), analyser, casual=False)
    return ()


@lru_cache(maxsize=1)
def _roles() -> frozenset[str]:
    """Return the words that name people by what they do, not by what they are by law."""
    rows = question_words().people
    by_law = {
        phrase[0] for person in rows if person.status for phrase in person.words if not phrase[1:]
    }
    return frozenset(word for p in rows for phrase in p.words for word in phrase) - by_law
