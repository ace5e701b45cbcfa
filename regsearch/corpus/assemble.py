"""Several folders become one corpus.

The first folder is the base: its ``katalog.toml`` and ``pdf/``.  Every further one may add
official files (``resmi/``, see :mod:`regsearch.corpus.store`), and may be a whole corpus with a
catalogue and documents of its own; where two speak of the same document the later one wins.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from regsearch.corpus.merge import official_only, with_official
from regsearch.corpus.store import Entry, Store
from regsearch.errors import CatalogError, SourceError
from regsearch.law.catalog.load import Catalog, load_catalog, validate_against
from regsearch.read import parse

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from regsearch.regulation import Regulation

CATALOG = "katalog.toml"
DOCUMENTS = "pdf"


@dataclass(frozen=True, slots=True)
class Assembled:
    """The documents of a corpus, read and put together."""

    catalog: Catalog
    catalog_sha256: str
    """Of the catalogue's bytes; of all catalogues' bytes in a row where there are several."""
    regulations: Mapping[str, Regulation]
    """By document id; official words where there are any."""
    official: Mapping[str, Entry]
    """The official files that took part, by document id."""


def read_catalog(folders: Sequence[Path]) -> Catalog:
    """Return the catalogue of the corpora in *folders*; an entry of a later one wins.

    Raises:
        CatalogError: the first folder has none, or they contradict themselves.

    """
    return load_catalog(*_catalog_paths(folders))


def _catalog_paths(folders: Sequence[Path]) -> list[Path]:
    further = (folder / CATALOG for folder in folders[1:])
    return [folders[0] / CATALOG, *(path for path in further if path.is_file())]


def assemble(
    folders: Sequence[Path], progress: Callable[[str, int, int], None] | None = None
) -> Assembled:
    """Read the corpora in *folders* and return them as one.

    Args:
        folders: the base first.
        progress: called with what is being done, how many are done, and how many there are.

    Raises:
        CatalogError: a catalogue contradicts itself or the documents.
        SourceError: a document cannot be read, was changed since it was added, or there is none.

    """
    for folder in folders:
        if not folder.is_dir():
            raise SourceError(f"Folder korpus {folder} tidak ada. Periksa --korpus.")
    paths = _catalog_paths(folders)
    catalog = load_catalog(*paths)
    documents = _documents(folders, catalog)
    files = _official(folders, catalog)
    if not documents and not files:
        raise SourceError(f"Tidak ada dokumen di {folders[0] / DOCUMENTS}.")

    total, done = len(documents) + len(files), 0

    def tell() -> None:
        nonlocal done
        done += 1
        if progress:
            progress("Membaca", done, total)

    regulations: dict[str, Regulation] = {}
    for document, path in sorted(documents.items()):
        regulations[document] = replace(parse(path), id=document)
        tell()
    validate_against(catalog, regulations.values())
    for document, (store, entry) in sorted(files.items()):
        read = store.load(entry)
        tell()
        before = regulations.get(document)
        instrument = catalog[document]
        regulations[document] = (
            with_official(before, read, instrument)
            if before and before.text_kind == "ringkasan"
            else official_only(read, instrument)
        )
    digest = hashlib.sha256(b"".join(path.read_bytes() for path in paths)).hexdigest()
    official = {document: entry for document, (_, entry) in files.items()}
    return Assembled(catalog, digest, dict(sorted(regulations.items())), official)


def _documents(folders: Sequence[Path], catalog: Catalog) -> dict[str, Path]:
    found = {
        path.stem: path for folder in folders for path in sorted((folder / DOCUMENTS).glob("*.pdf"))
    }
    strangers = sorted(path.name for name, path in found.items() if name not in catalog)
    if strangers:
        listed = ", ".join(strangers)
        raise CatalogError(f"{listed} tidak ada di katalog. Tambahkan di {CATALOG} korpusnya.")
    return found


def _official(folders: Sequence[Path], catalog: Catalog) -> dict[str, tuple[Store, Entry]]:
    found = {}
    for folder in folders:
        store = Store(folder)
        store.refuse_strangers()
        for entry in store.entries():
            if entry.document not in catalog:
                raise CatalogError(
                    f"{store.path(entry)}: {entry.document} tidak ada di katalog. Tambahkan di "
                    f"{CATALOG} korpusnya."
                )
            found[entry.document] = store, entry
    return found
