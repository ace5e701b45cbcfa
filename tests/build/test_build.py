"""The bytes of an index do not depend on the number of processes or the contents of the cache."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from regsearch.behaviours.features import QuestionFeatures
from regsearch.behaviours.index_files import TERMS
from regsearch.behaviours.model import Example
from regsearch.build import examples
from regsearch.build.build import BuildOptions, rebuild_index
from regsearch.build.examples import features_of, read_questions, write_model
from regsearch.build.results_cache import digest_of, kept_result
from regsearch.build.scratch_db import ScratchDb
from regsearch.build.stages import DATABASE, REPORTED_WORDS, Worker, batches
from regsearch.build.workers import WorkerPool
from regsearch.index.documents import DOCUMENTS
from regsearch.index.manifest import MANIFEST
from tests.bundle.tiny import contents

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from regsearch.index.reader import OpenIndex


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


def test_result_is_made_once_and_a_damaged_one_again(tmp_path: Path) -> None:
    made: list[int] = []

    def kept(*decided_by: bytes) -> bytes:
        digest = digest_of(decided_by)
        return kept_result(tmp_path, "hasil", digest, lambda: made.append(1) or b"lines\n")

    assert kept(b"a", b"b") == kept(b"a", b"b") == b"lines\n"
    assert len(made) == 1
    kept(b"ab")
    assert len(made) == 2
    for file in tmp_path.iterdir():
        file.write_bytes(file.read_bytes()[:-3])
    assert kept(b"a", b"b") == b"lines\n"
    assert len(made) == 3
    assert kept_result(None, "hasil", "ab", lambda: b"other") == b"other"


def test_model_of_an_index_is_taken_where_it_learnt_from_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def example(number: int, word: str) -> Example:
        return Example(number, QuestionFeatures(frozenset({f"={word}"}), frozenset({word})), 1.0)

    few = [example(0, "cuti"), example(1, "apel")]
    first, second = (tmp_path / name for name in ("first", "second"))
    first.mkdir()
    second.mkdir()
    write_model(first, few, None, None)
    write_model(second, [*few, example(1, "gaji")], None, first)
    assert (second / TERMS).read_bytes() != (first / TERMS).read_bytes()
    monkeypatch.setattr(examples, "kept_result", lambda *_: b"learnt anew")
    write_model(second, few, None, first)
    assert (second / TERMS).read_bytes() == (first / TERMS).read_bytes()
    (first / TERMS).write_bytes(b"damaged")
    write_model(second, few, None, first)
    assert (second / TERMS).read_bytes() == b"learnt anew"


def test_cache_keeps_a_few_results_of_each_kind(tmp_path: Path) -> None:
    for number in range(20):
        kept_result(tmp_path, "hasil", f"{number}", lambda: b"lines")
        assert kept_result(tmp_path, "hasil", f"{number}", lambda: b"other") == b"lines"
    kept_result(tmp_path, "lain", "0", lambda: b"lines")
    assert len(list(tmp_path.glob("hasil-*"))) == 8


def test_question_that_cites_nothing_is_read_once(
    opened: OpenIndex, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """How the index reads the other one depends on the provisions it has."""
    texts = ["aku bareng2 teman bolos terus", "kena Pasal 8 PP 94/2021 gak"]
    directory, table = opened.directory, opened.analyser.table
    first, analyser = read_questions(texts, directory, table, tmp_path)
    read: list[str] = []

    def recorded(text: str, *rest: Any) -> QuestionFeatures:
        read.append(text)
        return features_of(text, *rest)

    monkeypatch.setattr(examples, "features_of", recorded)
    again, other = read_questions(texts, directory, table, tmp_path)
    assert read == texts[1:]
    assert again == first
    assert other.table == analyser.table
    assert "tinggal" in first[texts[0]].meant
    assert first == read_questions(texts, directory, table, None)[0]


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
