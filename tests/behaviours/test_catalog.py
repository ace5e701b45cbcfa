"""The catalogue of behaviours that ships is sound, and every norm of it is in the index."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from regsearch.behaviours.catalog import Behaviour, Norm, faults, read_behaviours
from regsearch.errors import CitationError
from regsearch.text.analysis import Analyser

if TYPE_CHECKING:
    from pathlib import Path

    from regsearch.index.reader import OpenIndex

CATALOGUE = read_behaviours()


def test_catalogue_has_no_faults(opened: OpenIndex) -> None:
    assert faults(CATALOGUE, opened.analyser.stems) == []


def test_every_norm_is_an_item_of_the_index(opened: OpenIndex) -> None:
    absent, lead_ins = set(), set()
    for norm in {norm.citation for behaviour in CATALOGUE for norm in behaviour.norms}:
        try:
            citation = opened.directory.grammar.parse(norm)
            references = opened.directory.resolve(citation, date(9999, 12, 31))
        except CitationError:
            references = ()
        passages = opened.passages(references)
        if not any(reference.locator for reference in references) or not passages:
            absent.add(norm)
        lead_ins |= {norm for passage in passages if passage.text.endswith(":")}
    assert sorted(absent) == []
    assert sorted(lead_ins) == []


def test_there_are_questions_enough_to_learn_from() -> None:
    questions = sum(len(behaviour.train) for behaviour in CATALOGUE)
    assert questions > 4_000
    assert sum(behaviour.outside for behaviour in CATALOGUE) > 10


SOUND = Behaviour("a", "A", (Norm("PP 94/2021 Pasal 3 huruf a"),), ("satu dua tiga",), ("lain",))


@pytest.mark.parametrize(
    ("behaviours", "fault"),
    [
        ([SOUND, replace(SOUND, train=("x",), dev=())], "used 2 times"),
        ([SOUND, replace(SOUND, id="b", train=("lain",), dev=())], "is also in a"),
        ([replace(SOUND, dev=("satu dua tiga tiga",))], "near-duplicates"),
        ([replace(SOUND, norms=())], "no norms"),
        ([replace(SOUND, norms=(Norm("x", subjects=frozenset({"raja"})),))], "unknown values"),
        ([replace(SOUND, norms=(Norm("x", stage="nanti"),))], "unknown values"),
    ],
)
def test_fault_is_named(behaviours: list[Behaviour], fault: str) -> None:
    assert any(fault in found for found in faults(behaviours, Analyser().stems))


def test_sound_behaviour_has_no_faults() -> None:
    assert faults([SOUND], Analyser().stems) == []


@pytest.mark.parametrize(
    "content", ["[[behaviour]]\nid = 'a'", "x", "[[behaviour]]\nid='a'\nname='b'\nnorm=1", "a = 1"]
)
def test_file_that_is_no_catalogue_is_refused(tmp_path: Path, content: str) -> None:
    (tmp_path / "x.toml").write_text(content, "utf-8")
    with pytest.raises(ValueError, match=r"x\.toml"):
        read_behaviours(tmp_path)
