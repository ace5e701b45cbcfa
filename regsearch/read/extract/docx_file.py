"""What both readers of DOCX files share: the library, a limit, names of elements, damage told."""

from __future__ import annotations

import zipfile
from contextlib import contextmanager
from io import BytesIO
from typing import TYPE_CHECKING, Any

from regsearch.errors import ExtractorMissingError, TooLargeError, UnreadableError

if TYPE_CHECKING:
    from collections.abc import Iterator

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"


def load_docx(name: str) -> Any:
    """Return python-docx.

    Raises:
        ExtractorMissingError: it is not installed, so the file *name* cannot be read.

    """
    try:
        import docx
    except ImportError as problem:
        raise ExtractorMissingError(
            f"{name}: untuk membaca DOCX pasang: pip install 'regsearch[docx]'; atau simpan "
            "sebagai PDF."
        ) from problem
    return docx


def check_unpacked(content: bytes, name: str, most: int) -> None:
    """Refuse a file whose parts unpack to more than *most* bytes.

    Raises:
        TooLargeError: it does.

    """
    with zipfile.ZipFile(BytesIO(content)) as archive:
        size = sum(part.file_size for part in archive.infolist())
    if size > most:
        raise TooLargeError(f"{name}: isinya {size} bita, batasnya {most}.")


@contextmanager
def damage_told(name: str) -> Iterator[None]:
    """Turn whatever a damaged file leads python-docx to raise into an UnreadableError."""
    try:
        yield
    except (MemoryError, TooLargeError):
        raise
    except Exception as problem:
        raise UnreadableError(
            f"{name}: DOCX rusak ({type(problem).__name__}); simpan ulang di pengolah kata."
        ) from problem


def parse_part(content: bytes) -> Any:
    """Return the root element of a part of the file, parsed as python-docx parses."""
    from docx.oxml import parse_xml

    return parse_xml(content)
