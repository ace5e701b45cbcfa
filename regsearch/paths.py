"""Where corpora and indexes are: those that ship with regsearch, and the user's own."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

from regsearch.errors import AddressError, IndexDamagedError

_PACKAGE = Path(__file__).resolve().parent

INDEX_VARIABLE = "REGSEARCH_INDEX"
"""Environment variable that names the index to use."""

DATA_VARIABLE = "REGSEARCH_DATA"
"""Environment variable that names the folder of the user's own corpus, indexes and keys."""

CURRENT = "aktif.json"
"""Name of the note in :func:`installed_indexes` that says which one is in use."""

CLUSTER_SCHEMES = ("opensearch://", "opensearch+http://")
"""How the address of an index in a cluster begins."""


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


def verified_cache() -> Path:
    """Return the folder of notes on intact indexes; it need not exist, and may be deleted."""
    return ocr_cache().with_name("utuh")


def build_cache() -> Path:
    """Return the folder of what builds keep for one another; it may be deleted at any time."""
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
    """Return the folder of the indexes that were installed or built here; it need not exist."""
    return _data() / "indeks"


def index_in(generation: Path) -> Path:
    """Return the index inside one of the folders below :func:`installed_indexes`."""
    return generation / "indeks"


def installed_index() -> Path | None:
    """Return the installed index that is in use; None if it is the one that ships.

    Raises:
        IndexDamagedError: the note that says which one it is cannot be read.

    """
    store = installed_indexes()
    try:
        name = json.loads((store / CURRENT).read_bytes())["current"]
        return index_in(store / name) if name else None
    except FileNotFoundError:
        return None
    except (OSError, ValueError, LookupError, TypeError) as error:
        # Never the shipped one instead: its law may be older.
        raise IndexDamagedError(
            f"Catatan {store / CURRENT} rusak. Hapus berkas itu, lalu pasang lagi bundelnya: "
            "regsearch indeks pasang BUNDEL"
        ) from error


def told_index(given: str | os.PathLike[str] | None = None) -> Path | None:
    """Return the index that was named by option or by ``REGSEARCH_INDEX``, or None.

    Raises:
        AddressError: what was named is in a cluster.

    """
    named = os.fspath(given or os.environ.get(INDEX_VARIABLE, ""))
    if named.startswith(CLUSTER_SCHEMES):
        raise AddressError(
            f"Perintah ini memerlukan folder indeks, bukan alamat kluster {named}. "
            "Sebutkan foldernya dengan --indeks."
        )
    return Path(named) if named else None


def default_index(given: str | os.PathLike[str] | None = None) -> Path:
    """Return the index to use.

    It is the one given, the one that ``REGSEARCH_INDEX`` names, the installed one, or the one that
    ships.

    Raises:
        IndexDamagedError: it is not known which one is installed.

    """
    return told_index(given) or installed_index() or shipped_index()


def index_place(given: str | os.PathLike[str] | None = None) -> Path | str:
    """Return the index to use: its address in a cluster, or else :func:`default_index`."""
    named = os.fspath(given or os.environ.get(INDEX_VARIABLE, ""))
    return named if named.startswith(CLUSTER_SCHEMES) else default_index(given)
