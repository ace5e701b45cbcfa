"""Reading a file, step by step: extract lines, repair them, build the structure."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path
from stat import S_ISDIR, S_ISREG
from typing import TYPE_CHECKING

from regsearch.errors import TooLargeError, UnreadableError
from regsearch.files import reason_of
from regsearch.read import words
from regsearch.read.extract import docx, html, pdf, plain_text
from regsearch.read.extract.formats import format_of
from regsearch.read.extract.text_layer import faults
from regsearch.read.repair import split_markers
from regsearch.read.repair.furniture import marks_digest, remove_furniture
from regsearch.read.repair.join_words import join_torn_words
from regsearch.read.structure import annex, letters
from regsearch.read.structure.explanation import parse_explanation
from regsearch.read.structure.findings import check_pages, check_regulation
from regsearch.read.structure.open_units import Structure
from regsearch.read.structure.sections import split, split_ruling
from regsearch.read.structure.title import letterhead, read_title
from regsearch.read.structure.title.enacted import read_enacted, read_promulgated
from regsearch.read.structure.title.numbers import year_inside
from regsearch.read.structure.units import parse_body, parse_points
from regsearch.regulation import Finding, Regulation, Source

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from os import PathLike

    from regsearch.read.extract.lines import Line, Page

MAX_BYTES = 200_000_000
"""Larger than any regulation seen (a scanned perbup of 100 pages has 27 MB)."""

_BLANK = b"\0 \r\n\t\xef\xbb\xbf\xff\xfe"
"""Bytes that an empty file may contain: spaces, and the byte order marks of Unicode."""

_SAMPLE = 200
"""Length in characters of the unread text that its finding quotes."""


def parse(
    path: str | PathLike[str],
    *,
    ocr: bool = False,
    extractor: pdf.ExtractorName = pdf.DEFAULT,
    progress: Callable[[int, int], None] | None = None,
    jobs: int | None = None,
) -> Regulation:
    """Return the regulation in the PDF, DOCX, HTML, text or image file at *path*.

    Defects of the document are reported in ``Regulation.findings``.

    Args:
        path: the file.
        ocr: whether images, and pages of a PDF without a usable text layer, are read by OCR.
        extractor: the library that reads the text of a PDF: ``pypdf``, or the faster ``pdfium``.
        progress: called with the number of pages that OCR has read, and that it has to read.
        jobs: number of pages that OCR reads at a time; by default that of the processors.

    Raises:
        UnreadableError: the file is missing, empty, damaged, or of no supported format.
        EncryptedError: the PDF asks for a password.
        TooLargeError: the file has too many bytes or pages.
        ExtractorMissingError: *extractor* is not installed.

    >>> from regsearch.paths import shipped_corpus
    >>> regulation = parse(shipped_corpus() / "pdf" / "pp-94-2021.pdf")
    >>> regulation.id, regulation.source.pages, regulation["Pasal 5 huruf n angka 6"].address
    ('pp-94-2021', 20, 'pasal-5/huruf-n/angka-6')

    """
    file = Path(path)
    content = load(file)
    source = Source(file.name, hashlib.sha256(content).hexdigest())
    form = format_of(content, file.name)
    if form == "pdf":
        pages = pdf.read_pages(content, file.name, extractor)
        if extractor != pdf.DEFAULT:
            source = replace(source, extractor=extractor)
        return _parse_pages(pages, content, source, ocr=ocr, progress=progress, jobs=jobs)
    if form == "image":
        if not ocr:
            raise UnreadableError(
                f"{file.name}: ini gambar; pasang regsearch[ocr] dan ulangi dengan --ocr."
            )
        from regsearch.read.extract.image_file import image_pages
        from regsearch.read.extract.ocr import missing

        if (lacking := missing()) is not None:
            raise UnreadableError(f"{file.name}: gambar dibaca dengan OCR; {lacking}.")
        pages = image_pages(content, file.name)
        return _parse_pages(pages, content, source, ocr=True, progress=progress, jobs=jobs)
    if form == "zip":
        raise UnreadableError(
            f"{file.name}: arsip ZIP; isinya dibaca oleh regsearch urai dan regsearch korpus "
            "tambah, atau buka dahulu."
        )
    if form == "docx":
        blocks, notes = docx.read_lines(content, file.name)
        regulation = _parse_blocks(blocks, source)
        return replace(regulation, findings=(*notes, *regulation.findings))
    if form == "html":
        return _parse_blocks(html.read_lines(content, file.name), source)
    lines, repairs = plain_text.read_lines(content, file.name)
    furniture = [finding.raw for finding in repairs if finding.raw]
    regulation = _assemble_lines(lines, source, furniture=furniture)
    return replace(regulation, findings=(*repairs, *regulation.findings))


def _parse_pages(
    pages: list[Page],
    content: bytes,
    source: Source,
    *,
    ocr: bool,
    progress: Callable[[int, int], None] | None,
    jobs: int | None,
) -> Regulation:
    """Return the regulation on *pages* of a PDF or image, after OCR if that is asked for."""
    findings: list[Finding] = []
    if ocr:
        from regsearch.read.extract.ocr import read_faulty_pages

        pages, findings = read_faulty_pages(
            content, pages, source.sha256, progress=progress, jobs=jobs
        )
    regulation = assemble(pages, replace(source, pages=len(pages)))
    return replace(regulation, findings=(*findings, *regulation.findings))


def _parse_blocks(lines: list[Line], source: Source) -> Regulation:
    """Return the regulation in the lines of an HTML or DOCX file."""
    return _assemble_lines(list(split_markers.split_text(lines)), source)


def load(file: Path, limit: int | None = None) -> bytes:
    """Return the bytes of *file*, which are at most *limit*, or :data:`MAX_BYTES`.

    Raises:
        UnreadableError: it is missing, empty, a folder, or cannot be opened.
        TooLargeError: it has more bytes.

    """
    limit = MAX_BYTES if limit is None else limit
    try:
        status = file.stat()
        size = status.st_size
        if S_ISDIR(status.st_mode):
            raise UnreadableError(f"{file.name}: ini folder, bukan berkas; sebut berkasnya.")
        if not S_ISREG(status.st_mode):  # a pipe or a device may never end
            raise UnreadableError(f"{file.name}: bukan berkas biasa; simpan dahulu sebagai berkas.")
        if size > limit:
            raise TooLargeError(
                f"{file.name}: {size} bita, batasnya {limit}; pecah berkas itu dahulu."
            )
        content = file.read_bytes()
    except FileNotFoundError as problem:
        raise UnreadableError(f"{file}: berkas tidak ada; periksa nama dan foldernya.") from problem
    except OSError as problem:
        raise UnreadableError(f"{file}: tidak dapat dibuka ({reason_of(problem)}).") from problem
    if not content.strip(_BLANK):
        raise UnreadableError(f"{file.name}: berkas kosong; unduh ulang.")
    return content


def assemble(pages: list[Page], source: Source) -> Regulation:
    """Return the regulation on *pages*."""
    digest = any(marks_digest(line.text) for page in pages for line in page.lines)
    # What a text layer without meaning says is no text; a finding names its pages.
    faulty = faults([page for page in pages if not page.problem])
    lines = remove_furniture(pages)
    kept = set(map(id, lines))
    furniture = [line.text for page in pages for line in page.lines if id(line) not in kept]
    illegible = frozenset(page for page, fault in faulty.items() if fault == "gibberish")
    regulation = _assemble_lines(
        list(split_markers.split_pdf(lines)),
        source,
        furniture=furniture,
        digest=digest,
        illegible=illegible,
    )
    return replace(regulation, findings=(*check_pages(pages, faulty), *regulation.findings))


def _assemble_lines(
    lines: list[Line],
    source: Source,
    *,
    furniture: Sequence[str] = (),
    digest: bool = False,
    illegible: frozenset[int] = frozenset(),
) -> Regulation:
    repairs: list[Finding] = []
    if not digest:
        lines, repairs = join_torn_words(lines)
    title = read_title(lines)
    if not title.numbers and not title.name and not title.is_abstract:
        title = letterhead.letter_title(lines) or title
    ruling = split_ruling(lines) if title.kind == "putusan" and not digest else None
    letter = title.kind in letters.KINDS
    amends = "PERUBAHAN" in title.name.upper()
    parts = ruling or split(lines, title.end, amends=amends, letter=letter)
    if parts.has_articles:
        structure = parse_body(parts.body, amending=parts.roman)
    else:
        structure = parse_points(parts.body)
        if letter and not structure.units:
            structure = letters.read_paragraphs(parts.body)
    for lampiran in parts.annexes:
        structure = _appended(structure, annex.parse_annex(lampiran))
    locators = {unit.locator for unit in structure.units}
    explanation = parse_explanation(parts.penjelasan, locators, amending=parts.roman)
    explanation = replace(explanation, passages=explanation.passages + structure.explained)
    findings: tuple[Finding, ...] = (*repairs, *structure.findings, *explanation.findings)
    if structure.lead:
        message = "Teks sebelum satuan bernomor yang pertama tidak menjadi satuan."
        findings += (Finding("unread", message, raw=structure.lead[:_SAMPLE]),)
    title = letterhead.completed(title, lines, parts.closing)
    enacted = read_enacted(parts.closing, lines[: title.end] if letter else ())
    if title.year is None and not title.is_abstract:
        inside = year_inside(title.numbers[0]) if title.numbers else None
        title = replace(title, year=enacted.year if enacted else inside)
    count = None
    if not digest:
        named = (*parts.front, *parts.closing)
        legible = [line for line in lines if line.page not in illegible]
        count, losses = words.compare(legible, furniture, named, structure, explanation, findings)
        findings += tuple(losses)
    if ruling is not None:
        message = "Putusan pengadilan: hanya amarnya diuraikan, pertimbangannya tidak."
        findings += (Finding("ruling", message),)
    if title.is_abstract:
        message = "Ini abstrak perpustakaan hukum (JDIH), bukan naskahnya; ambil naskah lengkapnya."
        findings += (Finding("abstract", message),)
    regulation = Regulation(
        id=title.id,
        kind=title.kind or "lain",
        numbers=title.numbers,
        year=title.year,
        title=title.name,
        source=source,
        enacted=enacted,
        promulgated=read_promulgated(parts.closing),
        region=title.region,
        issuer=title.issuer,
        text_kind="ringkasan" if digest else "resmi",
        groups=structure.groups,
        units=structure.units,
        penjelasan=explanation.passages,
        findings=findings,
        words=count,
    )
    return replace(regulation, findings=(*findings, *check_regulation(regulation, parts)))


def _appended(first: Structure, second: Structure) -> Structure:
    groups = (replace(group, start=group.start + len(first.units)) for group in second.groups)
    return Structure(
        first.units + second.units,
        (*first.groups, *groups),
        first.findings + second.findings,
        first.lead,
        first.named + second.named,
        first.explained + second.explained,
    )
