"""Scans become official texts: read by OCR when they are added, and again in every build."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from regsearch.corpus.add import add_file
from regsearch.corpus.store import Store
from regsearch.errors import SourceError
from regsearch.law.catalog.load import load_catalog
from regsearch.paths import shipped_corpus
from regsearch.read import sandbox
from regsearch.read.extract import ocr
from tests.read.tinypdf import make_pdf, save_scan

if TYPE_CHECKING:
    from pathlib import Path

_LACKING = ocr.missing()
needs_ocr = pytest.mark.skipif(_LACKING is not None, reason=f"OCR tidak ada: {_LACKING}")
CATALOG = load_catalog(shipped_corpus() / "katalog.toml")

LAW = [
    (190.0, 700.0, "PERATURAN PEMERINTAH REPUBLIK INDONESIA"),
    (250.0, 680.0, "NOMOR 94 TAHUN 2021"),
    (280.0, 660.0, "TENTANG"),
    (210.0, 640.0, "DISIPLIN PEGAWAI NEGERI SIPIL"),
    (280.0, 600.0, "Pasal 1"),
    (90.0, 580.0, "Setiap pegawai wajib masuk kerja tepat waktu."),
]


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "korpus")


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    """A PDF that is only a picture of a page."""
    return save_scan([LAW], tmp_path / "pindaian.pdf")


@needs_ocr
def test_scan_is_read_by_ocr_in_every_build(scan: Path, store: Store) -> None:
    with pytest.raises(SourceError, match="--ocr"):
        add_file(scan, store, CATALOG)
    added = add_file(scan, store, CATALOG, ocr=True)
    entry, regulation = added.entry, added.regulation
    assert (entry.document, entry.ocr) == ("pp-94-2021", True)
    assert store.get("pp-94-2021") == entry
    assert store.load(entry).units == regulation.units
    assert regulation.units[0].text.startswith("Setiap pegawai wajib")


def test_unneeded_ocr_is_not_recorded(tmp_path: Path, store: Store) -> None:
    file = tmp_path / "teks.pdf"
    file.write_bytes(make_pdf([LAW]))
    entry = add_file(file, store, CATALOG, ocr=True).entry
    assert entry.ocr is None


def test_build_without_needed_ocr_is_refused(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    entry = store.add("pp-94-2021", make_pdf([LAW, []]), original="a.pdf", suffix=".pdf", ocr=True)
    code = (
        "from regsearch.read import sandbox_worker; from regsearch.read.extract import ocr; "
        "ocr.missing = lambda: \"pasang dengan: pip install 'regsearch[ocr]'\"; "
        "sandbox_worker.main()"
    )
    monkeypatch.setattr(sandbox, "_WORKER", ("-c", code))
    with pytest.raises(SourceError, match=r"pp-94-2021.*regsearch\[ocr\]"):
        store.load(entry)
