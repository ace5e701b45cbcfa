"""How building and asking grow with the collection, up to millions of units.

::

    python benchmarks/scale.py peraturan-md.tar.xz SCRATCH
    python benchmarks/scale.py peraturan-md.tar.xz SCRATCH --units 100000 1000000 5000000
    python benchmarks/scale.py peraturan-md.tar.xz SCRATCH --documents 1000 --units 50000

The archive is a tar of regulations as text; it is unpacked into SCRATCH as it is read.  Prints a
section of Markdown and writes ``docs/scale.svg``.  Three parts:

1. the collection is built with tantivy by two processes, a thousand documents and all of them;
2. a sample of it by the plain pipeline: one process, the same reading and linking, the same fields
   through PySastrawi, a plain Whoosh index.  PySastrawi's ``Stemmer`` looks for the stem of every
   word anew; what its factory makes remembers the words it met.  Both are told;
3. the indexed passages, many times with changed words, are indexed by tantivy alone, and asked.

Every build is a process of its own, so that its memory is its own.  ``cpu`` is the processor time
of all processes of a build: what else runs on the machine does not count for it.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import random
import resource
import shutil
import statistics
import subprocess
import sys
import tarfile
import tempfile
import time
from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from chart import Line, chart

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from regsearch.search.engine import Indexed

DOCS = Path(__file__).parents[1] / "docs"
FEW = 1_000
"""Documents of the smaller build, beside which memory must not have grown."""
ORIGINALS = 50_000
"""So many real passages are at hand to be copied."""
CHANGED = 5
"""Every fifth word of a copy is another passage's."""
QUESTIONS, TURNS = 60, 3
UNREMEMBERED = 300
"""So many passages of the sample are stemmed without memory, which would take long for all."""


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


# -- processes that are measured -----------------------------------------------------------------


def measured(step: str, **how: Any) -> dict[str, Any]:
    """Run *step* of this script as a process; return what it says and what it took."""
    begun = time.perf_counter()
    child = subprocess.Popen(
        [sys.executable, __file__, "--step", step, json.dumps(how, default=str)],
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


def peak() -> float:
    """Return the greatest memory in MB that this process or one that it started has had."""
    who = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return max(resource.getrusage(w).ru_maxrss for w in who) * 1024 / 1e6


def step_build(collection: str, index: str) -> dict[str, Any]:
    """Build a collection as ``regsearch indeks bangun --korpus`` does, with nothing kept before."""
    from regsearch.bundle.build import Means, build_index
    from regsearch.places import shipped_corpus

    left: list[Path] = []
    stages: dict[str, float] = {}

    def progress(stage: str, _done: int, _total: int) -> None:
        stages[stage] = time.perf_counter()

    begun = time.perf_counter()
    means = Means(
        processes=2, engine="tantivy", progress=progress, left_out=lambda file, _: left.append(file)
    )
    manifest = build_index((shipped_corpus(), Path(collection)), Path(index), means)
    marks = [begun, *stages.values()]
    return {
        "documents": len(manifest.documents),
        "units": manifest.passages,
        "left_out": len(left),
        "peak": peak(),
        "size": size_of(Path(index)),
        "stages": {s: b - a for s, (a, b) in zip(stages, pairwise(marks), strict=True)},
    }


def step_plain(files: list[str]) -> dict[str, Any]:
    """Do the same with the plain means: one process, bare PySastrawi, bare Whoosh.

    Less than the same, in the plain pipeline's favour: it writes no records, facts, ledger or
    manifest, and its stems are of single words, without what a negation governs.
    """
    import warnings

    from regsearch.corpus.collection import instrument_of
    from regsearch.corpus.recognise import NUMBERED_ONCE
    from regsearch.law.catalog_names import Catalog
    from regsearch.law.passages import link
    from regsearch.law.references import Corpus
    from regsearch.read import parse

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from Sastrawi.Stemmer.StemmerFactory import StemmerFactory
        from whoosh import fields, index

    clocks = [time.process_time()]
    read = {}
    for file in files:
        regulation = parse(Path(file))
        if regulation.kind in NUMBERED_ONCE and regulation.numbers and regulation.year:
            read[regulation.id] = regulation
    clocks.append(time.process_time())
    catalog = Catalog({name: instrument_of(regulation) for name, regulation in read.items()})
    passages = list(link(Corpus(read, catalog)))
    clocks.append(time.process_time())
    stemmer = StemmerFactory().create_stemmer()
    made_of = [plain_fields(passage, catalog) for passage in passages]
    stemmed = [
        {name: text if name == "exact" else stemmer.stem(text) for name, text in texts.items()}
        for texts in made_of
    ]
    clocks.append(time.process_time())
    with tempfile.TemporaryDirectory() as folder:
        names = dict.fromkeys(made_of[0], fields.TEXT())
        made = index.create_in(folder, fields.Schema(key=fields.ID(stored=True), **names))
        writer = made.writer(limitmb=256)
        for passage, texts in zip(passages, stemmed, strict=True):
            writer.add_document(key=passage.key, **texts)
        writer.commit()
    clocks.append(time.process_time())
    spent = [b - a for a, b in pairwise(clocks)]
    stages = dict(zip(("read", "link", "stem", "index"), spent, strict=True))
    # The factory's stemmer remembers words; the one below it does not.
    few = random.Random(5).sample(made_of, min(UNREMEMBERED, len(made_of)))
    clock = time.process_time()
    for texts in few:
        for name, text in texts.items():
            if name != "exact":
                stemmer.delegatedStemmer.stem(text)
    bare = (time.process_time() - clock) / len(few) * len(passages)
    return {"units": len(passages), "documents": len(read), "stages": stages, "bare": bare}


def plain_fields(passage: Any, catalog: Any) -> dict[str, str]:
    """Return the texts that are indexed of *passage*: the same fields as regsearch's."""
    from regsearch.search.fields import names_of

    told = [word for s in passage.sanctions for word in (s.level, *s.penalties)]
    return {
        "text": passage.text,
        "penjelasan": passage.penjelasan or "",
        "context": " ".join(passage.context),
        "around": " ".join(passage.around),
        "heading": " ".join(passage.headings),
        "title": names_of(passage.document, catalog),
        "sanction": " ".join(told + [text for _, text in passage.cells]),
        "exact": f"{passage.text} {passage.penjelasan or ''}",
    }


# -- copies ------------------------------------------------------------------------------------


def originals(index: Path) -> list[dict[str, str]]:
    """Return the fields of the first passages of *index*, as the engine gets them."""
    from regsearch.search.fields import prepared
    from regsearch.search.library import Library
    from regsearch.search.records import RECORDS, from_json

    found: list[dict[str, str]] = []
    with Library(index) as library, (index / RECORDS).open("rb") as lines:
        for line in lines:
            if len(found) == ORIGINALS:
                break
            passage = from_json(json.loads(line))
            entry, _ = prepared(passage, library.catalog, library._index.analyser)
            found.append(dict(entry.fields))
    return found


def copied(held: Sequence[dict[str, str]], units: int) -> Iterator[Indexed]:
    """Yield *units* passages: those of *held*, then copies, every fifth word another's."""
    from regsearch.search.engine import Indexed

    draw = random.Random(7)
    words = [fields["text"].split() for fields in held]
    pool = [word for own in words for word in own]
    for place in range(units):
        copy, which = divmod(place, len(held))
        fields = held[which]
        if copy:
            text = list(words[which])
            for at in range(copy % CHANGED, len(text), CHANGED):
                text[at] = pool[int(draw.random() * len(pool))]
            joined = " ".join(text)
            fields = fields | {"text": joined, "exact": joined}
        document = f"d{place // 50}"
        yield Indexed(f"{document}#pasal-{place % 50}", document, "uu", fields)


def step_copies(tokens: str, units: int, folder: str) -> dict[str, Any]:
    """Index so many copies with tantivy, then ask."""
    from regsearch.search.engine import Concept
    from regsearch.search.engines import builder, open_engine
    from regsearch.search.relevance import weights

    with Path(tokens).open(encoding="utf-8") as lines:
        held = [json.loads(line) for line in lines]
    begun, clock = time.perf_counter(), time.process_time()
    made = Path(folder)
    shutil.rmtree(made, ignore_errors=True)
    made.mkdir(parents=True)
    for _ in copied(held, units):
        pass
    drawing = time.process_time() - clock
    begun, clock = time.perf_counter(), time.process_time()
    builder("tantivy")(made, copied(held, units))
    built, worked = time.perf_counter() - begun, time.process_time() - clock
    engine = open_engine("tantivy", made)
    times: dict[int, list[float]] = {}
    for turn in range(TURNS + 1):
        for number, words in enumerate(questions(held)):
            asked = [Concept(word, ((word,),)) for word in words]
            clock = time.process_time()
            engine.search(asked, weights().fields, 50)
            if turn:
                times.setdefault(number, []).append(time.process_time() - clock)
    medians = sorted(statistics.median(own) for own in times.values())
    engine.close()
    result = {
        "units": units,
        "built": built,
        "worked": worked - drawing,
        "size": size_of(made),
        "peak": peak(),
        "median": statistics.median(medians),
        "p90": medians[int(len(medians) * 0.9)],
    }
    shutil.rmtree(made)
    return result


def questions(held: Sequence[dict[str, str]]) -> list[list[str]]:
    """Return questions of three words that stand together in a passage, neither rare nor common."""
    draw = random.Random(11)
    frequency = Counter(word for fields in held for word in set(fields["text"].split()))
    found: list[list[str]] = []
    while len(found) < QUESTIONS:
        words = set(draw.choice(held)["text"].split())
        fit = sorted(w for w in words if 20 < frequency[w] < len(held) / 20)
        if len(fit) >= 3:
            found.append(draw.sample(fit, 3))
    return found


def size_of(folder: Path) -> float:
    """Return the size of everything in *folder*, in MB."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6


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
    chosen = random.Random(3).sample(files, sample)
    plain = measured("plain", files=[str(path) for path in chosen])
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
    yield "\n![Growth with the number of units](scale.svg)\n"
    lines = [
        Line("build, cpu s", [(row["units"], row["worked"]) for row in rows]),
        Line("index, MB", [(row["units"], row["size"]) for row in rows]),
        Line("peak memory, MB", [(row["units"], row["peak"]) for row in rows]),
        Line("query median, ms", [(row["units"], row["median"] * 1e3) for row in rows]),
    ]
    (DOCS / "scale.svg").write_text(chart(lines, "units", "growth with tantivy"), "utf-8")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("archive", type=Path, help="tar of regulations as text")
    parser.add_argument("scratch", type=Path, help="folder for some gigabytes")
    parser.add_argument("--documents", type=int, default=10**9)
    parser.add_argument("--sample", type=int, default=60, help="documents of the plain pipeline")
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
    if sys.argv[1:2] == ["--step"]:
        steps = {"build": step_build, "plain": step_plain, "copies": step_copies}
        print(json.dumps(steps[sys.argv[2]](**json.loads(sys.argv[3]))))
    else:
        main()
