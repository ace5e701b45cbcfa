"""The extractor pypdf, the default.

pypdf's own text extraction runs once; it passes each run of text to a visitor, with the matrices
that give its position.
"""

from __future__ import annotations

import logging
from io import BytesIO
from typing import Any

from regsearch.read.extract.lines import LETTER, Page
from regsearch.read.extract.text_runs import (
    SCAN_PIXELS,
    DamagedFileError,
    LockedFileError,
    Opened,
    Run,
    direction,
    make_page,
)

_FORM_DEPTH = 3
"""Forms nested in forms are searched for images down to this level."""


def extract(content: bytes) -> Opened:
    """Open a PDF with pypdf.

    Raises:
        LockedFileError: a password is needed, or a cipher that is not installed.
        DamagedFileError: it cannot be opened.

    """
    import pypdf  # costs 0.2 s, and most commands read no PDF
    from pypdf.errors import DependencyError

    # pypdf's warnings about damaged files are replaced by the findings and errors of this package.
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = pypdf.PdfReader(BytesIO(content))
        locked = reader.is_encrypted and not reader.decrypt("")
        pages = [] if locked else list(reader.pages)
    except DependencyError as problem:
        raise LockedFileError(str(problem)) from problem
    except MemoryError:
        raise  # a limit, not damage
    except Exception as problem:  # on damaged files pypdf raises whatever its code runs into
        raise DamagedFileError(f"{type(problem).__name__}: {problem}") from problem
    if locked:
        raise LockedFileError
    return Opened(len(pages), (_read_page(page, number) for number, page in enumerate(pages, 1)))


def _read_page(page: Any, number: int) -> Page:
    runs: list[Run] = []
    starts_anew = True

    def visit(text: str, cm: list[float], tm: list[float], _font: object, size: float) -> None:
        nonlocal starts_anew
        ends_line = text.endswith("\n")
        text = text.rstrip("\n")
        if text:
            x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
            y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
            across, up = tm[0] * cm[0] + tm[1] * cm[2], tm[0] * cm[1] + tm[1] * cm[3]
            angle, scale = direction(across, up)
            runs.append(Run(x, y, abs(size * scale), text, angle, starts_anew))
            starts_anew = False
        starts_anew = starts_anew or ends_line

    try:
        page.extract_text(visitor_text=visit)
        size = _size(page)
    except MemoryError:
        raise
    except Exception as problem:  # one damaged page does not take the others with it
        return Page(number, (), problem=f"{type(problem).__name__}: {problem}")
    return make_page(runs, number, size, lambda: _is_picture(page))


def _size(page: Any) -> tuple[float, float]:
    """Return width and height in points; those of US letter paper where the page has none."""
    try:
        return float(page.mediabox.width), float(page.mediabox.height)
    except (ValueError, TypeError, ArithmeticError):  # its text can be read all the same
        return LETTER


def _is_picture(form: Any, depth: int = 0) -> bool:
    """Return whether a page, or a form on it, shows an image with the pixels of a scan."""
    try:
        references = form["/Resources"]["/XObject"].values()
        for xobject in (reference.get_object() for reference in references):
            if xobject["/Subtype"] == "/Image":
                if int(xobject["/Width"]) * int(xobject["/Height"]) >= SCAN_PIXELS:
                    return True
            elif depth < _FORM_DEPTH and _is_picture(xobject, depth + 1):
                return True
    except Exception:  # a damaged resource is no picture
        return False
    return False
