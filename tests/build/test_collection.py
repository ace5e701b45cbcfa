"""Collections of unreviewed files become part of an index, and their answers say so."""

from __future__ import annotations

import json
import multiprocessing
import os
import signal
import time
from datetime import date
from typing import TYPE_CHECKING

import pytest

from regsearch.build.build import BuildOptions, build_index
from regsearch.corpus.collection import NOT_REVIEWED, is_collection
from regsearch.errors import SourceError
from regsearch.opening import open_library
from regsearch.paths import shipped_corpus
from regsearch.show import to_dict
from regsearch.show.terminal import provision
from tests.bundle.tiny import contents

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from regsearch.search.library import Library

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


def write_collection(folder: Path) -> Path:
    """Write a collection of valid regulations and of files that are to be skipped."""
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
        write_collection(collection)
    skipped: dict[str, str] = {}
    options = BuildOptions(
        processes=processes,
        cache=tmp_path / "cache",
        on_skipped=lambda file, reason: skipped.update({file.name: reason}),
    )
    build_index((shipped_corpus(), collection), tmp_path / name, options)
    return tmp_path / name, skipped


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    return build(tmp_path_factory.mktemp("collected"), "index")


def test_unusable_files_are_skipped_with_reason(made: tuple[Path, dict[str, str]]) -> None:
    folder, skipped = made
    assert skipped.keys() == {"rusak.md", "rusak.pdf", "catatan.txt", "94.md", "salinan-903.md"}
    assert "korpus tambah" in skipped["94.md"]
    assert "pp-903-2003" in skipped["salinan-903.md"]
    with open_library(folder) as library:
        assert {"pp-901-1991", "pp-902-1992", "pp-903-2003"} <= set(library.catalog)
        # The document of the catalogue is used, not the one of the collection.
        assert library["PP 94/2021 Pasal 1"].text_kind == "ringkasan"


def test_unreviewed_document_has_unknown_status(
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


def test_unreviewed_document_revoked_by_another_is_shown_as_revoked(
    made: tuple[Path, dict[str, str]],
) -> None:
    with open_library(made[0]) as library:

        def status(citation: str, day: str) -> str | None:
            return library.lookup(citation, as_of=day).answers[0].status

        assert status("PP 901/1991 Pasal 1", "2003-03-02") is None
        assert status("PP 901/1991 Pasal 1", "2003-03-03") == "dicabut"
        assert status("PP 901/1991 Pasal 1", "1991-01-01") == "belum_berlaku"
        # Only a part of it is revoked, so its status is unknown.
        assert status("PP 902/1992 Pasal 1", "2026-11-22") is None
        old = library.lookup("PP 901/1991 Pasal 1", as_of="2026-11-22").answers[0]
        assert old.status_note == "Tidak berlaku lagi sejak 3 Maret 2003."
        assert [note.text for note in old.notes] == ["Dicabut menurut PP 903/2003 Pasal 2."]


def test_unreviewed_document_never_revokes_reviewed_one(tmp_path: Path) -> None:
    collection = write_collection(tmp_path / "koleksi")
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
    """The shipped corpus alone, and beside many unreviewed provisions with the same words."""
    if request.param == "tantivy":
        pytest.importorskip("tantivy")
    folder = tmp_path_factory.mktemp("crowded")
    words = "PNS kampanye like posting unggah calon bupati kepala desa anggota partai politik jadi"
    body = "\n".join(f"Pasal {n}\nKetentuan {words} gajah." for n in range(1, 301))
    text = TITLE.format(number=905, year=2005, name="KERUMUNAN", body=body)
    (folder / "koleksi").mkdir()
    (folder / "koleksi" / "905.md").write_text(text, "utf-8")
    options = BuildOptions(processes=1, engine=request.param)
    build_index(shipped_corpus(), folder / "alone", options)
    build_index((shipped_corpus(), folder / "koleksi"), folder / "both", options)
    with open_library(folder / "alone") as alone, open_library(folder / "both") as both:
        assert "pp-905-2005" in both.catalog
        yield alone, both


@pytest.mark.parametrize("question", [*CROWD, "ikut kampnaye", "gajah kampanye"])
def test_collection_changes_no_answer_of_reviewed_law(
    crowded: tuple[Library, Library], question: str
) -> None:
    before, after = (
        [(answer.citation, answer.score, answer.status) for answer in reply.answers]
        for reply in (library.ask(question, as_of="2026-11-22") for library in crowded)
    )
    assert before
    assert after == before


def test_collection_answers_only_where_reviewed_law_does_not(
    crowded: tuple[Library, Library],
) -> None:
    alone, both = (library.ask("gajah", as_of="2026-11-22") for library in crowded)
    assert (alone.outcome, alone.answers) == ("not_found", ())
    assert both.outcome == "found"
    assert {answer.document for answer in both.answers} == {"pp-905-2005"}
    assert {answer.status for answer in both.answers} == {None}
    assert "TIDAK DIKETAHUI" in (both.message or "")
    explained = crowded[1].explain("gajah", as_of="2026-11-22").ranked
    assert [scored.passage.citation for scored in explained] == [a.citation for a in both.answers]
    # Whom it binds is unknown, and it lacks some of the words.
    for unanswered in ("gajah PPPK", "gajah ungu terbang"):
        assert crowded[1].ask(unanswered, as_of="2026-11-22").outcome == "not_found"


def test_processes_and_cache_do_not_change_index_of_collection(
    made: tuple[Path, dict[str, str]], tmp_path: Path
) -> None:
    first, _ = build(tmp_path, "first", processes=2)
    again, skipped = build(tmp_path, "again")
    assert contents(first) == contents(again) == contents(made[0])
    assert skipped.keys() == made[1].keys()


def _build_in_child(tmp_path: str) -> None:
    from pathlib import Path

    build(Path(tmp_path), "index")


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs a signal that kills")
def test_killed_build_resumes_from_cache_with_same_result(
    made: tuple[Path, dict[str, str]], tmp_path: Path
) -> None:
    write_collection(tmp_path / "koleksi")
    process = multiprocessing.get_context("spawn").Process(
        target=_build_in_child, args=(str(tmp_path),)
    )
    process.start()
    cache = tmp_path / "cache" / "baca"
    while process.is_alive() and not list(cache.rglob("*/*/*")):
        time.sleep(0.01)
    assert process.pid is not None
    os.kill(process.pid, signal.SIGKILL)
    process.join()
    assert not (tmp_path / "index").exists()
    before = {path: path.stat().st_mtime_ns for path in cache.rglob("*/*/*") if path.is_file()}
    folder, _ = build(tmp_path, "index")
    assert contents(folder) == contents(made[0])
    assert before
    assert all(path.stat().st_mtime_ns == at for path, at in before.items())
    assert not list(tmp_path.glob(".index.baru-*"))


def test_changed_file_and_damaged_cache_entry_are_read_again(tmp_path: Path) -> None:
    folder, _ = build(tmp_path, "index")
    entries = [path for path in (tmp_path / "cache" / "baca").rglob("*/*/*") if path.is_file()]
    assert len(entries) == 6  # three documents, a copy, one of the catalogue, a text that is none
    entries[0].write_bytes(entries[0].read_bytes().replace(b"wajib", b"dapat"))
    second, _ = build(tmp_path, "second")
    assert contents(second) == contents(folder)
    file = tmp_path / "koleksi" / "903.md"
    file.write_text(file.read_text("utf-8").replace("wajib", "dapat"), "utf-8")
    third, _ = build(tmp_path, "third")
    with open_library(third) as library:
        assert "dapat" in library["PP 903/2003 Pasal 1"].text


def test_folder_without_files_is_refused(tmp_path: Path) -> None:
    (tmp_path / "kosong").mkdir()
    with pytest.raises(SourceError, match="kosong"):
        build_index((shipped_corpus(), tmp_path / "kosong"), tmp_path / "index")
    assert not (tmp_path / "index").exists()


def test_corpus_is_not_a_collection(tmp_path: Path) -> None:
    assert is_collection(write_collection(tmp_path / "koleksi"))
    assert not is_collection(shipped_corpus())
    assert not is_collection(tmp_path / "nowhere")
