"""Latency of complete answers, beside bare searches of the same tokens by other engines.

    python benchmarks/engines.py                       # 50,000 and 500,000 passages
    python benchmarks/engines.py --passages 50000 --questions 60

Prints sections of Markdown.  regsearch does all of its work: it parses the question, searches,
ranks, assembles ten answers with their sanctions and writes them as JSON.  The other engines get
the question's tokens and return ten numbers: once for the stems that our analysis keeps, once for
those of all words (no stopwords).  Every question goes to each engine in turn within one run, and
ratios are medians over the questions.  Times are processor times of this process.  The collection
is synthetic (``copies.py``).  "First" is a question whose passages were not read before, "again"
one whose passages are cached; replies are never cached, and all files are in memory.  Raw Whoosh is
left out above 50,000 passages, because it takes a quarter of an hour to build.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sqlite3
import statistics
import sys
import tempfile
import time
import tomllib
import warnings
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from copies import copies, write_copies

from regsearch.opening import open_library
from regsearch.paths import shipped_index
from regsearch.rank.relevance import weights
from regsearch.search.answer import CANDIDATES
from regsearch.show import to_dict
from regsearch.text.analysis import words

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from regsearch.model.query import Concept
    from regsearch.search.library import Library
    from regsearch.text.analysis import Analyser

    Search = Callable[[Sequence[str]], object]
    """Tokens in, the best ten out."""

ASKED = (
    "What they are asked is not the same: the bare searches look for {} tokens (median; {} with "
    "all words) in one field and keep ten; regsearch for {} ideas in {} ways, each in {} fields "
    'of which the best counts, keeps {} and weighs those anew. "Its candidates" is that search '
    "alone, which goes through every passage with any of the words."
)
TEN = 10
DAY = date(2026, 11, 22)
WHOOSH_AT_MOST = 50_000
QUESTIONS = Path(__file__).parents[1] / "tests" / "cases" / "questions.toml"


def raw_tantivy(texts: Sequence[str], folder: Path) -> Search:
    import tantivy

    builder = tantivy.SchemaBuilder()
    builder.add_text_field("text", tokenizer_name="whitespace", index_option="freq")
    builder.add_unsigned_field("number", stored=True)
    index = tantivy.Index(builder.build(), str(folder))
    writer = index.writer(512 * 1024 * 1024, num_threads=1)
    for number, text in enumerate(texts):
        entry = tantivy.Document()
        entry.add_text("text", text)
        entry.add_unsigned("number", number)
        writer.add_document(entry)
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    searcher, schema = index.searcher(), index.schema

    def search(tokens: Sequence[str]) -> object:
        terms = [
            (tantivy.Occur.Should, tantivy.Query.term_query(schema, "text", t, index_option="freq"))
            for t in tokens
        ]
        found = searcher.search(tantivy.Query.boolean_query(terms), TEN, count=False).hits
        return [searcher.doc(address).get_first("number") for _, address in found]

    return search


def fts5(texts: Sequence[str], folder: Path) -> Search:
    base = sqlite3.connect(folder / "fts5.db")
    base.execute("CREATE VIRTUAL TABLE passage USING fts5(text, content='')")
    base.executemany("INSERT INTO passage(rowid, text) VALUES (?, ?)", enumerate(texts))
    base.commit()

    def search(tokens: Sequence[str]) -> object:
        asked = " OR ".join(f'"{token}"' for token in tokens)
        query = "SELECT rowid FROM passage(?) ORDER BY rank LIMIT ?"
        return base.execute(query, (asked, TEN)).fetchall()

    return search


def bm25s(texts: Sequence[str], _folder: Path) -> Search:
    import bm25s as package

    retriever = package.BM25()
    retriever.index([text.split() for text in texts], show_progress=False)
    known = retriever.vocab_dict

    def search(tokens: Sequence[str]) -> object:
        asked = [token for token in tokens if token in known]
        return asked and retriever.retrieve([asked], k=TEN, show_progress=False)

    return search


def raw_whoosh(texts: Sequence[str], folder: Path) -> Search:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from whoosh import fields, index, query, scoring
        from whoosh.analysis import RegexTokenizer
    schema = fields.Schema(
        number=fields.STORED, text=fields.TEXT(analyzer=RegexTokenizer(r"\S+"), phrase=False)
    )
    made = index.create_in(str(folder), schema)
    writer = made.writer(limitmb=512)
    for number, text in enumerate(texts):
        writer.add_document(number=number, text=text)
    writer.commit()
    searcher = made.searcher(weighting=scoring.BM25F())

    def search(tokens: Sequence[str]) -> object:
        asked = query.Or([query.Term("text", token) for token in tokens])
        return [hit["number"] for hit in searcher.search(asked, limit=TEN)]

    return search


def xapian(texts: Sequence[str], folder: Path) -> Search:
    import xapian as package

    base = package.WritableDatabase(str(folder / "xapian"), package.DB_CREATE_OR_OPEN)
    for text in texts:
        document = package.Document()
        for token in text.split():
            document.add_term(token[:200])
        base.add_document(document)
    base.commit()

    def search(tokens: Sequence[str]) -> object:
        enquire = package.Enquire(base)
        enquire.set_query(package.Query(package.Query.OP_OR, list(tokens)))
        return [match.docid for match in enquire.get_mset(0, TEN)]

    return search


OTHERS: dict[str, tuple[str, str, Callable[[Sequence[str], Path], Search]]] = {
    "tantivy": ("tantivy", "raw tantivy", raw_tantivy),
    "fts5": ("sqlite3", "SQLite FTS5", fts5),
    "bm25s": ("bm25s", "bm25s", bm25s),
    "xapian": ("xapian", "Xapian", xapian),
    "whoosh": ("whoosh", "raw Whoosh", raw_whoosh),
}
"""By the name for ``--without``: package, name, maker."""


def timed(call: Callable[[], object]) -> float:
    """Return how long *call* took, in milliseconds."""
    start = time.process_time()
    call()
    return (time.process_time() - start) * 1000


def row(name: str, times: Sequence[float], ours: Sequence[float] | None) -> str:
    """Return a line of the table: spread of the times, and the median ratio to ours."""
    low, *_, high = statistics.quantiles(times, n=10)
    line = f"| {name} | {statistics.median(times):.2f} | {low:.2f} | {high:.2f} |"
    if ours is None:
        return f"{line} |"
    ratio = statistics.median(o / t for o, t in zip(ours, times, strict=True))
    return f"{line} {ratio:.3g} |"


def main() -> None:
    parse = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parse.add_argument("--passages", type=int, nargs="+", default=[50_000, 500_000])
    parse.add_argument("--questions", type=int, default=100, help="how many at the most")
    parse.add_argument("--without", action="append", default=[], choices=OTHERS)
    options = parse.parse_args()
    cases = tomllib.loads(QUESTIONS.read_text("utf-8"))["question"][: options.questions]
    for passages in options.passages:
        without = {"whoosh"} if passages > WHOOSH_AT_MOST else set()
        print(measured(passages, cases, without.union(options.without)), flush=True)


def measured(passages: int, cases: Sequence[dict[str, Any]], without: Collection[str]) -> str:
    """Return the section of a collection of so many *passages*, which is built and removed."""
    with tempfile.TemporaryDirectory() as name, open_library(shipped_index()) as shipped:
        scratch = Path(name)
        folder = scratch / "index"
        folder.mkdir()
        kept = [
            " ".join(entry.fields[field] for field in ("text", "penjelasan", "context"))
            for entry in write_copies(shipped, passages, folder)
        ]
        searches: dict[Bare, Search] = {}
        analyser = shipped._index.analyser
        whole = [
            " ".join(every_stem(analyser, " ".join((p.text, p.penjelasan or "", *p.context))))
            for p in copies(shipped, passages)
        ]
        for short, (package, title, make) in OTHERS.items():
            if short in without or not find_spec(package):
                print(f"left out: {title}", file=sys.stderr)
                continue
            for every, texts in ((False, kept), (True, whole)):
                place = scratch / f"{short}-{every}"
                place.mkdir()
                searches[Bare(title, every)] = make(texts, place)
        del kept, whole, texts
        with open_library(folder) as library:
            return section(library, searches, cases, passages)


class Bare(NamedTuple):
    """A search by another engine."""

    title: str
    every: bool
    """Whether for all words, or only for those that our analysis keeps."""

    def __str__(self) -> str:
        return f"{self.title}, {'all words' if self.every else 'bare'}"


def every_stem(analyser: Analyser, text: str) -> list[str]:
    """Return the stems of all words of *text*, in order."""
    return [analyser.stem(word) for word in words(text)]


def section(
    library: Library, searches: dict[Bare, Search], cases: Sequence[dict[str, Any]], passages: int
) -> str:
    """Return the measured section."""
    analyser = library._index.analyser
    library.ask("kampanye", as_of=DAY)
    first: list[float] = []
    again: list[float] = []
    candidates: list[float] = []
    asked: list[tuple[int, ...]] = []
    others: dict[Bare, list[float]] = {bare: [] for bare in searches}
    for case in cases:
        question, day = case["ask"], case.get("day", DAY)
        tokens = list(dict.fromkeys(analyser.stems(question)))
        if not tokens:
            continue

        def answer(question: str = question, day: date = day) -> object:
            return json.dumps(to_dict.reply(library.ask(question, as_of=day)), ensure_ascii=False)

        first.append(timed(answer))
        again.append(min(timed(answer) for _ in range(2)))
        concepts = library.explain(question, as_of=day, limit=1).understood.concepts
        every = list(dict.fromkeys(every_stem(analyser, question)))
        ways = sum(len(concept.variants) for concept in concepts)
        asked.append((len(tokens), len(every), len(concepts), ways))
        fields = weights().fields

        def engine(
            concepts: Sequence[Concept] = concepts, fields: Mapping[str, float] = fields
        ) -> object:
            return library._index.engine.search(concepts, fields, CANDIDATES)

        candidates.append(min(timed(engine) for _ in range(2)))
        for bare, search in searches.items():
            given = every if bare.every else tokens
            search(given)
            others[bare].append(min(timed(lambda s=search, t=given: s(t)) for _ in range(2)))
    lines = [
        f"## Questions to {passages:,} passages",
        "",
        f"{len(first)} questions, milliseconds of processor time; {platform.machine()}, "
        f"{os.cpu_count()} processors, Python {platform.python_version()}. "
        f"`python benchmarks/engines.py --passages {passages}`",
        "",
        ASKED.format(
            *(f"{statistics.median(numbers):g}" for numbers in zip(*asked, strict=True)),
            len(weights().fields),
            CANDIDATES,
        ),
        "",
        "| | median | 10 % | 90 % | ours (again) / this |",
        "|---|---:|---:|---:|---:|",
        row("regsearch with tantivy, complete answers, first", first, None),
        row("regsearch with tantivy, complete answers, again", again, None),
        row("its candidates, by tantivy, part of the above", candidates, again),
        *(row(str(bare), times, again) for bare, times in others.items()),
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    main()
