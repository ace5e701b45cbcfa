"""Other ways to search the same passages, to see what regsearch's own work is worth.

Each baseline indexes the words of all our fields as one text and searches for the words of the
question, joined with OR.  A baseline knows neither dates nor sanctions; the comparison in
``quality.py`` gives it our date filter and sanction links.
"""

from __future__ import annotations

import re
import sqlite3
import warnings
from typing import TYPE_CHECKING, Any

from regsearch.index.fields import names_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from regsearch.law.catalog.load import Catalog
    from regsearch.model import Passage
    from regsearch.search.library import Library

    Search = Callable[[str], list[int]]
    """A question in, numbers of passages out, best first."""


def passages_of(library: Library) -> list[Passage]:
    """Return the passages of an index that have words of their own, as regsearch answers with."""
    index = library._index
    passages = (
        index.records.get(f"{document.id}#" + "/".join(f"{k}-{n}" for k, n in locator))
        for document in library.manifest.documents
        for locator in index.records.of_document(document.id)
    )
    return [passage for passage in passages if passage and passage.text]


def plain_text(passage: Passage, catalog: Catalog) -> str:
    """Return all words that our fields hold of *passage*, as one text."""
    sanctions = [word for s in passage.sanctions for word in (s.level, *s.penalties)]
    parts = (
        names_of(passage.document, catalog),
        passage.citation,
        *passage.headings,
        *passage.context,
        passage.text,
        *(text for _, text in passage.cells),
        passage.penjelasan or "",
        *sanctions,
    )
    return "\n".join(parts)


def fts5(texts: Sequence[str]) -> Search:
    """Return a search in SQLite's full-text index, ranked by its bm25()."""
    database = sqlite3.connect(":memory:")
    database.execute("CREATE VIRTUAL TABLE passage USING fts5(text)")
    database.executemany("INSERT INTO passage(rowid, text) VALUES (?, ?)", enumerate(texts))
    select = "SELECT rowid FROM passage(?) ORDER BY bm25(passage), rowid"

    def search(question: str) -> list[int]:
        words = dict.fromkeys(re.findall(r"\w+", question.casefold()))
        query = " OR ".join(f'"{word}"' for word in words)
        return [int(number) for (number,) in database.execute(select, (query,))] if words else []

    return search


def whoosh(stem: Callable[[str], str], texts: Sequence[str]) -> Search:
    """Return a search in a Whoosh index of stemmed words, ranked by BM25F."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from whoosh import fields, query, scoring
        from whoosh.analysis import LowercaseFilter, RegexTokenizer, StemFilter
        from whoosh.filedb.filestore import RamStorage
    analyser = RegexTokenizer() | LowercaseFilter() | StemFilter(stemfn=stem)
    schema = fields.Schema(number=fields.STORED, text=fields.TEXT(analyzer=analyser, phrase=False))
    index = RamStorage().create_index(schema)
    writer = index.writer()
    for number, text in enumerate(texts):
        writer.add_document(number=number, text=text)
    writer.commit()
    searcher = index.searcher(weighting=scoring.BM25F())

    def search(question: str) -> list[int]:
        words = dict.fromkeys(token.text for token in analyser(question, mode="query"))
        terms = query.Or([query.Term("text", word) for word in words])
        return [hit["number"] for hit in searcher.search(terms, limit=len(texts))]

    return search


def _sastrawi(texts: Sequence[str]) -> Search:
    from Sastrawi.Stemmer.StemmerFactory import StemmerFactory

    return whoosh(StemmerFactory().create_stemmer().stem, texts)


def _snowball(texts: Sequence[str]) -> Search:
    import snowballstemmer

    stemmer: Any = snowballstemmer.stemmer("indonesian")
    return whoosh(stemmer.stemWord, texts)


BASELINES: dict[str, Callable[[Sequence[str]], Search]] = {
    "plain words (SQLite FTS5)": fts5,
    "PySastrawi stems (Whoosh, BM25F)": _sastrawi,
    "Snowball stems (Whoosh, BM25F)": _snowball,
}
