"""The versions of a provision over time, and what changed between them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from regsearch.errors import NotFoundError
from regsearch.model.history import Version
from regsearch.search.history import difference

if TYPE_CHECKING:
    from regsearch.search.library import Library


@pytest.mark.parametrize(
    ("citation", "documents"),
    [
        ("UU 10/2016 Pasal 71", ["uu-1-2015", "uu-8-2015", "uu-10-2016"]),
        ("UU 1/2015 Pasal 71 ayat (1)", ["uu-1-2015", "uu-10-2016"]),
        ("PP 11/2017 Pasal 254", ["pp-11-2017", "pp-17-2020"]),
        ("UU 6/2014 Pasal 39", ["uu-6-2014", "uu-3-2024"]),
        ("UU 20/2023 Pasal 9 ayat (2)", ["uu-43-1999", "uu-5-2014", "uu-20-2023"]),
    ],
)
def test_versions_follow_the_amendments(
    library: Library, citation: str, documents: list[str]
) -> None:
    found = [version.document for version in library.history(citation).versions]
    assert [document for document in found if document in documents] == documents


def test_equivalent_of_a_regulation_that_replaced_it_is_found_by_its_words(
    library: Library,
) -> None:
    found = library.history("PP 53/2010 Pasal 4 angka 15 huruf d")
    assert found.versions[-1].citation == "PP 94/2021 Pasal 5 huruf n angka 6"
    assert found.versions[-1].source == "kemiripan"
    assert any("kemiripan" in note for note in found.notes)


def test_difference_is_told_word_by_word(library: Library) -> None:
    (found,) = library.history("PP 11/2017 Pasal 254").differences
    changed = {(change.kind, change.text) for change in found.changes}
    assert ("ditambah", "tidak") in changed
    assert ("dihapus", "juga") in changed


def test_two_days_are_compared(library: Library) -> None:
    found = library.history("UU 10/2016 Pasal 71", between=("2015-03-01", "2017-01-01"))
    assert [(d.before, d.after) for d in found.differences] == [
        ("UU 1/2015 Pasal 71", "UU 10/2016 Pasal 71")
    ]
    same = library.history("UU 10/2016 Pasal 71", between=("2017-01-01", "2018-01-01"))
    assert same.differences[0].same


def test_day_without_a_version_is_said(library: Library) -> None:
    found = library.history("UU 10/2016 Pasal 71", between=("1990-01-01", "2017-01-01"))
    assert found.differences == ()
    assert any("1990-01-01" in note for note in found.notes)


def test_rulings_of_the_court_are_listed(library: Library) -> None:
    rulings = library.history("UU 1/2015 Pasal 188").rulings
    assert "Putusan MK 136/PUU-XXII/2024 angka 1" in [ruling.citation for ruling in rulings]


def test_absent_provision_is_an_error(library: Library) -> None:
    with pytest.raises(NotFoundError):
        library.history("PP 94/2021 Pasal 999")


def test_lookup_shows_the_words_of_the_day_too(library: Library) -> None:
    reply = library.lookup("PP 11/2017 Pasal 254", as_of="2024-01-01")
    assert [answer.document for answer in reply.answers] == ["pp-11-2017", "pp-17-2020"]
    assert "PP 17/2020 Pasal 254" in (reply.message or "")
    reply = library.lookup("PP 11/2017 Pasal 254", as_of="2018-01-01")
    assert [answer.document for answer in reply.answers] == ["pp-11-2017"]


def version(text: str, citation: str = "PP 1/2020 Pasal 1") -> Version:
    day = date(2020, 1, 1)
    return Version("pp-1-2020", citation, (), day, None, "berlaku", text, "resmi")


def test_difference_of_equal_words_is_none() -> None:
    assert difference(version("sama saja"), version("sama  saja")).same


def test_changes_put_together_are_both_versions() -> None:
    one, two = "satu dua tiga empat", "satu tiga lima empat enam"
    found = difference(version(one), version(two)).changes
    assert " ".join(c.text for c in found if c.kind != "ditambah") == one
    assert " ".join(c.text for c in found if c.kind != "dihapus") == two
