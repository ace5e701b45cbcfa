"""Typeset the digests: ``corpus/sumber/ID.txt`` becomes ``corpus/pdf/ID.pdf``.

    python corpus/typeset.py [ID...]     all of them when none is named
    python corpus/typeset.py --check     fail if a PDF differs from what its source gives

The layout is that of official publications, so that the index is built from these PDFs by the very
code that reads official ones.  Every page says that it is a digest.  The same source gives the same
bytes everywhere: no dates, standard fonts, no compression (whose output depends on the zlib used).
"""

from __future__ import annotations

import argparse
import io
import sys
from pathlib import Path
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from digest import Digest, DigestError, Node, read_digest
from reportlab.lib.colors import black
from reportlab.lib.enums import TA_CENTER
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import (
    CondPageBreak,
    Flowable,
    LongTable,
    PageBreak,
    Paragraph,
    SimpleDocTemplate,
    Spacer,
    TableStyle,
)

from regsearch.law.catalog.load import Catalog, Instrument, load_catalog

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from reportlab.pdfgen.canvas import Canvas

CORPUS = Path(__file__).resolve().parent
BANNER = "RINGKASAN - BUKAN NASKAH RESMI"
NOTE_WORD = "Catatan ringkasan:"
"""The words with which the box on page 1 begins; the box ends with ``NOTE_END``."""
NOTE_END = "(Akhir catatan ringkasan.)"

_MARGIN = 72.0
_WIDTH = A4[0] - 2 * _MARGIN
_STEP = {"ayat": 28.0, "huruf": 22.0, "angka": 22.0, "diktum": 90.0}
"""Distance between the number of a unit and its text, in points."""

_BODY = ParagraphStyle(
    "body",
    fontName="Times-Roman",
    fontSize=11,
    leading=15,
    spaceBefore=4,
    bulletFontName="Times-Roman",
    bulletFontSize=11,
)
_CENTRED = ParagraphStyle("centred", _BODY, alignment=TA_CENTER, spaceBefore=12, keepWithNext=1)
_TITLE = ParagraphStyle("title", _CENTRED, fontName="Times-Bold", spaceBefore=4)
_NOTE = ParagraphStyle(
    "note",
    _BODY,
    fontName="Helvetica",
    fontSize=8,
    leading=10,
    borderColor=black,
    borderWidth=0.5,
    borderPadding=5,
)
_CELL = ParagraphStyle("cell", _BODY, fontSize=9, leading=11.5, spaceBefore=0)
_HEAD_CELL = ParagraphStyle("head", _CELL, fontName="Times-Bold", alignment=TA_CENTER)
_COLUMNS = {4: (0.08, 0.42, 0.22, 0.28), 3: (0.08, 0.52, 0.40), 2: (0.08, 0.92)}
"""Widths of a table's columns as parts of the text width, by their number."""


def typeset(digest: Digest, instrument: Instrument | None) -> bytes:
    """Return the PDF of *digest*; *instrument* is its entry in the catalogue, if it has one."""
    story: list[Flowable] = [Paragraph(escape(_note(digest, instrument)), _NOTE), Spacer(0, 18)]
    story += _title(digest)
    story += _units(digest.body, 0.0)
    if digest.explanations:
        story += _explanations(digest)
    buffer = io.BytesIO()
    document = SimpleDocTemplate(
        buffer,
        pagesize=A4,
        leftMargin=_MARGIN,
        rightMargin=_MARGIN,
        topMargin=_MARGIN,
        bottomMargin=_MARGIN,
        pageCompression=0,
        invariant=1,
        title=f"{digest.id} (ringkasan)",
        author="regsearch",
        subject=BANNER,
    )
    document.build(story, onFirstPage=_first_page, onLaterPages=_later_page)
    return buffer.getvalue()


def _title(digest: Digest) -> list[Flowable]:
    # A line that begins with PRESIDEN would read as the office that enacts, the end of the title.
    lines = [
        escape(line).replace(" PRESIDEN", "\N{NO-BREAK SPACE}PRESIDEN") for line in digest.title
    ]
    return [Paragraph(line, _TITLE) for line in lines]


def _note(digest: Digest, instrument: Instrument | None) -> str:
    if instrument is None:
        return (
            f"{NOTE_WORD} disusun dengan kata-kata sendiri dari sumber teks {digest.id}. {NOTE_END}"
        )
    basis = {"naskah": "diperiksa terhadap naskahnya", "sekunder": "hanya dari sumber sekunder"}
    part = "Seluruh isi diringkas." if instrument.complete else "Sebagian isi saja diringkas."
    return (
        f"{NOTE_WORD} disusun dengan kata-kata sendiri, {basis[instrument.verification]}. "
        f"{instrument.verified} {part} {NOTE_END}"
    )


def _first_page(canvas: Canvas, document: SimpleDocTemplate) -> None:
    canvas.setFont("Helvetica-Bold", 8)
    canvas.drawCentredString(A4[0] / 2, _MARGIN / 2, BANNER)


def _later_page(canvas: Canvas, document: SimpleDocTemplate) -> None:
    _first_page(canvas, document)
    canvas.setFont("Times-Roman", 11)
    canvas.drawCentredString(A4[0] / 2, A4[1] - _MARGIN * 0.6, f"- {document.page} -")


def _units(nodes: Sequence[Node], left: float) -> list[Flowable]:
    """Return the units of one level; *left* is the indentation of their numbers, in points."""
    story: list[Flowable] = []
    rows: list[Node] = []
    for node in nodes:
        if rows and not node.cells:
            story.append(_table(rows))
            rows = []
        if node.cells:
            rows.append(node)
        else:
            story += _headings(node)
            story += _unit(node, left)
    if rows:
        story.append(_table(rows))
    return story


def _headings(node: Node) -> list[Flowable]:
    lines: list[Flowable] = []
    for kind, number, heading in node.headings:
        kind_as_printed = kind.upper() if kind in ("buku", "bab") else kind.capitalize()
        lines.append(Paragraph(f"{kind_as_printed} {number}", _CENTRED))
        lines.append(Paragraph(escape(heading), ParagraphStyle("heading", _CENTRED, spaceBefore=0)))
    return lines


def _unit(node: Node, left: float) -> list[Flowable]:
    if node.kind == "pasal":
        return [Paragraph(node.marker, _CENTRED), *_contents(node, left, left)]
    if node.kind == "lampiran":
        title = [Paragraph(line, _TITLE) for line in (node.marker, *map(escape, node.texts))]
        return [PageBreak(), *title, *_units(node.children, 0.0)]
    if node.kind == "bagian-lampiran":
        heading = ParagraphStyle("part", _TITLE, alignment=0, spaceBefore=14, spaceAfter=6)
        part = Paragraph(f"{node.marker} {escape(node.text)}", heading)
        return [part, *_units(node.children, 0.0)]
    inner = left + _STEP[node.kind]
    return _contents(node, left, inner, node.marker)


def _contents(node: Node, left: float, inner: float, marker: str | None = None) -> list[Flowable]:
    """Return a unit's words and inner units in their order, the first words after its number."""
    story: list[Flowable] = []
    for position in range(len(node.children) + 1):
        for before, text in zip(node.text_positions, node.texts, strict=True):
            if before == position:
                style = ParagraphStyle("hanging", _BODY, leftIndent=inner, bulletIndent=left)
                story.append(Paragraph(escape(text), style, bulletText=marker))
                marker = None
        if position < len(node.children):
            if node.children[position].cells:
                continue
            story += _headings(node.children[position])
            story += _unit(node.children[position], inner)
    rows = [child for child in node.children if child.cells]
    if rows:
        story.append(_table(rows))
    return story


def _table(rows: Sequence[Node]) -> LongTable:
    columns = rows[0].columns
    if len(columns) not in _COLUMNS:
        raise DigestError(f"baris {rows[0].line}: tabel {len(columns)} kolom tidak dikenal")
    cells = [[Paragraph(escape(column), _HEAD_CELL) for column in columns]]
    for row in rows:
        texts = [row.marker, row.text, *row.cells]
        cells.append([Paragraph(escape(text), _CELL) for text in texts])
    widths = [part * _WIDTH for part in _COLUMNS[len(columns)]]
    table = LongTable(cells, colWidths=widths, repeatRows=1)
    table.setStyle(
        TableStyle(
            [
                ("GRID", (0, 0), (-1, -1), 0.5, black),
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 5),
            ]
        )
    )
    return table


def _explanations(digest: Digest) -> list[Flowable]:
    story: list[Flowable] = [PageBreak()]
    named = digest.title[: digest.title.index("TENTANG")] if "TENTANG" in digest.title else ()
    story += [Paragraph(escape(line), _TITLE) for line in ("PENJELASAN", "ATAS", *named)]
    general = [node for node in digest.explanations if node.kind == "umum"]
    numbered = ParagraphStyle("numbered", _BODY, spaceBefore=12, keepWithNext=1)
    if general:
        story.append(Paragraph("I. UMUM", numbered))
        story += [Paragraph(escape(text), _BODY) for text in general[0].texts]
        story.append(Paragraph("II. PASAL DEMI PASAL", numbered))
    for node in digest.explanations:
        if node.kind != "umum":
            story += _explained(node, 0.0)
    return story


def _explained(node: Node, left: float) -> Iterable[Flowable]:
    head = ParagraphStyle("explained", _BODY, leftIndent=left, keepWithNext=1)
    yield CondPageBreak(45)
    yield Paragraph(node.marker, head)
    words = ParagraphStyle("explanation", _BODY, leftIndent=left + 22, spaceBefore=0)
    for text in node.texts:
        yield Paragraph(escape(text), words)
    for child in node.children:
        yield from _explained(child, left + 22)


def main(arguments: Sequence[str] | None = None) -> int:
    """Typeset or check; return the exit status."""
    options = argparse.ArgumentParser(description="Typeset the digests of corpus/sumber.")
    options.add_argument("ids", nargs="*", metavar="ID")
    options.add_argument("--check", action="store_true", help="compare only, write nothing")
    chosen = options.parse_args(arguments)
    catalogue = CORPUS / "katalog.toml"
    catalog = load_catalog(catalogue) if catalogue.exists() else Catalog({})
    sources = sorted(path.stem for path in (CORPUS / "sumber").glob("*.txt"))
    problems = [] if chosen.ids else _orphans(sources)
    for document in chosen.ids or sources:
        target = CORPUS / "pdf" / f"{document}.pdf"
        try:
            digest = read_digest(CORPUS / "sumber" / f"{document}.txt")
            content = typeset(digest, catalog.get(document))
        except (OSError, DigestError) as error:
            problems.append(str(error))
            continue
        if target.exists() and target.read_bytes() == content:
            continue
        if chosen.check:
            problems.append(f"{target.name} tidak sesuai sumbernya; jalankan corpus/typeset.py")
        else:
            target.parent.mkdir(exist_ok=True)
            target.write_bytes(content)
            print(f"{target.name}: {len(content)} bita")
    for problem in problems:
        print(problem, file=sys.stderr)
    return 1 if problems else 0


def _orphans(sources: Sequence[str]) -> list[str]:
    """Return a message for each PDF without a source."""
    pdfs = sorted((CORPUS / "pdf").glob("*.pdf"))
    return [f"{p.name} tidak punya sumber; hapuslah" for p in pdfs if p.stem not in sources]


if __name__ == "__main__":
    sys.exit(main())
