"""Drafts that are pasted or uploaded: checked, shown, given back; refused where they harm."""

from __future__ import annotations

import gc
import io
import os
import tempfile
import zipfile
from typing import TYPE_CHECKING, Any

import pytest
from lxml import html

from regsearch.web import drafts
from regsearch.web.app import MAX_UPLOAD
from tests.web.test_guards import HOSTILE, assert_harmless
from tests.web.test_pages import words

if TYPE_CHECKING:
    from pathlib import Path

    from flask.testing import FlaskClient

DRAFT = """KEPUTUSAN BUPATI
Menimbang: bahwa ia melanggar Pasal 5 huruf n angka 8 PP 94/2021;
Mengingat: 1. Undang-Undang Nomor 20 Tahun 2003; 2. Pasal 5 huruf n angka 6 PP 94/2021;
Ditetapkan pada tanggal 6 Mei 2024
"""


def send(client: FlaskClient, status: int = 200, **fields: Any) -> html.HtmlElement:
    response = client.post("/periksa", data=fields)
    assert response.status_code == status, response.text
    assert_harmless(response.text)
    return html.document_fromstring(response.text)


def upload(content: bytes, name: str) -> tuple[io.BytesIO, str]:
    return io.BytesIO(content), name


def docx(text: str) -> bytes:
    document = pytest.importorskip("docx").Document()
    for line in text.splitlines():
        document.add_paragraph(line)
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


@pytest.mark.parametrize("form", ["teks", "txt", "docx"])
def test_each_citation_is_judged_and_marked_in_the_draft(client: FlaskClient, form: str) -> None:
    if form == "teks":
        tree = send(client, naskah=DRAFT)
    else:
        content = docx(DRAFT) if form == "docx" else DRAFT.encode()
        tree = send(client, berkas=upload(content, f"SK Bupati.{form}"))
        assert words(tree.find(".//h1")) == f"Pemeriksaan SK Bupati.{form}"
    found = tree.xpath("//ol[@class='checked']/li")
    assert [f.get("class") for f in found] == ["masalah", "tak-terperiksa", "sesuai"]
    assert "hanya memuat angka 1 sampai dengan angka 7" in words(found[0])
    assert "6 Mei 2024" in words(tree)
    for item in found:
        (mark,) = tree.xpath("//a[@href=$to]", to=f"#{item.get('id')}")
        assert item.get("class") in mark.get("class").split()
        assert mark.text_content() in words(item)


def test_day_of_the_form_counts(client: FlaskClient) -> None:
    tree = send(client, naskah="Pasal 4 angka 15 PP 53/2010", per="2015-01-01")
    assert tree.xpath("//ol[@class='checked']/li/@class") == ["sesuai"]
    assert "1 Januari 2015" in words(tree)
    later = send(client, naskah="Pasal 4 angka 15 PP 53/2010", per="2024-01-01")
    assert later.xpath("//ol[@class='checked']/li/@class") == ["masalah"]
    send(client, 400, naskah="Pasal 5", per="kemarin")


def test_draft_comes_back_with_comments(client: FlaskClient) -> None:
    fields = {"berkas": upload(docx(DRAFT), "../../sk.docx"), "bentuk": "docx"}
    response = client.post("/periksa", data=fields)
    assert response.status_code == 200
    assert response.headers["Content-Disposition"] == 'attachment; filename="naskah-diperiksa.docx"'
    with zipfile.ZipFile(io.BytesIO(response.data)) as opened:
        comments = opened.read("word/comments.xml").decode()
    assert "hanya memuat angka 1 sampai dengan angka 7" in comments
    send(client, 422, berkas=upload(DRAFT.encode(), "sk.txt"), bentuk="docx")


def test_draft_without_citations_says_so(client: FlaskClient) -> None:
    assert "tidak memuat sitasi" in words(send(client, naskah="Rapat hari Senin."))


def test_markup_in_a_draft_and_in_its_name_is_shown_as_text(client: FlaskClient) -> None:
    text = f"{HOSTILE} melanggar Pasal 5 huruf n angka 8 PP 94/2021 {HOSTILE}"
    send(client, naskah=text)
    tree = send(client, berkas=upload(text.encode(), f"{HOSTILE}.txt"))
    assert "<script>alert(1)</script>" in tree.text_content()


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({}, 400),
        ({"naskah": "   "}, 400),
        ({"naskah": "a", "berkas": upload(b"Pasal 5", "a.txt")}, 400),
        ({"naskah": "a" * (drafts.MAX_PASTED + 1)}, 400),
        ({"naskah": "a" * (MAX_UPLOAD + 1)}, 413),
        ({"berkas": upload(b"a" * (MAX_UPLOAD + 1), "a.txt")}, 413),
        ({"berkas": upload(b"", "kosong.docx")}, 422),
        ({"berkas": upload(b"PK\3\4 rusak", "a.docx")}, 422),
        ({"berkas": upload(b"%PDF-1.4 rusak", "a.pdf")}, 422),
        ({"berkas": upload(b"\x89PNG\r\n\x1a\n", "a.png")}, 422),
        ({"berkas": upload(b"\x7fELF\0\0", "a.txt")}, 422),
    ],
)
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_what_cannot_be_checked_is_refused(
    client: FlaskClient, fields: dict[str, Any], status: int
) -> None:
    tree = send(client, status, **fields)
    assert words(tree.xpath("//p[@class='message']")[0])
    gc.collect()  # werkzeug leaves the file of a request that it refuses to the collector


def test_too_many_parts_are_refused(client: FlaskClient) -> None:
    fields = {f"f{number}": "a" for number in range(50)} | {"berkas": upload(b"a", "a.txt")}
    send(client, 413, **fields)


@pytest.mark.parametrize(
    "name", ["../../../etc/passwd", "..\\..\\a.txt", "/etc/passwd", "a" * 5_000, "C:\\a.docx", ".."]
)
def test_name_of_a_file_leads_nowhere(
    client: FlaskClient, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    written: list[str] = []
    check = drafts.regsearch.check

    def watched(path: Path, **options: Any) -> Any:
        written.append(os.path.relpath(path, tmp_path))
        return check(path, **options)

    monkeypatch.setattr(drafts.regsearch, "check", watched)
    send(client, berkas=upload(DRAFT.encode(), name))
    ((folder, file),) = [path.split(os.sep) for path in written]
    assert folder.startswith("tmp")
    assert file in {"naskah", "naskah.txt", "naskah.docx"}


def test_nothing_of_a_draft_is_kept(
    client: FlaskClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    send(client, berkas=upload(DRAFT.encode(), "a.txt"))
    send(client, 422, berkas=upload(b"PK\3\4 rusak", "a.docx"))
    send(client, naskah=DRAFT)
    assert list(tmp_path.rglob("*")) == []
    assert "KEPUTUSAN BUPATI" not in client.get("/periksa").text


def test_file_is_read_in_another_process(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    from regsearch.read import draft

    def here(*_: object) -> None:
        raise AssertionError("read in the server's process")

    monkeypatch.setattr(draft, "read_draft", here)
    send(client, berkas=upload(DRAFT.encode(), "a.txt"))


def test_further_drafts_wait_and_are_then_refused(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drafts, "PATIENCE", 0.01)
    for _ in range(drafts.AT_ONCE):
        assert drafts._free.acquire(blocking=False)
    try:
        tree = send(client, 503, naskah=DRAFT)
        assert "Ulangi sebentar lagi" in words(tree)
        assert client.get("/cari?q=bolos").status_code == 200
    finally:
        for _ in range(drafts.AT_ONCE):
            drafts._free.release()
    send(client, naskah=DRAFT)


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Origin": "http://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Origin": "http://localhost", "Sec-Fetch-Site": "same-origin"}, 200),
    ],
)
def test_form_of_another_site_is_refused(
    client: FlaskClient, headers: dict[str, str], status: int
) -> None:
    response = client.post("/periksa", data={"naskah": DRAFT}, headers=headers)
    assert response.status_code == status
