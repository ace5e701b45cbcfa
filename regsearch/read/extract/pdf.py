"""A PDF becomes pages of positioned lines, by one of two extractors.

pypdf is the default; pdfium (extra ``regsearch[pdfium]``) is several times as fast.  Each is one
module with one function of type :data:`regsearch.read.extract.text_runs.Extractor`.  Limits and
the errors that a user sees are the same for both and are defined here.
"""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING, Literal, get_args

from regsearch.errors import (
    EncryptedError,
    ExtractorMissingError,
    TooLargeError,
    UnreadableError,
)
from regsearch.read.extract.text_runs import DamagedFileError, LockedFileError

if TYPE_CHECKING:
    from regsearch.read.extract.lines import Page
    from regsearch.read.extract.text_runs import Extractor

ExtractorName = Literal["pypdf", "pdfium"]
EXTRACTORS: tuple[ExtractorName, ...] = get_args(ExtractorName)

DEFAULT: ExtractorName = "pypdf"
"""Used unless the caller names another one; installed with regsearch itself."""

MAX_PAGES = 5000
"""The longest regulation known (a regional budget with its annexes) has about 3,000 pages."""

_DECOMPRESSION_LIMIT = "LimitReached"
"""How pypdf's error begins for a stream that decompresses to too many bytes."""


def is_installed(name: ExtractorName) -> bool:
    """Return whether the extractor *name* is installed."""
    return name == DEFAULT or find_spec("pypdfium2") is not None


def require_installed(name: ExtractorName) -> None:
    """Check that the extractor *name* can be used here.

    Raises:
        ExtractorMissingError: it is not installed.

    """
    if not is_installed(name):
        raise ExtractorMissingError(
            f"Pembaca PDF {name} belum terpasang. Pasang dengan: "
            "pip install 'regsearch[pdfium]', atau pakai --pembaca pypdf"
        )


def read_pages(content: bytes, name: str, extractor: ExtractorName = DEFAULT) -> list[Page]:
    """Return the pages of a PDF with their lines from top to bottom.

    Args:
        content: the bytes of the file.
        name: its name, for error messages.
        extractor: the library that reads the text.

    Raises:
        UnreadableError: the file is not a PDF, or is damaged beyond reading.
        EncryptedError: a password is needed.
        TooLargeError: more than :data:`MAX_PAGES` pages.
        ExtractorMissingError: *extractor* is not installed.

    """
    extract = _load(extractor)
    try:
        opened = extract(content)
    except LockedFileError as problem:
        if str(problem):
            raise EncryptedError(
                f"{name}: PDF terenkripsi dengan cara yang tidak didukung ({problem}); "
                "simpan ulang tanpa enkripsi."
            ) from problem
        raise EncryptedError(
            f"{name}: PDF dikunci dengan kata sandi; buka kuncinya lalu ulangi."
        ) from problem
    except DamagedFileError as problem:
        if str(problem).startswith(_DECOMPRESSION_LIMIT):
            raise _decompression_bomb(name, str(problem)) from problem
        raise UnreadableError(
            f"{name}: PDF rusak atau terpotong ({problem}); unduh ulang berkas itu."
        ) from problem
    if opened.count > MAX_PAGES:
        raise TooLargeError(
            f"{name}: {opened.count} halaman, batasnya {MAX_PAGES}; pecah berkas itu dahulu."
        )
    pages = list(opened.pages)
    if all(page.problem for page in pages):
        reason = (pages[0].problem if pages else None) or "tidak ada halaman"
        if reason.startswith(_DECOMPRESSION_LIMIT):
            raise _decompression_bomb(name, reason)
        raise UnreadableError(f"{name}: PDF rusak ({reason}); unduh ulang berkas itu.")
    return pages


def _decompression_bomb(name: str, reason: str) -> TooLargeError:
    return TooLargeError(
        f"{name}: isinya mengembang melebihi batas ({reason}); unduh ulang dari sumber lain."
    )


def _load(name: ExtractorName) -> Extractor:
    """Return the extractor *name*, without loading the other's library."""
    require_installed(name)
    if name == "pdfium":
        from regsearch.read.extract.pdfium import extract
    else:
        from regsearch.read.extract.pypdf import extract
    return extract
