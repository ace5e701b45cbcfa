"""Assemble one corpus from several folders.

The first folder is the base: its ``katalog.toml`` and ``pdf/``.  Each further folder may add
official files (``resmi/``, see :mod:`regsearch.corpus.store`), and may be a corpus with a catalogue
and documents of its own; a later folder overrides an earlier one.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from regsearch.corpus.merge import official_only, with_official
from regsearch.corpus.store import Entry, Store
from regsearch.errors import CatalogError, RegsearchError, SourceError
from regsearch.law.catalog.load import Catalog, load_catalog, validate_against
from regsearch.read.sandbox import parse_many

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from regsearch.law.catalog.instrument import Instrument
    from regsearch.regulation import Regulation

CATALOG = "katalog.toml"
DOCUMENTS = "pdf"


@dataclass(frozen=True, slots=True)
class Assembled:
    """A corpus, parsed and merged."""

    catalog: Catalog
    catalog_sha256: str
    """Of the bytes of the catalogues, concatenated."""
    regulations: Mapping[str, Regulation]
    """By document id; with official text where there is any."""
    official: Mapping[str, Entry]
    """The official files used, by document id."""


def read_catalog(folders: Sequence[Path]) -> Catalog:
    """Return the catalogue of the corpora in *folders*; later entries override earlier ones.

    Raises:
        CatalogError: the first folder has none, or an entry is wrong.

    """
    return _with_revocations(load_catalog(*_catalog_paths(folders)))


def _with_revocations(catalog: Catalog) -> Catalog:
    """Return *catalog* with those of the user's documents ended that another of his revokes.

    What he says of a reviewed document is recorded as a relation but does not end it.
    """
    ended: dict[str, Instrument] = {}
    for instrument in catalog.values():
        for relation in instrument.relations if instrument.user else ():
            other = catalog.get(relation.document)
            if relation.type == "mencabut" and not relation.target and other and other.user:
                day = min(filter(None, (other.revoked, instrument.start)))
                ended[other.id] = other._replace(revoked=day)
    return Catalog({**catalog, **ended}) if ended else catalog


def _catalog_paths(folders: Sequence[Path]) -> list[Path]:
    further = (folder / CATALOG for folder in folders[1:])
    return [folders[0] / CATALOG, *(path for path in further if path.is_file())]


def assemble(
    folders: Sequence[Path],
    progress: Callable[[str, int, int], None] | None = None,
    workers: int | None = None,
) -> Assembled:
    """Parse the corpora in *folders*, in the sandbox, and return them as one.

    Args:
        folders: the base first.
        progress: called with the name of the step, the number of documents done, and the total.
        workers: number of sandbox processes; the number of processors if left out.

    Raises:
        CatalogError: a catalogue contradicts itself or the documents.
        SourceError: a document cannot be read or changed since it was added, or there is none.

    """
    for folder in folders:
        if not folder.is_dir():
            raise SourceError(f"Folder korpus {folder} tidak ada. Periksa --korpus.")
    paths = _catalog_paths(folders)
    catalog = read_catalog(folders)
    documents = _documents(folders, catalog)
    files = _official(folders, catalog)
    if not documents and not files:
        raise SourceError(f"Tidak ada dokumen di {folders[0] / DOCUMENTS}.")

    total, done = len(documents) + len(files), 0

    def advance() -> None:
        nonlocal done
        done += 1
        if progress:
            progress("Membaca", done, total)

    regulations: dict[str, Regulation] = {}
    documents = dict(sorted(documents.items()))
    outcomes = parse_many([*documents.values()], workers=workers)
    for document, (_, outcome) in zip(documents, outcomes, strict=True):
        if isinstance(outcome, RegsearchError):
            raise outcome
        regulations[document] = replace(outcome, id=document)
        advance()
    validate_against(catalog, regulations.values())
    for document, (store, entry) in sorted(files.items()):
        official_text = store.load(entry)
        advance()
        digest = regulations.get(document)
        instrument = catalog[document]
        regulations[document] = (
            with_official(digest, official_text, instrument)
            if digest and digest.text_kind == "ringkasan"
            else official_only(official_text, instrument)
        )
    catalog_sha256 = hashlib.sha256(b"".join(path.read_bytes() for path in paths)).hexdigest()
    official = {document: entry for document, (_, entry) in files.items()}
    return Assembled(catalog, catalog_sha256, dict(sorted(regulations.items())), official)


def _documents(folders: Sequence[Path], catalog: Catalog) -> dict[str, Path]:
    paths = {
        path.stem: path for folder in folders for path in sorted((folder / DOCUMENTS).glob("*.pdf"))
    }
    uncatalogued = sorted(path.name for name, path in paths.items() if name not in catalog)
    if uncatalogued:
        listed = ", ".join(uncatalogued)
        raise CatalogError(f"{listed} tidak ada di katalog. Tambahkan di {CATALOG} korpusnya.")
    return paths


def _official(folders: Sequence[Path], catalog: Catalog) -> dict[str, tuple[Store, Entry]]:
    files = {}
    for folder in folders:
        store = Store(folder)
        store.refuse_unrecorded()
        for entry in store.entries():
            if entry.document not in catalog:
                raise CatalogError(
                    f"{store.path(entry)}: {entry.document} tidak ada di katalog. Tambahkan di "
                    f"{CATALOG} korpusnya."
                )
            files[entry.document] = store, entry
    return files
