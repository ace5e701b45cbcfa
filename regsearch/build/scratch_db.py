"""A temporary database for the intermediate results of a build, which may exceed memory.

It keeps the position of each document in the index's own ``neutral/documents.jsonl``, the links
between documents, the words with their stems, and fragments of files that are ordered by document.
"""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from regsearch.encoding import from_line
from regsearch.law.links import Links
from regsearch.law.outline import Outline
from regsearch.model import parse_address
from regsearch.regulation import Regulation

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_SCHEMA = """
CREATE TABLE document (id TEXT PRIMARY KEY, offset INTEGER, size INTEGER, addresses TEXT)
    WITHOUT ROWID;
CREATE TABLE link (target TEXT, source INTEGER, line BLOB);
CREATE TABLE fragment (file TEXT, document TEXT, content BLOB, PRIMARY KEY (file, document));
CREATE TABLE word (word TEXT PRIMARY KEY, stem TEXT, used INTEGER DEFAULT 0) WITHOUT ROWID;
"""
_CACHED_UNITS = 10_000
"""Total number of units in the outlines that are kept in memory."""


_FAULTS = {
    "full": errno.ENOSPC,
    "disk I/O": errno.EIO,
    "readonly": errno.EROFS,
    "unable to open": errno.EACCES,
}
"""Parts of SQLite's messages about the system, each with the errno that it reports."""


@contextmanager
def system_errors(place: Path) -> Iterator[None]:
    """Raise what SQLite says of a full disk, and the like, as the system would."""
    try:
        yield
    except sqlite3.OperationalError as error:
        for said, number in _FAULTS.items():
            if said in str(error):
                raise OSError(number, str(error), str(place)) from error
        raise


class ScratchDb:
    """The temporary database of one build.

    Args:
        database: its file.
        documents: the file with a line for each document.
        new: whether to create the database.

    """

    def __init__(self, database: Path, documents: Path, *, new: bool = False) -> None:
        # A build that dies starts anew, so durability is not needed.
        self._connection = sqlite3.connect(database, isolation_level=None)
        self._connection.execute("PRAGMA synchronous=OFF")
        self._connection.execute("PRAGMA cache_size=-2000")
        if new:
            self._connection.execute("PRAGMA journal_mode=OFF")
            self._connection.executescript(_SCHEMA)
        self._documents = documents

    def close(self) -> None:
        """Close the database."""
        self._connection.close()

    # -- documents -----------------------------------------------------------------------------

    def put_documents(self, rows: Iterable[tuple[str, int, int, str]]) -> None:
        """Store id, offset and size of the line, and addresses of the units of each document."""
        self._put("INSERT INTO document VALUES (?,?,?,?)", rows)

    def document_ids(self) -> list[str]:
        """Return the ids of the documents, ascending."""
        return [row[0] for row in self._connection.execute("SELECT id FROM document ORDER BY id")]

    def document_sizes(self) -> dict[str, int]:
        """Return the length of each document's line, in bytes."""
        return dict(self._connection.execute("SELECT id, size FROM document"))

    def document_line(self, document: str) -> bytes:
        """Return the line of *document*.

        Raises:
            KeyError: there is no such document.

        """
        offset, size = self._document_row("offset, size", document)
        with self._documents.open("rb") as file:
            file.seek(offset)
            return file.read(size)

    def addresses(self, document: str) -> list[str]:
        """Return the addresses of the units of *document*, in order.

        Raises:
            KeyError: there is no such document.

        """
        (joined,) = self._document_row("addresses", document)
        return [address for address in joined.split("\n") if address]

    def has_document(self, document: object) -> bool:
        """Return whether there is such a document."""
        query = "SELECT 1 FROM document WHERE id = ?"
        return self._connection.execute(query, (document,)).fetchone() is not None

    def _document_row(self, columns: str, document: str) -> Any:
        query = f"SELECT {columns} FROM document WHERE id = ?"
        row = self._connection.execute(query, (document,)).fetchone()
        if row is None:
            raise KeyError(document)
        return row

    # -- links between documents -----------------------------------------------------------------

    def put_links(self, rows: Iterable[tuple[str, int, bytes]]) -> None:
        """Store links: the target document, the number of the source document, a line."""
        self._put("INSERT INTO link VALUES (?,?,?)", rows)

    def index_links(self) -> None:
        """Create the index for :meth:`links_to`, after all links are stored."""
        self._connection.execute("CREATE INDEX by_target ON link (target, source)")

    def links_to(self, document: str) -> list[Links]:
        """Return the links to *document*, in the order of their source documents."""
        query = "SELECT line FROM link WHERE target = ? ORDER BY source"
        return [from_line(Links, row[0]) for row in self._connection.execute(query, (document,))]

    # -- fragments of files ----------------------------------------------------------------------

    def put_fragments(self, rows: Iterable[tuple[str, str, bytes]]) -> None:
        """Store what a document contributes to a file: name of the file, document, content."""
        self._put("INSERT INTO fragment VALUES (?,?,?)", rows)

    def fragment(self, file: str, document: str) -> bytes | None:
        """Return the content of *document* for *file*, or None if none was stored."""
        query = "SELECT content FROM fragment WHERE file = ? AND document = ?"
        row = self._connection.execute(query, (file, document)).fetchone()
        return None if row is None else bytes(row[0])

    def fragments(self, file: str) -> Iterator[bytes]:
        """Yield the fragments of *file* by ascending document id."""
        query = "SELECT content FROM fragment WHERE file = ? ORDER BY document"
        yield from (row[0] for row in self._connection.execute(query, (file,)))

    # -- words -------------------------------------------------------------------------------------

    def put_words(self, words: Iterable[str]) -> None:
        """Store *words* that need a stem; words already stored are left as they are."""
        self._put("INSERT OR IGNORE INTO word (word) VALUES (?)", ((word,) for word in words))

    def put_stems(self, stems: Iterable[tuple[str, str]], *, used: bool = False) -> None:
        """Store words with their stems; *used* marks words of the index's vocabulary."""
        query = (
            "INSERT INTO word VALUES (?, ?, ?) ON CONFLICT (word)"
            " DO UPDATE SET stem = excluded.stem, used = max(used, excluded.used)"
        )
        self._put(query, ((word, stem, used) for word, stem in stems))

    def unstemmed(self, count: int) -> Iterator[list[str]]:
        """Yield lists of *count* words without a stem, ascending; stems may be stored meanwhile."""
        query = "SELECT word FROM word WHERE stem IS NULL AND word > ? ORDER BY word LIMIT ?"
        last = ""
        while words := [row[0] for row in self._connection.execute(query, (last, count))]:
            yield words
            last = words[-1]

    def stem(self, word: str) -> str | None:
        """Return the stem of *word*, or None if none is stored."""
        query = "SELECT stem FROM word WHERE word = ?"
        row = self._connection.execute(query, (word,)).fetchone()
        return None if row is None else row[0]

    def stems(self, *, used: bool) -> Iterator[tuple[str, str]]:
        """Yield words with their stems by ascending word: all, or only those marked *used*."""
        query = "SELECT word, stem FROM word WHERE used >= ? AND stem IS NOT NULL ORDER BY word"
        yield from self._connection.execute(query, (used,))

    def _put(self, query: str, rows: Iterable[tuple[Any, ...]]) -> None:
        self._connection.execute("BEGIN")
        self._connection.executemany(query, rows)
        self._connection.execute("COMMIT")


class Stems(Mapping[str, str]):
    """The stored stems as a mapping that reads each from the database."""

    def __init__(self, db: ScratchDb) -> None:
        self._db = db

    def __getitem__(self, word: str) -> str:
        stem = self._db.stem(word)
        if stem is None:
            raise KeyError(word)
        return stem

    def __iter__(self) -> Iterator[str]:
        return (word for word, _ in self._db.stems(used=False))

    def __len__(self) -> int:
        return sum(1 for _ in self)


class Regulations(Mapping[str, Regulation]):
    """The regulations by document id, as a mapping that reads each from its line."""

    def __init__(self, db: ScratchDb) -> None:
        self._db = db
        self._ids = frozenset(db.document_ids())

    def __getitem__(self, document: str) -> Regulation:
        return from_line(Regulation, self._db.document_line(document))

    def __contains__(self, document: object) -> bool:
        return document in self._ids

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(self._ids))

    def __len__(self) -> int:
        return len(self._ids)


class Outlines(Mapping[str, Outline]):
    """The outlines of the documents, with a cache that is limited by their number of units.

    Many documents cite the same few laws, so most reads are answered by the cache.
    """

    def __init__(self, db: ScratchDb) -> None:
        self._db = db
        self._cache: dict[str, Outline] = {}
        """Ordered by last use, the latest last."""
        self._cached_units = 0

    def __getitem__(self, document: str) -> Outline:
        outline = self._cache.pop(document, None)
        if outline is None:
            outline = Outline(map(parse_address, self._db.addresses(document)))
            self._cached_units += len(outline)
        self._cache[document] = outline
        while self._cached_units > _CACHED_UNITS and len(self._cache) > 1:
            self._cached_units -= len(self._cache.pop(next(iter(self._cache))))
        return outline

    def __contains__(self, document: object) -> bool:
        return document in self._cache or self._db.has_document(document)

    def __iter__(self) -> Iterator[str]:
        return iter(self._db.document_ids())

    def __len__(self) -> int:
        return len(self._db.document_ids())
