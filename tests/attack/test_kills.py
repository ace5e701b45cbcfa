"""Commands killed at any change of a file, with readers running: the old state or the new one.

``REGSEARCH_ATTACK_POINTS=200`` kills each at up to 200 points instead of a few.
"""

from __future__ import annotations

import os
import shutil
import signal
import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from regsearch.bundle.generations import build_generation
from regsearch.bundle.install import install
from regsearch.cli import main
from regsearch.corpus.store import Store
from regsearch.errors import BusyError
from regsearch.index.manifest import read_manifest, verify_files
from regsearch.opening import open_library
from regsearch.paths import DATA_VARIABLE, default_index, installed_indexes
from tests.bundle.conftest import bundle_1, bundle_2, first, installed, key, second, trusting
from tests.bundle.test_killed import discard, forked, in_child
from tests.bundle.tiny import build, edition_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

__all__ = ["bundle_1", "bundle_2", "first", "installed", "key", "second", "trusting"]

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork"),
    pytest.mark.filterwarnings("ignore:.*multi-threaded.*fork:DeprecationWarning"),
]
POINTS = int(os.environ.get("REGSEARCH_ATTACK_POINTS", "8"))


def spread(number: int) -> list[int]:
    """Return up to :data:`POINTS` of the numbers from 1 to *number*, the last ones all the more."""
    even = {1 + i * number // POINTS for i in range(POINTS)}
    return sorted(n for n in even | {number - i for i in range(POINTS // 3)} if 0 < n <= number)


def command(*arguments: str) -> Callable[[], None]:
    def run() -> None:
        sys.argv = ["regsearch", *arguments]
        status: object = 0
        with open(os.devnull, "w") as nowhere:
            sys.stdout = sys.stderr = nowhere
            try:
                main(list(arguments))
            except SystemExit as ended:
                status = ended.code
            finally:
                sys.stdout, sys.stderr = sys.__stdout__, sys.__stderr__
        assert status in (None, 0)

    return run


@contextmanager
def reading(number: int, below: Path) -> Iterator[None]:
    """Have so many processes open the current index and check its answers, again and again."""
    stop = below / "stop"

    def read() -> None:
        rounds = 0
        while not stop.exists() or rounds < 2:
            assert edition_of() in (1, 2, 3)
            rounds += 1

    children = [forked(read) for _ in range(number)]
    time.sleep(0.2)
    try:
        yield
    finally:
        stop.touch()
        ended = [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]
    assert ended == [0] * number


def test_killed_build_command_with_readers(
    installed: None,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    """``indeks bangun --ulang`` makes a generation of the documents of the current one."""
    data = installed_indexes().parent
    work = command("indeks", "bangun", "--ulang", "--proses", "1")
    fresh = shutil.copytree(data, tmp_path / "fresh")
    status, changes = in_child(work, data, 0)
    assert status == 0
    points = spread(changes)
    outcomes = {"old": 0, "new": 0}
    for point in points:
        data = tmp_path / f"data-{point}"
        shutil.copytree(fresh, data)
        monkeypatch.setenv(DATA_VARIABLE, str(data))
        before = default_index()
        with reading(2, data):
            status, _ = in_child(work, data, point)
        if status == 0:  # what was noted or kept before saves a few changes
            continue
        assert status == -signal.SIGKILL
        assert edition_of() == 1
        outcomes["old" if default_index() == before else "new"] += 1
        assert verify_files(default_index(), read_manifest(default_index())) == []
        if point % 5 == 0:
            work()
            assert edition_of() == 1
            assert not list(installed_indexes().glob(".baru-*"))
        shutil.rmtree(data)
    assert sum(outcomes.values()) >= len(points) * 2 // 3
    with capfd.disabled():
        print(
            f"\ncounted: indeks bangun killed at {sum(outcomes.values())} of {changes} points "
            f"with 2 readers: {outcomes}"
        )


LAW = """PERATURAN PEMERINTAH REPUBLIK INDONESIA
NOMOR 94 TAHUN 2021
TENTANG
DISIPLIN PEGAWAI NEGERI SIPIL

Pasal 1
Dalam peraturan ini yang dimaksud dengan pegawai adalah orang ke-{}.

Pasal 2
Pegawai wajib hadir.
"""


@pytest.mark.parametrize("before", [None, "txt", "html"])
def test_killed_addition_leaves_old_or_new_text(
    before: str | None, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """The official text of a document, where there was none, or one of the same or another kind."""
    given = tmp_path / "masukan"
    given.mkdir()
    old, new = given / f"lama.{before}", given / "baru.txt"
    text = LAW.format(1)
    old.write_text(text if before == "txt" else text.replace("\n", "<br>\n"))
    new.write_text(LAW.format(2))
    fresh = tmp_path / "fresh"
    fresh.mkdir()
    if before:
        command("korpus", "tambah", str(old), "--id", "pp-94-2021", "--korpus", str(fresh))()
    folder = tmp_path / "korpus"
    work = command(
        *("korpus", "tambah", str(new), "--id", "pp-94-2021", "--ganti", "--korpus", str(folder))
    )
    shutil.copytree(fresh, folder)
    status, changes = in_child(work, folder, 0)
    assert status == 0
    points = list(range(1, changes + 1))
    outcomes = {"old": 0, "new": 0}
    for point in points:
        shutil.rmtree(folder)
        shutil.copytree(fresh, folder)
        status, _ = in_child(work, folder, point)
        assert status == -signal.SIGKILL
        store = Store(folder)
        store.refuse_unrecorded()  # as a build begins
        entries = list(store.entries())
        for entry in entries:
            store.verify(entry)
        texts = [store.path(entry).read_text() for entry in entries]
        if any("ke-2" in text for text in texts):
            outcomes["new"] += 1
        else:
            outcomes["old"] += 1
            assert len(entries) == (before is not None)
        assert {p.name for p in (folder / "resmi").glob("*")} == {
            name for e in entries for name in (e.file, f"{e.document}.json")
        }
        if "new" not in outcomes or point % 3 == 0:
            with_new = [e for e in entries if "ke-2" in store.path(e).read_text()]
            if not with_new:
                work()
                (entry,) = store.entries()
                assert "ke-2" in store.path(entry).read_text()
    with capfd.disabled():
        print(f"\ncounted: korpus tambah over {before} killed at {len(points)} points: {outcomes}")
    assert changes >= 4


MOMENTS = {
    "indeks bangun": ("indeks", "bangun", "--ulang", "--proses", "1"),
    "indeks bangun --proses 2": ("indeks", "bangun", "--ulang", "--proses", "2"),
    "korpus tambah": ("korpus", "tambah", "BARU", "--id", "pp-94-2021", "--korpus", "KORPUS"),
}


@pytest.mark.parametrize("name", MOMENTS)
def test_killed_at_any_moment_with_readers(
    name: str, installed: None, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """Not only between two changes; and nothing that it started lives on."""
    law, corpus = tmp_path / "baru.txt", tmp_path / "korpus"
    law.write_text(LAW.format(2))
    places = {"BARU": str(law), "KORPUS": str(corpus)}
    work = command(*(places.get(argument, argument) for argument in MOMENTS[name]))
    started = time.monotonic()
    assert killed_after(work, 120) == 0
    whole = time.monotonic() - started
    outcomes = {"killed": 0, "done before": 0}
    with reading(2, installed_indexes().parent):
        for point in range(POINTS):
            shutil.rmtree(corpus, ignore_errors=True)
            status = killed_after(work, whole * (point + 1) / (POINTS + 1))
            assert status in (0, -signal.SIGKILL)
            outcomes["killed" if status else "done before"] += 1
            assert edition_of() == 1
            assert verify_files(default_index(), read_manifest(default_index())) == []
            store = Store(corpus)
            store.refuse_unrecorded()
            for entry in store.entries():
                store.verify(entry)
            if point % 8 == 0:
                shutil.rmtree(corpus, ignore_errors=True)
                work()
                assert len(list(store.entries())) == (name == "korpus tambah")
                assert not list(installed_indexes().glob(".baru-*"))
    with capfd.disabled():
        print(f"\ncounted: {name} killed with 2 readers: {outcomes}")
    assert outcomes["killed"] >= POINTS // 2


def killed_after(work: Callable[[], None], seconds: float) -> int:
    """Run *work* in a child that is killed after so many *seconds*; return its exit status."""

    def in_own_group() -> None:
        os.setpgid(0, 0)
        work()

    child = forked(in_own_group)
    until = time.monotonic() + seconds
    ended, status = 0, 0
    while not ended and time.monotonic() < until:
        time.sleep(0.002)
        ended, status = os.waitpid(child, os.WNOHANG)
    if not ended:
        os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
    for _ in range(500):
        try:
            os.killpg(child, 0)
        except ProcessLookupError:
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.02)
    os.killpg(child, signal.SIGKILL)
    pytest.fail("what it started lives on")


def test_two_installers_and_fifty_readers(
    installed: None, bundle_1: Path, bundle_2: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    data = installed_indexes().parent
    rounds = 4

    def installing(turn: int) -> Callable[[], None]:
        def work() -> None:
            done = 0
            while done < rounds:
                try:
                    install((bundle_1, bundle_2)[(done + turn) % 2], older=True)
                    done += 1
                except BusyError:
                    time.sleep(0.002)

        return work

    with reading(50, data):
        installers = [forked(installing(turn)) for turn in range(2)]
        ended = [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in installers]
    assert ended == [0, 0]
    with capfd.disabled():
        print(f"\ncounted: 2 installers, {2 * rounds} installations, 50 readers: no wrong answer")
    assert edition_of() in (1, 2)
    install(bundle_1, older=True)
    install(bundle_2)
    assert len([path for path in installed_indexes().iterdir() if path.is_dir()]) == 2


def test_library_opened_before_everything_is_replaced(
    installed: None, second: Path, bundle_2: Path
) -> None:
    with open_library() as library:
        install(bundle_2)
        build_generation(lambda folder: discard(shutil.copytree(second, folder)))
        build_generation(build_over)
        answers = library.ask("hadiah", limit=1, as_of="2031-06-01").answers
        assert answers[0].document == "pp-3-2031"


def build_over(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    build(folder, 3)
