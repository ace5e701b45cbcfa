"""Limits of time and memory for reading one file in a child process."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass, replace

from regsearch.errors import UsageError

_LONGEST = 1e6
"""Most seconds that a limit may have; the system's timers take no more than some 10^9."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits for reading one file.

    Raises:
        UsageError: the seconds are not above 0 and at most a million.

    """

    seconds: float = 300.0
    """Wall-clock time (5,000 pages take about 100 s); with OCR, for each page that it reads."""
    memory: int | None = 2 << 30
    """Address space in bytes, where the system can limit it; None for no limit.  Of several
    children each has at most its share of the machine's memory (:func:`shared_memory`)."""

    def __post_init__(self) -> None:
        if not 0 < self.seconds <= _LONGEST:
            raise UsageError(
                f"Batas waktu {self.seconds!r} tidak sah: lebih dari 0, paling banyak "
                f"{_LONGEST:.0f} detik."
            )

    def shared_by(self, children: int) -> Limits:
        """Return the limits of one of so many *children* that read at once."""
        if self.memory is None:
            return self
        return replace(self, memory=min(self.memory, shared_memory(children)))


DEFAULT = Limits()
"""Far above what any known regulation needs: the largest of 400 files took 80 MB."""
_LEAST_MEMORY = 512 << 20
"""Least memory limit of a child, in bytes, however little the machine has."""


def shared_memory(children: int) -> int:
    """Return what each of so many *children* may take of the machine's memory, in bytes.

    Together they take at most three quarters of it, so that files made to exhaust memory, one for
    each processor, end in errors and not in a machine that stands still.
    """
    try:
        machine = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (AttributeError, ValueError, OSError):  # Windows, where no limit can be set
        return sys.maxsize
    return max(_LEAST_MEMORY, machine * 3 // 4 // children)
