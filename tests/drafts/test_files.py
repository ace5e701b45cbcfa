"""Drafts in files: where a citation stands, comments in DOCX, files that cannot be read."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import docx
import pytest
from draft_cases import read_cases, write

import regsearch
from regsearch.errors import RegsearchError, TooLargeError, UnreadableError
from regsearch.read.draft_sandbox import read_draft_isolated
from regsearch.read.limits import Limits
from tests.read.tinypdf import make_pdf

if TYPE_CHECKING:
    from pathlib import Path

    from regsearch.search.library import Library

CASES = {case.name: case for case in read_cases()}
WRONG = "bahwa ia melanggar Pasal 5 huruf n\u00a0angka 8 PP 94/2021 tentang Disiplin PNS."


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    document = docx.Document()
    paragraph = document.add_paragraph("")
    for start in range(0, len(WRONG), 11):
        paragraph.add_run(WRONG[start : start + 11]).italic = start % 22 == 0
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Pasal 5 huruf n", "angka 9 PP 94/2021"
    path = tmp_path / "naskah.docx"
    document.save(str(path))
    return path


def test_places_are_those_of_the_file(library: Library, draft: Path) -> None:
    checked = regsearch.check(draft, library=library, as_of="2024-06-01")
    first, second = checked.citations
    assert (first.place.label, second.place.label) == (
        "paragraf 1",
        "tabel 1, baris 1, kolom 1",
    )
    assert checked.draft.paragraphs[0].text[first.place.start : first.place.end] == (
        "Pasal 5 huruf n angka 8 PP 94/2021"
    )
    assert second.read_as == "PP 94/2021 Pasal 5 huruf n angka 9"


def test_comments_are_set_and_nothing_else_changes(
    library: Library, draft: Path, tmp_path: Path
) -> None:
    checked = regsearch.check(draft, library=library, as_of="2024-06-01")
    target = tmp_path / "diperiksa.docx"
    regsearch.annotate(checked, draft, target)
    before, after = docx.Document(str(draft)), docx.Document(str(target))
    assert [p.text for p in after.paragraphs] == [p.text for p in before.paragraphs]
    texts = [comment.text for comment in after.comments]
    assert len(texts) == 3
    assert "2 sitasi, 2 bermasalah" in texts[0]
    assert "angka 1 sampai dengan angka 7" in texts[1]
    assert [run.italic for run in after.paragraphs[0].runs if run.text.strip()]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["diperiksa.docx", "naskah.docx"]


def test_comment_spans_the_words_of_the_citation(
    library: Library, draft: Path, tmp_path: Path
) -> None:
    target = tmp_path / "diperiksa.docx"
    regsearch.annotate(regsearch.check(draft, library=library, as_of="2024-06-01"), draft, target)
    xml = zipfile.ZipFile(target).read("word/document.xml").decode()
    start = xml.index('<w:commentRangeStart w:id="1"/>')
    between = xml[start : xml.index('<w:commentRangeEnd w:id="1"/>')]
    words = "".join(piece.split("<")[0] for piece in between.split(">") if piece)
    assert words.replace("\u00a0", " ") == "Pasal 5 huruf n angka 8 PP 94/2021"


def test_comment_on_a_footnote_stands_at_its_reference(library: Library, tmp_path: Path) -> None:
    source = write(CASES["10-pendapat-hukum"], tmp_path)
    checked = regsearch.check(source, library=library, as_of="2019-01-01")
    assert any(c.place.label == "catatan kaki 1" for c in checked.findings)
    target = tmp_path / "k.docx"
    regsearch.annotate(checked, source, target)
    assert len(list(docx.Document(str(target)).comments)) == 1 + len(checked.findings)


@pytest.mark.parametrize("form", ["docx", "pdf", "html", "md", "txt"])
def test_every_format_gives_the_same_citations(library: Library, tmp_path: Path, form: str) -> None:
    from dataclasses import replace

    case = CASES["01-sk-hukdis-berat"]
    path = write(replace(case, form=form), tmp_path, make_pdf)
    checked = regsearch.check(path, library=library)
    assert [c.read_as for c in checked.citations] == [e.meant for e in case.expected]
    assert checked.as_of.isoformat() == "2024-09-14"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("kosong.docx", b""),
        ("rusak.docx", b"PK\x03\x04 bukan arsip"),
        ("rusak.pdf", b"%PDF-1.5 bukan"),
        ("gambar.png", b"\x89PNG\r\n\x1a\n0000"),
        ("lama.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
        ("biner.txt", b"\x00\x01\x02\x03" * 50),
    ],
)
def test_unreadable_file_is_a_typed_error(
    library: Library, tmp_path: Path, name: str, content: bytes
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(UnreadableError):
        regsearch.check(path, library=library)


def test_entities_of_a_docx_are_not_expanded(library: Library, draft: Path, tmp_path: Path) -> None:
    secret = tmp_path / "rahasia.txt"
    secret.write_text("Pasal 7 PP 94/2021")
    out = io.BytesIO()
    with zipfile.ZipFile(draft) as old, zipfile.ZipFile(out, "w") as new:
        for item in old.infolist():
            content = old.read(item)
            if item.filename == "word/document.xml":
                head = f'<!DOCTYPE d [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'.encode()
                content = content.replace(b"<w:document", head + b"<w:document", 1)
                content = content.replace(b"PP 94", b"&x; PP 94", 1)
            new.writestr(item, content)
    draft.write_bytes(out.getvalue())
    try:
        checked = regsearch.check(draft, library=library)
    except RegsearchError:
        return
    assert all("Pasal 7" not in citation.as_written for citation in checked.citations)


def test_bomb_and_slow_file_are_stopped(tmp_path: Path) -> None:
    bomb = tmp_path / "bom.docx"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"<a>" + b" " * 210_000_000)
    with pytest.raises(TooLargeError):
        read_draft_isolated(bomb)
    slow = tmp_path / "lambat.txt"
    slow.write_text("Pasal 5\n" * 100)
    with pytest.raises(TooLargeError):
        read_draft_isolated(slow, limits=Limits(seconds=0.01))
