"""Add a user's file to the corpus: as the official text of a known document, or as a new one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import TYPE_CHECKING

from regsearch.corpus.own.given import Given, checked
from regsearch.corpus.particulars import completed, particulars_of
from regsearch.corpus.recognise import identify, recognise
from regsearch.corpus.user_catalog import add_entry, entry_text, remove_entry
from regsearch.errors import ChangedError, DuplicateError, SourceError, UnrecognisedError
from regsearch.law.catalog.load import check_entry
from regsearch.read.extract.formats import format_of
from regsearch.read.extract.pdf import DEFAULT
from regsearch.read.sandbox import parse_isolated

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from regsearch.corpus.particulars import Particulars
    from regsearch.corpus.store import Entry, Store
    from regsearch.law.catalog.load import Catalog
    from regsearch.read.extract.pdf import ExtractorName
    from regsearch.regulation import Regulation

_REFUSED = frozenset({"abstract"})
"""Findings on files that are about a regulation and are not it."""


@dataclass(frozen=True, slots=True)
class Added:
    """A file that was added."""

    entry: Entry
    regulation: Regulation
    particulars: Particulars | None = None
    """Those of the user's catalogue; None for a document of the reviewed one."""


def add_file(
    path: Path,
    store: Store,
    catalog: Catalog,
    *,
    document: str | None = None,
    given: Given | None = None,
    confirm: Callable[[Particulars, Regulation], bool] | None = None,
    replace: bool = False,
    original: str | None = None,
    origin: str = "berkas",
    extractor: ExtractorName = DEFAULT,
    ocr: bool = False,
    progress: Callable[[int, int], None] | None = None,
) -> Added:
    """Recognise the file at *path* and store it.

    A document that the catalogue does not know is added with its particulars, those *given* and
    those read from it, if they are confirmed.

    Args:
        path: a PDF, DOCX, HTML, text or image file.
        store: where it is stored.
        catalog: the known instruments.
        document: id given by the user; the title page must not contradict it.
        given: particulars of a document that the catalogue does not know.
        confirm: called with the particulars of such a document; whether they are right.  If left
            out, such a document is refused.
        replace: whether it may replace a file already stored.
        original: the file's name at its origin; that of *path* if left out.
        origin: ``berkas`` for a user's file, or the address.
        extractor: the PDF extractor to use, now and in every build.
        ocr: whether to read pages without a usable text layer by OCR, now and in every build.
        progress: called with the number of OCR pages done, and the total.

    Raises:
        SourceError: the file cannot be read, is not recognised, is another document, is a digest,
            has no provisions, is stored already, or its particulars were not confirmed.

    """
    # The file is untrusted: parse it in the sandbox.
    regulation = parse_isolated(path, ocr=ocr, extractor=extractor, progress=progress)
    name = original or path.name
    if regulation.text_kind == "ringkasan":
        raise SourceError(f"{name} adalah ringkasan, bukan naskah resmi; tidak ditambahkan.")
    if reasons := [f.message for f in regulation.findings if f.code in _REFUSED]:
        raise SourceError(f"{name}: {' '.join(reasons)}")
    if not regulation.units:
        told = " ".join(finding.message for finding in regulation.findings)
        raise SourceError(f"{name}: tidak ada ketentuan yang dapat dibaca. {told}".strip())
    content = path.read_bytes()
    if sha256(content).hexdigest() != regulation.source.sha256:
        raise ChangedError(f"{name} berubah selama dibaca. Ulangi.")
    particulars = None
    given = checked(given or Given(), document)
    titled = completed(regulation, given)
    if confirm is not None and _is_new(titled, catalog, document, given):
        taken = [i for i in catalog if not (replace and catalog[i].user and i == document)]
        particulars = particulars_of(regulation, given, document, taken, catalog)
        if not confirm(particulars, regulation):
            raise UnrecognisedError(
                f"{name} tidak ditambahkan. Ulangi dengan keterangan yang benar (--jenis, --nomor, "
                "--tahun, --judul, --berlaku, --wilayah), atau --ya bila sudah benar."
            )
        known = particulars.id
        check_entry(entry_text(particulars, date.today(), catalog.keys()), catalog)
        # The entry first: one without a file does no harm, a file without one stops every build.
        remove_entry(store.folder, known)
        add_entry(store.folder, particulars, date.today(), catalog.keys())
    else:
        known = identify(titled, catalog, document)
    try:
        entry = store.add(
            known,
            content,
            original=name,
            suffix=_suffix(path, content),
            origin=origin,
            extractor=extractor,
            ocr=any(finding.code == "ocr" for finding in regulation.findings),
            replace=replace,
        )
    except SourceError:
        if particulars is not None and store.get(known) is None:
            remove_entry(store.folder, known)
        raise
    return Added(entry, regulation, particulars)


def _is_new(regulation: Regulation, catalog: Catalog, document: str | None, given: Given) -> bool:
    """Return whether the file is a document that the reviewed catalogue does not know."""
    if document is not None:
        return document not in catalog or catalog[document].user
    recognition = recognise(regulation, catalog)
    if recognition.certain:
        known = catalog[recognition.certain]
        if known.user:
            raise DuplicateError(
                f"{known.id} sudah ada. Untuk menggantinya: --id {known.id} --ganti; untuk "
                f"menghapusnya: regsearch korpus hapus {known.id}"
            )
        return False
    return bool(given) or not recognition.candidates


def remove_document(document: str, store: Store, catalog: Catalog) -> bool:
    """Remove what the user added of *document*; return whether it was his own document.

    Raises:
        SourceError: he added nothing of it.

    """
    entry = store.remove(document)
    own = remove_entry(store.folder, document)
    if entry is None and not own:
        known = "ada di katalog bawaan" if document in catalog else "tidak dikenal"
        raise SourceError(
            f"{document}: tidak ada berkas Anda untuk dokumen ini ({known}). Daftar: regsearch "
            "korpus daftar"
        )
    return own


def _suffix(path: Path, content: bytes) -> str:
    form = format_of(content, path.name)
    if form == "image":
        return ".png" if content.startswith(b"\x89PNG") else _image_suffix(content)
    if form == "text":
        return ".md" if path.suffix.lower() == ".md" else ".txt"
    return f".{form}"


def _image_suffix(content: bytes) -> str:
    return ".jpg" if content.startswith(b"\xff\xd8") else ".tiff"
