"""Runs of text with their places become the lines of a page: what every extractor of PDFs shares.

An extractor (``extract_pypdf``, ``extract_pdfium``) opens a file and hands over its pages one by
one; what they may be, and which errors a user sees, says ``pdf``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from regsearch.read.extract.lines import Line, Page, tidy

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_SAME_LINE = 0.35
"""Baselines closer than this share of the font size make one line; OCR layers jitter."""

_THIN = 60
"""So few characters are a page number, a gazette number or an address."""

Run = tuple[float, float, float, str, bool]
"""x and y of its beginning in points, font size, text, and whether a gap or a line end is before
it even if the run before it ends right there."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A PDF that could be opened."""

    count: int
    """How many pages it says it has."""
    pages: Iterable[Page]
    """Read one by one as they are asked for; one that cannot be read says so in ``problem``."""


Extractor = Callable[[bytes], Opened]
"""Opens the bytes of a PDF; raises :class:`LockedFileError` or :class:`DamagedFileError`."""


class LockedFileError(Exception):
    """A password is needed; or, with a message, the cipher is not supported."""


class DamagedFileError(Exception):
    """The file is no PDF, or damaged beyond reading; the message says where it failed."""


def make_page(
    turned: dict[int, list[Run]],
    number: int,
    size: tuple[float, float],
    is_picture: Callable[[], bool],
) -> Page:
    """Return the page on which the runs *turned* stand.

    Args:
        turned: runs by the direction in which they run, in degrees; places are already turned.
        number: of the page, from 1.
        size: its width and height in points.
        is_picture: tells whether the page shows an image with the pixels of a scan.

    """
    grain, *rest = sorted(turned.values(), key=lambda runs: -sum(len(run[3]) for run in runs))
    stamps = tuple(line.text for runs in rest for line in _lines(runs, number))
    lines = tuple(_lines(grain, number))
    thin = 0 < sum(len(line.text) for line in lines) <= _THIN
    return Page(number, lines, *size, stamps, pictured=thin and is_picture())


def _lines(runs: list[Run], number: int) -> Iterator[Line]:
    """Gather runs into lines by their baselines, top to bottom, left to right."""
    rows: list[tuple[float, float, list[tuple[int, Run]]]] = []
    by_baseline: dict[float, int] = {}
    by_band: dict[int, list[int]] = {}
    for order, run in enumerate(runs):
        y = run[1]
        home = by_baseline.get(y)  # on the very baseline of a line: most runs are
        if home is None:
            size = 0.0 if not run[3] or run[3].isspace() else run[2]
            tallest = min(size or 12.0, 14.0)
            band, off = int(y // 4), 1e9
            for near in (band - 1, band, band + 1):
                for i in by_band.get(near, ()):
                    there, tall, _ = rows[i]
                    apart = abs(there - y)
                    if apart < off and apart <= _SAME_LINE * max(1.0, min(tallest, tall or 12.0)):
                        home, off = i, apart
        if home is None:
            by_baseline[y] = len(rows)
            by_band.setdefault(band, []).append(len(rows))
            rows.append((y, size, [(order, run)]))
        else:
            rows[home][2].append((order, run))
    for y, _, row in sorted(rows, key=lambda r: -r[0]):
        line = _assemble(row, y, number)
        if line is not None:
            yield line


def _assemble(row: list[tuple[int, Run]], y: float, number: int) -> Line | None:
    if len(row) == 1:
        (_, (x, _, _, words, _)), *_ = row
        text = tidy(words)
        x = round(x, 1)
        return Line(text, number, x, round(y, 1), ((x, text),)) if text else None
    text = ""
    spans: list[tuple[float, str]] = []
    before = -2
    for x, order, words, starts in sorted(
        [(round(x, 1), order, words, starts) for order, (x, _, _, words, starts) in row]
    ):
        parted = not text or text[-1] == " "
        gap = " " if not parted and (starts or order != before + 1) else ""
        if not words or words.isspace():
            text += " "
        else:
            if not spans or gap or parted or words[0] == " ":
                spans.append((x, tidy(words)))
            else:
                spans[-1] = (spans[-1][0], spans[-1][1] + tidy(words))
            text += gap + words
        before = order
    text = tidy(text)
    return Line(text, number, spans[0][0], round(y, 1), tuple(spans)) if text else None
