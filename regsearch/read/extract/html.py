"""HTML becomes lines.

The page is untrusted: nothing is fetched, no external entity is expanded, scripts and styles are
skipped, and size and depth are limited.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree, html

from regsearch.errors import TooLargeError, UnreadableError
from regsearch.model.draft import Paragraph
from regsearch.read.extract import list_markers
from regsearch.read.extract.data_tables import data_lines
from regsearch.read.extract.lines import Line, tidy
from regsearch.read.extract.plain_text import decode_marked
from regsearch.read.structure import markers

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

MAX_BYTES = 20_000_000
"""The longest laws make about 2 MB of HTML."""

MAX_DEPTH = 200
"""Elements nested deeper than this were not written by a person."""

_SKIPPED = frozenset(
    "script style head nav footer aside noscript template iframe object svg button form".split()
)
_INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code del dfn em font i ins kbd mark q s samp small span "
    "strike strong sub sup time tt u var wbr label".split()
)
_LARGEST_SPAN = 50
_CELLS = ("td", "th")
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]+)", re.IGNORECASE)


def read_lines(content: bytes, name: str) -> list[Line]:
    """Return the lines of an HTML page: one for each block and each line break.

    Raises:
        TooLargeError: more than :data:`MAX_BYTES` bytes, or nested too deeply.
        UnreadableError: *content* is not HTML.
    """
    return list(_Blocks(name).read(_body(content, name)))


def read_paragraphs(content: bytes, name: str) -> list[Paragraph]:
    """Return the blocks of an HTML page, and where each stands if that is a cell of a table.

    Raises:
        TooLargeError: as :func:`read_lines`.
        UnreadableError: as :func:`read_lines`.
    """
    blocks = _PlacedBlocks(name)
    for _ in blocks.read(_body(content, name)):
        pass
    return blocks.paragraphs


def _body(content: bytes, name: str) -> html.HtmlElement:
    if len(content) > MAX_BYTES:
        raise TooLargeError(
            f"{name}: {len(content)} bita HTML, batasnya {MAX_BYTES}; simpan peraturannya saja."
        )
    parser = html.HTMLParser(
        no_network=True, remove_comments=True, remove_pis=True, huge_tree=False, encoding="utf-8"
    )
    try:
        root = html.document_fromstring(_decode(content).encode(), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as problem:
        raise UnreadableError(f"{name}: HTML tidak dapat dibaca ({problem}).") from problem
    body = root.find("body")
    return root if body is None else body


def _decode(content: bytes) -> str:
    declared = _CHARSET.search(content[:2048])
    marked = decode_marked(content)
    if marked is not None:
        return marked
    for encoding in ("utf-8-sig", declared[1].decode("ascii") if declared else "windows-1252"):
        try:
            return content.decode(encoding)
        except (UnicodeError, LookupError):
            continue
    return content.decode("windows-1252", "replace")


class _Blocks:
    """Reads the blocks of a page in order; without recursion, as the page decides the depth."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.pending: list[str] = []
        self.marker = ""
        """Marker of the list item whose first block comes next."""
        self.last = ""
        """The block before."""
        self.lists: list[list_markers.Numbering] = []
        """The open ordered lists, outermost first."""
        self.closed: list[list_markers.Numbering] = []
        """Those that ended; a later list may go on with one of them."""

    def read(self, root: html.HtmlElement) -> Iterator[Line]:
        """Yield the blocks of *root*."""
        stack: list[tuple[html.HtmlElement | str, bool]] = [(root, True)]
        depth = 0
        while stack:
            node, opening = stack.pop()
            if isinstance(node, str):
                self.pending.append(node)
                continue
            tag = node.tag if isinstance(node.tag, str) else ""
            if (opening and not tag) or tag in _SKIPPED:
                continue
            if tag not in _INLINE:
                yield from self._flush()
            if not opening:
                depth -= 0 if tag in _INLINE else 1
                if tag == "ol" and self.lists:
                    self.closed.append(self.lists.pop())
                continue
            depth += 0 if tag in _INLINE else 1
            if depth > MAX_DEPTH:
                raise TooLargeError(f"{self.name}: HTML bersarang lebih dari {MAX_DEPTH} lapis.")
            if tag == "table" and (rows := self._table_lines(node)):
                yield from rows
                depth -= 1
                continue
            self._open(tag, node)
            stack.append((node, False))
            for child in reversed(node):
                if child.tail:
                    stack.append((child.tail, True))
                stack.append((child, True))
            if node.text:
                stack.append((node.text, True))
        yield from self._flush()

    def _table_lines(self, table: html.HtmlElement) -> list[Line]:
        return _data_lines(table)

    def _open(self, tag: str, node: html.HtmlElement) -> None:
        if tag == "ol":
            self.lists.append(
                list_markers.numbering(
                    node.get("type"),
                    node.get("style"),
                    node.get("start"),
                    self.last,
                    self.lists,
                    self.closed,
                )
            )
        elif tag == "li" and self.lists and _tag(node.getparent()) == "ol":
            self.marker = self.lists[-1].take(node.get("value"))

    def _flush(self) -> Iterator[Line]:
        text = tidy("".join(self.pending))
        self.pending = []
        if not text:
            return
        if self.marker and not markers.read(text):
            text = f"{self.marker} {text}"
        self.marker = ""
        self.last = text
        yield Line(text)


class _PlacedBlocks(_Blocks):
    """Reads the blocks of a page, cell by cell where they stand in a table."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.paragraphs: list[Paragraph] = []
        self._outside = self._tables = 0
        self._cells: dict[html.HtmlElement, tuple[int, int, int]] = {}
        """Table, row and column of each cell; those of an inner table are set when it opens."""
        self._cell: html.HtmlElement | None = None
        """The cell that the next block stands in."""

    def _table_lines(self, table: html.HtmlElement) -> list[Line]:
        self._tables += 1
        for row, cells in enumerate(table.iter("tr"), 1):
            for column, cell in enumerate((c for c in cells if _tag(c) in _CELLS), 1):
                self._cells[cell] = (self._tables, row, column)
        return []

    def _open(self, tag: str, node: html.HtmlElement) -> None:
        super()._open(tag, node)
        if tag not in _INLINE:
            self._cell = node if tag in _CELLS else next(node.iterancestors(*_CELLS), None)

    def _flush(self) -> Iterator[Line]:
        place = None if self._cell is None else self._cells.get(self._cell)
        for line in super()._flush():
            if place is None:
                self._outside += 1
                self.paragraphs.append(Paragraph(line.text, number=self._outside))
            else:
                table, row, column = place
                self.paragraphs.append(Paragraph(line.text, "tabel", table, row=row, column=column))
            yield line


def _tag(node: html.HtmlElement | None) -> str:
    return node.tag if node is not None and isinstance(node.tag, str) else ""


def _data_lines(table: html.HtmlElement) -> list[Line]:
    """Return the rows of *table* if it is one of data; pages also use tables as a layout."""
    if next(table.iterdescendants("table"), None) is not None:
        return []
    rows = [[cell for cell in row if _tag(cell) in ("td", "th")] for row in table.iter("tr")]
    headed = bool(rows) and any(_tag(cell) == "th" for cell in rows[0])
    return data_lines(_grid(rows), headed=headed)


def _grid(rows: Sequence[Sequence[html.HtmlElement]]) -> list[list[str]]:
    """Return the texts of *rows* by column; what a cell spans besides its first place is empty."""
    grid = []
    below: dict[int, int] = {}
    """Number of further rows that a cell above takes, by column."""
    for row in rows:
        texts: list[str] = []
        for cell in row:
            _skip(texts, below)
            width = _span(cell, "colspan")
            for column in range(len(texts), len(texts) + width):
                below[column] = _span(cell, "rowspan") - 1
            texts += [tidy(cell.text_content()), *[""] * (width - 1)]
        _skip(texts, below)
        grid.append(texts)
    return grid


def _skip(texts: list[str], below: dict[int, int]) -> None:
    while below.get(len(texts), 0) > 0:
        below[len(texts)] -= 1
        texts.append("")


def _span(cell: html.HtmlElement, name: str) -> int:
    value = cell.get(name) or "1"
    is_number = value.isascii() and value.isdigit() and len(value) < len("1000")
    return min(max(int(value), 1), _LARGEST_SPAN) if is_number else 1
