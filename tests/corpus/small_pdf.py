"""A small PDF with the layout of a regulation, made without any library."""

from __future__ import annotations

from tests.read.tinypdf import pdf_of

_ESCAPED = str.maketrans({"(": r"\(", ")": r"\)"})


def pdf(lines: list[str]) -> bytes:
    """Return a PDF of one page on which *lines* stand one below the other."""
    text = "BT /F1 11 Tf 72 800 Td 14 TL " + " ".join(
        f"({line.translate(_ESCAPED)}) Tj T*" for line in lines
    )
    stream = f"{text} ET".encode("latin-1")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    return pdf_of(objects)


def regulation(number: str = "1", year: int = 2020, *, word: str = "kantornya") -> list[str]:
    """Return the lines of an invented Peraturan Pemerintah of two articles."""
    return [
        "PERATURAN PEMERINTAH REPUBLIK INDONESIA",
        f"NOMOR {number} TAHUN {year}",
        "TENTANG",
        "CONTOH PERATURAN",
        "DENGAN RAHMAT TUHAN YANG MAHA ESA",
        "MEMUTUSKAN:",
        "Menetapkan: PERATURAN PEMERINTAH TENTANG CONTOH PERATURAN.",
        "Pasal 1",
        f"Setiap pegawai wajib menaati jam kerja di {word}.",
        "Pasal 2",
        "(1) Pegawai dilarang membolos.",
        "(2) Pegawai yang melanggar ayat (1) ditegur.",
    ]
