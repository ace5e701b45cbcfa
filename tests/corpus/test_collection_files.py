"""Which files of a collection become documents, and what is said of the others."""

from __future__ import annotations

import shutil
from pathlib import Path

from regsearch.corpus.assemble import read_catalog
from regsearch.corpus.collection import collect, files_of
from regsearch.paths import shipped_corpus

CASES = Path(__file__).parents[1] / "read" / "cases"


def test_every_file_is_a_document_or_named_with_its_reason(tmp_path: Path) -> None:
    folder = tmp_path / "koleksi"
    shutil.copytree(CASES / "collection", folder)
    (folder / "scan.jpg").write_bytes(b"\xff\xd8\xff\xe0")
    shutil.copy(CASES / "c16-rtf.rtf", folder / "lama.rtf")
    shutil.copy(CASES / "titles" / "ti-abstrak.txt", folder / "abstrak.txt")
    shutil.copy(CASES / "c16-docx.docx", folder / "a.docx")
    (folder / "salinan.txt").write_bytes((folder / "panrb.txt").read_bytes())
    collected = collect(files_of(folder), read_catalog([shipped_corpus()]), tmp_path, workers=1)
    assert set(collected.instruments) == {
        "pergub-contoh-75-2021",
        "permendagri-10-2016",
        "permenkominfo-10-2016",
        "permenpanrb-60-2020",
        "skb-12-2030",
    }
    told = {entry.file.name: entry.reason for entry in collected.left_out}
    named = {"a.zip", "a.docx", "scan.jpg", "lama.rtf", "abstrak.txt", "salinan.txt"}
    assert set(told) == named
    assert "arsip ZIP" in told["a.zip"]
    # A file of Word is read with the package for it, and else named with that.
    assert "permenpanrb-60-2020 juga" in told["a.docx"] or "docx" in told["a.docx"].casefold()
    assert "gambar" in told["scan.jpg"]
    assert "format RTF tidak dibaca" in told["lama.rtf"]
    assert "jenis dan nomor" in told["abstrak.txt"]
    assert "permenpanrb-60-2020 juga" in told["salinan.txt"]


def test_villages_of_one_name_are_two_documents(tmp_path: Path) -> None:
    folder = tmp_path / "koleksi"
    folder.mkdir()
    text = (CASES / "titles" / "perdes.txt").read_text()
    (folder / "a.txt").write_text(text)
    (folder / "b.txt").write_text(text.replace("KECAMATAN CONTOH", "KECAMATAN LAIN"))
    (folder / "c.txt").write_text(text + "\n")
    collected = collect(files_of(folder), read_catalog([shipped_corpus()]), tmp_path, workers=1)
    second = "perdes-sukamaju-3-2020-desa-sukamaju-kecamatan-lain-kabupaten-contoh"
    assert set(collected.instruments) == {"perdes-sukamaju-3-2020", second}
    assert f'"id":"{second}"'.encode() in collected.read[second].body()[1]
    assert [entry.file.name for entry in collected.left_out] == ["c.txt"]
