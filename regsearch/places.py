"""Where corpora and indexes are: those that ship with regsearch, and the user's own."""

from __future__ import annotations

import os
import sys
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent

INDEX_VARIABLE = "REGSEARCH_INDEX"
"""Environment variable that names the index to use."""

DATA_VARIABLE = "REGSEARCH_DATA"
"""Environment variable that names the folder of the user's own corpus and index."""


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


def _folder(windows: str, mac: str, variable: str, linux: str) -> Path:
    """Return the folder of regsearch in one of the system's, as platformdirs would.

    platformdirs itself takes as long to import as half a look-up by citation; a test holds that
    both name the same folders.

    Args:
        windows: below the local application data of the user, after our own name.
        mac: below the user's ``Library``.
        variable: of the XDG base directory specification.
        linux: what the variable means where it is not set, below the user's own folder.

    """
    if sys.platform == "win32":
        local = os.environ.get("LOCALAPPDATA") or str(Path.home() / "AppData" / "Local")
        return Path(local) / "regsearch" / windows
    if sys.platform == "darwin":
        return Path.home() / "Library" / mac / "regsearch"
    named = os.environ.get(variable, "")
    # The specification says to ignore a path that is not absolute.
    return (Path(named) if os.path.isabs(named) else Path.home() / linux) / "regsearch"


def _data() -> Path:
    named = os.environ.get(DATA_VARIABLE)
    return Path(named or _folder("", "Application Support", "XDG_DATA_HOME", ".local/share"))


def ocr_cache() -> Path:
    """Return the folder of what OCR read before; it need not exist, and may be deleted."""
    named = os.environ.get(DATA_VARIABLE)
    return Path(named or _folder("Cache", "Caches", "XDG_CACHE_HOME", ".cache")) / "ocr"


def user_corpus() -> Path:
    """Return the folder of the user's official documents; it need not exist."""
    return _data() / "korpus"


def user_index() -> Path:
    """Return the folder of the index that holds the user's documents; it need not exist."""
    return _data() / "indeks"


def index_of_user(given: str | os.PathLike[str] | None = None) -> Path:
    """Return where an index with the user's documents goes: where told, or to the user's own."""
    named = given or os.environ.get(INDEX_VARIABLE)
    return Path(named) if named else user_index()


def default_index(given: str | os.PathLike[str] | None = None) -> Path:
    """Return the index to use.

    It is the one given, the one that ``REGSEARCH_INDEX`` names, the user's own if there is one, or
    the one that ships.
    """
    chosen = index_of_user(given)
    told = bool(given or os.environ.get(INDEX_VARIABLE))
    return chosen if told or chosen.is_dir() else shipped_index()
