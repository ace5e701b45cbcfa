"""What passages are weighed by follows from the passages, and survives the file."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING

import pytest

from regsearch.errors import IndexDamagedError, IndexMissingError
from regsearch.index.features import FIELDS, MOST, packed
from regsearch.index.features_file import FACTS, PLACES, FactsFile, from_record, to_record
from regsearch.index.fields import names_of, prepared, stems_of
from regsearch.index.records import RECORDS, from_json
from regsearch.rank.candidate import Candidate, count_in, spaced, together

if TYPE_CHECKING:
    from pathlib import Path

    from regsearch.index.reader import OpenIndex
    from regsearch.model import Passage


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
    assert [Candidate(record).key for record in held] == [passage.key for passage in passages]
    with pytest.raises(IndexDamagedError):
        opened.facts.many([len(passages)])


def test_facts_follow_from_the_passage(opened: OpenIndex, passages: list[Passage]) -> None:
    some = range(0, len(passages), 40)
    for number, record in zip(some, opened.facts.many(some), strict=True):
        _, fresh = prepared(passages[number], opened.catalog, opened.analyser)
        assert record == to_record(fresh)
        assert to_record(from_record(record)) == record


def test_a_candidate_says_what_its_passage_does(opened: OpenIndex, passages: list[Passage]) -> None:
    some = range(7, len(passages), 90)
    for number, record in zip(some, opened.facts.many(some), strict=True):
        passage, candidate = passages[number], Candidate(record)
        assert (candidate.document, candidate.order) == (passage.document, passage.order)
        assert candidate.whole == (not passage.locator)
        assert candidate.nature.modality == passage.modality
        for day in (passage.start, passage.end or date.max):
            before = day.toordinal() - 1
            for asked in (before, before + 1):
                stood = passage.status(date.fromordinal(asked))
                assert candidate.is_law(asked) == (stood in {"berlaku", None})
        names = names_of(passage.document, opened.catalog)
        stems = stems_of(passage, names, opened.analyser)
        known = list(dict.fromkeys(stem for field in FIELDS for stem in stems[field]))
        asked = [*known, "taksatupun", known[0][:-1], *known]
        counts = [candidate.words[spaced(stem)] for stem in asked]
        for field in FIELDS:
            counted = {
                s: n for s, c in zip(known, counts, strict=False) if (n := count_in(field, c))
            }
            assert counted == Counter(stems[field]), (passage.key, field)
        lacked, beginning, *again = counts[len(known) :]
        assert lacked == 0
        assert beginning == 0 or known[0][:-1] in known, "the beginning of a word is no word"
        assert again == counts[: len(known)]


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
    for damage in (held[:20], b"\xff" * 5000):
        (tmp_path / FACTS).write_bytes(damage)
        file = FactsFile(tmp_path)
        with pytest.raises(IndexDamagedError, match="rusak"):
            list(map(Candidate, file.many([0])))
        file.close()
    first = held[: held.index(b"[")]
    (tmp_path / FACTS).write_bytes(first + b"{" + held[len(first) + 1 :])
    file = FactsFile(tmp_path)
    with pytest.raises(IndexDamagedError, match="rusak"):
        _ = Candidate(file.many([0])[0]).nature
    file.close()
