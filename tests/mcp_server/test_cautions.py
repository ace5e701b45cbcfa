"""What an assistant must know stands at the top of each result."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

import regsearch
from regsearch.mcp_server import cautions

if TYPE_CHECKING:
    from regsearch.search.library import Library


def of_question(library: Library, question: str, **given: Any) -> dict[str, list[str]]:
    return by_code(cautions.of_reply(regsearch.to_dict(library.ask(question, **given))))


def by_code(found: list[dict[str, Any]]) -> dict[str, list[str]]:
    named: dict[str, list[str]] = {}
    for caution in found:
        named.setdefault(caution["code"], []).extend(caution["citations"])
    return named


def test_every_digest_and_every_secondary_source_is_named(library: Library) -> None:
    reply = library.ask("like postingan calon bupati", limit=5)
    found = by_code(cautions.of_reply(regsearch.to_dict(reply)))
    digests = [a.citation for a in reply.answers if a.text_kind == "ringkasan"]
    second = [a.citation for a in reply.answers if a.verification == "sekunder"]
    assert digests
    assert second
    assert found["ringkasan"] == digests
    assert found["sekunder"] == second


def test_an_answer_that_depends_on_the_case_says_so(library: Library) -> None:
    found = of_question(library, "like postingan calon bupati")
    assert len(found["menurut_keadaan"]) > 1
    assert "sanksi" in found


def test_law_that_ended_is_named_first(library: Library) -> None:
    value = regsearch.to_dict(library.lookup("PP 53/2010 Pasal 4", as_of="2024-01-01"))
    first, *_ = cautions.of_reply(value)
    assert first["code"] in {"pesan", "dicabut"}
    assert "PP 53/2010 Pasal 4" in by_code(cautions.of_reply(value))["dicabut"]


def test_law_that_is_not_yet_in_force_is_named(library: Library) -> None:
    value = regsearch.to_dict(library.lookup("PP 94/2021 Pasal 5", as_of="2020-01-01"))
    assert "PP 94/2021 Pasal 5" in by_code(cautions.of_reply(value))["belum_berlaku"]


def test_nothing_found_forbids_an_answer_from_memory(library: Library) -> None:
    (first, *_) = cautions.of_reply(regsearch.to_dict(library.ask("resep rendang padang")))
    assert first["code"] == "tidak_ditemukan"
    assert "jangan menyebut pasal dari ingatan" in first["message"]


def test_people_who_are_not_covered_are_named_first(library: Library) -> None:
    reply = library.ask("anggota TNI memasang spandk")
    assert reply.outcome == "not_covered"
    (first, *_) = cautions.of_reply(regsearch.to_dict(reply))
    assert first["code"] == "tidak_tercakup"
    assert reply.message
    assert reply.message in first["message"]


def test_a_day_after_what_is_known_is_named(library: Library) -> None:
    assert "batas_pengetahuan" in of_question(library, "bolos kerja", as_of="2030-01-01")
    assert "batas_pengetahuan" not in of_question(library, "bolos kerja", as_of="2024-01-01")


def test_a_reading_is_named(library: Library) -> None:
    reply = regsearch.to_dict(library.lookup("UU 1/2015 Pasal 71", as_of="2024-01-01"))
    read = [answer["citation"] for answer in reply["answers"] if answer["reading"]]
    assert by_code(cautions.of_reply(reply)).get("bacaan", []) == read


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("status", None, "status_tidak_diketahui"),
        ("status", "diubah", "diubah"),
        ("text_kind", "pengguna", "pengguna"),
        ("sanctions", [], "tanpa_sanksi"),
        ("notes", ["jebakan"], "catatan"),
        ("status_note", "jebakan", "status"),
        (
            "reading",
            {"since": "2024-01-01", "citation": "Putusan 1"},
            "bacaan",
        ),
    ],
)
def test_each_mark_of_an_answer_is_a_caution(
    library: Library, field: str, value: Any, code: str
) -> None:
    reply = regsearch.to_dict(
        library.lookup("PP 94/2021 Pasal 5 huruf n angka 6", as_of="2024-01-01")
    )
    plain = {"notes": [], "status_note": None, "reading": None, "text_kind": "resmi"}
    reply["answers"][0] |= plain
    reply["message"] = None
    assert code not in by_code(cautions.of_reply(reply))
    reply["answers"][0] |= {field: value}
    assert by_code(cautions.of_reply(reply))[code] == [reply["answers"][0]["citation"]]


def test_old_and_similar_versions_are_named(library: Library) -> None:
    value = regsearch.to_dict(library.history("PP 11/2017 Pasal 254"))
    found = by_code(cautions.of_history(value))
    assert found["diubah"] == ["PP 11/2017 Pasal 254"]
    assert "PP 17/2020 Pasal 254" in found["ringkasan"]
    value["versions"][0] |= {"source": "kemiripan"}
    assert by_code(cautions.of_history(value))["versi"] == ["PP 11/2017 Pasal 254"]


def test_a_draft_is_said_to_be_wrong_unchecked_or_without_citations(library: Library) -> None:
    text = "PP 94/2021 Pasal 5 huruf n angka 8 dan Peraturan Menteri Abc Nomor 9 Tahun 2031 Pasal 1"
    value = regsearch.to_dict(regsearch.check_text(text, library=library))
    found = cautions.of_checked(value)
    assert found[0]["code"] == "temuan"
    assert found[0]["citations"] == ["PP 94/2021 Pasal 5 huruf n angka 8"]
    assert len(by_code(found)["tak_terperiksa"]) == 1
    assert "hari_ini" in by_code(found)
    value["citations"][0] |= {"quoted": "tidak dapat dibandingkan"}
    assert by_code(cautions.of_checked(value))["ringkasan"] == found[0]["citations"]
    empty = regsearch.to_dict(regsearch.check_text("Apa kabar?", library=library))
    assert cautions.of_checked(empty)[0]["code"] == "tanpa_sitasi"


def test_text_names_a_few_and_the_json_all() -> None:
    many = [{"code": "a", "message": "b", "citations": [str(n) for n in range(20)]}]
    (head, line) = cautions.lines(many)
    assert head.startswith("PERHATIAN")
    assert line == "1. [a] b (0; 1; 2; 3; 4; 5; 6; 7; dan lainnya)"
    assert [*cautions.lines([])] == []
