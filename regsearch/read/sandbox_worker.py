"""The child process of :mod:`regsearch.read.sandbox`: reads untrusted files.

Requests come one a line on stdin, as JSON.  Answers go to stdout, one :class:`Message` a line in
the form of :mod:`regsearch.encoding`: progress, and at the end what was asked for or an error.
"""

from __future__ import annotations

import json
import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from regsearch.encoding import LINE_LIMIT, to_line
from regsearch.errors import RegsearchError, TooLargeError, UnreadableError
from regsearch.model.draft import Draft  # noqa: TC001 - the codec asks for it

if TYPE_CHECKING:
    from collections.abc import Mapping

    from regsearch.regulation import Regulation

OUT_OF_MEMORY = "memori"
"""Error code that no :class:`RegsearchError` has: the memory limit was reached."""

_GRACE_SECONDS = 5
"""The processor time limit exceeds the parent's time limit by this; it ends orphans only."""


@dataclass(frozen=True, slots=True)
class Message:
    """An answer of the child; exactly one field is set."""

    progress: tuple[int, int] | None = None
    """How many pages OCR has read, and of how many."""
    regulation: Regulation | None = None
    draft: Draft | None = None
    written: int | None = None
    """Size in bytes of the file that was written."""
    error: tuple[str, str] | None = None
    """``code`` of the error and its message."""


def main() -> None:
    """Serve requests until stdin ends."""
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints goes to stderr, not among the messages
    for line in sys.stdin:
        request = json.loads(line)
        _limit(request["seconds"], request["memory"])
        out.write(_answer(request, out))
        out.flush()


def _limit(seconds: float, memory: int | None) -> None:
    try:
        import resource
    except ImportError:  # Windows: only the parent's time limit applies
        return
    usage = resource.getrusage(resource.RUSAGE_SELF)
    spent = usage.ru_utime + usage.ru_stime
    _set_soft_limit(resource, resource.RLIMIT_CPU, int(spent + seconds) + _GRACE_SECONDS)
    _set_soft_limit(resource, resource.RLIMIT_CORE, 0)
    if memory is not None:
        _set_soft_limit(resource, resource.RLIMIT_AS, memory)


def _set_soft_limit(resource: Any, kind: int, limit: int) -> None:
    """Set a soft limit, at most as high as the system's hard limit."""
    hard = resource.getrlimit(kind)[1]
    soft = limit if hard == resource.RLIM_INFINITY else min(limit, hard)
    try:
        resource.setrlimit(kind, (soft, hard))
    except (ValueError, OSError):  # some systems define limits that cannot be set
        return


def _answer(request: Mapping[str, Any], out: BinaryIO) -> bytes:
    """Return the final message for *request*; progress is written to *out*."""
    name = Path(request["path"]).name
    try:
        if request["task"] == "regulation":
            return _regulation(request, name, out)
        return _draft(request, name)
    except RegsearchError as error:
        return _error(error)
    except RecursionError:
        return _error(UnreadableError(f"{name}: bersarang terlalu dalam; simpan ulang."))
    except MemoryError:
        return to_line(Message(error=(OUT_OF_MEMORY, "")))


def _regulation(request: Mapping[str, Any], name: str, out: BinaryIO) -> bytes:
    from regsearch.read.regulation import parse

    def progress(done: int, total: int) -> None:
        out.write(to_line(Message(progress=(done, total))))
        out.flush()

    regulation = parse(
        request["path"],
        ocr=request["ocr"],
        extractor=request["extractor"],
        progress=progress,
        jobs=request["jobs"],
    )
    return _line(Message(regulation=regulation), name)


def _draft(request: Mapping[str, Any], name: str) -> bytes:
    """Return a draft, or write the file with comments in it to the path that is given."""
    if request["task"] == "draft":
        from regsearch.read.draft import read_draft

        return _line(Message(draft=read_draft(request["path"])), name)
    from regsearch.read.extract.docx_paragraphs import Comment, with_comments

    content = Path(request["path"]).read_bytes()
    comments = [Comment(*values) for values in request["comments"]]
    return _line(
        Message(
            written=Path(request["target"]).write_bytes(with_comments(content, name, comments))
        ),
        name,
    )


def _line(message: Message, name: str) -> bytes:
    line = to_line(message)
    if len(line) > LINE_LIMIT:
        raise TooLargeError(
            f"{name}: isinya menjadi {len(line)} bita, batasnya {LINE_LIMIT}; pecah berkas itu."
        )
    return line


def _error(error: RegsearchError) -> bytes:
    return to_line(Message(error=(error.code, str(error))))


if __name__ == "__main__":
    main()
