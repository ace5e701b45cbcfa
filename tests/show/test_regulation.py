"""A parsed regulation as outline, JSON values and Markdown."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

from regsearch.regulation import Explanation, Finding, Group, ListItem, Regulation, Source, Unit
from regsearch.show import markdown, to_dict, tree

REGULATION = Regulation(
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
        Unit((("pasal", "1"), ("huruf", "a")), "pegawai “tetap”.", 1),
        Unit((("lampiran", "II"),), "DAFTAR", 2),
        Unit((("lampiran", "II"), ("angka", "1")), "Memihak.", 2, (("Sanksi", "berat"),)),
    ),
    penjelasan=(Explanation((), "Latar.", 3), Explanation((("pasal", "1"),), "Cukup jelas.", 3)),
    findings=(Finding("gap", "Pasal 2 tidak ditemukan.", "pasal-2", 1),),
)


def outline(regulation: Regulation) -> str:
    return "\n".join(tree.regulation(regulation))


def test_json_has_the_keys_of_the_contract() -> None:
    values = json.loads(json.dumps(to_dict.regulation(REGULATION)))
    assert values["version"] == 1
    assert values["document"]["id"] == "skb-1-2030"
    assert values["document"]["number"] == "1"
    assert values["document"]["numbers"] == ["1", "20"]
    assert values["document"]["enacted"] == "2030-01-02"
    assert values["document"]["source"] == {"file": "a.pdf", "sha256": "f" * 64, "pages": 3}
    assert values["groups"][0]["heading"] == "UMUM"
    assert values["units"][1] == {
        "address": "pasal-1/huruf-a",
        "kind": "huruf",
        "number": "a",
        "text": "pegawai “tetap”.",
        "page": 1,
    }
    assert values["units"][3]["cells"] == [{"column": "Sanksi", "text": "berat"}]
    assert [passage["address"] for passage in values["penjelasan"]] == ["umum", "pasal-1"]
    assert values["findings"][0].keys() >= {"code", "address", "page", "message"}
    assert values["findings"][0]["code"] == "gap"


def test_list_items_in_an_explanation_name_the_passage_they_are_in() -> None:
    items = (ListItem((("pasal", "1"), ("huruf", "a")), 7, 10, 15, 3),)
    passage = Explanation((("pasal", "1"),), "Yaitu: a. satu; lainnya tidak.", 3, items)
    values = to_dict.regulation(replace(REGULATION, penjelasan=(passage,)))
    assert values["penjelasan"] == [
        {
            "address": "pasal-1",
            "text": "Yaitu: lainnya tidak.",
            "page": 3,
            "printed": "Yaitu: a. satu; lainnya tidak.",
        },
        {"address": "pasal-1/huruf-a", "text": "satu;", "page": 3, "within": "pasal-1"},
    ]


def test_every_form_contains_all_words() -> None:
    values = json.dumps(to_dict.regulation(REGULATION), ensure_ascii=False)
    for text in (outline(REGULATION), markdown.regulation(REGULATION), values):
        for words in ("PEDOMAN", "UMUM", "Berlaku bagi:", "pegawai “tetap”.", "DAFTAR", "Memihak."):
            assert words in text


def test_outline_ends_with_the_findings() -> None:
    rows = outline(REGULATION).splitlines()
    assert "RINGKASAN" in rows[0]
    assert rows[1] == "BAB I  UMUM"
    assert rows[2] == "  Pasal 1 Berlaku bagi:  [hlm. 1]"
    assert rows[3] == "    a. pegawai “tetap”."
    assert rows[-1] == "! Pasal 2 tidak ditemukan. (hlm. 1)"


def test_only_a_digest_is_marked_as_not_official() -> None:
    official = replace(REGULATION, text_kind="resmi")
    for form in (outline, markdown.regulation):
        assert "BUKAN NASKAH RESMI" in form(REGULATION)
        assert "BUKAN NASKAH RESMI" not in form(official)


def test_markdown_has_headings_lists_tables_explanations_and_findings() -> None:
    text = markdown.regulation(REGULATION)
    assert text.startswith("# PEDOMAN\n")
    assert "> RINGKASAN - BUKAN NASKAH RESMI" in text
    assert f"*skb-1-2030; sumber: a.pdf, 3 halaman, SHA-256 {'f' * 64}*" in text
    assert "## BAB I UMUM" in text
    assert "#### Pasal 1" in text
    assert "- a. pegawai “tetap”." in text
    assert "| | | Sanksi |\n| --- | --- | --- |" in text
    assert "| Lampiran II angka 1 | Memihak. | berat |" in text
    assert "**Umum.** Latar." in text
    assert "**Pasal 1.** Cukup jelas." in text
    assert text.endswith("## Temuan pembacaan\n\n- Pasal 2 tidak ditemukan. (hlm. 1)\n")


def test_markdown_escapes_characters_of_the_law() -> None:
    points = (
        Unit((("pasal", "I"),), "diubah:", 1),
        Unit((("pasal", "I"), ("angka", "1")), "Pasal 4 * diubah <b> a_b | c:", 1),
        Unit((("pasal", "I"), ("angka", "1"), ("pasal", "4")), "Baru.", 1),
    )
    text = markdown.regulation(replace(REGULATION, units=points, groups=()))
    assert "- 1\\. Pasal 4 \\* diubah \\<b\\> a\\_b \\| c:\n  - **Pasal 4** Baru." in text
