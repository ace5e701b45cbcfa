"""Words become tokens: overrides, stopwords, reduplication, negation."""

from __future__ import annotations

import tomllib
from importlib import resources

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regsearch.text.analysis import Analyser, overrides, stem, stopwords, words

# Read as text beside the loader, so that a row that TOML or the loader would drop is missed.
ROWS = [
    line.split("=")[0].strip()
    for line in resources.files("regsearch.data").joinpath("stems.toml").read_text().splitlines()
    if "=" in line and not line.startswith("#")
]
TABLE = tomllib.loads(resources.files("regsearch.data").joinpath("stems.toml").read_text())["stems"]
KIN: dict[str, list[str]] = {}
for word, root in TABLE.items():
    KIN.setdefault(root, []).append(word)

MEANT = ["tidak", "tanpa", "bukan", "belum", "sebelum", "sesudah", "selama", "dilarang", "wajib"]


@pytest.mark.parametrize("word", [row for row in ROWS if row.isalpha()])
def test_an_override_decides(word: str) -> None:
    assert stem(word) == TABLE[word] == overrides()[word]
    assert words(word) == [word], "no text would ever give this word"


@pytest.mark.parametrize("root", [root for root, kin in KIN.items() if len(kin) > 1])
def test_kindred_words_share_a_stem(root: str) -> None:
    assert {stem(word) for word in KIN[root]} == {root}


@pytest.mark.parametrize(
    ("words_said", "unlike"),
    [
        (("netralitas", "netral"), "neraca"),
        (("memposting", "postingan", "posting"), "pos"),
        (("keberpihakan", "memihak"), "pilih"),
        (("kampanye", "berkampanye"), "kampung"),
        (("dukungan", "mendukung"), "dukun"),
        (("peraga", "peragaan"), "raga"),
        (("relawan",), "rawan"),
        (("pemilu",), "pilu"),
        (("gerakan",), "gerah"),
    ],
)
def test_the_words_of_this_field(words_said: tuple[str, ...], unlike: str) -> None:
    assert len({stem(word) for word in words_said}) == 1
    assert stem(unlike) != stem(words_said[0])


@pytest.mark.parametrize("word", MEANT)
def test_what_changes_a_norm_is_no_stopword(word: str) -> None:
    assert word not in stopwords()
    assert Analyser().stems(f"pegawai {word} hadir")[1:-1], word


def test_no_stopword_has_an_override() -> None:
    assert stopwords() & overrides().keys() == set()


def test_a_negation_is_told_from_its_contrary() -> None:
    plain = Analyser().stems("diputus dengan hormat")
    negated = Analyser().stems("diputus tidak dengan hormat")
    assert set(plain) < set(negated)
    assert [token for token in negated if token.startswith("tidak_")] == ["tidak_hormat"]


def test_words() -> None:
    assert words("Bagi-bagi SÉMBAKO, 2 kali!") == ["bagi", "sembako", "kali"]
    assert words("ramai-ramai") == ["ramai"]
    assert words("94/2021 (3)") == []


def test_a_table_goes_before_the_stemmer_but_not_before_an_override() -> None:
    analyser = Analyser({"menganu": "anu", "pemilu": "salah"})
    assert analyser.stem("menganu") == "anu"
    assert analyser.stem("pemilu") == "pemilu"


@given(st.text(max_size=80))
def test_any_text_gives_tokens(text: str) -> None:
    for token in words(text):
        assert token.isascii()
        assert token == token.casefold()
        assert " " not in token
