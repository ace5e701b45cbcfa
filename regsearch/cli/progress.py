"""Progress of a long operation on stderr: count, rate and time left."""

from __future__ import annotations

import os
import sys
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from collections.abc import Callable

_EVERY_ON_TERMINAL = 0.2
_EVERY_IN_LOG = 30.0
"""Seconds between two updates; the end of a stage is always written."""
_WARM_UP = 1.0
"""Seconds before a rate is shown."""


def printed_time(seconds: float) -> str:
    """Return a duration in seconds as ``m:ss`` or ``h:mm:ss``."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


@dataclass
class Meter:
    """Writes the progress of each stage; call it with the stage and the done and total counts.

    A terminal gets one line that is rewritten, a log a line now and then.

    Args:
        stream: where to write; stderr by default, because stdout carries the answer only.
        clock: a monotonic clock in seconds.

    """

    stream: TextIO = field(default_factory=lambda: sys.stderr)
    clock: Callable[[], float] = time.monotonic
    _stage: str = ""
    _started: float = 0.0
    _first: int = 0
    _written: float = 0.0

    def __call__(self, stage: str, done: int, total: int) -> None:
        """Report that *done* of *total* documents have passed *stage*."""
        now = self.clock()
        live = self.stream.isatty() and os.environ.get("TERM") != "dumb"
        if stage != self._stage:
            self._stage, self._started, self._first = stage, now, done
            self._written = now - (_EVERY_ON_TERMINAL if live else 0.0)
        finished = done >= total
        if not finished and now - self._written < (_EVERY_ON_TERMINAL if live else _EVERY_IN_LOG):
            return
        self._written = now
        text = f"{stage} {_number(done)}/{_number(total)} dokumen{self._rate(done, total, now)}"
        self.stream.write(f"\r\x1b[K{text}" + ("\n" if finished else "") if live else text + "\n")
        self.stream.flush()

    def _rate(self, done: int, total: int, now: float) -> str:
        seconds, count = now - self._started, done - self._first
        if seconds < _WARM_UP or not count:
            return ""
        rate = count / seconds
        shown = f"{rate:.1f}".replace(".", ",") if rate < 10 else _number(round(rate))
        left = f", sisa {printed_time((total - done) / rate)}" if done < total else ""
        return f", {shown} per detik{left}"


def _number(value: int) -> str:
    return f"{value:,}".replace(",", ".")
