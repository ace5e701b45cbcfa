"""Time of a command as a whole process, beside the bare import of its libraries.

::

    python benchmarks/startup.py               # prints a section of docs/performance.md
    python benchmarks/startup.py --runs 51
    python benchmarks/startup.py --strict      # ends with 1 where a mark is missed

The processes take turns, so that other load falls on all alike; only ratios of medians within one
run are reported.  The first turn is not counted: it warms the file cache and ``__pycache__``.
"""

from __future__ import annotations

import argparse
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

from regsearch.paths import shipped_index

_SCRIPT = "import sys\nfrom regsearch.__main__ import run\nsys.exit(run())\n"
"""What an installer writes for the command ``regsearch``."""

_HEAD = """\
## Cold start

Printed by `python benchmarks/startup.py`; not edited by hand. Each row is a process from its start
to its end, {runs} times, in turns with the others, with files in memory and compiled sources kept
(`__pycache__`). Index: the one that ships, {size:.1f} MB. Machine: Python {python}, {system},
{cores} cores.
"""


@dataclass
class Process:
    """A command line and what was measured of it."""

    name: str
    arguments: list[str]
    against: str | None = None
    """Name of the process that it is held against."""
    mark: float = 0.0
    """Greatest ratio to that one."""
    seconds: list[float] = field(default_factory=list)
    peaks: list[int] = field(default_factory=list)
    """Greatest resident memory of each run, in KiB."""

    def run(self, environment: dict[str, str]) -> None:
        """Run it once and note how long it took."""
        begun = time.perf_counter()
        child = subprocess.Popen(
            self.arguments, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        _, status, used = os.wait4(child.pid, 0)
        self.seconds.append(time.perf_counter() - begun)
        self.peaks.append(used.ru_maxrss)
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode:
            raise SystemExit(f"{self.name} ended with {child.returncode}")

    @property
    def median(self) -> float:
        """Median duration in seconds."""
        return statistics.median(self.seconds)

    @property
    def peak(self) -> float:
        """Greatest memory in MB."""
        return max(self.peaks) * 1024 / 1e6


MEMORY = 80
"""Greatest memory of a command, in MB."""


def processes(script: str) -> list[Process]:
    """Return what is measured; *script* is the command ``regsearch``."""
    python = sys.executable
    return [
        Process("python -c pass", [python, "-c", "pass"]),
        Process("import click", [python, "-c", "import click"]),
        Process(
            "import click and Whoosh",
            [python, "-c", "import click, whoosh.index, whoosh.qparser"],
        ),
        Process(
            "regsearch pasal",
            [python, script, "pasal", "pp 94/2021 pasal 5 huruf n angka 6"],
            against="import click",
            mark=1.5,
        ),
        Process(
            "regsearch cari",
            [python, script, "cari", "like postingan calon bupati"],
            against="import click and Whoosh",
            mark=2.0,
        ),
    ]


def measure(measured: list[Process], runs: int) -> None:
    """Run every process *runs* times in turns, after one turn that is not counted."""
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    environment["REGSEARCH_INDEX"] = str(shipped_index())
    for turn in range(runs + 1):
        for process in measured:
            process.run(environment)
            if turn == 0:
                process.seconds.clear()
                process.peaks.clear()


def section(measured: list[Process], runs: int) -> str:
    """Return the section of the page."""
    size = sum(p.stat().st_size for p in shipped_index().rglob("*") if p.is_file()) / 1e6
    lines = [
        _HEAD.format(
            runs=runs,
            size=size,
            python=platform.python_version(),
            system=f"{platform.system()} {platform.machine()}",
            cores=os.cpu_count(),
        ),
        "| process | median ms | middle half | peak MB | ratio | mark |",
        "|---|--:|--:|--:|--:|--:|",
    ]
    for process in measured:
        low, _, high = statistics.quantiles(process.seconds, n=4)
        ratio = mark = ""
        if process.against:
            ratio = f"{ratio_of(process, measured):.2f} x {process.against}"
            mark = f"{process.mark:.1f} x, {MEMORY} MB"
        lines.append(
            f"| `{process.name}` | {process.median * 1000:.0f} "
            f"| {low * 1000:.0f}-{high * 1000:.0f} | {process.peak:.0f} | {ratio} | {mark} |"
        )
    return "\n".join(lines) + "\n"


def ratio_of(process: Process, measured: list[Process]) -> float:
    """Return the median of *process* over that of the process that it is held against."""
    other = next(p for p in measured if p.name == process.against)
    return process.median / other.median


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--runs", type=int, default=31)
    parser.add_argument("--strict", action="store_true", help="end with 1 where a mark is missed")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder) / "regsearch"
        script.write_text(_SCRIPT, "utf-8")
        measured = processes(str(script))
        measure(measured, options.runs)
    print(section(measured, options.runs))
    missed = [
        p.name
        for p in measured
        if p.against and (ratio_of(p, measured) > p.mark or p.peak > MEMORY)
    ]
    if missed and options.strict:
        raise SystemExit(f"missed: {', '.join(missed)}")


if __name__ == "__main__":
    main()
