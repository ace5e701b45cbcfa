"""Numbers with their units are read alike in a question and in a provision."""

from __future__ import annotations

import math

import pytest

from regsearch.model.query import Quantity
from regsearch.text.quantities import asked_quantities, fits, quantities


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
        ("dipotong 0,5%", Quantity("persen", 0.5, 0.5)),
        ("1 menit s.d. < 31 menit", Quantity("menit", 1, 30)),
        ("1 (satu) menit sampai dengan 30 (tiga puluh) menit", Quantity("menit", 1, 30)),
        ("31 - 60 menit", Quantity("menit", 31, 60)),
        ("≥ 91 menit", Quantity("menit", 91, math.inf)),
        ("lebih dari 90 (sembilan puluh) menit", Quantity("menit", 91, math.inf)),
        ("kurang dari 31 menit", Quantity("menit", 0, 30)),
        ("30 menit atau lebih", Quantity("menit", 30, math.inf)),
        ("1 jam s/d 2 jam", Quantity("menit", 60, 120)),
        ("7,5 (tujuh koma lima) jam", Quantity("menit", 450, 450)),
    ],
)
def test_quantities(text: str, expected: Quantity) -> None:
    assert quantities(text) == (expected,)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("telat 10 mnt", 10, 10),
        ("telat sepuluh menit", 10, 10),
        ("telat setengah jam", 30, 30),
        ("telat sejam", 60, 60),
        ("telat dua jam", 120, 120),
        ("telat lebih dari 90 menit", 91, math.inf),
    ],
)
def test_lateness_is_asked_in_minutes(text: str, low: float, high: float) -> None:
    assert asked_quantities(text, absence=True) == (Quantity("menit", low, high),)


def test_the_number_of_an_instrument_is_no_quantity() -> None:
    assert quantities("UU Nomor 5 Tahun 2014 dan PP 94 tahun 2021") == ()
    (age,) = quantities("menurut UU 20 Tahun 2023 usia 60 tahun")
    assert age == Quantity("tahun", 60, 60)


def test_what_fits() -> None:
    told = quantities("25% hingga 50%")
    assert fits(quantities("tiga puluh persen"), told) is True
    assert fits(quantities("60 persen"), told) is False
    assert fits(quantities("60 hari"), told) is None


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("bolos sehari", 1, 1),
        ("mangkir seminggu", 5, 6),
        ("mangkir sepekan", 5, 6),
        ("dua minggu tidak masuk", 10, 12),
        ("sebulan tidak hadir", 20, 23),
        ("3 bulan tidak masuk", 60, 69),
        ("bolos setahun", 235, 260),
        ("alpa 3 kali", 3, 3),
        ("3x ga masuk", 3, 3),
        ("belum sampai 10 hari", 0, 9),
        ("kurang dari sepuluh hari", 0, 9),
        ("lebih dari 10 hari", 11, math.inf),
        ("10 hari lebih", 11, math.inf),
        ("10 hari atau lebih", 10, math.inf),
        ("minimal 5 hari", 5, math.inf),
        ("10-an hari", 10, 19),
        ("paling lama 7 hr", 0, 7),
        ("hampir 20 hari", 15, 19),
        ("lima belas hari dalam setahun", 15, 15),
    ],
)
def test_absence_is_counted_in_working_days(text: str, low: float, high: float) -> None:
    assert asked_quantities(text, absence=True) == (Quantity("hari", low, high),)


def test_what_is_no_absence_keeps_its_unit() -> None:
    assert asked_quantities("cuti 3 bulan", absence=False) == (Quantity("bulan", 3, 3),)
    assert asked_quantities("sudah 3 kali", absence=False) == ()
    assert asked_quantities("kurang dari 25%", absence=False) == (Quantity("persen", 0, 24),)


@pytest.mark.parametrize(
    ("asked", "told", "fitting"),
    [
        ("bolos seminggu", "4 (empat) sampai dengan 6 (enam) hari kerja", True),
        ("bolos sebulan", "21 sampai dengan 24 hari kerja", True),
        ("bolos sebulan", "7 sampai dengan 10 hari kerja", False),
        ("bolos setahun", "28 hari kerja atau lebih", True),
        ("belum sampai 10 hari", "7 sampai dengan 10 hari kerja", True),
        ("belum sampai 10 hari", "11 sampai dengan 13 hari kerja", False),
        ("lebih dari 10 hari", "11 sampai dengan 13 hari kerja", True),
        ("lebih dari 10 hari", "3 hari kerja", False),
    ],
)
def test_absence_fits_the_band_of_days(asked: str, told: str, *, fitting: bool) -> None:
    assert fits(asked_quantities(asked, absence=True), quantities(told)) is fitting
