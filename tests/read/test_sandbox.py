"""The sandbox: same results as in process, limits, crashes, and answers of a hostile child."""

from __future__ import annotations

import os
import pickle
import signal
import struct
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from regsearch.errors import TooLargeError, UnreadableError, UsageError
from regsearch.read import parse, sandbox
from regsearch.read.limits import Limits
from regsearch.read.sandbox import parse_isolated, parse_many
from regsearch.regulation import Regulation
from tests.read.fuzz import LAW
from tests.read.tinypdf import make_pdf, pdf_of

if TYPE_CHECKING:
    from regsearch.read.extract.pdf import ExtractorName


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
        parse_isolated(file, limits=Limits(seconds=15, memory=150 << 20))


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


@pytest.mark.parametrize("seconds", [0.0, -1.0, float("nan"), float("inf"), 1e7, 1e308])
def test_time_that_no_timer_can_hold_is_refused(seconds: float) -> None:
    with pytest.raises(UsageError, match="Batas waktu"):
        Limits(seconds)


# -- what a child leaves behind, imports, and takes ----------------------------------------------


@pytest.mark.skipif(not hasattr(os, "killpg"), reason="needs groups of processes")
def test_what_the_child_started_is_killed_with_it(
    law: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Tesseract, for example; or a process that a hostile file got to run."""
    started = tmp_path / "pid"
    code = (
        "import subprocess, sys, time\n"
        "command = [sys.executable, '-c', 'import time; time.sleep(600)']\n"
        "p = subprocess.Popen(command, stdout=subprocess.DEVNULL)\n"
        f"open({str(started)!r}, 'w').write(str(p.pid))\n"
        "time.sleep(600)"
    )
    as_worker(monkeypatch, code)
    with pytest.raises(TooLargeError):
        parse_isolated(law, limits=Limits(seconds=3))
    pid = int(started.read_text())
    for _ in range(100):
        try:
            state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
        except OSError:
            return
        if state == "Z":  # dead; whoever adopted it has not asked for its status
            return
        time.sleep(0.05)
    os.kill(pid, signal.SIGKILL)
    pytest.fail("it lives on")


@pytest.mark.skipif(not hasattr(os, "waitid"), reason="needs a look at a child that is left there")
def test_group_is_killed_only_before_its_child_is_reaped(
    law: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Afterwards the system may have given its number to a process of somebody else."""
    killed: list[int] = []
    late: list[int] = []
    killpg = os.killpg

    def killing(group: int, number: int) -> None:
        try:
            os.waitid(os.P_PID, group, os.WEXITED | os.WNOHANG | os.WNOWAIT)
        except ChildProcessError:
            late.append(group)
        killed.append(group)
        killpg(group, number)

    def close_all() -> None:
        results = parse_many([law] * 6, workers=2)
        next(results)
        results.close()  # type: ignore[attr-defined]

    monkeypatch.setattr(os, "killpg", killing)
    child = sandbox.Child()
    child.read(law)
    process = child._process
    assert process is not None
    child.close()
    child._kill(process)  # a timer that fires late
    assert killed == [process.pid]
    for code in ("import os; os.abort()", "import os, time; os.close(1); time.sleep(60)"):
        as_worker(monkeypatch, code)
        with pytest.raises(UnreadableError):
            parse_isolated(law)
    as_worker(monkeypatch, "import time; time.sleep(60)")
    with pytest.raises(TooLargeError):
        parse_isolated(law, limits=Limits(seconds=0.2))
    assert len(killed) >= 4
    monkeypatch.undo()
    monkeypatch.setattr(os, "killpg", killing)
    close_all()
    assert not late


@pytest.mark.skipif(not hasattr(signal, "SIGXCPU"), reason="needs limits of the processor")
def test_child_that_the_system_ends_for_its_time_is_too_large(
    law: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    as_worker(monkeypatch, "import os, signal; os.kill(os.getpid(), signal.SIGXCPU)")
    with pytest.raises(TooLargeError, match="--waktu"):
        parse_isolated(law)


def test_child_imports_nothing_from_the_current_folder(
    law: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Documents are often read in the folder of downloads, where a json.py may lie beside them."""
    downloads = tmp_path / "unduhan"
    downloads.mkdir()
    for name in ("json", "dataclasses", "pypdf", "lxml", "encodings", "click"):
        planted = f"open({str(tmp_path / 'planted')!r}, 'w')"
        (downloads / f"{name}.py").write_text(planted)
    monkeypatch.chdir(downloads)
    monkeypatch.delenv("PYTHONPATH", raising=False)
    assert parse_isolated(law) == parse(law)
    assert not (tmp_path / "planted").exists()


def test_children_share_the_memory_of_the_machine() -> None:
    machine = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    for children in (1, 2, 8, 64):
        each = Limits().shared_by(children).memory
        assert each is not None
        assert each <= 2 << 30
        assert each * children <= max(machine * 3 // 4, children << 29)
        assert each >= min(512 << 20, machine)
    assert Limits(memory=1 << 20).shared_by(4).memory == 1 << 20
    assert Limits(memory=None).shared_by(4).memory is None


def self_drawing_pdf() -> bytes:
    """A PDF of 2 kB whose only page draws a form that draws a form ..., ten times each."""
    depth = 9
    bodies = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /XObject << /F 5 0 R >> >> >>",
        b"<< /Length 5 >>\nstream\n/F Do\nendstream",
    ]
    for level in range(depth):
        draws = b"/F Do " * 10 if level < depth - 1 else b"BT /T 9 Tf (Pasal 1) Tj ET " * 10
        inner = b"<< /XObject << /F %d 0 R >> >>" % (6 + level) if level < depth - 1 else b"<< >>"
        bodies.append(
            b"<< /Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources %b /Length %d >>\n"
            b"stream\n%b\nendstream" % (inner, len(draws), draws)
        )
    return pdf_of(bodies)


MEASURED = """
import resource, sys
from regsearch.errors import RegsearchError
from regsearch.read.limits import Limits
from regsearch.read.sandbox import parse_many
from regsearch.regulation import Regulation

limits = Limits(seconds=12, memory=700 << 20)
outcomes = [o for _, o in parse_many(sys.argv[2:], extractor=sys.argv[1], limits=limits, workers=2)]
assert all(isinstance(o, Regulation | RegsearchError) for o in outcomes)
largest = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss >> 10
print([type(outcome).__name__ for outcome in outcomes], largest)
"""


@pytest.mark.slow
@pytest.mark.parametrize("extractor", ["pypdf", "pdfium"])
def test_self_drawing_pdfs_end_within_their_memory(
    tmp_path: Path, extractor: ExtractorName, capfd: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("resource")
    files = [tmp_path / f"{i}.pdf" for i in range(2)]
    for file in files:
        file.write_bytes(self_drawing_pdf())
    # In a process of its own: the system counts the largest of all children there ever were.
    command = [sys.executable, "-c", MEASURED, extractor, *map(str, files)]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    kinds, _, largest = told.strip().rpartition(" ")
    with capfd.disabled():
        print(f"\nself-drawing PDFs with {extractor}: {kinds}, largest child {largest} MB")
    assert int(largest) < 750
