"""Search Indonesian regulations: the exact article and the exact sanction for a behaviour.

The rooms, in the order in which data flows through them:

``model``      the frozen values: Regulation, Unit, Query, Answer, Sanction ...
``citation``   citation text <-> locator <-> address
``read``       a file becomes a Regulation
``law``        what its words mean: references, sanctions, time, the catalogue
``corpus``     which documents there are, official words over digests, what is missing
``search``     a question becomes answers
``bundle``     an index is built and travels
``show``       an answer becomes output
``cli``        options in, one API call, output out
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from regsearch._version import __version__ as __version__

if TYPE_CHECKING:
    import os

    from regsearch.errors import RegsearchError
    from regsearch.model import (
        Answer,
        ParsedQuery,
        Passage,
        Reading,
        RecognisedBehaviour,
        Reply,
        Sanction,
        SanctionCase,
    )
    from regsearch.read import parse
    from regsearch.regulation import Regulation, Unit
    from regsearch.search.library import Library


__all__ = [
    "Answer",
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
]

_HOMES = {
    "Library": "regsearch.search.library",
    "RegsearchError": "regsearch.errors",
    "Regulation": "regsearch.regulation",
    "Unit": "regsearch.regulation",
    "parse": "regsearch.read",
}


def open(index: str | os.PathLike[str] | None = None) -> Library:
    """Open an index.

    Args:
        index: its folder, or its address in a cluster (``opensearch://host/alias``); if left out
            the one that the variable ``REGSEARCH_INDEX`` names, the installed one, or the one that
            ships.

    Raises:
        StorageError: there is no index, it is damaged, or another version made it.

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
