"""DOCX, images, archives, old encodings; what is refused, and the limits."""

from __future__ import annotations

import builtins
import io
import zipfile
from typing import TYPE_CHECKING, Any

import pytest

from regsearch.errors import ExtractorMissingError, TooLargeError, UnreadableError
from regsearch.read import parse
from regsearch.read.extract import archive
from regsearch.read.extract.archive import unpacked
from regsearch.read.extract.list_markers import Numbering, numbering
from tests.read.samples import write

if TYPE_CHECKING:
    from pathlib import Path

TITLE = ("PERATURAN BUPATI CONTOH", "NOMOR 3 TAHUN 2030", "TENTANG", "CUTI", "MEMUTUSKAN:")


def addresses(file: Path) -> list[str]:
    return [unit.address for unit in parse(file).units]


def document() -> Any:
    docx = pytest.importorskip("docx", reason="regsearch[docx] is not installed")
    made = docx.Document()
    for line in TITLE:
        made.add_paragraph(line)
    return made


def saved(made: Any, folder: Path) -> Path:
    out = io.BytesIO()
    made.save(out)
    return write(folder, "a.docx", out.getvalue())


def test_docx_lists_are_numbered_as_word_numbers_them(tmp_path: Path) -> None:
    made = document()
    made.add_paragraph("Pasal 1")
    made.add_paragraph("Pegawai dilarang:")
    for text in ("datang terlambat;", "memihak calon."):
        made.add_paragraph(text, style="List Number")
    made.add_paragraph("Pasal 2")
    made.add_paragraph("Peraturan ini berlaku.")
    assert addresses(saved(made, tmp_path)) == [
        *("pasal-1", "pasal-1/angka-1", "pasal-1/angka-2", "pasal-2")
    ]


def test_docx_table_of_sanctions_keeps_its_columns(tmp_path: Path) -> None:
    made = document()
    made.add_paragraph("Pasal 1")
    made.add_paragraph("(1) Sanksi tercantum dalam tabel:")
    table = made.add_table(rows=0, cols=2)
    for row in (("Pelanggaran", "Sanksi"), ("Terlambat", "teguran lisan"), ("Bolos", "TPP 3%")):
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    made.add_paragraph("(2) Sanksi dijatuhkan atasan.")
    regulation = parse(saved(made, tmp_path))
    assert [unit.address for unit in regulation.units][1:] == [
        *("pasal-1/ayat-1", "pasal-1/ayat-1/angka-1", "pasal-1/ayat-1/angka-2", "pasal-1/ayat-2")
    ]
    assert regulation.units[3].cells == (("Sanksi", "TPP 3%"),)


def test_docx_layout_table_joins_markers_to_their_text(tmp_path: Path) -> None:
    made = document()
    made.add_paragraph("Pasal 1")
    made.add_paragraph("Pegawai dilarang:")
    table = made.add_table(rows=0, cols=2)
    for row in (("a.", "datang terlambat ke kantor;"), ("b.", "memihak calon mana pun.")):
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    assert addresses(saved(made, tmp_path)) == ["pasal-1", "pasal-1/huruf-a", "pasal-1/huruf-b"]


def test_missing_docx_library_is_named_with_the_remedy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = saved(document(), tmp_path)
    real = builtins.__import__

    def absent(name: str, *rest: Any, **more: Any) -> Any:
        if name == "docx":
            raise ImportError(name)
        return real(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", absent)
    with pytest.raises(ExtractorMissingError, match=r"regsearch\[docx\]"):
        parse(file)


def test_damaged_docx_is_a_typed_error(tmp_path: Path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as made:
        made.writestr("word/document.xml", "<rusak")
    with pytest.raises(UnreadableError, match="DOCX rusak"):
        parse(write(tmp_path, "a.docx", packed.getvalue()))


def test_text_of_an_old_editor_is_decoded(tmp_path: Path) -> None:
    text = "\n".join(
        [*TITLE, "Pasal 1", "Pegawai dilarang berkata \u201cterserah\u201d \u2013 titik."]
    )
    regulation = parse(write(tmp_path, "a.txt", text.encode("cp1252")))
    assert (
        regulation["Pasal 1"].text == "Pegawai dilarang berkata \u201cterserah\u201d \u2013 titik."
    )


@pytest.mark.parametrize(
    ("name", "content", "called"),
    [
        ("a.rtf", b"{\\rtf1\\ansi Pasal 1\\par}", "RTF"),
        ("a.txt", b"{\\rtf1\\ansi Pasal 1\\par}", "RTF"),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 50, "DOC"),
        ("a.rar", b"Rar!\x1a\x07\0isi", "RAR"),
    ],
)
def test_format_is_refused_with_the_remedy(
    tmp_path: Path, name: str, content: bytes, called: str
) -> None:
    with pytest.raises(UnreadableError, match=f"{called}.*; "):
        parse(write(tmp_path, name, content))


def packed(folder: Path, name: str, **files: str) -> Path:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as out:
        for inner, text in files.items():
            out.writestr(inner, text)
    return write(folder, name, made.getvalue())


def test_odt_is_refused_with_the_remedy(tmp_path: Path) -> None:
    odt = packed(tmp_path, "a.odt", mimetype="application/vnd.oasis.opendocument.text")
    with pytest.raises(UnreadableError, match=r"ODT.*simpan sebagai DOCX"):
        parse(odt)


def test_archive_is_replaced_by_its_files_without_their_folders(tmp_path: Path) -> None:
    path = packed(tmp_path, "a.zip", **{"../x/satu.txt": "Pasal 1", "dua.txt": "Pasal 2"})
    with unpacked([path, tmp_path / "lain.txt"]) as files:
        assert [file.name for file in files] == ["satu.txt", "dua.txt", "lain.txt"]
        assert files[0].read_text() == "Pasal 1"
        assert tmp_path not in files[0].parents
    assert not files[0].exists()


def test_archive_over_a_limit_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = packed(tmp_path, "bom.zip", **{"a.txt": "0" * 3_000_000})
    with pytest.raises(TooLargeError, match="arsip ZIP berisi"), unpacked([bomb]):
        pass
    monkeypatch.setattr(archive, "MAX_FILES", 1)
    many = packed(tmp_path, "banyak.zip", **{"a.txt": "a", "b.txt": "b"})
    with pytest.raises(TooLargeError, match="2 berkas"), unpacked([many]):
        pass


def test_image_needs_ocr_and_says_so(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match="--ocr"):
        parse(write(tmp_path, "a.jpg", b"\xff\xd8\xff\xe0" + b"\0" * 20))


@pytest.mark.parametrize(
    ("before", "outer", "style"),
    [
        ("Pasal 2", [], "(1)"),
        ("Pasal 2. Larangan", [], "(1)"),
        ("Pegawai dilarang:", [], "1."),
        ("Pegawai dilarang:", ["(1)"], "a."),
        ("dengan cara:", ["(1)", "a."], "1."),
        ("dengan cara:", ["1."], "a)"),
    ],
)
def test_unnumbered_html_list_follows_the_order_of_drafting(
    before: str, outer: list[str], style: str
) -> None:
    lists = [Numbering(outer_style) for outer_style in outer]
    assert numbering(None, None, None, before, lists).style == style
