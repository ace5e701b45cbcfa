"""The references in the text of a provision."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from regsearch.model import format_address, parse_address
from regsearch.regulation import Unit

if TYPE_CHECKING:
    from collections.abc import Callable

    from regsearch.law.references import Corpus

LAW = {
    "pasal-5": "",
    "pasal-5/ayat-1": "satu",
    "pasal-5/ayat-1/huruf-a": "a",
    "pasal-5/ayat-1/huruf-b": "b",
    "pasal-5/ayat-2": "dua",
    "pasal-6": "enam",
    "pasal-7": "tujuh",
    "pasal-7A": "tujuh A",
    "pasal-8": "",
    "pasal-8/angka-1": "satu",
    "pasal-8/huruf-a": "a",
    "pasal-8/huruf-a/angka-1": "satu",
    "pasal-8/huruf-a/angka-2": "dua",
}
WORDS = [
    ("pasal-5/ayat-2", "pada ayat (1)", ["pasal-5/ayat-1"]),
    ("pasal-5/ayat-1/huruf-b", "pada huruf a", ["pasal-5/ayat-1/huruf-a"]),
    ("pasal-8", "dalam huruf a", ["pasal-8/huruf-a"]),
    ("pasal-8", "dalam Pasal 5 ayat (1) dan ayat (2)", ["pasal-5/ayat-1", "pasal-5/ayat-2"]),
    ("pasal-8", "Pasal 6 sampai dengan Pasal 8", ["pasal-6", "pasal-7", "pasal-7A", "pasal-8"]),
    ("pasal-5/ayat-2", "Pasal 6 dan ayat (1)", ["pasal-6"]),
    ("pasal-8/huruf-a/angka-2", "pada angka 1", ["pasal-8/huruf-a/angka-1"]),
    ("pasal-8/huruf-a", "pada angka 1", ["pasal-8/huruf-a/angka-1"]),
    ("pasal-8", "dalam Pasal 99", []),
    ("pasal-8", "dalam ayat (1)", []),
    ("pasal-8", "Pasal 3 UU 1/2019", []),
    ("pasal-8", "UU 2/2019 Pasal 6", ["uu-2-2019#pasal-6"]),
    ("pasal-8", "UU 2/2019", ["uu-2-2019#"]),
]


@pytest.mark.parametrize(("at", "words", "expected"), WORDS, ids=[row[1] for row in WORDS])
def test_references_in_text(
    make_corpus: Callable[..., Corpus], at: str, words: str, expected: list[str]
) -> None:
    corpus = make_corpus({"pp-1-2020": LAW, "uu-2-2019": {"pasal-6": "enam"}})
    found = corpus.references("pp-1-2020", Unit(parse_address(at), words))
    own = [e if "#" in e else f"pp-1-2020#{e}" for e in expected if e != at]
    assert [f"{r.document}#{format_address(r.locator)}" for r in found] == own


AMENDING = {
    "pasal-I": "diubah:",
    "pasal-I/angka-1": "Pasal 9 diubah:",
    "pasal-I/angka-1/pasal-9": "",
    "pasal-I/angka-1/pasal-9/ayat-1": "satu",
    "pasal-I/angka-1/pasal-9/ayat-2": "dua",
    "pasal-I/angka-2": "Pasal 10 diubah:",
    "pasal-I/angka-2/pasal-10": "sepuluh",
}


def test_relative_reference_inside_quoted_article(make_corpus: Callable[..., Corpus]) -> None:
    corpus = make_corpus({"uu-1-2020": AMENDING})
    at = parse_address("pasal-I/angka-1/pasal-9/ayat-2")
    (found,) = corpus.references("uu-1-2020", Unit(at, "kewajiban pada ayat (1)"))
    assert format_address(found.locator) == "pasal-I/angka-1/pasal-9/ayat-1"
    (other,) = corpus.references("uu-1-2020", Unit(at, "dalam Pasal 10"))
    assert format_address(other.locator) == "pasal-I/angka-2/pasal-10"


def test_quoted_article_is_cited_by_its_own_number(
    make_corpus: Callable[..., Corpus],
) -> None:
    corpus = make_corpus({"uu-1-2020": AMENDING})
    citation = corpus.grammar.parse("UU 1/2020 Pasal 9 ayat (2)")
    (found,) = corpus.resolve(citation, date(2026, 1, 1))
    assert corpus.cite(found) == "UU 1/2020 Pasal 9 ayat (2)"
    assert format_address(found.locator) == "pasal-I/angka-1/pasal-9/ayat-2"
