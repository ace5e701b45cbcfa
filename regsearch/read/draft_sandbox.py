"""Drafts are read, and comments set in them, in the child process of :mod:`.sandbox`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from regsearch.errors import RegsearchError, UnreadableError
from regsearch.read.limits import Limits
from regsearch.read.sandbox import Child

if TYPE_CHECKING:
    import os
    from collections.abc import Sequence

    from regsearch.model.draft import Draft
    from regsearch.read.extract.docx_paragraphs import Comment
    from regsearch.read.sandbox_worker import Message

LIMITS = Limits(seconds=60.0, memory=1 << 30)
"""A draft of 100 pages takes a second or two."""


def read_draft_isolated(path: str | os.PathLike[str], *, limits: Limits = LIMITS) -> Draft:
    """Return what :func:`regsearch.read.draft.read_draft` returns, read in a child process.

    Raises:
        SourceError: as ``read_draft``; or the child crashed, or a limit was reached.

    """
    file = Path(path)
    draft = _ask(file, {"task": "draft"}, limits).draft
    if draft is None:
        raise UnreadableError(f"{file.name}: pembacanya tidak menjawab; ulangi.")
    return draft


def write_comments(
    path: str | os.PathLike[str],
    comments: Sequence[Comment],
    target: str | os.PathLike[str],
    *,
    limits: Limits = LIMITS,
) -> None:
    """Write the DOCX file at *path* with *comments* in it to *target*, in a child process.

    Raises:
        SourceError: it cannot be read, or a limit was reached.

    """
    request: dict[str, object] = {
        "task": "comment",
        "target": str(Path(target).absolute()),
        "comments": [list(comment) for comment in comments],
    }
    _ask(Path(path), request, limits)


def _ask(file: Path, request: dict[str, object], limits: Limits) -> Message:
    child = Child()
    try:
        answer = child.ask(file, request, limits=limits)
    finally:
        child.close()
    if isinstance(answer, RegsearchError):
        raise answer
    return answer
