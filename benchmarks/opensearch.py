"""Latency of complete answers from a cluster, beside a folder on the same machine.

    python benchmarks/opensearch.py                       # 50,000 passages, three nodes
    python benchmarks/opensearch.py --index FOLDER        # an index that is there

Starts a cluster (``tests/cluster/nodes.py``; needs Java 17 and Maven), loads the passages in one
shard and in three, and builds them with the engines of one machine.  Prints a section of Markdown:
time and size of loading, then the wall time of whole answers, every question asked of each in turn
within one run.  "First" and "again" are the first and second time that a question is asked, after
others that warmed up the nodes.  Nodes and reader share one machine, so a real cluster is faster.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import statistics
import sys
import tempfile
import time
import tomllib
from collections import deque
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from copies import write_copies

from regsearch.cluster.layout import files_of
from regsearch.cluster.load import load
from regsearch.engines.registry import builder
from regsearch.index.fields import prepared
from regsearch.index.manifest import MANIFEST, file_entries, read_manifest, write_manifest
from regsearch.index.records import RECORDS, from_json
from regsearch.index.store import ENGINE
from regsearch.opening import open_library
from regsearch.paths import shipped_index
from regsearch.text.analysis import Analyser

ROOT = Path(__file__).parents[1]
sys.path.append(str(ROOT))
from tests.cluster.nodes import Cluster, request  # noqa: E402

if TYPE_CHECKING:
    from regsearch.search.library import Library

DAY = date(2026, 11, 22)
CASES = tomllib.loads((ROOT / "tests" / "cases" / "questions.toml").read_text("utf-8"))["question"]
MB = 1e6

_SECTION = """\
## In an OpenSearch cluster

Printed by `python benchmarks/opensearch.py`; not edited by hand. {passages:,} passages,
{questions} questions, each asked twice of each in turn after {warm} others; three nodes of
OpenSearch {version} with {heap} of heap each, and the reader, on one machine: Python {python},
{system}, {cores} cores, load {load:.0f} at the end. Wall times of whole answers.

| | first | again | again, 95 % | beside the first row |
|---|---|---|---|---|
{rows}

Loading took {took:.0f} s: {minutes:.0f} min for a million passages. {checked:,} digests were
read back and were those sent; the cluster counts {counted:,} passages. One copy takes
{room:.0f} MB, {gigabytes:.1f} GB for a million; the folder {folder:.0f} MB. A search takes
the nodes {search:.1f} ms in one shard: {millions:.1f} ms for a million passages, if it grows
as their number does. Different replies: {differing} of {questions}."""


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
        if any(reply != replies[0] for reply in replies):
            differing += 1
            print(f"different replies: {question}", file=sys.stderr)
    return differing


def stored(cluster: Cluster, build: str) -> int:
    """Return the bytes of one copy of a build."""
    told = request(cluster, "GET", f"/{build},{files_of(build)}/_stats/store")
    return int(told["_all"]["primaries"]["store"]["size_in_bytes"])


def searched(cluster: Cluster, build: str) -> tuple[int, int]:
    """Return how often a shard of *build* was searched, and the milliseconds that this took."""
    told = request(cluster, "GET", f"/{build}/_stats/search")["_all"]["total"]["search"]
    spent = int(told["query_time_in_millis"]) + int(told["fetch_time_in_millis"])
    return int(told["query_total"]), spent


def size_of(folder: Path) -> int:
    """Return the bytes of the files that a reader of *folder* needs."""
    files = (path for path in folder.rglob("*") if path.is_file() and "neutral" not in path.parts)
    return sum(path.stat().st_size for path in files)


def with_engine(folder: Path, name: str, target: Path) -> Path:
    """Return *target*: the index *folder* with another engine, built unless it is there."""
    if (target / MANIFEST).exists():
        return target
    shutil.copytree(folder, target, ignore=shutil.ignore_patterns(ENGINE, "neutral", MANIFEST))
    (target / ENGINE).mkdir()
    with open_library(folder) as library, (folder / RECORDS).open("rb") as records:
        analyser = Analyser(library._index.analyser.table)
        made = (prepared(from_json(json.loads(r)), library.catalog, analyser)[0] for r in records)
        builder(name)(target / ENGINE, made)
        manifest = library.manifest._replace(engine=name, files=file_entries(target))
    write_manifest(target, manifest)
    return target


def main() -> None:
    """Print the section."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--passages", type=int, default=50_000)
    parser.add_argument("--index", type=Path, help="an index folder in place of copies")
    parser.add_argument("--questions", type=int, default=60)
    parser.add_argument("--warm", type=int, default=300, help="other questions asked before")
    parser.add_argument("--heap", default="512m", help="of each node")
    parser.add_argument("--without", nargs="*", default=[], choices=["whoosh", "three"])
    parser.add_argument("--whoosh", type=Path, help="where the index with Whoosh is, or is kept")
    given = parser.parse_args()
    questions = [case["ask"] for case in CASES][:: max(1, len(CASES) // given.questions)]
    with tempfile.TemporaryDirectory() as scratch, Cluster(heap=given.heap) as cluster:
        folder = given.index or Path(scratch) / "index"
        if not given.index:
            folder.mkdir()
            with open_library(shipped_index()) as small:
                deque(write_copies(small, given.passages, folder), maxlen=0)
        ways = [Asked(f"folder, {read_manifest(folder).engine}", open_library(folder))]
        if "whoosh" not in given.without:
            other = with_engine(folder, "whoosh", given.whoosh or Path(scratch) / "whoosh")
            ways.append(Asked("folder, whoosh", open_library(other)))
        place = f"opensearch+http://{cluster.address}/ukur"
        begun = time.perf_counter()
        loaded = load(folder, place, timeout=600)
        took = time.perf_counter() - begun
        ways.append(Asked("three nodes, one shard", open_library(place)))
        if "three" not in given.without:
            load(folder, f"{place}-tiga", timeout=600, shards=3)
            ways.append(Asked("three nodes, three shards", open_library(f"{place}-tiga")))
        # A cluster in use has compiled its code; one that has just started has not.
        warming = [case["ask"] for case in CASES if case["ask"] not in questions]
        for question in (warming * given.warm)[: given.warm]:
            for way in ways:
                way.library.ask(question, as_of=DAY)
        before = searched(cluster, loaded.build)
        differing = ask_in_turns(ways, questions)
        times, spent = (a - b for a, b in zip(searched(cluster, loaded.build), before, strict=True))
        for way in ways:
            way.library.close()
        room, held = stored(cluster, loaded.build), size_of(folder)
        counted = int(request(cluster, "GET", f"/{loaded.build}/_count")["count"])
        version = request(cluster, "GET", "/")["version"]["number"]
    million = 1e6 / loaded.passages
    print(
        _SECTION.format(
            passages=loaded.passages,
            questions=len(questions),
            warm=given.warm,
            version=version,
            heap=given.heap,
            python=platform.python_version(),
            system=platform.system(),
            cores=os.cpu_count(),
            load=os.getloadavg()[0],
            rows="\n".join(way.row(ways[0]) for way in ways),
            took=took,
            minutes=took * million / 60,
            checked=loaded.checked,
            counted=counted,
            room=room / MB,
            gigabytes=room * million / 1e9,
            folder=held / MB,
            search=spent / times,
            millions=spent / times * million,
            differing=differing,
        )
    )


if __name__ == "__main__":
    main()
