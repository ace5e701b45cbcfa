"""Which format the bytes of a file are in, and what to do about those that cannot be read."""

from __future__ import annotations

import lzma
import re
import struct
import zipfile
import zlib
from io import BytesIO
from pathlib import PurePath
from typing import Literal

from regsearch.errors import UnreadableError

Format = Literal["pdf", "html", "text", "docx", "image", "zip"]

_HTML = re.compile(rb"<\s*(?:!doctype\s+html|html|head|body|div|p|table)\b", re.IGNORECASE)
_XHTML = re.compile(rb"<\s*(?:!doctype\s+html|html)\b", re.IGNORECASE)
_MAIL = (b"From:", b"MIME-Version:", b"Content-Type:")
_HTML_SUFFIXES = (".html", ".htm", ".xhtml")
_IMAGES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"II*\0", b"MM\0*")
"""How JPEG, PNG and TIFF files begin."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How files of Word, Excel and PowerPoint before 2007 begin."""

_SAVE_AS = "buka di pengolah kata, lalu simpan sebagai DOCX atau PDF"
_REFUSED: dict[str, tuple[str, str]] = {
    "rtf": ("RTF", _SAVE_AS),
    "doc": ("Word lama (DOC)", _SAVE_AS),
    "odt": ("OpenDocument (ODT)", _SAVE_AS),
    "epub": ("EPUB", "ubah dahulu ke PDF atau HTML"),
    "xlsx": ("Excel (XLSX)", "simpan sebagai PDF"),
    "pptx": ("PowerPoint (PPTX)", "simpan sebagai PDF"),
    "mht": ("arsip laman (MHT)", "simpan laman itu sebagai HTML atau PDF"),
    "xml": ("XML", _SAVE_AS),
    "archive": ("arsip (RAR, 7z, gzip)", "buka arsip itu, atau kemas ulang sebagai ZIP"),
}
"""Formats that are recognised and refused: their name, and the remedy."""

ZIP_ERRORS = (
    *(zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, lzma.LZMAError),
    *(EOFError, OSError, ValueError, RuntimeError, struct.error),
)
"""Exceptions of :mod:`zipfile` for damaged archives and for encrypted ones."""

_ARCHIVES = (b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b", b"BZh", b"\xfd7zXZ\0")


def format_of(content: bytes, name: str) -> Format:
    """Return the format of a file, by its bytes first and its *name* second.

    Raises:
        UnreadableError: a format that cannot be read, with the remedy.

    >>> format_of(b"%PDF-1.7 ...", "uu.pdf"), format_of(b"Pasal 1", "uu.txt")
    ('pdf', 'text')
    """
    suffix = PurePath(name).suffix.lower()
    if b"%PDF-" in content[:1024]:
        return "pdf"
    if suffix == ".pdf":
        raise UnreadableError(f"{name}: bukan PDF (tanda %PDF tidak ada); periksa isi berkas itu.")
    if content.startswith(_IMAGES):
        return "image"
    if content.startswith(b"PK\x03\x04"):
        return _packed(content, name)
    if content.lstrip()[:5] == b"{\\rtf":
        raise _refusal(name, "rtf")
    if content.startswith(_OLE):
        raise _refusal(name, "doc")
    if content.startswith(_ARCHIVES):
        raise _refusal(name, "archive")
    if content.lstrip().startswith(_MAIL) and b"multipart/" in content[:2048]:
        raise _refusal(name, "mht")
    if content.lstrip()[:5] == b"<?xml" and not _XHTML.search(content[:2048]):
        raise _refusal(name, "xml")
    if suffix in _HTML_SUFFIXES or _HTML.search(content[:2048]):
        return "html"
    return "text"


def _beginning(archive: zipfile.ZipFile, name: str) -> bytes:
    with archive.open(name) as part:
        return part.read(80)


def _packed(content: bytes, name: str) -> Format:
    """Return the format of a file that is a ZIP archive inside."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            names = set(archive.namelist())
            kind = _beginning(archive, "mimetype") if "mimetype" in names else b""
    except ZIP_ERRORS as problem:
        raise UnreadableError(f"{name}: arsip ZIP rusak ({problem}); unduh ulang.") from problem
    if "word/document.xml" in names:
        return "docx"
    if b"epub" in kind:
        raise _refusal(name, "epub")
    if b"opendocument" in kind:
        raise _refusal(name, "odt")
    for part, format_ in (("xl/workbook.xml", "xlsx"), ("ppt/presentation.xml", "pptx")):
        if part in names:
            raise _refusal(name, format_)
    return "zip"


def _refusal(name: str, format_: str) -> UnreadableError:
    called, remedy = _REFUSED[format_]
    return UnreadableError(f"{name}: format {called} tidak dibaca; {remedy}.")
