"""Words in equal words out, page by page; what is lost is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from regsearch.read import parse
from regsearch.read.extract.lines import Line, Page
from regsearch.read.regulation import assemble
from regsearch.regulation import Source
from regsearch.show import to_dict, tree

SOURCE = Source("karangan.pdf", "0" * 64, 2)
SHARED = Path(__file__).parents[3] / "shared"


def pages(*texts: str) -> list[Page]:
    return [
        Page(
            number,
            tuple(
                Line(row.strip(), number, 90.0, 780.0 - 14 * index)
                for index, row in enumerate(text.strip().splitlines())
            ),
        )
        for number, text in enumerate(texts, 1)
    ]


HEAD = "PERATURAN BUPATI CONTOH\nNOMOR 3 TAHUN 2030\nTENTANG\nCUTI\nMEMUTUSKAN:\nPasal 1\n"


def test_hyphens_repairs_and_furniture_lose_no_word() -> None:
    regulation = assemble(
        pages(f"{HEAD}(1) Pegawai mela-\nporkan cutinya;", "- 2 -\n(2) Atasan setuju."), SOURCE
    )
    assert regulation["Pasal 1 ayat (1)"].text == "Pegawai melaporkan cutinya;"
    assert regulation.words is not None
    assert (regulation.words.lost, regulation.words.share) == (0, 1.0)
    assert regulation.words.furniture == 1


def test_lost_words_are_counted_on_their_page(monkeypatch: pytest.MonkeyPatch) -> None:
    from regsearch.read.structure import units

    take = units._Builder._text

    def dropping(builder: units._Builder, line: Line) -> None:
        if "sengaja" not in line.text:
            take(builder, line)

    monkeypatch.setattr(units._Builder, "_text", dropping)
    text = "Pasal 2\nAtasan setuju.\nkalimat yang sengaja dibuang oleh pembaca ini"
    regulation = assemble(pages(f"{HEAD}Pegawai cuti.", text), SOURCE)
    (finding,) = [f for f in regulation.findings if f.code == "words_lost"]
    assert regulation.words is not None
    assert (finding.page, regulation.words.lost) == (2, 7)
    assert finding.raw == "kalimat yang sengaja dibuang oleh pembaca ini"


def test_share_is_printed_and_in_the_json() -> None:
    regulation = assemble(pages(f"{HEAD}Pegawai cuti."), SOURCE)
    assert any("100,00 % terbaca; 0 hilang" in line for line in tree.regulation(regulation))
    assert to_dict.regulation(regulation)["document"]["words"]["share"] == 1.0


@pytest.mark.slow
def test_real_files_lose_hardly_any_word() -> None:
    files = [*(SHARED / "corpus" / "pdf").glob("*.pdf"), *(SHARED / "eval/structure/pdf").glob("*")]
    if not files:
        pytest.skip("dokumen nyata tidak ikut repositori")
    counts = [regulation.words for regulation in map(parse, files) if regulation.words]
    assert 1 - sum(c.lost for c in counts) / sum(c.read for c in counts) >= 0.995
