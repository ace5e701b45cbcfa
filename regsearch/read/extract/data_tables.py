"""Tables of HTML and DOCX files as lines: of data, or used as a layout for text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from regsearch.read.extract.lines import Line

if TYPE_CHECKING:
    from collections.abc import Sequence

_COLUMN_WIDTH = 100.0
"""Distance in points at which the columns of a table are set; any that keeps them apart."""

_NUMBER_COLUMN = re.compile(r"(?:No|Nomor|No\.? ?Urut)\.?", re.IGNORECASE)
_COLUMN = re.compile(
    r"^(?:no|nomor)\.?$|\b(?:sanksi|hukuman|pelanggaran|perbuatan|pengurangan|pemotongan|potongan)\b",
    re.IGNORECASE,
)
"""The heading of a column of a table of data."""

_LONGEST_HEADING = 60


def data_lines(rows: Sequence[Sequence[str]], *, headed: bool = False) -> list[Line]:
    """Return the rows of a table of data as lines with columns; none if it is a layout.

    A table of data has header cells, or a first row that names numbers, offences or sanctions.

    Args:
        rows: the texts of the cells.
        headed: whether the file says that the first row is a header.

    """
    rows = [row for row in rows if any(row)]
    if len(rows) < 2 or len(rows[0]) < 2:
        return []
    header = rows[0]
    is_named = any(map(_COLUMN.search, header)) and max(map(len, header)) <= _LONGEST_HEADING
    if not (headed or is_named):
        return []
    if not _NUMBER_COLUMN.fullmatch(header[0]):
        rows = [
            ("No.", *header),
            *((f"{number}.", *row) for number, row in enumerate(rows[1:], 1)),
        ]
    return [_line(row) for row in rows]


def _line(cells: Sequence[str]) -> Line:
    spans = ((_COLUMN_WIDTH * column, text) for column, text in enumerate(cells) if text)
    return Line(" ".join(filter(None, cells)), spans=tuple(spans))
