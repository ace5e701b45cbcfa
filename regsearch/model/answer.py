"""A question and what is answered."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING, Literal

from regsearch.model.frozen import dataclass

if TYPE_CHECKING:
    from datetime import date

    from regsearch.model.locator import Locator, TextKind, Verification
    from regsearch.model.passage import (
        Modality,
        Note,
        Passage,
        Reference,
        Related,
        Sanction,
        Stage,
        Status,
    )

Outcome = Literal["found", "not_found", "not_covered"]
"""Answered; nothing in the index answers it; about people whom these rules do not cover."""


@dataclass(frozen=True, slots=True)
class Query:
    """A question as it was understood, before anything is looked up."""

    text: str
    """The question as it was asked."""
    as_of: date
    """The day whose law is asked for."""
    day_mentioned: bool = False
    """Whether that day was read from the question itself."""
    terms: tuple[str, ...] = ()
    """The stems it is searched by, in its own words, without those that carry no meaning."""
    expansions: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """What people say and the statutory stems it stands for, (spoken, stems) each."""
    assumed: tuple[tuple[str, str], ...] = ()
    """Misspelled words and what they were read as."""
    citations: tuple[Reference, ...] = ()
    """Provisions that it names."""
    subject: str | None = None
    """Whom it is about: ``pns``, ``pppk``, ``non-asn``, ``tni`` ...; None if it does not say."""
    stage: Stage | None = None
    kinds: tuple[str, ...] = ()
    """Kinds of instrument that it is limited to; empty for all."""


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

    query: Query
    outcome: Outcome
    answers: tuple[Answer, ...] = ()
    message: str | None = None
    """What the reader must know about the outcome, in Indonesian."""
