"""The bytes of an index do not depend on who builds it, nor on what was kept from before."""

from __future__ import annotations

import os
from functools import partial
from typing import TYPE_CHECKING

import pytest

from regsearch.build.build import Means, rebuild_index
from regsearch.build.scratch_db import Desk
from regsearch.build.stages import DATABASE, KEPT_WORDS, Process, batches
from regsearch.build.workers import Hands
from regsearch.index.documents import DOCUMENTS
from regsearch.index.manifest import MANIFEST

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_two_processes_build_what_one_builds(index_folder: Path, tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    means = Means(processes=2, cache=tmp_path / "kept", progress=lambda *how: told.append(how))
    rebuild_index(index_folder, tmp_path / "two", means)
    assert contents(tmp_path / "two") == contents(index_folder)
    total = told[-1][2]
    assert [how for how in told if how[1] == total] == [
        ("Menautkan", total, total),
        ("Mengindeks", total, total),
    ]


def test_kept_stems_change_nothing_and_damaged_ones_are_left(
    index_folder: Path, tmp_path: Path
) -> None:
    means = Means(cache=tmp_path / "kept")
    rebuild_index(index_folder, tmp_path / "first", means)
    (kept,) = (tmp_path / "kept").iterdir()
    assert len(kept.read_bytes()) > 10_000
    kept.write_text("[1, 2", "utf-8")
    rebuild_index(index_folder, tmp_path / "second", means)
    assert contents(tmp_path / "second") == contents(tmp_path / "first") == contents(index_folder)
    assert len(kept.read_bytes()) > 10_000


def test_nothing_of_the_work_is_left(index_folder: Path, tmp_path: Path) -> None:
    rebuild_index(index_folder, tmp_path / "made")
    assert {path.name for path in tmp_path.iterdir()} <= {"made", ".made.kunci", "data"}
    assert (tmp_path / "made" / MANIFEST).is_file()


def _square(number: int) -> int:
    if number < 0:
        raise ValueError(number)
    return number * number


@pytest.mark.parametrize("count", [1, 2])
def test_results_come_in_order_and_an_error_comes_through(count: int) -> None:
    with Hands(count, int) as hands:
        assert list(hands.map(_square, range(40))) == [n * n for n in range(40)]
        with pytest.raises(ValueError, match="-1"):
            list(hands.map(_square, [1, -1, 2]))


def _note(place: Path, things: Iterator[int]) -> None:
    with place.open("w", encoding="utf-8") as out:
        for thing in things:
            if thing < 0:
                raise ValueError(thing)
            out.write(f"{os.getpid()} {thing}\n")


@pytest.mark.parametrize("count", [1, 2])
def test_who_follows_gets_everything_in_order(count: int, tmp_path: Path) -> None:
    noted = tmp_path / "noted"
    with Hands(count, int) as hands:
        hands.follow(partial(_note, noted), range(40))
    lines = [line.split() for line in noted.read_text("utf-8").splitlines()]
    assert [thing for _, thing in lines] == [str(n) for n in range(40)]
    assert {pid for pid, _ in lines} != {str(os.getpid())} or count == 1


@pytest.mark.parametrize("count", [1, 2])
def test_an_error_of_who_follows_comes_through(count: int, tmp_path: Path) -> None:
    task = partial(_note, tmp_path / "noted")
    with Hands(count, int) as hands:
        with pytest.raises(ValueError, match="-1"):
            hands.follow(task, [1, -1, *range(100_000)])
        with pytest.raises(ZeroDivisionError):
            hands.follow(task, (1 // n for n in (1, 0, 2)))


def test_batches_hold_every_document_once_in_order() -> None:
    documents = [f"pp-{n}-2020" for n in range(300)]
    planned = list(batches(documents, dict.fromkeys(documents, 30_000)))
    assert [pair for batch in planned for pair in batch] == list(enumerate(documents))
    assert 1 < len(planned) < 300


def test_a_process_keeps_few_words(index_folder: Path, tmp_path: Path) -> None:
    """However many words the documents have, and each is told all the same."""
    desk = Desk(tmp_path / DATABASE, index_folder / DOCUMENTS, new=True)
    desk.close()
    process = Process(index_folder, tmp_path)
    told: set[str] = set()
    stems: dict[str, str] = {}
    for part in range(60):
        words = {f"kata{part * 1_000 + n}" for n in range(1_000)}
        told |= process.tell(words)
        assert process.tell(words) == set()
        process.analyser.stems(" ".join(words))
        stems |= process.tell_stems()
        assert len(process.told) <= KEPT_WORDS + 1_000
        assert len(process.analyser._seen) <= KEPT_WORDS + 1_000
    assert len(told) == 60_000
    assert stems == {word: word for word in told}
    process.desk.close()
