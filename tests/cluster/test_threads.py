"""Threads share the caches of a reader of a cluster; the cluster itself is played here."""

from __future__ import annotations

import random
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import pytest

from regsearch.cluster import engine as engines
from regsearch.cluster import records as stored
from regsearch.cluster.engine import OpenSearchEngine
from regsearch.cluster.layout import id_of
from regsearch.cluster.records import ClusterRecords
from regsearch.engines.base import FIELDS
from regsearch.index.records import to_json
from regsearch.model.passage import passage_key
from regsearch.model.query import Concept

if TYPE_CHECKING:
    from collections.abc import Iterator

    from regsearch.search.library import Library

THREADS = 16


class Played:
    """Answers as a cluster would in which every word has as many passages as it has letters."""

    timeout = 1.0
    address = "opensearch://played/index"

    def __init__(self, passages: dict[str, Any] | None = None) -> None:
        self.passages = passages or {}

    def call(self, _method: str, path: str, body: Any = None, *_: Any, **__: Any) -> Any:
        time.sleep(0.0005)
        if path.endswith("_mtermvectors"):
            return {"docs": [self.vectors(document["doc"]) for document in body["docs"]]}
        if path.endswith("_mget"):
            found = ((i, self.passages.get(i)) for i in body["ids"])
            return {
                "docs": [{"_id": i, "found": bool(p), "_source": {"record": p}} for i, p in found]
            }
        suggested = {name: [{"options": []}] for name in body.get("suggest", ())}
        return {"hits": {"hits": []}, "suggest": suggested}

    def vectors(self, document: dict[str, str]) -> Any:
        def terms(text: str) -> Any:
            return {"terms": {word: {"doc_freq": len(word)} for word in text.split()}}

        return {"found": True, "term_vectors": {f: terms(document[f]) for f in FIELDS}}


@pytest.fixture(autouse=True)
def small_caches_and_many_switches(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(engines, "_CACHE_SIZE", 40)
    monkeypatch.setattr(stored, "_CACHED", 20)
    before = sys.getswitchinterval()
    sys.setswitchinterval(5e-6)
    yield
    sys.setswitchinterval(before)


def test_engine_shared_by_threads() -> None:
    engine = OpenSearchEngine(Played(), "build", 100, ["0"])  # type: ignore[arg-type]

    def ask(seed: int) -> list[str]:
        draw, wrong = random.Random(seed), []
        for _ in range(60):
            words = [f"{'k' * draw.randrange(1, 5)}{draw.randrange(30)}" for _ in range(5)]
            if engine.frequencies(words) != {word: len(word) for word in words}:
                wrong.append(" ".join(words))
            engine.search([Concept(w, ((w,),), 1.0) for w in words], {"text": 1.0}, 3)
            if engine.similar(words[0], 1) != words[0]:
                wrong.append(words[0])
        return wrong

    with ThreadPoolExecutor(THREADS) as threads:
        assert [wrong for found in threads.map(ask, range(THREADS)) for wrong in found] == []


def test_records_shared_by_threads(library: Library) -> None:
    answers = library.search("netralitas", as_of="2024-01-30", limit=60)
    keys = [passage_key(a.document, a.locator) for a in answers]
    passages = {key: library._index.passage_at(key) for key in keys}
    played = Played({id_of(key): to_json(passage) for key, passage in passages.items()})
    records = ClusterRecords(played, "build")  # type: ignore[arg-type]

    def ask(seed: int) -> list[str]:
        draw, wrong = random.Random(seed), []
        for _ in range(40):
            wanted = draw.sample(keys, 6)
            if records.many(wanted) != {key: passages[key] for key in wanted}:
                wrong += wanted
        return wrong

    with ThreadPoolExecutor(THREADS) as threads:
        assert [wrong for found in threads.map(ask, range(THREADS)) for wrong in found] == []
