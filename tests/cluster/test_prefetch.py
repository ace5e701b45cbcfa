"""Prefetching of passages, tested without a cluster: an answer takes at most three requests."""

from __future__ import annotations

import itertools
import tomllib
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import pytest

from regsearch.cluster import records
from regsearch.cluster.records import ClusterRecords
from regsearch.index.records import to_json
from regsearch.index.store import Folder
from regsearch.search.library import Library

if TYPE_CHECKING:
    from collections.abc import Iterator

    from regsearch.cluster.client import Session
    from regsearch.model import Locator

TODAY = date(2026, 11, 22)
CASES = Path(__file__).parents[1] / "cases" / "questions.toml"
QUESTIONS = [case["ask"] for case in tomllib.loads(CASES.read_text("utf-8"))["question"]][1::8]


@pytest.fixture
def requests(library: Library, monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The ids of each request, which the session's index answers."""
    sent: list[list[str]] = []

    def fetch(_session: object, _build: str, ids: list[str]) -> dict[str, Any]:
        sent.append(ids)
        return {
            key: {"record": to_json(passage)}
            for key, passage in library._index.records.many(ids).items()
        }

    def of_document(_: ClusterRecords, document: str) -> Iterator[Locator]:
        return library._index.records.of_document(document)

    monkeypatch.setattr(records, "fetch", fetch)
    monkeypatch.setattr(ClusterRecords, "of_document", of_document)
    return sent


@pytest.fixture
def remote(index_folder: Path) -> Iterator[Library]:
    """The session's index, whose passages are read as if they were in a cluster."""
    with Library(Folder(index_folder)) as opened:
        opened._index.records = ClusterRecords(cast("Session", None), "build")
        opened._index._get = opened._index.records.get
        yield opened


@pytest.mark.parametrize("question", QUESTIONS)
def test_new_reader_answers_with_few_requests(
    remote: Library, library: Library, requests: list[list[str]], question: str
) -> None:
    assert remote.ask(question, as_of=TODAY) == library.ask(question, as_of=TODAY)
    # What is shown and the units around it, what these name, what that names, and its units.
    assert len(requests) <= 4
    assert max(map(len, requests), default=0) <= 10 + records._PREFETCHED


def test_used_reader_answers_with_few_requests(
    remote: Library, library: Library, requests: list[list[str]]
) -> None:
    counts = []
    for question in QUESTIONS:
        before = len(requests)
        assert remote.ask(question, as_of=TODAY) == library.ask(question, as_of=TODAY)
        counts.append(len(requests) - before)
    assert max(counts) <= 3
    keys = list(itertools.chain(*requests))
    assert len(keys) == len(set(keys)), "a passage was fetched twice"
