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
    from datetime import date

    from regsearch.corpus.inventory import Inventory
    from regsearch.drafts.check import check, check_text
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
    from regsearch.model.draft import CheckedCitation, CheckedDraft
    from regsearch.model.history import History
    from regsearch.read import parse
    from regsearch.regulation import Regulation, Unit
    from regsearch.search.arguments import AskOptions
    from regsearch.search.library import Library
    from regsearch.show.annotate import annotate
    from regsearch.show.markdown import to_markdown
    from regsearch.show.to_dict import to_dict


__all__ = [
    "Answer",
    "AskOptions",
    "CheckedCitation",
    "CheckedDraft",
    "ChildUnit",
    "History",
    "Inventory",
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
    "annotate",
    "check",
    "check_text",
    "documents",
    "open",
    "parse",
    "to_dict",
    "to_markdown",
]

_HOMES = {
    "AskOptions": "regsearch.search.arguments",
    "CheckedCitation": "regsearch.model.draft",
    "CheckedDraft": "regsearch.model.draft",
    "History": "regsearch.model.history",
    "Inventory": "regsearch.corpus.inventory",
    "Library": "regsearch.search.library",
    "RegsearchError": "regsearch.errors",
    "Regulation": "regsearch.regulation",
    "Unit": "regsearch.regulation",
    "annotate": "regsearch.show.annotate",
    "check": "regsearch.drafts.check",
    "check_text": "regsearch.drafts.check",
    "parse": "regsearch.read",
    "to_dict": "regsearch.show.to_dict",
    "to_markdown": "regsearch.show.markdown",
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


def documents(
    index: str | os.PathLike[str] | None = None, *, as_of: date | str | None = None
) -> Inventory:
    """Return every document of the catalogue, its status, and what the index has of it.

    Args:
        index: its folder, as for :func:`open`; an address in a cluster is refused.
        as_of: the day on which the status is told, a date or ``YYYY-MM-DD``; today if left out.

    Raises:
        UsageError: *as_of* is no day.
        RegsearchError: the catalogue or the index cannot be read.

    >>> import regsearch
    >>> rows = regsearch.to_dict(regsearch.documents(as_of="2024-01-30"))["documents"]
    >>> [row["status"] for row in rows if row["document"] in ("pp-53-2010", "pp-94-2021")]
    ['dicabut', 'berlaku']

    """
    from regsearch.opening import list_documents

    return list_documents(index, as_of)


def __dir__() -> list[str]:
    return __all__


def __getattr__(name: str) -> Any:
    # Imported when first used: a citation look-up needs neither the PDF reader nor the engine.
    if name in __all__:
        from importlib import import_module

        return getattr(import_module(_HOMES.get(name, "regsearch.model")), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
