"""DOCX becomes lines (extra ``regsearch[docx]``).

What Word shows is read: the numbers that it generates, inserted text of tracked changes and not the
deleted, text boxes.  Headers, footers and tables of contents are page furniture.
"""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

from regsearch.read.extract.data_tables import data_lines
from regsearch.read.extract.docx_file import (
    FALLBACK,
    W,
    check_unpacked,
    damage_told,
    load_docx,
    parse_part,
)
from regsearch.read.extract.docx_numbering import Numberer
from regsearch.read.extract.lines import Line, tidy
from regsearch.read.structure import headings, markers
from regsearch.regulation import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_UNPACKED = 400_000_000
"""Size in bytes of all parts of the file, unpacked."""

_SHORT = 12
"""Length of a cell that, in a table used as a layout, is a marker or label of the next one."""

_GONE = frozenset(f"{W}{name}" for name in ("del", "moveFrom"))
"""Elements with what a tracked change took away."""
_BOX = f"{W}txbxContent"


def read_lines(content: bytes, name: str) -> tuple[list[Line], list[Finding]]:
    """Return the lines of a DOCX file, paragraphs and rows of tables in order, and findings.

    Raises:
        ExtractorMissingError: python-docx is not installed.
        TooLargeError: it unpacks to more than :data:`MAX_UNPACKED` bytes.
        UnreadableError: it is damaged.

    """
    docx = load_docx(name)
    check_unpacked(content, name, MAX_UNPACKED)
    with damage_told(name):
        document = docx.Document(BytesIO(content))
        return list(_Reader(document).lines()), _footnotes(document)


class _Reader:
    """Reads the body of one document."""

    def __init__(self, document: Any) -> None:
        self._body = document.element.body
        self._numberer = Numberer(document)

    def lines(self) -> Iterator[Line]:
        """Yield the lines of the body."""
        yield from self._blocks(self._body)

    def _blocks(self, parent: Any) -> Iterator[Line]:
        for child in parent:
            if child.tag == f"{W}p":
                yield from self._paragraph(child)
            elif child.tag == f"{W}tbl":
                yield from self._table(child)
            elif child.tag == f"{W}sdt" and not _is_contents(child):
                for content in child.iterchildren(f"{W}sdtContent"):
                    yield from self._blocks(content)
            elif child.tag in (f"{W}ins", f"{W}moveTo", f"{W}customXml"):
                yield from self._blocks(child)

    def _paragraph(self, paragraph: Any) -> Iterator[Line]:
        parts = [tidy(part) for part in _text(paragraph).split("\n")]
        if self._in_capitals(paragraph):
            parts = [part.upper() for part in parts]
        parts = [part for part in parts if part]
        removed = paragraph.find(f"{W}pPr/{W}rPr/{W}del") is not None
        mark = self._numberer.marker(paragraph) if parts or not removed else ""
        heading = headings.read_pasal(mark) or headings.read_group(mark)
        if heading is not None and (heading.kind == "pasal" or not parts):
            yield Line(mark)  # "Pasal 1" is on a line of its own, also before text
        elif mark and parts and markers.read(parts[0]) is None:
            parts[0] = f"{mark} {parts[0]}"
        for part in parts:
            yield Line(part)
        for box in paragraph.iter(_BOX):
            if not _is_inside(box, FALLBACK) and not _is_inside(box, _BOX):
                yield from self._blocks(box)

    def _in_capitals(self, paragraph: Any) -> bool:
        """Return whether the style of *paragraph* shows its letters as capitals."""
        styles = self._numberer.style_chain(paragraph)
        found = (style.find(f"{W}rPr/{W}caps") for style in styles)
        return _is_on(next((caps for caps in found if caps is not None), None))

    def _table(self, table: Any) -> Iterator[Line]:
        kept = [row for row in table.iterchildren(f"{W}tr") if row.find(f"{W}trPr/{W}del") is None]
        rows = [[list(self._blocks(cell)) for cell in row.iterchildren(f"{W}tc")] for row in kept]
        texts = [[" ".join(line.text for line in cell) for cell in row] for row in rows]
        headed = bool(kept) and kept[0].find(f"{W}trPr/{W}tblHeader") is not None
        nested = table.find(f".//{W}tbl") is not None
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


def _is_contents(block: Any) -> bool:
    """Return whether *block* is a table of contents, which repeats the headings."""
    gallery = block.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
    return gallery is not None and gallery.get(f"{W}val") == "Table of Contents"


def _is_inside(element: Any, tag: str) -> bool:
    return any(above.tag == tag for above in element.iterancestors())


def _is_on(flag: Any) -> bool:
    return flag is not None and flag.get(f"{W}val") not in ("0", "false")


def _text(paragraph: Any) -> str:
    """Return the words of *paragraph* without its text boxes; line breaks as newlines."""
    parts: list[str] = []
    for run in paragraph.iter(f"{W}r"):
        above = {element.tag for element in _between(run, paragraph)}
        if above & _GONE or _BOX in above or _is_on(run.find(f"{W}rPr/{W}vanish")):
            continue
        capitals = _is_on(run.find(f"{W}rPr/{W}caps"))
        for element in run:
            if element.tag == f"{W}t":
                text = element.text or ""
                parts.append(text.upper() if capitals else text)
            elif element.tag == f"{W}tab":
                parts.append(" ")
            elif element.tag in (f"{W}br", f"{W}cr"):
                parts.append("\n")
            elif element.tag == f"{W}noBreakHyphen":
                parts.append("-")
    return "".join(parts)


def _between(inner: Any, outer: Any) -> Iterator[Any]:
    """Yield the elements around *inner* up to *outer*."""
    for above in inner.iterancestors():
        if above is outer:
            return
        yield above


def _footnotes(document: Any) -> list[Finding]:
    """Return a finding on each footnote: it belongs to no unit, and is not dropped silently."""
    notes = []
    for part in document.part.package.iter_parts():
        if str(part.partname).endswith(("/footnotes.xml", "/endnotes.xml")):
            # lxml's own parser of python-docx: no entities, no network
            root = parse_part(part.blob)
            texts = ("".join(t.text or "" for t in note.iter(f"{W}t")) for note in root)
            notes += [tidy(text) for text in texts]
    message = "Catatan kaki tidak menjadi bagian ketentuan; bacalah di naskahnya."
    return [Finding("footnote", message, raw=text) for text in notes if text]
