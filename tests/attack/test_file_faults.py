"""A file layer that fails: reads and writes refused at any point, a full disk, a clock set back.

Opening and changing files fails by an audit hook at the chosen call; writing fails by a limit of
the size of files, at the chosen byte; a small file system of its own is really full.
"""

from __future__ import annotations

import ast
import errno
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import regsearch
from regsearch.bundle.generations import restore
from regsearch.bundle.install import install
from regsearch.bundle.keys import trusted
from regsearch.errors import IndexDamagedError, RegsearchError, SystemFaultError
from regsearch.index.integrity import Integrity
from regsearch.index.manifest import read_manifest, verify_files
from regsearch.paths import (
    CURRENT,
    DATA_VARIABLE,
    default_index,
    installed_indexes,
    trusted_keys,
)
from tests.attack.test_kills import spread
from tests.bundle.conftest import bundle_1, bundle_2, first, installed, key, second, trusting
from tests.bundle.tiny import contents, edition_of

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["bundle_1", "bundle_2", "first", "installed", "key", "second", "trusting"]

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork"),
    pytest.mark.filterwarnings("ignore:.*multi-threaded.*fork:DeprecationWarning"),
]

FAILING = """
import os, sys
def hook(event, arguments, state=[0]):
    changes = {"os.rename", "os.mkdir", "os.remove", "os.rmdir", "os.listdir", "os.scandir"}
    if event == "open" or event in changes:
        path = str(arguments[0])
        if path.startswith(os.environ["FAIL_BELOW"]) and not path.endswith((".py", ".pyc")):
            state[0] += 1
            if state[0] == int(os.environ["FAIL_AT"]):
                raise OSError(int(os.environ["FAIL_WITH"]), "injected", path)
            if state[0] >= int(os.environ["FAIL_AT"]) and os.environ.get("FAIL_ON"):
                raise OSError(int(os.environ["FAIL_WITH"]), "injected", path)
            with open(os.environ["FAIL_COUNT"], "w") as counted:
                counted.write(str(state[0]))
sys.addaudithook(hook)
sys.argv = ["regsearch", *sys.argv[1:]]
from regsearch.__main__ import run
run()
"""


def failing(
    arguments: tuple[str, ...], below: Path, at: int, number: int, *, on: bool = False
) -> tuple[subprocess.CompletedProcess[str], int]:
    """Run a command whose *at*-th file below a folder cannot be opened or changed."""
    with tempfile.NamedTemporaryFile("r") as counted:
        result = subprocess.run(
            [sys.executable, "-c", FAILING, *arguments],
            capture_output=True,
            text=True,
            env={
                **os.environ,
                "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
                "REGSEARCH_INDEX": "",
                "FAIL_BELOW": str(below),
                "FAIL_AT": str(at),
                "FAIL_WITH": str(number),
                "FAIL_ON": "1" if on else "",
                "FAIL_COUNT": counted.name,
            },
            check=False,
        )
        return result, int(counted.read() or 0)


COMMANDS = {
    "cari": ("cari", "hadiah", "--per", "2031-06-01", "--format", "json"),
    "pasal": ("pasal", "PP 1/2031 Pasal 1", "--format", "json"),
    "verifikasi": ("indeks", "verifikasi", "--format", "json"),
    "daftar": ("indeks", "daftar", "--format", "json"),
    "kembali": ("indeks", "kembali", "--format", "json"),
    "pasang": ("indeks", "pasang", "BUNDEL", "--format", "json"),
    "ulang": ("indeks", "pasang", "BUNDEL", "--bangun-ulang", "--format", "json"),
}


@pytest.mark.parametrize("name", COMMANDS)
def test_file_that_cannot_be_read_or_changed(
    name: str,
    installed: None,
    bundle_2: Path,
    tmp_path: Path,
    capfd: pytest.CaptureFixture[str],
) -> None:
    arguments = tuple(a.replace("BUNDEL", str(bundle_2)) for a in COMMANDS[name])
    if name == "kembali":
        install(bundle_2)
    data = installed_indexes().parent
    fresh = shutil.copytree(data, tmp_path / "fresh")

    def anew() -> None:
        shutil.rmtree(data)
        shutil.copytree(fresh, data)

    result, count = failing(arguments, data, 0, errno.EIO)
    assert result.returncode == 0, result.stderr
    codes: dict[str, int] = {}
    tried = 0
    for point in spread(count):
        for number in (errno.EIO, errno.ENOSPC):
            anew()
            result, _ = failing(arguments, data, point, number, on=number == errno.EIO)
            tried += 1
            assert "Traceback" not in result.stderr, result.stderr
            told = json.loads(result.stdout)
            code = told.get("error", {}).get("code", "answered")
            codes[code] = codes.get(code, 0) + 1
            assert (result.returncode == 0) == (code == "answered" and not told.get("problems"))
            if result.returncode:
                assert result.returncode == 3
            if name in ("cari", "pasal") and code == "answered":
                assert "pp-3-2031" in result.stdout or "PP 1/2031" in result.stdout
            assert edition_of() in (1, 2)
            assert verify_files(default_index(), read_manifest(default_index())) == []
    with capfd.disabled():
        print(f"\ncounted: {name} with {tried} refused files of {count}: {codes}")


@pytest.mark.parametrize("name", ["pasang", "ulang"])
def test_write_that_fails_at_any_byte(
    name: str, installed: None, bundle_2: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    arguments = [a.replace("BUNDEL", str(bundle_2)) for a in COMMANDS[name]]
    before = contents(installed_indexes())
    ends: dict[str, int] = {}
    for size in (0, 1, 100, 1_000, 4_096, 10_000, 30_000):

        def limited(size: int = size) -> None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

        result = subprocess.run(
            [sys.executable, "-m", "regsearch", *arguments],
            capture_output=True,
            text=True,
            env={
                **os.environ,
                "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
                "REGSEARCH_INDEX": "",
            },
            preexec_fn=limited,
            check=False,
        )
        assert "Traceback" not in result.stderr, result.stderr
        told = json.loads(result.stdout)
        ends[told.get("error", {}).get("code", "installed")] = size
        if result.returncode == 0:
            assert edition_of() == 2
            restore()
            continue
        after = {k: v for k, v in contents(installed_indexes()).items() if k in before}
        assert after == before
        assert edition_of() == 1
    with capfd.disabled():
        print(f"\ncounted: {name} with limits of the size of files: {ends}")
    assert len(ends) >= 1


@pytest.fixture
def small_disk() -> object:
    """A file system of three megabytes of its own."""
    with tempfile.TemporaryDirectory() as name:
        mount = ["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", name]
        if os.geteuid() != 0 or subprocess.run(mount, capture_output=True, check=False).returncode:
            pytest.skip("needs the right to mount a small file system")
        try:
            yield Path(name)
        finally:
            subprocess.run(["umount", "-l", name], check=True)


@pytest.mark.parametrize(
    "arguments",
    [
        ("indeks", "bangun", "--bawaan", "--proses", "1", "--indeks", "DISK/index"),
        ("indeks", "bangun", "--ulang", "--proses", "1", "--indeks", "DISK/old"),
        ("indeks", "kemas", "DISK/bundle", "--nomor", "1", "--indeks", "DISK/old"),
        ("korpus", "tambah", "LAW", "--id", "pp-94-2021", "--korpus", "DISK/korpus"),
        ("kunci", "buat", "DISK/key", "--tanpa-sandi"),
        ("cari", "hadiah", "--format", "docx", "--ke", "DISK/old-card", "--indeks", "DISK/old"),
        (
            "cari",
            "hadiah",
            "--lengkap",
            "-n",
            "100",
            "--ke",
            "DISK/old-card",
            "--per=2031-06-01",
            "--indeks",
            "index",
        ),
    ],
    ids=lambda a: " ".join(a[:2]),
)
def test_full_disk(
    small_disk: Path, first: Path, tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    shutil.copytree(first, small_disk / "old")
    (small_disk / "old-card").write_text("kartu lama")
    law = tmp_path / "aturan.txt"
    law.write_text(
        "PERATURAN PEMERINTAH REPUBLIK INDONESIA\nNOMOR 94 TAHUN 2021\nTENTANG\nDISIPLIN\n\n"
        "Pasal 1\nPegawai wajib hadir.\n"
    )
    free = shutil.disk_usage(small_disk).free
    (small_disk / "filler").write_bytes(bytes(max(0, free - 4_096)))
    result = subprocess.run(
        [
            *(sys.executable, "-m", "regsearch"),
            *(a.replace("DISK", str(small_disk)).replace("LAW", str(law)) for a in arguments),
        ],
        capture_output=True,
        text=True,
        env={
            **os.environ,
            "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
            "REGSEARCH_DATA": str(tmp_path / "data"),
            "REGSEARCH_INDEX": "",
        },
        check=False,
    )
    assert "Traceback" not in result.stderr, result.stderr
    assert result.returncode == 3, result.stderr
    assert (small_disk / "old-card").read_text() == "kartu lama"
    assert edition_of(small_disk / "old") == 1
    assert contents(small_disk / "old") == contents(first)


# -- the clock ------------------------------------------------------------------------------------


def test_clock_set_back_changes_no_decision(
    installed: None, bundle_1: Path, bundle_2: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever files' times say: numbers decide what is newer, contents what is intact."""
    for path in installed_indexes().rglob("*"):
        os.utime(path, (2**32, 2**32))
    os.utime(bundle_2, (1, 1))
    install(bundle_2)
    assert edition_of() == 2
    with pytest.raises(RegsearchError, match="--mundur"):
        install(bundle_1)
    index = default_index()
    for path in index.rglob("*"):
        os.utime(path, (1, 1))
    assert edition_of() == 2


def test_file_altered_with_its_old_time_is_found(installed: None) -> None:
    index = default_index()
    path = index / "stems.json"
    Integrity(index, read_manifest(index)).require("stems.json")
    before = path.stat()
    held = bytearray(path.read_bytes())
    held[-3] ^= 1
    path.write_bytes(held)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    with pytest.raises(IndexDamagedError):
        Integrity(index, read_manifest(index)).require("stems.json")


def test_package_asks_the_wall_clock_for_nothing_but_the_day() -> None:
    """Time limits go by the monotonic clock; nothing is ordered by the time of a file."""
    for path in Path(regsearch.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            name = ast.unparse(node) if isinstance(node, ast.Attribute) else ""
            assert name not in {"time.time", "datetime.now", "time.time_ns"}, path
            assert not name.endswith(".st_mtime"), path


def in_another_user(work: Callable[[], None]) -> int:
    """Run *work* in a child process of the user nobody; return its status."""
    if not (pid := os.fork()):
        status = 1
        try:
            os.setgroups([])
            os.setgid(65534)
            os.setuid(65534)
            work()
            status = 0
        except SystemFaultError as fault:
            status = 40 + (fault.code == "izin")
        except BaseException as error:
            os.write(2, f"{error!r}\n".encode())
        finally:
            os._exit(status)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


NO_OTHER = pytest.mark.skipif(os.geteuid() != 0, reason="needs the right to become another user")


@NO_OTHER
@pytest.mark.parametrize("umask", [0o022, 0o077])
def test_installation_of_another_user(
    umask: int, trusting: None, bundle_1: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Others read what one installs for all; where the mask says otherwise, the reason is told."""
    keys = {path.name: path.read_bytes() for path in trusted_keys().iterdir()}
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        data = Path(name) / "data"
        monkeypatch.setenv(DATA_VARIABLE, str(data))
        before = os.umask(umask)
        try:
            trusted_keys().mkdir(parents=True)
            for file, held in keys.items():
                (trusted_keys() / file).write_bytes(held)
            install(bundle_1)
        finally:
            os.umask(before)
        assert trusted()
        assert edition_of() == 1  # also: all that it imports is there, for the other user
        held = contents(data)
        status = in_another_user(lambda: check_and_change_nothing(bundle_1))
        assert status == (0 if umask == 0o022 else 41)
        now = {k: v for k, v in contents(data).items() if not k.startswith("utuh")}
        assert now == {k: v for k, v in held.items() if not k.startswith("utuh")}


def check_and_change_nothing(bundle: Path) -> None:
    assert edition_of() == 1
    for change in (lambda: install(bundle), restore):
        try:
            change()
        except OSError:
            continue
        except RegsearchError:
            continue
        raise AssertionError("another user's installation was changed")


@NO_OTHER
def test_current_index_named_by_another_user_is_only_read(
    installed: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The note of what is current cannot be replaced by who may not write it."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        copied = shutil.copytree(installed_indexes().parent, Path(name) / "data")
        monkeypatch.setenv(DATA_VARIABLE, str(copied))
        assert edition_of() == 1
        state = (installed_indexes() / CURRENT).read_bytes()

        def write() -> None:
            with pytest.raises(OSError, match="denied"):
                (installed_indexes() / CURRENT).write_bytes(b"{}")
            assert edition_of() == 1

        assert in_another_user(write) == 0
        assert (installed_indexes() / CURRENT).read_bytes() == state
