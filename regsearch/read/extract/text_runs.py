"""Positioned runs of text become the lines of a page: what all extractors of PDFs share.

An extractor (``pypdf.py``, ``pdfium.py``) opens a file and yields its pages one by one.  Limits
and the errors that a user sees are in ``pdf.py``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from regsearch.read.extract.lines import Line, Page, tidy

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

SCAN_PIXELS = 400_000
"""Pixels of a page scanned at about 60 dpi; emblems and signatures are smaller."""

_SAME_LINE = 0.35
"""Baselines closer than this share of the font size make one line; OCR layers jitter."""

_BAND = 4
"""Baselines are indexed in bands of this many points; adjacent bands are searched."""

_USUAL_SIZE, _LARGEST_SIZE = 12.0, 14.0
"""Font size in points taken for a run of blanks, and the largest that decides on a line."""

_STAMP_LENGTH = 60
"""A scan with at most this many characters of text has only a page number, a gazette number or an
address printed on it."""


class Run(NamedTuple):
    """A run of text as the page paints it."""

    x: float
    """Left edge in points from the left of the page."""
    y: float
    """Baseline in points from the bottom of the page."""
    size: float
    """Font size in points."""
    text: str
    angle: int = 0
    """Direction of the text as :func:`direction` gives it."""
    starts_anew: bool = True
    """Whether a gap or a line end precedes it even if the run before ends where it begins."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A PDF that could be opened."""

    count: int
    """Number of pages that the file declares."""
    pages: Iterable[Page]
    """Read one by one on demand; a page that cannot be read has a ``problem``."""


Extractor = Callable[[bytes], Opened]
"""Opens the bytes of a PDF; raises :class:`LockedFileError` or :class:`DamagedFileError`."""


class LockedFileError(Exception):
    """A password is needed; or, with a message, the cipher is not supported."""


class DamagedFileError(Exception):
    """The file is no PDF, or damaged beyond reading; the message is the library's."""


def direction(across: float, up: float) -> tuple[int, float]:
    """Return in which direction text runs, and how much its type is enlarged.

    Args:
        across: first element of the text matrix.
        up: its second element.

    Returns:
        0, 90 or 270 degrees, 45 for any slant such as a watermark's; and the scale.

    >>> direction(2.0, 0.0), direction(0.0, -1.0), direction(0.7, 0.7)
    ((0, 2.0), (270, 1.0), (45, 0.7))

    """
    width, height = abs(across), abs(up)
    angle = 0
    if height > 0.1 * width and width > 0.1 * height:
        angle = 45
    elif height > width:
        angle = 90 if up > 0 else 270
    return angle, max(width, height) or 1.0


def make_page(
    runs: Sequence[Run],
    number: int,
    size: tuple[float, float],
    is_picture: Callable[[], bool],
) -> Page:
    """Return the page that consists of *runs*.

    The direction with the most text is the page's; text in the others is a stamp.

    Args:
        runs: in the order in which they are painted.
        number: of the page, from 1.
        size: width and height of the page in points.
        is_picture: returns whether the page shows an image with the pixels of a scan.

    """
    by_angle = [[_upright(run) for run in runs if run.angle == a] for a in (0, 45, 90, 270)]
    main, *others = sorted(by_angle, key=lambda runs: -sum(len(run.text) for run in runs))
    stamps = tuple(line.text for runs in others for line in _lines(runs, number))
    lines = tuple(_lines(main, number))
    short = 0 < sum(len(line.text) for line in lines) <= _STAMP_LENGTH
    return Page(number, lines, *size, stamps, pictured=short and is_picture())


def _upright(run: Run) -> Run:
    """Return *run* with the coordinates that it has once its text is turned upright."""
    if run.angle not in (90, 270):
        return run
    x, y = (run.y, -run.x) if run.angle == 90 else (-run.y, run.x)
    return run._replace(x=x, y=y)


def _lines(runs: Sequence[Run], number: int) -> Iterator[Line]:
    """Yield the lines that *runs* make, top to bottom."""
    rows = _rows(runs)
    for y in sorted(rows, reverse=True):
        line = _line(rows[y], y, number)
        if line is not None:
            yield line


def _rows(runs: Sequence[Run]) -> dict[float, list[tuple[int, Run]]]:
    """Group runs, each with its index, by the baseline of the first run of their line."""
    rows: dict[float, list[tuple[int, Run]]] = {}
    sizes: dict[float, float] = {}
    bands: dict[int, list[float]] = {}
    for index, run in enumerate(runs):
        y = run.y
        if y not in rows:
            size = 0.0 if not run.text or run.text.isspace() else run.size
            nearest = _nearest(y, size, sizes, bands)
            if nearest is None:
                rows[y], sizes[y] = [], size
                bands.setdefault(int(y // _BAND), []).append(y)
            else:
                y = nearest
        rows[y].append((index, run))
    return rows


def _nearest(
    y: float, size: float, sizes: dict[float, float], bands: dict[int, list[float]]
) -> float | None:
    """Return the baseline nearest to *y* that counts as the same line, or None."""
    nearest, least = None, float("inf")
    band = int(y // _BAND)
    for baseline in (b for near in (band - 1, band, band + 1) for b in bands.get(near, ())):
        smaller = min(size or _USUAL_SIZE, _LARGEST_SIZE, sizes[baseline] or _USUAL_SIZE)
        distance = abs(baseline - y)
        if distance < least and distance <= _SAME_LINE * max(1.0, smaller):
            nearest, least = baseline, distance
    return nearest


def _line(row: list[tuple[int, Run]], y: float, number: int) -> Line | None:
    """Return the line that the runs of *row* make, or None if they are blank."""
    text = ""
    spans: list[tuple[float, str]] = []
    before = -2
    for x, index, words, starts_anew in sorted(
        (round(run.x, 1), index, run.text, run.starts_anew) for index, run in row
    ):
        apart = not text or text[-1] == " "
        gap = " " if not apart and (starts_anew or index != before + 1) else ""
        if not words or words.isspace():
            text += " "
        else:
            if not spans or gap or apart or words[0] == " ":
                spans.append((x, tidy(words)))
            else:
                spans[-1] = (spans[-1][0], spans[-1][1] + tidy(words))
            text += gap + words
        before = index
    text = tidy(text)
    return Line(text, number, spans[0][0], round(y, 1), tuple(spans)) if text else None
