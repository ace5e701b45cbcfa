"""Typesetting of digests: reproducible bytes, and the notices that every page carries.

That the committed PDFs match their sources is checked by ``corpus/typeset.py --check`` in CI.
"""

from __future__ import annotations

import io

import pytest
from digest import DigestError, parse_digest
from pypdf import PdfReader

typeset = pytest.importorskip("typeset", reason="needs reportlab (the extra named dev)")

LONG = "PERATURAN CONTOH\nNOMOR 1 TAHUN 2020\n\n" + "\n".join(
    f"Pasal {number}\nKetentuan ke-{number} yang berlaku." for number in range(1, 40)
)
TABLE = "KEPUTUSAN\n\nLAMPIRAN I\n\n| No. | Bentuk | Sanksi |\n" + "\n".join(
    f"{number}. Perbuatan.\n  | sanksi" for number in range(1, 60)
)


def pages(source: str) -> list[str]:
    content = typeset.typeset(parse_digest("contoh", source), None)
    return [page.extract_text() for page in PdfReader(io.BytesIO(content)).pages]


def test_typesetting_is_reproducible() -> None:
    digest = parse_digest("contoh", LONG)
    assert typeset.typeset(digest, None) == typeset.typeset(digest, None)


def test_every_page_has_the_digest_banner_and_its_number() -> None:
    texts = pages(LONG)
    assert len(texts) > 1
    assert all(typeset.BANNER in text for text in texts)
    assert all(f"- {number} -" in text for number, text in enumerate(texts[1:], 2))


def test_note_precedes_the_title() -> None:
    first = " ".join(pages(LONG)[0].split())
    start, end = first.index(typeset.NOTE_WORD), first.index(typeset.NOTE_END)
    assert start < end < first.index("PERATURAN CONTOH")


def test_table_repeats_its_head_on_each_page() -> None:
    tables = [text for text in pages(TABLE) if "Perbuatan." in text]
    assert len(tables) > 1
    assert all("Bentuk" in text for text in tables)


def test_table_with_too_many_columns_is_refused() -> None:
    with pytest.raises(DigestError, match="5 kolom"):
        pages("SURAT\n\nLAMPIRAN I\n\n| 1 | 2 | 3 | 4 | 5 |\n1. a\n  | b\n  | c\n  | d\n")
