"""The documents that the user added: which of them go before the reviewed law in an answer.

One that the question names does, and one of the user's own region or office, where it answers
about as well as the best.  An office lies in one province, one regency or city and one village: if
the user's documents are of a single region of a level, that one is his.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from regsearch import data

if TYPE_CHECKING:
    from collections.abc import Iterable

    from regsearch.law.catalog.instrument import Instrument


_NUMBERED = re.compile(r"\b(?:nomor|no)\b|\d/|\d tahun \d{4}")
"""A number of an instrument in a question, unlike "40 menit"."""
_LEVELS = {
    "pergub": "province",
    "perbup": "regency",
    "perwali": "regency",
    "perdes": "village",
    "perkades": "village",
    "permakades": "village",
}
"""The level of the region that a kind of instrument is of; others may be of any."""

_NATIONAL = frozenset({"uud", "tap-mpr", "uu", "perppu", "pp", "perpres"})
"""Kinds of instrument of the state as a whole."""


class OwnDocuments(NamedTuple):
    """Ids of the user's documents that may go first."""

    named: frozenset[str] = frozenset()
    """Those that the question names."""
    local: frozenset[str] = frozenset()
    """Those of his region, or of no region."""
    elsewhere: frozenset[str] = frozenset()
    """The others, if the question does not name another region."""
    national: frozenset[str] = frozenset()
    """Those of the state, which bind everybody."""


def own_documents(instruments: Iterable[Instrument], question: str) -> OwnDocuments:
    """Return which of the user's documents among *instruments* may go first in the answer."""
    own = [instrument for instrument in instruments if instrument.user]
    if not own:
        return OwnDocuments()
    text = " ".join(re.findall(r"[\w/.\-]+", question.casefold()))
    named = [i for i in own if _names(text, i, own)]
    regions = {i.region for i in own if i.region}
    asked = {region for region in regions if region.casefold() in text}
    home = asked or _home(own)
    local = [i for i in own if not i.region or i.region in home]
    elsewhere = [] if asked else [i for i in own if i not in local]
    national = [i for i in own if i.kind in _NATIONAL]
    groups = (named, local, elsewhere, national)
    return OwnDocuments(*(frozenset(i.id for i in some) for some in groups))


def _home(own: Iterable[Instrument]) -> set[str]:
    """Return the regions that are the only ones of their level among the documents *own*."""
    provinces = {name.casefold() for name in data.table("regions")["provinces"]}
    known = {i.region: _LEVELS[i.kind] for i in own if i.kind in _LEVELS}
    levels: defaultdict[str, set[str]] = defaultdict(set)
    for region in filter(None, (instrument.region for instrument in own)):
        level = "province" if region.casefold() in provinces else known.get(region, "regency")
        levels[level].add(region)
    return {region for regions in levels.values() if len(regions) == 1 for region in regions}


def _names(text: str, instrument: Instrument, own: list[Instrument]) -> bool:
    """Return whether *text* names *instrument*: its kind, with region or number if others are."""
    if any(_has(text, alias.casefold()) for alias in (*instrument.aliases, instrument.id)):
        return True
    spelled = data.table("citation_kinds")["kinds"].get(instrument.kind, [])
    if not any(_has(text, spelling) for spelling in (*spelled, instrument.kind)):
        return False
    if instrument.region and _has(text, instrument.region.casefold()):
        return True
    if instrument.issuer and _has(text, instrument.issuer.casefold()):
        return True
    number = instrument.numbers[0].casefold()
    if _has(text, f"{number}/{instrument.year}") or _has(text, f"{number} tahun {instrument.year}"):
        return True
    alike = [i for i in own if i.kind == instrument.kind]
    return len(alike) == 1 and not _NUMBERED.search(text)


def _has(text: str, words: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text) is not None
