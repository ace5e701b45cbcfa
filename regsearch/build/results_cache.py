"""Results that later builds use again: each is a file named by a digest of what decides it."""

from __future__ import annotations

import hashlib
import random
from typing import TYPE_CHECKING

from regsearch.files import replace_file

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

_KEPT = 8
"""Results of one kind that a cache keeps."""


def digest_of(decided_by: Iterable[bytes]) -> str:
    """Return a digest of everything that decides a result, in order."""
    digest = hashlib.sha256()
    for part in decided_by:
        digest.update(part + b"\n")
    return digest.hexdigest()


def kept_result(cache: Path | None, kind: str, digest: str, make: Callable[[], bytes]) -> bytes:
    """Return the result of *make*, from the folder *cache* if it was made before.

    A damaged file is made anew.

    Args:
        cache: the folder; None for none.
        kind: the first part of the file's name.
        digest: of what decides the result.
        make: makes the result.

    """
    if cache is None:
        return make()
    file = cache / f"{kind}-{digest[:32]}"
    if (found := _read(file)) is not None:
        return found
    result = make()
    cache.mkdir(parents=True, exist_ok=True)
    # Which were used last only the clock could tell: by chance, old ones go in the end.
    others = list(cache.glob(f"{kind}-*"))
    for old in random.sample(others, max(0, len(others) - _KEPT + 1)):
        old.unlink(missing_ok=True)
    replace_file(file, hashlib.sha256(result).hexdigest().encode() + b"\n" + result)
    return result


def _read(file: Path) -> bytes | None:
    try:
        checksum, _, result = file.read_bytes().partition(b"\n")
    except OSError:
        return None
    return result if checksum == hashlib.sha256(result).hexdigest().encode() else None
