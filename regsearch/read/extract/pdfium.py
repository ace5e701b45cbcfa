"""pdfium reads a PDF (extra ``regsearch[pdfium]``): the fast extractor.

pdfium hands over a page's text in one piece, with spaces and line ends where it sees them.  Asking
it about every letter would cost more than all the rest, so it is asked only where one painted
piece of text ends and the next begins, and for the type only where a run begins.
"""

from __future__ import annotations

import ctypes
import re
from collections import deque
from contextlib import closing
from functools import cache
from itertools import compress, repeat
from operator import ne
from threading import Lock
from typing import TYPE_CHECKING, Any

from regsearch.read.extract.lines import Page
from regsearch.read.extract.text_runs import DamagedFileError, LockedFileError, Opened, make_page

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from regsearch.read.extract.text_runs import Run

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

_GAPS = " \t-\r\x1c-\x1f\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
"""As ``\\s``, but told by one look into a table and not by a question for each character."""

_WORD = re.compile(
    rf"(?<![^\n])\(?\w{{1,3}}[.)](?=[^\W\d])|[^{_GAPS}{_HYPHENS}]+[{_HYPHENS}]?|[{_HYPHENS}]"
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
    """Read one page by pdfium's own functions: pypdfium2's objects cost a tenth of the reading."""
    from pypdfium2 import raw

    page = raw.FPDF_LoadPage(document.raw, number - 1)
    if not page:
        return _unread(number, "Failed to load page.")
    try:
        words = raw.FPDFText_LoadPage(page)
        if not words:
            return _unread(number, "Failed to load text page.")
        try:
            turned = _runs(words)
        finally:
            raw.FPDFText_ClosePage(words)
        return make_page(turned, number, _size(page), lambda: _is_picture(document, number))
    finally:
        raw.FPDF_ClosePage(page)


def _unread(number: int, why: str) -> Page:
    """Return a damaged page: it does not take the others with it."""
    return Page(number, (), problem=f"PdfiumError: {why}")


def _size(page: Any) -> tuple[float, float]:
    """Return width and height in points: of the page's media box, or as pdfium takes them."""
    from pypdfium2 import raw

    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    if raw.FPDFPage_GetMediaBox(page, left, bottom, right, top):
        return right.value - left.value, top.value - bottom.value
    return raw.FPDF_GetPageWidthF(page), raw.FPDF_GetPageHeightF(page)


class _Calls:
    """pdfium's functions for text, called by bare addresses: a third of the price of checked ones.

    Their arguments are never converted: the page and all places are ``byref``, the index an int.
    They are too short for other threads to be let in meanwhile.
    """

    def __init__(self) -> None:
        from pypdfium2 import raw

        def function(name: str, result: Any) -> Any:
            address = ctypes.cast(getattr(raw, name), ctypes.c_void_p).value
            return ctypes.PYFUNCTYPE(result)(address or 0)

        self.origin = function("FPDFText_GetCharOrigin", ctypes.c_int)
        self.matrix = function("FPDFText_GetMatrix", ctypes.c_int)
        self.size = function("FPDFText_GetFontSize", ctypes.c_double)
        self.painted = function("FPDFText_GetTextObject", ctypes.c_void_p)
        """The address of the text object that a character belongs to."""


_calls = cache(_Calls)


def _runs(handle: Any) -> dict[int, list[Run]]:
    """Return the runs of a text page by the direction in which they run."""
    turned: dict[int, list[Run]] = {0: [], 45: [], 90: [], 270: []}
    text = _text(handle)
    words = [match.span() for match in _WORD.finditer(text)]
    if not words:
        return turned
    page = ctypes.byref(handle.contents)
    begins, closes = zip(*words, strict=True)
    # Inside one text object nothing parts: a wide gap there is that of justified words.
    painted = list(map(_calls().painted, repeat(page), begins))
    parted = list(map(ne, painted, painted[1:]))
    starts, ends = list(compress(begins, (True, *parted))), list(compress(closes, (*parted, True)))
    xs, ys = _origins(page, starts)
    # The space behind a word, real or made by pdfium, begins where the word ends.
    right, upper = _origins(page, (*ends[:-1], starts[-1]))
    acrosses, ups, sizes = _type(page, starts)
    begin, total = 0, len(starts)
    starts_anew = True
    while begin < total:
        turn, scale = _direction(acrosses[begin], ups[begin])
        size = abs(sizes[begin] * scale)
        along, across, tails, sign = xs, ys, right, 1
        if turn in (90, 270):
            along, across, tails, sign = ys, xs, upper, 1 if turn == 90 else -1
        marked = text[ends[begin] - 1] in ".)" and ends[begin] - starts[begin] <= _MARK_LENGTH
        level, wide, end = across[begin], _WIDE * size, begin + 1
        while end < total and not marked:
            start, before = starts[end], ends[end - 1]
            if start == before or (start - before > 1 and "\n" in text[before:start]):
                break
            if not -_LEVEL <= across[end] - level <= _LEVEL:
                break
            if not -size <= sign * (along[end] - tails[end - 1]) <= wide:
                break
            end += 1
        run = text[starts[begin] : ends[end - 1]]
        x, y = xs[begin], ys[begin]
        if along is ys:
            x, y = sign * y, -sign * x
        hyphenated = run[-1] in _HYPHENS
        turned[turn].append((x, y, size, run[:-1] + "-" if hyphenated else run, starts_anew))
        begin, starts_anew = end, not hyphenated
    return turned


def _text(handle: Any) -> str:
    """Return the text of a page, one character for each that pdfium counts."""
    from pypdfium2 import raw

    size = raw.FPDFText_CountChars(handle)
    if size <= 0:
        return ""
    buffer = (ctypes.c_ushort * _roomy(2 * size + 2))()
    length = raw.FPDFText_GetText(handle, 0, size, buffer)
    text = ctypes.string_at(buffer, 2 * (length - 1)).decode("utf-16-le", "replace")
    if len(text) == size:
        return text
    codes = map(raw.FPDFText_GetUnicode, repeat(handle), range(size))
    return "".join(chr(code) if code < 0x110000 else " " for code in codes)


def _roomy(size: int) -> int:
    """Return a length not below *size*: ctypes makes a class for each that it meets."""
    return 1 << max(6, (size - 1).bit_length())


@cache
def _room(kind: Any, size: int) -> tuple[Any, list[Any]]:
    """Return room for *size* numbers and the places of all: kept, as they cost more than the calls.

    Whoever holds the lock may use it, and takes out the numbers before letting go.
    """
    room = (kind * size)()
    each = ctypes.sizeof(kind)
    return room, [ctypes.byref(room, begin) for begin in range(0, each * size, each)]


def _origins(page: Any, indices: Sequence[int]) -> tuple[list[float], list[float]]:
    """Return the x and the y of the beginnings of the characters *indices*."""
    size, half = len(indices), _roomy(len(indices))
    room, places = _room(ctypes.c_double, 2 * half)
    ctypes.memset(room, 0, ctypes.sizeof(room))
    deque(map(_calls().origin, repeat(page), indices, places, places[half:]), maxlen=0)
    return room[:size], room[half : half + size]


def _type(page: Any, indices: Sequence[int]) -> tuple[list[float], list[float], list[float]]:
    """Return how far along and up the matrices of the characters *indices* go, and font sizes."""
    calls, end = _calls(), 6 * len(indices)
    room, places = _room(ctypes.c_float, _roomy(end))
    ctypes.memset(room, 0, ctypes.sizeof(room))
    deque(map(calls.matrix, repeat(page), indices, places[:end:6]), maxlen=0)
    return room[:end:6], room[1:end:6], list(map(calls.size, repeat(page), indices))


def _direction(across: float, up: float) -> tuple[int, float]:
    """Return in which direction a run runs, in degrees, and how much its type is enlarged."""
    across = abs(across)
    if not up:
        return 0, across or 1.0
    turn = 0
    if abs(up) > 0.1 * across and across > 0.1 * abs(up):
        turn = 45
    elif abs(up) > across:
        turn = 90 if up > 0 else 270
    return turn, max(across, abs(up))


def _is_picture(document: Any, number: int) -> bool:
    """Return whether a page, or a form on it, shows an image with the pixels of a scan."""
    from pypdfium2 import PdfiumError, raw

    try:
        with closing(document[number - 1]) as page:
            for image in page.get_objects([raw.FPDF_PAGEOBJ_IMAGE], max_depth=_NESTED):
                width, height = image.get_px_size()
                if width * height >= _SCAN:
                    return True
    except PdfiumError:  # a damaged image is no picture
        return False
    return False
