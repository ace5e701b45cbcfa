"""What each page says."""

from __future__ import annotations

import re
from datetime import date
from html import unescape
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest
from lxml import html

from regsearch.show.cases import ladder
from tests.web.conftest import FAILURES, VIEWS

if TYPE_CHECKING:
    from flask.testing import FlaskClient

    from regsearch.search.library import Library


def page(client: FlaskClient, address: str, status: int = 200) -> html.HtmlElement:
    response = client.get(address)
    assert response.status_code == status, response.text
    return html.document_fromstring(response.text)


def words(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


@pytest.mark.parametrize("name", VIEWS)
def test_every_view_is_a_sound_page(client: FlaskClient, name: str) -> None:
    tree = page(client, VIEWS[name])
    assert tree.get("lang") == "id"
    assert len(tree.xpath("//h1")) == 1
    assert "regsearch" in tree.findtext(".//title")
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    for control in tree.xpath("//input[not(@type='hidden')] | //select | //textarea"):
        assert tree.xpath("//label[@for=$id]", id=control.get("id")), control.get("id")


@pytest.mark.parametrize("name", [*VIEWS])
def test_links_of_every_view_lead_somewhere(client: FlaskClient, name: str) -> None:
    links = set(page(client, VIEWS[name]).xpath("//a/@href"))
    assert links
    for link in sorted(links)[:: 1 + len(links) // 15]:
        if not link.startswith("#"):
            assert client.get(link).status_code in {200, 302}, link


def test_grouped_answer_shows_each_case_of_the_reply(client: FlaskClient, library: Library) -> None:
    question = "like postingan calon bupati"
    tree = page(client, VIEWS["cari"])
    shown = tree.xpath("//*[contains(@class, 'cases')]/article")
    cases = library.ask(question).summary
    assert len(shown) == len(cases) == 3
    for element, case in zip(shown, cases, strict=True):
        text = words(element)
        assert case.level in element.get("class").split()
        assert case.citation in text
        assert all(basis.citation in text for basis in case.basis)
        assert all(penalty.rstrip(";., ") in text for penalty in case.penalties)


def test_cautions_are_visible_without_a_click(client: FlaskClient) -> None:
    tree = page(client, VIEWS["cari"])
    (box,) = tree.xpath("//section[contains(@class, 'cautions')]")
    assert "PTDH, bukan PDHTAPS" in words(box)
    assert "ringkasan, bukan naskah resmi" in words(box)
    assert not box.xpath("ancestor-or-self::details | .//details")


def test_ladder_is_a_table_of_days(client: FlaskClient, library: Library) -> None:
    tree = page(client, VIEWS["cari-tangga"])
    steps = ladder(library.ask("tidak masuk kerja tanpa alasan"))
    rows = [(words(r[0]), words(r[1])) for r in tree.xpath("//table[@class='steps']/tbody/tr")]
    assert rows == [(step.label, step.text.replace(": ", " ", 1)) for step in steps]
    assert len(rows) > 3


def test_day_of_the_form_stays_in_links(client: FlaskClient) -> None:
    tree = page(client, VIEWS["cari-dulu"])
    assert "1 Juni 2018" in words(tree)
    links = [link for link in tree.xpath("//main//a/@href") if link.startswith("/pasal")]
    assert links
    assert all(parse_qs(urlsplit(link).query)["per"] == ["2018-06-01"] for link in links)


def test_question_about_others_says_that_the_rules_do_not_cover_them(client: FlaskClient) -> None:
    (message,) = page(client, VIEWS["cari-tni"]).xpath("//p[contains(@class, 'not_covered')]")
    assert "tidak berlaku bagi anggota TNI" in words(message)


def test_question_without_answer_says_so_and_shows_nothing(client: FlaskClient) -> None:
    tree = page(client, VIEWS["cari-nihil"])
    assert "Tidak ada ketentuan" in words(tree)
    assert not tree.xpath("//article")


def test_citation_in_the_search_field_opens_its_provision(client: FlaskClient) -> None:
    response = client.get("/cari?q=pasal+5+pp+94/2021&per=2024-01-01", follow_redirects=True)
    assert response.request.path == "/pasal"
    assert response.request.args["per"] == "2024-01-01"
    response = client.get("/cari?q=PP+94/2021", follow_redirects=True)
    assert response.request.path == "/peraturan/pp-94-2021"
    assert client.get("/cari?q=PP+94/2021+pasal+999", follow_redirects=True).status_code == 404


def test_provision_has_sanction_history_citation_and_the_law_around_it(
    client: FlaskClient,
) -> None:
    tree = page(client, VIEWS["pasal"])
    text = words(tree)
    assert "DISIPLIN BERAT" in text
    assert "PP 94/2021 Pasal 14 huruf i angka 4" in text
    assert "Pasal 5 huruf n angka 6 Peraturan Pemerintah Nomor 94 Tahun 2021" in text
    assert "PP 53/2010 Pasal 4 angka 15 huruf d" in text
    (here,) = tree.xpath("//li[@aria-current='true']")
    assert "keberpihakan" in words(here)
    around = tree.xpath("//section[contains(@class, 'around')]/ul/li")
    assert len(around) == 14
    assert tree.xpath("//a[@rel='prev']/@href") == ["/pasal?sitasi=PP+94/2021+Pasal+4"]
    assert tree.xpath("//a[@rel='next']/@href") == ["/pasal?sitasi=PP+94/2021+Pasal+6"]


def test_provision_that_is_no_longer_law_says_so_and_shows_its_successor(
    client: FlaskClient,
) -> None:
    tree = page(client, VIEWS["pasal-diubah"])
    assert "yang berlaku ialah PP 17/2020 Pasal 254" in words(tree)
    statuses = [words(s) for s in tree.xpath("//article//span[contains(@class, 'status ')]")]
    assert statuses == ["SUDAH DIUBAH", "berlaku"]
    assert tree.xpath("//del") and tree.xpath("//ins")  # noqa: PT018


def test_provision_without_sanction_does_not_say_that_there_is_none(client: FlaskClient) -> None:
    assert "Sanksi tidak tertaut; itu tidak berarti tidak ada sanksi." in words(
        page(client, "/pasal?sitasi=UU+20/2023+Pasal+59+ayat+(3)")
    )


def test_history_compares_two_days(client: FlaskClient) -> None:
    tree = page(client, VIEWS["riwayat"])
    assert "antara 1 Januari 2018 dan 1 Januari 2024" in words(tree)
    assert words(tree.xpath("//del")[0]) == "dihapus: juga"


def test_contents_have_every_article_under_its_headings(
    client: FlaskClient, library: Library
) -> None:
    tree = page(client, VIEWS["peraturan"])
    listed = [words(a) for a in tree.xpath("//ul[@class='contents']/li/a")]
    assert listed == [f"Pasal {number}" for number in range(1, 47)]
    headings = [words(h) for h in tree.xpath("//h3[@class='group']")]
    assert headings[0] == "BAB I KETENTUAN UMUM"
    assert len(headings) == 6
    quoted = page(client, VIEWS["peraturan-perubahan"])
    assert "Pasal 71" in [words(a) for a in quoted.xpath("//ul[@class='contents']/li/a")]


def test_corpus_lists_every_document_with_its_status_on_the_day(
    client: FlaskClient, library: Library
) -> None:
    tree = page(client, "/korpus?per=2020-01-01")
    rows = {r.xpath("string(.//a)"): words(r) for r in tree.xpath("//tbody/tr")}
    assert len(rows) == len(library.manifest.documents)
    assert "BELUM BERLAKU" in rows["PP 94/2021"]
    assert "berlaku" in rows["PP 53/2010"]
    assert "ringkasan" in rows["PP 94/2021"]


def test_corpus_looks_no_document_up(
    client: FlaskClient, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = library.lookup("pp-94-2021", as_of="2026-01-30").answers[0]
    (found,) = (a for a in library.documents(as_of="2026-01-30") if a.document == "pp-94-2021")
    shown = ("citation", "text", "text_kind", "verification", "status", "status_note")
    assert [getattr(found, n) for n in shown] == [getattr(whole, n) for n in shown]
    monkeypatch.delattr(type(library), "lookup")
    assert len(page(client, "/korpus").xpath("//tbody/tr")) == len(library.manifest.documents)


def test_corpus_is_narrowed_by_words_and_status(client: FlaskClient) -> None:
    tree = page(client, "/korpus?kata=disiplin+pegawai&status=dicabut")
    found = [words(a) for a in tree.xpath("//tbody//a")]
    assert "PP 53/2010" in found
    assert "PP 94/2021" not in found
    assert "Tidak ada dokumen" in words(page(client, "/korpus?kata=zzz&hal=99"))


@pytest.mark.parametrize("name", FAILURES)
def test_failure_is_an_indonesian_page_with_its_status(client: FlaskClient, name: str) -> None:
    address, status = FAILURES[name]
    tree = page(client, address, status)
    (message,) = tree.xpath("//p[@class='message']")
    assert words(message)
    if name == "terlalu-panjang":
        assert words(message).startswith("Pertanyaan ini")
    assert tree.xpath("//form[@role='search']")
    assert "Traceback" not in words(tree)


def test_missing_article_links_to_its_neighbours(client: FlaskClient) -> None:
    tree = page(client, FAILURES["tidak-ada"][0], 404)
    assert "/pasal?sitasi=PP+94/2021+Pasal+46" in tree.xpath("//main//a/@href")


def test_messages_name_pages_and_not_commands(client: FlaskClient) -> None:
    tree = page(client, "/pasal?sitasi=UU+99/2030+Pasal+3", 404)
    assert "halaman Korpus" in words(tree)
    assert "regsearch korpus" not in words(tree)
    asked = words(page(client, "/cari?q=hukuman+ikut+kampanye+tahun+2018"))
    assert 'isian "Hukum per tanggal"' in asked
    assert "--per" not in asked


def test_empty_question_and_empty_citation_lead_to_the_start(client: FlaskClient) -> None:
    for address in ("/cari?q=+", "/pasal", "/riwayat?sitasi="):
        assert client.get(address).location == "/"


def test_failure_of_the_program_shows_no_traceback(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("rahasia")

    monkeypatch.setattr("regsearch.search.library.Library.ask", broken)
    response = client.get("/cari?q=bolos")
    assert response.status_code == 500
    assert "tercatat" in response.text
    assert "rahasia" not in response.text


def test_failure_of_the_index_names_no_folder_of_this_machine(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    from regsearch.errors import IndexDamagedError

    def broken(*_: object, **__: object) -> None:
        raise IndexDamagedError("Indeks di /rahasia rusak.")

    monkeypatch.setattr("regsearch.search.library.Library.ask", broken)
    response = client.get("/cari?q=bolos")
    assert response.status_code == 503
    assert "/rahasia" not in response.text
    assert "/rahasia" in caplog.text


def test_every_level_and_status_has_its_colour() -> None:
    from pathlib import Path
    from typing import get_args

    import regsearch.web
    from regsearch.model.passage import Level

    style = (Path(regsearch.web.__file__).parent / "static/web.css").read_text("utf-8")
    for level in get_args(Level):
        assert re.search(rf"\.{level}\b[^{{]*\{{[^}}]*--tone:", style), level


def test_page_is_of_the_day_asked_and_today_otherwise(client: FlaskClient) -> None:
    from regsearch.search.as_of import day_in_words

    assert day_in_words(date.today()) in unescape(client.get(VIEWS["pasal"]).text)
    asked = client.get(VIEWS["pasal"] + "&per=2020-01-01")
    assert "BELUM BERLAKU" in asked.text


def test_picture_of_the_readme_is_small() -> None:
    from pathlib import Path

    root = Path(__file__).parents[2]
    assert "docs/web.png" in (root / "README.md").read_text("utf-8")
    assert (root / "docs/web.png").stat().st_size < 100_000
