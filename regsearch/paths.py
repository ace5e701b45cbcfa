"""Paths of corpora, indexes, keys and caches: those that ship with regsearch, and the user's."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

from regsearch.errors import (
    AddressError,
    IndexDamagedError,
    raise_fault,
)

_PACKAGE = Path(__file__).resolve().parent

INDEX_VARIABLE = "REGSEARCH_INDEX"
"""Environment variable with the index to use: a folder, or an address in a cluster."""

DATA_VARIABLE = "REGSEARCH_DATA"
"""Environment variable with the folder of the user's corpus, indexes, keys and caches."""

CURRENT = "aktif.json"
"""File in :func:`installed_indexes` that names the current index."""

CLUSTER_SCHEMES = ("opensearch://", "opensearch+http://")
"""Prefixes of the address of an index in a cluster."""


def _shipped(name: str) -> Path:
    # A wheel has them inside the package, a checkout beside it.
    inside = _PACKAGE / "shipped" / name
    return inside if inside.exists() else _PACKAGE.parent / name


def shipped_corpus() -> Path:
    """Return the folder of the corpus that ships: ``katalog.toml`` and ``pdf/``."""
    return _shipped("corpus")


def shipped_index() -> Path:
    """Return the folder of the index that ships."""
    return _shipped("index")


def _folder(windows: str, mac: str, variable: str, linux: str) -> Path:
    """Return the application folder of regsearch on this system.

    The same folders as those of platformdirs, which takes as long to import as half a look-up by
    citation.

    Args:
        windows: path below ``%LOCALAPPDATA%/regsearch``.
        mac: path below ``~/Library``.
        variable: environment variable of the XDG base directory specification.
        linux: path below ``~`` if the variable is not set.

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
    """Return the folder of cached OCR results; it need not exist, and may be deleted."""
    named = os.environ.get(DATA_VARIABLE)
    return Path(named or _folder("Cache", "Caches", "XDG_CACHE_HOME", ".cache")) / "ocr"


def verified_cache() -> Path:
    """Return the folder that records verified indexes; it need not exist, and may be deleted."""
    return ocr_cache().with_name("utuh")


def build_cache() -> Path:
    """Return the folder of results that builds reuse; it need not exist, and may be deleted."""
    return ocr_cache().parent / "bangun"


def user_corpus() -> Path:
    """Return the folder of the user's official documents; it need not exist."""
    return _data() / "korpus"


def trusted_keys() -> Path:
    """Return the folder of the public keys that the user trusts; it need not exist."""
    named = os.environ.get(DATA_VARIABLE)
    return Path(named or _folder("", "Application Support", "XDG_CONFIG_HOME", ".config")) / "kunci"


def settings_file() -> Path:
    """Return the file of the user's settings for clusters; it need not exist."""
    named = os.environ.get(DATA_VARIABLE)
    settings = named or _folder("", "Application Support", "XDG_CONFIG_HOME", ".config")
    return Path(settings) / "opensearch.toml"


def installed_indexes() -> Path:
    """Return the folder of the installed indexes; it need not exist."""
    return _data() / "indeks"


def index_in(generation: Path) -> Path:
    """Return the folder of the index in *generation*, a folder of :func:`installed_indexes`."""
    return generation / "indeks"


def installed_index() -> Path | None:
    """Return the current installed index, or None if the one that ships is current.

    Raises:
        IndexDamagedError: the file that names the current index cannot be read.

    """
    store = installed_indexes()
    try:
        name = json.loads((store / CURRENT).read_bytes())["current"]
        return index_in(store / name) if name else None
    except FileNotFoundError:
        return None
    except (OSError, ValueError, LookupError, TypeError) as error:
        if isinstance(error, OSError):
            raise_fault(error)
        # Do not fall back to the index that ships: its law may be out of date.
        raise IndexDamagedError(
            f"Catatan {store / CURRENT} rusak. Hapus berkas itu, lalu pasang lagi bundelnya: "
            "regsearch indeks pasang BUNDEL"
        ) from error


def named_index(given: str | os.PathLike[str] | None = None) -> Path | None:
    """Return the index folder given, or named by ``REGSEARCH_INDEX``; None if neither is.

    Raises:
        AddressError: it is an address in a cluster.

    """
    index = os.fspath(given or os.environ.get(INDEX_VARIABLE, ""))
    if index.startswith(CLUSTER_SCHEMES):
        raise AddressError(
            f"Perintah ini memerlukan folder indeks, bukan alamat kluster {index}. "
            "Sebutkan foldernya dengan --indeks."
        )
    return Path(index) if index else None


def default_index(given: str | os.PathLike[str] | None = None) -> Path:
    """Return the index folder to use.

    The first of: the one given, the one named by ``REGSEARCH_INDEX``, the current installed one,
    the one that ships.

    Raises:
        AddressError: it is an address in a cluster.
        IndexDamagedError: the file that names the current index cannot be read.

    """
    return named_index(given) or installed_index() or shipped_index()


def index_location(given: str | os.PathLike[str] | None = None) -> Path | str:
    """Return the index to use: an address in a cluster, or a folder (:func:`default_index`)."""
    index = os.fspath(given or os.environ.get(INDEX_VARIABLE, ""))
    return index if index.startswith(CLUSTER_SCHEMES) else default_index(given)


def spare(folder: Path) -> Path:
    """Return the name of the old *folder* while :func:`replacing` swaps it for the new one."""
    return folder.with_name(f".{folder.name}.lama")
