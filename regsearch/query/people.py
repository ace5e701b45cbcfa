"""Mentions of people in a question: names of the same person are joined to one mention.

Names are those of ``[[person]]`` in ``data/question.toml``, the longest first.  "Guru honorer",
"tetangga yang PNS" and "istri seorang PNS" are one mention each.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from regsearch.query.lexicon import person_index, question_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from regsearch.query.lexicon import Person

BOUNDARY = ","
"""The token that stands for a sign between two clauses."""
CIVIL_SERVANTS = frozenset({"asn", "pns", "pppk", "cpns"})


@dataclass(frozen=True, slots=True)
class Mention:
    """Somebody whom words name, from *start* to before *end*."""

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


def mentions(spoken: Sequence[str]) -> list[Mention]:
    """Return the people whom *spoken* names, in order.

    Args:
        spoken: words, with :data:`BOUNDARY` between clauses.

    """
    names = list(_names(spoken))
    denied = [m for m in names if _is_denied(spoken, m)]
    told = [mention for mention in names if mention not in denied]
    if any(mention.person.status for mention in told):
        # "Honorer, bukan PNS" has said who he is.
        names = told
    else:
        nobody = question_words().negated_name
        names = [replace(m, start=m.start - 1, name=nobody) if m in denied else m for m in names]
    return _merged(spoken, names)


def _is_denied(spoken: Sequence[str], mention: Mention) -> bool:
    before = spoken[mention.start - 1] if mention.start else ""
    return before in question_words().negated and mention.name in CIVIL_SERVANTS


def _names(spoken: Sequence[str]) -> Iterator[Mention]:
    """Yield the names of people in *spoken*, in order, the longest at each place."""
    known = question_words()
    place = 0
    while place < len(spoken):
        found = _name_at(spoken, place)
        if spoken[place] in known.kin and (found is None or found.end == place + 1):
            person = found.person if found else known.relative
            yield Mention(place, place + 1, person.name, person, kin=True)
        elif found and found.name:
            former = place and spoken[place - 1] in known.former and not found.person.status
            if former and found.name not in CIVIL_SERVANTS:
                # A former head of an office is a civil servant still.
                found = replace(found, start=place - 1, name=known.former_name)
            yield found
        place = max(place + 1, found.end if found else 0)


def _name_at(spoken: Sequence[str], place: int) -> Mention | None:
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
    return Mention(place, place + size, name, person)


def _merged(spoken: Sequence[str], names: list[Mention]) -> list[Mention]:
    """Return *names*, those that speak of one person as one."""
    found: list[Mention] = []
    for mention in names:
        one = found and _joined(spoken, found[-1], mention)
        if one:
            found[-1] = one
        else:
            found.append(mention)
    return found


def _joined(spoken: Sequence[str], first: Mention, second: Mention) -> Mention | None:
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
    if {first.name, second.name} <= CIVIL_SERVANTS and list(between) in known.coordinating:
        return replace(whole, name=_common(first, second)) if second.person.status else None
    if second.name == "pppk" and first.person.status and between in ([], [BOUNDARY]):
        # "Perawat kontrak P3K".
        return replace(second, start=first.start)
    if between:
        return None
    if first.name == second.name:
        return replace(whole, person=first.person if first.person.status else second.person)
    if {first.name, second.name} <= CIVIL_SERVANTS and not first.relative_of:
        return replace(
            whole, name=_common(first, second), person=replace(first.person, status=True)
        )
    if first.person.status and second.name in CIVIL_SERVANTS:
        return whole
    return None


def _common(first: Mention, second: Mention) -> str:
    """Return the name of those who are one of two kinds of civil servants, or both."""
    plain = {m.name for m in (first, second) if m.person.status and m.name != "asn"}
    return plain.pop() if len(plain) == 1 else "asn"


def _is_spouse_himself(spoken: Sequence[str], kin: Mention) -> bool:
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
