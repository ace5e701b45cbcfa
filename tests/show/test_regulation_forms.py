"""A parsed regulation as a tree, as JSON, as Markdown."""

from __future__ import annotations

import json
from datetime import date

import pytest

from regsearch.model import parse_address
from regsearch.regulation import Explanation, Finding, Group, Regulation, Source, Unit
from regsearch.show import memo, structure

REGULATION = Regulation(
    id="uu-1-2020",
    kind="uu",
    numbers=("1",),
    year=2020,
    title="CONTOH",
    source=Source("uu.pdf", "0" * 64, 3),
    enacted=date(2020, 1, 2),
    groups=(Group("bab", "I", "UMUM", 0, 1),),
    units=(
        Unit(parse_address("pasal-1"), "", 1),
        Unit(parse_address("pasal-1/ayat-1"), "Setiap orang wajib:", 1),
        Unit(parse_address("pasal-1/ayat-1/huruf-a"), "jujur “sekali”", 2),
        Unit(parse_address("lampiran-I/angka-1"), "Baris", 3, (("Sanksi", "berat"),)),
    ),
    penjelasan=(Explanation((), "Umum.", 3), Explanation(parse_address("pasal-1"), "Jelas.", 3)),
    findings=(Finding("gap", "Pasal 2 tidak ada.", "pasal-2", 2),),
)


def test_json_has_the_keys_of_the_contract() -> None:
    text = structure.to_json(REGULATION)
    assert "\n" not in text
    value = json.loads(text)
    assert value["version"] == 1
    assert value["document"]["id"] == "uu-1-2020"
    assert value["document"]["enacted"] == "2020-01-02"
    assert value["document"]["source"] == {"file": "uu.pdf", "sha256": "0" * 64, "pages": 3}
    assert value["groups"][0]["heading"] == "UMUM"
    assert value["units"][2] == {
        "address": "pasal-1/ayat-1/huruf-a",
        "kind": "huruf",
        "number": "a",
        "text": "jujur “sekali”",
        "page": 2,
    }
    assert [e["address"] for e in value["penjelasan"]] == ["umum", "pasal-1"]
    assert value["findings"][0].keys() >= {"code", "address", "page", "message"}


@pytest.mark.parametrize("form", [structure.to_tree, memo.to_markdown, structure.to_json])
def test_every_form_shows_every_word(form: object) -> None:
    text = form(REGULATION)  # type: ignore[operator]
    for words in ("CONTOH", "UMUM", "Setiap orang wajib:", "jujur “sekali”", "Baris"):
        assert words in text


def test_findings_are_never_hidden_in_the_tree() -> None:
    assert "! gap (hlm. 2): Pasal 2 tidak ada." in structure.to_tree(REGULATION)


def test_a_digest_says_that_it_is_one() -> None:
    from dataclasses import replace

    digest = replace(REGULATION, text_kind="ringkasan")
    for form in (structure.to_tree, memo.to_markdown):
        assert "BUKAN NASKAH RESMI" in form(digest)
        assert "BUKAN NASKAH RESMI" not in form(REGULATION)
