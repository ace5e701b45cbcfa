"""Files that nobody vouches for are read in a child process that can be stopped.

A file is data, not trust: it may be made to take all time or memory, or to crash a library.  So
the child has limits, is ended when it exceeds them, and sends back nothing but plain values.
"""

from __future__ import annotations

import io
import json
import os
import pickle
import signal
import subprocess
import sys
import threading
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any

from regsearch import errors
from regsearch.errors import RegsearchError, TooLargeError, UnreadableError
from regsearch.read.extract import pdf
from regsearch.read.sandbox_worker import HEAD

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from concurrent.futures import Future

    from regsearch.read.extract.pdf import ExtractorName
    from regsearch.regulation import Regulation

    Outcome = Regulation | RegsearchError
    Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Limits:
    """What one document may take."""

    seconds: float = 300.0
    """Wall-clock time (5,000 pages take about 100 s); OCR has it anew for each page it reads."""
    memory: int | None = 4 << 30
    """Address space in bytes, where the system can limit it; None for no limit."""


DEFAULT = Limits()
"""Usual limits: far above what any regulation seen needs."""

_WORKER = ("-P", "-X", "utf8", "-m", "regsearch.read.sandbox_worker")
"""Arguments of Python; ``-P``: no module that lies in the current folder is imported."""

_AHEAD = 4
"""Files for each child that are under way, or read before their turn."""
_LARGEST_ANSWER = 1 << 30
"""Bytes of a child's answer; 13,000 pages of law make about 100 MB."""


def parse_isolated(
    path: str | os.PathLike[str],
    *,
    ocr: bool = False,
    extractor: ExtractorName = pdf.DEFAULT,
    progress: Progress | None = None,
    limits: Limits = DEFAULT,
) -> Regulation:
    """Return what ``parse`` returns, read in a child process.

    Args:
        path: the file.
        ocr: whether pages of a PDF without a usable text layer are read by OCR.
        extractor: as for ``parse``.
        progress: called with how many of those pages are done, and of how many.
        limits: what the reading may take.

    Raises:
        UnreadableError: as ``parse``; or the file made the reader crash.
        EncryptedError: as ``parse``.
        TooLargeError: as ``parse``; or time or memory ran out.
        ExtractorMissingError: as ``parse``.

    """
    child = _Child()
    try:
        outcome = child.read(
            Path(path), ocr=ocr, extractor=extractor, progress=progress, limits=limits
        )
    finally:
        child.close()
    if isinstance(outcome, RegsearchError):
        raise outcome
    return outcome


def parse_many(
    paths: Sequence[str | os.PathLike[str]],
    *,
    ocr: bool = False,
    extractor: ExtractorName = pdf.DEFAULT,
    limits: Limits = DEFAULT,
    workers: int | None = None,
) -> Iterator[tuple[Path, Outcome]]:
    """Yield each file with its regulation, or the error that it ended in, in the order given.

    Args:
        paths: the files.
        ocr: as for :func:`parse_isolated`.
        extractor: as for ``parse``.
        limits: what one file may take.
        workers: how many child processes; as many as there are processors if left out.

    Raises:
        ExtractorMissingError: as ``parse``, before any file is read.

    """
    pdf.require_installed(extractor)
    count = max(1, min(workers or os.cpu_count() or 1, len(paths)))
    jobs = max(1, (os.cpu_count() or 1) // count)
    children = [_Child() for _ in range(count)]
    idle: SimpleQueue[_Child] = SimpleQueue()
    for child in children:
        idle.put(child)

    def one(path: Path) -> Outcome:
        child = idle.get()
        try:
            return child.read(path, ocr=ocr, extractor=extractor, limits=limits, jobs=jobs)
        finally:
            idle.put(child)

    pool = ThreadPoolExecutor(count)
    waiting: deque[tuple[Path, Future[Outcome]]] = deque()
    try:
        for path in map(Path, paths):
            waiting.append((path, pool.submit(one, path)))
            if len(waiting) > _AHEAD * count:
                done, outcome = waiting.popleft()
                yield done, outcome.result()
        for done, outcome in waiting:
            yield done, outcome.result()
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
        for child in children:
            child.close()
        pool.shutdown()


class _Child:
    """One child process; started when first needed, and anew after it had to be ended."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._closed = False

    def read(
        self,
        path: Path,
        *,
        ocr: bool = False,
        extractor: ExtractorName = pdf.DEFAULT,
        progress: Progress | None = None,
        limits: Limits = DEFAULT,
        jobs: int | None = None,
    ) -> Outcome:
        """Return the regulation in the file at *path*, or the error that it ended in."""
        process = self._process or self._start()
        late = threading.Event()

        def strike() -> None:
            late.set()
            _end(process)

        request = {"path": os.fspath(path.absolute()), "ocr": ocr, "jobs": jobs}
        request |= {"extractor": extractor}
        request |= {"seconds": limits.seconds, "memory": limits.memory}
        clock = threading.Timer(limits.seconds, strike)
        clock.start()
        try:
            assert process.stdin is not None
            assert process.stdout is not None
            process.stdin.write(json.dumps(request).encode() + b"\n")
            process.stdin.flush()
            while True:
                kind, value = _receive(process.stdout)
                if kind != b"p":
                    break
                clock.cancel()
                clock = threading.Timer(limits.seconds, strike)
                clock.start()
                if progress is not None:
                    progress(*value)
        except (EOFError, OSError, pickle.UnpicklingError):
            with suppress(subprocess.TimeoutExpired):
                process.wait(1)
            spent = process.returncode == -getattr(signal, "SIGXCPU", signal.SIGTERM)
            self.close(for_good=False)
            return _lost(path, limits, late=late.is_set() or spent)
        except BaseException:
            self.close()
            raise
        finally:
            clock.cancel()
        if late.is_set():  # the answer came just as the clock struck
            self.close(for_good=False)
        return value if kind == b"r" else self._error(path, limits, *value)

    def close(self, *, for_good: bool = True) -> None:
        """End the process; *for_good* if nothing more will be read."""
        self._closed = self._closed or for_good
        process, self._process = self._process, None
        if process is not None:
            _end(process)
            process.wait()
            for pipe in (process.stdin, process.stdout):
                if pipe is not None:
                    with suppress(OSError):
                        pipe.close()

    def _start(self) -> subprocess.Popen[bytes]:
        if self._closed:
            raise EOFError
        home = os.fspath(Path(__file__).resolve().parents[2])
        known = os.environ.get("PYTHONPATH")
        self._process = subprocess.Popen(
            [sys.executable, *_WORKER],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, (home, known)))},
            start_new_session=True,  # so that Tesseract, a child of the child, ends with it
        )
        if self._closed:  # meanwhile, by another thread
            self.close()
            raise EOFError
        return self._process

    def _error(self, path: Path, limits: Limits, name: str, message: str) -> RegsearchError:
        if name == "MemoryError":
            self.close(for_good=False)
            size = f"{(limits.memory or 0) / (1 << 30):.1f} GiB"
            return TooLargeError(f"{path.name}: melebihi batas memori {size}; pecah berkas itu.")
        if name == "RecursionError":
            return UnreadableError(f"{path.name}: bersarang terlalu dalam; simpan ulang.")
        kind = getattr(errors, name, None)
        if isinstance(kind, type) and issubclass(kind, RegsearchError):
            return kind(message)
        return UnreadableError(f"{path.name}: {message}")


def _lost(path: Path, limits: Limits, *, late: bool) -> RegsearchError:
    if late:
        return TooLargeError(
            f"{path.name}: belum terbaca setelah {limits.seconds:g} detik, lalu dihentikan; "
            "pecah berkas itu atau beri waktu lebih dengan --waktu."
        )
    return UnreadableError(
        f"{path.name}: pembacanya terhenti oleh isi berkas ini; unduh ulang atau simpan ulang "
        "sebagai PDF biasa."
    )


def _end(process: subprocess.Popen[bytes]) -> None:
    with suppress(OSError):
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()


def _receive(stream: Any) -> tuple[bytes, Any]:
    head = stream.read(HEAD.size)
    if len(head) < HEAD.size:
        raise EOFError
    kind, length = HEAD.unpack(head)
    if length > _LARGEST_ANSWER:
        raise EOFError
    content = stream.read(length)
    if len(content) < length:
        raise EOFError
    return kind, _PlainValues(io.BytesIO(content)).load()


class _PlainValues(pickle.Unpickler):
    """Builds values of the model and nothing else: the child may have been taken over."""

    _ALLOWED = frozenset(
        {("datetime", "date")}
        | {
            ("regsearch.regulation", name)
            for name in (
                "Regulation",
                "Unit",
                "Group",
                "Explanation",
                "ListItem",
                "Finding",
                "Source",
            )
        }
    )

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) not in self._ALLOWED:
            raise pickle.UnpicklingError(f"{module}.{name}")
        return super().find_class(module, name)
