"""The literal prefilter of patterns never changes what they find."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regsearch import data
from regsearch.law.patterns import Wording, required_literals

_SANCTIONS = data.table("sanctions")
PATTERNS = [
    *(_SANCTIONS[name].replace("\\\n", "") for name in ("verbs", "not_imposed", "mentioned")),
    *(_SANCTIONS[name] for name in ("list_words", "cause_words", "escalation")),
    *(entry["pattern"] for entry in _SANCTIONS["levels"]),
    *(entry["pattern"] for entry in data.table("modality")["modality"]),
]


@pytest.mark.parametrize("pattern", PATTERNS)
def test_every_pattern_of_data_has_required_literals(pattern: str) -> None:
    assert all(len(word) > 2 for word in required_literals(pattern))


@given(st.data())
def test_every_match_contains_a_required_literal(drawn: st.DataObject) -> None:
    pattern = drawn.draw(st.sampled_from(PATTERNS))
    text = drawn.draw(st.from_regex(pattern))
    assert re.search(pattern, text)
    assert any(word in text for word in required_literals(pattern)), required_literals(pattern)


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        ("abc", {"abc"}),
        ("(?:dilarang|tidak boleh)", {"dilarang", "tidak boleh"}),
        ("a?b*", {""}),
        ("(?:ab)?c[de]+fgh", {"fgh"}),
        ("(?:abc|d?)e", {"e"}),
        ("(?:pemberhentian|berhenti)", {"berhenti"}),
        ("(?i)abc", {""}),
        ("x(?i:abc)", {"x"}),
    ],
)
def test_required_literals(pattern: str, words: set[str]) -> None:
    assert set(required_literals(pattern)) == words


def test_search_is_the_same_with_and_without_prefilter() -> None:
    wording = Wording(r"\bdilarang\b")
    for _ in range(200):
        assert wording.search("pns dilarang") is not None
        assert wording.search("pns wajib") is None
