"""Which norms of a behaviour apply to a question, and how well.

Conditions are hard where the law makes them so: the person, the stage, the kind of election, the
region.  A norm that answers only what is not asked (a penalty, a permission) stays, behind others.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from regsearch.query.applicability import may_answer
from regsearch.query.entities import is_of_place, mentions_of, speaks_of
from regsearch.text.quantities import fits

if TYPE_CHECKING:
    from collections.abc import Collection

    from regsearch.behaviours.index_files import IndexedNorm
    from regsearch.index.features import Features
    from regsearch.model import ParsedQuery

_EVERYBODY = frozenset({"warga", "atasan", "ppk"})
"""Subjects of norms for all, and for those who decide about civil servants."""
_STAFF = frozenset({"asn", "pasangan"}) | _EVERYBODY
"""Subjects of norms for civil servants, also as spouses of candidates."""
_APPLIES_TO = {
    "asn": _STAFF | {"pns", "pppk", "cpns"},
    "pns": _STAFF | {"pns"},
    "cpns": _STAFF | {"pns", "cpns"},
    "pppk": _STAFF | {"pppk"},
    "pejabat": _EVERYBODY | {"pejabat", "calon"},
    "calon": _EVERYBODY | {"calon", "tim-kampanye", "pejabat"},
    "swasta": _EVERYBODY | {"calon", "tim-kampanye"},
}
"""Subjects of norms that answer a question about somebody; others answer only for themselves."""
_BY_DEFAULT = {
    **dict.fromkeys(_STAFF | {"pns"}, 1.0),
    **dict.fromkeys(("pejabat", "calon", "tim-kampanye", "penyelenggara"), 0.7),
}
"""Factor of a norm for a subject, where the question names nobody: mostly civil servants."""
_INTENTS = {
    "sanksi": frozenset({"sanction", "kinds"}),
    "boleh": frozenset({"permission"}),
    "prosedur": frozenset({"procedure", "remedy", "deadline", "decider"}),
    "arti": frozenset({"meaning", "one_word"}),
    "hak": frozenset({"entitlement", "permission"}),
}
_OTHER_LEVEL = 0.5
"""Factor of a norm without the level of sanction that the question names ("pidananya apa")."""
_NOT_ASKED = 0.5
"""Factor of a norm that answers only what is not asked."""
_OTHER_AMOUNT = 0.2
"""Factor of a sanction for another number of days than the question names."""
_GENERAL = 0.25
"""Factor of a general norm, where the question is about a matter that has rules of its own."""
_BY_EXTENSION = 0.6
"""Factor of a norm for PNS where a CPNS is asked about: some are extended to him (PP 94/2021 Pasal
43), others are made for him."""
_OTHERS = 0.4
"""Factor of a norm for others than the question names, or than it can be about."""


def norm_factor(
    norm: IndexedNorm,
    features: Features,
    query: ParsedQuery,
    implied: Collection[str] = frozenset(),
) -> float:
    """Return how well *norm* applies to *query*, from 0 (not at all) to 1.

    Args:
        norm: a norm of a behaviour.
        features: of its passage.
        query: the question.
        implied: special matters that it is about without naming them.

    """
    if norm.stage and query.stage and norm.stage != query.stage:
        return 0.0
    if norm.elections and query.election and not _of_election(norm.elections, query.election):
        return 0.0
    matters = mentions_of(features.unit_words).matters
    if not matters <= query.matters.union(implied):
        return 0.0
    # A rule of one office or region answers only a question that names it; one for a group of
    # people, such as teachers, is limited by the behaviour already.
    scope = features.scope
    if scope and is_of_place(scope) and not speaks_of(query.names, scope):
        return 0.0
    factor = _subject_factor(norm.subjects, features, query)
    if query.matters and not matters:
        factor *= _GENERAL
    if features.modality == "sanksi" and fits(query.quantities, features.quantities) is False:
        factor *= _OTHER_AMOUNT
    if query.levels and query.levels.isdisjoint(features.levels):
        factor *= _OTHER_LEVEL
    wanted = [_INTENTS[asked] for asked in norm.asked]
    if wanted and not any(intents & query.intents for intents in wanted):
        factor *= _NOT_ASKED
    return factor


def _of_election(elections: Collection[str], asked: str) -> bool:
    # UU 7/2017 governs the election of the President as well as those of DPR, DPD and DPRD.
    return asked in elections or (asked == "pemilu" and "pilpres" in elections)


def _subject_factor(subjects: Collection[str], features: Features, query: ParsedQuery) -> float:
    asked = query.subject
    if not subjects:
        if may_answer(features.subjects, asked):
            return 1.0
        others = any(may_answer(features.subjects, other) for other in query.others)
        return _OTHERS if others else 0.0
    if asked is None:
        return max(_BY_DEFAULT.get(subject, _OTHERS) for subject in subjects)
    answering = _APPLIES_TO.get(asked, _EVERYBODY | {asked})
    if answering.isdisjoint(subjects):
        # In a story the norm may be for somebody else than the one who was taken to act.
        return _OTHERS if not query.others.isdisjoint(subjects) else 0.0
    return _BY_EXTENSION if asked == "cpns" and asked not in subjects else 1.0
