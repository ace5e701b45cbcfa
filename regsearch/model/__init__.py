"""The values that flow through regsearch, each frozen.

A file becomes one :class:`Regulation` (room ``read``); the law room turns its units into
:class:`Passage` values that say what the words mean; the search room turns a question into a
:class:`ParsedQuery` and passages into :class:`Answer` values; the show room prints them.  Units of
Indonesian law keep their Indonesian names: bab, bagian, paragraf, pasal, ayat, huruf, angka,
lampiran, diktum, penjelasan.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from regsearch.model.answer import (
        Answer,
        ChildUnit,
        RecognisedBehaviour,
        Reply,
        SanctionCase,
    )
    from regsearch.model.locator import (
        Locator,
        Step,
        TextKind,
        Verification,
        format_address,
        parse_address,
    )
    from regsearch.model.passage import (
        Basis,
        Level,
        Modality,
        Note,
        Passage,
        Reference,
        Related,
        Relation,
        Sanction,
        Stage,
        Status,
    )
    from regsearch.model.query import Concept, ParsedQuery

__all__ = [
    "Answer",
    "Basis",
    "ChildUnit",
    "Concept",
    "Level",
    "Locator",
    "Modality",
    "Note",
    "ParsedQuery",
    "Passage",
    "RecognisedBehaviour",
    "Reference",
    "Related",
    "Relation",
    "Reply",
    "Sanction",
    "SanctionCase",
    "Stage",
    "Status",
    "Step",
    "TextKind",
    "Verification",
    "format_address",
    "parse_address",
]


_HOMES = ("locator", "passage", "query", "answer")
"""The modules of the room, those that a look-up needs before those that only readers need."""


def __getattr__(name: str) -> Any:
    # Imported when first used: making the frozen classes of a document takes as long as a look-up.
    if name in __all__:
        from importlib import import_module

        for home in _HOMES:
            module = import_module(f"{__name__}.{home}")
            if name in vars(module):
                globals()[name] = value = vars(module)[name]
                return value
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
