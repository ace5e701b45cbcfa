"""The bytes of an index do not depend on the number of processes or the contents of the cache."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from regsearch.behaviours import model
from regsearch.behaviours.features import QuestionFeatures
from regsearch.behaviours.model import Example
from regsearch.build.build import BuildOptions, rebuild_index
from regsearch.build.model_cache import learnt_model
from regsearch.build.scratch_db import ScratchDb
from regsearch.build.stages import DATABASE, REPORTED_WORDS, Worker, batches
from regsearch.build.workers import WorkerPool
from regsearch.index.documents import DOCUMENTS
from regsearch.index.manifest import MANIFEST
from tests.bundle.tiny import contents

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def test_two_processes_give_same_bytes_as_one(index_folder: Path, tmp_path: Path) -> None:
    reports: list[tuple[str, int, int]] = []
    options = BuildOptions(
        processes=2,
        cache=tmp_path / "cache",
        progress=lambda *report: reports.append(report),
    )
    rebuild_index(index_folder, tmp_path / "two", options)
    assert contents(tmp_path / "two") == contents(index_folder)
    total = reports[-1][2]
    assert [report for report in reports if report[1] == total] == [
        ("Menautkan", total, total),
        ("Mengindeks", total, total),
    ]


def test_stem_cache_changes_nothing_and_damaged_one_is_replaced(
    index_folder: Path, tmp_path: Path
) -> None:
    options = BuildOptions(cache=tmp_path / "cache")
    rebuild_index(index_folder, tmp_path / "first", options)
    (cached,) = (tmp_path / "cache").iterdir()
    assert len(cached.read_bytes()) > 10_000
    cached.write_text("[1, 2", "utf-8")
    rebuild_index(index_folder, tmp_path / "second", options)
    assert contents(tmp_path / "second") == contents(tmp_path / "first") == contents(index_folder)
    assert len(cached.read_bytes()) > 10_000


def test_model_is_learnt_once_and_a_damaged_one_again(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    features = QuestionFeatures(frozenset({"bolos"}))
    examples = [Example(0, features), Example(1, features, outside=True)]
    lines = learnt_model(examples, tmp_path)
    assert lines == learnt_model(examples, None)
    with monkeypatch.context() as patch:
        patch.setattr(model, "learn", None)
        assert learnt_model(examples, tmp_path) == lines
        with pytest.raises(TypeError):
            learnt_model(examples[:1], tmp_path)
    (kept,) = tmp_path.iterdir()
    whole = kept.read_bytes()
    kept.write_bytes(whole[:-3])
    assert learnt_model(examples, tmp_path) == lines
    assert kept.read_bytes() == whole


def test_cache_keeps_the_models_used_last(tmp_path: Path) -> None:
    for count in range(1, 6):
        learnt_model([Example(0, QuestionFeatures(frozenset({"kata"})))] * count, tmp_path)
    assert len(list(tmp_path.iterdir())) == 3


def test_no_temporary_files_are_left(index_folder: Path, tmp_path: Path) -> None:
    rebuild_index(index_folder, tmp_path / "made")
    assert {path.name for path in tmp_path.iterdir()} <= {"made", ".made.kunci", "data"}
    assert (tmp_path / "made" / MANIFEST).is_file()


def _square(number: int) -> int:
    if number < 0:
        raise ValueError(number)
    return number * number


@pytest.mark.parametrize("count", [1, 2])
def test_worker_pool_keeps_order_and_raises_errors_of_tasks(count: int) -> None:
    with WorkerPool(count, int) as workers:
        assert list(workers.map(_square, range(40))) == [n * n for n in range(40)]
        with pytest.raises(ValueError, match="-1"):
            list(workers.map(_square, [1, -1, 2]))


@pytest.mark.parametrize("count", [1, 2])
def test_worker_pool_submits_no_more_than_is_taken(count: int) -> None:
    submitted: list[int] = []

    def items() -> Iterator[int]:
        for item in range(40):
            submitted.append(item)
            yield item

    with WorkerPool(count, int) as workers:
        results = workers.map(_square, items())
        for taken in range(1, 10):
            next(results)
            assert len(submitted) <= taken + 2 * count


def test_batches_contain_every_document_once_in_order() -> None:
    documents = [f"pp-{n}-2020" for n in range(300)]
    planned = list(batches(documents, dict.fromkeys(documents, 30_000)))
    assert [pair for batch in planned for pair in batch] == list(enumerate(documents))
    assert 1 < len(planned) < 300


def test_worker_forgets_words_but_reports_each(index_folder: Path, tmp_path: Path) -> None:
    ScratchDb(tmp_path / DATABASE, index_folder / DOCUMENTS, new=True).close()
    worker = Worker(index_folder, tmp_path)
    reported: set[str] = set()
    stems: dict[str, str] = {}
    for part in range(60):
        words = {f"kata{part * 1_000 + n}" for n in range(1_000)}
        reported |= worker.new_words(words)
        assert worker.new_words(words) == set()
        worker.analyser.stems(" ".join(words))
        stems |= worker.new_stems()
        assert len(worker.reported) <= REPORTED_WORDS + 1_000
        assert len(worker.analyser._seen) <= REPORTED_WORDS + 1_000
    assert len(reported) == 60_000
    assert stems == {word: word for word in reported}
    worker.db.close()
