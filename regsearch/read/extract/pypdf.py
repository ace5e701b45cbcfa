"""pypdf reads a PDF: the extractor that is always there, and the only module that knows pypdf.

pypdf's own text extraction runs once; its ``visitor_text`` hands over each run of text with the
matrices under which it was painted, so positions cost next to nothing.
"""

from __future__ import annotations

import logging
from io import BytesIO
from typing import TYPE_CHECKING, Any

from regsearch.read.extract.lines import LETTER, Page
from regsearch.read.extract.text_runs import DamagedFileError, LockedFileError, Opened, make_page

if TYPE_CHECKING:
    from regsearch.read.extract.text_runs import Run

_SCAN = 400_000
"""Pixels of a page scanned at about 60 dpi; emblems and signatures are smaller."""

_NESTED = 3
"""Forms inside forms are followed so deep."""


def extract(content: bytes) -> Opened:
    """Open a PDF with pypdf.

    Raises:
        LockedFileError: a password is needed, or a cipher that is not installed.
        DamagedFileError: it cannot be opened.

    """
    import pypdf  # costs 0.2 s, and most commands read no PDF
    from pypdf.errors import DependencyError

    # What pypdf would say on stderr about a damaged file, the findings and errors here say.
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
    turned: dict[int, list[Run]] = {0: [], 45: [], 90: [], 270: []}
    broken = True

    def visit(text: str, cm: list[float], tm: list[float], _font: object, size: float) -> None:
        nonlocal broken
        ends = text.endswith("\n")
        text = text.rstrip("\n")
        if text:
            x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
            y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
            across, up = tm[0] * cm[0] + tm[1] * cm[2], tm[0] * cm[1] + tm[1] * cm[3]
            turn = 0
            if abs(up) > 0.1 * abs(across) and abs(across) > 0.1 * abs(up):
                turn = 45  # a watermark across the page
            elif abs(up) > abs(across):  # text runs up or down the page: turn the page
                turn = 90 if up > 0 else 270
                x, y = (y, -x) if up > 0 else (-y, x)
            scale = max(abs(across), abs(up)) or 1.0
            turned[turn].append((x, y, abs(size * scale), text, broken))
            broken = False
        broken = broken or ends

    try:
        page.extract_text(visitor_text=visit)
        size = _size(page)
    except MemoryError:
        raise
    except Exception as problem:  # one damaged page does not take the others with it
        return Page(number, (), problem=f"{type(problem).__name__}: {problem}")
    return make_page(turned, number, size, lambda: _is_picture(page))


def _size(page: Any) -> tuple[float, float]:
    """Return width and height in points; those of a letter where the page names none."""
    try:
        return float(page.mediabox.width), float(page.mediabox.height)
    except (ValueError, TypeError, ArithmeticError):  # its text can be read all the same
        return LETTER


def _is_picture(form: Any, depth: int = 0) -> bool:
    """Return whether a page, or a form on it, shows an image with the pixels of a scan."""
    try:
        things = form["/Resources"]["/XObject"].values()
        for thing in (reference.get_object() for reference in things):
            if thing["/Subtype"] == "/Image":
                if int(thing["/Width"]) * int(thing["/Height"]) >= _SCAN:
                    return True
            elif depth < _NESTED and _is_picture(thing, depth + 1):
                return True
    except Exception:  # a damaged resource is no picture
        return False
    return False
