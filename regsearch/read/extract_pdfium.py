"""pdfium reads a PDF (extra ``regsearch[pdfium]``): the fast extractor.

pdfium hands over a page's text in one piece, with spaces and line ends where it sees them.  Asking
it about every letter would cost more than all the rest, so only the place of each word is asked
for, and its type only where a run of text begins.
"""

from __future__ import annotations

import ctypes
import re
from collections import deque
from contextlib import closing
from functools import cache
from itertools import repeat
from threading import Lock
from typing import TYPE_CHECKING, Any

from regsearch.read.lines import Page
from regsearch.read.runs import DamagedFileError, LockedFileError, Opened, make_page

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from regsearch.read.runs import Run

_WIDE = 0.6
"""A gap wider than this share of the font size is no space between words: a new run begins."""

_MARK_LENGTH = 5
"""Behind a first word so short that ends like a list's marker, any gap is such a gap."""

_LEVEL = 0.5
"""Words of one run stand on one baseline, within so many points."""

_SCAN = 400_000
"""Pixels of a page scanned at about 60 dpi; emblems and signatures are smaller."""

_NESTED = 4
"""Forms inside forms are followed so deep."""

_HYPHENS = "\x02\ufffe"
"""What pdfium puts for a hyphen behind which the line ends; it then gives no line end."""

_WORD = re.compile(
    rf"(?<![^\n])\(?\w{{1,3}}[.)](?=[^\W\d])|[^\s{_HYPHENS}]*[{_HYPHENS}]|[^\s{_HYPHENS}]+"
)
"""A word; or a list's marker at the head of a line, which may touch the word behind it."""

_ONE_AT_A_TIME = Lock()
"""pdfium knows no threads."""


def extract(content: bytes) -> Opened:
    """Open a PDF with pdfium.

    Raises:
        LockedFileError: a password is needed, or a cipher that pdfium does not know.
        DamagedFileError: it cannot be opened, or its end is missing.

    """
    import pypdfium2
    from pypdfium2 import raw

    # pdfium would mend a file that was cut off, and nobody would hear what is missing.
    if b"%%EOF" not in content:
        raise DamagedFileError("%%EOF")
    with _ONE_AT_A_TIME:
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
            with _ONE_AT_A_TIME:
                page = _read_page(document, number)
            yield page


def _read_page(document: Any, number: int) -> Page:
    from pypdfium2 import PdfiumError

    try:
        with closing(document[number - 1]) as page, closing(page.get_textpage()) as words:
            size = page.get_mediabox(fallback_ok=False)
            width, height = (size[2] - size[0], size[3] - size[1]) if size else page.get_size()
            turned = _runs(words.raw)
            return make_page(turned, number, (width, height), lambda: _is_picture(page))
    except PdfiumError as problem:  # one damaged page does not take the others with it
        return Page(number, (), problem=f"{type(problem).__name__}: {problem}")


def _runs(handle: Any) -> dict[int, list[Run]]:
    """Return the runs of a text page by the direction in which they run."""
    turned: dict[int, list[Run]] = {0: [], 45: [], 90: [], 270: []}
    text = _text(handle)
    words = [match.span() for match in _WORD.finditer(text)]
    if not words:
        return turned
    starts, ends = zip(*words, strict=True)
    xs, ys = _origins(handle, starts)
    # The space behind a word, real or made by pdfium, begins where the word ends.
    right, up = _origins(handle, (*ends[:-1], starts[-1]))
    begin = 0
    starts_anew = True
    while begin < len(words):
        turn, size = _direction(handle, starts[begin])
        across, along, sign = (ys, xs, 1) if turn in (0, 45) else (xs, ys, 1 if turn == 90 else -1)
        tails = right if along is xs else up
        level, wide = across[begin], _WIDE * size
        marked = text[ends[begin] - 1] in ".)" and ends[begin] - starts[begin] <= _MARK_LENGTH
        end = begin + 1
        for end in range(begin + 1, len(words)):
            start, before = starts[end], ends[end - 1]
            if start == before:
                if text[before - 1] in _HYPHENS or _parts(handle, before - 1, start):
                    break
                continue
            if start - before > 1 and "\n" in text[before:start]:
                break
            if not -_LEVEL <= across[end] - level <= _LEVEL:
                break
            gap = sign * (along[end] - tails[end - 1])
            if (gap > wide or (marked and end == begin + 1)) and _parts(handle, before - 1, start):
                break
            if gap < -size:
                break
        else:
            end = len(words)
        run = text[starts[begin] : ends[end - 1]]
        x, y = xs[begin], ys[begin]
        if along is ys:
            x, y = sign * y, -sign * x
        hyphenated = run[-1] in _HYPHENS
        turned[turn].append((x, y, size, run[:-1] + "-" if hyphenated else run, starts_anew))
        begin, starts_anew = end, not hyphenated
    return turned


def _parts(handle: Any, before: int, start: int) -> bool:
    """Return whether two characters were painted apart, not as one justified text."""
    from pypdfium2 import raw

    one, other = (raw.FPDFText_GetTextObject(handle, index) for index in (before, start))
    return bool(ctypes.addressof(one.contents) != ctypes.addressof(other.contents))


def _text(handle: Any) -> str:
    """Return the text of a page, one character for each that pdfium counts."""
    from pypdfium2 import raw

    count = raw.FPDFText_CountChars(handle)
    if count <= 0:
        return ""
    buffer = (ctypes.c_ushort * (2 * count + 2))()
    length = raw.FPDFText_GetText(handle, 0, count, buffer)
    text = bytes(buffer)[: 2 * (length - 1)].decode("utf-16-le", "replace")
    if len(text) == count:
        return text
    codes = map(raw.FPDFText_GetUnicode, repeat(handle), range(count))
    return "".join(chr(code) if code < 0x110000 else " " for code in codes)


def _origins(handle: Any, indices: Sequence[int]) -> tuple[list[float], list[float]]:
    """Return the x and the y of the beginnings of the characters *indices*."""
    count = len(indices)
    xs, ys = (ctypes.c_double * count)(), (ctypes.c_double * count)()
    step = ctypes.sizeof(ctypes.c_double)
    there = (range(begin, begin + step * count, step) for begin in map(ctypes.addressof, (xs, ys)))
    deque(map(_origin(), repeat(ctypes.addressof(handle.contents)), indices, *there), maxlen=0)
    return list(xs), list(ys)


@cache
def _origin() -> Any:
    """Return pdfium's function for the origin of a character, called by bare addresses."""
    from pypdfium2 import raw

    pointer = ctypes.c_void_p
    kind = ctypes.CFUNCTYPE(ctypes.c_int, pointer, ctypes.c_int, pointer, pointer)
    return kind(ctypes.cast(raw.FPDFText_GetCharOrigin, pointer).value or 0)


def _direction(handle: Any, index: int) -> tuple[int, float]:
    """Return in which direction the run beginning there runs, in degrees, and its font size."""
    from pypdfium2 import raw

    matrix = raw.FS_MATRIX()
    raw.FPDFText_GetMatrix(handle, index, matrix)
    across, up = matrix.a, matrix.b
    turn = 0
    if abs(up) > 0.1 * abs(across) and abs(across) > 0.1 * abs(up):
        turn = 45
    elif abs(up) > abs(across):
        turn = 90 if up > 0 else 270
    scale = max(abs(across), abs(up)) or 1.0
    return turn, abs(raw.FPDFText_GetFontSize(handle, index) * scale)


def _is_picture(page: Any) -> bool:
    """Return whether a page, or a form on it, shows an image with the pixels of a scan."""
    from pypdfium2 import PdfiumError, raw

    try:
        for image in page.get_objects([raw.FPDF_PAGEOBJ_IMAGE], max_depth=_NESTED):
            width, height = image.get_px_size()
            if width * height >= _SCAN:
                return True
    except PdfiumError:  # a damaged image is no picture
        return False
    return False
