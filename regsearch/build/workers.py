"""An ordered, bounded map over a process pool."""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections import deque
from concurrent.futures import ProcessPoolExecutor
from typing import TYPE_CHECKING, Any, Self, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from concurrent.futures import Future

T = TypeVar("T")
R = TypeVar("R")

PARALLEL_FROM = 200
"""Number of documents from which on starting worker processes saves time."""
_TASKS_PER_WORKER = 2
"""Tasks that are submitted, or done and not yet taken, for each worker."""


def default_workers(documents: int) -> int:
    """Return the number of workers for a build of so many documents."""
    return (os.cpu_count() or 1) if documents >= PARALLEL_FROM else 1


def _start(initialise: Callable[..., None], *arguments: Any) -> None:
    threading.Thread(target=_end_with_parent, daemon=True).start()
    initialise(*arguments)


def _end_with_parent() -> None:
    """End this process when the build is killed: it would wait for the next task for ever."""
    if (parent := multiprocessing.parent_process()) is not None:
        parent.join()
        os._exit(1)


class WorkerPool:
    """Worker processes; use it as a context manager.

    Args:
        count: number of processes; with 1 the tasks run in this process.
        initialise: called once in each process before its first task.
        arguments: arguments of *initialise*.

    """

    def __init__(self, count: int, initialise: Callable[..., None], *arguments: Any) -> None:
        self._count = count
        self._executor: ProcessPoolExecutor | None = None
        if count > 1:
            # Spawned, not forked: a fork copies locks of other threads and the memory of the build.
            context = multiprocessing.get_context("spawn")
            self._executor = ProcessPoolExecutor(count, context, _start, (initialise, *arguments))
        else:
            initialise(*arguments)

    def map(self, task: Callable[[T], R], items: Iterable[T]) -> Iterator[R]:
        """Yield the result of *task* for each of *items*, in order.

        Unlike ``Executor.map`` it submits tasks only as fast as results are taken, so that memory
        is bounded however many items there are.
        """
        if self._executor is None:
            yield from map(task, items)
            return
        pending: deque[Future[R]] = deque()
        for item in items:
            pending.append(self._executor.submit(task, item))
            if len(pending) > _TASKS_PER_WORKER * self._count:
                yield pending.popleft().result()
        while pending:
            yield pending.popleft().result()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        if self._executor is not None:
            self._executor.shutdown(cancel_futures=True)
