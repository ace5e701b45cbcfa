"""Nodes die, hang and come back: every answer is the right one or an error, and nothing is lost."""

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
"""Seconds that a question may take in these tests, by setting."""
MARGIN = 3.0
"""Seconds more on a machine that has other things to do."""


@pytest.fixture(autouse=True)
def _limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(TIMEOUT_VARIABLE, str(LIMIT))
    monkeypatch.setattr(loading, "PORTION", 50)


def ask_all(place: str, expected: dict[str, Reply], told: Counter[str]) -> None:
    """Ask everything once of a newly opened index, and count what came of it."""
    try:
        with regsearch.open(place) as library:
            for question, reply in expected.items():
                try:
                    same = library.ask(question, as_of=TODAY) == reply
                    told["right" if same else "wrong"] += 1
                except ClusterError as error:
                    told[type(error).__name__] += 1
    except ClusterError as error:
        told[f"open: {type(error).__name__}"] += 1


def test_a_node_is_killed_during_queries(
    whole: Cluster, loaded: str, expected: dict[str, Reply]
) -> None:
    told: Counter[str] = Counter()
    stop = threading.Event()

    def reader() -> None:
        while not stop.is_set():
            ask_all(loaded, expected, told)

    thread = threading.Thread(target=reader)
    thread.start()
    try:
        for victim in whole.nodes:
            time.sleep(2)
            whole.kill(victim)
            time.sleep(2)
            whole.start(victim)
            whole.wait(nodes=3)
    finally:
        stop.set()
        thread.join()
    print(f"counted: three nodes killed and started in turn while asking: {dict(told)}")
    assert told["wrong"] == 0
    assert told["right"] > len(expected)
    after: Counter[str] = Counter()
    ask_all(loaded, expected, after)
    assert after == {"right": len(expected)}


def test_with_one_node_gone_everything_is_answered(
    whole: Cluster, loaded: str, expected: dict[str, Reply]
) -> None:
    whole.kill(whole.nodes[1])
    whole.wait(nodes=2, status="yellow")
    told: Counter[str] = Counter()
    ask_all(loaded, expected, told)
    print(f"counted: one node of three gone: {dict(told)}")
    assert told == {"right": len(expected)}


def test_the_cluster_is_stopped_and_started(
    whole: Cluster, loaded: str, expected: dict[str, Reply]
) -> None:
    with regsearch.open(loaded) as library:
        for node in whole.nodes:
            whole.kill(node)
        started = time.monotonic()
        with pytest.raises(UnreachableError, match="Periksa"):
            library.ask(QUESTIONS[0], as_of=TODAY)
        assert time.monotonic() - started < LIMIT + MARGIN
        for node in whole.nodes:
            whole.start(node)
        whole.wait(nodes=3)
        told: Counter[str] = Counter()
        ask_all(loaded, expected, told)
        print(f"counted: after a stop and a start: {dict(told)}")
        assert told == {"right": len(expected)}
        # The one that was open all the while goes on too.
        assert library.ask(QUESTIONS[0], as_of=TODAY) == expected[QUESTIONS[0]]


def test_a_cluster_that_hangs_is_given_up_in_time(whole: Cluster, loaded: str) -> None:
    with regsearch.open(loaded) as library:
        for node in whole.nodes:
            whole.stall(node)
        try:
            started = time.monotonic()
            with pytest.raises(UnreachableError, match="batas waktu"):
                library.ask(QUESTIONS[0], as_of=TODAY)
            assert time.monotonic() - started < LIMIT + MARGIN
        finally:
            for node in whole.nodes:
                whole.go_on(node)
        whole.wait(nodes=3)


def test_what_lacks_a_part_is_no_answer(whole: Cluster, index_folder: Path, place: str) -> None:
    build = load(index_folder, place, shards=3).build
    total = read_manifest(index_folder).passages
    # Without copies, every node holds a part that no other has.
    bare = {"index": {"auto_expand_replicas": False, "number_of_replicas": 0}}
    request(whole, "PUT", f"/{build}/_settings", bare)
    whole.wait(nodes=3)
    shards = request(whole, "GET", f"/_cat/shards/{build}?format=json")
    victim = next(node for node in whole.nodes if node.name == shards[0]["node"])
    with regsearch.open(place) as library:
        assert library.ask(QUESTIONS[0], as_of=TODAY).answers
        whole.kill(victim)
        whole.wait(nodes=2, status="red")
        started = time.monotonic()
        with pytest.raises(PartialError, match="tidak lengkap"):
            library.ask("menghadiri kampanye", as_of=TODAY)
        assert time.monotonic() - started < LIMIT + MARGIN
        whole.start(victim)
        whole.wait(nodes=3)
        assert library.ask("menghadiri kampanye", as_of=TODAY).answers
    assert count(whole, build) == total


@pytest.mark.parametrize("number", [0, 1, 2])
def test_a_node_is_killed_during_a_build(
    whole: Cluster, index_folder: Path, place: str, expected: dict[str, Reply], number: int
) -> None:
    total = read_manifest(index_folder).passages
    victim = whole.nodes[number]
    killed: list[int] = []

    def progress(done: int, of: int) -> None:
        if done >= 0.3 * of and not killed:
            whole.kill(victim)
            killed.append(done)
        elif done >= 0.7 * of and not victim.process:
            # Here, not in a thread: a node ends with the thread that started it.
            whole.start(victim)

    done = load(index_folder, place, progress)
    assert killed
    whole.wait(nodes=3)
    (build,) = builds(whole, place)
    print(f"counted: {victim.name} killed while loading: {count(whole, build)} of {total} there")
    assert (done.checked, count(whole, build)) == (total, total)
    told: Counter[str] = Counter()
    ask_all(place, expected, told)
    assert told == {"right": len(expected)}
