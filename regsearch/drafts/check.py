"""A draft becomes a checked draft."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from regsearch.errors import TooLargeError
from regsearch.model.draft import CheckedDraft, Draft, DraftDay, Paragraph
from regsearch.search.arguments import day_of

if TYPE_CHECKING:
    import os

    from regsearch.search.library import Library

MAX_CHARACTERS = 2_000_000
"""Longest draft that is checked, about 700 pages."""


def check(
    source: str | os.PathLike[str],
    *,
    library: Library,
    as_of: date | str | None = None,
    name: str | None = None,
) -> CheckedDraft:
    """Check the citations of the draft in a file.

    The file is read in a child process with limits of time and memory.

    Args:
        source: a DOCX, PDF, HTML, Markdown or text file.
        library: the law to compare with.
        as_of: the day whose law counts, a date or ``YYYY-MM-DD``; if left out the day of the act
            that the draft is about, or its own date, or else today.
        name: what the draft is called in the result; the file's name if left out.

    Raises:
        SourceError: the file cannot be read, or is too large.
        UsageError: *as_of* is no day.

    """
    raise NotImplementedError


def check_text(
    text: str, *, library: Library, as_of: date | str | None = None, name: str = "teks"
) -> CheckedDraft:
    """Check the citations of a draft given as text, a paragraph a line.

    Args:
        text: the draft.
        library: the law to compare with.
        as_of: as for :func:`check`.
        name: what the draft is called in the result.

    Raises:
        TooLargeError: *text* has more than :data:`MAX_CHARACTERS` characters.
        UsageError: *as_of* is no day.

    """
    if len(text) > MAX_CHARACTERS:
        raise TooLargeError(
            f"{name}: {len(text)} huruf, batasnya {MAX_CHARACTERS}; pecah naskah itu dahulu."
        )
    paragraphs = tuple(Paragraph(line) for line in text.splitlines() if line.strip())
    day = day_of(as_of)
    found = DraftDay(day, "diminta") if day else DraftDay(date.today(), "hari_ini")
    return CheckedDraft(name, found.day, (), found, Draft(name, paragraphs))
