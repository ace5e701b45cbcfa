"""Ranking features follow from the passages and survive the file."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from regsearch.errors import IndexDamagedError, IndexMissingError
from regsearch.index.features import (
    FIELDS,
    MAX_COUNT,
    count_in,
    count_together,
    features_of,
    pack_counts,
)
from regsearch.index.features_file import (
    FEATURES,
    OFFSETS,
    FeaturesFile,
    from_line,
    to_line,
)
from regsearch.index.fields import names_of, prepared, stems_of
from regsearch.index.records import RECORDS, from_json

if TYPE_CHECKING:
    from pathlib import Path

    from regsearch.index.reader import OpenIndex
    from regsearch.model import Passage


@pytest.fixture(scope="module")
def passages(index_folder: Path) -> list[Passage]:
    """The passages of the index in the order of the build."""
    with (index_folder / RECORDS).open("rb") as lines:
        return [from_json(json.loads(line)) for line in lines]


def test_features_and_records_have_the_same_order(
    opened: OpenIndex, passages: list[Passage]
) -> None:
    features = opened.features.many(range(len(passages)))
    assert [f.key for f in features] == [passage.key for passage in passages]
    for beyond in (len(passages), -1):
        with pytest.raises(IndexDamagedError):
            opened.features.many([beyond])


def test_features_follow_from_the_passage(opened: OpenIndex, passages: list[Passage]) -> None:
    some = range(0, len(passages), 40)
    for number, features in zip(some, opened.features.many(some), strict=True):
        _, fresh = prepared(passages[number], opened.catalog, opened.analyser)
        assert features == from_line(to_line(fresh))


def test_features_agree_with_the_passage(opened: OpenIndex, passages: list[Passage]) -> None:
    some = range(7, len(passages), 90)
    for number, features in zip(some, opened.features.many(some), strict=True):
        passage = passages[number]
        assert (features.document, features.order) == (passage.document, passage.order)
        assert features.is_document == (not passage.locator)
        assert features.modality == passage.modality
        for day in (passage.start, passage.end or date.max):
            before = day.toordinal() - 1
            for asked in (before, before + 1):
                status = passage.status(date.fromordinal(asked))
                assert features.is_law(asked) == (status in {"berlaku", None})
        names = names_of(passage.document, opened.catalog)
        stems = stems_of(passage, names, opened.analyser)
        for field in FIELDS:
            counted = {s: n for s, c in features.counts.items() if (n := count_in(field, c))}
            assert counted == Counter(stems[field]), (passage.key, field)


def test_ancestors_are_the_units_around_a_passage(
    opened: OpenIndex, passages: list[Passage]
) -> None:
    some = range(3, len(passages), 50)
    for number, features in zip(some, opened.features.many(some), strict=True):
        locator = passages[number].locator
        assert len(features.ancestors) == max(len(locator) - 1, 0)
        assert all(features.key.startswith(f"{key}/") for key in features.ancestors)


def test_count_stops_at_the_largest_of_a_byte() -> None:
    packed = pack_counts({"text": ["kata"] * 300, "penjelasan": ["kata"]})
    assert count_in("text", packed["kata"]) == MAX_COUNT
    assert count_in("penjelasan", packed["kata"]) == 1


def test_phrase_occurs_where_each_of_its_words_does() -> None:
    packed = pack_counts({"text": ["a", "a", "b"], "context": ["a"], "title": ["b", "b", "a"]})
    both = count_together([packed["a"], packed["b"]])
    assert {f: n for f in FIELDS if (n := count_in(f, both))} == {"text": 1, "title": 1}
    assert count_together([packed["a"], 0]) == 0


def test_missing_or_damaged_files_are_typed_errors(index_folder: Path, tmp_path: Path) -> None:
    with pytest.raises(IndexMissingError):
        FeaturesFile(tmp_path)
    (tmp_path / OFFSETS).write_bytes((index_folder / OFFSETS).read_bytes())
    content = (index_folder / FEATURES).read_bytes()
    for damage in (content[:20], b"\xff" * 5000, b"{}" + content[2:], b"[]\n" * 5000):
        (tmp_path / FEATURES).write_bytes(damage)
        file = FeaturesFile(tmp_path)
        with pytest.raises(IndexDamagedError, match="rusak"):
            file.many([0])
        file.close()


@pytest.mark.parametrize(
    ("place", "context", "text", "form"),
    [
        ("lampiran", "CONTOH KEPUTUSAN. Nama ....... NIP .......", "Dijatuhi ______ oleh", True),
        ("lampiran", "LAMPIRAN KEPUTUSAN NOMOR ..... TAHUN .....", "Dijatuhi teguran", False),
        ("pasal", "Laporan memuat: nama ....., NIP ..... dan unit .....", "Dijatuhi", False),
    ],
    ids=["form", "unnumbered annex", "article"],
)
def test_forms_with_blanks_state_no_rule(
    place: str, context: str, text: str, form: bool, passages: list[Passage]
) -> None:
    locator = ((place, "1"), ("angka", "1"))
    changed = replace(passages[1], locator=locator, context=(context,), text=text)
    assert features_of(changed, dict.fromkeys(FIELDS, ())).no_rule is form
