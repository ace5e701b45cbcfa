"""What a document says of itself is read: since when, what it revokes and amends, whom it binds."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from regsearch.cli import main
from regsearch.corpus.assemble import read_catalog
from regsearch.corpus.own.effects import amended_by, bound_by, revoked_by, start_of
from regsearch.paths import shipped_corpus
from regsearch.read import parse

if TYPE_CHECKING:
    from pathlib import Path

    from regsearch.regulation import Regulation

HEAD = "PERATURAN BUPATI CONTOH\nNOMOR 9 TAHUN 2024\nTENTANG\n{title}\nMEMUTUSKAN:\n"
DATES = (
    "Ditetapkan di Contoh\npada tanggal 4 Maret 2024\nBUPATI CONTOH,\nttd\nFULAN\n"
    "Diundangkan di Contoh\npada tanggal 6 Maret 2024\nSEKRETARIS DAERAH,\nttd\nFULANAH\n"
)


def document(
    folder: Path, body: str, title: str = "DISIPLIN", head: str = HEAD, closing: str = DATES
) -> Regulation:
    path = folder / "berkas.txt"
    path.write_text(f"{head.format(title=title)}{body}\n{closing}")
    return parse(path)


ARTICLES = "Pasal 1\nPegawai wajib hadir.\nPasal 2\n"


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("Peraturan Bupati ini mulai berlaku pada tanggal diundangkan.", date(2024, 3, 6)),
        ("Peraturan Bupati ini mulai berlaku pada tanggal ditetapkan.", date(2024, 3, 4)),
        ("Peraturan Bupati ini mulai berlaku sejak tanggal ditetapkan.", date(2024, 3, 4)),
        ("Peraturan ini mulai berlaku sejak 1 April 2024.", date(2024, 4, 1)),
        ("Peraturan ini mulai berlaku terhitung mulai tanggal 1 Juli 2024.", date(2024, 7, 1)),
        (
            "Peraturan Bupati ini mulai berlaku pada tanggal diundangkan dan mempunyai daya laku "
            "surut sejak tanggal 2 Januari 2024.",
            date(2024, 1, 2),
        ),
        ("Peraturan Bupati ini berlaku surut terhitung sejak 2 Januari 2024.", date(2024, 1, 2)),
        (
            "Peraturan Bupati ini mulai berlaku setelah 6 (enam) bulan terhitung sejak tanggal "
            "diundangkan.",
            date(2024, 9, 6),
        ),
        ("Peraturan ini mulai berlaku 30 (tiga puluh) hari sejak diundangkan.", date(2024, 4, 5)),
        ("Pada saat Peraturan Bupati ini mulai berlaku, izin lama tetap berlaku.", None),
        ("Ketentuan Pasal 1 mulai berlaku pada tanggal 1 Januari 2025.", None),
    ],
)
def test_first_day_is_that_of_the_closing_provision(
    said: str, day: date | None, tmp_path: Path
) -> None:
    assert start_of(document(tmp_path, ARTICLES + said)) == day


def test_day_of_an_annex_or_quoted_article_is_another(tmp_path: Path) -> None:
    body = (
        "Pasal I\nKetentuan Pasal 9 diubah sehingga berbunyi sebagai berikut:\nPasal 9\n"
        "Peraturan Bupati ini mulai berlaku pada tanggal 1 Mei 2030.\nPasal II\n"
        "Peraturan Bupati ini mulai berlaku pada tanggal diundangkan."
    )
    title = "PERUBAHAN ATAS PERATURAN BUPATI NOMOR 3 TAHUN 2020 TENTANG DISIPLIN"
    regulation = document(tmp_path, body, title)
    assert start_of(regulation) == date(2024, 3, 6)
    assert amended_by(regulation) == ("perbup-contoh-3-2020",)


FIRST, SECOND = "perbup-contoh-10-2019", "perbup-contoh-45-2021"


@pytest.mark.parametrize(
    ("said", "revoked"),
    [
        (
            "Pada saat Peraturan Bupati ini mulai berlaku, Peraturan Bupati Contoh Nomor 10 Tahun "
            "2019 tentang Disiplin, dicabut dan dinyatakan tidak berlaku.",
            (FIRST,),
        ),
        (
            "Peraturan Bupati Nomor 10 Tahun 2019 tentang Disiplin (Berita Daerah Tahun 2019 Nomor "
            "10) dicabut dan dinyatakan tidak berlaku.",
            (FIRST,),
        ),
        (
            "Pada saat Peraturan Bupati ini mulai berlaku:\na. Peraturan Bupati Contoh Nomor 10 "
            "Tahun 2019 tentang Disiplin; dan\nb. Peraturan Bupati Contoh Nomor 45 Tahun 2021 "
            "tentang Presensi,\ndicabut dan dinyatakan tidak berlaku.",
            (FIRST, SECOND),
        ),
        (
            "Dicabut dan dinyatakan tidak berlaku:\na. Peraturan Bupati Contoh Nomor 10 Tahun "
            "2019 tentang Disiplin;\nb. Peraturan Bupati Contoh Nomor 45 Tahun 2021 tentang Jam.",
            (FIRST, SECOND),
        ),
        ("Peraturan Bupati Contoh Nomor 1 0 Tahun 2O19 tentang Disiplin, dicabut.", (FIRST,)),
        ("Mencabut Peraturan Bupati Contoh Nomor 10 Tahun 2019 tentang Disiplin.", (FIRST,)),
        (
            "Peraturan Bupati Contoh Nomor 10 Tahun 2019 tentang Disiplin sebagaimana telah diubah "
            "dengan Peraturan Bupati Contoh Nomor 45 Tahun 2021 tentang Perubahan atas Peraturan "
            "Bupati Contoh Nomor 10 Tahun 2019 tentang Disiplin, dicabut.",
            (FIRST, SECOND),
        ),
        (
            "Peraturan Bupati Contoh Nomor 45 Tahun 2021 tentang Perubahan Kedua atas Peraturan "
            "Bupati Contoh Nomor 10 Tahun 2019 tentang Disiplin dicabut.",
            (SECOND,),
        ),
        (
            "Keputusan Bupati Nomor 188/45/KEP/2018 tentang Tim Disiplin dicabut.",
            ("keputusan-bup-contoh-188-45-kep-2018",),
        ),
        (
            "Peraturan Daerah Kabupaten Contoh Nomor 4 Tahun 2015 tentang Pajak dinyatakan tidak "
            "berlaku.",
            ("perda-contoh-4-2015",),
        ),
        ("Ketentuan mengenai jam dalam Peraturan Bupati Nomor 10 Tahun 2019 dicabut.", ()),
        (
            "Peraturan pelaksanaan dari Peraturan Bupati Nomor 10 Tahun 2019 dinyatakan tetap "
            "berlaku sepanjang tidak bertentangan.",
            (),
        ),
        ("Pegawai yang melanggar Peraturan Bupati Nomor 10 Tahun 2019 dikenai sanksi.", ()),
    ],
)
def test_what_is_revoked_as_a_whole_is_read(
    said: str, revoked: tuple[str, ...], tmp_path: Path
) -> None:
    assert revoked_by(document(tmp_path, ARTICLES + said)) == revoked


@pytest.mark.parametrize(
    ("title", "first", "bound"),
    [
        ("DISIPLIN PEGAWAI NEGERI SIPIL", "PNS wajib hadir.", ("pns", "cpns")),
        ("PEGAWAI PEMERINTAH DENGAN PERJANJIAN KERJA", "PPPK wajib hadir.", ("pppk",)),
        ("DISIPLIN PERANGKAT DESA", "Perangkat Desa wajib hadir.", ("perangkat-desa",)),
        ("PENGELOLAAN TENAGA NON-ASN", "Tenaga wajib hadir.", ("non-asn",)),
        ("KODE ETIK PEGAWAI", "Pegawai wajib hadir.", ("asn",)),
        (
            "KODE ETIK PEGAWAI",
            "Pegawai adalah PNS, PPPK, dan pegawai non-ASN di lingkungan Dinas.",
            ("asn", "non-asn"),
        ),
        ("PEMILIHAN KEPALA DESA", "Calon wajib hadir.", ()),
        ("KETERTIBAN UMUM", "Setiap orang dilarang membuang sampah.", ()),
    ],
)
def test_whom_it_binds_is_said_by_title_or_definition(
    title: str, first: str, bound: tuple[str, ...], tmp_path: Path
) -> None:
    body = f"Pasal 1\n{first}\nPasal 2\nPeraturan ini mulai berlaku pada tanggal diundangkan."
    assert bound_by(document(tmp_path, body, title), village=False) == bound


REVOKING = (
    f"{ARTICLES}Peraturan Bupati ini mulai berlaku pada tanggal diundangkan dan mempunyai daya "
    "laku surut sejak tanggal 2 Januari 2024.\nPasal 3\nPada saat Peraturan Bupati ini mulai "
    "berlaku, Peraturan Bupati Contoh Nomor 10 Tahun 2019 tentang Disiplin dicabut."
)
OLDER = "PERATURAN BUPATI CONTOH\nNOMOR 10 TAHUN 2019\nTENTANG\n{title}\nMEMUTUSKAN:\n"


def run(*arguments: object) -> tuple[int, str]:
    done = CliRunner().invoke(main, [str(argument) for argument in arguments])
    return done.exit_code, done.stderr


def add(file: Path, folder: Path, *options: object) -> tuple[int, str]:
    return run("korpus", "tambah", file, "--ya", "--korpus", folder, *options)


def test_document_ends_the_one_that_it_revokes_added_before_or_after(tmp_path: Path) -> None:
    newer = tmp_path / "baru.txt"
    newer.write_text(HEAD.format(title="DISIPLIN") + REVOKING + "\n" + DATES)
    older = tmp_path / "lama.txt"
    older.write_text(OLDER.format(title="DISIPLIN") + "Pasal 1\nPegawai wajib hadir.\n")
    for name, files in (("a", (newer, older)), ("b", (older, newer))):
        folder = tmp_path / name
        for file in files:
            assert add(file, folder)[0] == 0
        catalog = read_catalog([shipped_corpus(), folder])
        assert catalog["perbup-contoh-9-2024"].start == date(2024, 1, 2)
        assert catalog[FIRST].revoked == date(2024, 1, 2)
        assert run("korpus", "hapus", FIRST, "--korpus", folder)[0] == 0
        assert "perbup-contoh-9-2024" in read_catalog([shipped_corpus(), folder])


@pytest.mark.parametrize(
    ("options", "status", "told"),
    [
        (("--id", "../../x"), 3, "bukan id dokumen"),
        (("--id", "Perbup 5"), 3, "bukan id dokumen"),
        (("--mencabut", "Perbup 3/2020"), 3, "bukan id dokumen"),
        (("--mencabut", "perbup-contoh-9-2024"), 3, "dirinya sendiri"),
        (("--mencabut", "uu-5-2026"), 3, "lebih tua"),
        (("--jenis", "karangan"), 3, "tidak dikenal"),
        (("--nomor", "5 Tahun 2020", "--tahun", "2021"), 3, "satu tahun saja"),
        (("--subjek", "guru"), 3, "tidak dikenal"),
        (("--tahun", "20a"), 2, "bilangan bulat"),
        (("--tahun", "2020", "--tahun", "2021"), 2, "dua kali"),
        (("--berlaku", "kemarin"), 2, "bukan tanggal"),
    ],
)
def test_particulars_that_cannot_be_leave_the_catalogue_as_it_was(
    options: tuple[str, ...], status: int, told: str, tmp_path: Path
) -> None:
    older = tmp_path / "lama.txt"
    older.write_text(OLDER.format(title="DISIPLIN") + "Pasal 1\nPegawai wajib hadir.\n")
    newer = tmp_path / "baru.txt"
    newer.write_text(HEAD.format(title="DISIPLIN") + REVOKING + "\n" + DATES)
    folder = tmp_path / "k"
    assert add(older, folder)[0] == 0
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    code, error = add(newer, folder, *options)
    assert (code, told in error) == (status, True), error
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize(
    ("options", "identity"),
    [
        (("--jenis", "Peraturan Wali Kota"), "perwali-contoh-9-2024"),
        (("--jenis", "Perda"), "perda-contoh-9-2024"),
        (("--nomor", "Nomor 12 Tahun 2023"), "perbup-contoh-12-2023"),
    ],
)
def test_particulars_are_taken_as_people_write_them(
    options: tuple[str, ...], identity: str, tmp_path: Path
) -> None:
    file = tmp_path / "baru.txt"
    file.write_text(HEAD.format(title="DISIPLIN") + REVOKING + "\n" + DATES)
    assert add(file, tmp_path / "k", *options)[0] == 0
    assert identity in read_catalog([shipped_corpus(), tmp_path / "k"])


def test_two_years_in_a_title_are_no_year(tmp_path: Path) -> None:
    file = tmp_path / "dua.txt"
    file.write_text(
        "PERATURAN BUPATI CONTOH\nNOMOR 9 TAHUN 2020 TAHUN 2021\nTENTANG\nCUTI\nPasal 1\nHadir.\n"
    )
    code, error = add(file, tmp_path / "k")
    assert (code, "--tahun" in error) == (3, True)
