"""Edges of pages and words at the ends of lines, in the shapes of real files."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.read.test_cases import outline
from tests.read.test_variants import TITLE, below, item, read_pdf

if TYPE_CHECKING:
    from pathlib import Path

FIRST = [
    [(280, "Pasal 1")],
    [(90, "Pegawai dilarang:")],
    item(90, "a.", "berjudi;"),
    item(90, "b.", "menerima hadiah dari rekanan;"),
]
SECOND = [
    item(90, "c.", "merokok di ruang kerja; dan"),
    item(90, "d.", "bolos."),
    [(280, "Pasal 2")],
    [(90, "Peraturan ini mulai berlaku.")],
]


@pytest.mark.parametrize(
    ("foot", "head"),
    [
        ("", "2/17"),
        ("", "2 | P a g e"),
        ("jdih.contohkab.go.id 1", "Page 2 of 9"),
        ("Scanned with CamScanner", "' . ,"),
        ("ditandatangani memakai sertifikat Balai Sertifikasi Elektronik (BSrE), BSSN", "~"),
    ],
)
def test_marks_at_the_edges_of_pages_are_in_no_unit(foot: str, head: str, tmp_path: Path) -> None:
    first = [*TITLE, *below(620, FIRST), *([(90, 60, foot)] if foot else [])]
    regulation = read_pdf(tmp_path, first, [(280, 760, head), *below(730, SECOND)])
    assert outline(regulation) == "1 1/a 1/b 1/c 1/d 2"
    assert regulation["Pasal 1 huruf b"].text == "menerima hadiah dari rekanan;"


def test_catchword_of_two_lines_is_in_no_unit(tmp_path: Path) -> None:
    catchword = [(430, 96, "c."), (450, 96, "merokok di"), (450, 80, "ruang kerja . . .")]
    first = [*TITLE, *below(620, FIRST), *catchword]
    regulation = read_pdf(tmp_path, first, [(280, 760, "- 2 -"), *below(730, SECOND)])
    assert outline(regulation) == "1 1/a 1/b 1/c 1/d 2"
    assert regulation["Pasal 1 huruf b"].text == "menerima hadiah dari rekanan;"


def test_title_that_annexes_repeat_is_no_running_head(tmp_path: Path) -> None:
    title = [*TITLE, *below(620, [*FIRST, *SECOND])]
    heads = [(190, 756, "LAMPIRAN {}"), *TITLE[:4]]
    annexes = [
        [(x, y, text.format(number)) for x, y, text in [*heads, (90, 640, "1. Formulir.")]]
        for number in ("I", "II", "III")
    ]
    assert read_pdf(tmp_path, title, *annexes).id == "perwali-contoh-4-2021"


@pytest.mark.parametrize("word", ["mengikat; dan", "DAN/ATAU"])
def test_link_at_the_margin_does_not_end_the_list(word: str, tmp_path: Path) -> None:
    rows = [*FIRST[:3], item(112, "b.", "hadiah dari pihak yang"), [(72, word)], *SECOND]
    assert outline(read_pdf(tmp_path, [*TITLE, *below(620, rows)])) == "1 1/a 1/b 1/c 1/d 2"


def test_last_word_at_the_margin_belongs_to_the_last_item(tmp_path: Path) -> None:
    rows = [
        [(280, "Pasal 1")],
        item(90, "(1)", "Kas memuat:"),
        item(112, "a.", "saldo; dan"),
        item(112, "b.", "sumbangan dari pihak yang tidak"),
        [(72, "mengikat.")],
        item(90, "(2)", "Kas diperiksa."),
    ]
    regulation = read_pdf(tmp_path, [*TITLE, *below(620, rows)])
    assert regulation["Pasal 1 ayat (1) huruf b"].text.endswith("tidak mengikat.")
    assert regulation["Pasal 1 ayat (1)"].text == "Kas memuat:"


@pytest.mark.parametrize("x", [90, 280])
@pytest.mark.parametrize("at_foot", [True, False])
def test_stamp_between_items_of_two_pages_is_told(x: float, at_foot: bool, tmp_path: Path) -> None:
    stamp = (x, 80, "DOKUMEN NEGARA") if at_foot else (x, 760, "DOKUMEN NEGARA")
    first = [*TITLE, *below(620, FIRST), *([stamp] if at_foot else [])]
    second = [*([] if at_foot else [stamp]), *below(730, SECOND)]
    regulation = read_pdf(tmp_path, first, second)
    assert outline(regulation) == "1 1/a 1/b 1/c 1/d 2"
    assert regulation["Pasal 1 huruf b"].text == "menerima hadiah dari rekanan;"
    assert [f.raw for f in regulation.findings if f.code == "stray"] == ["DOKUMEN NEGARA"]
