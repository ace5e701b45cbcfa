"""Who a question is about, and who else is merely mentioned in it.

The words before and behind a mention (:mod:`regsearch.query.people`) show whether that person
acts, is acted on, only accompanies others, or is what somebody becomes.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from regsearch.query.lexicon import question_words
from regsearch.query.people import BOUNDARY, mentions
from regsearch.text.analysis import stopwords

if TYPE_CHECKING:
    from collections.abc import Sequence

    from regsearch.query.people import Mention


_UNDETERMINED = frozenset({"calon", "pejabat"})
"""People whose relatives may be civil servants or not."""
_ACTS, _OPENS, _NAMED, _ACTED_ON = "acts", "opens", "named", "acted-on"
_BECOMES, _COMPANY, _TELLS = "becomes", "company", "tells"
"""Parts of a person in a question: acts; opens it (and is its subject only if nobody acts); is just
named ("netralitas TNI"); is acted on; is what somebody becomes; accompanies others or is their
relative; tells of others or decides about them."""
_VERB = ("me", "nge", "di")
"""How active and passive verbs begin."""
_ACTIVE = ("me", "ber", "nge", "ny", "ng")


class Actors(NamedTuple):
    """Who a question speaks of."""

    subject: str | None
    """Whom it is about; None if it does not say."""
    others: frozenset[str]
    """Who else is mentioned."""


def actors_of(spoken: Sequence[str]) -> Actors:
    """Return who a question speaks of.

    Who speaks of himself goes first ("saya guru PNS"), then whoever acts first, then whoever is
    acted on.  Somebody whom no rule here binds gives way to somebody whom one does.

    Args:
        spoken: its words, with :data:`BOUNDARY` between clauses.

    """
    found = _with_parts(spoken, mentions(spoken))
    speaker = _speaker(spoken, found)
    chosen = _chosen(found, speaker)
    subject = _refined(chosen, found) if chosen else None
    if chosen and chosen is not speaker and _asks_for_himself(spoken, chosen):
        subject = question_words().relative.name
    named = {mention.name for mention in found}
    named |= {mention.relative_of for mention in found if mention.relative_of}
    return Actors(subject, frozenset(named - {subject}))


# --- parts --------------------------------------------------------------------------------------


def _with_parts(spoken: Sequence[str], mentions: Sequence[Mention]) -> list[Mention]:
    """Return *mentions*, each with its part in what is told."""
    found: list[Mention] = []
    for mention in mentions:
        before = found[-1] if found else None
        if before and before.end == mention.start and not _both_armed(before, mention):
            # "Tim sukses bupati", "PNS anggota KPPS".
            part = _COMPANY
        else:
            part = _part_of(spoken, mention)
        if before and before.part == _ACTS and _draws(spoken, before, mention):
            found[-1] = replace(before, part=_ACTED_ON)
            part = _ACTS
        found.append(_relation_undone(replace(mention, part=part)))
    return found


def _relation_undone(mention: Mention) -> Mention:
    """Replace a relative who does not act by whose relative it is: "untuk istri kades"."""
    name = mention.relative_of
    if not name or mention.part == _ACTS:
        return mention
    if name in _UNDETERMINED:
        # A candidate's wife may be a civil servant or not.
        return replace(mention, part=_COMPANY)
    return replace(mention, name=name, relative_of=None, part=_NAMED)


def _both_armed(first: Mention, second: Mention) -> bool:
    return {first.name, second.name} == {"tni", "polri"}


def _part_of(spoken: Sequence[str], mention: Mention) -> str:
    """Return the part of *mention*, by what stands before and, if it is weak, behind."""
    known = question_words()
    place = mention.start - 1
    while place >= 0 and spoken[place] in known.parts["titles"]:
        place -= 1
    before = spoken[place] if place >= 0 else BOUNDARY
    rest = spoken[mention.end :]
    # "Anak ikut kampanye" is about a child, "anak saya ..." about whoever asks.
    theirs = not mention.person.weak or (rest and rest[0] in known.speaker["self"])
    if mention.kin and not mention.relative_of and theirs:
        return _COMPANY
    part = _told_before(before)
    if part == _ACTS and (mention.person.weak or mention.name == "swasta"):
        part = _part_of_weak(spoken, mention, before)
    if part == _ACTS and _first_told(rest) in known.parts["tells"]:
        part = _TELLS
    return part


def _part_of_weak(spoken: Sequence[str], mention: Mention, before: str) -> str:
    """Return the part of somebody who acts in a question less often than others do."""
    private, rest = mention.name == "swasta", spoken[mention.end :]
    if mention.relative_of in _UNDETERMINED or (private and BOUNDARY in spoken[: mention.start]):
        return _NAMED
    if mention.relative_of:
        told = _first_told(rest)
        return _NAMED if told.startswith("di") and not _acts(rest) else _ACTS
    if before != BOUNDARY and before not in question_words().parts["opening"]:
        return _NAMED
    if _acts(rest, strictly=private and mention.person.weak):
        return _ACTS
    return _OPENS if rest and not mention.start and not private else _NAMED


def _told_before(before: str) -> str:
    parts = question_words().parts
    if before in parts["becoming"]:
        return _BECOMES
    if before in parts["company"]:
        return _COMPANY
    if before in parts["drawn"]:
        return _ACTS
    verb = len(before) > 4 and before.startswith(_VERB) and before not in parts["no_verbs"]
    if verb or before in parts["acted_on"]:
        return _ACTED_ON
    opens = before == BOUNDARY or before in parts["opening"] or before in _idle()
    return _ACTS if opens else _NAMED


def _acts(rest: Sequence[str], *, strictly: bool = False) -> bool:
    """Say whether the person whom a clause opens with acts in it.

    Args:
        rest: the words behind his name.
        strictly: whether the first that means something must be a verb.

    """
    parts = question_words().parts
    if not rest or rest[0] == BOUNDARY or rest[0] in parts["passive"]:
        return False
    told = _first_told(rest)
    if strictly and not told.startswith(_ACTIVE) and told not in parts["verbs"]:
        return False
    return told != BOUNDARY and not (told.startswith("di") and told not in parts["no_verbs"])


def _first_told(rest: Sequence[str]) -> str:
    idle, verbs = _idle(), question_words().parts["verbs"]
    return next((w for w in rest if w not in idle or w == BOUNDARY or w in verbs), BOUNDARY)


def _draws(spoken: Sequence[str], drawn: Mention, by: Mention) -> bool:
    """Say whether *by* draws *drawn* into something: "guru diajak kades"."""
    parts = question_words().parts
    between = list(spoken[drawn.end : by.start])
    while between and between[0] in parts["between"]:
        between.pop(0)
    if not between or between[0] not in parts["drawn"] or by.name == "swasta":
        return False
    return (by.covered or not drawn.covered) and all(w in parts["by"] for w in between[1:])


# --- choice -------------------------------------------------------------------------------------


def _speaker(spoken: Sequence[str], mentions: Sequence[Mention]) -> Mention | None:
    """Return what the asker says he is himself ("saya guru PNS"), or None."""
    known = question_words().speaker
    starts = {mention.start: mention for mention in mentions}
    ends = {mention.end for mention in mentions}
    for place, word in enumerate(spoken):
        if word not in known["self"] or place in ends:
            continue
        if place and spoken[place - 1] in known["of"]:
            continue
        said = place + 1
        while said not in starts and said < len(spoken) and spoken[said] in known["between"]:
            said += 1
        mention = starts.get(said)
        if mention and not mention.kin:
            return mention
    if not known["self"].isdisjoint(spoken):
        for mention in mentions:
            if mention.start and spoken[mention.start - 1] in known["as"]:
                return mention
    return None


def _asks_for_himself(spoken: Sequence[str], chosen: Mention) -> bool:
    """Say whether *chosen* is the asker's relative, and the asker tells what he will do himself."""
    known = question_words()
    speaker, start = known.speaker, chosen.start
    if spoken[start] in known.kin:  # "suami saya PNS" is one mention
        start += 2
    while start and spoken[start - 1] in speaker["between"]:
        start -= 1
    if start < 2 or spoken[start - 1] not in speaker["self"] or spoken[start - 2] not in known.kin:
        return False
    for place in range(chosen.end, len(spoken)):
        if spoken[place] not in speaker["self"] or spoken[place - 1] in speaker["of"]:
            continue
        said = place + 1
        while said < len(spoken) and spoken[said] in speaker["wishing"]:
            said += 1
        if said < len(spoken) and spoken[said] in speaker["own"]:
            return True
    return False


def _chosen(mentions: Sequence[Mention], speaker: Mention | None) -> Mention | None:
    """Return the mention that the question is about; *speaker* is what the asker says he is."""
    acting = [speaker] if speaker else []
    acting += [mention for mention in mentions if mention.part == _ACTS]
    named = [m for m in mentions if m.part in {_NAMED, _ACTED_ON} and not m.person.weak]
    covered = [m for m in (*acting, *named) if m.covered]
    if acting:
        first = acting[0]
        # Whoever is not covered may act on somebody who is: "polisi menangkap PNS ...".
        instead = next((m for m in covered if not m.person.weak), None)
        return first if first.covered or instead is None else instead
    if covered:
        return covered[0]
    last = (
        *(m for m in mentions if m.part == _TELLS),
        *(m for m in mentions if m.part == _BECOMES and m.covered and not m.person.weak),
        *(m for m in mentions if m.part == _COMPANY and m.person.status),
        *(m for m in named if m.part == _NAMED and m.name != "swasta"),
        *(m for m in mentions if m.part == _OPENS),
    )
    return last[0] if last else None


def _refined(chosen: Mention, mentions: Sequence[Mention]) -> str:
    """Return the name of *chosen*, by his status where another mention tells it: "guru ... PNS"."""
    acting = [m for m in mentions if m.part == _ACTS and m.person.status and not m.relative_of]
    if chosen.person.job:
        return next((m.name for m in acting if m.start > chosen.start), chosen.name)
    return chosen.name


@cache
def _idle() -> frozenset[str]:
    """Return the words that carry no meaning or only a question."""
    intents = (phrase for _, phrases in question_words().intents for phrase in phrases)
    return stopwords() | {word for phrase in intents for word in phrase}
