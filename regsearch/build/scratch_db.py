"""What a build has at hand without holding it in memory.

The documents are the lines of the index's own ``neutral/documents.jsonl``.  A database beside it
keeps what is only needed until the index is complete: where each line is and which units it has,
what the documents say of one another, their words with the stems of these, and pieces of files that
are sorted by document.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from regsearch.law.links import Links
from regsearch.law.outline import Outline
from regsearch.model import parse_address
from regsearch.regulation import Regulation
from regsearch.encoding import from_line

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_TABLES = """
CREATE TABLE document (id TEXT PRIMARY KEY, at INTEGER, size INTEGER, places TEXT) WITHOUT ROWID;
CREATE TABLE link (target TEXT, source INTEGER, line BLOB);
CREATE TABLE piece (file TEXT, document TEXT, content BLOB, PRIMARY KEY (file, document));
CREATE TABLE word (word TEXT PRIMARY KEY, stem TEXT, used INTEGER DEFAULT 0) WITHOUT ROWID;
"""
_PLACES = 10_000
"""Outlines of so many places in all are kept; a document that many cite is seldom read anew."""


class Desk:
    """The scratch of one build.

    Args:
        database: its file.
        documents: the file of the documents' lines.
        new: whether to begin it.

    """

    def __init__(self, database: Path, documents: Path, *, new: bool = False) -> None:
        # A build that dies is begun again, so nothing here need outlive a crash of the system.
        self._data = sqlite3.connect(database, isolation_level=None)
        self._data.execute("PRAGMA synchronous=OFF")
        self._data.execute("PRAGMA cache_size=-2000")
        if new:
            self._data.execute("PRAGMA journal_mode=OFF")
            self._data.executescript(_TABLES)
        self._documents = documents

    def close(self) -> None:
        """Close the database."""
        self._data.close()

    # -- documents -----------------------------------------------------------------------------

    def put_documents(self, rows: Iterable[tuple[str, int, int, str]]) -> None:
        """Note of each document its id, where its line is, its length, and its units."""
        self._put("INSERT INTO document VALUES (?,?,?,?)", rows)

    def ids(self) -> list[str]:
        """Return the ids of the documents, ascending."""
        return [row[0] for row in self._data.execute("SELECT id FROM document ORDER BY id")]

    def sizes(self) -> dict[str, int]:
        """Return the length of each document's line, in bytes."""
        return dict(self._data.execute("SELECT id, size FROM document"))

    def line(self, document: str) -> bytes:
        """Return the line of *document*.

        Raises:
            KeyError: there is none.

        """
        row = self._row("at, size", document)
        with self._documents.open("rb") as file:
            file.seek(row[0])
            return file.read(row[1])

    def places(self, document: str) -> str:
        """Return the addresses of the units of *document*, one a line.

        Raises:
            KeyError: there is no such document.

        """
        return str(self._row("places", document)[0])

    def has(self, document: object) -> bool:
        """Say whether there is such a document."""
        query = "SELECT 1 FROM document WHERE id = ?"
        return self._data.execute(query, (document,)).fetchone() is not None

    def _row(self, what: str, document: str) -> Any:
        query = f"SELECT {what} FROM document WHERE id = ?"
        row = self._data.execute(query, (document,)).fetchone()
        if row is None:
            raise KeyError(document)
        return row

    # -- what documents say of one another -------------------------------------------------------

    def put_links(self, rows: Iterable[tuple[str, int, bytes]]) -> None:
        """Keep links: the document spoken of, the place in order of the one that speaks, a line."""
        self._put("INSERT INTO link VALUES (?,?,?)", rows)

    def sort_links(self) -> None:
        """Make the links ready to be asked for."""
        self._data.execute("CREATE INDEX by_target ON link (target, source)")

    def links(self, document: str) -> list[Links]:
        """Return what is said of *document*, in the order of those that say it."""
        query = "SELECT line FROM link WHERE target = ? ORDER BY source"
        return [from_line(Links, row[0]) for row in self._data.execute(query, (document,))]

    # -- pieces of files -------------------------------------------------------------------------

    def put_pieces(self, rows: Iterable[tuple[str, str, bytes]]) -> None:
        """Keep what stands of a document in a file that is sorted by document."""
        self._put("INSERT INTO piece VALUES (?,?,?)", rows)

    def piece(self, file: str, document: str) -> bytes | None:
        """Return what stands of *document* in *file*, or None if nothing was kept."""
        query = "SELECT content FROM piece WHERE file = ? AND document = ?"
        row = self._data.execute(query, (file, document)).fetchone()
        return None if row is None else bytes(row[0])

    def pieces(self, file: str) -> Iterator[bytes]:
        """Yield the pieces of *file* by ascending document id."""
        query = "SELECT content FROM piece WHERE file = ? ORDER BY document"
        yield from (row[0] for row in self._data.execute(query, (file,)))

    # -- words -------------------------------------------------------------------------------------

    def put_words(self, words: Iterable[str]) -> None:
        """Note *words* whose stem is wanted; those that are known stay as they are."""
        self._put("INSERT OR IGNORE INTO word (word) VALUES (?)", ((word,) for word in words))

    def put_stems(self, stems: Iterable[tuple[str, str]], *, used: bool = False) -> None:
        """Keep the stem of each word, and whether the vocabulary of the index has it."""
        query = (
            "INSERT INTO word VALUES (?, ?, ?) ON CONFLICT (word)"
            " DO UPDATE SET stem = excluded.stem, used = max(used, excluded.used)"
        )
        self._put(query, ((word, stem, used) for word, stem in stems))

    def unstemmed(self, many: int) -> Iterator[list[str]]:
        """Yield the words without a stem, ascending, so *many* at a time; they may get it then."""
        query = "SELECT word FROM word WHERE stem IS NULL AND word > ? ORDER BY word LIMIT ?"
        last = ""
        while words := [row[0] for row in self._data.execute(query, (last, many))]:
            yield words
            last = words[-1]

    def stem(self, word: str) -> str | None:
        """Return the stem of *word*, or None if none is kept."""
        row = self._data.execute("SELECT stem FROM word WHERE word = ?", (word,)).fetchone()
        return None if row is None else row[0]

    def stems(self, *, used: bool) -> Iterator[tuple[str, str]]:
        """Yield words with their stems, ascending: all of them, or those that are *used*."""
        query = "SELECT word, stem FROM word WHERE used >= ? AND stem IS NOT NULL ORDER BY word"
        yield from self._data.execute(query, (used,))

    def _put(self, query: str, rows: Iterable[tuple[Any, ...]]) -> None:
        self._data.execute("BEGIN")
        self._data.executemany(query, rows)
        self._data.execute("COMMIT")


class Stems(Mapping[str, str]):
    """The stems of a desk, each read when it is asked for."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def __getitem__(self, word: str) -> str:
        found = self._desk.stem(word)
        if found is None:
            raise KeyError(word)
        return found

    def __iter__(self) -> Iterator[str]:
        return (word for word, _ in self._desk.stems(used=False))

    def __len__(self) -> int:
        return sum(1 for _ in self)


class Regulations(Mapping[str, Regulation]):
    """The regulations of a desk, each read when it is asked for."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._ids = frozenset(desk.ids())

    def __getitem__(self, document: str) -> Regulation:
        return from_line(Regulation, self._desk.line(document))

    def __contains__(self, document: object) -> bool:
        return document in self._ids

    def __iter__(self) -> Iterator[str]:
        return iter(self._desk.ids())

    def __len__(self) -> int:
        return len(self._ids)


class Outlines(Mapping[str, Outline]):
    """The outlines of a desk's documents; the last ones asked for are kept."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._kept: dict[str, Outline] = {}
        """The last ones that were asked for, the latest last."""
        self._places = 0

    def __getitem__(self, document: str) -> Outline:
        found = self._kept.pop(document, None)
        if found is None:
            addresses = self._desk.places(document).split("\n")
            found = Outline(parse_address(address) for address in addresses if address)
            self._places += len(found)
        self._kept[document] = found
        while self._places > _PLACES and len(self._kept) > 1:
            self._places -= len(self._kept.pop(next(iter(self._kept))))
        return found

    def __contains__(self, document: object) -> bool:
        return document in self._kept or self._desk.has(document)

    def __iter__(self) -> Iterator[str]:
        return iter(self._desk.ids())

    def __len__(self) -> int:
        return len(self._desk.ids())
