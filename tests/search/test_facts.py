"""What passages are weighed by follows from the passages, and survives the file."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest

from regsearch.errors import IndexDamagedError, IndexMissingError
from regsearch.search.facts import FACTS, FIELDS, MOST, PLACES, FactsFile, facts_line, packed
from regsearch.search.fields import names_of, prepared, stems_of
from regsearch.search.records import RECORDS, from_json
from regsearch.search.relevance import count_in, together

if TYPE_CHECKING:
    from pathlib import Path

    from regsearch.model import Passage
    from regsearch.search.opened import OpenIndex


@pytest.fixture(scope="module")
def passages(index_folder: Path) -> list[Passage]:
    """The passages of the index in the order of the build."""
    import json

    with (index_folder / RECORDS).open("rb") as lines:
        return [from_json(json.loads(line)) for line in lines]


def test_the_numbers_of_facts_are_those_of_records(
    opened: OpenIndex, passages: list[Passage]
) -> None:
    held = opened.facts.many(range(len(passages)))
    assert [facts.key for facts in held] == [passage.key for passage in passages]
    with pytest.raises(IndexDamagedError):
        opened.facts.many([len(passages)])


def test_facts_follow_from_the_passage(opened: OpenIndex, passages: list[Passage]) -> None:
    some = range(0, len(passages), 40)
    for number, facts in zip(some, opened.facts.many(some), strict=True):
        _, fresh = prepared(passages[number], opened.catalog, opened.analyser)
        assert facts_line(facts) == facts_line(fresh)


def test_a_candidate_has_the_counts_of_every_field(
    opened: OpenIndex, passages: list[Passage]
) -> None:
    some = range(7, len(passages), 90)
    for number, candidate in zip(some, opened.considered.many(some), strict=True):
        passage = passages[number]
        names = names_of(passage.document, opened.catalog)
        stems = stems_of(passage, names, opened.analyser)
        for field in FIELDS:
            counted = {s: n for s in candidate.words if (n := count_in(field, candidate.words[s]))}
            assert counted == Counter(stems[field]), (passage.key, field)


def test_a_count_stops_where_its_byte_does() -> None:
    counts = packed({"text": ["kata"] * 300, "penjelasan": ["kata"]})
    assert count_in("text", counts["kata"]) == MOST
    assert count_in("penjelasan", counts["kata"]) == 1


def test_words_stand_together_where_each_of_them_stands() -> None:
    held = packed({"text": ["a", "a", "b"], "context": ["a"], "title": ["b", "b", "a"]})
    both = together([held["a"], held["b"]])
    assert {f: n for f in FIELDS if (n := count_in(f, both))} == {"text": 1, "title": 1}
    assert together([held["a"], 0]) == 0


def test_files_that_are_gone_or_damaged_are_told(index_folder: Path, tmp_path: Path) -> None:
    with pytest.raises(IndexMissingError):
        FactsFile(tmp_path)
    (tmp_path / PLACES).write_bytes((index_folder / PLACES).read_bytes())
    held = (index_folder / FACTS).read_bytes()
    for damage in (held[:100], held.replace(b"[", b"{", 1), b"[1]\n" + held[4:], b"\xff" * 100):
        (tmp_path / FACTS).write_bytes(damage)
        file = FactsFile(tmp_path)
        with pytest.raises(IndexDamagedError, match="rusak"):
            file.many(range(3))
        file.close()
