"""Writes small PDFs: lines of text at given positions, one content stream per page."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

Placed = tuple[float, float, str]
"""x, y in points and the text of one run."""


def make_pdf(pages: Sequence[Sequence[Placed]], *, rotate: bool = False) -> bytes:
    """Return a PDF in Helvetica; with *rotate*, every page has a watermark across it."""
    objects: list[bytes] = [b"<< /Type /Catalog /Pages 2 0 R >>", b""]
    objects.append(b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
    kids = []
    for runs in pages:
        stream = "".join(
            f"BT /F1 12 Tf 1 0 0 1 {x} {y} Tm ({_escape(text)}) Tj ET\n" for x, y, text in runs
        )
        if rotate:
            stream += "BT /F1 40 Tf 0.7 0.7 -0.7 0.7 150 300 Tm (cap.contoh.id) Tj ET\n"
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}endstream".encode("latin-1"))
        kids.append(len(objects) + 1)
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {len(objects)} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>".encode()
        )
    references = " ".join(f"{kid} 0 R" for kid in kids)
    objects[1] = f"<< /Type /Pages /Kids [{references}] /Count {len(kids)} >>".encode()
    return pdf_of(objects)


def pdf_of(objects: Sequence[bytes]) -> bytes:
    """Return a PDF file of *objects*, numbered from 1; the first is its catalogue."""
    out, offsets = bytearray(b"%PDF-1.5\n"), []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer << /Size %d /Root 1 0 R >>\n" % (len(objects) + 1)
    return bytes(out + b"startxref\n%d\n%%%%EOF\n" % start)


def save_scan(pages: Sequence[Sequence[Placed]], file: Path) -> Path:
    """Save the first of *pages* to *file* as a PDF that is only a picture of it."""
    import pypdfium2

    document = pypdfium2.PdfDocument(make_pdf(pages))
    document[0].render(scale=200 / 72).to_pil().save(file, resolution=200)
    document.close()
    return file


def _escape(text: str) -> str:
    return text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
