"""DOCX as Word makes them: generated numbers, tracked changes, text boxes, footnotes."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import pytest

from regsearch.read import parse
from tests.read.samples import write

if TYPE_CHECKING:
    from pathlib import Path

    from regsearch.regulation import Regulation

docx = pytest.importorskip("docx", reason="regsearch[docx] is not installed")

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
TITLE = ("PERATURAN BUPATI CONTOH", "NOMOR 3 TAHUN 2030", "TENTANG", "CUTI", "MEMUTUSKAN:")
LEVELS = (
    ("upperRoman", "BAB %1"),
    ("decimal", "Pasal %2"),
    ("decimal", "(%3)"),
    ("lowerLetter", "%4."),
    ("decimal", "%5."),
)
"""A multi-level list of a whole regulation; its articles go on over the chapters."""


class Word:
    """A document whose paragraphs are numbered by Word."""

    def __init__(self, levels: tuple[tuple[str, str], ...] = LEVELS) -> None:
        self.document = docx.Document()
        self.numbering = self.document.part.numbering_part.element
        inside = "".join(
            f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
            f'<w:lvlText w:val="{pattern}"/></w:lvl>'
            for at, (form, pattern) in enumerate(levels)
        )
        definition = self._xml(f'<w:abstractNum {W} w:abstractNumId="90">{inside}</w:abstractNum>')
        self.numbering.insert(0, definition)
        self.add_list("90")
        for line in TITLE:
            self.document.add_paragraph(line)

    def add_list(self, number: str, *, start: str = "") -> None:
        """Add a list of the definition; with *start*, its levels begin anew."""
        self.numbering.append(
            self._xml(f'<w:num {W} w:numId="{number}"><w:abstractNumId w:val="90"/>{start}</w:num>')
        )

    def add(self, level: int, text: str = "", number: str = "90") -> Any:
        paragraph = self.document.add_paragraph(text)
        properties = paragraph._p.get_or_add_pPr()
        properties.append(
            self._xml(
                f'<w:numPr {W}><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
            )
        )
        return paragraph

    def raw(self, xml: str) -> None:
        """Add a paragraph as XML."""
        body = self.document.element.body
        body.insert(len(body) - 1, self._xml(f"<w:p {W}>{xml}</w:p>"))

    def read(self, folder: Path) -> Regulation:
        out = io.BytesIO()
        self.document.save(out)
        return parse(write(folder, "a.docx", out.getvalue()))

    @staticmethod
    def _xml(text: str) -> Any:
        return docx.oxml.parse_xml(text)


def outline(regulation: Regulation) -> str:
    return " ".join("/".join(number for _, number in unit.locator) for unit in regulation.units)


def run(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


def test_generated_headings_and_items_become_units(tmp_path: Path) -> None:
    word = Word((*LEVELS[:1], ("decimal", "Pasal %2"), *LEVELS[2:]))
    word.add(0, "KETENTUAN UMUM")
    word.add(1)
    word.document.add_paragraph("Pegawai berhak cuti.")
    word.add(1)
    word.add(2, "Pegawai dilarang:")
    word.add(3, "menunda laporan; dan")
    word.add(3, "membawa:")
    word.add(4, "ayam; atau")
    word.add(4, "kambing.")
    word.add(2, "Larangan itu mutlak.")
    word.add(1, "Peraturan ini berlaku.")
    regulation = word.read(tmp_path)
    assert outline(regulation) == "1 2 2/1 2/1/a 2/1/b 2/1/b/1 2/1/b/2 2/2 3"
    assert regulation["Pasal 3"].text == "Peraturan ini berlaku."
    (chapter,) = regulation.groups
    assert (chapter.number, chapter.heading) == ("I", "KETENTUAN UMUM")


def test_lists_of_one_definition_count_on_unless_one_starts_anew(tmp_path: Path) -> None:
    word = Word((("decimal", "(%1)"), ("lowerLetter", "%2.")))
    word.add_list("91")
    start = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    word.add_list("92", start=start)
    word.document.add_paragraph("Pasal 1")
    word.add(0, "Satu.")
    word.add(0, "Dua.", "91")
    word.document.add_paragraph("Pasal 2")
    word.add(0, "Satu.", "92")
    word.add(0, "Dua.", "92")
    assert outline(word.read(tmp_path)) == "1 1/1 1/2 2 2/1 2/2"


def test_deleted_words_are_not_read_and_inserted_ones_are(tmp_path: Path) -> None:
    word = Word()
    gone = "<w:r><w:delText>tiga</w:delText></w:r>"
    word.document.add_paragraph("Pasal 1")
    word.raw(
        f'{run("Cuti selama ")}<w:del w:id="1" w:author="a">{gone}</w:del>'
        f'<w:ins w:id="2" w:author="a">{run("lima")}</w:ins>'
        f'<w:moveFrom w:id="3" w:author="a">{run(" tahun")}</w:moveFrom>'
        f'<w:moveTo w:id="4" w:author="a">{run(" hari")}</w:moveTo>{run(".")}'
    )
    assert word.read(tmp_path)["Pasal 1"].text == "Cuti selama lima hari."


def test_deleted_paragraph_takes_no_number(tmp_path: Path) -> None:
    word = Word((("decimal", "(%1)"),))
    word.document.add_paragraph("Pasal 1")
    word.add(0, "Satu.")
    deleted = '<w:del w:id="1" w:author="a"><w:r><w:delText>Hapus.</w:delText></w:r></w:del>'
    word.raw(
        '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="90"/></w:numPr>'
        f'<w:rPr><w:del w:id="2" w:author="a"/></w:rPr></w:pPr>{deleted}'
    )
    word.add(0, "Dua.")
    regulation = word.read(tmp_path)
    assert outline(regulation) == "1 1/1 1/2"
    assert regulation["Pasal 1 ayat (2)"].text == "Dua."


def test_text_box_is_not_glued_to_its_paragraph(tmp_path: Path) -> None:
    word = Word()
    box = f"<w:txbxContent><w:p>{run('Kotak ini wajib dibaca.')}</w:p></w:txbxContent>"
    word.document.add_paragraph("Pasal 1")
    word.raw(f"{run('Cuti diatur')}<w:r><w:pict><w:r>{box}</w:r></w:pict></w:r>{run(' atasan.')}")
    assert word.read(tmp_path)["Pasal 1"].text == "Cuti diatur atasan. Kotak ini wajib dibaca."


def test_hidden_text_is_not_read_and_capitals_are_shown(tmp_path: Path) -> None:
    word = Word()
    word.raw(f'<w:r><w:rPr><w:caps/></w:rPr><w:t>Bab i</w:t></w:r>{"<w:r><w:br/></w:r>"}'
             f'<w:r><w:rPr><w:caps/></w:rPr><w:t>umum</w:t></w:r>')  # fmt: skip
    word.document.add_paragraph("Pasal 1")
    word.raw(f"{run('Cuti.')}<w:r><w:rPr><w:vanish/></w:rPr><w:t>Rahasia.</w:t></w:r>")
    regulation = word.read(tmp_path)
    assert [(group.number, group.heading) for group in regulation.groups] == [("I", "UMUM")]
    assert regulation["Pasal 1"].text == "Cuti."


def test_deleted_row_of_table_is_left_out(tmp_path: Path) -> None:
    word = Word()
    word.document.add_paragraph("Pasal 1")
    word.document.add_paragraph("(1) Sanksi tercantum dalam tabel:")
    table = word.document.add_table(rows=0, cols=3)
    for cells in (("No.", "Pelanggaran", "Sanksi"), ("1.", "Bolos", "Teguran"), ("2.", "X", "Y")):
        for cell, text in zip(table.add_row().cells, cells, strict=True):
            cell.text = text
    row = table.rows[2]._tr.get_or_add_trPr()
    row.append(Word._xml(f'<w:del {W} w:id="1" w:author="a"/>'))
    assert outline(word.read(tmp_path)) == "1 1/1 1/1/1"


def test_footnote_is_reported(tmp_path: Path) -> None:
    word = Word()
    word.document.add_paragraph("Pasal 1")
    word.document.add_paragraph("Cuti.")
    package = word.document.part.package
    note = f"<w:footnote><w:p>{run('Lihat lampiran.')}</w:p></w:footnote>"
    blob = f"<w:footnotes {W}>{note}</w:footnotes>"
    name = docx.opc.packuri.PackURI("/word/footnotes.xml")
    part = docx.opc.part.Part(name, "application/xml", blob.encode(), package)
    word.document.part.relate_to(part, "http://example.org/footnotes")
    (finding,) = [f for f in word.read(tmp_path).findings if f.code == "footnote"]
    assert finding.raw == "Lihat lampiran."
