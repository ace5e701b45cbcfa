"""The child process: same results, limits of time and memory, and what a lost child means."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING

import pytest

from regsearch.errors import RegsearchError, TooLargeError, UnreadableError
from regsearch.read import parse, sandbox
from regsearch.read.sandbox import Limits, parse_isolated, parse_many
from regsearch.regulation import Regulation
from tests.read.fuzz import LAW
from tests.read.tinypdf import make_pdf

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def law(tmp_path: Path) -> Path:
    file = tmp_path / "aturan.pdf"
    file.write_bytes(make_pdf([[(90.0, 780.0 - 14 * i, line) for i, line in enumerate(LAW)]]))
    return file


def as_worker(monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    """Let the child run *code* in place of the reader."""
    monkeypatch.setattr(sandbox, "_WORKER", ("-c", code))


def test_a_child_reads_what_the_parent_would(law: Path) -> None:
    assert parse_isolated(law) == parse(law)


def test_errors_come_back_with_their_type_and_words(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match=r"tiada\.pdf.*tidak ada"):
        parse_isolated(tmp_path / "tiada.pdf")


def test_time_is_limited(law: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    as_worker(monkeypatch, "import time; time.sleep(60)")
    started = time.monotonic()
    with pytest.raises(TooLargeError, match=r"aturan\.pdf.*0\.3 detik.*--waktu"):
        parse_isolated(law, limits=Limits(seconds=0.3))
    assert time.monotonic() - started < 10


def test_memory_is_limited(tmp_path: Path) -> None:
    pytest.importorskip("resource")
    file = tmp_path / "besar.txt"
    file.write_bytes(b"Pasal 1\n" + b"(1) Kata yang panjang.\n" * 2_000_000)
    with pytest.raises(TooLargeError, match=r"besar\.txt.*memori"):
        parse_isolated(file, limits=Limits(memory=150 << 20))


def test_a_child_that_dies_is_a_typed_error(law: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    as_worker(monkeypatch, "import os; os.abort()")
    with pytest.raises(UnreadableError, match=r"aturan\.pdf.*terhenti"):
        parse_isolated(law)


def test_a_child_taken_over_cannot_run_code_here(
    law: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    proof = tmp_path / "bukti"
    as_worker(
        monkeypatch,
        f"""
import pathlib, pickle, struct, sys
sys.stdin.readline()
class Evil:
    def __reduce__(self):
        return (pathlib.Path.touch, (pathlib.Path({str(proof)!r}),))
content = pickle.dumps(Evil())
sys.stdout.buffer.write(struct.pack(">cQ", b"r", len(content)) + content)
sys.stdout.flush()
""",
    )
    with pytest.raises(UnreadableError):
        parse_isolated(law)
    assert not proof.exists()


def test_many_files_in_order_and_one_bad_one_stops_none(law: Path, tmp_path: Path) -> None:
    bad = tmp_path / "rusak.pdf"
    bad.write_bytes(b"%PDF-1.4 rusak")
    files = [law, bad, tmp_path / "tiada.pdf", law]
    outcomes = list(parse_many(files, workers=2))
    assert [path for path, _ in outcomes] == files
    assert [isinstance(outcome, Regulation) for _, outcome in outcomes] == [
        True,
        False,
        False,
        True,
    ]
    assert all(isinstance(outcome, Regulation | RegsearchError) for _, outcome in outcomes)


def test_a_new_child_follows_one_that_was_ended(law: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # The first child for each file dies; each file gets its own error, none hangs.
    as_worker(monkeypatch, "import sys; sys.stdin.readline()")
    outcomes = list(parse_many([law, law, law], workers=1))
    assert all(isinstance(outcome, UnreadableError) for _, outcome in outcomes)


def test_nothing_is_left_running_when_one_stops_early(law: Path) -> None:
    before = set(threading.enumerate())
    results = parse_many([law] * 6, workers=2)
    next(results)
    results.close()  # type: ignore[attr-defined]
    deadline = time.monotonic() + 10
    while set(threading.enumerate()) - before and time.monotonic() < deadline:
        time.sleep(0.05)
    # One of an earlier test may end meanwhile.
    assert not set(threading.enumerate()) - before
