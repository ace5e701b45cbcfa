"""Add a user's file to the corpus as an official text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regsearch.corpus.recognise import identify
from regsearch.errors import SourceError
from regsearch.read.extract.pdf import DEFAULT
from regsearch.read.sandbox import parse_isolated

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from regsearch.corpus.store import Entry, Store
    from regsearch.law.catalog.load import Catalog
    from regsearch.read.extract.pdf import ExtractorName
    from regsearch.regulation import Regulation

_HTML = frozenset({".html", ".htm", ".xhtml"})


def add_file(
    path: Path,
    store: Store,
    catalog: Catalog,
    *,
    document: str | None = None,
    replace: bool = False,
    original: str | None = None,
    origin: str = "berkas",
    extractor: ExtractorName = DEFAULT,
    ocr: bool = False,
    progress: Callable[[int, int], None] | None = None,
) -> tuple[Entry, Regulation]:
    """Recognise the file at *path* and store it; return its entry and the parsed regulation.

    Args:
        path: a PDF, HTML or text file.
        store: where it is stored.
        catalog: the known instruments.
        document: id given by the user; the title page must not contradict it.
        replace: whether it may replace an official text already stored.
        original: the file's name at its origin; that of *path* if left out.
        origin: ``berkas`` for a user's file, or the address.
        extractor: the PDF extractor to use, now and in every build.
        ocr: whether to read pages without a usable text layer by OCR, now and in every build.
        progress: called with the number of OCR pages done, and the total.

    Raises:
        SourceError: the file cannot be read, is not recognised, is another document, is a digest,
            has no provisions, or is stored already.

    """
    # The file is untrusted: parse it in the sandbox.
    regulation = parse_isolated(path, ocr=ocr, extractor=extractor, progress=progress)
    name = original or path.name
    if regulation.text_kind == "ringkasan":
        raise SourceError(f"{name} adalah ringkasan, bukan naskah resmi; tidak ditambahkan.")
    if not regulation.units:
        reasons = " ".join(finding.message for finding in regulation.findings)
        raise SourceError(f"{name}: tidak ada ketentuan yang dapat dibaca. {reasons}".strip())
    known = identify(regulation, catalog, document)
    content = path.read_bytes()
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
    return entry, regulation


def _suffix(path: Path, content: bytes) -> str:
    if b"%PDF-" in content[:1024]:
        return ".pdf"
    if path.suffix.lower() in _HTML:
        return ".html"
    return ".md" if path.suffix.lower() == ".md" else ".txt"
