"""One open engine or library, shared by threads, answers each question as one thread does."""

from __future__ import annotations

import asyncio
import multiprocessing
import random
import sys
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from typing import TYPE_CHECKING, TypeVar

import pytest

from regsearch.build.build import BuildOptions, rebuild_index
from regsearch.engines.registry import NAMES
from regsearch.opening import open_library
from regsearch.paths import shipped_index
from regsearch.show.to_dict import reply
from tests.engines.test_contract import ENGINES, WEIGHTS, idea, made_up

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from regsearch.engines.base import Engine, Hit

THREADS = 16
Asked = TypeVar("Asked")
Given = TypeVar("Given")

QUESTIONS = (
    "like postingan calon bupati",
    "PNS maju caleg",
    "sanksi tidak netral bagi PPPK",
    "foto bersama calon dengan simbol jari",
    "pasal 9 ayat 2 uu asn",
    "kampanye pakai mobil dinas",
    "kepala desa ikut kampanye",
    "apa itu netralitas",
    "ngelike status kampanya paslon",
    "menjadi anggota partai politik",
    "suami saya calon walikota, boleh ikut foto?",
    "hukuman disiplin berat",
)


@pytest.fixture(autouse=True)
def switching_often() -> Iterator[None]:
    """Threads take turns a thousand times as often as usual."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(5e-6)
    yield
    sys.setswitchinterval(before)


def asked_together(
    ask: Callable[[Asked], Given], questions: Sequence[Asked], rounds: int
) -> list[tuple[Asked, Given]]:
    """Every question *rounds* times by 16 threads, each thread in an order of its own."""

    def some(seed: int) -> list[tuple[Asked, Given]]:
        order = random.Random(seed).sample(questions, len(questions))
        return [(question, ask(question)) for _ in range(rounds) for question in order]

    with ThreadPoolExecutor(THREADS) as threads:
        return [pair for pairs in threads.map(some, range(THREADS)) for pair in pairs]


@pytest.mark.parametrize("name", ENGINES)
def test_engine_shared_by_threads_answers_as_by_one(name: str, tmp_path: Path) -> None:
    passages = made_up(400)
    asked = [(f"kata{i}", f"kata{59 - i} kata{i // 2}") for i in range(60)]

    def ask(
        engine: Engine, ways: tuple[str, ...]
    ) -> tuple[list[Hit], Mapping[str, int], str | None]:
        word = ways[0].replace("a", "e", 1)
        hits = engine.search([idea(*ways)], WEIGHTS, 20)
        return hits, engine.frequencies(ways[:1]), engine.similar(word, 1)

    alone, shared = tmp_path / "alone", tmp_path / "shared"
    alone.mkdir()
    shared.mkdir()
    with ENGINES[name](passages, alone) as engine:
        right = {ways: ask(engine, ways) for ways in asked}
    with ENGINES[name](passages, shared) as engine:
        given = asked_together(lambda ways: ask(engine, ways), asked, 2)
        assert [ways for ways, found in given if found != right[ways]] == []
        # What threads left in the caches must not be torn.
        assert [ways for ways in asked if ask(engine, ways) != right[ways]] == []


@pytest.fixture(scope="module", params=NAMES)
def index(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    if request.param == "whoosh":
        return shipped_index()
    folder = tmp_path_factory.mktemp("index") / request.param
    rebuild_index(shipped_index(), folder, BuildOptions(engine=request.param))
    return folder


def answers(index: Path) -> dict[str, object]:
    """The answers of a library of its own, for a process or for comparison."""
    with open_library(index) as library:
        return {q: reply(library.ask(q, as_of="2024-06-01")) for q in QUESTIONS}


@pytest.mark.slow
def test_library_shared_by_threads_answers_as_by_one(index: Path) -> None:
    right = answers(index)
    with open_library(index) as library:

        def ask(question: str) -> object:
            return reply(library.ask(question, as_of="2024-06-01"))

        wrong = [q for q, given in asked_together(ask, QUESTIONS, 3) if given != right[q]]
        assert wrong == []

        async def all_at_once() -> list[object]:
            return await asyncio.gather(*(asyncio.to_thread(ask, q) for q in QUESTIONS * 8))

        assert asyncio.run(all_at_once()) == [right[q] for q in QUESTIONS * 8]
        assert {q: ask(q) for q in QUESTIONS} == right


@pytest.mark.slow
def test_processes_answer_as_one_does(index: Path) -> None:
    right = answers(index)
    spawned = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(3, spawned) as processes:
        assert list(processes.map(answers, [index] * 6)) == [right] * 6
