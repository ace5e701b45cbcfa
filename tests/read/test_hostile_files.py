"""Hostile files and rare forms: each gives units, findings or a typed error."""

from __future__ import annotations

import codecs
import zlib
from typing import TYPE_CHECKING

import pypdf
import pytest

from regsearch.errors import SourceError, TooLargeError, UnreadableError
from regsearch.read import parse
from tests.read.samples import LAW, write
from tests.read.tinypdf import make_pdf

if TYPE_CHECKING:
    from pathlib import Path

    from regsearch.regulation import Regulation
    from tests.read.samples import Parse

TITLE = ["PERATURAN DAERAH KABUPATEN CONTOH JAYA", "NOMOR 7 TAHUN 2031", "TENTANG", "PARKIR"]
TEXT = "\n".join([*TITLE, "Pasal 1", "Parkir wajib rapi.", "Pasal 2", "Aturan ini berlaku."])
UNITS = {"pasal-1": "Parkir wajib rapi.", "pasal-2": "Aturan ini berlaku."}


def texts(regulation: Regulation) -> dict[str, str]:
    return {unit.address: unit.text for unit in regulation.units}


def codes(regulation: Regulation) -> set[str]:
    return {finding.code for finding in regulation.findings}


@pytest.mark.parametrize("content", [b'{"a": 1}', b"a a a\n"])
def test_text_without_a_law_ends_in_findings(tmp_path: Path, content: bytes) -> None:
    assert {"no_title", "no_units"} <= codes(parse(write(tmp_path, "a.txt", content)))


def test_file_with_only_a_byte_order_mark_is_empty(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match="kosong"):
        parse(write(tmp_path, "a.txt", codecs.BOM_UTF8))


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
@pytest.mark.parametrize("name", ["a.txt", "a.html"])
def test_byte_order_mark_determines_the_encoding(tmp_path: Path, encoding: str, name: str) -> None:
    text = "".join(f"<p>{line}</p>" for line in TEXT.splitlines()) if "html" in name else TEXT
    assert texts(parse(write(tmp_path, name, text.encode(encoding)))) == UNITS


@pytest.mark.parametrize("declared", ["utf-16", "klingon", "undefined", "base64", "idna"])
def test_wrong_html_charset_is_survived(tmp_path: Path, declared: str) -> None:
    body = "".join(f"<p>{line}</p>" for line in TEXT.replace("rapi", "“rapi”").splitlines())
    page = f"<html><meta charset={declared}><body>{body}</body></html>"
    regulation = parse(write(tmp_path, "a.html", page.encode("cp1252")))
    assert list(texts(regulation)) == list(UNITS)


def test_nested_entities_are_not_expanded(tmp_path: Path) -> None:
    laughs = "".join(f'<!ENTITY b{i} "{f"&b{i - 1};" * 10}">' for i in range(1, 10))
    page = f'<!DOCTYPE x [<!ENTITY b0 "ha">{laughs}]><html><p>Pasal 1</p><p>&b9;</p></html>'
    (unit,) = parse(write(tmp_path, "a.html", page)).units
    assert len(unit.text) < 100


def test_invisible_characters_do_not_hide_numbers(tmp_path: Path) -> None:
    hidden = "\u202e" + TEXT.replace("NOMOR 7", "NOMOR\u00a0\u200b\u20607\u200e").replace(
        "l 1", "l \x011"
    )
    regulation = parse(write(tmp_path, "a.txt", hidden))
    assert (regulation.id, texts(regulation)) == ("perda-contoh-jaya-7-2031", UNITS)


@pytest.mark.parametrize("box", ["", "/MediaBox [/a (b) null]", "/MediaBox [-9 -9 -612 -1]"])
def test_page_with_invalid_media_box_is_read(tmp_path: Path, read: Parse, box: str) -> None:
    content = make_pdf([LAW]).replace(b"/MediaBox [0 0 612 792]", box.encode())
    assert texts(read(write(tmp_path, "a.pdf", content)))["pasal-2"] == "Peraturan ini berlaku."


@pytest.mark.parametrize("angle", [90, 180, 270])
def test_rotated_pages_give_the_same_units(tmp_path: Path, read: Parse, angle: int) -> None:
    plain = write(tmp_path, "a.pdf", make_pdf([LAW]))
    writer = pypdf.PdfWriter(clone_from=plain)
    writer.pages[0].rotate(angle)
    turned = tmp_path / "putar.pdf"
    writer.write(turned)
    assert read(turned).units == read(plain).units


def test_empty_pages_are_findings_and_the_rest_is_read(tmp_path: Path, read: Parse) -> None:
    regulation = read(write(tmp_path, "a.pdf", make_pdf([[], LAW, [], []])))
    assert len(regulation.units) == 4
    (finding,) = (f for f in regulation.findings if f.code == "no_text_layer")
    assert "1, 3-4" in finding.message


def test_page_in_two_columns_is_a_finding(tmp_path: Path, read: Parse) -> None:
    left = ["Pasal 1", "Parkir wajib rapi", "di halaman.", "Pasal 2", "Karcis disimpan."]
    right = ["Pasal 3", "Tarif dua ribu.", "Pasal 4", "Aturan ini berlaku", "hari ini."]
    rows = [
        (x, 700.0 - 14 * i, words)
        for i, pair in enumerate(zip(left, right, strict=True))
        for x, words in zip((60.0, 330.0), pair, strict=True)
    ]
    assert "columns" in codes(read(write(tmp_path, "a.pdf", make_pdf([rows]))))
    assert "columns" not in codes(read(write(tmp_path, "b.pdf", make_pdf([LAW]))))


def test_truncated_pdf_is_an_error_wherever_it_is_cut(tmp_path: Path, read: Parse) -> None:
    whole = make_pdf([LAW] * 3)
    for tenth in range(1, 10):
        with pytest.raises(SourceError, match=r"potong\.pdf"):
            read(write(tmp_path, "potong.pdf", whole[: len(whole) * tenth // 10]))


def test_loops_in_the_page_tree_end(tmp_path: Path, read: Parse) -> None:
    plain = make_pdf([LAW])
    for name, circle in [(b"/Kids [5 0 R]", b"/Kids [2 0 R]"), (b"/Contents 4", b"/Contents 5")]:
        assert name in plain
        file = write(tmp_path, "lingkar.pdf", plain.replace(name, circle))
        try:
            findings = codes(read(file))
        except UnreadableError:
            continue
        assert "no_units" in findings


def object_stream_bomb() -> bytes:
    """Return a PDF whose only page lies in an object stream that unpacks to 200 MB."""
    packed = zlib.compress(b"10 0 " + b" " * 200_000_000 + b"<< /A 1 >>", 9)
    bodies = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: b"<< /Type /Pages /Kids [10 0 R] /Count 1 >>",
        5: b"<< /Type /ObjStm /N 1 /First 5 /Filter /FlateDecode /Length %d >>\n"
        b"stream\n%b\nendstream" % (len(packed), packed),
    }
    out, rows = bytearray(b"%PDF-1.5\n"), {10: b"\2\0\0\0\5\0\0"}
    for number, body in bodies.items():
        rows[number] = b"\1" + len(out).to_bytes(4, "big") + b"\0\0"
        out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    start = len(out)
    rows[11] = b"\1" + start.to_bytes(4, "big") + b"\0\0"
    table = b"".join(rows.get(number, bytes(7)) for number in range(12))
    head = b"<< /Type /XRef /Size 12 /W [1 4 2] /Root 1 0 R /Length %d >>" % len(table)
    out += b"11 0 obj\n%b\nstream\n%b\nendstream\nendobj\n" % (head, table)
    return bytes(out + b"startxref\n%d\n%%%%EOF\n" % start)


@pytest.mark.slow
def test_object_stream_bomb_is_too_large(tmp_path: Path) -> None:
    with pytest.raises(TooLargeError, match=r"bom\.pdf: isinya mengembang"):
        parse(write(tmp_path, "bom.pdf", object_stream_bomb()))


def test_number_with_office_code_is_kept(tmp_path: Path) -> None:
    title = "PERATURAN MENTERI KEUANGAN REPUBLIK INDONESIA\nNOMOR 112/PMK.03/2022\nTENTANG\nPAJAK\n"
    regulation = parse(write(tmp_path, "a.txt", title + TEXT.partition("PARKIR\n")[2]))
    assert (regulation.kind, regulation.numbers, regulation.year) == (
        "pmk",
        ("112/PMK.03/2022",),
        2022,
    )
    assert texts(regulation) == UNITS


CIRCULAR = """SURAT EDARAN
NOMOR SE-12/MK.1/2031
TENTANG
KEHADIRAN PEGAWAI
Yth. Para Kepala Kantor
A. Umum
Bahwa kehadiran perlu diatur.
B. Maksud dan Tujuan
1. Maksudnya ialah tertib.
2. Tujuannya ialah disiplin:
a. pegawai hadir; dan
b. pegawai pulang.
C. Isi Edaran
1. Pegawai wajib hadir pagi.
2. Pegawai dilarang menitip absen.
"""


def test_parts_of_a_circular_contain_their_points(tmp_path: Path) -> None:
    assert texts(parse(write(tmp_path, "se.txt", CIRCULAR))) == {
        "huruf-A": "Umum Bahwa kehadiran perlu diatur.",
        "huruf-B": "Maksud dan Tujuan",
        "huruf-B/angka-1": "Maksudnya ialah tertib.",
        "huruf-B/angka-2": "Tujuannya ialah disiplin:",
        "huruf-B/angka-2/huruf-a": "pegawai hadir; dan",
        "huruf-B/angka-2/huruf-b": "pegawai pulang.",
        "huruf-C": "Isi Edaran",
        "huruf-C/angka-1": "Pegawai wajib hadir pagi.",
        "huruf-C/angka-2": "Pegawai dilarang menitip absen.",
    }


def test_initial_in_an_address_is_not_a_part(tmp_path: Path) -> None:
    letter = CIRCULAR.replace("Kantor\n", "Kantor di Jalan\nA. Yani Nomor 5\n", 1)
    assert "huruf-C/angka-2" in texts(parse(write(tmp_path, "se.txt", letter)))


DECREE = """KEPUTUSAN BUPATI CONTOH JAYA
NOMOR 188.45/123/KPTS/2031
TENTANG
TIM PENGAWAS
BUPATI CONTOH JAYA,
Menimbang : a. bahwa perlu tim;
MEMUTUSKAN:
Menetapkan : KEPUTUSAN BUPATI TENTANG TIM PENGAWAS.
KESATU : Membentuk tim.
KEDUA : Tim bertugas:
a. mengawasi pegawai; dan
b. melapor.
KETIGA : Keputusan ini mulai berlaku hari ini.
"""


def test_decree_becomes_dictums(tmp_path: Path) -> None:
    regulation = parse(write(tmp_path, "a.txt", DECREE))
    assert (regulation.kind, regulation.numbers) == ("keputusan", ("188.45/123/KPTS/2031",))
    assert list(texts(regulation)) == [
        "diktum-KESATU",
        "diktum-KEDUA",
        "diktum-KEDUA/huruf-a",
        "diktum-KEDUA/huruf-b",
        "diktum-KETIGA",
    ]
