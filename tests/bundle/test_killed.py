"""A killed install or build leaves the old index or the new one; readers always see one of them."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import sys
import time
import traceback
from typing import TYPE_CHECKING

import pytest

from regsearch.build.pipeline import write_index
from regsearch.bundle.generations import build_generation, restore
from regsearch.bundle.install import install
from regsearch.errors import BusyError, IndexDamagedError, IndexMissingError
from regsearch.files import replacing
from regsearch.opening import open_library
from regsearch.paths import DATA_VARIABLE, installed_indexes
from tests.bundle.tiny import build, content, contents, edition_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork"),
]

_CHANGES = {"os.rename", "os.mkdir", "os.remove", "os.rmdir", "os.chmod", "os.truncate"}


def forked(work: Callable[[], None]) -> int:
    """Run *work* in a child process; return its id."""
    child = os.fork()
    if child:
        return child
    status = 1
    try:
        work()
        status = 0
    except BaseException:
        traceback.print_exc()  # os._exit() would lose it
    finally:
        os._exit(status)


def in_child(work: Callable[[], None], below: Path, last: int) -> tuple[int, int]:
    """Run *work* in a child process that is killed at its *last*-th change below a folder.

    Returns:
        Its exit status, and the number of changes it made.

    """
    reader, writer = os.pipe()
    count, inside = 0, os.fspath(below)

    def count_changes(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal count
        writes = event == "open" and arguments[1] not in ("r", "rb", None)
        path = arguments[0] if arguments else None
        if not (writes or event in _CHANGES) or not str(path).startswith(inside):
            return
        count += 1
        os.write(writer, b".")
        if count == last:
            os.kill(os.getpid(), signal.SIGKILL)

    def counted() -> None:
        sys.addaudithook(count_changes)
        work()

    child = forked(counted)
    os.close(writer)
    with os.fdopen(reader, "rb") as pipe:
        changes = len(pipe.read())
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), changes


def kill_points(work: Callable[[], None], below: Path) -> list[int]:
    """Return the numbers of the changes of *work*, to kill it at each."""
    status, number = in_child(work, below, 0)
    assert status == 0
    assert number >= 20, number
    return list(range(1, number + 1))


def test_killed_install_leaves_old_or_new_index(
    installed: None,
    bundle_2: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    # With edition 3 current, the last step of installing is to remove edition 1.
    build_generation(lambda folder: build(folder, 3))
    data = installed_indexes().parent
    fresh = shutil.copytree(data, tmp_path / "fresh")
    killed, outcomes = 0, {3: 0, 2: 0}
    for point in kill_points(lambda: discard(install(bundle_2)), data):
        data = tmp_path / f"data-{point}"
        shutil.copytree(fresh, data)
        monkeypatch.setenv(DATA_VARIABLE, str(data))
        status, _ = in_child(lambda: discard(install(bundle_2)), data, point)
        assert status == -signal.SIGKILL
        killed += 1
        outcomes[edition_of()] += 1
        if point % 4 == 0:
            install(bundle_2)
            assert edition_of() == 2
            assert not list(installed_indexes().glob(".baru-*"))
            restore()
            assert edition_of() == 3
        shutil.rmtree(data)
    assert killed >= 50
    assert min(outcomes.values()) >= 1
    with capsys.disabled():
        print(f"\ninstall killed at {killed} points: {outcomes[3]} old, {outcomes[2]} new")


def test_killed_build_leaves_old_or_new_index(
    first: Path, second: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "work"
    target = folder / "index"
    new = content(2)

    def work() -> None:
        with replacing(target) as made:
            write_index(made, new)

    shutil.copytree(first, target)
    killed, outcomes = 0, {1: 0, 2: 0}
    for point in kill_points(work, folder):
        shutil.rmtree(folder)
        shutil.copytree(first, target)
        status, _ = in_child(work, folder, point)
        assert status == -signal.SIGKILL
        killed += 1
        outcomes[edition_of(target)] += 1
        if point % 4 == 0:
            work()
            assert contents(target) == contents(second)
            assert sorted(path.name for path in folder.iterdir()) == [".index.kunci", "index"]
    assert killed >= 50
    assert min(outcomes.values()) >= 1
    with capsys.disabled():
        print(f"\nbuild killed at {killed} points: {outcomes[1]} old, {outcomes[2]} new")


def discard(_: object) -> None:
    """Make a statement of an expression in a lambda."""


def test_readers_never_fail_while_indexes_are_switched(
    installed: None, bundle_1: Path, bundle_2: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    switches, readers = 20, 8
    stop = installed_indexes().parent / "stop"

    def read() -> None:
        with open_library() as kept:
            edition = int(kept["PP 1/2031 Pasal 1"].text.split()[-2])
            rounds = 0
            while not stop.exists() or rounds < 3:
                edition_of()
                rounds += 1
            # Opened before the first switch; its engine is opened only here.
            found = kept.ask("hadiah", limit=1, as_of="2031-06-01").answers
            assert found[0].document == f"pp-{2 + edition}-2031"
            assert edition == 1

    children = [forked(read) for _ in range(readers)]
    time.sleep(0.3)  # until all have opened the index; a late reader only weakens the test
    for number in range(switches):
        install((bundle_2, bundle_1)[number % 2], older=True)
    stop.touch()
    ended = [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]
    assert ended == [0] * readers
    install(bundle_1, older=True)
    install(bundle_2)
    assert len([path for path in installed_indexes().iterdir() if path.is_dir()]) == 2
    with capsys.disabled():
        print(f"\n{readers} readers through {switches} switches: no error, no wrong answer")


def test_concurrent_installers(installed: None, bundle_1: Path, bundle_2: Path) -> None:
    def work() -> None:
        done = 0
        while done < 3:
            try:
                install((bundle_1, bundle_2)[done % 2], older=True)
                done += 1
            except BusyError:
                time.sleep(0.001)

    children = [forked(work) for _ in range(4)]
    assert [os.waitstatus_to_exitcode(os.waitpid(c, 0)[1]) for c in children] == [0] * 4
    assert edition_of() in (1, 2)
    assert len([path for path in installed_indexes().iterdir() if path.is_dir()]) == 2


def test_concurrent_builders(first: Path, tmp_path: Path) -> None:
    target = shutil.copytree(first, tmp_path / "index")

    def work() -> None:
        for edition in (1, 2, 3):
            try:
                with replacing(target) as made:
                    write_index(made, content(edition))
            except BusyError:
                # Opening a folder while it is replaced may report it damaged or incomplete
                # (docs/architecture.md); opening it again succeeds.
                for _ in range(20):
                    with contextlib.suppress(IndexDamagedError, IndexMissingError):
                        edition_of(target)
                        break
                else:
                    raise AssertionError("the index could not be opened")

    children = [forked(work) for _ in range(3)]
    assert [os.waitstatus_to_exitcode(os.waitpid(c, 0)[1]) for c in children] == [0] * 3
    assert contents(target) == contents(build(tmp_path / "same", edition_of(target)))
