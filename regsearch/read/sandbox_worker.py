"""The child process that reads files nobody vouches for; started by ``isolated``.

It takes one request a line on stdin and answers in frames on stdout.  What it sends is data only:
``isolated`` accepts no other classes than those of the model.
"""

from __future__ import annotations

import json
import os
import pickle
import struct
import sys
from typing import TYPE_CHECKING, Any, BinaryIO

if TYPE_CHECKING:
    from collections.abc import Mapping

HEAD = struct.Struct(">cQ")
"""A frame: ``p`` progress, ``r`` a regulation or ``e`` an error; its length; then its bytes."""

_RESERVE = 5
"""The parent's clock strikes first; the processor's, so many seconds later, is for orphans."""


def main() -> None:
    """Serve requests until stdin ends."""
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever prints goes to stderr, not among the frames
    for line in sys.stdin:
        request = json.loads(line)
        _limit(request["seconds"], request["memory"])
        _answer(request, out)


def _limit(seconds: float, memory: int | None) -> None:
    try:
        import resource
    except ImportError:  # Windows: only the parent's clock counts
        return
    usage = resource.getrusage(resource.RUSAGE_SELF)
    _lower(resource, resource.RLIMIT_CPU, int(usage.ru_utime + usage.ru_stime + seconds) + _RESERVE)
    _lower(resource, resource.RLIMIT_CORE, 0)
    if memory is not None:
        _lower(resource, resource.RLIMIT_AS, memory)


def _lower(resource: Any, what: int, limit: int) -> None:
    """Set a soft limit, never above the hard one that the system sets."""
    hard = resource.getrlimit(what)[1]
    soft = limit if hard == resource.RLIM_INFINITY else min(limit, hard)
    try:
        resource.setrlimit(what, (soft, hard))
    except (ValueError, OSError):  # some systems name a limit that they do not let one set
        return


def _answer(request: Mapping[str, Any], out: BinaryIO) -> None:
    from regsearch.errors import RegsearchError
    from regsearch.read.regulation import parse

    def progress(done: int, total: int) -> None:
        _send(out, b"p", (done, total))

    try:
        regulation = parse(
            request["path"],
            ocr=request["ocr"],
            extractor=request["extractor"],
            progress=progress,
            jobs=request["jobs"],
        )
    except RegsearchError as error:
        _send(out, b"e", (type(error).__name__, str(error)))
    except MemoryError:
        _send(out, b"e", ("MemoryError", ""))
    except RecursionError:
        _send(out, b"e", ("RecursionError", ""))
    else:
        _send(out, b"r", regulation)


def _send(out: BinaryIO, kind: bytes, value: object) -> None:
    content = pickle.dumps(value, protocol=5)
    out.write(HEAD.pack(kind, len(content)) + content)
    out.flush()


if __name__ == "__main__":
    main()
