"""The kind of norm that a provision states."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from regsearch.citation import format_locator
from regsearch.law.modality import modality
from regsearch.model import parse_address
from regsearch.regulation import Unit

if TYPE_CHECKING:
    from regsearch.model import Modality
    from regsearch.search.library import Library

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
    # An item takes the kind of its lead-in, whatever words it uses.
    ("menyalahgunakan wewenang, tugas, hak, atau kewajibannya;", ("PNS dilarang:",), "larangan"),
    ("menerima uang yang dapat memengaruhi keputusan;", ("PNS dilarang:",), "larangan"),
    ("menaati pejabat yang berwenang;", ("Setiap PNS wajib:",), "kewajiban"),
    ("melaporkan hal yang dilarang;", ("Setiap PNS wajib:",), "kewajiban"),
    (
        "hadir paling lama 3 hari kerja;",
        ("Selain kewajiban Pasal 3, PNS wajib pula:",),
        "kewajiban",
    ),
    ("dalam tugasnya;", ("PNS dilarang:", "mendukung calon dengan cara:"), "larangan"),
    ("dikenai sanksi moral, bila berfoto;", ("PNS dilarang:",), "larangan"),
    ("dilarang memihak;", ("Pejabat wajib menjaga agar PNS:",), "kewajiban"),
    ("Etika dalam bernegara ialah:", (), "kewajiban"),
    ("menaati peraturan dalam bertugas;", ("Etika dalam bernegara ialah:",), "kewajiban"),
    # No lead-in of duties: the verb says who is meant, is denied, or is in another sentence.
    ("menteri yang berwenang;", ("Pejabat yang wajib melapor ialah:",), "wewenang"),
    ("Ia berhak cuti.", ("PNS tidak wajib hadir:",), "hak"),
    ("Ia berhak cuti.", ("PNS wajib hadir. Haknya:",), "hak"),
    ("Ia berhak cuti.", ("PNS wajib hadir.",), "hak"),
    ("tidak mampu menjalankan kewajiban.", ("PNS diberhentikan dengan hormat bila:",), "sanksi"),
    # A norm with its sanction is the norm.
    ("PNS dilarang memihak. Pelanggarnya dikenai sanksi moral.", (), "larangan"),
    ("Setiap orang yang melanggar dikenai sanksi moral. Ia wajib hadir.", (), "sanksi"),
]


@pytest.mark.parametrize(("text", "above", "kind"), WORDS, ids=[row[0][:40] for row in WORDS])
def test_modality(text: str, above: tuple[str, ...], kind: Modality) -> None:
    assert modality(Unit(parse_address("pasal-5"), text), above) == kind


SHIPPED = {
    "larangan": {
        "pp-94-2021": "5/huruf-b 5/huruf-j 5/huruf-m 5/huruf-n/angka-6",
        "pp-53-2010": "4/angka-2 4/angka-11",
        "uu-6-2014": "29/huruf-c 29/huruf-f 29/huruf-l 51/huruf-c 51/huruf-f 51/huruf-l 64/huruf-b",
    },
    "kewajiban": {
        "pp-94-2021": "3/huruf-c 3/huruf-e 4/huruf-d 4/huruf-e 4/huruf-i",
        "pp-53-2010": "3/angka-5 3/angka-10 3/angka-15 3/angka-17",
        "uu-5-2014": "23/huruf-c 23/huruf-e",
        "pp-42-2004": "7 8 8/huruf-d 9/huruf-a 9/huruf-c 10/huruf-e 11/huruf-b 12/huruf-a",
    },
}


@pytest.mark.parametrize("kind", SHIPPED)
def test_kind_of_provisions_in_shipped_corpus(library: Library, kind: Modality) -> None:
    wrong = [
        (document, address)
        for document, addresses in SHIPPED[kind].items()
        for address in addresses.split()
        if kind_in(library, document, f"pasal-{address}") != kind
    ]
    wrong += [
        ("surat-menpanrb-b-71-2017", letter)
        for letter in "abcdefg"
        if kind_in(library, "surat-menpanrb-b-71-2017", f"huruf-{letter}") != "larangan"
    ]
    assert wrong == []


def kind_in(library: Library, document: str, address: str) -> Modality:
    citation = format_locator(parse_address(address))
    return library.lookup(f"{citation} {document}").answers[0].modality


def test_nearest_statement_decides() -> None:
    unit = Unit(parse_address("pasal-5/ayat-1/huruf-a"), "berkampanye;")
    assert modality(unit, ("Bagian Kedua Larangan", "Setiap PNS wajib:")) == "kewajiban"


def test_row_with_sanction_is_prohibition() -> None:
    cells = (("Jenis Sanksi", "hukuman disiplin berat"),)
    row = Unit(parse_address("lampiran-II/angka-1"), "Memasang baliho.", cells=cells)
    assert modality(row, ()) == "larangan"
