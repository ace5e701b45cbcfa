"""The sandbox: same results as in process, limits, crashes, and answers of a hostile child."""

from __future__ import annotations

import pickle
import struct
import threading
import time
from typing import TYPE_CHECKING

import pytest

from regsearch.errors import TooLargeError, UnreadableError
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
    """Let the child process run *code* instead of the reader."""
    monkeypatch.setattr(sandbox, "_WORKER", ("-c", code))


def test_child_and_parent_read_the_same_regulation(law: Path) -> None:
    assert parse_isolated(law) == parse(law)


def test_child_errors_keep_their_type_and_message(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match=r"tiada\.pdf.*tidak ada"):
        parse_isolated(tmp_path / "tiada.pdf")


def test_time_limit_is_too_large_error(law: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    as_worker(monkeypatch, "import time; time.sleep(60)")
    started = time.monotonic()
    with pytest.raises(TooLargeError, match=r"aturan\.pdf.*0\.3 detik.*--waktu"):
        parse_isolated(law, limits=Limits(seconds=0.3))
    assert time.monotonic() - started < 10


def test_memory_limit_is_too_large_error(tmp_path: Path) -> None:
    pytest.importorskip("resource")
    file = tmp_path / "besar.txt"
    file.write_bytes(b"Pasal 1\n" + b"(1) Kata yang panjang.\n" * 2_000_000)
    with pytest.raises(TooLargeError, match=r"besar\.txt.*memori"):
        parse_isolated(file, limits=Limits(memory=150 << 20))


def test_crashed_child_is_unreadable_error(law: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    as_worker(monkeypatch, "import os; os.abort()")
    with pytest.raises(UnreadableError, match=r"aturan\.pdf.*terhenti"):
        parse_isolated(law)


def answering(monkeypatch: pytest.MonkeyPatch, answer: bytes) -> None:
    """Let the child answer every request with *answer*, as one under an attacker's control may."""
    code = "import sys; sys.stdin.readline(); sys.stdout.buffer.write({}); sys.stdout.flush()"
    as_worker(monkeypatch, code.format(repr(answer)))


class Payload:
    def __init__(self, file: Path) -> None:
        self.file = file

    def __reduce__(self) -> tuple[object, ...]:
        return (type(self.file).touch, (self.file,))


def test_pickle_from_the_child_is_not_executed(
    law: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    proof = tmp_path / "bukti"
    content = pickle.dumps(Payload(proof))
    for answer in (content, struct.pack(">cQ", b"r", len(content)) + content, content + b"\n"):
        answering(monkeypatch, answer)
        with pytest.raises(UnreadableError, match="terhenti"):
            parse_isolated(law)
    assert not proof.exists()
    pickle.loads(content)
    assert proof.exists()


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"{}\n",
        b"[1]\n",
        b'{"regulation":{"id":1}}\n',
        b'{"regulation":{"id":"a"},"code":"os.system"}\n',
        b'{"progress":[1,"2"]}\n',
        b'{"error":["tidak_terbaca"]}\n',
        b'{"error":["tidak_terbaca","terpotong"]',
        b"x" * 2000,
    ],
)
def test_malformed_answer_is_a_typed_error(
    law: Path, monkeypatch: pytest.MonkeyPatch, answer: bytes
) -> None:
    monkeypatch.setattr(sandbox, "LINE_LIMIT", 1000)
    answering(monkeypatch, answer)
    with pytest.raises(UnreadableError, match=r"aturan\.pdf.*terhenti"):
        parse_isolated(law)


def test_endless_answer_is_stopped_at_the_limit_of_a_line(
    law: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sandbox, "LINE_LIMIT", 1_000_000)
    as_worker(monkeypatch, "import sys\nwhile True: sys.stdout.buffer.write(b'x' * 65536)")
    with pytest.raises(UnreadableError, match=r"aturan\.pdf.*terhenti"):
        parse_isolated(law, limits=Limits(seconds=5))


def test_regulation_longer_than_a_line_may_be_is_too_large(
    law: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = (
        "from regsearch.read import sandbox_worker; sandbox_worker.LINE_LIMIT = 100; "
        "sandbox_worker.main()"
    )
    as_worker(monkeypatch, code)
    with pytest.raises(TooLargeError, match=r"aturan\.pdf.*batasnya 100"):
        parse_isolated(law)


def test_outcomes_come_in_order_and_a_bad_file_does_not_stop_the_rest(
    law: Path, tmp_path: Path
) -> None:
    bad = tmp_path / "rusak.pdf"
    bad.write_bytes(b"%PDF-1.4 rusak")
    files = [law, bad, tmp_path / "tiada.pdf", law]
    outcomes = list(parse_many(files, workers=2))
    assert [path for path, _ in outcomes] == files
    kinds = [Regulation, UnreadableError, UnreadableError, Regulation]
    assert [type(outcome) for _, outcome in outcomes] == kinds


def test_a_crashed_child_is_replaced_for_the_next_file(
    law: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    as_worker(monkeypatch, "import sys; sys.stdin.readline()")
    outcomes = list(parse_many([law, law, law], workers=1))
    assert all(isinstance(outcome, UnreadableError) for _, outcome in outcomes)


def test_no_thread_is_left_when_the_iterator_is_closed_early(law: Path) -> None:
    before = set(threading.enumerate())
    results = parse_many([law] * 6, workers=2)
    next(results)
    results.close()  # type: ignore[attr-defined]
    deadline = time.monotonic() + 10
    while set(threading.enumerate()) - before and time.monotonic() < deadline:
        time.sleep(0.05)
    # A thread of an earlier test may have ended meanwhile.
    assert not set(threading.enumerate()) - before
