"""The documents of an index in a form that no engine has a part in.

``neutral/documents.jsonl`` holds every regulation as it went to the law room, a line each, by
ascending id; ``neutral/catalog.jsonl`` the catalogue, a line an instrument, in its own order.  From
these two and the code the whole index follows, byte for byte: so an index can be made again by
whoever does not trust its other files, by another version, or with some documents exchanged.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from regsearch.encoding import LINE_LIMIT, VERSION, from_line, to_line
from regsearch.errors import EncodingError, IndexDamagedError, IndexStaleError, raise_fault
from regsearch.files import reason_of
from regsearch.index.catalog_file import TIMELINE
from regsearch.index.manifest import read_table, sha256_of
from regsearch.law.catalog.instrument import Instrument  # noqa: TC001 - the codec asks for it
from regsearch.law.catalog.load import Catalog
from regsearch.law.catalog.ranges import read_runs, write_runs
from regsearch.law.timeline import from_json
from regsearch.regulation import Regulation

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from regsearch.law.timeline import Timeline

DOCUMENTS = "neutral/documents.jsonl"
INSTRUMENTS = "neutral/catalog.jsonl"

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Row:
    """A line of the catalogue."""

    instrument: Instrument
    """Without its ``coverage``."""
    coverage: tuple[str, ...] = ()
    """In the form of :func:`regsearch.law.catalog.ranges.write_runs`, which is far shorter."""


def read_origin(folder: Path) -> str:
    """Return the SHA-256 of the catalogue's own files that the index at *folder* was made from.

    The index may be of any version whose documents are in the form that this one knows; that its
    documents are those of its manifest is checked.

    Raises:
        IndexMissingError: there is no index.
        IndexStaleError: its documents are in another form.
        IndexDamagedError: its manifest or its documents were altered.

    """
    table = read_table(folder)
    if table.get("neutral") != VERSION:
        raise IndexStaleError(
            f"Dokumen netral indeks di {folder} dalam bentuk {table.get('neutral')!r}, padahal "
            f"regsearch ini mengenal bentuk {VERSION}. Bangun dari korpus: regsearch indeks bangun"
        )
    try:
        recorded = {file["name"]: file["sha256"] for file in table["files"]}
        origin = table["catalog"]
        for name in (DOCUMENTS, INSTRUMENTS):
            if sha256_of(folder / name) != recorded[name]:
                raise _damaged(folder / name, "isinya berubah")
    except (OSError, LookupError, TypeError) as error:
        if isinstance(error, OSError):
            raise_fault(error)
        raise _damaged(folder, "manifesnya tidak sesuai") from error
    if not isinstance(origin, str):
        raise _damaged(folder, "manifesnya tidak sesuai")
    return origin


def read_catalog(folder: Path) -> Catalog:
    """Return the catalogue of the index at *folder*, whole.

    Raises:
        IndexDamagedError: it cannot be read.

    """
    path = folder / INSTRUMENTS
    try:
        instruments = [
            row.instrument._replace(coverage=read_runs(row.coverage))
            for row in _decoded(_Row, path)
        ]
    except ValueError as error:
        raise _damaged(path, str(error)) from error
    catalog = Catalog({instrument.id: instrument for instrument in instruments})
    if len(catalog) != len(instruments):
        raise _damaged(folder / INSTRUMENTS, "satu instrumen dua kali")
    return catalog


def read_timeline(folder: Path) -> Timeline | None:
    """Return how far the documents of the index at *folder* know the law; None if it says nothing.

    An index of a version that had no timeline says nothing: what this program knows of the law is
    not what those documents hold.

    Raises:
        IndexDamagedError: it was altered or cannot be read.

    """
    path = folder / TIMELINE
    recorded = {file["name"]: file["sha256"] for file in read_table(folder)["files"]}
    if TIMELINE not in recorded:
        return None
    try:
        if sha256_of(path) != recorded[TIMELINE]:
            raise _damaged(path, "isinya berubah")
        return from_json(path.read_bytes())
    except (OSError, ValueError) as error:
        raise _damaged(path, str(error)) from error


def catalog_lines(catalog: Catalog) -> Iterator[bytes]:
    """Yield the lines of *catalog* in its order."""
    for instrument in catalog.values():
        short = instrument._replace(coverage=())
        yield to_line(_Row(short, write_runs(instrument.coverage)))


def read_documents(folder: Path) -> Iterator[Regulation]:
    """Yield the regulations of the index at *folder*, by ascending id.

    Raises:
        IndexDamagedError: they cannot be read, or are in disorder.

    """
    last = ""
    for regulation in _decoded(Regulation, folder / DOCUMENTS):
        if regulation.id <= last:
            raise _damaged(folder / DOCUMENTS, f"{regulation.id} tidak pada urutannya")
        last = regulation.id
        yield regulation


def _decoded(kind: type[T], path: Path) -> Iterator[T]:
    try:
        for line in _lines(path):
            yield from_line(kind, line)
    except EncodingError as error:
        raise _damaged(path, str(error)) from error


def _lines(path: Path) -> Iterator[bytes]:
    try:
        with path.open("rb") as file:
            while line := file.readline(LINE_LIMIT + 1):
                yield line
    except OSError as error:
        raise_fault(error)
        raise _damaged(path, reason_of(error)) from error


def _damaged(path: Path, what: str) -> IndexDamagedError:
    return IndexDamagedError(
        f"Dokumen netral {path} rusak: {what.rstrip('.')}. Pasang bundel yang utuh, atau bangun "
        "indeksnya dari korpus: regsearch indeks bangun"
    )
