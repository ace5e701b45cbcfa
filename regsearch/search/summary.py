"""The sanctions of a reply, grouped by the cases that the question leaves open.

"Like postingan calon bupati" does not say whether the candidate has been designated: before, the
code of ethics answers; after, discipline.  A reader wants both, each with its sanction and basis.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from regsearch.data import table
from regsearch.model import Note, RecognisedBehaviour, Reference, format_address
from regsearch.query.applicability import binds
from regsearch.search.as_of import answer_of
from regsearch.search.cases import Asked, cases_of
from regsearch.text.analysis import stopwords, words
from regsearch.text.quantities import quantities

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

    from regsearch.behaviours.index_files import BehaviourMatch, IndexedBehaviour
    from regsearch.index.reader import OpenIndex
    from regsearch.model import Answer, ParsedQuery, SanctionCase

_REMARK = "Untuk \u201c{}\u201d: {}."
_NOT_THEIRS = (
    "Ketentuan ini memuat sanksi dari peraturan yang tidak mengikat pelaku yang ditanyakan; "
    "sanksi itu tidak ditampilkan."
)
_NO_SANCTION_ASKED = frozenset({"validity", "meaning"})
"""Intents whose answer has no sanction, unless the question asks for one too."""


class Recognised(NamedTuple):
    """What a question was recognised as."""

    behaviour: RecognisedBehaviour | None
    cases: tuple[SanctionCase, ...]
    """The sanctions of its cases."""
    answers: tuple[Answer, ...]
    """Its answers, with what the catalogue of behaviours remarks on them."""


def recognised(
    index: OpenIndex,
    query: ParsedQuery,
    matches: Sequence[BehaviourMatch],
    answers: tuple[Answer, ...],
    beyond: Callable[[Collection[str]], Iterable[Answer]],
) -> Recognised:
    """Return what the question was recognised as.

    It is the likeliest behaviour that its first answer is a norm of.

    Args:
        index: the law.
        query: the question.
        matches: the behaviours it may be about, the likeliest first.
        answers: those that are shown.
        beyond: gives more answers, from the passages whose keys it is given: if no norm among those
            shown carries a sanction, another one of the behaviour may.

    """
    if not answers:
        return Recognised(None, (), answers)
    first = _key(answers[0])
    behaviour = next(
        (m.behaviour for m in matches if any(norm.key == first for norm in m.behaviour.norms)), None
    )
    if behaviour is None:
        return Recognised(None, _cases(index, query, answers[:1]), answers)
    norms = {norm.key for norm in behaviour.norms}
    told = RecognisedBehaviour(
        behaviour.id,
        behaviour.name,
        nearest_question(query, behaviour),
        tuple(dict.fromkeys(norm.citation for norm in behaviour.norms)),
    )
    shown = [answer for answer in answers if _key(answer) in norms]
    cases = _cases(index, query, shown)
    if not cases and _asks_for_sanctions(query):
        cases = _cases(index, query, [*shown, *beyond(norms)])
    remarked = tuple(with_remarks(query, behaviour, answer) for answer in answers)
    return Recognised(told, cases, remarked)


def with_remarks(query: ParsedQuery, behaviour: IndexedBehaviour, given: Answer) -> Answer:
    """Return the answer with the catalogue's remarks on it as a norm of *behaviour*.

    Remarks for people and stages that the question is not about are left out.
    """
    remarks = dict.fromkeys(
        norm.note
        for norm in behaviour.norms
        if norm.note
        and norm.key == _key(given)
        and binds(norm.subjects, query.subject)
        and (None in (norm.stage, query.stage) or norm.stage == query.stage)
    )
    address = format_address(given.locator)
    notes = (Note(_REMARK.format(behaviour.name, remark), address) for remark in remarks)
    return replace(given, notes=(*given.notes, *notes))


def _cases(
    index: OpenIndex, query: ParsedQuery, answers: Sequence[Answer]
) -> tuple[SanctionCase, ...]:
    """Return the cases of *answers*; where they punish only others, those of what binds him."""
    if not _asks_for_sanctions(query):
        return ()
    asked = Asked(query.subject, query.stage, query.quantities, binds)
    found = list(_ladder(index, query, answers))
    rules = table("own_rules").get(query.subject or "")
    # Sanctions on others than whom the question is about were left out of the answers.
    if rules is None or not any(
        a.passage and a.passage.sanctions and not a.sanctions for a in found
    ):
        return cases_of(found, asked)
    own = (
        answer_of(passage, query.as_of, index.instrument(passage), rank=0)
        for passage in index.records.many(rules["cases"]).values()
        if passage.status(query.as_of) == "berlaku"
    )
    cases = list(cases_of([*found, *own], asked))
    free = next((n for n, case in enumerate(cases) if case.caution is None), None)
    if free is not None:
        cases[free] = cases[free]._replace(caution=rules["caution"])
    return tuple(cases)


def _asks_for_sanctions(query: ParsedQuery) -> bool:
    return not query.intents & _NO_SANCTION_ASKED or "sanction" in query.intents


def _ladder(index: OpenIndex, query: ParsedQuery, answers: Sequence[Answer]) -> Iterator[Answer]:
    """Yield *answers*, each row of a ladder of days followed by the rows beside it.

    "Tidak masuk kerja" without a number asks for the whole ladder (PP 94/2021 Pasal 9-11); only
    some of its rows are among the answers.
    """
    ranks = {_key(answer): answer.rank for answer in answers}
    seen: set[str] = set()
    for answer in answers:
        if _key(answer) not in seen:
            yield answer
        seen.add(_key(answer))
        if query.quantities or not _days(answer.text):
            continue
        parent, depth = answer.locator[:-1], len(answer.locator)
        beside = [
            Reference(answer.document, locator)
            for locator in index.directory.locators[answer.document]
            if len(locator) == depth and locator[:-1] == parent
        ]
        for passage in index.passages(beside):
            if passage.key not in seen:
                seen.add(passage.key)
                rank = ranks.get(passage.key, 0)
                yield answer_of(passage, query.as_of, index.instrument(passage), rank=rank)


def _days(condition: str | None) -> bool:
    return any(quantity.unit == "hari" for quantity in quantities(condition or ""))


def nearest_question(query: ParsedQuery, behaviour: IndexedBehaviour) -> str | None:
    """Return the question of the catalogue that shares most words with *query*."""
    own = set(query.words) - stopwords()

    def alike(question: str) -> float:
        others = set(words(question)) - stopwords()
        return len(own & others) / len(own | others) if own | others else 0.0

    return max(behaviour.questions, key=alike, default=None)


def _key(answer: Answer) -> str:
    return answer.passage.key if answer.passage else ""


def for_subject(index: OpenIndex, subject: str | None, given: Answer) -> Answer:
    """Leave out the sanctions that cannot fall on whom the question is about, and say so.

    PP 94/2021 binds PNS and CPNS; a PPPK who does what the joint decree forbids is not punished
    under it (PP 94/2021 Pasal 1 angka 1; PP 49/2018 Pasal 51).
    """
    kept = tuple(
        sanction
        for sanction in given.sanctions
        if all(binds(index.catalog[b.document].subjects, subject) for b in sanction.basis)
    )
    if len(kept) == len(given.sanctions):
        return given
    note = Note(_NOT_THEIRS, format_address(given.locator))
    return replace(given, sanctions=kept, notes=(*given.notes, note))
