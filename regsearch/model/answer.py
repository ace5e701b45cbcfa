"""What is answered to a question."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from datetime import date

    from regsearch.model.locator import Locator, TextKind, Verification
    from regsearch.model.passage import (
        Basis,
        Level,
        Modality,
        Note,
        Passage,
        Related,
        Sanction,
        Stage,
        Status,
    )
    from regsearch.model.query import ParsedQuery

Outcome = Literal["found", "not_found", "not_covered"]
"""Answered; nothing in the index answers it; about people whom these rules do not cover."""


class ChildUnit(NamedTuple):
    """A unit inside a provision, with everything inside itself: a whole pasal is a tree of them.

    >>> [child.address for child in library["PP 94/2021 Pasal 9"].children]
    ['pasal-9/ayat-1', 'pasal-9/ayat-2']

    """

    address: str
    kind: str
    """``ayat``, ``huruf``, ``angka`` ..."""
    number: str
    text: str
    penjelasan: str | None = None
    children: tuple[ChildUnit, ...] = ()
    citation: str = ""
    """As it is printed: ``PP 94/2021 Pasal 9 ayat (1)``."""


class Reading(NamedTuple):
    """The words of a provision on the day asked for, where another instrument changed them.

    >>> library["UU 30/2014 Pasal 24"].reading.document
    'uu-6-2023'

    """

    text: str
    """Of the provision that stands in its place, or of the ruling that says how it is read."""
    citation: str
    document: str
    locator: Locator
    since: date
    """First day on which it is read so."""
    verification: Verification


@dataclass(frozen=True, slots=True, repr=False)
class Answer:
    """A provision as it answers a question on a day.

    >>> answer = library["PP 94/2021 Pasal 5 huruf n angka 6"]
    >>> answer.document, answer.status, answer.modality
    ('pp-94-2021', 'berlaku', 'larangan')

    """

    rank: int
    score: float
    """Relevance; comparable only within one reply."""
    document: str
    citation: str
    locator: Locator
    text: str
    text_kind: TextKind
    verification: Verification
    modality: Modality
    status: Status | None
    status_note: str | None = None
    context: tuple[str, ...] = ()
    penjelasan: str | None = None
    page: int | None = None
    condition: str | None = None
    notes: tuple[Note, ...] = ()
    sanctions: tuple[Sanction, ...] = ()
    related: tuple[Related, ...] = ()
    children: tuple[ChildUnit, ...] = ()
    """The units inside it; only of a provision that was looked up by its citation."""
    official: tuple[str, ...] = ()
    """Addresses from which the official text can be had, where the catalogue knows any."""
    reading: Reading | None = None
    """Its words on the day, if others than :attr:`text`."""
    matched: tuple[str, ...] = ()
    """Stems of the question that were found in it, for highlighting."""
    passage: Passage | None = field(default=None, repr=False, compare=False)
    """The passage it was made from, whatever the day."""

    def __repr__(self) -> str:
        levels = ", ".join(dict.fromkeys(sanction.level for sanction in self.sanctions))
        return f"<Answer {self.rank}: {self.citation}, {self.status}, [{levels}]>"

    @property
    def whole_text(self) -> str:
        """Its words and those of all units inside it, a unit a line."""
        return whole_text(self.text, self.children)

    @property
    def penjelasan_kind(self) -> TextKind | None:
        """Whether the explanation is official or a digest; None where there is none."""
        if self.penjelasan is None:
            return None
        return (self.passage and self.passage.penjelasan_kind) or self.text_kind


def label_of(kind: str, number: str) -> str:
    """Return how a unit is marked where it stands: ``(2)``, ``a.``, ``Pasal 9A``."""
    marks = {"ayat": f"({number})", "huruf": f"{number}.", "angka": f"{number}."}
    return marks.get(kind) or f"{kind.capitalize()} {number}"


def whole_text(text: str, children: tuple[ChildUnit, ...]) -> str:
    """Return the words of a provision and of all units inside it, a unit a line."""
    return "\n".join([text, *_lines(children)] if text else _lines(children))


def _lines(units: tuple[ChildUnit, ...], depth: int = 0) -> list[str]:
    found = []
    for unit in units:
        found.append(f"{'  ' * depth}{label_of(unit.kind, unit.number)} {unit.text}".rstrip())
        found += _lines(unit.children, depth + 1)
    return found


class RecognisedBehaviour(NamedTuple):
    """The behaviour of the catalogue that a question is about.

    >>> reply = library.ask("like postingan calon bupati", as_of="2026-01-30")
    >>> reply.behaviour.id
    'medsos-like'

    """

    id: str
    name: str
    """What a lawyer would call it, in Indonesian."""
    example: str | None
    """The question of the catalogue that is most like the one asked."""
    norms: tuple[str, ...]
    """Citations of the norms that answer it, the best first."""


class SanctionCase(NamedTuple):
    """What follows in one of the cases that a question leaves open.

    >>> reply = library.ask("like postingan calon bupati", as_of="2026-01-30")
    >>> [(case.stage, case.level) for case in reply.summary][:2]
    [('sebelum', 'kode_etik'), ('sesudah', 'berat')]

    """

    subject: tuple[str, ...]
    """Whom the case is about: ``pns``, ``pppk`` ...; empty if it makes no difference."""
    stage: Stage | None
    """Before or after the candidate's official designation; None if it makes no difference."""
    level: Level
    penalties: tuple[str, ...]
    condition: str | None
    citation: str
    """The norm that is broken."""
    basis: tuple[Basis, ...]
    """What imposes the sanction."""
    answer: int | None
    """Rank of the answer that it comes from; None if that is not among the answers shown."""
    caution: str | None
    """What changes the decision: a conflict of laws, say."""


@dataclass(frozen=True, slots=True, repr=False)
class Reply:
    """Everything that came of one question.

    >>> library.ask("like postingan calon bupati", as_of="2026-01-30", limit=3)
    <Reply 'like postingan calon bupati': found, 3 answers, 2026-01-30>

    """

    query: ParsedQuery
    outcome: Outcome
    answers: tuple[Answer, ...] = ()
    message: str | None = None
    """What the reader must know about the outcome, in Indonesian."""
    behaviour: RecognisedBehaviour | None = None
    """What the question was recognised as."""
    summary: tuple[SanctionCase, ...] = ()
    """The sanctions of the answers by case, the first answer's first."""
    knowledge_until: date | None = None
    """The day up to which the index knows changes of the law; None if it does not say."""

    def __repr__(self) -> str:
        count = len(self.answers)
        return f"<Reply {self.query.text!r}: {self.outcome}, {count} answers, {self.query.as_of}>"
