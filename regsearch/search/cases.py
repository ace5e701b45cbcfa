"""The cases that a reply leaves open, each with its sanction, from the sanctions of its answers.

The rules, in order:

1. A sanction "selama X belum berlaku" and its twin "setelah X berlaku" are one case with a caution
   (PP 94/2021 Pasal 42: the list of PP 53/2010 until the regulation on pay is in force).
2. Whom a case is about is what the sanction's condition says ("bagi kepala desa"), else what the
   norm binds.  Sanctions on others than whom the question is about are left out.
3. A case of the stage that is not asked about is left out.  Where a row of the joint decree says
   what follows at which stage, the norm behind it, which names no stage, adds nothing.
4. A case that rests on nothing but what a case of the same level rests on adds nothing.  Cases of a
   norm that tell one person the same, and only name him otherwise ("bagi pejabat negara", "bagi
   pejabat daerah"), are one with the basis of each.
5. A question that names nobody is taken to be about civil servants: where they have a case, those
   of village officers add nothing.  Beside a case of civil servants with its penalties, a ladder of
   which the law lists no rung ("dikenai sanksi sesuai ketentuan") adds nothing.
6. Rows that differ by days are a ladder: the fewest first.  Otherwise ``sebelum`` is before
   ``sesudah``, and the order is that of the answers.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from regsearch.model import SanctionCase

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

    from regsearch.model import Answer, Basis, Locator, Sanction, Stage, Step
    from regsearch.model.query import Quantity

_NOT_YET, _BEGUN = " belum berlaku", " berlaku"
_FOR = ("bagi ", "bila pelanggarnya ")
"""Prefixes of the part of a condition that names people."""
_PEOPLE = {
    "asn": r"ASN|PNS|aparatur sipil negara|pegawai negeri",
    "tni": "TNI",
    "polri": "Polri",
    "kades": "kepala desa",
    "perangkat-desa": "perangkat desa",
    "bpd": "BPD",
    "bumn": "BUMN|BUMD",
    "penyelenggara": "KPU|PPS|KPPS|PPLN|Bawaslu|Panwaslu",
    "calon": "calon|peserta Pemilu|petahana",
    "tim-kampanye": "pelaksana|tim kampanye",
    "pejabat": "pejabat|kepala daerah|lurah",
    "hakim": "hakim",
    "umum": "siapa pun",
}
"""Words that name people in a condition."""
_EXCEPT = "tidak bagi "
_STAFF = frozenset({"pns", "pppk"})
_SERVANTS = frozenset({"asn", "pns", "cpns"})
_VILLAGE = frozenset({"kades", "perangkat-desa", "bpd"})
_BARE = re.compile("bagi (?:PNS|ASN|Pegawai ASN)")
"""A condition that says no more than that a sanction is for civil servants."""
_LISTS_CAUSES = re.compile(r"(?i)\b(?:apabila|bila|jika|karena)(?:\s+\w+){0,2}:$")
"""How the lead-in of a list of causes ends."""
_MANY = 4
"""A norm that binds more kinds of people than this says nothing about whom a case is about."""
_APART = frozenset({"pidana", "administratif"})
"""Levels that are imposed in addition to a disciplinary sanction."""


class Asked(NamedTuple):
    """The part of a question that excludes cases."""

    subject: str | None = None
    stage: Stage | None = None
    amounts: tuple[Quantity, ...] = ()
    binds: Callable[[Collection[str], str | None], bool] = lambda _subjects, _asked: True
    """Handed over rather than imported: a look-up by citation asks about nobody, and must not load
    the lexicon."""


def cases_of(answers: Iterable[Answer], asked: Asked | None = None) -> tuple[SanctionCase, ...]:
    """Return the cases of *answers*, each once; see the rules above."""
    asked = asked or Asked()
    answers = tuple(answers)
    found: dict[tuple[object, ...], SanctionCase] = {}
    for answer in answers:
        for case in _of_answer(answer, asked):
            key = (case.subject, case.stage, case.level, case.condition, case.penalties)
            found.setdefault(key, case)
    cases = list(found.values())
    if asked.stage:
        cases = [case for case in cases if case.stage in (None, asked.stage)]
    cases = [case for case in cases if not _behind_a_row(case, cases)]
    if asked.subject in (None, "pns", "cpns"):
        cases = [case for case in cases if not _of_others(case, cases)]
    cases = list(_with_own_conditions(_without_repeats(cases), answers))
    return tuple(_ordered(_joined(cases)))


def days_of(case: SanctionCase) -> Quantity | None:
    """Return the number of days of absence that *case* is about, if it is about one."""
    found = [quantity for quantity in _quantities(case.condition) if quantity.unit == "hari"]
    return found[0] if len(found) == 1 else None


def _quantities(condition: str | None) -> tuple[Quantity, ...]:
    if not condition:
        return ()
    # Imported when needed: its patterns take a tenth of the time of a look-up to compile.
    from regsearch.text.quantities import quantities

    return quantities(condition)


def _of_answer(answer: Answer, asked: Asked) -> Iterator[SanctionCase]:
    passage = answer.passage
    for sanction in _merged(answer.sanctions):
        condition = sanction.condition
        if asked.amounts and _excludes(condition, asked.amounts):
            continue
        subjects = _subjects(condition, passage.subjects if passage else (), asked)
        if subjects is None:
            continue
        yield SanctionCase(
            subject=subjects,
            stage=passage.stage if passage else None,
            level=sanction.level,
            penalties=sanction.penalties,
            condition=condition,
            citation=answer.citation,
            basis=sanction.basis,
            answer=answer.rank or None,
            caution=sanction.note,
        )


def _excludes(condition: str | None, asked: tuple[Quantity, ...]) -> bool:
    """Say whether *condition* is about other quantities than those asked about."""
    from regsearch.text.quantities import fits

    return fits(asked, _quantities(condition)) is False


class _Postponed(NamedTuple):
    """A condition "selama X belum berlaku" (not begun) or "setelah X berlaku" (begun)."""

    before: str
    """The rest of the condition."""
    law: str
    begun: bool


def _postponed(condition: str | None) -> _Postponed | None:
    told = condition or ""
    begun = not told.endswith(_NOT_YET)
    head = told.removesuffix(_BEGUN if begun else _NOT_YET)
    word = "setelah " if begun else "selama "
    start = head.rfind(word)
    if head == told or start < 0:
        return None
    law = head[start + len(word) :].split(" sebagaimana dimaksud ", 1)[0]
    return _Postponed(head[:start].rstrip(" ;"), law, begun)


def _merged(sanctions: Sequence[Sanction]) -> Iterator[Sanction]:
    """Yield *sanctions*, those that differ by whether another law is in force already as one.

    Where what holds until then is one punishment for several cases that get different ones later
    (PP 94/2021 Pasal 10 ayat (2) huruf f), it is yielded for each of these cases.
    """
    readings = [(sanction, _postponed(sanction.condition)) for sanction in sanctions]
    known = {(told.law, told.begun): (sanction, told) for sanction, told in readings if told}
    for sanction, told in readings:
        twin = known.get((told.law, not told.begun)) if told else None
        if told is None or twin is None:
            yield sanction
        elif told.begun and told.before and not twin[1].before:
            meanwhile = replace(twin[0], basis=(sanction.basis[0], *twin[0].basis[1:]))
            yield _until(meanwhile, told, sanction)
        elif not told.begun and (told.before or not twin[1].before):
            yield _until(sanction, told, twin[0])


def _until(meanwhile: Sanction, told: _Postponed, later: Sanction) -> Sanction:
    """Return what holds until a law is in force, with a note on what follows *later*."""
    note = (
        f"Hukuman ini selama {told.law} belum berlaku ({_postponing(meanwhile).citation}); "
        f"sesudahnya {' atau '.join(later.penalties)}."
    )
    whole = f"{meanwhile.note} {note}" if meanwhile.note else note
    return replace(meanwhile, condition=told.before or None, note=whole)


def _postponing(sanction: Sanction) -> Basis:
    """Return the provision that lets *sanction* hold until another law is in force.

    What a list of punishments rests on stands at the end of the basis, and of one pasal: its first
    ayat there is meant.
    """
    return next(basis for basis in sanction.basis if _pasal(basis) == _pasal(sanction.basis[-1]))


def _pasal(basis: Basis) -> tuple[str, Step | None]:
    return basis.document, next((step for step in basis.locator if step[0] == "pasal"), None)


def _subjects(condition: str | None, bound: Sequence[str], asked: Asked) -> tuple[str, ...] | None:
    """Return whom a case is about, or None if not whom the question is about."""
    told = _addressed(condition or "")
    spared = (condition or "").partition(_EXCEPT)[2]
    if asked.subject in _SERVANTS and _names(_PEOPLE["asn"], spared):
        return None  # "bagi pejabat negara; tidak bagi pejabat struktural atau fungsional ASN"
    named = tuple(name for name, words in _PEOPLE.items() if told and _names(words, told))
    if named:
        if not asked.binds(named, asked.subject):
            return None
    elif len(bound) <= _MANY:
        named = tuple(bound)
    if asked.subject and (not named or asked.binds(named, asked.subject)):
        return (asked.subject,) if named else ()
    return tuple(n for n in named if not (n in _STAFF and "asn" in named))


def _names(words: str, text: str) -> bool:
    return re.search(rf"\b(?:{words})\b", text, re.IGNORECASE) is not None


def _addressed(condition: str) -> str:
    """Return what *condition* says of whom it is about; empty if it does not."""
    for clause in condition.split(";"):
        meant = clause.split(_EXCEPT, 1)[0]
        for word in _FOR:
            _, found, who = meant.partition(word)
            if found:
                return who
    return ""


def _behind_a_row(case: SanctionCase, cases: Sequence[SanctionCase]) -> bool:
    """Say whether rows of a table tell for each stage what *case* tells for none."""
    if case.stage or case.level in _APART:
        return False
    return any(other.stage and _same_people(case, other) for other in cases)


def _of_others(case: SanctionCase, cases: Sequence[SanctionCase]) -> bool:
    """Say whether *case* adds nothing to the cases of civil servants, where nobody is named."""
    servants = [
        c
        for c in cases
        if c.penalties and c.level not in _APART and not _SERVANTS.isdisjoint(c.subject)
    ]
    if case.subject and _VILLAGE.issuperset(case.subject):
        return bool(servants)
    empty = case.level == "bertingkat" and not case.penalties
    return empty and any(_same_people(case, other) for other in servants)


def _same_people(case: SanctionCase, other: SanctionCase) -> bool:
    one, two = set(case.subject), set(other.subject)
    staff = {"asn", "pns", "pppk", "cpns"}
    return not one or not two or bool(one & two) or bool(one & staff and two & staff)


def _without_repeats(cases: Sequence[SanctionCase]) -> Iterator[SanctionCase]:
    kept: list[SanctionCase] = []
    silent = [c for c in cases if not c.penalties and any(_more(o, c) for o in cases)]
    for case in cases:
        if case in silent:
            continue
        own = {(b.document, b.locator) for b in case.basis}
        if not any(_adds_nothing(case, own, other) for other in kept):
            kept.append(case)
            yield case


def _joined(cases: Iterable[SanctionCase]) -> Iterator[SanctionCase]:
    """Yield *cases*, those that tell one person the same as one."""
    same: dict[object, list[SanctionCase]] = {}
    for number, case in enumerate(cases):
        plain = len(case.subject) == 1 and (case.condition or "").startswith(_FOR[0])
        key = case._replace(condition=None, basis=()) if plain else number
        same.setdefault(key, []).append(case)
    for found in same.values():
        conditions = "; ".join(dict.fromkeys(case.condition for case in found if case.condition))
        basis = dict.fromkeys(basis for case in found for basis in case.basis)
        yield found[0]._replace(condition=conditions or None, basis=tuple(basis))


def _more(other: SanctionCase, case: SanctionCase) -> bool:
    """Say whether *other* is *case* with the penalties named."""
    return bool(other.penalties) and (
        (other.citation, other.level, other.condition, other.stage)
        == (case.citation, case.level, case.condition, case.stage)
    )


def _adds_nothing(case: SanctionCase, basis: set[tuple[str, Locator]], other: SanctionCase) -> bool:
    bare = case.condition is None or _BARE.fullmatch(case.condition)
    if case.level != other.level or not (bare or case.condition == other.condition):
        return False
    if case.stage not in (None, other.stage) or not _same_people(case, other):
        return False
    return basis <= {(b.document, b.locator) for b in other.basis}


def _with_own_conditions(
    cases: Iterable[SanctionCase], answers: Sequence[Answer]
) -> Iterator[SanctionCase]:
    """Yield *cases*; where an item of a list of causes imposes the sanction, with that cause.

    "PNS diberhentikan tidak dengan hormat bila: ... d. dipidana karena tindak pidana berencana"
    """
    causes = {
        answer.citation: f"bila {answer.text.rstrip(' .;,').removesuffix('; atau')}"
        for answer in answers
        if answer.context and _LISTS_CAUSES.search(answer.context[-1])
    }
    for case in cases:
        own = case.condition is None and case.basis and case.basis[0].citation == case.citation
        # "Bila sebabnya sebagaimana dimaksud pada ayat (3) huruf j" says less than huruf j itself.
        vague = "sebagaimana dimaksud" in (case.condition or "")
        cause = causes.get(case.citation) if own or vague else None
        yield case._replace(condition=cause) if cause else case


def _ordered(cases: Iterable[SanctionCase]) -> list[SanctionCase]:
    found = list(cases)
    ladder = [days for case in found if (days := days_of(case))]
    if len(ladder) > 1 and len(ladder) == len(found):
        return sorted(found, key=_step)
    stages = {"sebelum": 0, "sesudah": 1}
    if {case.stage for case in found} >= set(stages):
        return sorted(found, key=lambda case: stages.get(case.stage or "", 2))
    return found


def _step(case: SanctionCase) -> tuple[bool, float]:
    days = days_of(case)
    return "terus-menerus" in (case.condition or ""), days.low if days else 0.0
