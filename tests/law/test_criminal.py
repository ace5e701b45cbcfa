"""Criminal penalties: whom they are for, and what UU 1/2026 makes of them by its rules."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from regsearch.law.sanctions.criminal import adjusted_words, offender
from regsearch.model import Reference, parse_address
from tests.law.sanctioned import link_sanctions

if TYPE_CHECKING:
    from collections.abc import Callable

    from regsearch.law.references import Corpus


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("pidana penjara paling lama 1 tahun dan denda Rp5", "dan/atau kategori II"),
        ("pidana penjara paling lama 18 (delapan belas) bulan dan denda", "dan/atau kategori III"),
        ("pidana penjara 1 sampai 3 tahun dan/atau denda", "dan/atau kategori III"),
        ("pidana penjara paling lama 5 tahun atau denda", "atau kategori IV"),
        ("pidana penjara paling lama 72 bulan dan denda", "dan/atau kategori V"),
        ("pidana penjara paling lama 8 tahun dan denda", "dan/atau kategori V"),
        ("pidana penjara paling lama 9 tahun dan denda", "dan/atau kategori VI"),
        ("pidana penjara paling lama 12 tahun dan denda", "dan/atau kategori VII"),
        ("pidana penjara paling lama 15 tahun dan denda", "dan/atau kategori VII"),
        ("pidana penjara paling lama 20 tahun dan denda", "dan/atau kategori VIII"),
        ("pidana kurungan paling lama 3 bulan", "kategori I"),
        ("pidana kurungan paling lama 6 bulan", "kategori II"),
        ("pidana kurungan paling lama 3 bulan dan denda", "kategori II"),
    ],
)
def test_category_of_fine_follows_years_of_prison(before: str, after: str) -> None:
    adjusted = adjusted_words(before)
    assert adjusted is not None
    between, category = after.split("kategori")
    assert f"{between.strip()} denda paling banyak kategori{category} (Rp".strip() in adjusted[0]
    assert "paling singkat" not in adjusted[0]


@pytest.mark.parametrize(
    ("before", "special"),
    [
        ("pidana penjara paling lama 4 tahun dan denda paling banyak 3 kali sumbangan", False),
        ("pidana penjara 1 sampai 5 tahun dan denda", True),
        ("pidana yang sama", False),
    ],
)
def test_penalty_that_rules_do_not_convert(before: str, special: bool) -> None:
    assert adjusted_words(before, special=special) is None


@pytest.mark.parametrize(("fine", "milder"), [("72.000.000", True), ("750.000.000", False)])
def test_fine_that_rises_names_milder_old_one(
    make_corpus: Callable[..., Corpus], fine: str, milder: bool
) -> None:
    corpus = make_corpus(
        {
            "uu-9-2015": {
                "pasal-5": "Pejabat yang berpihak dipidana dengan pidana penjara paling lama 6 "
                f"tahun dan denda paling banyak Rp{fine},00."
            },
            "uu-1-2026": {"pasal-II": "", "pasal-II/ayat-5": "Denda berubah."},
        }
    )
    reference = Reference("uu-9-2015", parse_address("pasal-5"))
    before, after = link_sanctions(corpus).of(reference)
    assert (before.revoked, after.in_force) == (date(2026, 1, 2), date(2026, 1, 2))
    assert [b.citation for b in after.basis] == ["UU 9/2015 Pasal 5", "UU 1/2026 Pasal II ayat (5)"]
    assert ("KUHP Pasal 3" in (after.note or "")) == milder


@pytest.mark.parametrize(
    ("text", "lead", "who"),
    [
        ("Setiap Pejabat Negara yang melanggar dipidana", "", "bagi pejabat Negara"),
        ("hakim yang menerima hadiah", "Dipidana penjara 4 tahun dan denda Rp5,00:", "bagi hakim"),
        ("menghancurkan akta yang dipakai", "Pegawai negeri yang:", "bagi pegawai negeri"),
        ("memberi pejabat sesuatu yang berhubungan", "Setiap orang yang:", None),
        ("memberi pejabat sesuatu yang berhubungan", "", None),
        ("Menteri yang memihak dipidana", "", "bagi menteri"),
        ("Dipidana dengan pidana penjara 3 tahun dan denda Rp750,00 hakim yang", "", "bagi hakim"),
        ("Dipidana dengan pidana penjara 3 tahun setiap orang yang memberi", "", None),
    ],
)
def test_offender_is_named_by_lead_in_or_item(text: str, lead: str, who: str | None) -> None:
    assert offender(text, lead) == who
