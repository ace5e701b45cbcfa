"""A cluster with a loaded index, and the answers of the same index in a folder."""

from __future__ import annotations

import itertools
import tomllib
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from regsearch.cluster.load import load
from tests.cluster.nodes import request

if TYPE_CHECKING:
    from collections.abc import Iterator

    from regsearch.model import Reply
    from regsearch.search.library import Library
    from tests.cluster.nodes import Cluster

TODAY = date(2026, 11, 22)
QUESTIONS: list[str] = [
    case["ask"]
    for case in tomllib.loads(
        (Path(__file__).parents[1] / "cases" / "questions.toml").read_text("utf-8")
    )["question"]
]
_NAMES = (f"reg{number}" for number in itertools.count())


@pytest.fixture(scope="session")
def expected(library: Library) -> dict[str, Reply]:
    """The replies of the folder to some questions."""
    return {question: library.ask(question, as_of=TODAY) for question in QUESTIONS[::12]}


@pytest.fixture(scope="session")
def loaded(cluster: Cluster, index_folder: Path) -> str:
    """The address of the shipped corpus in three shards; read-only."""
    location = f"opensearch+http://{cluster.address}/peraturan"
    load(index_folder, location, shards=3)
    return location


@pytest.fixture
def repairable_cluster(cluster: Cluster) -> Iterator[Cluster]:
    """The cluster; nodes that the test stopped are restarted afterwards."""
    yield cluster
    for node in cluster.nodes:
        if node.process is None or node.process.poll() is not None:
            cluster.start(node)
    cluster.wait(nodes=cluster.size)


@pytest.fixture
def location(cluster: Cluster) -> Iterator[str]:
    """An unused address; what the test loads there is deleted afterwards."""
    alias = next(_NAMES)
    yield f"opensearch+http://{cluster.address}/{alias}"
    listed = request(cluster, "GET", f"/_cat/indices/{alias}-*?format=json&expand_wildcards=all")
    for entry in listed:
        request(cluster, "DELETE", f"/{entry['index']}")


def alias_of(location: str) -> str:
    return location.rpartition("/")[2]


def count(cluster: Cluster, index: str) -> int:
    """The number of documents in *index*."""
    request(cluster, "POST", f"/{index}/_refresh")
    reply: dict[str, Any] = request(cluster, "GET", f"/{index}/_count")
    assert reply["_shards"]["failed"] == 0
    return int(reply["count"])


def builds(cluster: Cluster, location: str) -> list[str]:
    listed = request(cluster, "GET", f"/_cat/indices/{alias_of(location)}-*?format=json")
    return sorted(e["index"] for e in listed if not e["index"].endswith("-files"))
