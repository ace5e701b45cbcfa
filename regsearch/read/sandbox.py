"""Reads files in a child process with limits of time and memory.

A file may be made to exhaust time or memory, to crash a library, or to run code in it.  The child
is therefore killed when it exceeds its limits, and what it sends back is decoded strictly as
data (:mod:`regsearch.encoding`), as if it came from an attacker.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from queue import SimpleQueue
from typing import IO, TYPE_CHECKING

from regsearch import errors
from regsearch.encoding import LINE_LIMIT, from_line
from regsearch.errors import (
    EncodingError,
    RegsearchError,
    TooLargeError,
    UnreadableError,
)
from regsearch.read.extract import pdf
from regsearch.read.limits import DEFAULT, Limits
from regsearch.read.sandbox_worker import OUT_OF_MEMORY, Message

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from concurrent.futures import Future

    from regsearch.read.extract.pdf import ExtractorName
    from regsearch.regulation import Regulation

    Outcome = Regulation | RegsearchError
    Progress = Callable[[int, int], None]


_WORKER = ("-P", "-X", "utf8", "-m", "regsearch.read.sandbox_worker")
"""Arguments of Python; ``-P`` keeps it from importing modules of the current folder."""

_AHEAD = 4
"""Files for each child that are queued, being read, or read before their turn."""

_ERRORS: dict[str, type[RegsearchError]] = {
    error.code: error
    for error in vars(errors).values()
    if isinstance(error, type) and issubclass(error, RegsearchError)
}


def parse_isolated(
    path: str | os.PathLike[str],
    *,
    ocr: bool = False,
    extractor: ExtractorName = pdf.DEFAULT,
    progress: Progress | None = None,
    limits: Limits = DEFAULT,
) -> Regulation:
    """Return what :func:`regsearch.parse` returns, read in a child process.

    Args:
        path: the file.
        ocr: whether pages of a PDF without a usable text layer are read by OCR.
        extractor: as for ``parse``.
        progress: called with the number of pages that OCR has read, and that it has to read.
        limits: time and memory for the file.

    Raises:
        UnreadableError: as ``parse``; or the child crashed.
        EncryptedError: as ``parse``.
        TooLargeError: as ``parse``; or a limit was reached.
        ExtractorMissingError: as ``parse``.

    """
    child = Child()
    try:
        outcome = child.read(
            Path(path),
            ocr=ocr,
            extractor=extractor,
            progress=progress,
            limits=limits.shared_by(1),
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
    """Yield each file with its regulation or its error, in the order given.

    Args:
        paths: the files.
        ocr: as for :func:`parse_isolated`.
        extractor: as for ``parse``.
        limits: time and memory for each file.
        workers: number of child processes; by default that of the processors.

    Raises:
        ExtractorMissingError: as ``parse``, before any file is read.

    """
    pdf.require_installed(extractor)
    count = max(1, min(workers or os.cpu_count() or 1, len(paths)))
    jobs = max(1, (os.cpu_count() or 1) // count)
    limits = limits.shared_by(count)
    children = [Child() for _ in range(count)]
    idle: SimpleQueue[Child] = SimpleQueue()
    for child in children:
        idle.put(child)

    def read(path: Path) -> Outcome:
        child = idle.get()
        try:
            return child.read(path, ocr=ocr, extractor=extractor, limits=limits, jobs=jobs)
        finally:
            idle.put(child)

    pool = ThreadPoolExecutor(count)
    pending: deque[tuple[Path, Future[Outcome]]] = deque()
    try:
        for path in map(Path, paths):
            pending.append((path, pool.submit(read, path)))
            if len(pending) > _AHEAD * count:
                done, outcome = pending.popleft()
                yield done, outcome.result()
        for done, outcome in pending:
            yield done, outcome.result()
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
        for child in children:
            child.close()
        pool.shutdown()


class Child:
    """A child process; started on first use, and again after it was killed."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._closed = False
        self._killing = threading.Lock()

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
        """Return the regulation in the file at *path*, or the error."""
        request = {"task": "regulation", "ocr": ocr, "jobs": jobs, "extractor": extractor}
        answer = self.ask(path, request, limits=limits, progress=progress)
        if isinstance(answer, RegsearchError):
            return answer
        return answer.regulation or _failure(path, limits, timed_out=False)

    def ask(
        self,
        path: Path,
        request: dict[str, object],
        *,
        limits: Limits,
        progress: Progress | None = None,
    ) -> Message | RegsearchError:
        """Return the child's answer to a request about the file at *path*, or the error."""
        process = self._process or self._start()
        assert process.stdin is not None
        assert process.stdout is not None
        timed_out = threading.Event()

        def start_timer() -> threading.Timer:
            def end() -> None:
                timed_out.set()
                self._kill(process)

            timer = threading.Timer(limits.seconds, end)
            timer.start()
            return timer

        request = request | {
            "path": os.fspath(path.absolute()),
            "seconds": limits.seconds,
            "memory": limits.memory,
        }
        timer = start_timer()
        try:
            process.stdin.write(json.dumps(request).encode() + b"\n")
            process.stdin.flush()
            while (message := _receive(process.stdout)).progress is not None:
                timer.cancel()
                timer = start_timer()
                if progress is not None:
                    progress(*message.progress)
        except (EOFError, OSError, EncodingError):
            self.close(for_good=False)
            # A child that a signal has ended keeps that one, though it is killed before it is gone.
            cpu_limit = process.returncode == -getattr(signal, "SIGXCPU", signal.SIGTERM)
            return _failure(path, limits, timed_out=timed_out.is_set() or cpu_limit)
        except BaseException:
            self.close()
            raise
        finally:
            timer.cancel()
            timer.join()  # it may have begun to kill
        # Start another process if this one was killed just as it answered, or ran out of memory.
        if timed_out.is_set() or (message.error and message.error[0] == OUT_OF_MEMORY):
            self.close(for_good=False)
        if message.error is not None:
            return _error(path, limits, *message.error)
        return message

    def close(self, *, for_good: bool = True) -> None:
        """End the process; *for_good* if nothing more will be read."""
        self._closed = self._closed or for_good
        process, self._process = self._process, None
        if process is not None:
            self._kill(process, reap=True)
            for pipe in (process.stdin, process.stdout):
                if pipe is not None:
                    with suppress(OSError):
                        pipe.close()

    def _kill(self, process: subprocess.Popen[bytes], *, reap: bool = False) -> None:
        """Kill the child and all in its group, once: when it was reaped, its id may be another's.

        Nothing else waits for the child, so until it is reaped here it keeps its id, dead or alive.
        """
        with self._killing:
            if process.returncode is not None:
                return
            if hasattr(os, "killpg"):
                with suppress(OSError):
                    os.killpg(process.pid, signal.SIGKILL)
            process.kill()
            if reap:
                process.wait()

    def _start(self) -> subprocess.Popen[bytes]:
        if self._closed:
            raise EOFError
        root = os.fspath(Path(__file__).resolve().parents[2])
        python_path = os.environ.get("PYTHONPATH")
        self._process = subprocess.Popen(
            [sys.executable, *_WORKER],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, (root, python_path)))},
            start_new_session=True,  # Tesseract, started by the child, is killed with it
        )
        if self._closed:  # meanwhile, by another thread
            self.close()
            raise EOFError
        return self._process


def _receive(stream: IO[bytes]) -> Message:
    """Return the next message; a longer line than any message ends in an EncodingError."""
    line = stream.readline(LINE_LIMIT + 1)
    if not line:
        raise EOFError
    return from_line(Message, line)


def _error(path: Path, limits: Limits, code: str, message: str) -> RegsearchError:
    """Return the error that the child sent."""
    if code == OUT_OF_MEMORY:
        size = f"{(limits.memory or 0) / (1 << 30):.1f} GiB"
        return TooLargeError(f"{path.name}: melebihi batas memori {size}; pecah berkas itu.")
    if code in _ERRORS:
        return _ERRORS[code](message)
    return UnreadableError(f"{path.name}: {message}")


def _failure(path: Path, limits: Limits, *, timed_out: bool) -> RegsearchError:
    """Return the error for a child that ended without an answer."""
    if timed_out:
        return TooLargeError(
            f"{path.name}: belum terbaca setelah {limits.seconds:g} detik, lalu dihentikan; "
            "pecah berkas itu atau beri waktu lebih dengan --waktu."
        )
    return UnreadableError(
        f"{path.name}: pembacanya terhenti oleh isi berkas ini; unduh ulang atau simpan ulang "
        "sebagai PDF biasa."
    )
