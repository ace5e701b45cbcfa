"""OCR on rendered pages, and on real scans where they are next to the repository.

Skipped, with the remedy as reason, where the extra, Tesseract or its models are missing.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pypdf
import pytest

from regsearch.paths import ocr_cache
from regsearch.read import parse
from regsearch.read.extract import ocr
from tests.read.tinypdf import make_pdf, save_scan

if TYPE_CHECKING:
    from regsearch.regulation import Regulation

SHARED = Path(__file__).parents[4] / "shared" / "corpus" / "pdf"
_LACKING = ocr.missing()
needs_ocr = pytest.mark.skipif(_LACKING is not None, reason=f"OCR tidak ada: {_LACKING}")

LAW = [
    (230.0, 700.0, "PERATURAN BUPATI CONTOH JAYA"),
    (250.0, 680.0, "NOMOR 3 TAHUN 2030"),
    (280.0, 660.0, "TENTANG"),
    (260.0, 640.0, "JAM KERJA"),
    (280.0, 600.0, "Pasal 1"),
    (90.0, 580.0, "(1)"),
    (112.0, 580.0, "Pegawai dilarang:"),
    (112.0, 566.0, "a. terlambat masuk kerja;"),
    (112.0, 552.0, "b. pulang sebelum waktunya; dan"),
    (112.0, 538.0, "c. tidur."),
    (90.0, 524.0, "(2)"),
    (112.0, 524.0, "Potongan gaji sebesar 100% berlaku."),
]


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    """A PDF that is only a picture of a page."""
    return save_scan([LAW], tmp_path / "pindaian.pdf")


@needs_ocr
def test_a_scan_becomes_a_regulation(scan: Path) -> None:
    done: list[tuple[int, int]] = []
    regulation = parse(scan, ocr=True, progress=lambda *step: done.append(step))
    assert regulation.id == "perbup-contoh-jaya-3-2030"
    assert {unit.address: unit.text for unit in regulation.units} == {
        "pasal-1": "",
        "pasal-1/ayat-1": "Pegawai dilarang:",
        "pasal-1/ayat-1/huruf-a": "terlambat masuk kerja;",
        "pasal-1/ayat-1/huruf-b": "pulang sebelum waktunya; dan",
        "pasal-1/ayat-1/huruf-c": "tidur.",
        "pasal-1/ayat-2": "Potongan gaji sebesar 100% berlaku.",
    }
    assert done == [(1, 1)]
    (ocr_finding,) = [finding for finding in regulation.findings if finding.code == "ocr"]
    assert ocr_finding.page == 1
    assert "keyakinan" in ocr_finding.message


@needs_ocr
def test_page_is_read_once_and_then_cached(scan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = parse(scan, ocr=True)
    assert list(ocr_cache().rglob("*.json"))

    def refuse(*_: object) -> None:
        raise AssertionError("rendered again")

    with monkeypatch.context() as patched:
        patched.setattr(ocr, "_render", refuse)
        assert parse(scan, ocr=True) == first
    for entry in ocr_cache().rglob("*.json"):
        entry.write_text("[1, 2")
    assert parse(scan, ocr=True) == first


@needs_ocr
def test_pages_with_a_usable_layer_are_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "a.pdf"
    file.write_bytes(make_pdf([LAW]))
    monkeypatch.setattr(ocr, "_render", None)
    assert parse(file, ocr=True) == parse(file)


def test_missing_tesseract_is_a_finding_with_the_remedy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "a.pdf"
    file.write_bytes(make_pdf([LAW, []]))
    monkeypatch.setattr(ocr, "missing", lambda: "pasang dengan: pip install 'regsearch[ocr]'")
    regulation = parse(file, ocr=True)
    messages = {finding.code: finding.message for finding in regulation.findings}
    assert "pip install 'regsearch[ocr]'" in messages["ocr_missing"]
    assert "--ocr" in messages["no_text_layer"]
    assert regulation.units


def real(name: str) -> Path:
    file = SHARED / f"{name}.pdf"
    if not file.exists():
        pytest.skip(f"{name}.pdf tidak ada di sini: dokumen nyata tidak ikut repositori")
    return file


def read(name: str) -> Regulation:
    return parse(real(name), ocr=True)


def first_pages(name: str, count: int, folder: Path) -> Path:
    file = folder / f"{name}.pdf"
    with pypdf.PdfWriter() as writer:
        writer.append(real(name), pages=(0, count))
        writer.write(file)
    return file


def codes(regulation: Regulation) -> set[str]:
    return {finding.code for finding in regulation.findings}


def outermost(regulation: Regulation) -> list[str]:
    return [unit.address for unit in regulation.units if len(unit.locator) == 1]


@needs_ocr
def test_keputusan_with_a_handwritten_number() -> None:
    regulation = read("scan-donggala-1")
    assert (regulation.kind, regulation.numbers, regulation.year) == ("keputusan", (), 2025)
    assert regulation.title == "PENETAPAN BUNDA LITERASI KABUPATEN DONGGALA"
    dictums = [f"diktum-{number}" for number in ("KESATU", "KEDUA", "KETIGA", "KEEMPAT")]
    assert outermost(regulation)[:4] == dictums
    assert "no_number" in codes(regulation)


@needs_ocr
def test_keputusan_with_a_missing_page() -> None:
    regulation = read("scan-donggala-2")
    assert (regulation.kind, regulation.numbers) == ("keputusan", ())
    assert outermost(regulation)[:2] == ["diktum-KETIGA", "diktum-KEEMPAT"]
    gaps = [finding.address for finding in regulation.findings if finding.code == "gap"]
    assert gaps == ["diktum-KESATU", "diktum-KEDUA"]


@pytest.mark.slow
@needs_ocr
def test_scanned_perbup() -> None:
    regulation = read("scan-donggala-3")
    assert regulation.id == "perbup-donggala-3-2025"
    assert outermost(regulation) == [f"pasal-{number}" for number in range(1, 9)]
    addresses = {unit.address for unit in regulation.units}
    assert {f"pasal-2/ayat-2/huruf-{letter}" for letter in "abcdefghijkl"} <= addresses
    assert not [finding for finding in regulation.findings if finding.code == "gap"]


@pytest.mark.slow
@needs_ocr
def test_torn_layer_and_handwritten_number(tmp_path: Path) -> None:
    regulation = parse(first_pages("perbup-merangin-62-2018", 5, tmp_path), ocr=True)
    assert (regulation.kind, regulation.region, regulation.numbers) == ("perbup", "Merangin", ())
    assert regulation.title.startswith("KODE ETIK PEGAWAI NEGERI SIPIL")
    assert "no_number" in codes(regulation)
    # A page is missing in the scan: its articles are gaps, and nothing is invented.
    gaps = [finding.address for finding in regulation.findings if finding.code == "gap"]
    assert gaps == ["pasal-5", "pasal-6", "pasal-7"]
    assert outermost(regulation) == [f"pasal-{number}" for number in (1, 2, 3, 4, 8, 9, 10)]


@needs_ocr
def test_layer_without_a_unicode_map(tmp_path: Path) -> None:
    body = first_pages("pp-27-2009-gibberish-layer", 9, tmp_path)  # a table of tariffs follows
    assert "gibberish" in codes(parse(body))
    regulation = parse(body, ocr=True)
    assert regulation.id == "pp-27-2009"
    assert outermost(regulation)[:6] == [f"pasal-{number}" for number in range(1, 7)]
    addresses = {unit.address for unit in regulation.units}
    assert {f"pasal-3/ayat-{number}" for number in (1, 2, 3)} <= addresses
