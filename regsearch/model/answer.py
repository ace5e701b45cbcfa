"""What is answered to a question."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from regsearch.model.locator import Locator, TextKind, Verification
    from regsearch.model.passage import (
        Modality,
        Note,
        Passage,
        Related,
        Sanction,
        Status,
    )
    from regsearch.model.query import ParsedQuery

Outcome = Literal["found", "not_found", "not_covered"]
"""Answered; nothing in the index answers it; about people whom these rules do not cover."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A provision as it answers a question on a day."""

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
    matched: tuple[str, ...] = ()
    """Stems of the question that were found in it, for highlighting."""
    passage: Passage | None = field(default=None, repr=False, compare=False)
    """The passage it was made from, whatever the day."""

    @property
    def penjelasan_kind(self) -> TextKind | None:
        """Whether the explanation is official or a digest; None where there is none."""
        if self.penjelasan is None:
            return None
        return (self.passage and self.passage.penjelasan_kind) or self.text_kind


@dataclass(frozen=True, slots=True)
class Reply:
    """Everything that came of one question."""

    query: ParsedQuery
    outcome: Outcome
    answers: tuple[Answer, ...] = ()
    message: str | None = None
    """What the reader must know about the outcome, in Indonesian."""
