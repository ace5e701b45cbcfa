"""Time of a command as a whole process, beside the bare import of its libraries.

::

    python benchmarks/startup.py               # prints a section of docs/performance.md
    python benchmarks/startup.py --runs 51
    python benchmarks/startup.py --strict      # ends with 1 where a mark is missed

The commands are those of a wheel, built from this checkout and installed with what it needs in a
fresh environment elsewhere.  The processes take turns, so that other load falls on all alike; only
ratios within a turn are reported.  The first turn is not counted: it warms the file cache and
``__pycache__``.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parents[1]

CITATIONS = (
    "pp 94/2021 pasal 5 huruf n angka 6",
    "pasal 9 uu asn",
    "skb netralitas lampiran II huruf B angka 6",
    "pp 53/2010 pasal 7 ayat (4)",
    "uu 10/2016 pasal 71 ayat 1",
)
"""One unit, a whole pasal by a short name, a row of a table, revoked law, a criminal provision."""
QUESTIONS = (
    "like postingan calon bupati",
    "bolos kerja 12 hari",
    "apa itu hukuman disiplin berat",
    "gratifikasi",
    "seorang pns ikut rapat tim sukses malam hari lalu mengunggah fotonya dengan calon gubernur",
)
"""A behaviour, a number of days, a meaning, one word, a story."""

INITIALIZE = {
    "jsonrpc": "2.0",
    "id": 1,
    "method": "initialize",
    "params": {
        "protocolVersion": "2025-11-25",
        "capabilities": {},
        "clientInfo": {"name": "startup", "version": "1"},
    },
}
"""What a client of the Model Context Protocol says first: the server answers, and ends with it."""

MEMORY = 80
"""Greatest memory of a command, in MB."""

_HEAD = """\
## Cold start

Printed by `python benchmarks/startup.py`; not edited by hand. Commands of a wheel in a fresh
environment; each row is a process from its start to its end, {runs} times, in turns with the
others, with files in memory and compiled sources kept (`__pycache__`). A ratio is the median of
those to the process of the same turn; a command is held to the median of its rows, by processor
time, which other load disturbs least. Machine: Python {python}, {system}, {cores} cores.

| process | ms | ms of processor | peak MB | ratio by the clock | ratio by processor |
|---|--:|--:|--:|--:|--:|
"""


@dataclass
class Process:
    """A command line and what was measured of it."""

    name: str
    arguments: list[str]
    beside: Process | None = None
    """The process that it is held against."""
    stdin: bytes = b""
    wall: list[float] = field(default_factory=list)
    """Seconds by the clock of each run."""
    processor: list[float] = field(default_factory=list)
    """Seconds of user and system time of each run."""
    peak: float = 0.0
    """Greatest resident memory, in MB."""

    def run(self, environment: dict[str, str]) -> None:
        """Run it once and note how long it took."""
        with tempfile.TemporaryFile() as given:
            given.write(self.stdin)
            given.seek(0)
            begun = time.perf_counter()
            child = subprocess.Popen(
                self.arguments,
                env=environment,
                stdin=given,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
            _, status, used = os.wait4(child.pid, 0)
        self.wall.append(time.perf_counter() - begun)
        self.processor.append(used.ru_utime + used.ru_stime)
        self.peak = max(self.peak, used.ru_maxrss * 1024 / 1e6)
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode:
            raise SystemExit(f"{self.name} ended with {child.returncode}")

    def ratios(self) -> tuple[float, float]:
        """Return the median ratios to the other process by the clock and by processor time."""
        assert self.beside
        return (
            median(own / other for own, other in zip(self.wall, self.beside.wall, strict=True)),
            median(a / b for a, b in zip(self.processor, self.beside.processor, strict=True)),
        )

    def row(self) -> str:
        """Return its row of the table."""
        times = f"{median(self.wall) * 1000:.0f} | {median(self.processor) * 1000:.0f}"
        ratios = "{:.2f} | {:.2f}".format(*self.ratios()) if self.beside else " | "
        return f"| `{self.name}` | {times} | {self.peak:.0f} | {ratios} |\n"


@dataclass
class Command:
    """A command of regsearch with several arguments, and the greatest ratio that it may have."""

    rows: list[Process]
    mark: float

    def ratio(self) -> float:
        """Return the median of the ratios of its rows by processor time."""
        return median(row.ratios()[1] for row in self.rows)

    def verdict(self) -> str:
        """Return how it stands to its mark."""
        name, beside = self.rows[0].name.replace(",", "").partition(" ")[0], self.rows[0].beside
        assert beside
        peak = max(row.peak for row in self.rows)
        missed = " Missed." if self.is_missed() else ""
        return (
            f"`{name}`: {self.ratio():.2f} x `{beside.name}` (mark {self.mark} x), "
            f"at most {peak:.0f} MB (mark {MEMORY}).{missed}"
        )

    def is_missed(self) -> bool:
        """Say whether a mark is missed."""
        return self.ratio() > self.mark or any(row.peak > MEMORY for row in self.rows)


def installed(folder: Path) -> Path:
    """Build a wheel, install it in a new environment in *folder*, and return where programs are."""
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}

    def do(*command: str | Path) -> None:
        subprocess.run(command, check=True, env=environment, stdout=subprocess.DEVNULL)

    do(sys.executable, "-m", "venv", folder / "venv")
    programs = folder / "venv" / ("Scripts" if sys.platform == "win32" else "bin")
    do(programs / "pip", "wheel", "-q", "--no-deps", "-w", folder, ROOT)
    do(programs / "pip", "install", "-q", "--compile", f"{next(folder.glob('*.whl'))}[mcp]")
    return programs


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--runs", type=int, default=21)
    parser.add_argument("--strict", action="store_true", help="end with 1 where a mark is missed")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        programs = installed(Path(name))
        python = str(programs / "python")
        click = Process("import click", [python, "-c", "import click"])
        whoosh = Process(
            "import click, whoosh.index, whoosh.qparser",
            [python, "-c", "import click, whoosh.index, whoosh.qparser"],
        )
        # It leaves as regsearch does; to take the SDK apart would take a while.
        sdk = Process("import mcp", [python, "-c", "import mcp, os; os._exit(0)"])
        hello = json.dumps(INITIALIZE).encode() + b"\n"
        server = Process("mcp, initialised", [str(programs / "regsearch"), "mcp"], sdk, hello)
        commands = [
            Command([_command(programs, "pasal", words, click) for words in CITATIONS], 1.6),
            Command([_command(programs, "cari", words, whoosh) for words in QUESTIONS], 2.0),
            Command([server], 1.3),
        ]
        processes = [click, *commands[0].rows, whoosh, *commands[1].rows, sdk, server]
        left_out = ("PYTHONDONTWRITEBYTECODE", "PYTHONPATH", "REGSEARCH_INDEX")
        environment = {k: v for k, v in os.environ.items() if k not in left_out}
        environment["REGSEARCH_DATA"] = str(Path(name) / "data")
        for turn in range(options.runs + 1):
            for process in processes:
                process.run(environment)
                if turn == 0:
                    process.wall.clear()
                    process.processor.clear()
    head = _HEAD.format(
        runs=options.runs,
        python=platform.python_version(),
        system=f"{platform.system()} {platform.machine()}",
        cores=os.cpu_count(),
    )
    print(head + "".join(process.row() for process in processes))
    print("\n\n".join(command.verdict() for command in commands))
    if options.strict and any(command.is_missed() for command in commands):
        raise SystemExit(1)


def _command(programs: Path, name: str, words: str, beside: Process) -> Process:
    return Process(f"{name} {words}", [str(programs / "regsearch"), name, words], beside)


if __name__ == "__main__":
    main()
