"""Other ways to search the same passages, to see what regsearch's own work is worth.

Each gets the same words of every passage that our fields hold, in one plain text, and the words of
the question as an OR; each returns every passage that has one of them, best first.  They know
nothing of dates, refuse only where no word matches, and carry no sanctions by themselves: what
they are lent of ours is said beside every figure.
"""

from __future__ import annotations

import re
import sqlite3
import warnings
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING, Any

from measures import DEPTH

from regsearch.index.fields import names_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from questions import Question

    from regsearch.law.catalog.load import Catalog
    from regsearch.model import Passage
    from regsearch.search.library import Library

    Search = Callable[[str], list[int]]
    """A question in, numbers of passages out, best first."""

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Baseline:
    """One way to search."""

    name: str
    package: str
    """What it needs beside regsearch; empty if nothing."""
    make: Callable[[Sequence[str]], Search]


def passages_of(library: Library) -> list[Passage]:
    """Return the passages of an index that have words of their own, as regsearch answers with."""
    index = library._index
    found = (
        index.records.get(f"{document.id}#" + "/".join(f"{k}-{n}" for k, n in locator))
        for document in library.manifest.documents
        for locator in index.records.of_document(document.id)
    )
    return [passage for passage in found if passage and passage.text]


def plain_text(passage: Passage, catalog: Catalog) -> str:
    """Return all words that our fields hold of *passage*, as one text."""
    punished = [word for s in passage.sanctions for word in (s.level, *s.penalties)]
    parts = (
        names_of(passage.document, catalog),
        passage.citation,
        *passage.headings,
        *passage.context,
        passage.text,
        *(text for _, text in passage.cells),
        passage.penjelasan or "",
        *punished,
    )
    return "\n".join(parts)


def whoosh(analyser: Callable[[], Any]) -> Callable[[Sequence[str]], Search]:
    """Return a maker of a Whoosh index with *analyser*, ranked by BM25F."""

    def make(texts: Sequence[str]) -> Search:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            from whoosh import fields, query, scoring
            from whoosh.filedb.filestore import RamStorage
        tokens = analyser()
        schema = fields.Schema(
            number=fields.STORED, text=fields.TEXT(analyzer=tokens, phrase=False)
        )
        index = RamStorage().create_index(schema)
        writer = index.writer()
        for number, text in enumerate(texts):
            writer.add_document(number=number, text=text)
        writer.commit()
        searcher = index.searcher(weighting=scoring.BM25F())

        def search(question: str) -> list[int]:
            words = dict.fromkeys(token.text for token in tokens(question, mode="query"))
            asked = query.Or([query.Term("text", word) for word in words])
            return [hit["number"] for hit in searcher.search(asked, limit=len(texts))]

        return search

    return make


def _standard() -> Any:
    from whoosh.analysis import StandardAnalyzer

    return StandardAnalyzer()


def _snowball() -> Any:
    import snowballstemmer
    from whoosh.analysis import LowercaseFilter, RegexTokenizer, StemFilter

    stemmer = snowballstemmer.stemmer("indonesian")
    return RegexTokenizer() | LowercaseFilter() | StemFilter(stemfn=stemmer.stemWord)


def fts5(texts: Sequence[str]) -> Search:
    """Return a search in SQLite's full-text index, ranked by its bm25()."""
    base = sqlite3.connect(":memory:")
    base.execute("CREATE VIRTUAL TABLE passage USING fts5(text)")
    base.executemany("INSERT INTO passage(rowid, text) VALUES (?, ?)", enumerate(texts))

    def search(question: str) -> list[int]:
        words = dict.fromkeys(_WORD.findall(question.casefold()))
        asked = " OR ".join(f'"{word}"' for word in words)
        if not asked:
            return []
        found = base.execute("SELECT rowid FROM passage(?) ORDER BY bm25(passage), rowid", (asked,))
        return [int(number) for (number,) in found]

    return search


def bm25s(texts: Sequence[str]) -> Search:
    """Return a search with bm25s over plain words."""
    import bm25s as package

    def tokens(text: str) -> list[str]:
        return _WORD.findall(text.casefold())

    retriever = package.BM25()
    retriever.index([tokens(text) for text in texts], show_progress=False)
    known = retriever.vocab_dict

    def search(question: str) -> list[int]:
        words = [word for word in dict.fromkeys(tokens(question)) if word in known]
        if not words:
            return []
        found, scores = retriever.retrieve([words], k=len(texts), show_progress=False)
        return [int(n) for n, score in zip(found[0], scores[0], strict=True) if score > 0]

    return search


BASELINES = (
    Baseline("Whoosh, its own analysis", "", whoosh(_standard)),
    Baseline("Whoosh, Snowball Indonesian", "snowballstemmer", whoosh(_snowball)),
    Baseline("SQLite FTS5", "", fts5),
    Baseline("bm25s, plain words", "bm25s", bm25s),
)


def first_ten(
    found: Iterable[int],
    passages: Sequence[Passage],
    question: Question,
    *,
    in_force: bool,
) -> list[Passage]:
    """Return the first ten of what a baseline found.

    Args:
        found: numbers of passages, best first.
        passages: all passages.
        question: what was asked.
        in_force: whether only what is law on the question's day may answer: our date filter.

    """
    usable = (
        passages[number]
        for number in found
        if not in_force or passages[number].status(question.day or date.today()) == "berlaku"
    )
    return list(islice(usable, DEPTH))
