"""The library that pages ask: that of the index in use now, though the server runs for weeks."""

from __future__ import annotations

from contextlib import suppress
from threading import Lock
from time import monotonic
from typing import TYPE_CHECKING, Self

import regsearch
from regsearch.errors import RegsearchError

if TYPE_CHECKING:
    import os

    from regsearch import Library

EVERY = 30.0
"""Seconds after which another index is noticed that was installed meanwhile."""


class CurrentLibrary:
    """An open library that is opened again when another index took the place of its own.

    Threads may share it.  What was opened before stays open until the next change, because
    requests may still be asking it.

    Args:
        index: as for :func:`regsearch.open`.

    Raises:
        StorageError: as :func:`regsearch.open`.

    """

    def __init__(self, index: str | os.PathLike[str] | None = None) -> None:
        self._index = index
        self._library = regsearch.open(index)
        self._before: Library | None = None
        self._looked = monotonic()
        self._looking = Lock()

    def __call__(self) -> Library:
        """Return the library."""
        if monotonic() - self._looked >= EVERY and self._looking.acquire(blocking=False):
            try:
                # A new index that cannot be opened is no reason to answer nothing.
                with suppress(RegsearchError):
                    self._look()
                self._looked = monotonic()
            finally:
                self._looking.release()
        return self._library

    def _look(self) -> None:
        found = regsearch.open(self._index)
        if found.manifest == self._library.manifest:
            found.close()
            return
        if self._before:
            self._before.close()
        self._before, self._library = self._library, found

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        for library in (self._before, self._library):
            if library:
                library.close()
