"""Many processes at one row of tasks: results in the order of the tasks, few of them at a time."""

from __future__ import annotations

import ctypes
import gc
import multiprocessing
import os
import sys
from collections import deque
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Self, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from concurrent.futures import Future
    from multiprocessing.connection import Connection

T = TypeVar("T")
R = TypeVar("R")

_AHEAD = 2
"""Tasks for each process that are under way or done before their turn."""
WORTHWHILE = 200
"""From how many documents on the start of further processes is made good."""


def hands_for(documents: int) -> int:
    """Return how many processes suit a build of so many documents."""
    return (os.cpu_count() or 1) if documents >= WORTHWHILE else 1


_SELDOM = 100_000
"""So many new values there are before a process looks for those that only hold each other: a task
makes many that stay until it ends, and Python would go through them again and again."""


def _begin(setup: Callable[..., None], arguments: Sequence[Any]) -> None:
    gc.set_threshold(_SELDOM)
    setup(*arguments)


class Hands:
    """Processes that do tasks; use it as a context manager.

    Args:
        count: how many processes; with 1 the tasks are done in this one.
        setup: called in each before its first task.
        arguments: of *setup*; plain values.

    """

    def __init__(self, count: int, setup: Callable[..., None], *arguments: Any) -> None:
        self._count = max(1, count)
        # A fork would copy threads' locks and the memory of a large build; a spawn is clean.
        self._context = multiprocessing.get_context("spawn")
        self._pool: ProcessPoolExecutor | None = None
        if self._count == 1:
            setup(*arguments)
        else:
            self._pool = ProcessPoolExecutor(self._count, self._context, _begin, (setup, arguments))

    def map(self, task: Callable[[T], R], things: Iterable[T]) -> Iterator[R]:
        """Yield the result of *task* for each of *things*, in their order."""
        if self._pool is None:
            yield from map(task, things)
            return
        waiting: deque[Future[R]] = deque()
        for thing in things:
            waiting.append(self._pool.submit(task, thing))
            if len(waiting) > _AHEAD * self._count:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()

    def follow(self, task: Callable[[Iterator[T]], None], things: Iterable[T]) -> None:
        """Do *task* with *things* while they come, in a further process if there are many.

        What *task* takes of memory is then not added to what this process has.
        """
        if self._pool is None:
            task(iter(things))
            return
        heard, told = self._context.Pipe(duplex=False)
        with ProcessPoolExecutor(1, self._context, _listen, (heard,)) as follower, told:
            done = follower.submit(_followed, task)
            heard.close()
            if all(_reaches(told, (thing,)) for thing in things):
                _reaches(told, ())
            done.result()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)


def _reaches(told: Connection, thing: tuple[Any, ...]) -> bool:
    """Tell the follower of *thing*; return whether it is still there."""
    try:
        told.send(thing)
    except BrokenPipeError:
        return False
    return True


_heard: list[Connection] = []


def _listen(heard: Connection) -> None:
    """Keep where this process hears of its things; a task could not carry it."""
    _heard.append(heard)
    _one_heap()


_M_ARENA_MAX = -8


def _one_heap() -> None:
    """Let all threads take memory from one place, where the C library is glibc.

    By default each has its own and keeps there what another could use: of an engine that begins
    threads for every segment, half as much again.
    """
    if sys.platform == "linux":
        with suppress(AttributeError):  # another C library
            ctypes.CDLL(None).mallopt(_M_ARENA_MAX, 1)


def _followed(task: Callable[[Iterator[Any]], None]) -> None:
    # Closed in any case: nobody shall go on telling one that has failed.
    with _heard.pop() as heard:
        # A teller that ends without the end mark makes this one end with an error, too.
        task(thing for (thing,) in iter(heard.recv, ()))
