"""Ask an agency's own documents, of kinds outside the catalogue, about what they punish.

Each file is taken in by ``korpus tambah``, all are indexed beside the shipped corpus, and each is
asked in everyday words; the table says which provision and which sanction came first::

    python benchmarks/agency.py                 # prints the table; status 1 if an answer is wrong
    python benchmarks/agency.py --keep FOLDER   # leaves corpus and index there

The files lie beside the checkout and are no part of it; ``sanction`` is what the file itself says,
as read by us, and empty where the file punishes nothing.
"""

from __future__ import annotations

import argparse
import io
import os
import sys
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path

from click.testing import CliRunner

import regsearch
from regsearch.cli import main as command
from regsearch.model import format_address
from regsearch.paths import DATA_VARIABLE

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared" / "corpus"
BULK = "bulk/peraturan-md.tar.xz:"


@dataclass(frozen=True, slots=True)
class Case:
    """A document, a question about it, and what it answers."""

    file: str
    """In the corpus beside the checkout, or in its archive of texts."""
    question: str
    document: str
    addresses: tuple[str, ...]
    """Of the provisions that answer it, any of which may be first."""
    sanction: str
    """Words of the sanction; empty where the document sets none."""
    options: tuple[str, ...] = ()
    """Of ``korpus tambah``."""


CASES = (
    Case(
        "pdf/kep-inspektur-jombang-2019.pdf",
        "pegawai pria tidak melaksanakan piket malam",
        "keputusan-inspektur-kabupaten-jombang-188-520-415-15-2019",
        ("lampiran-I/angka-VII/angka-2",),
        "TPP",
    ),
    Case(
        "pdf/kep-inspektur-jombang-2019.pdf",
        "laporan hasil pengawasan LHP telat lebih dari 30 hari setelah surat tugas berakhir",
        "keputusan-inspektur-kabupaten-jombang-188-520-415-15-2019",
        ("lampiran-I/angka-VII/angka-1",),
        "penundaan Biaya Pengawasan",
    ),
    Case(
        "pdf/perban-8-2020.pdf",
        "lembaga sertifikasi tidak melakukan audit pengawasan setahun sekali",
        "peraturan-bssn-8-2020",
        ("pasal-33",),
        "teguran tertulis",
    ),
    Case(
        "pdf/perda-merangin-1-2016.pdf",
        "bupati tidak menyebarluaskan perda yang telah diundangkan",
        "perda-merangin-1-2016",
        ("pasal-109/ayat-2", "pasal-109/ayat-1"),
        "sanksi administratif",
    ),
    Case(
        "pdf/perbup-merangin-62-2018.pdf",
        "PNS Merangin melanggar kode etik sanksinya apa",
        "perbup-merangin-62-2018",
        ("pasal-20/ayat-1",),
        "permohonan maaf secara tertulis",
        ("--ocr", "--nomor", "62"),
    ),
    Case(
        f"{BULK}permenkeu/2012/148.md",
        "kuliah lagi tapi pindah jurusan tanpa persetujuan pejabat pemberi izin",
        "pmk-148-pmk-01-2012",
        ("pasal-9/ayat-1/huruf-b",),
        "izin dicabut",
    ),
    Case(
        "pdf/se-djpb-43-2014.pdf",
        "kapan kajian fiskal regional disampaikan",
        "se-dirjen-perbendaharaan-43-pb-2014",
        (),
        "",
    ),
    Case(
        "pdf/perbup-jombang-22-2016.pdf",
        "tugas inspektur pembantu menurut Perbup Jombang",
        "perbup-jombang-22-2016",
        (),
        "",
    ),
    Case(
        f"{BULK}uu/2009/25.md",
        "petugas pelayanan publik merangkap komisaris perusahaan",
        "uu-25-2009",
        ("pasal-17/huruf-a",),
        "pembebasan dari jabatan",
    ),
    Case(
        f"{BULK}uu/2009/43.md",
        "memusnahkan arsip di luar prosedur yang benar",
        "uu-43-2009",
        ("pasal-86", "pasal-51/ayat-2", "pasal-64/ayat-1"),
        "penjara paling lama 10",
    ),
    Case(
        f"{BULK}uu/2008/14.md",
        "badan publik sengaja tidak memberikan informasi publik yang diminta",
        "uu-14-2008",
        ("pasal-52",),
        "denda paling banyak",
    ),
    Case(
        f"{BULK}pp/2010/16.md",
        "anggota DPRD rangkap jabatan jadi hakim",
        "pp-16-2010",
        ("pasal-98/ayat-1/huruf-b", "pasal-98/ayat-1"),
        "pemberhentian",
    ),
    Case(
        f"{BULK}pp/2010/14.md",
        "sanksi penyelenggara pendidikan kedinasan yang tidak memenuhi persyaratan",
        "pp-14-2010",
        ("pasal-23",),
        "teguran lisan",
    ),
    Case(
        f"{BULK}pp/2014/24.md",
        "perpustakaan kabupaten tidak menjamin ketersediaan layanan perpustakaan merata",
        "pp-24-2014",
        ("pasal-80/huruf-b",),
        "teguran lisan",
    ),
)


def content_of(name: str) -> bytes:
    """Return the bytes of a file of the corpus, or of a member of its archive."""
    archive, _, member = name.partition(":")
    if not member:
        return (SHARED / archive).read_bytes()
    with tarfile.open(SHARED / archive) as opened:
        stream = opened.extractfile(member)
        if stream is None:
            raise FileNotFoundError(name)
        return io.BytesIO(stream.read()).getvalue()


def take_in(folder: Path) -> Path:
    """Add the documents of all cases, build the index, and return its place."""
    run = CliRunner()
    options = {case.file: case.options for case in CASES}
    for name, given in options.items():
        path = folder / name.replace("/", "-").replace(":", "-")
        path.write_bytes(content_of(name))
        done = run.invoke(command, ["korpus", "tambah", str(path), "--ya", *given])
        if done.exit_code:
            print(f"{name}: {done.output.strip()}", file=sys.stderr)
    index = folder / "indeks"
    done = run.invoke(command, ["indeks", "bangun", "--indeks", str(index), "--proses", "2"])
    if done.exit_code:
        raise SystemExit(done.output)
    return index


def main() -> int:
    """Print the table; return 1 if an answer is wrong."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--keep", type=Path, help="folder that corpus and index are left in")
    kept = parser.parse_args().keep
    with tempfile.TemporaryDirectory() as temporary:
        folder = kept or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        os.environ[DATA_VARIABLE] = str(folder / "data")
        library = regsearch.open(take_in(folder))
        print("| document | question | first answer | sanction | as the file says |")
        print("|---|---|---|---|---|")
        wrong = sum(not _print_row(case, library) for case in CASES)
    print(f"\n{len(CASES) - wrong} of {len(CASES)} as the file says", flush=True)
    return 1 if wrong else 0


def _print_row(case: Case, library: regsearch.Library) -> bool:
    """Print the answer to *case*; return whether it is as the document says."""
    first = next(iter(library.search(case.question, limit=1)), None)
    penalties = [p for s in first.sanctions for p in s.penalties] if first else []
    right = (
        first is not None
        and first.document == case.document
        and (not case.addresses or format_address(first.locator) in case.addresses)
    )
    told = "; ".join(penalties)
    right = right and (case.sanction.lower() in told.lower() if case.sanction else not penalties)
    cells = (
        case.document,
        case.question,
        first.citation if first else "-",
        told[:90] or "-",
        "yes" if right else f"NO: {' or '.join(case.addresses)} {case.sanction}".rstrip(),
    )
    print(f"| {' | '.join(cells)} |", flush=True)
    return right


if __name__ == "__main__":
    sys.exit(main())
