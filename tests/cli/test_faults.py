"""Where the system refuses: a typed error in Indonesian, status 3, one JSON value."""

from __future__ import annotations

import codecs
import errno
import json
import os
import pty
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from regsearch.cli.output import width
from regsearch.errors import IndexDamagedError, SystemFaultError, raise_fault, system_fault

if TYPE_CHECKING:
    from tests.cli.conftest import Spawn

COMMAND = [sys.executable, "-m", "regsearch"]
QUESTION = ("cari", "memasang baliho", "--per", "2024-01-30")


def environment(index: Path, **variables: str) -> dict[str, str]:
    return {
        **os.environ,
        "REGSEARCH_INDEX": str(index),
        "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
        **variables,
    }


def is_clean(result: Any, code: str | None = None) -> None:
    """Check status, streams and, with a code, the one JSON value of an error."""
    assert result.returncode == 3, result
    assert "Traceback" not in result.stderr
    assert result.stderr.startswith("regsearch: ")
    if code:
        assert json.loads(result.stdout)["error"]["code"] == code


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.ENOSPC, "disk_penuh"),
        (errno.EDQUOT, "disk_penuh"),
        (errno.EFBIG, "terlalu_besar"),
        (errno.EACCES, "izin"),
        (errno.EPERM, "izin"),
        (errno.EROFS, "hanya_baca"),
        (errno.EMFILE, "berkas_terbuka"),
        (errno.ENFILE, "berkas_terbuka"),
        (errno.EIO, "disk_rusak"),
        (errno.ENOTDIR, "bukan_folder"),
        (errno.EISDIR, "folder"),
        (errno.EEXIST, "sudah_ada"),
        (errno.ENOENT, "tidak_ada"),
        (errno.ENAMETOOLONG, "nama"),
        (errno.EBADF, "sistem"),
        (None, "sistem"),
    ],
)
def test_every_error_of_the_system_has_a_code(number: int | None, code: str) -> None:
    error = OSError(number, "x", "/berkas") if number else OSError("x")
    fault = system_fault(error, always=True)
    assert fault is not None
    assert fault.code == code
    assert ("/berkas" in str(fault)) == (number is not None)


def test_only_faults_of_the_machine_are_raised_for_the_caller() -> None:
    raise_fault(FileNotFoundError(errno.ENOENT, "x", "/berkas"))
    with pytest.raises(SystemFaultError):
        raise_fault(OSError(errno.EMFILE, "x", "/berkas"))


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.parametrize(
    "arguments",
    [QUESTION, (*QUESTION, "--format", "json"), ("indeks", "info"), ("--help",), ("--version",)],
    ids=str,
)
def test_full_disk_on_stdout(index_folder: Path, arguments: tuple[str, ...]) -> None:
    with open("/dev/full", "w") as full:
        result = subprocess.run(
            [*COMMAND, *arguments],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            env=environment(index_folder),
            check=False,
        )
    is_clean(result)
    assert "Disk penuh" in result.stderr


@pytest.mark.parametrize(
    "arguments", [("--help",), ("indeks", "audit"), ("korpus", "daftar"), QUESTION], ids=str
)
@pytest.mark.parametrize("reader", ["head -1", "true"])
def test_closed_pipe_is_no_error(
    index_folder: Path, arguments: tuple[str, ...], reader: str
) -> None:
    words = " ".join(f"'{word}'" for word in (*COMMAND, *arguments))
    result = subprocess.run(
        ["bash", "-c", f"{words} | {reader} >/dev/null; echo ${{PIPESTATUS[0]}}"],
        capture_output=True,
        text=True,
        env=environment(index_folder),
        check=True,
    )
    assert (result.stdout, result.stderr) == ("0\n", "")


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("kunci", "percaya", "RW", "--milik", "x"), None),
        (("kunci", "daftar", "--format", "json"), None),
        (("indeks", "daftar", "--format", "json"), "bukan_folder"),
        (("cari", "x", "--format", "json"), "bukan_folder"),
        (("indeks", "bangun", "--ulang"), None),
        (("korpus", "daftar", "--format", "json"), None),
    ],
    ids=str,
)
def test_data_folder_that_is_a_file(
    spawn: Spawn, tmp_path: Path, arguments: tuple[str, ...], code: str | None
) -> None:
    (tmp_path / "data").write_text("x")
    result = spawn(*arguments, REGSEARCH_DATA=str(tmp_path / "data"), REGSEARCH_INDEX="")
    assert "Traceback" not in result.stderr
    assert result.returncode in ({3} if code else {0, 3})
    if "--format" in arguments:
        told = json.loads(result.stdout)
        assert not code or told["error"]["code"] in {code, "indeks_rusak"}


@pytest.mark.parametrize("place", ["a file", "a file/below", "\0", "x" * 300])
def test_index_that_is_no_folder(spawn: Spawn, tmp_path: Path, place: str) -> None:
    (tmp_path / "a file").write_text("x")
    if "\0" in place:
        pytest.skip("no argument of a process holds a zero byte")
    for arguments in (("cari", "x"), ("indeks", "info"), ("indeks", "verifikasi")):
        result = spawn(*arguments, "--format", "json", "--indeks", str(tmp_path / place))
        is_clean(result)
        assert json.loads(result.stdout)["error"]


@pytest.mark.parametrize("target", ["missing/bundle", "file/bundle"])
def test_bundle_that_cannot_be_written(spawn: Spawn, tmp_path: Path, target: str) -> None:
    (tmp_path / "file").write_text("x")
    result = spawn("indeks", "kemas", str(tmp_path / target), "--nomor", "1")
    is_clean(result)
    assert target.partition("/")[0] in result.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="needs limits of resources")
def test_too_many_open_files_is_not_a_damaged_index(index_folder: Path, tmp_path: Path) -> None:
    """At every number of files that may be open; Python itself needs some."""
    import resource

    codes = set()
    for limit in range(3, 40):

        def restrict(limit: int = limit) -> None:
            resource.setrlimit(resource.RLIMIT_NOFILE, (limit, limit))

        result = subprocess.run(
            [*COMMAND, *QUESTION, "--format", "json"],
            capture_output=True,
            text=True,
            env=environment(index_folder, REGSEARCH_DATA=str(tmp_path / "data")),
            preexec_fn=restrict,
            check=False,
        )
        if "regsearch" not in result.stdout + result.stderr and result.returncode:
            continue  # Python did not start
        assert "Bangun ulang" not in result.stdout + result.stderr, limit
        if result.returncode == 0:
            break
        if result.stdout:
            codes.add(json.loads(result.stdout)["error"]["code"])
    assert result.returncode == 0
    assert codes <= {"berkas_terbuka"}


@pytest.mark.parametrize("columns", ["0", "-5", "1", "7", "nan", "", "99999999999999999999"])
def test_any_width(spawn: Spawn, columns: str) -> None:
    result = spawn(*QUESTION, COLUMNS=columns)
    assert (result.returncode, result.stderr) == (0, "")


def test_terminal_without_a_size(index_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ours, theirs = pty.openpty()  # nobody has said how wide it is
    env = environment(index_folder)
    env.pop("COLUMNS", None)
    with subprocess.Popen(
        [*COMMAND, *QUESTION], stdin=theirs, stdout=theirs, stderr=theirs, env=env
    ) as process:
        os.close(theirs)
        shown = b""
        try:
            while part := os.read(ours, 65536):
                shown += part
        except OSError:  # the other end is closed
            pass
    os.close(ours)
    assert process.returncode == 0
    assert b"Traceback" not in shown
    monkeypatch.setenv("COLUMNS", "0")
    monkeypatch.setattr(os, "get_terminal_size", lambda: os.terminal_size((0, 0)))
    assert width() == 100


ASKED = "memasang baliho calon\n\nresep rendang padang\n"


@pytest.mark.parametrize(
    "content",
    [
        ASKED.encode(),
        codecs.BOM_UTF8 + ASKED.encode(),
        ASKED.encode("utf-16"),
        codecs.BOM_UTF16_BE + ASKED.encode("utf-16-be"),
        ASKED.replace("\n", "\r\n").encode(),
        ASKED.encode("utf-32"),
    ],
    ids=["UTF-8", "UTF-8 with a mark", "UTF-16", "UTF-16 BE", "Windows lines", "UTF-32"],
)
def test_questions_of_a_file_in_any_unicode_form(
    spawn: Spawn, tmp_path: Path, content: bytes
) -> None:
    (tmp_path / "asked").write_bytes(content)
    result = spawn("cari", "--dari", str(tmp_path / "asked"), "--per", "2024-01-30")
    assert (result.returncode, result.stderr) == (0, "")
    replies = [json.loads(line) for line in result.stdout.splitlines()]
    assert [r["query"] for r in replies] == ["memasang baliho calon", "resep rendang padang"]


@pytest.mark.parametrize(
    "content",
    [
        b"\x89PNG\r\n\x1a\n\0\0\0",
        b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n",
        ASKED.encode("utf-16-le"),
        b"a\0b",
        b"\xff",
        b"\xff\xfea",
        b"x" * (1 << 20),
    ],
    ids=lambda held: repr(held[:12]),
)
def test_file_of_questions_that_is_no_text(spawn: Spawn, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "asked").write_bytes(content)
    result = spawn("cari", "--dari", str(tmp_path / "asked"))
    is_clean(result)
    assert "baris 1" in result.stderr
    is_clean(spawn("cari", "--dari", str(tmp_path)))
    assert spawn("cari", "--dari", str(tmp_path / "none")).returncode == 2


@pytest.mark.slow
@pytest.mark.parametrize("start", ["-m regsearch", "-c from regsearch.__main__ import run;run()"])
def test_interrupted_at_any_moment(index_folder: Path, start: str) -> None:
    """From the first millisecond: only Python's own start, and the first imports, may be hit."""
    told = set()
    for after in range(0, 400, 12):
        with subprocess.Popen(
            [sys.executable, *start.split(" ", 1), "cari", "--dari", "-"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=environment(index_folder),
        ) as process:
            time.sleep(after / 1000)
            process.send_signal(signal.SIGINT)
            _, stderr = process.communicate()
        if re.search(r"regsearch/(?!__init__\.py|__main__\.py)", stderr):
            assert "Traceback" not in stderr, (after, stderr)
        told.add(process.returncode)
    assert told <= {3, 1, -signal.SIGINT}
    assert 3 in told


def test_damage_of_the_index_is_still_called_that(spawn: Spawn, tmp_path: Path) -> None:
    (tmp_path / "manifest.json").write_bytes(b"{")
    result = spawn("cari", "x", "--format", "json", "--indeks", str(tmp_path))
    is_clean(result, IndexDamagedError.code)


@pytest.mark.parametrize("command", [("indeks", "pasang"), ("indeks", "verifikasi")])
def test_reason_of_the_system_is_indonesian(
    spawn: Spawn, tmp_path: Path, command: tuple[str, str]
) -> None:
    told = spawn(*command, str(tmp_path / "tidak.tar.xz"))
    assert "tidak terbaca: tidak ada." in told.stdout + told.stderr
    assert "No such file" not in told.stdout + told.stderr
