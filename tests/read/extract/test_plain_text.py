"""Texts as programs write them: pages with their furniture, and Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.read.test_case_variants import HEAD, read_text
from tests.read.test_cases import outline

if TYPE_CHECKING:
    from pathlib import Path

LIST = f"{HEAD}Pasal 1\nPedagang dilarang:\na. menginap;\nb. memasak di kios;\n"
REST = "c. berjudi; dan\nd. mabuk.\nPasal 2\nPeraturan ini mulai berlaku.\n"


@pytest.mark.parametrize(
    "break_",
    [
        "c. berjudi ...\n2\n",
        "2/17\n",
        "Halaman 2\nwww.contoh.go.id\n",
        "c. berjudi . . .\nPRESIDEN\nREPUBLIK INDONESIA\n- 2 -\n",
        "SK No 012345 A\nPRESIDEN REPUBLIK INDONESIA\n-2-\n",
        "www.contoh.go.id\n\f2\n",
        "c. berjudi . . .\n\f-2-\n",
    ],
)
def test_page_break_inside_a_text_is_in_no_unit(break_: str, tmp_path: Path) -> None:
    regulation = read_text(tmp_path, LIST + break_ + REST)
    assert outline(regulation) == "1 1/a 1/b 1/c 1/d 2"
    assert regulation["Pasal 1 huruf b"].text == "memasak di kios;"
    assert regulation["Pasal 1 huruf c"].text == "berjudi; dan"
    assert regulation.words is not None
    assert regulation.words.lost == 0


def test_address_that_ends_a_sentence_stays(tmp_path: Path) -> None:
    regulation = read_text(tmp_path, f"{HEAD}Pasal 1\nKios dipesan melalui\nwww.contoh.go.id\n")
    assert regulation["Pasal 1"].text == "Kios dipesan melalui www.contoh.go.id"


def test_catchword_behind_the_text_of_its_line_is_removed_alone(tmp_path: Path) -> None:
    text = LIST.replace("memasak di kios;", "memasak di . . .\n- 2 -\ndi dalam kios;")
    regulation = read_text(tmp_path, text + REST)
    assert regulation["Pasal 1 huruf b"].text == "memasak di dalam kios;"


@pytest.mark.parametrize("rule", ["|---|---|---|\n", "|:--|:-:|--:|\n", ""])
def test_table_of_pipes_is_rows(rule: str, tmp_path: Path) -> None:
    rows = "| 1 | satu bulan | 2 % |\n| 2 | dua bulan | 4 % |\n"
    table = f"| No | Lama Tunggakan | Denda |\n{rule}{rows}"
    text = f"{HEAD}Pasal 1\n(1) Denda sebagai berikut:\n\n{table}\n(2) Denda disetor.\n"
    regulation = read_text(tmp_path, text)
    assert outline(regulation) == "1 1/1 1/1/1 1/1/2 1/2"
    assert dict(regulation["Pasal 1 ayat (1) angka 2"].cells)["Denda"] == "4 %"


def test_signs_of_markdown_are_no_text(tmp_path: Path) -> None:
    text = (
        f"{HEAD}> *Pasal 1*\n\n\\(1\\) Pedagang dilarang:  \n   - a. menginap; dan\n"
        "&nbsp;&nbsp;b. memasak.\n\n\\(2\\) Larangan mutlak.\n"
    )
    regulation = read_text(tmp_path, text)
    assert outline(regulation) == "1 1/1 1/1/a 1/1/b 1/2"
    assert regulation["Pasal 1 ayat (1) huruf b"].text == "memasak."
