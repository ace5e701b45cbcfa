"""A PDF becomes pages of positioned lines; the only module that knows pypdf.

pypdf's own text extraction runs once; its ``visitor_text`` hands over each run of text with the
matrices under which it was painted, so positions cost next to nothing.
"""

from __future__ import annotations

import logging
from io import BytesIO
from typing import TYPE_CHECKING, Any

from regsearch.errors import EncryptedError, TooLargeError, UnreadableError
from regsearch.read.lines import Line, Page, tidy

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_PAGES = 5000
"""The longest regulation known (a regional budget with its annexes) has about 3,000 pages."""

_SAME_LINE = 0.35
"""Baselines closer than this share of the font size make one line; OCR layers jitter."""

_THIN = 60
"""So few characters are a page number, a gazette number or an address."""

_SCAN = 400_000
"""Pixels of a page scanned at about 60 dpi; emblems and signatures are smaller."""

_NESTED = 3
"""Forms inside forms are followed so deep."""

_Run = tuple[float, float, float, str, bool]
"""x, y, font size, text, and whether pypdf saw a line end before it."""


def read_pages(content: bytes, name: str) -> list[Page]:
    """Return the pages of a PDF with their lines in reading order; *name* is for messages.

    Raises:
        UnreadableError: the file is not a PDF, or is damaged beyond reading.
        EncryptedError: a password is needed.
        TooLargeError: more than :data:`MAX_PAGES` pages.
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
        raise EncryptedError(
            f"{name}: PDF terenkripsi dengan cara yang tidak didukung ({problem}); "
            "simpan ulang tanpa enkripsi."
        ) from problem
    except MemoryError:
        raise  # a limit, not damage
    except Exception as problem:  # on damaged files pypdf raises whatever its code runs into
        raise UnreadableError(
            f"{name}: PDF rusak atau terpotong ({type(problem).__name__}: {problem}); "
            "unduh ulang berkas itu."
        ) from problem
    if locked:
        raise EncryptedError(f"{name}: PDF dikunci dengan kata sandi; buka kuncinya lalu ulangi.")
    if len(pages) > MAX_PAGES:
        raise TooLargeError(
            f"{name}: {len(pages)} halaman, batasnya {MAX_PAGES}; pecah berkas itu dahulu."
        )
    read = [_read_page(page, number) for number, page in enumerate(pages, 1)]
    if all(page.problem for page in read):
        why = (read[0].problem if read else None) or "tidak ada halaman"
        if why.startswith("LimitReached"):
            raise TooLargeError(f"{name}: isinya mengembang melebihi batas ({why}).")
        raise UnreadableError(f"{name}: PDF rusak ({why}); unduh ulang berkas itu.")
    return read


def _read_page(page: Any, number: int) -> Page:
    turned: dict[int, list[_Run]] = {0: [], 45: [], 90: [], 270: []}
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
        width, height = float(page.mediabox.width), float(page.mediabox.height)
    except MemoryError:
        raise
    except Exception as problem:  # one damaged page does not take the others with it
        return Page(number, (), problem=f"{type(problem).__name__}: {problem}")
    grain, *rest = sorted(turned.values(), key=lambda runs: -sum(len(run[3]) for run in runs))
    stamps = tuple(line.text for runs in rest for line in _lines(runs, number))
    lines = tuple(_lines(grain, number))
    thin = 0 < sum(len(line.text) for line in lines) <= _THIN
    return Page(number, lines, width, height, stamps, pictured=thin and _is_picture(page))


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


def _lines(runs: list[_Run], number: int) -> Iterator[Line]:
    """Gather runs into lines by their baselines, top to bottom, left to right."""
    rows: list[tuple[float, float, list[tuple[int, _Run]]]] = []
    by_band: dict[int, list[int]] = {}
    for order, run in enumerate(runs):
        _, y, size, text, _ = run
        if not text.strip():
            size = 0.0
        band = int(y // 4)
        near = [i for b in (band - 1, band, band + 1) for i in by_band.get(b, ())]
        home = None
        for i in near:
            limit = _SAME_LINE * max(1.0, min(size or 12.0, rows[i][1] or 12.0, 14.0))
            if abs(rows[i][0] - y) <= limit and (
                home is None or abs(rows[i][0] - y) < abs(rows[home][0] - y)
            ):
                home = i
        if home is None:
            by_band.setdefault(band, []).append(len(rows))
            rows.append((y, size, [(order, run)]))
        else:
            rows[home][2].append((order, run))
    for y, _, row in sorted(rows, key=lambda r: -r[0]):
        line = _assemble(row, y, number)
        if line is not None:
            yield line


def _assemble(row: list[tuple[int, _Run]], y: float, number: int) -> Line | None:
    row.sort(key=lambda item: (round(item[1][0], 1), item[0]))
    text = ""
    spans: list[tuple[float, str]] = []
    before = -2
    for order, (x, _, _, words, starts) in row:
        apart = order != before + 1 or starts
        gap = " " if apart and text and not text.endswith(" ") else ""
        if not words.strip():
            text += " "
        else:
            clean = tidy(words)
            if not spans or gap or text.endswith(" ") or words[0] == " ":
                lead = x
                spans.append((round(lead, 1), clean))
            else:
                spans[-1] = (spans[-1][0], spans[-1][1] + clean)
            text += gap + words
        before = order
    text = tidy(text)
    return Line(text, number, spans[0][0], round(y, 1), tuple(spans)) if text else None
