"""The values that flow through regsearch, each frozen.

A file becomes one :class:`Regulation` (room ``read``); the law room turns its units into
:class:`Passage` values that say what the words mean; the search room turns a question into a
:class:`Query` and passages into :class:`Answer` values; the show room prints them.  Units of
Indonesian law keep their Indonesian names: bab, bagian, paragraf, pasal, ayat, huruf, angka,
lampiran, diktum, penjelasan.
"""

from __future__ import annotations

from regsearch.model.answer import Answer, Query, Reply
from regsearch.model.document import (
    Explanation,
    Finding,
    Group,
    Locator,
    Regulation,
    Source,
    Step,
    Supplement,
    TextKind,
    Unit,
    Verification,
    format_address,
    parse_address,
)
from regsearch.model.norm import (
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

__all__ = [
    "Answer",
    "Basis",
    "Explanation",
    "Finding",
    "Group",
    "Level",
    "Locator",
    "Modality",
    "Note",
    "Passage",
    "Query",
    "Reference",
    "Regulation",
    "Related",
    "Relation",
    "Reply",
    "Sanction",
    "Source",
    "Stage",
    "Status",
    "Step",
    "Supplement",
    "TextKind",
    "Unit",
    "Verification",
    "format_address",
    "parse_address",
]
