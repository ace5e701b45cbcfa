"""Search Indonesian regulations: the exact article and the exact sanction for a behaviour.

Open an index and ask::

    import regsearch

    with regsearch.open() as library:
        reply = library.ask("like postingan calon bupati", as_of="2024-01-30")
        reply.outcome                                    # "found", "not_found" or "not_covered"
        [case.level for case in reply.summary]           # the sanction of each case
        library["PP 94/2021 Pasal 5"].whole_text         # a whole pasal
        library.history("PP 11/2017 Pasal 254").versions

``docs/python.md`` has more: threads, asyncio, a web service; ``docs/architecture.md`` the rooms.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from regsearch._version import __version__ as __version__

if TYPE_CHECKING:
    import os

    from regsearch.errors import RegsearchError
    from regsearch.model import (
        Answer,
        ChildUnit,
        ParsedQuery,
        Passage,
        Reading,
        RecognisedBehaviour,
        Reply,
        Sanction,
        SanctionCase,
    )
    from regsearch.model.history import History
    from regsearch.read import parse
    from regsearch.regulation import Regulation, Unit
    from regsearch.search.arguments import AskOptions
    from regsearch.search.library import Library
    from regsearch.show.to_dict import to_dict


__all__ = [
    "Answer",
    "AskOptions",
    "ChildUnit",
    "History",
    "Library",
    "ParsedQuery",
    "Passage",
    "Reading",
    "RecognisedBehaviour",
    "RegsearchError",
    "Regulation",
    "Reply",
    "Sanction",
    "SanctionCase",
    "Unit",
    "open",
    "parse",
    "to_dict",
]

_HOMES = {
    "AskOptions": "regsearch.search.arguments",
    "History": "regsearch.model.history",
    "Library": "regsearch.search.library",
    "RegsearchError": "regsearch.errors",
    "Regulation": "regsearch.regulation",
    "Unit": "regsearch.regulation",
    "parse": "regsearch.read",
    "to_dict": "regsearch.show.to_dict",
}


def open(index: str | os.PathLike[str] | None = None) -> Library:
    """Open an index.

    Args:
        index: its folder, or its address in a cluster (``opensearch://host/alias``); if left out
            the one that the variable ``REGSEARCH_INDEX`` names, the installed one, or the one that
            ships.

    Raises:
        StorageError: there is no index, it is damaged, or another version made it.

    >>> with open() as library:
    ...     library["PP 94/2021 Pasal 5 huruf n angka 6"]
    <Answer 1: PP 94/2021 Pasal 5 huruf n angka 6, berlaku, [berat]>

    """
    from regsearch.opening import open_library

    return open_library(index)


def __dir__() -> list[str]:
    return __all__


def __getattr__(name: str) -> Any:
    # Imported when first used: a citation look-up needs neither the PDF reader nor the engine.
    if name in __all__:
        from importlib import import_module

        return getattr(import_module(_HOMES.get(name, "regsearch.model")), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
