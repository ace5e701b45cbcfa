"""A draft becomes a checked draft."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from regsearch.drafts.blocks import blocks_of
from regsearch.drafts.day import day_of_act, own_date
from regsearch.drafts.find.finder import find_mentions
from regsearch.drafts.judge import Judge
from regsearch.drafts.places import label_of
from regsearch.errors import TooLargeError
from regsearch.model.draft import CheckedDraft, Draft, DraftDay
from regsearch.search.arguments import day_of
from regsearch.search.as_of import day_in_words
from regsearch.search.knowledge import caution, knowledge_until

if TYPE_CHECKING:
    import os
    from collections.abc import Sequence

    from regsearch.drafts.blocks import Block
    from regsearch.drafts.day import FoundDay
    from regsearch.search.library import Library

MAX_CHARACTERS = 1_000_000
"""Longest draft that is checked, about 350 pages."""


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

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     draft = Path(folder, "sk.txt")
    ...     _ = draft.write_text("Pada tanggal 12 Maret 2024 ia melanggar Pasal 4 PP 53/2010.")
    ...     checked = check(draft, library=library)
    >>> checked.as_of.isoformat(), checked.findings[0].status
    ('2024-03-12', 'dicabut')

    """
    from regsearch.read.draft_sandbox import read_draft_isolated

    day = day_of(as_of)
    draft = read_draft_isolated(Path(source))
    return _checked(draft, library, day, name or draft.file)


def check_text(
    text: str, *, library: Library, as_of: date | str | None = None, name: str = "teks"
) -> CheckedDraft:
    """Check the citations of a draft given as text, plain or Markdown.

    Args:
        text: the draft.
        library: the law to compare with.
        as_of: as for :func:`check`.
        name: what the draft is called in the result.

    Raises:
        TooLargeError: *text* has more than :data:`MAX_CHARACTERS` characters.
        UsageError: *as_of* is no day.

    >>> text = "hukuman disiplin sedang menurut Pasal 14 huruf i angka 3 PP 94/2021"
    >>> claim = check_text(text, library=library).findings[0].claims[0]
    >>> claim.said, claim.provided, claim.agrees
    ('sedang', ('berat',), False)

    """
    from regsearch.read.draft_text import text_paragraphs

    if len(text) > MAX_CHARACTERS:
        raise TooLargeError(
            f"{name}: {len(text)} huruf, batasnya {MAX_CHARACTERS}; pecah naskah itu dahulu."
        )
    return _checked(Draft(name, tuple(text_paragraphs(text))), library, day_of(as_of), name)


def _checked(draft: Draft, library: Library, asked: date | None, name: str) -> CheckedDraft:
    blocks = blocks_of(draft)
    day, later, notes = _day(draft, blocks, asked)
    with library.opened() as index:
        mentions = find_mentions(blocks, index.directory, day.day)
        citations = Judge(index, draft, blocks, mentions, day.day, later).checked()
        told = caution(index, day.day)
        known = knowledge_until(index)
    return CheckedDraft(
        name,
        day.day,
        citations,
        day,
        draft,
        (*draft.notes, *notes, *([told] if told else [])),
        known,
    )


def _day(
    draft: Draft, blocks: Sequence[Block], asked: date | None
) -> tuple[DraftDay, date | None, tuple[str, ...]]:
    """Return the day whose law counts, the day of the decision if it is another, and remarks."""
    if asked is not None:
        return DraftDay(asked, "diminta"), None, ()
    today = date.today()
    own, act = own_date(blocks, today), day_of_act(blocks, today)
    if act is not None:
        later = own.day if own else today
        told = (
            f"Hari perbuatan dibaca dari naskah: {day_in_words(act.day)} "
            f'("{act.text}"). Hari lain: --per.'
        )
        return _named(draft, act, "perbuatan"), later if later > act.day else None, (told,)
    if own is not None:
        told = f"Hukum per tanggal naskah: {day_in_words(own.day)}. Hari lain: --per."
        return _named(draft, own, "naskah"), None, (told,)
    return DraftDay(today, "hari_ini"), None, ()


def _named(draft: Draft, found: FoundDay, source: str) -> DraftDay:
    paragraph, offset = found.block.locate(found.start)
    label = label_of(draft.paragraphs[paragraph], offset)
    return DraftDay(found.day, source, found.text, label)  # type: ignore[arg-type]
