"""How fast complete answers come from a cluster, beside a folder on the same machine.

    python benchmarks/opensearch.py                       # 50,000 passages, three nodes
    python benchmarks/opensearch.py --index FOLDER        # an index that is there

Starts a cluster (``tests/cluster/nodes.py``; needs Java 17 and Maven), loads the passages, and
prints a section of Markdown: time and room of loading, then the wall time of whole answers, every
question asked of each in turn within one run.  "First" and "again" are the first and the second
asking of a question, after others by which the nodes compiled their code.  Nodes and reader share
the processors of one machine, so a cluster of machines of its own is faster than this.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import sys
import tempfile
import time
import tomllib
import urllib.request
from collections import deque
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from copies import write_copies

from regsearch.bundle.cluster_load import load
from regsearch.places import shipped_index
from regsearch.search.library import Library
from regsearch.search.manifest import read_manifest

ROOT = Path(__file__).parents[1]
sys.path.append(str(ROOT))
from tests.cluster.nodes import Cluster  # noqa: E402

DAY = date(2026, 11, 22)
CASES = tomllib.loads((ROOT / "tests" / "cases" / "questions.toml").read_text("utf-8"))["question"]
MB = 1e6

_SECTION = """\
## In an OpenSearch cluster

Printed by `python benchmarks/opensearch.py`; not edited by hand. {passages:,} passages,
{questions} questions, each asked twice of each in turn after {warm} others; three nodes of
OpenSearch 2.19 with {heap} of heap each, and the reader, on one machine: Python {python}, {system},
{cores} cores, load {load:.0f} at the end. Wall times of whole answers.

| | first | again | again, 95 % | beside the folder |
|---|---|---|---|---|
{rows}

Loading took {took:.0f} s with every digest read back: {minutes:.0f} min for a million passages.
One copy takes {room:.0f} MB, {gigabytes:.1f} GB for a million; the folder {folder:.0f} MB.
Different replies: {differing} of {questions}."""


@dataclass
class Asked:
    """A way to ask, and the seconds each question took."""

    name: str
    library: Library
    first: list[float] = field(default_factory=list)
    again: list[float] = field(default_factory=list)

    def row(self, against: Asked) -> str:
        """Return its row of the table."""
        ratio = statistics.median(
            mine / theirs for mine, theirs in zip(self.again, against.again, strict=True)
        )
        high = statistics.quantiles(self.again, n=20)[-1]
        times = (statistics.median(self.first), statistics.median(self.again), high)
        cells = " | ".join(f"{seconds * 1000:.1f} ms" for seconds in times)
        return f"| {self.name} | {cells} | {ratio:.1f} |"


def ask_in_turns(ways: list[Asked], questions: list[str]) -> int:
    """Ask every question of each way, twice; return to how many they replied differently."""
    differing = 0
    for question in questions:
        replies = []
        for times in ("first", "again"):
            for way in ways:
                begun = time.perf_counter()
                replies.append(way.library.ask(question, as_of=DAY))
                getattr(way, times).append(time.perf_counter() - begun)
        differing += any(reply != replies[0] for reply in replies)
    return differing


def stored(cluster: Cluster) -> int:
    """Return the bytes of one copy of all shards."""
    with urllib.request.urlopen(f"{cluster.nodes[0].url}/_stats/store", timeout=30) as reply:
        return int(json.load(reply)["_all"]["primaries"]["store"]["size_in_bytes"])


def size_of(folder: Path) -> int:
    """Return the bytes of the files that a reader of *folder* needs."""
    files = (path for path in folder.rglob("*") if path.is_file() and "neutral" not in path.parts)
    return sum(path.stat().st_size for path in files)


def main() -> None:
    """Print the section."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--passages", type=int, default=50_000)
    parser.add_argument("--index", type=Path, help="an index folder in place of copies")
    parser.add_argument("--questions", type=int, default=60)
    parser.add_argument("--warm", type=int, default=300, help="other questions asked before")
    parser.add_argument("--heap", default="512m", help="of each node")
    given = parser.parse_args()
    questions = [case["ask"] for case in CASES][:: max(1, len(CASES) // given.questions)]
    with tempfile.TemporaryDirectory() as scratch, Cluster(heap=given.heap) as cluster:
        folder = given.index or Path(scratch) / "index"
        if not given.index:
            folder.mkdir()
            with Library(shipped_index()) as small:
                deque(write_copies(small, given.passages, folder), maxlen=0)
        manifest = read_manifest(folder)
        place = f"opensearch+http://{cluster.address}/ukur"
        begun = time.perf_counter()
        loaded = load(folder, place, patience=600)
        took = time.perf_counter() - begun
        ways = [Asked(f"folder, {manifest.engine}", Library(folder))]
        ways.append(Asked("three nodes", Library(place)))
        # A cluster in use has compiled its code; one that has just started has not.
        warming = [case["ask"] for case in CASES if case["ask"] not in questions]
        for question in (warming * given.warm)[: given.warm]:
            for way in ways:
                way.library.ask(question, as_of=DAY)
        differing = ask_in_turns(ways, questions)
        room, held = stored(cluster), size_of(folder)
        for way in ways:
            way.library.close()
    million = 1e6 / loaded.passages
    print(
        _SECTION.format(
            passages=loaded.passages,
            questions=len(questions),
            warm=given.warm,
            heap=given.heap,
            python=platform.python_version(),
            system=platform.system(),
            cores=os.cpu_count(),
            load=os.getloadavg()[0],
            rows="\n".join(way.row(ways[0]) for way in ways),
            took=took,
            minutes=took * million / 60,
            room=room / MB,
            gigabytes=room * million / 1e9,
            folder=held / MB,
            differing=differing,
        )
    )


if __name__ == "__main__":
    main()
