"""Typesetting: the same bytes each time, and what every page must say."""

from __future__ import annotations

import io

import pytest
from digest import DigestError, parse_digest
from pypdf import PdfReader

from regsearch.law.catalog.load import load_catalog

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


def test_the_same_source_gives_the_same_bytes() -> None:
    digest = parse_digest("contoh", LONG)
    assert typeset.typeset(digest, None) == typeset.typeset(digest, None)


def test_every_page_says_that_it_is_a_digest_and_has_its_number() -> None:
    texts = pages(LONG)
    assert len(texts) > 1
    assert all(typeset.BANNER in text for text in texts)
    assert all(f"- {number} -" in text for number, text in enumerate(texts[1:], 2))


def test_the_note_comes_first_and_is_closed() -> None:
    first = " ".join(pages(LONG)[0].split())
    start, end = first.index(typeset.NOTE_WORD), first.index(typeset.NOTE_END)
    assert start < end < first.index("PERATURAN CONTOH")


def test_a_table_repeats_its_heading_on_each_page() -> None:
    tables = [text for text in pages(TABLE) if "Perbuatan." in text]
    assert len(tables) > 1
    assert all("Bentuk" in text for text in tables)


def test_a_table_of_unknown_width_is_refused() -> None:
    with pytest.raises(DigestError, match="5 kolom"):
        pages("SURAT\n\nLAMPIRAN I\n\n| 1 | 2 | 3 | 4 | 5 |\n1. a\n  | b\n  | c\n  | d\n")


def test_the_committed_pdfs_are_what_their_sources_give() -> None:
    assert load_catalog(typeset.CORPUS / "katalog.toml")
    assert typeset.main(["--check"]) == 0
