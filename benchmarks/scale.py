"""How build time and query latency grow with the collection, up to millions of units.

::

    python benchmarks/scale.py peraturan-md.tar.xz SCRATCH
    python benchmarks/scale.py peraturan-md.tar.xz SCRATCH --units 100000 1000000 5000000
    python benchmarks/scale.py peraturan-md.tar.xz SCRATCH --documents 1000 --units 50000

The archive is a tar of regulations as text; it is unpacked into SCRATCH as it is read.  Prints a
section of Markdown in three parts:

1. the collection is built with tantivy by two processes, a thousand documents and all of them;
2. a sample of it by the plain pipeline: one process, the same reading and linking, the same fields
   through PySastrawi, a plain Whoosh index; once with PySastrawi's uncached ``Stemmer`` and once
   with the caching one of its factory;
3. copies of the indexed passages with changed words are indexed by tantivy alone, and searched.

Every build is a process of its own, so that its memory can be measured.  ``cpu`` is the processor
time of all processes of a build.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import shutil
import statistics
import subprocess
import sys
import tarfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scale_steps import QUESTIONS, UNREMEMBERED, originals

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


STEPS = Path(__file__).with_name("scale_steps.py")
FEW = 1_000
"""Documents of the smaller build, beside which memory must not have grown."""


# -- the collection ----------------------------------------------------------------------------


def unpack(archive: Path, scratch: Path) -> Path:
    """Unpack *archive* as a stream, once."""
    folder = scratch / "collection"
    if not folder.exists():
        beside = scratch / "collection.part"
        shutil.rmtree(beside, ignore_errors=True)
        with tarfile.open(archive, "r|*") as tar:
            tar.extractall(beside, filter="data")
        beside.rename(folder)
    return folder


def some(folder: Path, scratch: Path, number: int) -> Path:
    """Return a folder of *number* files of *folder*, evenly spread over it."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    if number >= len(files):
        return folder
    chosen = scratch / f"collection-{number}"
    if not chosen.exists():
        for place in range(number):
            file = files[place * len(files) // number]
            to = chosen / file.relative_to(folder)
            to.parent.mkdir(parents=True, exist_ok=True)
            os.link(file, to)
    return chosen


def measured(step: str, **how: Any) -> dict[str, Any]:
    """Run *step* of ``scale_steps.py`` as a process; return what it says and what it took."""
    begun = time.perf_counter()
    child = subprocess.Popen(
        [sys.executable, str(STEPS), step, json.dumps(how, default=str)],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert child.stdout is not None
    said = child.stdout.read().strip().splitlines()
    _, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise SystemExit(f"{step} ended with {child.returncode}")
    return json.loads(said[-1]) | {
        "wall": time.perf_counter() - begun,
        "cpu": used.ru_utime + used.ru_stime,
    }


# -- the section ---------------------------------------------------------------------------------


def slope(points: Sequence[tuple[float, float]]) -> float:
    """Return the exponent with which the second grows with the first, by least squares of logs."""
    logs = [(math.log(x), math.log(y)) for x, y in points]
    x_mean, y_mean = (statistics.fmean(values) for values in zip(*logs, strict=True))
    above = sum((x - x_mean) * (y - y_mean) for x, y in logs)
    return above / sum((x - x_mean) ** 2 for x, _ in logs)


def builds(collection: Path, scratch: Path, documents: int, sample: int) -> Iterator[str]:
    """Yield the lines of the first two parts."""
    files = sorted(path for path in collection.rglob("*") if path.is_file())
    total = min(documents, len(files))
    rows = []
    for number in sorted({min(FEW, total), total}):
        index = scratch / "index"
        shutil.rmtree(index, ignore_errors=True)
        rows.append(measured("build", collection=some(collection, scratch, number), index=index))
    yield "| documents | left out | units | wall s | cpu s | units a cpu s | peak MB | index MB |"
    yield "|--:|--:|--:|--:|--:|--:|--:|--:|"
    for row in rows:
        yield (
            f"| {row['documents']:,} | {row['left_out']:,} | {row['units']:,} | {row['wall']:.0f} "
            f"| {row['cpu']:.0f} | {row['units'] / row['cpu']:,.0f} | {row['peak']:.0f} "
            f"| {row['size']:.0f} |"
        )
    last = rows[-1]
    stages = ", ".join(f"{name} {spent:.0f} s" for name, spent in last["stages"].items())
    yield f"\nWall time of the stages of the largest build: {stages}. Memory is that of the largest"
    grown = last["peak"] / rows[0]["peak"]
    yield f"of its processes; from the smaller build to the larger it is {grown:.2f} x.\n"
    chosen = some(collection, scratch, min(sample, total))
    read = sorted(str(path) for path in chosen.rglob("*") if path.is_file())
    plain = measured("plain", files=read)
    yield from compared(plain, last)


def compared(plain: dict[str, Any], ours: dict[str, Any]) -> Iterator[str]:
    """Yield the lines that set the plain pipeline beside the build *ours*."""
    yield f"The plain pipeline in one process, on a sample of {plain['documents']} documents,"
    yield f"{plain['units']:,} units, extrapolated by units to the {ours['units']:,} of the whole;"
    yield f"the stems without memory on {UNREMEMBERED} of those units. Beside the largest build,"
    taken = f"{ours['wall']:.0f} s by the clock, {ours['cpu']:.0f} s of cpu"
    yield f"which took {taken} in all processes."
    yield ""
    columns = "read | link | stem | index | cpu s | by the clock | two cores free | cpu alone"
    yield f"| stems by | {columns} |"
    yield "|---|--:|--:|--:|--:|--:|--:|--:|--:|"
    scale = ours["units"] / plain["units"]
    for name, stems in (
        ("PySastrawi's `Stemmer`, no memory", plain["bare"]),
        ("PySastrawi as its factory makes it, words remembered", plain["stages"]["stem"]),
    ):
        spent = [seconds * scale for seconds in (plain["stages"] | {"stem": stems}).values()]
        whole = sum(spent)
        yield (
            f"| {name} | {' | '.join(f'{seconds:.0f}' for seconds in spent)} | {whole:.0f} "
            f"| **{whole / ours['wall']:.1f} x** | {2 * whole / ours['cpu']:.1f} x "
            f"| {whole / ours['cpu']:.1f} x |"
        )
    yield ""
    yield "The mark is 20 x. By the clock is this run, with all else that the machine did; two"
    yield "cores free is what it would be were both only ours. Reading and linking are our own"
    yield "code in both pipelines.\n"


def growth(scratch: Path, sizes: Sequence[int]) -> Iterator[str]:
    """Yield the lines of the third part, and draw it."""
    tokens = scratch / "tokens.jsonl"
    with tokens.open("w", encoding="utf-8") as out:
        out.writelines(json.dumps(fields) + "\n" for fields in originals(scratch / "index"))
    rows = [
        measured("copies", tokens=tokens, units=size, folder=scratch / "copies") for size in sizes
    ]
    yield "| units | wall s | cpu s | cpu µs a unit | index MB | peak MB | query ms | p90 ms |"
    yield "|--:|--:|--:|--:|--:|--:|--:|--:|"
    for row in rows:
        yield (
            f"| {row['units']:,} | {row['built']:.0f} | {row['worked']:.0f} "
            f"| {row['worked'] / row['units'] * 1e6:.0f} | {row['size']:.0f} | {row['peak']:.0f} "
            f"| {row['median'] * 1e3:.2f} | {row['p90'] * 1e3:.2f} |"
        )
    first, last = rows[0], rows[-1]
    cost = (last["worked"] / last["units"]) / (first["worked"] / first["units"])
    yield f"\nA unit of the largest costs **{cost:.2f} x** one of the smallest (mark 1.5 x)."
    if len(rows) > 1:
        grows = slope([(row["units"], row["median"]) for row in rows])
        yield f"The query median grows with the collection to the power of **{grows:.2f}**"
        yield "(mark below 1)."


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("archive", type=Path, help="tar of regulations as text")
    parser.add_argument("scratch", type=Path, help="folder for some gigabytes")
    parser.add_argument("--documents", type=int, default=10**9)
    parser.add_argument("--sample", type=int, default=FEW, help="documents of the plain pipeline")
    parser.add_argument("--units", type=int, nargs="+", default=[100_000, 1_000_000, 5_000_000])
    options = parser.parse_args()
    options.scratch.mkdir(parents=True, exist_ok=True)
    collection = unpack(options.archive, options.scratch)
    print("## National scale\n")
    print(
        "Printed by `python benchmarks/scale.py ARCHIVE SCRATCH`; not edited by hand. Collection:"
    )
    print("the archive's regulations as text, from a title page each, beside the shipped corpus.\n")
    for line in builds(collection, options.scratch, options.documents, options.sample):
        print(line, flush=True)
    print(
        "Passages of that index many times over, every fifth word of a copy another's, indexed by"
    )
    print(f"tantivy alone and asked {QUESTIONS} questions of three words; times are cpu.\n")
    for line in growth(options.scratch, options.units):
        print(line, flush=True)


if __name__ == "__main__":
    main()
