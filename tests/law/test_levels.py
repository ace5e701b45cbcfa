"""Which level of sanction a text names or imposes."""

from __future__ import annotations

import pytest

from regsearch.law.sanctions.wording import imposed_level, named_level, named_levels
from tests.law.sanctioned import PDHTAPS


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("PNS diberhentikan dengan hormat.", "pdh"),
        (f"PNS dikenai {PDHTAPS}.", "pdhtaps"),
        ("PNS diberhentikan dengan hormat, tidak atas permintaan sendiri.", "pdhtaps"),
        (
            "PPPK yang diputus hubungan kerjanya dengan hormat tidak atas permintaan sendiri",
            "pdhtaps",
        ),
        ("PNS diberhentikan tidak dengan hormat.", "ptdh"),
        (f"Hukuman disiplin berat berupa {PDHTAPS}.", "berat"),
    ],
)
def test_level_of_dismissals(text: str, level: str) -> None:
    assert named_level(text) == level
    assert named_levels(text)[0] == level
    assert "pdh" not in named_levels(text) or level == "pdh"


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("Guru yang lalai kehilangan hak atas tunjangan profesi.", "administratif"),
        ("Guru yang berbohong diberhentikan sebagai guru.", "administratif"),
        (
            "Kepala Desa yang menjadi tersangka diberhentikan sementara oleh bupati.",
            "administratif",
        ),
        ("PNS yang ditahan diberhentikan sementara.", None),
        ("CPNS yang mundur dikenai sanksi: tidak boleh ikut seleksi.", "administratif"),
        ("Ia diangkat tanpa kehilangan hak sebagai PNS.", None),
        ("PPPK yang tidak sembuh diputus hubungan perjanjian kerjanya.", None),
        ("Calon PNS yang dijatuhi hukuman disiplin berat tidak diangkat.", None),
    ],
)
def test_sanction_without_its_name(text: str, level: str | None) -> None:
    assert imposed_level(text) == level


@pytest.mark.parametrize(
    "text",
    [
        "PNS yang diberhentikan dengan hormat berhak atas pensiun.",
        "Guru yang dikenai sanksi berhak membela diri.",
        "Pelamar belum pernah diberhentikan tidak dengan hormat sebagai PNS.",
        "Pemberhentian dengan hormat karena pelanggaran disiplin diusulkan oleh:",
        "Hukuman disiplin dijatuhkan atas dasar hasil pemeriksaan.",
        "Hukuman disiplin yang dijatuhkan sebelumnya tetap berlaku.",
        "Hasil pengawasan menjadi pertimbangan penjatuhan hukuman disiplin.",
        "Pelanggaran yang diancam hukuman disiplin berat diperiksa oleh tim pemeriksa.",
        "PNS yang mungkin dijatuhi hukuman disiplin berat dibebaskan sementara dari tugasnya.",
        "Satu pelanggaran tidak dapat dikenai sanksi dua kali.",
        "Sanksi administratif diterapkan lebih dahulu daripada sanksi pidana.",
        "dihukum karena kejahatan yang diancam dengan hukuman penjara 4 tahun atau lebih berat",
    ],
)
def test_sanction_mentioned_in_passing_is_not_imposed(text: str) -> None:
    assert imposed_level(text) is None


def test_relief_after_dismissal_may_come_with_another_sanction() -> None:
    text = "PPPK yang dikenakan pemutusan hubungan kerja tidak dengan hormat diberikan hak "
    assert imposed_level(f"{text}dan dikenakan sanksi berupa membayar ganti rugi.") == "ptdh"
