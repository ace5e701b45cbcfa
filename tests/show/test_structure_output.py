"""A parsed regulation as outline, JSON and Markdown."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest

from regsearch.regulation import Explanation, Finding, Group, ListItem, Regulation, Source, Unit
from regsearch.show.memo import to_markdown
from regsearch.show.structure import to_dict, to_json, to_tree


@pytest.fixture
def regulation() -> Regulation:
    return Regulation(
        id="skb-1-2030",
        kind="skb",
        numbers=("1", "20"),
        year=2030,
        title="PEDOMAN",
        source=Source("a.pdf", "f" * 64, 3),
        enacted=date(2030, 1, 2),
        text_kind="ringkasan",
        groups=(Group("bab", "I", "UMUM", 0, 1),),
        units=(
            Unit((("pasal", "1"),), "Berlaku bagi:", 1),
            Unit((("pasal", "1"), ("huruf", "a")), "pegawai.", 1),
            Unit((("lampiran", "II"),), "DAFTAR", 2),
            Unit((("lampiran", "II"), ("angka", "1")), "Memihak.", 2, (("Sanksi", "berat"),)),
        ),
        penjelasan=(
            Explanation((), "Latar.", 3),
            Explanation((("pasal", "1"),), "Cukup jelas.", 3),
        ),
        findings=(Finding("gap", "Pasal 2 tidak ditemukan.", "pasal-2", 1),),
    )


def test_json_has_the_keys_of_the_contract(regulation: Regulation) -> None:
    values = json.loads(to_json(regulation))
    assert values == to_dict(regulation)
    assert values["version"] == 1
    assert values["document"]["number"] == "1"
    assert values["document"]["numbers"] == ["1", "20"]
    assert values["document"]["enacted"] == "2030-01-02"
    assert values["document"]["source"] == {"file": "a.pdf", "sha256": "f" * 64, "pages": 3}
    assert values["groups"][0]["heading"] == "UMUM"
    assert values["units"][1] == {
        "address": "pasal-1/huruf-a",
        "kind": "huruf",
        "number": "a",
        "text": "pegawai.",
        "page": 1,
    }
    assert values["units"][3]["cells"] == [{"column": "Sanksi", "text": "berat"}]
    assert [passage["address"] for passage in values["penjelasan"]] == ["umum", "pasal-1"]
    assert values["findings"][0]["code"] == "gap"


def test_items_inside_an_explanation_say_what_they_are_part_of(regulation: Regulation) -> None:
    items = (ListItem((("pasal", "1"), ("huruf", "a")), 7, 10, 15, 3),)
    passage = Explanation((("pasal", "1"),), "Yaitu: a. satu; lainnya tidak.", 3, items)
    values = to_dict(replace(regulation, penjelasan=(passage,)))
    assert values["penjelasan"] == [
        {
            "address": "pasal-1",
            "text": "Yaitu: lainnya tidak.",
            "page": 3,
            "printed": "Yaitu: a. satu; lainnya tidak.",
        },
        {"address": "pasal-1/huruf-a", "text": "satu;", "page": 3, "within": "pasal-1"},
    ]


def test_tree_is_an_outline_with_findings_last(regulation: Regulation) -> None:
    rows = to_tree(regulation).splitlines()
    assert "RINGKASAN" in rows[0]
    assert rows[1] == "BAB I  UMUM"
    assert rows[2] == "  Pasal 1 Berlaku bagi:  [hlm. 1]"
    assert rows[3] == "    a. pegawai."
    assert rows[-1] == "! gap (hlm. 1): Pasal 2 tidak ditemukan."


def test_markdown_can_be_pasted_into_a_memo(regulation: Regulation) -> None:
    text = to_markdown(regulation)
    assert text.startswith("# PEDOMAN\n")
    assert "> RINGKASAN - BUKAN NASKAH RESMI" in text
    assert f"*skb-1-2030; sumber: a.pdf, 3 halaman, SHA-256 {'f' * 64}*" in text
    assert "## BAB I UMUM" in text
    assert "#### Pasal 1" in text
    assert "- a. pegawai." in text
    assert "| | | Sanksi |\n| --- | --- | --- |" in text
    assert "| Lampiran II angka 1 | Memihak. | berat |" in text
    assert "**Umum.** Latar." in text
    assert "**Pasal 1.** Cukup jelas." in text
    assert text.endswith("## Temuan pembacaan\n\n- Pasal 2 tidak ditemukan. (hlm. 1)\n")


def test_markdown_shows_the_characters_of_the_law_not_marks(regulation: Regulation) -> None:
    points = (
        Unit((("pasal", "I"),), "diubah:", 1),
        Unit((("pasal", "I"), ("angka", "1")), "Pasal 4 * diubah <b> a_b | c:", 1),
        Unit((("pasal", "I"), ("angka", "1"), ("pasal", "4")), "Baru.", 1),
    )
    text = to_markdown(replace(regulation, units=points, groups=()))
    assert "- 1\\. Pasal 4 \\* diubah \\<b\\> a\\_b \\| c:\n  - **Pasal 4** Baru." in text
