"""Every form of title page in use gives kind, numbers, year, office, region, title and id."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

from regsearch.read import parse
from regsearch.read.extract.lines import Line
from regsearch.read.structure.title.enacted import read_enacted
from tests.read.tinypdf import make_pdf

if TYPE_CHECKING:
    from collections.abc import Iterator

PAGES = Path(__file__).parent / "cases" / "title-pages.txt"
LETTERS = {"se", "sema", "seojk", "surat", "pengumuman", "maklumat"}
ARTICLES = """
DENGAN RAHMAT TUHAN YANG MAHA ESA
{office},
Menimbang : a. bahwa perlu diatur tata tertib;
MEMUTUSKAN:
Menetapkan : PERATURAN TENTANG {name}.
Pasal 1
Pegawai dilarang memihak calon.
Pasal 2
Peraturan ini mulai berlaku pada tanggal diundangkan.
Ditetapkan di Contoh
pada tanggal 3 Maret {year}
"""
DICTUMS = """
{office},
Menimbang : a. bahwa perlu diatur tata tertib;
MEMUTUSKAN:
Menetapkan :
KESATU : Menetapkan tata tertib pegawai.
KEDUA : Pegawai wajib hadir.
Ditetapkan di Contoh
pada tanggal 3 Maret {year}
"""
POINTS = """
1. Latar Belakang
Dalam rangka tertib kerja.
2. Isi Edaran
a. Pegawai dilarang memihak calon.
b. Pegawai wajib hadir.
Demikian untuk dilaksanakan.
{dated}
"""


class Page(NamedTuple):
    """A title page, and what is expected of it."""

    name: str
    expected: dict[str, object]
    text: str


def pages() -> Iterator[Page]:
    for block in re.split(r"^## (?=.* \| )", PAGES.read_text(), flags=re.MULTILINE)[2:]:
        first, title, *lines = block.rstrip().split("\n")
        name, *fields = (None if field == "~" else field for field in first.split(" | "))
        kind, numbers, year, issuer, region, identity = fields
        options = dict(line.partition(" ")[::2] for line in lines if line.startswith("%"))
        text = "\n".join(line for line in lines if not line.startswith("%"))
        if "%whole" not in options:
            closing = options.get("%year", year or "2021")
            is_decree = kind in ("keputusan", "instruksi", "inpres")
            body = POINTS if kind in LETTERS else DICTUMS if is_decree else ARTICLES
            text += body.format(
                office=(issuer or "Presiden Republik Indonesia").upper(),
                name=title[2:],
                year=closing,
                dated=options.get("%dated", f"Contoh, 3 Maret {closing}"),
            )
        expected = {
            "kind": kind,
            "numbers": tuple(numbers.split(";")) if numbers else (),
            "year": int(year) if year else None,
            "issuer": issuer,
            "region": region,
            "title": title[2:],
            "id": identity,
        }
        yield Page(name or "", expected, text)


ALL = {page.name: page for page in pages()}


@pytest.mark.parametrize("name", ALL)
def test_title_page_gives_the_particulars(name: str, tmp_path: Path) -> None:
    file = tmp_path / "halaman.txt"
    file.write_text(ALL[name].text)
    regulation = parse(file)
    assert {key: getattr(regulation, key) for key in ALL[name].expected} == ALL[name].expected


@pytest.mark.parametrize("name", ["panrb-2col", "pb5", "perda-kota", "kepbup-sign", "cover"])
def test_centred_page_of_a_pdf_reads_alike(name: str, tmp_path: Path) -> None:
    texts = [line for line in ALL[name].text.split("\n") if line]
    file = tmp_path / "halaman.pdf"
    file.write_bytes(
        make_pdf(
            [
                [(300 - 3.5 * len(text), 760 - 16 * at, text) for at, text in enumerate(page)]
                for page in (texts[:45], texts[45:])
                if page
            ]
        )
    )
    regulation = parse(file)
    assert {key: getattr(regulation, key) for key in ALL[name].expected} == ALL[name].expected


def test_pages_of_different_documents_have_different_ids() -> None:
    of_id: dict[object, set[tuple[object, ...]]] = {}
    for page in ALL.values():
        wanted = page.expected
        of_id.setdefault(wanted["id"], set()).add(
            (wanted["numbers"], wanted["year"], wanted["issuer"])
        )
    assert [identity for identity, documents in of_id.items() if len(documents) > 1] == []


@pytest.mark.parametrize(
    "closing",
    [
        "Ditetapkan di Contoh\npada tanggal 6 Nopember 2012",
        "Ditetapkan di : Contoh\nPada Tanggal : 6 Nopember 2012",
        "DITETAPKAN DI CONTOH\nPADA TANGGAL 6 NOPEMBER 2012",
        "Dikeluarkan di Contoh\npada tanggal 06-11-2012",
        "Ditetapkan di Contoh\npada tgl. 6 November 2Ol2",
        "Contoh, 6 Nopember 2012",
    ],
)
def test_day_of_enactment_is_read_as_it_is_written(closing: str) -> None:
    assert read_enacted([Line(text) for text in closing.split("\n")]) == date(2012, 11, 6)


def test_head_of_a_letter_gives_its_day() -> None:
    head = [Line("Nomor : B/71/M.SM.00.00/2017 27 Desember 2017"), Line("Hal : Netralitas")]
    assert read_enacted([], head) == date(2017, 12, 27)
