"""A question is cut into phrases, of which each word belongs to one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regsearch.query.lexicon import spoken_words
from regsearch.query.segment import segments
from regsearch.text.analysis import words

if TYPE_CHECKING:
    from regsearch.index.reader import OpenIndex


def cut(opened: OpenIndex, text: str) -> dict[str, str]:
    said = segments(words(text), opened.analyser)
    return {" ".join(one.words): " ".join(one.phrase) for one in said}


@pytest.mark.parametrize(
    ("text", "said", "phrase"),
    [
        # As it is written in the lexicon, the longest first.
        ("punya hak pilih", "hak pilih", "hak pilih"),
        # In another form, and with words in between that carry nothing.
        ("menghambat jalannya tugas", "menghambat jalannya tugas", "menghambat tugas"),
        ("dibagikan sembako", "dibagikan sembako", "membagikan sembako"),
    ],
)
def test_a_phrase_in_its_forms(opened: OpenIndex, text: str, said: str, phrase: str) -> None:
    assert cut(opened, text)[said] == phrase


def test_words_that_tell_something_keep_a_phrase_apart(opened: OpenIndex) -> None:
    assert "menghambat karier tugas" not in cut(opened, "menghambat karier tugas")


@given(st.lists(st.sampled_from(sorted(spoken_words())), max_size=12))
def test_every_word_belongs_to_one_phrase(opened: OpenIndex, spoken: list[str]) -> None:
    said = segments(list(spoken), opened.analyser)
    assert [word for one in said for word in one.words] == spoken
