"""Models of behaviours learnt before, kept for later builds.

A model depends on the examples alone, and they change only with the catalogue of behaviours, the
lexicon or the stemmer: a build that adds a document need not learn again.
"""

from __future__ import annotations

import hashlib
import inspect
from typing import TYPE_CHECKING

from regsearch.behaviours import model, regression
from regsearch.files import replace_file

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from regsearch.behaviours.model import Example

_KEPT = 3
"""Models that a cache keeps, those used last."""


def learnt_model(examples: Sequence[Example], cache: Path | None) -> bytes:
    """Return the lines of the model of *examples*, from the folder *cache* if it has them.

    A damaged entry is learnt again.
    """
    if cache is None:
        return b"".join(model.model_lines(model.learn(examples)))
    file = cache / f"perilaku-{_digest(examples)[:32]}.tsv"
    if (found := _read(file)) is not None:
        return found
    lines = learnt_model(examples, None)
    cache.mkdir(parents=True, exist_ok=True)
    replace_file(file, hashlib.sha256(lines).hexdigest().encode() + b"\n" + lines)
    kept = sorted(cache.glob("perilaku-*.tsv"), key=lambda path: path.stat().st_mtime)
    for old in kept[:-_KEPT]:
        old.unlink(missing_ok=True)
    return lines


def _read(file: Path) -> bytes | None:
    try:
        checksum, _, lines = file.read_bytes().partition(b"\n")
        file.touch()  # models not used for long are deleted
    except OSError:
        return None
    return lines if checksum == hashlib.sha256(lines).hexdigest().encode() else None


def _digest(examples: Sequence[Example]) -> str:
    """Return a digest of *examples* and of the code that learns from them."""
    digest = hashlib.sha256()
    for module in (model, regression):
        digest.update(inspect.getsource(module).encode())
    for behaviour, features, weight, outside in examples:
        words = (" ".join(sorted(kind)) for kind in features)
        digest.update("\t".join((str(behaviour), *words, str(weight), str(outside))).encode())
        digest.update(b"\n")
    return digest.hexdigest()
