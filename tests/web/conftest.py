"""The application over the session's index, and the views that every test goes through."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

pytest.importorskip("flask", reason="needs regsearch[web]")

from web_load import served

from regsearch.web.app import create_app

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from flask.testing import FlaskClient

    from regsearch.search.library import Library

VIEWS = {
    "awal": "/",
    "cari": "/cari?q=like+postingan+calon+bupati",
    "cari-tangga": "/cari?q=tidak+masuk+kerja+tanpa+alasan",
    "cari-dulu": "/cari?q=ikut+kampanye&per=2018-06-01&subjek=pns",
    "cari-tni": "/cari?q=TNI+memihak+calon",
    "cari-nihil": "/cari?q=asdkjh+qwe",
    "pasal": "/pasal?sitasi=PP+94/2021+Pasal+5+huruf+n+angka+6",
    "pasal-diubah": "/pasal?sitasi=PP+11/2017+Pasal+254",
    "pasal-baris": "/pasal?sitasi=SKB+Netralitas+2022+Lampiran+II+huruf+B+angka+6",
    "riwayat": "/riwayat?sitasi=PP+11/2017+Pasal+254&per=2018-01-01&dengan=2024-01-01",
    "peraturan": "/peraturan/pp-94-2021",
    "peraturan-perubahan": "/peraturan/uu-10-2016",
    "korpus": "/korpus",
    "periksa": "/periksa",
}
FAILURES = {
    "tidak-ada": ("/pasal?sitasi=PP+94/2021+Pasal+999", 404),
    "bukan-sitasi": ("/pasal?sitasi=netral", 400),
    "halaman-lain": ("/tidak/ada", 404),
    "dokumen-lain": ("/peraturan/pp-1-1900", 404),
    "bukan-tanggal": ("/cari?q=bolos&per=kemarin", 400),
    "tahap-lain": ("/cari?q=bolos&tahap=kapan", 400),
    "pelaku-lain": ("/cari?q=bolos&subjek=raja", 400),
    "satu-hari": ("/riwayat?sitasi=PP+11/2017+Pasal+254&dengan=2024-01-01", 400),
    "terlalu-panjang": ("/cari?q=" + "bolos+" * 4_000, 400),
}


@pytest.fixture(scope="session")
def client(library: Library) -> FlaskClient:
    return create_app(lambda: library, ["localhost"]).test_client()


@pytest.fixture(scope="session")
def site(index_folder: Path) -> Iterator[str]:
    """Run ``regsearch web`` as a process; give the address that it prints."""
    with served(str(index_folder)) as address:
        yield f"http://{address}"
