"""A server that runs for weeks answers from the index that is in use now."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from regsearch.errors import ClosedError, IndexMissingError
from regsearch.web import current

if TYPE_CHECKING:
    from pathlib import Path

    from regsearch.search.library import Library


def test_index_that_took_the_place_is_noticed(
    index_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(current, "EVERY", 0.0)
    opened = current.regsearch.open
    with current.CurrentLibrary(index_folder) as library:
        first = library()
        assert library() is first  # the same index is not opened anew

        def another(index: Path) -> Library:
            found = opened(index)
            found._index.manifest = found.manifest._replace(catalog="another")
            return found

        monkeypatch.setattr(current.regsearch, "open", another)
        second = library()
        assert second is not first
        assert second.manifest.catalog == "another"
        assert first["PP 94/2021 Pasal 5"].citation  # who still asks it is answered
        monkeypatch.setattr(current.regsearch, "open", opened)
        assert library() is not second
        with pytest.raises(ClosedError):
            first.lookup("PP 94/2021 Pasal 5")


def test_index_that_cannot_be_opened_does_not_take_the_place(
    index_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(current, "EVERY", 0.0)
    with current.CurrentLibrary(index_folder) as library:
        first = library()

        def broken(_: Path) -> Library:
            raise IndexMissingError("gone")

        monkeypatch.setattr(current.regsearch, "open", broken)
        assert library() is first
        assert first.lookup("PP 94/2021 Pasal 5").answers


def test_index_is_not_looked_for_at_each_request(
    index_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with current.CurrentLibrary(index_folder) as library:
        monkeypatch.setattr(current.regsearch, "open", None)
        assert library() is library()
