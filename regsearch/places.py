"""Where the corpus and the index that ship with regsearch are."""

from __future__ import annotations

import os
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent

INDEX_VARIABLE = "REGSEARCH_INDEX"
"""Environment variable that names the index to use."""


def _shipped(name: str) -> Path:
    # An installed wheel carries them inside the package; a checkout has them beside it.
    inside = _PACKAGE / "shipped" / name
    return inside if inside.exists() else _PACKAGE.parent / name


def shipped_corpus() -> Path:
    """Return the folder of the corpus that ships: ``katalog.toml`` and ``pdf/``."""
    return _shipped("corpus")


def shipped_index() -> Path:
    """Return the folder of the index that ships."""
    return _shipped("index")


def default_index(given: str | os.PathLike[str] | None = None) -> Path:
    """Return the index to use: the one given, ``REGSEARCH_INDEX``, or the one that ships."""
    if given:
        return Path(given)
    named = os.environ.get(INDEX_VARIABLE)
    return Path(named) if named else shipped_index()
