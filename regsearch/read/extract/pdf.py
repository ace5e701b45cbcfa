"""A PDF becomes pages of positioned lines, by one of two extractors.

pypdf is always there; pdfium (extra ``regsearch[pdfium]``) is some ten times as fast.  Each is one
module behind one function type, :data:`regsearch.read.extract.text_runs.Extractor`; limits, and
the errors that a user sees, are the same for both and are here.
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
"""Needs nothing but what regsearch itself needs."""

MANY = 10
"""From so many files on speed counts: pypdf takes most of a second for each."""

MAX_PAGES = 5000
"""The longest regulation known (a regional budget with its annexes) has about 3,000 pages."""


_LIMIT = "LimitReached"
"""How pypdf's error begins where a stream unpacks to too much."""


def is_installed(name: ExtractorName) -> bool:
    """Return whether the extractor *name* can be used here."""
    return name == DEFAULT or find_spec("pypdfium2") is not None


def choose(wanted: ExtractorName | None, files: int) -> ExtractorName:
    """Return the extractor for a task of so many *files*: the one *wanted*, if any.

    Otherwise pypdf; the faster one for :data:`MANY` files and more, where it is installed.

    Raises:
        ExtractorMissingError: the one wanted is not installed.

    """
    if wanted is not None:
        if not is_installed(wanted):
            raise ExtractorMissingError(
                f"Pembaca PDF {wanted} belum terpasang. Pasang dengan: "
                "pip install 'regsearch[pdfium]', atau pakai --pembaca pypdf"
            )
        return wanted
    return "pdfium" if files >= MANY and is_installed("pdfium") else DEFAULT


def read_pages(content: bytes, name: str, extractor: ExtractorName = DEFAULT) -> list[Page]:
    """Return the pages of a PDF with their lines in reading order; *name* is for messages.

    Raises:
        UnreadableError: the file is not a PDF, or is damaged beyond reading.
        EncryptedError: a password is needed.
        TooLargeError: more than :data:`MAX_PAGES` pages.
        ExtractorMissingError: *extractor* is not installed.

    """
    extract = _load(choose(extractor, 1))
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
        if str(problem).startswith(_LIMIT):
            raise _swollen(name, str(problem)) from problem
        raise UnreadableError(
            f"{name}: PDF rusak atau terpotong ({problem}); unduh ulang berkas itu."
        ) from problem
    if opened.count > MAX_PAGES:
        raise TooLargeError(
            f"{name}: {opened.count} halaman, batasnya {MAX_PAGES}; pecah berkas itu dahulu."
        )
    read = list(opened.pages)
    if all(page.problem for page in read):
        why = (read[0].problem if read else None) or "tidak ada halaman"
        if why.startswith(_LIMIT):
            raise _swollen(name, why)
        raise UnreadableError(f"{name}: PDF rusak ({why}); unduh ulang berkas itu.")
    return read


def _swollen(name: str, why: str) -> TooLargeError:
    return TooLargeError(
        f"{name}: isinya mengembang melebihi batas ({why}); unduh ulang dari sumber lain."
    )


def _load(name: ExtractorName) -> Extractor:
    """Return the extractor *name*; the other's library is not loaded."""
    if name == "pdfium":
        from regsearch.read.extract.pdfium import extract
    else:
        from regsearch.read.extract.pypdf import extract
    return extract
