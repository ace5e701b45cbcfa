"""What an index says of itself.

Named tuples, because three frozen dataclasses would cost every look-up a millisecond.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from regsearch.errors import (
    IndexDamagedError,
    IndexMissingError,
    IndexStaleError,
    raise_fault,
)
from regsearch.files import require_regular
from regsearch.paths import CLUSTER_SCHEMES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MANIFEST = "manifest.json"
FORMAT = 6
"""Version of the layout of an index folder; another version must be built again."""


class IndexedDocument(NamedTuple):
    """A document of an index and the file it was read from."""

    id: str
    file: str
    sha256: str
    text_kind: str
    passages: int
    findings: int
    official: int = 0
    """How many of its passages have official words."""
    digest_sha256: str | None = None
    """Of the digest that supplies what an official text lacks, if one does."""


class IndexedFile(NamedTuple):
    """A file of an index."""

    name: str
    """Path below the index folder, with slashes."""
    size: int
    """In bytes."""
    sha256: str


_OF_DOCUMENT = (str, str, str, str, int, int, int, (str, type(None)))
_OF_FILE = (str, int, str)
"""Types of the values of the rows, in their order: a stranger's manifest may have others."""
Row = TypeVar("Row", IndexedDocument, IndexedFile)


class Manifest(NamedTuple):
    """The contents of ``manifest.json``."""

    format: int
    regsearch: str
    """Version of regsearch that built it."""
    analysis: str
    """SHA-256 of what decides which tokens a text becomes."""
    engine: str
    catalog: str
    """SHA-256 of the catalogue."""
    neutral: int
    """Version of the form of its neutral documents (:data:`regsearch.encoding.VERSION`)."""
    documents: tuple[IndexedDocument, ...]
    files: tuple[IndexedFile, ...]

    @property
    def passages(self) -> int:
        """Number of passages in all."""
        return sum(document.passages for document in self.documents)

    def table(self) -> dict[str, Any]:
        """Return it as plain JSON values."""
        rows = {name: [row._asdict() for row in getattr(self, name)] for name in _ROWS}
        return self._asdict() | rows


_ROWS = ("documents", "files")


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of the file at *path* as hexadecimal digits."""
    import hashlib  # brings OpenSSL, which takes as long to load as a look-up by citation

    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def file_entries(folder: Path) -> tuple[IndexedFile, ...]:
    """Return every file below *folder* but the manifest, sorted by name."""
    paths = sorted(p for p in folder.rglob("*") if p.is_file() and p.name != MANIFEST)
    return tuple(
        IndexedFile(p.relative_to(folder).as_posix(), p.stat().st_size, sha256_of(p)) for p in paths
    )


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Write *manifest* into *folder*."""
    with (folder / MANIFEST).open("wb") as out:
        out.writelines(part.encode() for part in _parts(manifest))


def manifest_content(manifest: Manifest) -> bytes:
    """Return what the file of *manifest* holds."""
    return "".join(_parts(manifest)).encode()


def _parts(manifest: Manifest) -> Iterator[str]:
    encoder = json.JSONEncoder(ensure_ascii=False, indent=1, sort_keys=True)
    yield from encoder.iterencode(manifest.table())
    yield "\n"


def read_table(folder: Path) -> dict[str, Any]:
    """Return the manifest of the index at *folder* as JSON, whichever version made it.

    Raises:
        IndexMissingError: there is no index.
        IndexDamagedError: the manifest cannot be read.

    """
    try:
        require_regular(folder / MANIFEST)
        table = json.loads((folder / MANIFEST).read_bytes())
    except FileNotFoundError as error:
        raise IndexMissingError(
            f"Tidak ada indeks di {folder}. Bangun: regsearch indeks bangun --indeks {folder}"
        ) from error
    except (OSError, ValueError, RecursionError) as error:
        if isinstance(error, OSError):
            raise_fault(error)
        raise _damaged(folder) from error
    if not isinstance(table, dict):
        raise _damaged(folder)
    return table


def read_manifest(folder: Path) -> Manifest:
    """Return the manifest of the index at *folder*.

    Raises:
        IndexMissingError: there is no index.
        IndexDamagedError: the manifest cannot be read.
        IndexStaleError: another format version made the index.

    """
    return _manifest(read_table(folder), str(folder))


def parse_manifest(content: bytes, place: str) -> Manifest:
    """Return the manifest with this *content*, of an index in a cluster at *place*.

    Raises:
        IndexDamagedError: it cannot be read.
        IndexStaleError: another format version made the index.

    """
    try:
        return _manifest(dict(json.loads(content)), place)
    except (ValueError, TypeError, RecursionError) as error:
        raise _damaged(place) from error


def _manifest(table: dict[str, Any], place: str) -> Manifest:
    try:
        version = table["format"]
        if version == FORMAT:
            documents = tuple(
                _checked(IndexedDocument(**d), _OF_DOCUMENT) for d in table.pop("documents")
            )
            files = tuple(_checked(IndexedFile(**f), _OF_FILE) for f in table.pop("files"))
            manifest = Manifest(**table, documents=documents, files=files)
    except (KeyError, TypeError) as error:
        raise _damaged(place) from error
    if version != FORMAT:
        raise _stale(place)
    return manifest


def _checked(row: Row, types: tuple[Any, ...]) -> Row:
    """Return a row of the manifest if its values have these *types*."""
    if not all(map(isinstance, row, types)):
        raise TypeError(row)
    return row


def check_analysis(manifest: Manifest, place: str) -> None:
    """Make sure that a question becomes the same tokens as the passages of an index did.

    Args:
        manifest: of the index.
        place: where the index is, for the message of the error.

    Raises:
        IndexStaleError: another analysis made the index; it can only be looked up by citation.

    """
    from regsearch.text.analysis import analysis_digest

    if manifest.analysis != analysis_digest():
        raise _stale(place)


def _damaged(place: Path | str) -> IndexDamagedError:
    where = "--mesin opensearch --alamat" if _in_cluster(place) else "--indeks"
    return IndexDamagedError(
        f"Manifes indeks di {place} rusak. Bangun ulang: regsearch indeks bangun {where} {place}"
    )


def _stale(place: str) -> IndexStaleError:
    if _in_cluster(place):
        return IndexStaleError(
            f"Indeks di {place} dibuat oleh versi regsearch yang lain. Bangun ulang: "
            f"regsearch indeks bangun --mesin opensearch --alamat {place}"
        )
    return IndexStaleError(
        f"Indeks di {place} dibuat oleh versi regsearch yang lain. Bangun ulang dari "
        f"dokumennya sendiri: regsearch indeks bangun --ulang --indeks {place}"
    )


def _in_cluster(place: Path | str) -> bool:
    return str(place).startswith(CLUSTER_SCHEMES)


def verify_files(folder: Path, manifest: Manifest) -> list[str]:
    """Return what is wrong with the files of the index at *folder*; empty if it is intact."""
    problems = []
    for entry in manifest.files:
        path = folder / entry.name
        if not path.is_file():
            problems.append(f"{entry.name}: tidak ada")
        elif path.stat().st_size != entry.size or sha256_of(path) != entry.sha256:
            problems.append(f"{entry.name}: isinya berubah")
    known = {entry.name for entry in manifest.files}
    found = {entry.name for entry in file_entries(folder)}
    problems += [f"{name}: tidak tercatat dalam manifes" for name in sorted(found - known)]
    return problems


def describe(manifest: Manifest, folder: Path | str) -> dict[str, Any]:
    """Return what ``regsearch indeks info --format json`` prints."""
    return {"version": 1, "folder": str(folder), **manifest.table()}
