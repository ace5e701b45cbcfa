"""The evidence card, as Markdown and as a Word document; the citation to paste."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from docx import Document

from regsearch.show import docx, markdown
from regsearch.show.evidence import DIGEST
from regsearch.show.quotation import cite

if TYPE_CHECKING:
    from regsearch.search.library import Library

QUESTION = "like postingan calon bupati"


def test_card_has_what_a_file_needs(library: Library) -> None:
    reply = library.ask(QUESTION, as_of="2026-11-29", subject="pns")
    text = "\n".join(markdown.reply(reply, library.manifest))
    for words in (
        *(f"# {QUESTION}", "29 November 2026", "pelaku: PNS", "Sanksi menurut keadaan"),
        *("hukuman disiplin BERAT", "PP 94/2021 Pasal 14 huruf i angka 3", "UU 20/2023 Pasal 52"),
        *("Membuat posting", "berlaku; ringkasan", "indeks: SHA-256", "bukan nasihat hukum"),
    ):
        assert words in text


def test_word_document_says_on_every_page_that_it_is_a_digest(library: Library) -> None:
    reply = library.ask(QUESTION, as_of="2026-11-29")
    document = Document(BytesIO(docx.reply(reply, library.manifest)))
    section = document.sections[0]
    assert section.header.paragraphs[0].text == DIGEST
    assert "2026-11-29" in section.footer.paragraphs[0].text
    words = "\n".join(paragraph.text for paragraph in document.paragraphs)
    plain = "\n".join(markdown.reply(reply, library.manifest))
    assert "pernyataan secara tertutup" in words
    assert len(words.split()) > 0.8 * len(plain.split())


def test_whole_pasal_is_in_the_card(library: Library) -> None:
    lines = [*markdown.reply(library.lookup("PP 94/2021 Pasal 5"))]
    assert "- **a.** menyalahgunakan wewenang;" in lines
    assert any(line.startswith("  - **6.** mengadakan kegiatan") for line in lines)


def test_card_says_how_a_provision_is_read_since_a_ruling(library: Library) -> None:
    reply = library.lookup("UU 1/2015 Pasal 188", as_of="2025-01-01")
    reading = reply.answers[0].reading
    assert reading
    text = "\n".join(markdown.reply(reply, library.manifest))
    assert markdown.escape(reading.text) in text
    assert f"({reading.citation}, sejak 2024-11-14)" in text


def test_citation_is_ready_to_paste(library: Library) -> None:
    def cited(citation: str) -> str:
        answer = library[citation]
        return cite(answer, library.catalog[answer.document])

    assert cited("UU 6/2014 Pasal 29 huruf j") == (
        "Pasal 29 huruf j Undang-Undang Nomor 6 Tahun 2014 tentang Desa (LN 2014/7, TLN 5495)"
    )
    assert cited("PP 94/2021 Pasal 5 huruf n angka 6").startswith(
        "Pasal 5 huruf n angka 6 Peraturan Pemerintah Nomor 94 Tahun 2021 tentang Disiplin Pegawai"
    )
    assert cited("UU 5/2014").startswith("Undang-Undang Nomor 5 Tahun 2014 tentang Aparatur")
    ruling = cited("Putusan MK 136/PUU-XXII/2024 angka 1")
    assert "Nomor 136/PUU-XXII/2024 tentang" in ruling
