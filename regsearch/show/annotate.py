"""The DOCX file of a checked draft with a comment at each citation that something is wrong with."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from regsearch.errors import UnreadableError
from regsearch.read.draft_sandbox import write_comments
from regsearch.read.extract.docx_paragraphs import Comment
from regsearch.show.checked import comment, summary

if TYPE_CHECKING:
    from regsearch.model.draft import CheckedDraft


def annotate(
    checked: CheckedDraft, source: str | os.PathLike[str], target: str | os.PathLike[str]
) -> None:
    """Write the DOCX file of a checked draft with the findings as comments to *target*.

    A comment on the first paragraph says how many there are, and what could not be checked.
    *source* is read in a child process with limits; *target* is complete or unchanged.

    Args:
        checked: what :func:`regsearch.check` returned for *source*.
        source: the DOCX file.
        target: the file to write; it may be *source* itself.

    Raises:
        SourceError: *source* is no DOCX file, or cannot be read.

    >>> import docx, regsearch
    >>> from pathlib import Path
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     source, target = Path(folder, "konsep.docx"), Path(folder, "diperiksa.docx")
    ...     document = docx.Document()
    ...     _ = document.add_paragraph("Ia melanggar Pasal 5 huruf n angka 99 PP 94/2021.")
    ...     document.save(str(source))
    ...     annotate(regsearch.check(source, library=library), source, target)
    ...     target.exists()
    True

    """
    source, target = Path(source), Path(target)
    with source.open("rb") as file:
        if file.read(2) != b"PK":
            raise UnreadableError(
                f"{source.name}: komentar hanya dapat ditulis ke naskah DOCX; pakai teks, md, "
                "atau json."
            )
    first = checked.draft.paragraphs[0]
    comments = [Comment(0, 0, len(first.text), summary(checked))]
    comments += [
        Comment(c.place.paragraph, c.place.start, c.place.end, comment(c)) for c in checked.findings
    ]
    scratch = target.with_name(f".{target.name}.{os.getpid()}.baru")
    try:
        write_comments(source, comments, scratch)
        scratch.replace(target)
    finally:
        scratch.unlink(missing_ok=True)
