"""Official files are stored with their records, and never lost."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from regsearch.corpus.store import Store
from regsearch.errors import ChangedError, DuplicateError, SourceError

if TYPE_CHECKING:
    from regsearch.corpus import store as room

DAY = date(2026, 1, 2)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "korpus")


def add(store: Store, content: bytes, document: str = "pp-1-2020", **more: object) -> room.Entry:
    values = {"original": "asal.pdf", "suffix": ".pdf", "added": DAY} | more
    return store.add(document, content, **values)  # type: ignore[arg-type]


def names(store: Store) -> list[str]:
    return sorted(p.name for p in (store.folder / "resmi").iterdir())


def test_file_is_stored_with_its_record(store: Store) -> None:
    entry = add(store, b"isi", origin="https://contoh.id/a.pdf")
    assert store.get("pp-1-2020") == entry
    assert list(store.entries()) == [entry]
    assert store.path(entry).read_bytes() == b"isi"
    assert (entry.added, entry.origin) == (DAY, "https://contoh.id/a.pdf")
    store.verify(entry)
    assert names(store) == ["pp-1-2020.json", "pp-1-2020.pdf"]


def test_empty_store(store: Store) -> None:
    assert store.get("pp-1-2020") is None
    assert list(store.entries()) == []
    store.refuse_unrecorded()


@pytest.mark.parametrize("document", ["pp-1-2020", "pp-2-2020"])
def test_same_bytes_are_duplicate(store: Store, document: str) -> None:
    add(store, b"isi")
    with pytest.raises(DuplicateError, match="sudah ada sebagai pp-1-2020"):
        add(store, b"isi", document)


def test_other_text_of_document_needs_consent(store: Store) -> None:
    first = add(store, b"lama")
    with pytest.raises(DuplicateError, match="--ganti"):
        add(store, b"baru")
    assert store.path(first).read_bytes() == b"lama"
    second = add(store, b"<html>", suffix=".html", replace=True)
    assert names(store) == ["pp-1-2020.html", "pp-1-2020.json"]
    assert store.get("pp-1-2020") == second


def test_changed_bytes_are_detected(store: Store) -> None:
    entry = add(store, b"isi")
    store.path(entry).write_bytes(b"isi lain")
    with pytest.raises(ChangedError, match="berubah sejak ditambahkan"):
        store.verify(entry)
    store.path(entry).unlink()
    with pytest.raises(ChangedError, match="tidak dapat dibaca"):
        store.load(entry)


def test_file_without_record_is_refused(store: Store) -> None:
    add(store, b"isi")
    (store.folder / "resmi" / "pp-9-2020.pdf").write_bytes(b"x")
    with pytest.raises(SourceError, match=r"pp-9-2020.pdf.*korpus tambah"):
        store.refuse_unrecorded()


@pytest.mark.parametrize("text", ["", "{", "[]", '{"document": "x"}', '{"added": "kemarin"}'])
def test_broken_record_names_remedy(store: Store, text: str) -> None:
    add(store, b"isi")
    (store.folder / "resmi" / "pp-1-2020.json").write_text(text)
    with pytest.raises(SourceError, match="tambahkan lagi"):
        store.get("pp-1-2020")


@pytest.mark.parametrize("fails", ["pp-1-2020.pdf", "pp-1-2020.json"])
def test_failure_while_replacing_restores_old_file(
    store: Store, monkeypatch: pytest.MonkeyPatch, fails: str
) -> None:
    before = add(store, b"lama")
    real = Path.replace

    def broken(self: Path, target: Path) -> Path:
        if Path(target).name == fails and self.name.endswith(".baru"):
            raise OSError(28, "No space left on device")
        return real(self, target)

    monkeypatch.setattr(Path, "replace", broken)
    with pytest.raises(SourceError, match="Tidak ada yang berubah"):
        add(store, b"baru", replace=True)
    monkeypatch.undo()
    assert store.get("pp-1-2020") == before
    store.verify(before)
