"""Spelling is corrected where that is safe, and at a bounded cost."""

from __future__ import annotations

import random
import string
from typing import TYPE_CHECKING

import pytest

from regsearch.query import spelling
from regsearch.query.spelling import MOST, corrections, suggestions

if TYPE_CHECKING:
    from regsearch.index.reader import OpenIndex

REAL = (
    "pilkades parselnya takmir umkm bpkp setda capeg elit paud bappenas dishub baksos rekanan "
    "surabaya mertua ngantor fingerprint kasat pantarlih kuwu pambakal keuchik bhabinkamtibmas "
    "panwascam kopassus hansip arisan sinden layatan hajatan rapornya motornya anaknya gurunya"
).split()
MISSPELLED = {
    "kampanyye": "kampanye",
    "spandk": "spanduk",
    "balihoo": "baliho",
    "fihak": "pihak",
    "pengurua": "pengurus",
    "ukuman": "hukuman",
    "ngehukum": "hukum",
    "dihukumin": "hukum",
    "nyoblosin": "coblos",
    "ngampanyein": "kampanye",
    "mbagi": "bagi",
}


@pytest.mark.parametrize("word", REAL)
def test_a_real_word_is_never_made_another(opened: OpenIndex, word: str) -> None:
    assert corrections(opened, [word]) == {}


def test_no_word_of_the_catalogue_is_made_another_of_like_letters(opened: OpenIndex) -> None:
    """Casual forms are read as their roots, and other spellings as the standard ones."""
    known = [word for word in opened.analyser.table if len(word) >= 5]
    for word in random.Random(16).sample(known, 400):
        for said, meant in corrections(opened, [word]).items():
            casual = meant in spelling.roots(said)
            assert casual or meant in spelling.same_sound(said), (said, meant)


@pytest.mark.parametrize(("word", "meant"), MISSPELLED.items())
def test_a_misspelling_is_read_as_what_was_meant(opened: OpenIndex, word: str, meant: str) -> None:
    assert corrections(opened, [word]) in ({word: meant}, {word: f"{meant}nya"})


def unknown_words(number: int) -> list[str]:
    letters = random.Random(number)
    return ["".join(letters.choices(string.ascii_lowercase, k=8)) for _ in range(number)]


@pytest.mark.parametrize("number", [1, 10, 500])
def test_few_words_are_compared_with_others(
    opened: OpenIndex, number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    compared: list[str] = []
    looked_up: list[str] = []
    monkeypatch.setattr(spelling, "_near", lambda _, word: compared.append(word))
    monkeypatch.setattr(spelling, "is_indonesian", looked_up.append)
    corrections(opened, unknown_words(number))
    assert len(compared) <= min(number, MOST)
    # Each with the roots that it may have.
    assert len(looked_up) <= 4 * MOST


def test_few_words_are_offered(opened: OpenIndex) -> None:
    assert len(suggestions(opened, " ".join(unknown_words(500)))) <= 3
