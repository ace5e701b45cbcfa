"""HTML becomes lines.

The page is untrusted: nothing is fetched, no external entity is expanded, scripts and styles are
skipped, and size and depth are limited.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lxml import etree, html

from regsearch.errors import TooLargeError, UnreadableError
from regsearch.read.extract import list_markers
from regsearch.read.extract.lines import Line, tidy
from regsearch.read.extract.plain_text import decode_marked
from regsearch.read.structure import markers

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_BYTES = 20_000_000
"""The longest laws make about 2 MB of HTML."""

MAX_DEPTH = 200
"""Elements nested deeper than this were not written by a person."""

_SKIPPED = frozenset(
    "script style head nav footer aside noscript template iframe object svg button form".split()
)
_COLUMN_WIDTH = 100.0
"""Distance in points at which the columns of a table are set; any that keeps them apart."""

_NUMBER_COLUMN = re.compile(r"(?:No|Nomor|No\.? ?Urut)\.?", re.IGNORECASE)
_COLUMN = re.compile(
    r"(?:no|nomor)\.?|.*\b(?:sanksi|hukuman|pelanggaran|perbuatan|pengurangan|pemotongan|potongan)\b.*",
    re.IGNORECASE,
)
"""The heading of a column of a table of data."""

_INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code del dfn em font i ins kbd mark q s samp small span "
    "strike strong sub sup time tt u var wbr label".split()
)
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]+)", re.IGNORECASE)


def read_lines(content: bytes, name: str) -> list[Line]:
    """Return the lines of an HTML page: one for each block and each line break.

    Raises:
        TooLargeError: more than :data:`MAX_BYTES` bytes, or nested too deeply.
        UnreadableError: *content* is not HTML.
    """
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
    return [
        Line(
            block.text, spans=tuple((_COLUMN_WIDTH * i, c) for i, c in enumerate(block.cells) if c)
        )
        for block in _Blocks(name).read(root if body is None else body)
    ]


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


@dataclass(slots=True)
class _Block:
    """The text of one block, or the cells of one row of a table."""

    text: str
    cells: tuple[str, ...] = ()


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

    def read(self, root: html.HtmlElement) -> Iterator[_Block]:
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
                    self.lists.pop()
                continue
            depth += 0 if tag in _INLINE else 1
            if depth > MAX_DEPTH:
                raise TooLargeError(f"{self.name}: HTML bersarang lebih dari {MAX_DEPTH} lapis.")
            if tag == "table" and (rows := _data_rows(node)):
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

    def _open(self, tag: str, node: html.HtmlElement) -> None:
        if tag == "ol":
            self.lists.append(
                list_markers.numbering(
                    node.get("type"), node.get("style"), node.get("start"), self.last, self.lists
                )
            )
        elif tag == "li" and self.lists and _tag(node.getparent()) == "ol":
            self.marker = self.lists[-1].take(node.get("value"))

    def _flush(self) -> Iterator[_Block]:
        text = tidy("".join(self.pending))
        self.pending = []
        if not text:
            return
        if self.marker and not markers.read(text):
            text = f"{self.marker} {text}"
        self.marker = ""
        self.last = text
        yield _Block(text)


def _tag(node: html.HtmlElement | None) -> str:
    return node.tag if node is not None and isinstance(node.tag, str) else ""


def _data_rows(table: html.HtmlElement) -> list[_Block]:
    """Return the rows of *table* if it is one of data; pages also use tables as a layout.

    A table of data has header cells, or a first row that names numbers, offences or sanctions.
    """
    rows: list[tuple[str, ...]] = []
    headed = False
    for row in table.iter("tr"):
        cells = [cell for cell in row if _tag(cell) in ("td", "th")]
        headed = headed or (not rows and any(_tag(cell) == "th" for cell in cells))
        rows.append(tuple(tidy(cell.text_content()) for cell in cells))
    rows = [row for row in rows if any(row)]
    if len(rows) < 2 or len(rows[0]) < 2 or next(table.iterdescendants("table"), None) is not None:
        return []
    if not (headed or any(map(_COLUMN.fullmatch, rows[0]))):
        return []
    if not _NUMBER_COLUMN.fullmatch(rows[0][0]):
        rows = [
            ("No.", *rows[0]),
            *((f"{number}.", *row) for number, row in enumerate(rows[1:], 1)),
        ]
    return [_Block(" ".join(filter(None, row)), row) for row in rows]
