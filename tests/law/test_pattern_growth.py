"""No regular expression takes time that grows with the square of the text."""

from __future__ import annotations

import re

import pytest

from regsearch.law.amendments.orders import UnclearError, read_order
from tests.law.pumping import Found, all_patterns, is_quadratic, pumps

BOUNDED = {
    "regsearch.read.structure.amending_points": "single lines of a page",
    "regsearch.law.amendments.orders": "an order of more than 4,000 characters is refused",
    "regsearch.cluster.client": "messages of the cluster's server",
    "regsearch.read.repair.furniture": "single lines of a page",
    "regsearch.read.repair.inline_furniture": "single lines of a page",
    "regsearch.read.structure.markers": "single lines of a page",
    "regsearch.read.structure.sections": "the opening of a document",
    "regsearch.read.structure.tables": "single lines of an annex",
    "regsearch.read.structure.title.enacted": "the closing of a document",
    "regsearch.read.structure.title.kinds": "single lines of the title page",
    "regsearch.read.structure.title.letterhead": "single lines of the title page",
    "regsearch.read.structure.title.numbers": "the title page",
    "regsearch.read.structure.title.offices": "the name of an office",
    "regsearch.read.structure.title.page": "the title page",
}
"""Modules with patterns that are quadratic, and the short texts that they see."""

SHORT_SPACES = "regsearch.drafts."
"""The room whose patterns see no long runs of white space (``drafts/blocks.py`` cuts them)."""

PATTERNS = {found.pattern: found for found in reversed(all_patterns())}


def test_patterns_of_all_rooms_are_found() -> None:
    owners = {found.owner for found in PATTERNS.values()}
    assert {"sanctions.toml", "modality.toml", "regsearch.law.sanctions.penalties"} <= owners
    assert len(PATTERNS) > 150
    assert BOUNDED.keys() <= owners


@pytest.mark.parametrize("owner", sorted({f.owner for f in PATTERNS.values()} - BOUNDED.keys()))
def test_time_of_patterns_is_linear(owner: str) -> None:
    quadratic = [
        (found.pattern.pattern, method, word)
        for found in PATTERNS.values()
        if found.owner == owner
        for method in sorted(found.methods)
        for word in pumps(found.pattern)
        if not (word.isspace() and owner.startswith(SHORT_SPACES))
        if is_quadratic(found.pattern, method, word)
    ]
    assert quadratic == []


@pytest.mark.parametrize(
    "pattern",
    [
        r"\bdipidana\b.*\bpaling lama\b",
        r"\b(?:hukuman|sanksi)\b[^.;]*\blebih berat\b",
        r"\b(?:diputus[\w ]*)[^.;:]{0,80}\btidak dengan hormat\b",
        r"[\s;,.]*\b(?:dan|atau)?\s*$",
        r"(?:ayat \d+)(?:, ayat \d+)* dihapus",
    ],
)
def test_careless_patterns_are_noticed(pattern: str) -> None:
    compiled = re.compile(pattern)
    found = Found("here", compiled, frozenset({"search"}))
    assert any(is_quadratic(found.pattern, "search", word) for word in pumps(found.pattern))


def test_order_of_unusual_length_is_refused() -> None:
    with pytest.raises(UnclearError, match="terlalu panjang"):
        read_order("Ketentuan Pasal 2 " + "ayat (1), " * 500 + "diubah:", ("2",))
