"""What a search engine must do for regsearch, whichever it is.

An engine sees only the tokens that :mod:`regsearch.text.analysis` made, and returns numbers of
passages with a relevance; what a passage says is in the records.  So an answer does not depend on
the engine, and an engine is one file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from regsearch.model.query import Concept

FIELDS = ("text", "penjelasan", "context", "around", "heading", "title", "sanction", "exact")
"""The searchable fields: own words, official explanation, words of the units above, words of the
units inside and of those it refers to, headings, names of the instrument, words of the sanction,
own words unstemmed."""


class Indexed(NamedTuple):
    """One passage as an engine indexes it; a build makes as many as there are."""

    key: str
    document: str
    group: str
    """Key for filtering (:func:`regsearch.index.fields.group_of`): the limits of a question admit
    all passages of a group, or none."""
    fields: Mapping[str, str]
    """Tokens joined by one space, by name of field; of each field at least one."""


class Hit(NamedTuple):
    """A passage that an engine found."""

    number: int
    """Its place in the order of the build, from 0."""
    score: float
    """Sum over the concepts of the score of each one's best match.

    A match is a variant of the concept in one field that contains all its tokens.  It scores the
    mean BM25 of these tokens (:mod:`regsearch.engines.bm25`), times the weights of the field and
    of the concept.
    """


class Terms(Protocol):
    """The words of passages."""

    def frequencies(self, tokens: Iterable[str]) -> Mapping[str, int]:
        """Return in how many passages each occurs, in the fields ``text`` or ``penjelasan``.

        Where each request takes long, asking for many at once saves most of the time.
        """
        ...

    def similar(self, word: str, edits: int) -> str | None:
        """Return the commonest unstemmed word within *edits* edits of *word*, or None.

        The first letter must be the same: people seldom mistype it, and it keeps the search small.
        """
        ...

    def count(self) -> int:
        """Return the number of passages."""
        ...


class Engine(Terms, Protocol):
    """A search engine over one index folder."""

    name: str

    def search(
        self,
        concepts: Iterable[Concept],
        weights: Mapping[str, float],
        limit: int,
        groups: frozenset[str] | None = None,
    ) -> list[Hit]:
        """Return the best *limit* passages, best first; ties in the order of the build.

        Args:
            concepts: what is asked; a passage need not contain all.
            weights: factor of each field of :data:`FIELDS`.
            limit: number of hits at the most.
            groups: groups of passages to search in; None for all.

        """
        ...

    def close(self) -> None:
        """Release the files."""
        ...


class Builder(Protocol):
    """Makes the files of an engine."""

    def __call__(self, folder: Path, passages: Iterable[Indexed]) -> None:
        """Write the engine's files for *passages* into the empty *folder*."""
        ...
