"""DOCX becomes lines (extra ``regsearch[docx]``).

Word numbers lists itself: the marker is not in the text, so it is counted here as Word counts it.
Deleted text of tracked changes is left out, inserted text is read.
"""

from __future__ import annotations

import re
import zipfile
from collections import defaultdict
from io import BytesIO
from typing import TYPE_CHECKING, Any

from regsearch.errors import ExtractorMissingError, TooLargeError, UnreadableError
from regsearch.read.extract.data_tables import data_lines
from regsearch.read.extract.lines import Line, tidy
from regsearch.read.extract.list_markers import marker
from regsearch.read.structure import markers

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_UNPACKED = 400_000_000
"""Size in bytes of all parts of the file, unpacked."""

_SHORT = 12
"""Length of a cell that, in a table used as a layout, is a marker or label of the next one."""

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_STYLES = {
    "decimal": "1",
    "lowerLetter": "a",
    "upperLetter": "A",
    "lowerRoman": "i",
    "upperRoman": "I",
}
"""Word's number formats, each with its first number."""

_PLACE = re.compile(r"%(\d)")


def read_lines(content: bytes, name: str) -> list[Line]:
    """Return the lines of a DOCX file: its paragraphs and the rows of its tables, in order.

    Raises:
        ExtractorMissingError: python-docx is not installed.
        TooLargeError: it unpacks to more than :data:`MAX_UNPACKED` bytes.
        UnreadableError: it is damaged.

    """
    try:
        import docx
    except ImportError as problem:
        raise ExtractorMissingError(
            f"{name}: untuk membaca DOCX pasang: pip install 'regsearch[docx]'; atau simpan "
            "sebagai PDF."
        ) from problem
    with zipfile.ZipFile(BytesIO(content)) as archive:
        size = sum(part.file_size for part in archive.infolist())
    if size > MAX_UNPACKED:
        raise TooLargeError(f"{name}: isinya {size} bita, batasnya {MAX_UNPACKED}.")
    try:
        document = docx.Document(BytesIO(content))
        return list(_Reader(document).lines())
    except MemoryError:
        raise
    except Exception as problem:  # python-docx raises whatever a damaged file leads it to
        raise UnreadableError(
            f"{name}: DOCX rusak ({type(problem).__name__}); simpan ulang di pengolah kata."
        ) from problem


class _Reader:
    """Reads the body of one document."""

    def __init__(self, document: Any) -> None:
        self._body = document.element.body
        self._styles = {style.style_id: style.element for style in document.styles}
        self._levels = _numbering_levels(document)
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        """The last number of each level, by list."""

    def lines(self) -> Iterator[Line]:
        """Yield the lines of the body."""
        yield from self._blocks(self._body)

    def _blocks(self, parent: Any) -> Iterator[Line]:
        for child in parent:
            if child.tag == f"{_W}p":
                yield from self._paragraph(child)
            elif child.tag == f"{_W}tbl":
                yield from self._table(child)
            elif child.tag == f"{_W}sdt":
                for content in child.iterchildren(f"{_W}sdtContent"):
                    yield from self._blocks(content)

    def _paragraph(self, paragraph: Any) -> Iterator[Line]:
        parts = [tidy(part) for part in _text(paragraph).split("\n")]
        parts = [part for part in parts if part]
        mark = self._marker(paragraph) if parts else ""
        for number, part in enumerate(parts):
            if number == 0 and mark and markers.read(part) is None:
                yield Line(f"{mark} {part}")
            else:
                yield Line(part)

    def _table(self, table: Any) -> Iterator[Line]:
        rows = [
            [list(self._blocks(cell)) for cell in row.iterchildren(f"{_W}tc")]
            for row in table.iterchildren(f"{_W}tr")
        ]
        texts = [[" ".join(line.text for line in cell) for cell in row] for row in rows]
        first = next(table.iterchildren(f"{_W}tr"), None)
        headed = first is not None and first.find(f"{_W}trPr/{_W}tblHeader") is not None
        nested = table.find(f".//{_W}tbl") is not None
        data = [] if nested else data_lines(texts, headed=headed)
        if data:
            yield from data
            return
        for row in rows:
            label = ""
            for cell in row:
                text = " ".join(line.text for line in cell)
                if len(text) <= _SHORT:
                    label = f"{label} {text}".strip()
                    continue
                if label:
                    cell[0] = cell[0].with_text(f"{label} {cell[0].text}")
                    label = ""
                yield from cell
            if label:
                yield Line(label)

    def _marker(self, paragraph: Any) -> str:
        """Return the marker that Word shows before *paragraph*, or an empty text."""
        numbered = self._numbering(paragraph)
        if numbered is None:
            return ""
        list_id, level = numbered
        levels = self._levels.get(list_id)
        if levels is None or level not in levels:
            return ""
        start, style, pattern = levels[level]
        counts = self._counts[list_id]
        counts[level] = counts.get(level, start - 1) + 1
        for deeper in [other for other in counts if other > level]:
            del counts[deeper]
        if style not in _STYLES:
            return ""

        def number(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            own_start, own_style, _ = levels.get(at, (1, "decimal", ""))
            return marker(_STYLES.get(own_style, "1"), counts.get(at, own_start))

        return _PLACE.sub(number, pattern).strip()

    def _numbering(self, paragraph: Any) -> tuple[str, int] | None:
        """Return the list and level of *paragraph*, its own or those of its style."""
        properties = paragraph.find(f"{_W}pPr")
        style_id = None
        if properties is not None:
            own = properties.find(f"{_W}numPr")
            if own is not None:
                return _list_and_level(own)
            style = properties.find(f"{_W}pStyle")
            style_id = style.get(f"{_W}val") if style is not None else None
        for _ in range(10):  # styles are based on others, perhaps in a circle
            style = self._styles.get(style_id) if style_id else None
            if style is None:
                return None
            numbered = style.find(f"{_W}pPr/{_W}numPr")
            if numbered is not None:
                return _list_and_level(numbered)
            base = style.find(f"{_W}basedOn")
            style_id = base.get(f"{_W}val") if base is not None else None
        return None


def _list_and_level(properties: Any) -> tuple[str, int] | None:
    list_id = properties.find(f"{_W}numId")
    level = properties.find(f"{_W}ilvl")
    value = list_id.get(f"{_W}val") if list_id is not None else None
    if value in (None, "0"):
        return None
    return value, int(level.get(f"{_W}val")) if level is not None else 0


def _numbering_levels(document: Any) -> dict[str, dict[int, tuple[int, str, str]]]:
    """Return (first number, format, pattern) of each level of each list."""
    try:
        numbering = document.part.numbering_part.element
    except (KeyError, NotImplementedError, AttributeError):  # a document without lists
        return {}
    abstract = {
        entry.get(f"{_W}abstractNumId"): {
            int(level.get(f"{_W}ilvl")): (
                int(_value(level, "start") or 1),
                _value(level, "numFmt") or "decimal",
                _value(level, "lvlText") or "",
            )
            for level in entry.iterchildren(f"{_W}lvl")
        }
        for entry in numbering.iterchildren(f"{_W}abstractNum")
    }
    lists = {}
    for entry in numbering.iterchildren(f"{_W}num"):
        levels = dict(abstract.get(_value(entry, "abstractNumId"), {}))
        for override in entry.iterchildren(f"{_W}lvlOverride"):
            at = int(override.get(f"{_W}ilvl"))
            start = _value(override, "startOverride")
            if start and at in levels:
                levels[at] = (int(start), *levels[at][1:])
        lists[entry.get(f"{_W}numId")] = levels
    return lists


def _value(element: Any, name: str) -> str | None:
    child = element.find(f"{_W}{name}")
    return None if child is None else child.get(f"{_W}val")


def _text(paragraph: Any) -> str:
    """Return the words of *paragraph*; line breaks as newlines, tabs as spaces."""
    parts: list[str] = []
    for element in paragraph.iter():
        if element.tag == f"{_W}t":
            if not any(above.tag == _FALLBACK for above in element.iterancestors()):
                parts.append(element.text or "")
        elif element.tag == f"{_W}tab" and element.getparent().tag == f"{_W}r":
            parts.append(" ")
        elif element.tag in (f"{_W}br", f"{_W}cr"):
            parts.append("\n")
        elif element.tag == f"{_W}noBreakHyphen":
            parts.append("-")
    return "".join(parts)
