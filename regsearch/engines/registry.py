"""Which engines there are, and which one an index is made with."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING

from regsearch.errors import EngineMissingError, IndexStaleError

if TYPE_CHECKING:
    from pathlib import Path

    from regsearch.engines.base import Builder, Engine

MANY = 20_000
"""From how many passages on tantivy is taken unasked, where it is installed: Whoosh then needs a
minute to build and tens of milliseconds a question (``benchmarks/engines.py``)."""


@dataclass(frozen=True, slots=True)
class _Known:
    """An engine that keeps its files in a folder."""

    module: str
    opened: str
    """Name of the class in it; what builds is called ``build`` in each."""
    library: str
    """What must be installed."""
    extra: str | None
    """The extra of regsearch that installs it, or None where it always is."""


_ENGINES = {
    "whoosh": _Known("regsearch.engines.whoosh", "WhooshEngine", "whoosh", None),
    "tantivy": _Known("regsearch.engines.tantivy", "TantivyEngine", "tantivy", "tantivy"),
}

NAMES = tuple(_ENGINES)
"""Names of the engines, the default first."""


def engine_for(passages: int) -> str:
    """Return the name of the engine that suits a collection of so many passages."""
    return "tantivy" if passages >= MANY and find_spec("tantivy") else "whoosh"


def open_engine(name: str, folder: Path) -> Engine:
    """Open the engine *name* over its files in *folder*.

    Raises:
        EngineMissingError: what it needs is not installed.
        IndexStaleError: this version knows no such engine.
        IndexMissingError: it has no files there.
        IndexDamagedError: it cannot open them.

    """
    known = _known(name)
    engine: Engine = getattr(import_module(known.module), known.opened)(folder)
    return engine


def check(name: str, folder: Path) -> None:
    """Make sure that the engine *name* can read all of its files in *folder*.

    Raises:
        EngineMissingError: what it needs is not installed.
        IndexStaleError: this version knows no such engine.
        IndexDamagedError: it cannot, or they hold what no index holds.

    """
    import_module(_known(name).module).check(folder)


def require(name: str) -> None:
    """Make sure that the engine *name* can be used, without loading it.

    Raises:
        EngineMissingError: what it needs is not installed.
        IndexStaleError: this version knows no such engine.

    """
    _known(name)


def builder(name: str) -> Builder:
    """Return what builds the files of the engine *name*.

    Raises:
        EngineMissingError: what it needs is not installed.
        IndexStaleError: this version knows no such engine.

    """
    build: Builder = import_module(_known(name).module).build
    return build


def _known(name: str) -> _Known:
    known = _ENGINES.get(name)
    if known is None:
        raise IndexStaleError(
            f"Mesin pencari {name!r} tidak dikenal versi regsearch ini. Perbarui regsearch, atau "
            "bangun ulang indeksnya: regsearch indeks bangun --ulang --mesin whoosh"
        )
    if find_spec(known.library) is None:
        raise EngineMissingError(
            f"Mesin pencari {name} belum terpasang. Pasang: pip install 'regsearch[{known.extra}]'"
            " - atau bangun ulang indeksnya dengan mesin bawaan: "
            "regsearch indeks bangun --ulang --mesin whoosh"
        )
    return known
