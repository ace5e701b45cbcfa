"""The bytes of an index do not depend on who builds it, nor on what was kept from before."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from regsearch.bundle.build import Means, rebuild_index
from regsearch.bundle.hands import Hands
from regsearch.bundle.stages import batches
from regsearch.search.manifest import MANIFEST

if TYPE_CHECKING:
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


def test_batches_hold_every_document_once_in_order() -> None:
    documents = [f"pp-{n}-2020" for n in range(300)]
    planned = list(batches(documents, dict.fromkeys(documents, 30_000)))
    assert [pair for batch in planned for pair in batch] == list(enumerate(documents))
    assert 1 < len(planned) < 300
