"""The lexicon and the question words are sound, entry by entry."""

from __future__ import annotations

import re
import tomllib
from importlib import resources
from typing import TYPE_CHECKING, Any

import pytest

from regsearch.query.lexicon import by_phrase, question_words
from regsearch.query.phrases import NamedPhrases, Phrases
from regsearch.text.analysis import Analyser, words

if TYPE_CHECKING:
    from regsearch.index.reader import OpenIndex


def table(name: str) -> dict[str, Any]:
    return tomllib.loads(resources.files("regsearch.data").joinpath(name).read_text("utf-8"))


ENTRIES = table("lexicon.toml")["entry"]
QUESTION = table("question.toml")


def entries() -> list[Any]:
    return [pytest.param(entry, id=entry["say"][0]) for entry in ENTRIES]


@pytest.mark.parametrize("entry", entries())
def test_entry(opened: OpenIndex, entry: dict[str, Any]) -> None:
    needed = {"say", "law", "source"}
    assert needed <= set(entry) <= needed | {"general", "institution", "agency"}
    assert entry["say"]
    assert entry["law"]
    assert entry["source"].strip()
    assert len(entry["say"]) == len(set(entry["say"])), "a phrase stands twice"
    for phrase in (*entry["say"], *entry["law"]):
        assert phrase == phrase.strip().casefold()
        assert words(phrase), f"{phrase!r} has no word that a text could hold"
    for phrase in () if entry.get("agency") else entry["law"]:
        for stem in Analyser().stems(phrase):
            assert opened.engine.frequencies([stem])[stem], f"{phrase!r}: no document has {stem!r}"


def test_every_phrase_reaches_its_entry() -> None:
    for entry in ENTRIES:
        for phrase in entry["say"]:
            found = by_phrase()[tuple(words(phrase))]
            assert any(e.source == entry["source"] for e in found), phrase


def test_question_words_are_lower_case_and_stand_once() -> None:
    tables: list[tuple[str, list[str]]] = [
        *((row["name"], row["words"]) for row in QUESTION["person"]),
        *((name, row["words"]) for name, row in QUESTION["election"].items()),
        *QUESTION["part"].items(),
        *QUESTION["stage"].items(),
        *QUESTION["intent"].items(),
        *QUESTION["asks"].items(),
        *QUESTION["matter_asked"].items(),
        *((name, QUESTION[name]["words"]) for name in ("absence", "village", "nobody", "kin")),
        ("filler", QUESTION["filler"]["words"]),
    ]
    for name, phrases in tables:
        assert len(phrases) == len(set(phrases)), name
        assert all(p == p.strip().casefold() and words(p) for p in phrases), name


def test_every_part_of_a_name_is_known_and_used() -> None:
    used = set()
    for table in (QUESTION["person"], QUESTION["election"].values(), [QUESTION["nobody"]]):
        for row in table:
            for phrase in (*row["words"], *row.get("offices", ())):
                used.update(re.findall(r"<(\w+)>", phrase))
    assert used == QUESTION["parts"].keys()


def test_names_of_people_mean_one_kind_of_people() -> None:
    """A name stands in one row only, or the first row hides the others."""
    home: dict[tuple[str, ...], str] = {}
    for person in question_words().people:
        for phrase in person.words:
            assert home.setdefault(phrase, person.name) == person.name, " ".join(phrase)


def test_every_designation_is_of_a_known_election_and_has_a_source() -> None:
    known = question_words()
    names = {election.name for election in known.elections}
    for one in known.designations:
        assert one.election in names
        assert one.begins < one.day < one.vote
        assert one.source
    parts = {election.part_of for election in known.elections} - {None}
    assert parts <= names


def test_whoever_is_not_covered_is_a_subject_and_told_so_in_a_sentence() -> None:
    subjects = {person.name for person in question_words().people}
    assert subjects <= question_words().called.keys()
    assert question_words().not_covered.keys() <= subjects
    assert all(text.endswith(".") for text in question_words().not_covered.values())
    assert not question_words().not_covered.keys() & {"pns", "cpns", "pppk", "asn", "non-asn"}


def test_phrases_are_found_all_at_once() -> None:
    spoken = ["foto", "bersama", "calon", "bersama", "tim"]
    table = [
        ("late", [("bersama", "tim")]),
        ("absent", [("calon", "tim"), ("tim", "sukses")]),
        ("one", [("lagi",), ("calon",)]),
        ("late", [("foto",)]),
    ]
    assert NamedPhrases(table).names_in(spoken) == ["late", "one", "late"], "in the table's order"
    assert Phrases(phrases for _, phrases in table).rows_in(spoken) == [0, 2, 3]
    assert NamedPhrases(table).names_in([]) == []
