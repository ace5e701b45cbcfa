"""The extractor pdfium (extra ``regsearch[pdfium]``): several times as fast as pypdf.

pdfium returns the text of a page as one string, with spaces and line ends where it detects them.
A run of text ends where pdfium changes from one text object of the page to another and the gap is
wider than a space; only at those positions are coordinates requested.
"""

from __future__ import annotations

import re
from contextlib import closing
from ctypes import byref, c_double, c_void_p, cast
from itertools import pairwise
from threading import Lock
from typing import TYPE_CHECKING, Any, NamedTuple

from regsearch.read.extract.lines import Page
from regsearch.read.extract.text_runs import (
    SCAN_PIXELS,
    DamagedFileError,
    LockedFileError,
    Opened,
    Run,
    direction,
    make_page,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

_WIDE = 0.6
"""A gap wider than this share of the font size is no space between words: a new run begins."""

_MARKER_LENGTH = 5
"""A first word of at most this many characters that ends in a dot or bracket is a run alone."""

_SAME_BASELINE = 0.5
"""Words of one run have the same baseline, within this many points."""

_FORM_DEPTH = 4
"""Forms nested in forms are searched for images down to this level."""

_HYPHENS = "\x02\ufffe"
"""pdfium's characters for a hyphen at a line end; no line end follows them."""

_WORD = re.compile(
    rf"(?<![^\n])\(?\w{{1,3}}[.)](?=[^\W\d])|[^\s{_HYPHENS}]+[{_HYPHENS}]?|[{_HYPHENS}]"
)
"""A word; or a list marker at the head of a line, which may touch the word after it."""

_LOCK = Lock()
"""pdfium is not thread-safe."""


def extract(content: bytes) -> Opened:
    """Open a PDF with pdfium.

    Raises:
        LockedFileError: a password is needed, or a cipher that pdfium does not know.
        DamagedFileError: it cannot be opened, or its end is missing.

    """
    import pypdfium2
    from pypdfium2 import raw

    # pdfium repairs a truncated file without saying so.
    if b"%%EOF" not in content:
        raise DamagedFileError("%%EOF")
    with _LOCK:
        try:
            document = pypdfium2.PdfDocument(content)
        except pypdfium2.PdfiumError as problem:
            if problem.err_code == raw.FPDF_ERR_PASSWORD:
                raise LockedFileError from problem
            if problem.err_code == raw.FPDF_ERR_SECURITY:
                raise LockedFileError(str(problem)) from problem
            raise DamagedFileError(str(problem)) from problem
        return Opened(len(document), _pages(document))


def _pages(document: Any) -> Iterator[Page]:
    with closing(document):
        for number in range(1, len(document) + 1):
            with _LOCK:
                page = _read_page(document, number)
            yield page


def _read_page(document: Any, number: int) -> Page:
    from pypdfium2 import PdfiumError

    try:
        with closing(document[number - 1]) as page, closing(page.get_textpage()) as textpage:
            runs = _runs(textpage)
            return make_page(runs, number, _size(page), lambda: _is_picture(page))
    except PdfiumError as problem:  # one damaged page does not take the others with it
        return Page(number, (), problem=f"PdfiumError: {problem}")


def _size(page: Any) -> tuple[float, float]:
    """Return width and height of the media box in points; where it lacks one, pdfium's size."""
    if (box := page.get_mediabox(fallback_ok=False)) is None:
        width, height = page.get_size()
        return width, height
    left, bottom, right, top = box
    return right - left, top - bottom


class _Piece(NamedTuple):
    """Consecutive words of one text object; a gap inside is that of justified text."""

    start: int
    """Index of its first character."""
    end: int
    """Index after its last character."""
    origin: tuple[float, float]
    """x and y of the beginning of its first character, in points."""
    tail: tuple[float, float]
    """x and y of the beginning of the character after it: where its last word ends."""


def _runs(textpage: Any) -> list[Run]:
    """Return the runs of a page in the order of its text."""
    text = _text(textpage)
    pieces = _pieces(textpage, text)
    runs: list[Run] = []
    begin, starts_anew = 0, True
    while begin < len(pieces):
        first = pieces[begin]
        angle, size = _type(textpage, first.start)
        end = begin + 1
        marker = text[first.end - 1] in ".)" and first.end - first.start <= _MARKER_LENGTH
        while not marker and end < len(pieces):
            before, piece = pieces[end - 1], pieces[end]
            if not _continues(first, before, piece, text[before.end : piece.start], angle, size):
                break
            end += 1
        words = text[first.start : pieces[end - 1].end]
        hyphenated = words[-1] in _HYPHENS
        words = words[:-1] + "-" if hyphenated else words
        runs.append(Run(*first.origin, size, words, angle, starts_anew))
        begin, starts_anew = end, not hyphenated
    return runs


def _continues(
    first: _Piece, before: _Piece, piece: _Piece, between: str, angle: int, size: float
) -> bool:
    """Return whether *piece* continues the run that *first* begins and *before* ends."""
    if not between or (len(between) > 1 and "\n" in between):
        return False
    along, across = (1, 0) if angle in (90, 270) else (0, 1)
    if abs(piece.origin[across] - first.origin[across]) > _SAME_BASELINE:
        return False
    gap = piece.origin[along] - before.tail[along]
    return -size <= (-gap if angle == 270 else gap) <= _WIDE * size


def _pieces(textpage: Any, text: str) -> list[_Piece]:
    from pypdfium2 import raw

    def painted_by(index: int) -> int | None:
        return cast(raw.FPDFText_GetTextObject(textpage, index), c_void_p).value

    words = [match.span() for match in _WORD.finditer(text)]
    objects = [painted_by(start) for start, _ in words]
    firsts = [0, *(i for i, (one, other) in enumerate(pairwise(objects), 1) if one != other)]
    return [
        _Piece(
            start := words[first][0],
            end := words[after - 1][1],
            _origin(textpage, start),
            _origin(textpage, end),
        )
        for first, after in pairwise([*firsts, len(words)])
        if words
    ]


def _text(textpage: Any) -> str:
    """Return the text of a page, one character for each index that pdfium counts."""
    from pypdfium2 import raw

    codes = (raw.FPDFText_GetUnicode(textpage, index) for index in range(textpage.count_chars()))
    return "".join(chr(code) if code < 0x110000 else " " for code in codes)


def _origin(textpage: Any, index: int) -> tuple[float, float]:
    from pypdfium2 import raw

    x, y = c_double(), c_double()
    raw.FPDFText_GetCharOrigin(textpage, index, byref(x), byref(y))
    return x.value, y.value


def _type(textpage: Any, index: int) -> tuple[int, float]:
    """Return the direction of a character in degrees, and its font size on the page in points."""
    from pypdfium2 import raw

    matrix = raw.FS_MATRIX()
    raw.FPDFText_GetMatrix(textpage, index, byref(matrix))
    angle, scale = direction(matrix.a, matrix.b)
    return angle, abs(raw.FPDFText_GetFontSize(textpage, index) * scale)


def _is_picture(page: Any) -> bool:
    """Return whether *page*, or a form on it, shows an image with the pixels of a scan."""
    from pypdfium2 import PdfiumError, raw

    try:
        images = page.get_objects([raw.FPDF_PAGEOBJ_IMAGE], max_depth=_FORM_DEPTH)
        return any(width * height >= SCAN_PIXELS for width, height in map(_pixels, images))
    except PdfiumError:  # a damaged image is no picture
        return False


def _pixels(image: Any) -> tuple[int, int]:
    size: tuple[int, int] = image.get_px_size()
    return size
