"""Files of every format: the units they give, or the error."""

from __future__ import annotations

import random
import time
import zlib
from typing import TYPE_CHECKING

import pypdf
import pytest

from regsearch.errors import (
    EncryptedError,
    RegsearchError,
    SourceError,
    TooLargeError,
    UnreadableError,
)
from regsearch.read import parse
from regsearch.read import regulation as reader
from regsearch.read.extract import html, pdf
from regsearch.read.limits import Limits
from regsearch.read.sandbox import parse_isolated
from tests.read.samples import LAW, write
from tests.read.tinypdf import make_pdf

if TYPE_CHECKING:
    from pathlib import Path

    from tests.read.samples import Parse


def test_pdf_becomes_units(tmp_path: Path, read: Parse) -> None:
    regulation = read(write(tmp_path, "a.pdf", make_pdf([LAW])))
    assert regulation.id == "perbup-contoh-jaya-3-2030"
    assert (regulation.kind, regulation.region) == ("perbup", "Contoh Jaya")
    assert {unit.address: unit.text for unit in regulation.units} == {
        "pasal-1": "",
        "pasal-1/ayat-1": "Pegawai masuk pukul tujuh pagi.",
        "pasal-1/ayat-2": "Pegawai pulang sore.",
        "pasal-2": "Peraturan ini berlaku.",
    }
    assert regulation.source.pages == 1
    assert regulation.units[0].page == 1


def test_watermark_is_not_part_of_the_text(tmp_path: Path, read: Parse) -> None:
    plain = read(write(tmp_path, "a.pdf", make_pdf([LAW])))
    stamped = read(write(tmp_path, "b.pdf", make_pdf([LAW], rotate=True)))
    assert stamped.units == plain.units


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("kosong.pdf", b"", "kosong"),
        ("nol.pdf", b"\0" * 5000, "kosong"),
        ("palsu.pdf", b"<html>bukan</html>", "bukan PDF"),
        ("pendek.pdf", b"%PDF-1.4\n%apa saja", "rusak atau terpotong"),
        ("acak.dat", bytes(range(128, 256)) * 4, "bukan PDF, DOCX, HTML, atau teks"),
        ("nol.txt", b"Pasal 1\n\0\0", "bita nol"),
    ],
)
def test_unreadable_file_is_a_typed_error(
    tmp_path: Path, name: str, content: bytes, words: str, read: Parse
) -> None:
    with pytest.raises(UnreadableError, match=words) as caught:
        read(write(tmp_path, name, content))
    assert name in str(caught.value)


def test_missing_file_and_folder_are_unreadable_errors(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match="tidak ada"):
        parse(tmp_path / "tiada.pdf")
    with pytest.raises(UnreadableError, match="folder"):
        parse(tmp_path)


def test_encrypted_pdf_is_a_typed_error(tmp_path: Path, read: Parse) -> None:
    writer = pypdf.PdfWriter(clone_from=write(tmp_path, "a.pdf", make_pdf([LAW])))
    writer.encrypt("rahasia", algorithm="RC4-128")
    locked = tmp_path / "kunci.pdf"
    writer.write(locked)
    with pytest.raises(EncryptedError, match="kata sandi"):
        read(locked)


def test_files_over_a_limit_are_too_large(
    tmp_path: Path, read: Parse, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = write(tmp_path, "a.pdf", make_pdf([LAW] * 3))
    monkeypatch.setattr(pdf, "MAX_PAGES", 2)
    with pytest.raises(TooLargeError, match="3 halaman"):
        read(file)
    monkeypatch.setattr(reader, "MAX_BYTES", 100)
    with pytest.raises(TooLargeError, match="bita"):
        parse(file)
    monkeypatch.setattr(html, "MAX_BYTES", 10)
    monkeypatch.setattr(reader, "MAX_BYTES", 10**6)
    with pytest.raises(TooLargeError, match="HTML"):
        parse(write(tmp_path, "a.html", "<html><body>Pasal 1</body></html>"))


def test_damaged_files_never_crash(tmp_path: Path, read: Parse) -> None:
    chance = random.Random(7)
    whole = make_pdf([LAW] * 2)
    for _ in range(60):
        damaged = bytearray(whole)
        for _ in range(chance.randrange(1, 60)):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        try:
            read(write(tmp_path, "rusak.pdf", bytes(damaged)))
        except RegsearchError:
            continue


def test_page_without_text_layer_is_a_finding(tmp_path: Path, read: Parse) -> None:
    regulation = read(write(tmp_path, "pindai.pdf", make_pdf([LAW, []])))
    (finding,) = [f for f in regulation.findings if f.code == "no_text_layer"]
    assert "Halaman 2" in finding.message
    assert "--ocr" in finding.message


def test_gibberish_layer_is_a_finding(tmp_path: Path, read: Parse) -> None:
    lines = [(90.0, 700.0 - 12 * i, "xq zzk wvrt ppq lkj hgf dsq wrt") for i in range(20)]
    codes = [f.code for f in read(write(tmp_path, "g.pdf", make_pdf([lines]))).findings]
    assert "gibberish" in codes


HTML = """<html><head><title>x</title><style>p { }</style></head><body>
<script>document.write("Pasal 9")</script>
<center>PERATURAN DAERAH KOTA CONTOH<br>NOMOR 4 TAHUN 2029<br>TENTANG<br>PARKIR</center>
<h2><span>BAB I</span> <span>UMUM</span></h2>
<h4>Pasal 1</h4><div>Parkir wajib:</div><ol><li>a. rapi; dan</li><li>b. berbayar.</li></ol>
<h4>Pasal 2</h4><p>(1) Tarif <b>dua ribu</b> rupiah.</p><p>(2) Karcis disimpan.</p>
Pasal 3Peraturan ini berlaku.<br></body></html>"""


def test_html_becomes_units(tmp_path: Path) -> None:
    regulation = parse(write(tmp_path, "a.html", HTML))
    assert regulation.id == "perda-kota-contoh-4-2029"
    assert [(unit.address, unit.text) for unit in regulation.units] == [
        ("pasal-1", "Parkir wajib:"),
        ("pasal-1/huruf-a", "rapi; dan"),
        ("pasal-1/huruf-b", "berbayar."),
        ("pasal-2", ""),
        ("pasal-2/ayat-1", "Tarif dua ribu rupiah."),
        ("pasal-2/ayat-2", "Karcis disimpan."),
        ("pasal-3", "Peraturan ini berlaku."),
    ]
    assert [(g.kind, g.number, g.heading) for g in regulation.groups] == [("bab", "I", "UMUM")]


def test_html_entities_and_deep_nesting_do_no_harm(tmp_path: Path) -> None:
    secret = write(tmp_path, "rahasia.txt", "RAHASIA")
    bomb = f"""<!DOCTYPE html [<!ENTITY a SYSTEM "file://{secret}"><!ENTITY b "&a;&a;">]>
    <html><body>{HTML}<p>&a;&b;</p></body></html>"""
    text = " ".join(unit.text for unit in parse(write(tmp_path, "a.html", bomb)).units)
    assert "RAHASIA" not in text
    deep = "<html><body>" + "<div>" * 250 + "Pasal 1" + "</div>" * 250
    with pytest.raises(TooLargeError, match=r"dalam\.html"):
        parse(write(tmp_path, "dalam.html", deep))


GLUED = """PERATURAN PEMERINTAH REPUBLIK INDONESIA NOMOR 8 TAHUN 2028 TENTANG CUTI PEGAWAI
MEMUTUSKAN:
BAB I UMUM
Pasal 1
Dalam peraturan ini:
1. Cuti adalah libur. : il( i\\lo l(X.: 2. Cuti 2. Cuti besar adalah libur panjang.
BAB II HAK Pasal 2
(1) Pegawai berhak: a. cuti; dan
b. upah. (21 Hak itu tetap. Pasal 3 Aturan ini berlaku. PRESIDEN REPUBLIK INDONESIA - 4 -
"""


def test_text_extracted_by_a_third_party_is_repaired(tmp_path: Path) -> None:
    regulation = parse(write(tmp_path, "a.md", GLUED))
    assert regulation.id == "pp-8-2028"
    assert [(unit.address, unit.text) for unit in regulation.units] == [
        ("pasal-1", "Dalam peraturan ini:"),
        ("pasal-1/angka-1", "Cuti adalah libur."),
        ("pasal-1/angka-2", "Cuti besar adalah libur panjang."),
        ("pasal-2", ""),
        ("pasal-2/ayat-1", "Pegawai berhak:"),
        ("pasal-2/ayat-1/huruf-a", "cuti; dan"),
        ("pasal-2/ayat-1/huruf-b", "upah."),
        ("pasal-2/ayat-2", "Hak itu tetap."),
        ("pasal-3", "Aturan ini berlaku."),
    ]
    raws = [finding.raw for finding in regulation.findings if finding.code == "repair"]
    assert ": il( i\\lo l(X.:" in raws
    assert "(21" in raws


def make_bomb() -> bytes:
    """Return a PDF of a few kilobytes whose page unpacks to 200 MB of spaces."""
    packed = zlib.compress(b" " * 200_000_000, 9)
    plain = make_pdf([LAW])
    start = plain.index(b"<< /Length")
    end = plain.index(b"endstream") + len(b"endstream")
    head = f"<< /Length {len(packed)} /Filter /FlateDecode >>\nstream\n".encode()
    return plain[:start] + head + packed + b"\nendstream" + plain[end:]


@pytest.mark.slow
def test_decompression_bomb_is_too_large(tmp_path: Path) -> None:
    with pytest.raises(TooLargeError, match=r"bom\.pdf"):
        parse(write(tmp_path, "bom.pdf", make_bomb()))


@pytest.mark.slow
def test_decompression_bomb_with_pdfium_hits_the_memory_limit(tmp_path: Path) -> None:
    # pdfium unpacks up to a gigabyte; the child process has the limit that counts.
    pytest.importorskip("pypdfium2", reason="regsearch[pdfium] is not installed")
    pytest.importorskip("resource", reason="the system limits no memory")
    file = write(tmp_path, "bom.pdf", make_bomb())
    with pytest.raises(SourceError, match=r"bom\.pdf"):
        parse_isolated(file, extractor="pdfium", limits=Limits(memory=250 << 20))
    codes = [finding.code for finding in parse(file, extractor="pdfium").findings]
    assert "no_text_layer" in codes


@pytest.mark.parametrize("piece", ["a", ". ", "( ", "; '", ": x", "1 ", "Pasal ", "PRESIDEN "])
def test_long_lines_take_linear_time(tmp_path: Path, piece: str) -> None:
    file = write(tmp_path, "panjang.txt", f"Pasal 1\n{piece * 20000}\n")
    started = time.monotonic()
    parse(file)
    assert time.monotonic() - started < 10


def test_misread_headings_inside_lines_become_articles(tmp_path: Path) -> None:
    file = tmp_path / "pp.md"
    file.write_text(
        "PERATURAN PEMERINTAH NOMOR 3 TAHUN 2030 TENTANG CUTI\nPasal 126 Cuti ialah libur sesuai "
        "Pasal 1 I ayat (2). Pasal L27 Cuti besar diatur. Pasa] 128 Cuti sakit diatur. PasaJ129 "
        "Cuti bersama diatur. PasalL3O Cuti tahunan diatur. Pasa.l 131 Cuti lain diatur.\n"
    )
    regulation = parse(file)
    assert [unit.address for unit in regulation.units] == [f"pasal-{n}" for n in range(126, 132)]
    assert "Pasal L27" in {finding.raw for finding in regulation.findings}
