"""Tables of sanctions without a column of numbers: their rows are numbered here, from 1.

"Keterlambatan | Pemotongan" over "1-30 menit | 0,5 %".  A row has a run of text in every column; a
line with fewer goes on with the row above.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from regsearch.read.structure import markers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from regsearch.read.extract.lines import Line

_HEADING = re.compile(
    r"\b(?:sanksi|hukuman|pelanggaran|perbuatan|pengurangan|pemotongan|potongan|persentase)\b",
    re.IGNORECASE,
)
_LONGEST_HEADING = 40
_SLACK = 12.0
"""Tolerance in points for the left edge of a column."""
_LEAST_GAP = 30.0
"""Least distance in points between the left edges of two columns."""
_LEAST_ROWS = 2
_NUMBER_WIDTH = 40.0
"""Distance in points at which the column of numbers is set."""


def numbered(lines: Sequence[Line], start: int) -> list[Line] | None:
    """Return the lines of the table whose header is at *start*, with numbers; None if it is none.

    >>> from regsearch.read.extract.lines import Line
    >>> rows = (("Terlambat", "Sanksi"), ("1-30 menit", "teguran"), ("1 jam", "potongan"))
    >>> lines = [Line(" ".join(row), spans=((90.0, row[0]), (300.0, row[1]))) for row in rows]
    >>> [line.text for line in numbered(lines, 0) or ()]
    ['No. Terlambat Sanksi', '1. 1-30 menit teguran', '2. 1 jam potongan']
    """
    header = lines[start]
    if not _is_header(header):
        return None
    lefts: list[float] = []
    table, rows = [_with_number(header, "No.")], 0
    for line in lines[start + 1 :]:
        if not line.spans or markers.read(line.text) is not None:
            break
        if len(line.spans) == len(header.spans) and (not lefts or _fits(line, lefts)):
            lefts = lefts or [x for x, _ in line.spans]
            rows += 1
            table.append(_with_number(line, f"{rows}."))
        elif lefts and len(line.spans) < len(lefts) and _fits(line, lefts):
            table.append(line)
        else:
            break
    return table if rows >= _LEAST_ROWS else None


def _is_header(line: Line) -> bool:
    texts = [text for _, text in line.spans]
    xs = [x for x, _ in line.spans]
    return (
        len(texts) > 1
        and any(map(_HEADING.search, texts))
        and all(len(text) <= _LONGEST_HEADING and text[:1].isupper() for text in texts)
        and not any(text.endswith((".", ";", ":", ",")) for text in texts)
        and all(right - left >= _LEAST_GAP for left, right in pairwise(xs))
    )


def _fits(line: Line, lefts: Sequence[float]) -> bool:
    return all(any(abs(x - left) <= _SLACK for left in lefts) for x, _ in line.spans)


def _with_number(line: Line, number: str) -> Line:
    x = line.spans[0][0] - _NUMBER_WIDTH
    return replace(line, text=f"{number} {line.text}", x=x, spans=((x, number), *line.spans))
