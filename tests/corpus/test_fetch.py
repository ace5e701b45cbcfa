"""Fetched files become official texts, and later fetches are compared with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from regsearch.corpus.download import Limits
from regsearch.corpus.fetch import Fetched, fetch
from regsearch.corpus.store import Store
from regsearch.errors import ChangedError, DownloadError, DuplicateError, MismatchError, SourceError
from regsearch.law.catalog.load import Catalog
from tests.corpus.examples import instrument
from tests.corpus.server import Behaviour, serving
from tests.corpus.small_pdf import pdf, regulation

if TYPE_CHECKING:
    from pathlib import Path

QUICK = Limits(attempts=2, silence=1.0, pause=0.0)
PAPER = pdf(regulation())


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "korpus")


def catalog(*addresses: str) -> Catalog:
    return Catalog({"pp-1-2020": instrument(official=addresses)})


def get(store: Store, *addresses: str, replace: bool = False) -> Fetched:
    known = catalog(*addresses)
    return fetch("pp-1-2020", store, known, limits=QUICK, plain_loopback=True, replace=replace)


def arriving(store: Store) -> list[str]:
    return sorted(p.name for p in (store.folder / "unduhan").iterdir())


def test_fetched_file_is_recognised_and_stored(store: Store) -> None:
    with serving(Behaviour(PAPER)) as address:
        got = get(store, address)
    assert got.new
    assert (got.entry.origin, got.entry.original) == (address, "naskah.pdf")
    assert len(store.load(got.entry).units) == 4
    assert arriving(store) == []


def test_same_bytes_change_nothing(store: Store) -> None:
    with serving(Behaviour(PAPER)) as address:
        first = get(store, address)
        again = get(store, address)
    assert (again.new, again.entry) == (False, first.entry)
    assert arriving(store) == []


def test_changed_bytes_keep_stored_file(store: Store) -> None:
    server = Behaviour(PAPER)
    with serving(server) as address:
        first = get(store, address)
        server.content, server.etag = pdf(regulation(word="rumahnya")), '"dua"'
        with pytest.raises(ChangedError, match=r"Yang lama dipertahankan.*--ganti"):
            get(store, address)
        assert store.get("pp-1-2020") == first.entry
        store.verify(first.entry)
        assert len(arriving(store)) == 1  # for comparing by hand
        assert get(store, address, replace=True).new
    assert store.get("pp-1-2020") != first.entry


def test_next_address_is_tried_after_failure(store: Store) -> None:
    page, file = Behaviour(b"<html></html>"), Behaviour(PAPER)
    page.kind = "text/html"
    with serving(page) as one, serving(file) as other:
        assert get(store, one, other).entry.origin == other
        with pytest.raises(DownloadError, match="bukan PDF"):
            get(Store(store.folder / "lain"), one)


def test_other_document_is_refused_but_kept(store: Store) -> None:
    why = r"nomornya 7, bukan 1.*Berkas dari http"
    with (
        serving(Behaviour(pdf(regulation("7")))) as address,
        pytest.raises(MismatchError, match=why),
    ):
        get(store, address)
    assert store.get("pp-1-2020") is None
    assert len(arriving(store)) == 1


def test_pdf_without_provisions_is_refused(store: Store) -> None:
    blank, why = Behaviour(pdf(["Halaman kosong"])), "tidak ada ketentuan"
    with serving(blank) as address, pytest.raises(SourceError, match=why):
        get(store, address)


def test_users_file_is_not_replaced_without_consent(store: Store) -> None:
    store.add("pp-1-2020", PAPER, original="a.pdf", suffix=".pdf")
    with pytest.raises(DuplicateError, match="--ganti"):
        get(store, "https://contoh.id/a.pdf")


def test_instrument_without_address_cannot_be_fetched(store: Store) -> None:
    with pytest.raises(DownloadError, match="tidak mencatat alamat"):
        get(store)
    with pytest.raises(DownloadError, match="tidak ada di katalog"):
        fetch("pp-9-1999", store, catalog())
