"""The steps that ``scale.py`` measures, each run as a process to measure its memory.

::

    python benchmarks/scale_steps.py build '{"collection": "FOLDER", "index": "FOLDER"}'

Prints the result as a line of JSON.
"""

from __future__ import annotations

import json
import random
import resource
import shutil
import statistics
import sys
import tempfile
import time
import warnings
from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from regsearch.engines.base import Indexed

ORIGINALS = 50_000
"""Number of real passages that are copied."""
CHANGED = 5
"""Every fifth word of a copy is replaced by one of another passage."""
QUESTIONS, TURNS = 60, 3
UNREMEMBERED = 3_000
"""Number of passages that are stemmed without a cache, which is slow."""


def peak() -> float:
    """Return the greatest memory in MB that this process or one that it started has had."""
    who = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return max(resource.getrusage(w).ru_maxrss for w in who) * 1024 / 1e6


def step_build(collection: str, index: str) -> dict[str, Any]:
    """Build a collection as ``regsearch indeks bangun --korpus`` does, with nothing kept before."""
    from regsearch.build.build import BuildOptions, build_index
    from regsearch.paths import shipped_corpus

    left: list[Path] = []
    stages: dict[str, float] = {}

    def progress(stage: str, _done: int, _total: int) -> None:
        stages[stage] = time.perf_counter()

    begun = time.perf_counter()
    options = BuildOptions(
        processes=2,
        engine="tantivy",
        progress=progress,
        on_skipped=lambda file, _: left.append(file),
    )
    manifest = build_index((shipped_corpus(), Path(collection)), Path(index), options)
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

    from regsearch.corpus.collection import instrument_of
    from regsearch.law.catalog.names import Catalog
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
        if regulation.kind != "lain" and regulation.numbers and regulation.year:
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
    from regsearch.index.fields import names_of

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


def originals(index: Path) -> list[dict[str, str]]:
    """Return the fields of the first passages of *index*, as the engine gets them."""
    from regsearch.index.fields import prepared
    from regsearch.index.records import RECORDS, from_json
    from regsearch.opening import open_library

    found: list[dict[str, str]] = []
    with open_library(index) as library, (index / RECORDS).open("rb") as lines:
        for line in lines:
            if len(found) == ORIGINALS:
                break
            passage = from_json(json.loads(line))
            entry, _ = prepared(passage, library.catalog, library._index.analyser)
            found.append(dict(entry.fields))
    return found


def copied(held: Sequence[dict[str, str]], units: int) -> Iterator[Indexed]:
    """Yield *units* passages: those of *held*, then copies, every fifth word another's."""
    from regsearch.engines.base import Indexed

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
    from regsearch.engines.registry import builder, open_engine
    from regsearch.model.query import Concept
    from regsearch.rank.relevance import weights

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


if __name__ == "__main__":
    STEPS = {"build": step_build, "plain": step_plain, "copies": step_copies}
    print(json.dumps(STEPS[sys.argv[1]](**json.loads(sys.argv[2]))))
