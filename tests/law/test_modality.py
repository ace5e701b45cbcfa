"""Which kind of norm a provision states."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from regsearch.law.modality import modality
from regsearch.model import parse_address
from regsearch.regulation import Unit

if TYPE_CHECKING:
    from regsearch.model import Modality

WORDS: list[tuple[str, tuple[str, ...], Modality]] = [
    ("PNS dilarang:", (), "larangan"),
    ("ikut kampanye;", ("PNS dilarang:",), "larangan"),
    ("ASN tidak boleh menyukai unggahan calon.", (), "larangan"),
    ("Setiap PNS wajib:", (), "kewajiban"),
    ("masuk kerja;", ("Setiap PNS wajib:",), "kewajiban"),
    ("Pemilih berhak memberikan suara.", (), "hak"),
    (
        "Warga negara yang mempunyai hak memilih.",
        ("Tim kampanye dilarang melibatkan:",),
        "larangan",
    ),
    ("Warga negara yang berhak memilih didaftar.", (), "lain"),
    ("Pejabat dapat menunjuk wakil.", (), "kebolehan"),
    ("Upaya Administratif adalah jalan bagi PNS yang tidak puas.", (), "definisi"),
    ("Hukuman disiplin berat dijatuhkan kepada PNS yang melanggar:", (), "sanksi"),
    ("dipidana dengan pidana penjara paling lama 1 tahun", (), "sanksi"),
    ("PNS dipanggil tertulis untuk diperiksa.", (), "prosedur"),
    ("Badan itu berwenang mengawasi.", (), "wewenang"),
    ("Peraturan ini dimuat dalam lembaran negara.", (), "lain"),
]


@pytest.mark.parametrize(("text", "above", "kind"), WORDS, ids=[row[0][:40] for row in WORDS])
def test_modality(text: str, above: tuple[str, ...], kind: Modality) -> None:
    assert modality(Unit(parse_address("pasal-5"), text), above) == kind


def test_the_nearest_words_decide() -> None:
    unit = Unit(parse_address("pasal-5/ayat-1/huruf-a"), "berkampanye;")
    assert modality(unit, ("Bagian Kedua Larangan", "Setiap PNS wajib:")) == "kewajiban"


def test_a_row_with_a_sanction_states_a_prohibition() -> None:
    cells = (("Jenis Sanksi", "hukuman disiplin berat"),)
    row = Unit(parse_address("lampiran-II/angka-1"), "Memasang baliho.", cells=cells)
    assert modality(row, ()) == "larangan"
