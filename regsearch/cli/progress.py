"""How far a long work is, how fast it goes, and how long it will take."""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from collections.abc import Callable

_EVERY_ON_TERMINAL = 0.2
_EVERY_IN_LOG = 30.0
"""Seconds between two lines; a log gets one at the end of each stage besides."""
_SETTLED = 1.0
"""Seconds after which the rate says something."""


def printed_time(seconds: float) -> str:
    """Return a span of time as ``m:ss`` or ``h:mm:ss``."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


@dataclass
class Meter:
    """Tells on a stream how far each stage of a work is; call it with stage, done and total.

    Args:
        stream: where to tell it; stderr, because stdout carries the answer only.
        clock: seconds, ever rising.

    """

    stream: TextIO = field(default_factory=lambda: sys.stderr)
    clock: Callable[[], float] = time.monotonic
    _stage: str = ""
    _began: float = 0.0
    _first: int = 0
    _told: float = 0.0

    def __call__(self, stage: str, done: int, total: int) -> None:
        """Say that *done* of *total* documents went through *stage*."""
        now, live = self.clock(), self.stream.isatty()
        if stage != self._stage:
            self._stage, self._began, self._first = stage, now, done
            self._told = now - (_EVERY_ON_TERMINAL if live else 0.0)
        finished = done >= total
        if not finished and now - self._told < (_EVERY_ON_TERMINAL if live else _EVERY_IN_LOG):
            return
        self._told = now
        text = f"{stage} {_number(done)}/{_number(total)} dokumen{self._rate(done, total, now)}"
        self.stream.write(f"\r\x1b[K{text}" + ("\n" if finished else "") if live else text + "\n")
        self.stream.flush()

    def _rate(self, done: int, total: int, now: float) -> str:
        spent, gained = now - self._began, done - self._first
        if spent < _SETTLED or not gained:
            return ""
        rate = gained / spent
        shown = f"{rate:.1f}".replace(".", ",") if rate < 10 else _number(round(rate))
        left = f", sisa {printed_time((total - done) / rate)}" if done < total else ""
        return f", {shown} per detik{left}"


def _number(value: int) -> str:
    return f"{value:,}".replace(",", ".")
