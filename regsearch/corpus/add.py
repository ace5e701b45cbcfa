"""A file of the user's becomes an official text of the corpus."""

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
    """Recognise the file at *path* and keep it; return its entry and what was read from it.

    Args:
        path: a PDF, HTML or text file.
        store: where it is kept.
        catalog: the instruments known.
        document: its id, where the user says so; its title page must not contradict.
        replace: whether it may take the place of an official text already there.
        original: its name where it came from; that of *path* if left out.
        origin: where it came from: ``berkas``, or an address.
        extractor: what takes the text out of a PDF, now and in every build.
        ocr: whether pages without a usable text layer are read by OCR, now and in every build.
        progress: called with how many of those pages are done, and of how many.

    Raises:
        SourceError: the file cannot be read, is not recognised, is another document, is a digest,
            holds no provisions, or is there already.

    """
    # Nobody vouches for this file yet.
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
