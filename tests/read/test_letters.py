"""Circulars and letters: addressees and farewell are no points; paragraphs without numbers."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from regsearch.citation import format_locator, read_locator
from regsearch.read import parse
from tests.read.samples import write
from tests.read.tinypdf import make_pdf

if TYPE_CHECKING:
    from pathlib import Path

    from regsearch.regulation import Regulation

HEAD = """PEMERINTAH KABUPATEN CONTOH JAYA
DINAS SOSIAL DAN TENAGA KERJA
SURAT EDARAN
NOMOR 800/12/2031
TENTANG
TERTIB RAPAT
"""
POINTS = """1. Pegawai wajib hadir.
2. Pegawai dilarang tidur.
"""
FAREWELL = """Demikian surat edaran ini untuk dilaksanakan.
Contoh Jaya, 5 Maret 2031
Kepala Dinas,
SITI CONTOH
"""


def read(text: str, folder: Path) -> Regulation:
    return parse(write(folder, "se.txt", text))


def texts(regulation: Regulation) -> dict[str, str]:
    return {unit.address: unit.text for unit in regulation.units}


@pytest.mark.parametrize(
    "addressees",
    [
        "Yth. 1. Para Kepala Bidang\n2. Para Kepala Seksi\ndi Contoh Jaya\nDalam rangka tertib:\n",
        "Kepada Yth.\n1. Camat\n2. Lurah\ndi -\nTempat\nDisampaikan hal berikut:\n",
        "Yth. Seluruh Pegawai\ndi Tempat\nSehubungan dengan rapat, disampaikan:\n",
        "Yth. Para Kepala Balai\ndi tempat\n",
        "Kepada\nYth. Kepala Sekolah\n",
        "",
    ],
)
def test_addressees_and_farewell_are_no_points(addressees: str, tmp_path: Path) -> None:
    regulation = read(HEAD + addressees + POINTS + FAREWELL, tmp_path)
    assert texts(regulation) == {
        "angka-1": "Pegawai wajib hadir.",
        "angka-2": "Pegawai dilarang tidur.",
    }
    assert regulation.words is not None
    assert regulation.words.lost == 0


def test_letterhead_and_date_name_office_region_and_day(tmp_path: Path) -> None:
    regulation = read(HEAD + POINTS + FAREWELL, tmp_path)
    assert (regulation.issuer, regulation.region, regulation.enacted) == (
        "Dinas Sosial dan Tenaga Kerja",
        "Contoh Jaya",
        date(2031, 3, 5),
    )


def test_instruction_ends_where_it_was_issued(tmp_path: Path) -> None:
    head = "INSTRUKSI BUPATI CONTOH JAYA\nNOMOR 3 TAHUN 2031\nTENTANG\nTERTIB LAMPU\n"
    orders = "KESATU : Mematikan lampu.\nKEDUA : Berlaku sejak dikeluarkan.\n"
    end = "Dikeluarkan di Contoh Jaya\npada tanggal 5 Maret 2031\nBUPATI CONTOH JAYA,\n"
    regulation = read(head + orders + end, tmp_path)
    assert texts(regulation)["diktum-KEDUA"] == "Berlaku sejak dikeluarkan."
    assert regulation.enacted == date(2031, 3, 5)


SENTENCES = (
    "Berdasarkan evaluasi, masih ada pegawai yang bermain gawai.",
    "Setiap pegawai dilarang bermain gawai selama rapat.",
    "Pegawai yang melanggar diberikan teguran tertulis.",
)


def test_letter_without_points_is_read_by_paragraph(tmp_path: Path) -> None:
    regulation = read(HEAD + "Yth. Camat\ndi Tempat\n" + "\n".join(SENTENCES) + "\n" + FAREWELL,
                      tmp_path)  # fmt: skip
    assert texts(regulation) == {
        f"alinea-{number}": text for number, text in enumerate(SENTENCES, 1)
    }
    assert [finding.code for finding in regulation.findings] == ["paragraphs"]


def test_paragraphs_of_a_pdf_follow_its_layout(tmp_path: Path) -> None:
    title = [(200, 740 - 16 * i, text) for i, text in enumerate(HEAD.splitlines()[2:])]
    body = [
        (110, 640, "Berdasarkan evaluasi, masih ada pegawai"),
        (90, 624, "yang bermain gawai. Hal itu mengganggu."),
        (90, 608, "Rapat menjadi lama."),
        (110, 592, "Setiap pegawai dilarang bermain gawai."),
        (90, 560, "Pelanggar ditegur."),
        (90, 520, "Demikian untuk dilaksanakan."),
    ]
    regulation = parse(write(tmp_path, "se.pdf", make_pdf([[*title, *body]])))
    assert texts(regulation) == {
        "alinea-1": "Berdasarkan evaluasi, masih ada pegawai yang bermain gawai. Hal itu "
        "mengganggu. Rapat menjadi lama.",
        "alinea-2": "Setiap pegawai dilarang bermain gawai.",
        "alinea-3": "Pelanggar ditegur.",
    }


def test_points_are_not_taken_for_addressees(tmp_path: Path) -> None:
    text = HEAD + "Yth. Pegawai\n1. Pegawai wajib hadir.\n2. Dalam hal sakit, melapor.\n"
    assert list(texts(read(text, tmp_path))) == ["angka-1", "angka-2"]


def test_paragraph_is_cited_as_alinea() -> None:
    locator = (("alinea", "3"),)
    assert format_locator(locator) == "alinea 3"
    assert read_locator("alinea 3") == locator
