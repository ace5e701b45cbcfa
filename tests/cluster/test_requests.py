"""The number of requests that opening an index and answering a question take."""

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
"""The build that the alias names; its manifest."""
ANSWER = {
    # Document frequencies: of the words, of possible roots of unknown words, of corrections.
    "_mtermvectors": 3,
    # Corrections and suggestions for misspelled words.
    "_search suggest": 1,
    # Candidates, with their features; those of the norms of behaviours that are not among them.
    "_search": 4,
    # Instruments; stems; behaviours; passages: those shown with the units around, two levels of
    # references, the rows beside a row of a ladder.
    "_mget": 12,
}
"""Largest number of requests of each kind for the first answer of a new reader."""
MISSPELT = "jadi anggta partay politk"
REFUSED = "zzqa xxkwv wwqzq vvkqx qqzwx kkxwq"


@pytest.fixture
def requests(monkeypatch: pytest.MonkeyPatch) -> Iterator[Counter[str]]:
    """The number of requests sent, by kind."""
    counts: Counter[str] = Counter()
    send = Session._send

    def count_and_send(self: Session, method: str, path: str, body: Any, *rest: Any) -> Any:
        kind = path.rpartition("/")[2]
        counts[f"{kind} suggest" if body and "suggest" in body else kind] += 1
        return send(self, method, path, body, *rest)

    monkeypatch.setattr(Session, "_send", count_and_send)
    return counts


def test_requests_for_opening(loaded: str, requests: Counter[str]) -> None:
    regsearch.open(loaded).close()
    assert requests == OPENING


def test_requests_for_an_answer(loaded: str, requests: Counter[str]) -> None:
    first, again = [], []
    largest: Counter[str] = Counter()
    for question in (*QUESTIONS[1::8], MISSPELT):
        with regsearch.open(loaded) as library:
            requests.clear()
            library.ask(question, as_of=TODAY)
            first.append(requests.total())
            largest |= requests
            assert requests <= Counter(ANSWER), question
            requests.clear()
            library.ask(question, as_of=TODAY)
            again.append(requests.total())
            assert requests.keys() <= {"_search"}, question
    print(
        f"counted: requests of a new reader for an answer: {statistics.median(first):g}, "
        f"at most {max(first)}, by kind {dict(largest)}; requests again: at most {max(again)}"
    )
    assert max(again) == 1


def test_unknown_words_are_looked_up_together(loaded: str, requests: Counter[str]) -> None:
    with regsearch.open(loaded) as library:
        requests.clear()
        assert not library.ask(REFUSED, as_of=TODAY).answers
    assert requests["_search suggest"] == 1
    assert requests.total() <= 10


def test_units_inside_a_provision_take_one_request_at_most(
    loaded: str, requests: Counter[str]
) -> None:
    with regsearch.open(loaded) as library:
        whole = library["Pasal 8 PP 94/2021"]
        requests.clear()
        assert len(library.within(whole)) > 5
    assert requests.total() <= 1
