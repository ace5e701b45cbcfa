"""A user's own documents: added with their particulars, answering with their sanctions, removed."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from regsearch.cli import main
from regsearch.corpus.assemble import read_catalog
from regsearch.corpus.own.given import Given
from regsearch.corpus.particulars import particulars_of, short_name
from regsearch.corpus.store import Store
from regsearch.errors import UnrecognisedError
from regsearch.paths import DATA_VARIABLE, shipped_corpus
from regsearch.read import parse
from tests.read.tinypdf import make_pdf

if TYPE_CHECKING:
    from regsearch.regulation import Regulation

CASES = Path(__file__).parents[1] / "read" / "cases"
PERGUB = CASES / "collection" / "pergub.txt"


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def written(folder: Path, name: str, head: str, body: str) -> Path:
    path = folder / name
    path.write_text(f"{head}\nMEMUTUSKAN:\nMenetapkan : {head.splitlines()[0]}.\n\n{body}\n")
    return path


def catalog_ids(folder: Path) -> set[str]:
    return set(read_catalog([shipped_corpus(), folder])) - set(read_catalog([shipped_corpus()]))


def answers(question: str, index: Path) -> list[dict[str, object]]:
    done = run("cari", question, "-n", "3", "--format", "json", "--indeks", index)
    found: list[dict[str, object]] = json.loads(done.stdout)["answers"]
    return found


def test_particulars_are_shown_and_wait_for_agreement(tmp_path: Path) -> None:
    asked = run("korpus", "tambah", PERGUB, "--korpus", tmp_path)
    assert asked.exit_code == 3
    for shown in ("pergub-contoh-75-2021", "DISIPLIN PEGAWAI", "Gubernur Contoh", "2021-03-03"):
        assert shown in asked.stderr
    assert list(tmp_path.iterdir()) == []


def test_document_is_added_kept_and_removed(tmp_path: Path) -> None:
    assert run("korpus", "tambah", PERGUB, "--ya", "--korpus", tmp_path).exit_code == 0
    instrument = read_catalog([shipped_corpus(), tmp_path])["pergub-contoh-75-2021"]
    assert (instrument.user, instrument.region, instrument.enacted) == (
        True,
        "Contoh",
        date(2021, 3, 3),
    )
    again = run("korpus", "tambah", PERGUB, "--ya", "--korpus", tmp_path)
    assert (again.exit_code, "sudah ada" in again.stderr) == (3, True)
    assert run("korpus", "hapus", "pergub-contoh-75-2021", "--korpus", tmp_path).exit_code == 0
    assert catalog_ids(tmp_path) == set()
    assert run("korpus", "hapus", "pergub-contoh-75-2021", "--korpus", tmp_path).exit_code == 3


def test_removal_leaves_other_entries_as_they_were(tmp_path: Path) -> None:
    run("korpus", "tambah", PERGUB, "--ya", "--korpus", tmp_path)
    catalog = tmp_path / "katalog.toml"
    before = catalog.read_text()
    run("korpus", "tambah", CASES / "titles" / "mendagri.txt", "--ya", "--korpus", tmp_path)
    run("korpus", "hapus", "permendagri-10-2016", "--korpus", tmp_path)
    assert catalog.read_text().strip() == before.strip()


def test_given_particulars_override_what_was_read(tmp_path: Path) -> None:
    options = ("--nomor", "8", "--tahun", "2022", "--berlaku", "2022-05-01", "--wilayah", "Lain")
    done = run("korpus", "tambah", PERGUB, *options, "--ya", "--korpus", tmp_path)
    assert done.exit_code == 0, done.stderr
    instrument = read_catalog([shipped_corpus(), tmp_path])["pergub-lain-8-2022"]
    assert instrument.start == date(2022, 5, 1)


def test_given_number_makes_an_illegible_title_page_a_document_of_the_catalogue(
    tmp_path: Path,
) -> None:
    head = "PERATURAN BUPATI MERANGIN\nNOMOR ....... TAHUN 2018\nTENTANG\nKODE ETIK PEGAWAI"
    scan = written(tmp_path, "pindaian.txt", head, "Pasal 1\nPegawai menjaga nama baik daerah.")
    folder = tmp_path / "k"
    done = run("korpus", "tambah", scan, "--nomor", "62", "--ya", "--korpus", folder)
    assert (done.exit_code, catalog_ids(folder)) == (0, set()), done.stderr
    assert Store(folder).get("perbup-merangin-62-2018") is not None


def test_revoked_document_of_the_user_ends(tmp_path: Path) -> None:
    head = "PERATURAN GUBERNUR CONTOH\nNOMOR 9 TAHUN 2024\nTENTANG\nDISIPLIN"
    newer = written(tmp_path, "baru.txt", head, "Pasal 1\nPegawai wajib hadir.")
    folder = tmp_path / "k"
    run("korpus", "tambah", PERGUB, "--ya", "--korpus", folder)
    options = ("--berlaku", "2024-02-01", "--mencabut", "pergub-contoh-75-2021")
    done = run("korpus", "tambah", newer, *options, "--ya", "--korpus", folder)
    assert done.exit_code == 0, done.stderr
    older = read_catalog([shipped_corpus(), folder])["pergub-contoh-75-2021"]
    assert older.revoked == date(2024, 2, 1)


def test_archive_adds_every_file(tmp_path: Path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name in ("mendagri.txt", "kominfo.txt"):
            archive.writestr(f"map/{name}", (CASES / "titles" / name).read_bytes())
    path = tmp_path / "semua.zip"
    path.write_bytes(packed.getvalue())
    assert run("korpus", "tambah", path, "--ya", "--korpus", tmp_path / "k").exit_code == 0
    assert catalog_ids(tmp_path / "k") == {"permendagri-10-2016", "permenkominfo-10-2016"}


@pytest.mark.parametrize("name", ["titles/ti-abstrak.txt"])
def test_abstract_is_refused(name: str, tmp_path: Path) -> None:
    done = run("korpus", "tambah", CASES / name, "--ya", "--korpus", tmp_path)
    assert (done.exit_code, "abstrak" in done.stderr) == (3, True)


def untitled() -> Regulation:
    return parse(CASES / "titles" / "ti-abstrak.txt")


def test_illegible_title_names_the_options_to_give() -> None:
    with pytest.raises(UnrecognisedError, match="--jenis, --tahun, --judul"):
        particulars_of(untitled(), Given(), None, ())


def test_taken_id_is_completed_by_the_office() -> None:
    regulation = parse(CASES / "titles" / "mendagri.txt")
    particulars = particulars_of(regulation, Given(), None, {"permendagri-10-2016"})
    assert particulars.id == "permendagri-10-2016-menteri-dalam-negeri"


@pytest.mark.parametrize(
    ("kind", "number", "year", "region", "name"),
    [
        ("permendagri", "10", 2016, None, "Permendagri 10/2016"),
        ("pmk", "112/PMK.03/2022", 2022, None, "PMK 112/PMK.03/2022"),
        ("peraturan-bpom", "8", 2020, None, "Peraturan BPOM 8/2020"),
        ("perdes", "3", 2020, "Sukamaju", "Perdes Sukamaju 3/2020"),
    ],
)
def test_short_name_is_the_usual_citation(
    kind: str, number: str, year: int, region: str | None, name: str
) -> None:
    assert short_name(kind, number, year, region) == name


SANCTIONS = "Pasal 2\nPegawai yang melanggar ketentuan sebagaimana dimaksud dalam Pasal 1 dikenai "
FORMS = {
    "perbup": (
        "PERATURAN BUPATI SUMBER ASRI\nNOMOR 5 TAHUN 2022\nTENTANG\nTERTIB KANTOR",
        f"Pasal 1\nPegawai dilarang memelihara ayam aduan di kantor.\n{SANCTIONS}"
        "penundaan tambahan penghasilan selama 3 (tiga) bulan.",
        "memelihara ayam aduan di kantor",
        "perbup-sumber-asri-5-2022",
        "penundaan tambahan penghasilan selama 3 (tiga) bulan",
    ),
    "perban": (
        "PERATURAN BADAN PENGAWAS OBAT DAN MAKANAN\nNOMOR 6 TAHUN 2022\nTENTANG\nTERTIB UJI",
        f"Pasal 1\nPegawai dilarang meminum sampel sirop laboratorium.\n{SANCTIONS}"
        "pernyataan tidak puas secara tertulis.",
        "meminum sampel sirop laboratorium",
        "peraturan-bpom-6-2022",
        "pernyataan tidak puas secara tertulis",
    ),
    "pmk": (
        "PERATURAN MENTERI KEUANGAN REPUBLIK INDONESIA\nNOMOR 7/PMK.01/2022\nTENTANG\nKAS",
        f"Pasal 1\nPegawai dilarang menukar uang kas dengan mainan.\n{SANCTIONS}teguran tertulis.",
        "menukar uang kas dengan mainan",
        "pmk-7-pmk-01-2022",
        "teguran tertulis",
    ),
    "perdes": (
        "PERATURAN DESA TELAGA BIRU\nNOMOR 2 TAHUN 2022\nTENTANG\nTERTIB SUNGAI",
        "Pasal 1\nWarga dilarang menuba ikan di lubuk larangan.\nPasal 2\nWarga yang melanggar "
        "Pasal 1 dikenai sanksi adat berupa seekor kambing.",
        "menuba ikan di lubuk larangan",
        "perdes-telaga-biru-2-2022",
        "seekor kambing",
    ),
    "umum": (
        "PERATURAN REKTOR UNIVERSITAS TELAGA\nNOMOR 4 TAHUN 2022\nTENTANG\nETIKA",
        f"Pasal 1\nDosen dilarang menjual nilai ujian susulan.\n{SANCTIONS}"
        "sanksi sesuai dengan ketentuan peraturan perundang-undangan.",
        "menjual nilai ujian susulan",
        "perrektor-universitas-telaga-4-2022",
        "sanksi sesuai dengan ketentuan peraturan perundang-undangan",
    ),
}


@pytest.mark.slow
def test_documents_of_every_form_answer_with_article_and_sanction(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(DATA_VARIABLE, str(tmp_path / "data"))
    for name, (head, body, *_) in FORMS.items():
        path = written(tmp_path, f"{name}.txt", head, body)
        assert run("korpus", "tambah", path, "--ya", "--berlaku", "2022-06-01").exit_code == 0
    for path in (PERGUB, CASES / "c08-skb-annex-table.pdf"):
        assert run("korpus", "tambah", path, "--ya").exit_code == 0
    index = tmp_path / "indeks"
    built = run("indeks", "bangun", "--indeks", index)
    assert built.exit_code == 0, built.output
    expected = [(question, *rest) for _, _, question, *rest in FORMS.values()]
    expected.append(("tidak mengikuti apel pagi Pergub Contoh", "pergub-contoh-75-2021",
                     "pemotongan TPP sebesar 3% (tiga persen)"))  # fmt: skip
    for question, document, penalty in expected:
        first, *_ = answers(question, index)
        assert (first["document"], first["text_kind"]) == (document, "pengguna"), question
        penalties = [p for s in first["sanctions"] for p in s["penalties"]]  # type: ignore[attr-defined]
        assert penalties == [penalty], question


TPP = """PERATURAN BUPATI LEMBAH SARI
NOMOR 14 TAHUN 2023
TENTANG
TAMBAHAN PENGHASILAN PEGAWAI
MEMUTUSKAN:
Menetapkan : PERATURAN BUPATI TENTANG TAMBAHAN PENGHASILAN PEGAWAI.
Pasal 1
(1) Pegawai ASN wajib mengisi laporan kinerja harian.
(2) Pegawai ASN dilarang memelihara burung beo di ruang rapat.
Pasal 2
(1) Pegawai yang melanggar ketentuan dalam Pasal 1 ayat (2) dikenai sanksi administratif.
(2) Sanksi administratif sebagaimana dimaksud pada ayat (1) berupa:
a. teguran lisan; dan
b. penundaan pembayaran TPP selama 3 (tiga) bulan.
Pasal 3
(1) Pegawai yang terlambat masuk kerja dikenai pemotongan TPP dengan ketentuan sebagai berikut:
a. terlambat 1 (satu) menit sampai dengan 30 (tiga puluh) menit dipotong 0,5%;
b. terlambat 31 (tiga puluh satu) menit sampai dengan 60 (enam puluh) menit dipotong 1%; dan
c. terlambat lebih dari 60 (enam puluh) menit dipotong 1,5%.
(2) Pegawai yang tidak mengikuti apel pagi dipotong TPP sebesar 2% (dua persen) setiap kali.
(3) Pegawai yang tidak memakai pakaian dinas diberikan teguran lisan dan TPP dikurangi 1%.
"""
CIRCULAR = """PEMERINTAH KABUPATEN LEMBAH SARI
DINAS PENDIDIKAN
SURAT EDARAN
NOMOR 800/123/2024
TENTANG
NETRALITAS GURU
Yth. 1. Para Kepala Sekolah
2. Para Pengawas
di Lembah Sari
Setiap guru dilarang berpose dua jari bersama calon bupati.
Guru yang melanggar dikenakan sanksi sesuai dengan Peraturan Pemerintah Nomor 94 Tahun 2021.
Demikian untuk dilaksanakan.
Lembah Sari, 12 Agustus 2024
Kepala Dinas,
"""
DECREE = """<html><body><p>KEPUTUSAN BUPATI LEMBAH SARI</p><p>NOMOR 188/45/KEP/2024</p>
<p>TENTANG</p><p>TATA TERTIB</p><p>MEMUTUSKAN:</p><p>KESATU : Sanksi tercantum dalam Lampiran.</p>
<p>Ditetapkan di Sari</p><p>pada tanggal 2 Januari 2024</p><p>LAMPIRAN</p>
<p>KEPUTUSAN BUPATI LEMBAH SARI</p><table>
<tr><th>Jenis Pelanggaran</th><th>Sanksi</th></tr>
<tr><td>Memarkir gerobak di lobi kantor</td><td>Teguran lisan</td></tr>
<tr><td>Menjemur pakaian di balkon kantor</td><td>Pemotongan TPP 5%</td></tr>
</table></body></html>"""
ETHICS = """PERATURAN BADAN PENGAWAS OBAT DAN MAKANAN
NOMOR 9 TAHUN 2022
TENTANG
KODE ETIK PEGAWAI
MEMUTUSKAN:
Pasal 1
Pegawai tidak menerima jamuan makan dari pemilik pabrik yang diperiksa.
Pasal 2
(1) Pegawai yang melanggar ketentuan dalam Pasal 1 dikenakan sanksi moral.
(2) Sanksi moral sebagaimana dimaksud pada ayat (1) berupa:
a. permohonan maaf secara lisan; atau
b. pernyataan penyesalan.
"""
SCHOOLS = """PEMERINTAH KABUPATEN LEMBAH SARI
KEPUTUSAN KEPALA DINAS KEBUDAYAAN KABUPATEN LEMBAH SARI
NOMOR 430/77/2023
TENTANG
TATA TERTIB SANGGAR
MEMUTUSKAN:
Menetapkan :
KESATU : Menetapkan tata tertib sanggar sebagaimana tercantum dalam Lampiran.
KEDUA : Pelatih yang melanggar tata tertib dikenai sanksi berupa:
a. pembinaan oleh kepala sanggar; dan
b. pemindahan tugas.
Ditetapkan di Sari
pada tanggal 3 Juli 2023
LAMPIRAN
KEPUTUSAN KEPALA DINAS KEBUDAYAAN KABUPATEN LEMBAH SARI
A. Kewajiban pelatih sanggar
1. Menyetem gamelan sebelum latihan
2. Menyimpan topeng di lemari
B. Larangan bagi pelatih
1. Menyewakan gamelan sanggar untuk hajatan
2. Menjemur topeng di halaman
"""
HOSPITAL = """PERATURAN DIREKTUR RUMAH SAKIT UMUM DAERAH SARI HUSADA KABUPATEN LEMBAH SARI
NOMOR 12 TAHUN 2022
TENTANG
PEGAWAI BADAN LAYANAN UMUM DAERAH
MEMUTUSKAN:
Pasal 1
(1) Pelanggaran ringan meliputi:
a. terlambat serah terima jaga; dan
b. memakai sandal jepit di bangsal.
(2) Pelanggaran berat meliputi:
a. membocorkan rekam medis pasien; dan
b. menjual sisa obat pasien.
Pasal 2
(1) Pegawai BLUD yang melakukan pelanggaran ringan diberi surat peringatan pertama.
(2) Pegawai BLUD yang melakukan pelanggaran berat diputus hubungan kerjanya.
Pasal 3
Pegawai yang sedang menjalani hukuman disiplin dikenakan pengurangan TPP:
a. hukuman disiplin ringan sebesar 10% (sepuluh persen) selama 2 (dua) bulan; dan
b. hukuman disiplin sedang sebesar 25% (dua puluh lima persen) selama 6 (enam) bulan.
"""
PARCELS = """PEMERINTAH KABUPATEN LEMBAH SARI
SEKRETARIAT DAERAH
SURAT EDARAN
NOMOR 700/15/2025
TENTANG
KENDARAAN DINAS DAN BINGKISAN
Yth. Kepala Perangkat Daerah
di Lembah Sari
A. Latar Belakang
Hari raya sudah dekat.
B. Isi Edaran
1. Perahu dinas dilarang dipakai memancing di waduk.
2. Pegawai yang melanggar angka 1 dijatuhi hukuman disiplin sesuai dengan Peraturan Pemerintah
Nomor 94 Tahun 2021.
C. Penutup
Demikian untuk dilaksanakan.
Lembah Sari, 12 Maret 2025
"""
HARDLY_KNOWN = """PERATURAN BUPATI LEMBAH SARI
NOMOR 30 TAHUN 2024
TENTANG
TERTIB KERJA PEGAWAI
MEMUTUSKAN:
Pasal 1
(1) Pegawai dilarang mewarnai rambut selain hitam.
(2) Pegawai dilarang mengakali lokasi presensi.
(3) Pegawai dilarang berjualan di ruang kerja.
(4) Pegawai wajib mematikan pendingin ruangan sebelum pulang.
Pasal 2
Pejabat yang belum menyampaikan LHKPN ditunda pembayaran TPP-nya sampai LHKPN disampaikan.
Pasal 3
(1) Pelanggaran Pasal 1 ayat (1) dan ayat (3) merupakan pelanggaran ringan.
(2) Pelanggaran Pasal 1 ayat (2) tergolong pelanggaran berat.
Pasal 4
(1) Pelanggaran ringan dikenai pernyataan maaf di depan apel.
(2) Pelanggaran berat dikenai penurunan kelas jabatan.
(3) Pegawai yang melanggar Pasal 1 ayat (4) mengganti biaya listrik.
"""
VILLAGE = """PERATURAN DESA WONO LESTARI
NOMOR 5 TAHUN 2023
TENTANG
KEBERSIHAN LINGKUNGAN
MEMUTUSKAN:
Pasal 1
Setiap orang dilarang:
a. membuang sampah ke sungai; dan
b. meninggalkan bangkai ternak di jalan.
Pasal 2
Warga wajib mengikuti kerja bakti.
Pasal 3
(1) Setiap orang yang melanggar Pasal 1 huruf a didenda Rp75.000,00 (tujuh puluh lima ribu rupiah).
(2) Setiap orang yang melanggar Pasal 1 huruf b menguburnya sendiri.
(3) Warga yang tidak mengikuti kerja bakti sebagaimana dimaksud dalam Pasal 2 membayar jimpitan.
"""
INSTRUCTION = """INSTRUKSI BUPATI LEMBAH SARI
NOMOR 4 TAHUN 2024
TENTANG
PENGURANGAN SAMPAH
Untuk :
KESATU : Melarang pegawai membawa makanan dalam wadah sekali pakai.
KEDUA : Mewajibkan pegawai membawa botol minum sendiri.
KETIGA : Menjatuhkan teguran tertulis kepada pegawai yang melanggar Diktum KESATU dan KEDUA.
Dikeluarkan di Sari
pada tanggal 5 Februari 2024
"""
IN_PLAIN_WORDS = (
    ("rambut dicat pirang", "pasal-1/ayat-1", "pernyataan maaf di depan apel"),
    ("absen pakai fake gps", "pasal-1/ayat-2", "penurunan kelas jabatan"),
    ("jualan di kantor", "pasal-1/ayat-3", "pernyataan maaf di depan apel"),
    ("AC gak dimatiin pas pulang", "pasal-1/ayat-4", "mengganti biaya listrik"),
    ("telat lapor LHKPN TPP ditunda", "pasal-2", "ditunda pembayaran TPP-nya"),
    ("buang sampah di kali", "pasal-1/huruf-a", "didenda Rp75.000,00"),
    ("bangkai kambing ditinggal di jalan", "pasal-1/huruf-b", "menguburnya sendiri"),
    ("gak ikut kerja bakti", "pasal-2", "membayar jimpitan"),
    ("gak bawa tumbler sendiri", "diktum-KEDUA", "teguran tertulis"),
)
"""What the reviewed law is silent on, or says in other words than the agency's own rule."""
ASKED = (
    (
        "telat apel pagi dipotong berapa",
        "pasal-3/ayat-2",
        "dipotong TPP sebesar 2% (dua persen) setiap kali",
    ),
    ("gak pake seragam kena apa", "pasal-3/ayat-3", "teguran lisan dan TPP dikurangi 1%"),
    ("terlambat 10 menit", "pasal-3/ayat-1/huruf-a", "pemotongan TPP: dipotong 0,5%"),
    ("telat 45 menit dipotong berapa", "pasal-3/ayat-1/huruf-b", "pemotongan TPP: dipotong 1%"),
    ("terlambat dua jam", "pasal-3/ayat-1/huruf-c", "pemotongan TPP: dipotong 1,5%"),
    ("memelihara burung beo di ruang rapat", "pasal-1/ayat-2", "teguran lisan"),
    (
        "guru berpose dua jari SE Dinas Pendidikan",
        "alinea-1",
        "sanksi sesuai dengan Peraturan Pemerintah Nomor 94 Tahun 2021",
    ),
    ("jemur baju di balkon kantor", "lampiran-I/angka-2", "Pemotongan TPP 5%"),
    ("parkir gerobak di lobi kantor", "lampiran-I/angka-1", "Teguran lisan"),
    ("dijamu makan pemilik pabrik yang diperiksa", "pasal-1", "permohonan maaf secara lisan"),
    ("pelatih sewakan gamelan sanggar", "lampiran-I/huruf-B/angka-1", "pemindahan tugas"),
    ("topeng tidak disimpan di lemari", "lampiran-I/huruf-A/angka-2", "pemindahan tugas"),
    ("pakai sandal jepit di bangsal", "pasal-1/ayat-1/huruf-b", "surat peringatan pertama"),
    ("jual sisa obat pasien", "pasal-1/ayat-2/huruf-b", "diputus hubungan kerjanya"),
    (
        "sedang menjalani hukuman disiplin sedang, TPP kurang berapa persen selama 6 bulan",
        "pasal-3/huruf-b",
        "pengurangan TPP: sebesar 25% (dua puluh lima persen) selama 6 (enam) bulan",
    ),
    (
        "perahu dinas dipakai mancing",
        "huruf-B/angka-1",
        "hukuman disiplin sesuai dengan Peraturan Pemerintah Nomor 94 Tahun 2021",
    ),
)


@pytest.mark.slow
def test_own_rule_goes_before_the_reviewed_law_in_plain_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(DATA_VARIABLE, str(tmp_path / "data"))
    for number, text in enumerate((HARDLY_KNOWN, VILLAGE, INSTRUCTION)):
        (tmp_path / f"{number}.txt").write_text(text)
        added = run(
            "korpus", "tambah", tmp_path / f"{number}.txt", "--ya", "--berlaku", "2024-02-05"
        )
        assert added.exit_code == 0, added.output
    index = tmp_path / "indeks"
    assert run("indeks", "bangun", "--indeks", index).exit_code == 0
    for question, address, penalty in IN_PLAIN_WORDS:
        first, *_ = answers(question, index)
        place = "/".join(f"{kind}-{number}" for kind, number in first["locator"])  # type: ignore[attr-defined]
        assert (first["text_kind"], place) == ("pengguna", address), question
        told = " ".join(p for s in first["sanctions"] for p in s["penalties"])  # type: ignore[attr-defined]
        assert penalty in told, question
    for question in ("harga beras hari ini", "jadwal kapal ke Batam", "cara membuat rendang"):
        done = run("cari", question, "--format", "json", "--indeks", index)
        assert json.loads(done.stdout)["outcome"] == "not_found", question
    for question in ("like postingan calon bupati", "PNS jadi anggota partai politik"):
        assert answers(question, index)[0]["text_kind"] != "pengguna", question


def in_word(text: str) -> bytes:
    """Return *text* as a DOCX, a paragraph a line."""
    docx = pytest.importorskip("docx", reason="regsearch[docx] is not installed")
    made = docx.Document()
    for line in text.splitlines():
        made.add_paragraph(line)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


@pytest.mark.slow
def test_personnel_officer_asks_as_people_speak(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(DATA_VARIABLE, str(tmp_path / "data"))
    lines = [(72, 760 - 14 * number, text) for number, text in enumerate(ETHICS.splitlines())]
    contents = {
        "tpp.docx": in_word(TPP),
        "se.txt": CIRCULAR.encode(),
        "sanggar.txt": SCHOOLS.encode(),
        "rsud.docx": in_word(HOSPITAL),
        "sekda.txt": PARCELS.encode(),
        "kep.html": DECREE.encode("cp1252"),
        "etik.pdf": make_pdf([lines]),
    }
    for name, content in contents.items():
        (tmp_path / name).write_bytes(content)
        done = run("korpus", "tambah", tmp_path / name, "--ya")
        assert done.exit_code == 0, done.output
    index = tmp_path / "indeks"
    assert run("indeks", "bangun", "--indeks", index).exit_code == 0
    for question, address, penalty in ASKED:
        first, *_ = answers(question, index)
        place = "/".join(f"{kind}-{number}" for kind, number in first["locator"])  # type: ignore[attr-defined]
        assert (first["text_kind"], place) == ("pengguna", address), question
        told = [p for s in first["sanctions"] for p in s["penalties"]]  # type: ignore[attr-defined]
        assert penalty in told, question
    assert run("korpus", "hapus", "perbup-lembah-sari-14-2023").exit_code == 0
    assert run("indeks", "bangun", "--indeks", index).exit_code == 0
    first, *_ = answers("terlambat 10 menit", index)
    assert first["document"] != "perbup-lembah-sari-14-2023"
