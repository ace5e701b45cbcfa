"""Nodes die, hang and come back: every answer is right or an error, and no passage is lost."""

from __future__ import annotations

import threading
import time
from collections import Counter
from typing import TYPE_CHECKING

import pytest

import regsearch
from regsearch.cluster import load as loading
from regsearch.cluster.address import TIMEOUT_VARIABLE
from regsearch.cluster.load import load
from regsearch.errors import ClusterError, PartialError, UnreachableError
from regsearch.index.manifest import read_manifest
from tests.cluster.conftest import QUESTIONS, TODAY, builds, count
from tests.cluster.nodes import request

if TYPE_CHECKING:
    from pathlib import Path

    from regsearch.model import Reply
    from tests.cluster.nodes import Cluster

LIMIT = 4.0
"""Time limit of a request in these tests, in seconds."""
MARGIN = 3.0
"""Additional seconds on a busy machine."""


@pytest.fixture(autouse=True)
def _limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(TIMEOUT_VARIABLE, str(LIMIT))
    monkeypatch.setattr(loading, "PORTION", 50)


def ask_all(location: str, expected: dict[str, Reply], outcomes: Counter[str]) -> None:
    """Ask all questions of a newly opened index, and count the outcomes."""
    try:
        with regsearch.open(location) as library:
            for question, reply in expected.items():
                try:
                    same = library.ask(question, as_of=TODAY) == reply
                    outcomes["right" if same else "wrong"] += 1
                except ClusterError as error:
                    outcomes[type(error).__name__] += 1
    except ClusterError as error:
        outcomes[f"open: {type(error).__name__}"] += 1


def test_answers_are_right_while_nodes_are_killed(
    repairable_cluster: Cluster, loaded: str, expected: dict[str, Reply]
) -> None:
    outcomes: Counter[str] = Counter()
    stop = threading.Event()

    def reader() -> None:
        while not stop.is_set():
            ask_all(loaded, expected, outcomes)

    thread = threading.Thread(target=reader)
    thread.start()
    try:
        for victim in repairable_cluster.nodes:
            time.sleep(2)
            repairable_cluster.kill(victim)
            time.sleep(2)
            repairable_cluster.start(victim)
            repairable_cluster.wait(nodes=3)
    finally:
        stop.set()
        thread.join()
    print(f"counted: three nodes killed and started in turn while asking: {dict(outcomes)}")
    assert outcomes["wrong"] == 0
    assert outcomes["right"] > len(expected)
    after: Counter[str] = Counter()
    ask_all(loaded, expected, after)
    assert after == {"right": len(expected)}


def test_all_questions_are_answered_without_one_node(
    repairable_cluster: Cluster, loaded: str, expected: dict[str, Reply]
) -> None:
    repairable_cluster.kill(repairable_cluster.nodes[1])
    repairable_cluster.wait(nodes=2, status="yellow")
    outcomes: Counter[str] = Counter()
    ask_all(loaded, expected, outcomes)
    print(f"counted: one node of three gone: {dict(outcomes)}")
    assert outcomes == {"right": len(expected)}


def test_stopped_cluster_is_reported_and_restarted_one_answers(
    repairable_cluster: Cluster, loaded: str, expected: dict[str, Reply]
) -> None:
    with regsearch.open(loaded) as library:
        for node in repairable_cluster.nodes:
            repairable_cluster.kill(node)
        started = time.monotonic()
        with pytest.raises(UnreachableError, match="Periksa"):
            library.ask(QUESTIONS[0], as_of=TODAY)
        assert time.monotonic() - started < LIMIT + MARGIN
        for node in repairable_cluster.nodes:
            repairable_cluster.start(node)
        repairable_cluster.wait(nodes=3)
        outcomes: Counter[str] = Counter()
        ask_all(loaded, expected, outcomes)
        print(f"counted: after a stop and a start: {dict(outcomes)}")
        assert outcomes == {"right": len(expected)}
        # The one that was open all the while goes on too.
        assert library.ask(QUESTIONS[0], as_of=TODAY) == expected[QUESTIONS[0]]


def test_hanging_cluster_times_out(repairable_cluster: Cluster, loaded: str) -> None:
    with regsearch.open(loaded) as library:
        for node in repairable_cluster.nodes:
            repairable_cluster.suspend(node)
        try:
            started = time.monotonic()
            with pytest.raises(UnreachableError, match="batas waktu"):
                library.ask(QUESTIONS[0], as_of=TODAY)
            assert time.monotonic() - started < LIMIT + MARGIN
        finally:
            for node in repairable_cluster.nodes:
                repairable_cluster.resume(node)
        repairable_cluster.wait(nodes=3)


def test_missing_shard_is_an_error(
    repairable_cluster: Cluster, index_folder: Path, location: str
) -> None:
    build = load(index_folder, location, shards=3).build
    total = read_manifest(index_folder).passages
    # Without copies, every node holds a part that no other has.
    bare = {"index": {"auto_expand_replicas": False, "number_of_replicas": 0}}
    request(repairable_cluster, "PUT", f"/{build}/_settings", bare)
    repairable_cluster.wait(nodes=3)
    shards = request(repairable_cluster, "GET", f"/_cat/shards/{build}?format=json")
    victim = next(node for node in repairable_cluster.nodes if node.name == shards[0]["node"])
    with regsearch.open(location) as library:
        assert library.ask(QUESTIONS[0], as_of=TODAY).answers
        repairable_cluster.kill(victim)
        repairable_cluster.wait(nodes=2, status="red")
        started = time.monotonic()
        with pytest.raises(PartialError, match="tidak lengkap"):
            library.ask("menghadiri kampanye", as_of=TODAY)
        assert time.monotonic() - started < LIMIT + MARGIN
        repairable_cluster.start(victim)
        repairable_cluster.wait(nodes=3)
        assert library.ask("menghadiri kampanye", as_of=TODAY).answers
    assert count(repairable_cluster, build) == total


@pytest.mark.parametrize("number", [0, 1, 2])
def test_load_completes_although_a_node_is_killed(
    repairable_cluster: Cluster,
    index_folder: Path,
    location: str,
    expected: dict[str, Reply],
    number: int,
) -> None:
    total = read_manifest(index_folder).passages
    victim = repairable_cluster.nodes[number]
    killed: list[int] = []

    def progress(done: int, of: int) -> None:
        if done >= 0.3 * of and not killed:
            repairable_cluster.kill(victim)
            killed.append(done)
        elif done >= 0.7 * of and not victim.process:
            # Here, not in a thread: a node ends with the thread that started it.
            repairable_cluster.start(victim)

    done = load(index_folder, location, progress)
    assert killed
    repairable_cluster.wait(nodes=3)
    (build,) = builds(repairable_cluster, location)
    stored = count(repairable_cluster, build)
    print(f"counted: {victim.name} killed while loading: {stored} of {total}")
    assert (done.checked, stored) == (total, total)
    outcomes: Counter[str] = Counter()
    ask_all(location, expected, outcomes)
    assert outcomes == {"right": len(expected)}
