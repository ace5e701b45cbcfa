"""Folders of files that nobody has reviewed become part of an index, and are told as such."""

from __future__ import annotations

import json
import multiprocessing
import os
import signal
import time
from datetime import date
from typing import TYPE_CHECKING

import pytest

from regsearch.opening import open_library
from regsearch.build.build import Means, build_index
from regsearch.corpus.collection import NOT_REVIEWED, is_collection
from regsearch.errors import SourceError
from regsearch.paths import shipped_corpus
from regsearch.search.library import Library
from regsearch.show import to_dict
from regsearch.show.terminal import provision

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TITLE = """PERATURAN PEMERINTAH REPUBLIK INDONESIA
NOMOR {number} TAHUN {year}
TENTANG
{name}
DENGAN RAHMAT TUHAN YANG MAHA ESA
Menimbang : bahwa perlu menetapkan Peraturan Pemerintah;
MEMUTUSKAN:
Menetapkan : PERATURAN PEMERINTAH TENTANG {name}.
{body}
Ditetapkan di Jakarta
pada tanggal 3 Maret {year}
"""
OLD = "Pasal 1\nPemilik kuda wajib mendaftarkan kudanya.\nPasal 2\nPeraturan ini mulai berlaku."
NEW = (
    "Pasal 1\nPemilik kuda wajib mendaftarkan kuda dan kandangnya.\n"
    "Pasal 2\nPada saat Peraturan Pemerintah ini mulai berlaku, Peraturan Pemerintah Nomor 901 "
    "Tahun 1991 tentang Pendaftaran Kuda, dicabut dan dinyatakan tidak berlaku.\n"
    "Pasal 3\nPeraturan Pemerintah Nomor 902 Tahun 1992 dinyatakan tidak berlaku sepanjang "
    "mengatur keledai.\n"
)


def written(folder: Path) -> Path:
    """A collection of four sound regulations and three files that are none."""
    (folder / "lama").mkdir(parents=True)
    texts = {
        "lama/901.md": (901, 1991, "PENDAFTARAN KUDA", OLD),
        "lama/902.txt": (902, 1992, "PENDAFTARAN KELEDAI", OLD.replace("kuda", "keledai")),
        "903.md": (903, 2003, "PENDAFTARAN KUDA DAN KANDANG", NEW),
        "salinan-903.md": (903, 2003, "PENDAFTARAN KUDA DAN KANDANG", NEW),
        "94.md": (94, 2021, "DISIPLIN PEGAWAI NEGERI SIPIL", OLD),
    }
    for name, (number, year, title, body) in texts.items():
        text = TITLE.format(number=number, year=year, name=title, body=body)
        (folder / name).write_text(text, "utf-8")
    (folder / "rusak.md").write_bytes(b"\xff\x00\xfe")
    (folder / "rusak.pdf").write_bytes(b"%PDF-1.4 tidak ada isinya")
    (folder / "catatan.txt").write_text("Rapat hari Senin.\n", "utf-8")
    return folder


def build(tmp_path: Path, name: str, processes: int = 1) -> tuple[Path, dict[str, str]]:
    collection = tmp_path / "koleksi"
    if not collection.exists():
        written(collection)
    left: dict[str, str] = {}
    means = Means(
        processes=processes,
        cache=tmp_path / "kept",
        left_out=lambda file, reason: left.update({file.name: reason}),
    )
    build_index((shipped_corpus(), collection), tmp_path / name, means)
    return tmp_path / name, left


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    return build(tmp_path_factory.mktemp("collected"), "index")


def test_a_bad_file_stops_nothing_and_is_named(made: tuple[Path, dict[str, str]]) -> None:
    folder, left = made
    assert left.keys() == {"rusak.md", "rusak.pdf", "catatan.txt", "94.md", "salinan-903.md"}
    assert "korpus tambah" in left["94.md"]
    assert "pp-903-2003" in left["salinan-903.md"]
    with open_library(folder) as library:
        assert {"pp-901-1991", "pp-902-1992", "pp-903-2003"} <= set(library.catalog)
        # The reviewed document is the catalogue's, not the collection's.
        assert library["PP 94/2021 Pasal 1"].text_kind == "ringkasan"


def test_nobody_says_that_an_unreviewed_document_is_law(
    made: tuple[Path, dict[str, str]],
) -> None:
    with open_library(made[0]) as library:
        reply = library.lookup("PP 903/2003 Pasal 1", as_of="2026-11-22")
    (answer,) = reply.answers
    assert answer.status is None
    assert answer.status_note == NOT_REVIEWED
    shown = json.loads(json.dumps(to_dict.answer(answer)))
    assert shown["status"] is None
    assert "STATUS TIDAK DIKETAHUI" in "\n".join(provision(answer))


def test_what_another_document_revokes_is_shown_as_revoked(
    made: tuple[Path, dict[str, str]],
) -> None:
    with open_library(made[0]) as library:

        def status(citation: str, day: str) -> str | None:
            return library.lookup(citation, as_of=day).answers[0].status

        assert status("PP 901/1991 Pasal 1", "2003-03-02") is None
        assert status("PP 901/1991 Pasal 1", "2003-03-03") == "dicabut"
        assert status("PP 901/1991 Pasal 1", "1991-01-01") == "belum_berlaku"
        # Only a part of it is revoked, so nothing certain is known.
        assert status("PP 902/1992 Pasal 1", "2026-11-22") is None
        old = library.lookup("PP 901/1991 Pasal 1", as_of="2026-11-22").answers[0]
        assert old.status_note == "Tidak berlaku lagi sejak 3 Maret 2003."
        assert [note.text for note in old.notes] == ["Dicabut menurut PP 903/2003 Pasal 2."]


def test_an_unreviewed_document_never_ends_a_reviewed_one(tmp_path: Path) -> None:
    collection = written(tmp_path / "koleksi")
    body = NEW.replace("Nomor 901 Tahun 1991", "Nomor 53 Tahun 2010").replace("2003", "2005")
    text = TITLE.format(number=904, year=2022, name="CONTOH", body=body)
    (collection / "904.md").write_text(text, "utf-8")
    folder, _ = build(tmp_path, "index")
    with open_library(folder) as library:
        passage = library["PP 53/2010 Pasal 3"].passage
        assert passage is not None
        assert passage.end == date(2021, 8, 31)


CROWD = ["PNS ikut kampanye", "like postingan calon bupati", "kepala desa jadi anggota partai"]


@pytest.fixture(scope="module", params=["whoosh", "tantivy"])
def crowded(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Library, Library]]:
    """The shipped corpus alone, and with many provisions that nobody reviewed, in its own words."""
    if request.param == "tantivy":
        pytest.importorskip("tantivy")
    folder = tmp_path_factory.mktemp("crowded")
    said = "PNS kampanye like posting unggah calon bupati kepala desa anggota partai politik jadi"
    body = "\n".join(f"Pasal {n}\nKetentuan {said} gajah." for n in range(1, 301))
    text = TITLE.format(number=905, year=2005, name="KERUMUNAN", body=body)
    (folder / "koleksi").mkdir()
    (folder / "koleksi" / "905.md").write_text(text, "utf-8")
    means = Means(processes=1, engine=request.param)
    build_index(shipped_corpus(), folder / "alone", means)
    build_index((shipped_corpus(), folder / "koleksi"), folder / "both", means)
    with open_library(folder / "alone") as alone, open_library(folder / "both") as both:
        assert "pp-905-2005" in both.catalog
        yield alone, both


@pytest.mark.parametrize("question", [*CROWD, "ikut kampnaye", "gajah kampanye"])
def test_a_collection_changes_no_answer_of_the_law_that_is_known(
    crowded: tuple[Library, Library], question: str
) -> None:
    before, after = (
        [(answer.citation, answer.score, answer.status) for answer in reply.answers]
        for reply in (library.ask(question, as_of="2026-11-22") for library in crowded)
    )
    assert before
    assert after == before


def test_where_that_is_silent_the_collection_answers_and_says_what_it_is(
    crowded: tuple[Library, Library],
) -> None:
    alone, both = (library.ask("gajah", as_of="2026-11-22") for library in crowded)
    assert (alone.outcome, alone.answers) == ("not_found", ())
    assert both.outcome == "found"
    assert {answer.document for answer in both.answers} == {"pp-905-2005"}
    assert {answer.status for answer in both.answers} == {None}
    assert "TIDAK DIKETAHUI" in (both.message or "")
    explained = crowded[1].explain("gajah", as_of="2026-11-22").ranked
    assert [p.citation for p, _ in explained] == [a.citation for a in both.answers]
    # Nobody has said whom it binds, nor does it have all that is asked for.
    for silent in ("gajah PPPK", "gajah ungu terbang"):
        assert crowded[1].ask(silent, as_of="2026-11-22").outcome == "not_found"


def test_several_processes_and_what_was_read_before_change_nothing(
    made: tuple[Path, dict[str, str]], tmp_path: Path
) -> None:
    first, _ = build(tmp_path, "first", processes=2)
    again, left = build(tmp_path, "again")
    assert contents(first) == contents(again) == contents(made[0])
    assert left == made[1] or left.keys() == made[1].keys()


def _begin(tmp_path: str) -> None:
    from pathlib import Path

    build(Path(tmp_path), "index")


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs a signal that kills")
def test_a_killed_build_goes_on_and_gives_the_same(
    made: tuple[Path, dict[str, str]], tmp_path: Path
) -> None:
    written(tmp_path / "koleksi")
    process = multiprocessing.get_context("spawn").Process(target=_begin, args=(str(tmp_path),))
    process.start()
    kept = tmp_path / "kept" / "baca"
    while process.is_alive() and not list(kept.rglob("*/*/*")):
        time.sleep(0.01)
    assert process.pid is not None
    os.kill(process.pid, signal.SIGKILL)
    process.join()
    assert not (tmp_path / "index").exists()
    before = {path: path.stat().st_mtime_ns for path in kept.rglob("*/*/*") if path.is_file()}
    folder, _ = build(tmp_path, "index")
    assert contents(folder) == contents(made[0])
    assert before
    assert all(path.stat().st_mtime_ns == at for path, at in before.items())
    assert not list(tmp_path.glob(".index.baru-*"))


def test_a_changed_file_is_read_again_and_a_damaged_entry_too(tmp_path: Path) -> None:
    folder, _ = build(tmp_path, "index")
    entries = [path for path in (tmp_path / "kept" / "baca").rglob("*/*/*") if path.is_file()]
    assert len(entries) == 6  # the three sound documents, a copy, one of the catalogue, a note
    entries[0].write_bytes(entries[0].read_bytes().replace(b"wajib", b"dapat"))
    second, _ = build(tmp_path, "second")
    assert contents(second) == contents(folder)
    file = tmp_path / "koleksi" / "903.md"
    file.write_text(file.read_text("utf-8").replace("wajib", "dapat"), "utf-8")
    third, _ = build(tmp_path, "third")
    with open_library(third) as library:
        assert "dapat" in library["PP 903/2003 Pasal 1"].text


def test_a_folder_without_files_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "kosong").mkdir()
    with pytest.raises(SourceError, match="kosong"):
        build_index((shipped_corpus(), tmp_path / "kosong"), tmp_path / "index")
    assert not (tmp_path / "index").exists()


def test_a_corpus_is_no_collection(tmp_path: Path) -> None:
    assert is_collection(written(tmp_path / "koleksi"))
    assert not is_collection(shipped_corpus())
    assert not is_collection(tmp_path / "nowhere")
