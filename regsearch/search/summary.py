"""The sanctions of a reply, grouped by the cases that the question leaves open.

"Like postingan calon bupati" does not say whether the candidate has been designated: before, the
code of ethics answers; after, discipline.  A reader wants both, each with its sanction and basis.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from regsearch.model import RecognisedBehaviour, SanctionCase
from regsearch.text.analysis import stopwords, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from regsearch.behaviours.index_files import BehaviourMatch, IndexedBehaviour
    from regsearch.model import Answer, ParsedQuery

_NOTABLE = "UU 20/2023 Pasal 52"
"""Cited by notes on a conflict that changes a dismissal: PP 94/2021 8(4) c against UU 20/2023."""


def recognised(
    query: ParsedQuery,
    matches: Sequence[BehaviourMatch],
    answers: Sequence[Answer],
) -> tuple[RecognisedBehaviour | None, tuple[SanctionCase, ...]]:
    """Return what the question was recognised as, and the sanctions of its cases.

    It is recognised as the likeliest behaviour that its first answer is a norm of.
    """
    if not answers:
        return None, ()
    first = _key(answers[0])
    behaviour = next(
        (m.behaviour for m in matches if any(norm.key == first for norm in m.behaviour.norms)), None
    )
    if behaviour is None:
        return None, _cases(answers[:1])
    norms = {norm.key for norm in behaviour.norms}
    told = RecognisedBehaviour(
        behaviour.id,
        behaviour.name,
        _nearest(query, behaviour),
        tuple(dict.fromkeys(norm.citation for norm in behaviour.norms)),
    )
    return told, _cases([answer for answer in answers if _key(answer) in norms])


def _cases(answers: Sequence[Answer]) -> tuple[SanctionCase, ...]:
    """Return the sanctions of *answers*, each kind of case once."""
    unique: dict[tuple[object, ...], SanctionCase] = {}
    for answer in answers:
        for case in _of_answer(answer):
            unique.setdefault((case.subject, case.stage, case.level, case.condition), case)
    return tuple(unique.values())


def _of_answer(answer: Answer) -> Iterator[SanctionCase]:
    passage = answer.passage
    for sanction in answer.sanctions:
        notes = (n.text for n in answer.notes if _NOTABLE in n.text)
        yield SanctionCase(
            subject=tuple(passage.subjects) if passage else (),
            stage=passage.stage if passage else None,
            level=sanction.level,
            penalties=sanction.penalties,
            condition=sanction.condition,
            citation=answer.citation,
            basis=sanction.basis,
            answer=answer.rank,
            caution=sanction.note or next(notes, None),
        )


def _nearest(query: ParsedQuery, behaviour: IndexedBehaviour) -> str | None:
    """Return the question of the catalogue that shares most words with *query*."""
    own = set(query.words) - stopwords()

    def alike(question: str) -> float:
        others = set(words(question)) - stopwords()
        return len(own & others) / len(own | others) if own | others else 0.0

    return max(behaviour.questions, key=alike, default=None)


def _key(answer: Answer) -> str:
    return answer.passage.key if answer.passage else ""
