"""What an index says of itself."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from regsearch.errors import IndexDamagedError, IndexMissingError, IndexStaleError
from regsearch.search.analysis import analysis_digest

if TYPE_CHECKING:
    from pathlib import Path

MANIFEST = "manifest.json"
FORMAT = 2
"""Version of the layout of an index folder; another version must be built again."""


@dataclass(frozen=True, slots=True)
class IndexedDocument:
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


@dataclass(frozen=True, slots=True)
class IndexedFile:
    """A file of an index."""

    name: str
    """Path below the index folder, with slashes."""
    size: int
    """In bytes."""
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
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
    """Version of the form of its neutral documents (:data:`regsearch.model.encoding.VERSION`)."""
    documents: tuple[IndexedDocument, ...]
    files: tuple[IndexedFile, ...]

    @property
    def passages(self) -> int:
        """Number of passages in all."""
        return sum(document.passages for document in self.documents)


def spare(folder: Path) -> Path:
    """Return where the index at *folder* stands for the moment in which it is replaced."""
    return folder.with_name(f".{folder.name}.lama")


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of the file at *path* as hexadecimal digits."""
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
    text = json.dumps(asdict(manifest), ensure_ascii=False, indent=1, sort_keys=True)
    (folder / MANIFEST).write_text(text + "\n", encoding="utf-8")


def read_table(folder: Path) -> dict[str, Any]:
    """Return the manifest of the index at *folder* as JSON, whichever version made it.

    Raises:
        IndexMissingError: there is no index.
        IndexDamagedError: the manifest cannot be read.

    """
    try:
        table = json.loads((folder / MANIFEST).read_bytes())
    except FileNotFoundError as error:
        raise IndexMissingError(
            f"Tidak ada indeks di {folder}. Bangun: regsearch indeks bangun --indeks {folder}"
        ) from error
    except (OSError, ValueError, RecursionError) as error:
        raise _damaged(folder) from error
    if not isinstance(table, dict):
        raise _damaged(folder)
    return table


def read_manifest(folder: Path) -> Manifest:
    """Return the manifest of the index at *folder*.

    Raises:
        IndexMissingError: there is no index.
        IndexDamagedError: the manifest cannot be read.
        IndexStaleError: another format version, or another analysis, made the index.

    """
    table = read_table(folder)
    try:
        version = table["format"]
        if version == FORMAT:
            documents = tuple(IndexedDocument(**d) for d in table.pop("documents"))
            files = tuple(IndexedFile(**f) for f in table.pop("files"))
            manifest = Manifest(**table, documents=documents, files=files)
    except (KeyError, TypeError) as error:
        raise _damaged(folder) from error
    if version != FORMAT or manifest.analysis != analysis_digest():
        raise IndexStaleError(
            f"Indeks di {folder} dibuat oleh versi regsearch yang lain. Bangun ulang dari "
            f"dokumennya sendiri: regsearch indeks bangun --ulang --indeks {folder}"
        )
    return manifest


def _damaged(folder: Path) -> IndexDamagedError:
    return IndexDamagedError(
        f"Manifes indeks di {folder} rusak. Bangun ulang: regsearch indeks bangun --indeks {folder}"
    )


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


def describe(manifest: Manifest, folder: Path) -> dict[str, Any]:
    """Return what ``regsearch indeks info --format json`` prints."""
    return {"version": 1, "folder": str(folder), **asdict(manifest)}
