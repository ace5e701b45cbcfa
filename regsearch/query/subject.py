"""Who a question is about, and who else is merely mentioned in it.

People are found by their names (``[[person]]`` in ``data/question.toml``), the longest first.
Names that speak of one person become one mention: "guru honorer", "tetangga yang PNS", "istri
seorang PNS".  What stands before and behind a mention tells whether its bearer acts, is acted on,
is only in the company of others, or is what somebody becomes.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from regsearch.query.lexicon import person_index, question_words
from regsearch.text.analysis import stopwords

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from regsearch.query.lexicon import Person

BOUNDARY = ","
"""The token that stands for a sign between two clauses."""

_WEAK = frozenset({"calon", "pejabat"})
_CIVIL_SERVANTS = frozenset({"asn", "pns", "pppk", "cpns"})
_ACTS, _OPENS, _NAMED, _ACTED_ON = "acts", "opens", "named", "acted-on"
_BECOMES, _COMPANY, _TELLS = "becomes", "company", "tells"
"""Parts: acts; opens the question, and only if nobody acts it is about him; is named ("netralitas
TNI"); is acted on; is what somebody becomes; is named as the company or relative of others;
tells of others or decides about them."""


_VERB = ("me", "nge", "di")
"""How active and passive verbs begin."""
_ACTIVE = ("me", "ber", "nge", "ny", "ng")


class Actors(NamedTuple):
    """Who a question speaks of."""

    subject: str | None
    """Whom it is about; None if it does not say."""
    others: frozenset[str]
    """Who else is mentioned."""


@dataclass(frozen=True, slots=True)
class _Mention:
    start: int
    end: int
    name: str
    person: Person
    kin: bool = False
    """Whether the name says whose relative he is."""
    relative_of: str | None = None
    """Whose relative he is: "istri PNS"."""
    part: str = ""

    @property
    def covered(self) -> bool:
        """Whether the rules here may be for him."""
        return self.name not in question_words().not_covered


def actors_of(spoken: Sequence[str]) -> Actors:
    """Return who a question speaks of.

    Who speaks of himself goes first ("saya guru PNS"), then whoever acts first, then whoever is
    acted on.  Somebody whom no rule here binds gives way to somebody whom one does.

    Args:
        spoken: its words, with :data:`BOUNDARY` between clauses.

    """
    mentions = _with_parts(spoken, _merged(spoken, list(_mentions(spoken))))
    chosen = _chosen(mentions, _speaker(spoken, mentions))
    subject = _refined(chosen, mentions) if chosen else None
    named = {mention.name for mention in mentions}
    named |= {mention.relative_of for mention in mentions if mention.relative_of}
    return Actors(subject, frozenset(named - {subject}))


# --- mentions -----------------------------------------------------------------------------------


def _mentions(spoken: Sequence[str]) -> Iterator[_Mention]:
    """Yield the names of people in *spoken*, in order, the longest at each place."""
    known = question_words()
    place = 0
    while place < len(spoken):
        found = _name_at(spoken, place)
        if spoken[place] in known.kin and (found is None or found.end == place + 1):
            person = found.person if found else known.relative
            yield _Mention(place, place + 1, person.name, person, kin=True)
        elif found and found.name:
            former = place and spoken[place - 1] in known.former and not found.person.status
            if former and found.name not in _CIVIL_SERVANTS:
                # A former head of an office is a civil servant still.
                found = replace(found, start=place - 1, name=known.former_name)
            yield found
        place = max(place + 1, found.end if found else 0)


def _name_at(spoken: Sequence[str], place: int) -> _Mention | None:
    best: tuple[int, Person] | None = None
    for phrase, person in person_index().get(spoken[place], ()):
        size = len(phrase)
        if (best is None or size > best[0]) and tuple(spoken[place : place + size]) == phrase:
            best = size, person
    if best is None:
        return None
    size, person = best
    name = person.name
    if person.village and question_words().village.rows_in(spoken):
        name = person.village
    return _Mention(place, place + size, name, person)


def _merged(spoken: Sequence[str], mentions: list[_Mention]) -> list[_Mention]:
    """Return *mentions*, those that speak of one person as one."""
    found: list[_Mention] = []
    for mention in mentions:
        one = found and _joined(spoken, found[-1], mention)
        if one:
            found[-1] = one
        else:
            found.append(mention)
    return found


def _joined(spoken: Sequence[str], first: _Mention, second: _Mention) -> _Mention | None:
    """Return *first* and the *second* behind him as one, or None if they are two."""
    known = question_words()
    between = spoken[first.end : second.start]
    whole = replace(first, end=second.end)
    if first.kin and not first.relative_of and all(w in known.kin_of for w in between):
        if second.kin:
            return None
        if _is_spouse_himself(spoken, first):
            return replace(second, start=first.start)
        return replace(
            whole, name=known.relative.name, person=known.relative, relative_of=second.name
        )
    appositive = all(word in known.apposition for word in between) and (
        not between or any(word in known.appositive for word in between)
    )
    if appositive and second.person.status and not first.person.status and not first.relative_of:
        # "Guru honorer", "tetangga yang PNS", "calon yang masih PPPK"; but "foto bupati PNS ...".
        if between or not first.person.weak:
            return replace(second, start=first.start)
        return None
    if {first.name, second.name} <= _CIVIL_SERVANTS and list(between) in known.coordinating:
        return replace(whole, name=_common(first, second)) if second.person.status else None
    if second.name == "pppk" and first.person.status and between in ([], [BOUNDARY]):
        # "Perawat kontrak P3K".
        return replace(second, start=first.start)
    if between:
        return None
    if first.name == second.name:
        return replace(whole, person=first.person if first.person.status else second.person)
    if {first.name, second.name} <= _CIVIL_SERVANTS and not first.relative_of:
        return replace(
            whole, name=_common(first, second), person=replace(first.person, status=True)
        )
    if first.person.status and second.name in _CIVIL_SERVANTS:
        return whole
    return None


def _common(first: _Mention, second: _Mention) -> str:
    """Return the name of those who are one of two kinds of civil servants, or both."""
    plain = {m.name for m in (first, second) if m.person.status and m.name != "asn"}
    return plain.pop() if len(plain) == 1 else "asn"


def _is_spouse_himself(spoken: Sequence[str], kin: _Mention) -> bool:
    """Say whether a "suami PNS" is the PNS: his wife is named too."""
    word = spoken[kin.start]
    for mine in question_words().spouses:
        if word in mine:
            return any(
                other in theirs
                for theirs in question_words().spouses
                if theirs is not mine
                for other in spoken
            )
    return False


# --- parts --------------------------------------------------------------------------------------


def _with_parts(spoken: Sequence[str], mentions: Sequence[_Mention]) -> list[_Mention]:
    """Return *mentions*, each with its part in what is told."""
    found: list[_Mention] = []
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


def _relation_undone(mention: _Mention) -> _Mention:
    """Return whoever matters where it is not his relative who acts: "untuk istri kades"."""
    name = mention.relative_of
    if not name or mention.part == _ACTS:
        return mention
    if name in _WEAK:
        # A candidate's wife may be a civil servant or not.
        return replace(mention, part=_COMPANY)
    return replace(mention, name=name, relative_of=None, part=_NAMED)


def _both_armed(first: _Mention, second: _Mention) -> bool:
    return {first.name, second.name} == {"tni", "polri"}


def _part_of(spoken: Sequence[str], mention: _Mention) -> str:
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


def _part_of_weak(spoken: Sequence[str], mention: _Mention, before: str) -> str:
    """Return the part of somebody who is mostly spoken of as another, or as one who suffers."""
    private, rest = mention.name == "swasta", spoken[mention.end :]
    if mention.relative_of in _WEAK or (private and BOUNDARY in spoken[: mention.start]):
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
    """Say whether whom a clause opens with is he who acts, by the words behind him.

    Args:
        rest: these words.
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


def _draws(spoken: Sequence[str], drawn: _Mention, by: _Mention) -> bool:
    """Say whether *by* draws *drawn* into something: "guru diajak kades"."""
    parts = question_words().parts
    between = list(spoken[drawn.end : by.start])
    while between and between[0] in parts["between"]:
        between.pop(0)
    if not between or between[0] not in parts["drawn"] or by.name == "swasta":
        return False
    return (by.covered or not drawn.covered) and all(w in parts["by"] for w in between[1:])


# --- choice -------------------------------------------------------------------------------------


def _speaker(spoken: Sequence[str], mentions: Sequence[_Mention]) -> _Mention | None:
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


def _chosen(mentions: Sequence[_Mention], speaker: _Mention | None) -> _Mention | None:
    """Return whom the question is about, of those whom it mentions and who says he is one."""
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


def _refined(chosen: _Mention, mentions: Sequence[_Mention]) -> str:
    """Return the name of *chosen*, by his status where it is told apart from his job.

    Those of two kinds of civil servants, side by side, are asked about together.
    """
    acting = [m for m in mentions if m.part == _ACTS and m.person.status and not m.relative_of]
    if chosen.person.job:
        return next((m.name for m in acting if m.start > chosen.start), chosen.name)
    return chosen.name


@cache
def _idle() -> frozenset[str]:
    """Return the words that carry no meaning or only a question."""
    intents = (phrase for _, phrases in question_words().intents for phrase in phrases)
    return stopwords() | {word for phrase in intents for word in phrase}
