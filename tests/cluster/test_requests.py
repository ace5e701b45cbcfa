"""Each answer is a few journeys to the cluster, and each journey earns its place."""

from __future__ import annotations

import statistics
from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest

import regsearch
from regsearch.cluster.client import Session
from tests.cluster.conftest import QUESTIONS, TODAY

if TYPE_CHECKING:
    from collections.abc import Iterator

OPENING = {"_mapping": 1, "_mget": 1}
"""Which build it is, and its manifest."""
ANSWER = {
    # In how many passages the tokens stand; again where a word may be a root or was corrected.
    "_mtermvectors": 3,
    # What the words resemble that nobody knows; where there is no answer, also from further off.
    "_search suggest": 2,
    # The passages found, with what they are weighed by.
    "_search": 1,
    # The instruments, the stems; what is shown, what it rests on, what that rests on.
    "_mget": 5,
}
MISSPELT = "jadi anggta partay politk"
REFUSED = "zzqa xxkwv wwqzq vvkqx qqzwx kkxwq"


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Iterator[Counter[str]]:
    """The requests that were sent, by what they are."""
    counted: Counter[str] = Counter()
    once = Session._once

    def counting(self: Session, method: str, path: str, body: Any, *rest: Any) -> Any:
        kind = path.rpartition("/")[2]
        counted[f"{kind} suggest" if body and "suggest" in body else kind] += 1
        return once(self, method, path, body, *rest)

    monkeypatch.setattr(Session, "_once", counting)
    return counted


def test_opening(loaded: str, asked: Counter[str]) -> None:
    regsearch.open(loaded).close()
    assert asked == OPENING


def test_an_answer(loaded: str, asked: Counter[str]) -> None:
    first, again = [], []
    for question in (*QUESTIONS[1::8], MISSPELT):
        with regsearch.open(loaded) as library:
            asked.clear()
            library.ask(question, as_of=TODAY)
            first.append(asked.total())
            assert asked <= Counter(ANSWER), question
            asked.clear()
            library.ask(question, as_of=TODAY)
            again.append(asked.total())
            assert asked.keys() <= {"_search"}, question
    print(
        f"counted: requests of a new reader for an answer: {statistics.median(first):g}, "
        f"at the most {max(first)}; asked again: at the most {max(again)}"
    )
    assert max(again) == 1


def test_words_that_nobody_knows_are_looked_for_together(loaded: str, asked: Counter[str]) -> None:
    with regsearch.open(loaded) as library:
        asked.clear()
        assert not library.ask(REFUSED, as_of=TODAY).answers
    # What is offered instead may differ in more letters than what is assumed.
    assert asked["_search suggest"] <= 2
    assert asked.total() <= 8


def test_the_units_inside_one_come_together(loaded: str, asked: Counter[str]) -> None:
    with regsearch.open(loaded) as library:
        whole = library["Pasal 8 PP 94/2021"]
        asked.clear()
        assert len(library.within(whole)) > 5
    assert asked == {"_mget": 1}
