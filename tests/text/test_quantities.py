"""Numbers with their units are read alike in a question and in a provision."""

from __future__ import annotations

import math

import pytest

from regsearch.text.quantities import Quantity, fits, quantities


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("14 (empat belas) hingga 16 (enam belas) hari kerja", Quantity("hari", 14, 16)),
        ("28 hari kerja atau lebih", Quantity("hari", 28, math.inf)),
        ("sepuluh hari", Quantity("hari", 10, 10)),
        ("dua puluh lima hari", Quantity("hari", 25, 25)),
        ("dua belas bulan", Quantity("bulan", 12, 12)),
        ("25% (dua puluh lima persen) hingga 50%", Quantity("persen", 25, 50)),
        ("kurang dari 25%", Quantity("persen", 0, 24)),
        ("cuma 30 persen", Quantity("persen", 30, 30)),
    ],
)
def test_quantities(text: str, expected: Quantity) -> None:
    assert quantities(text) == (expected,)


def test_the_number_of_an_instrument_is_no_quantity() -> None:
    assert quantities("UU Nomor 5 Tahun 2014 dan PP 94 tahun 2021") == ()
    (age,) = quantities("menurut UU 20 Tahun 2023 usia 60 tahun")
    assert age == Quantity("tahun", 60, 60)


def test_what_fits() -> None:
    told = quantities("25% hingga 50%")
    assert fits(quantities("tiga puluh persen"), told) is True
    assert fits(quantities("60 persen"), told) is False
    assert fits(quantities("60 hari"), told) is None
