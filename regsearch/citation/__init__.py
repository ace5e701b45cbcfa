"""Citations are found in text and read as locators; locators are printed as citations.

The grammar is that of UU 12/2011 Lampiran II no. 271-283 and of how people abbreviate it::

    citation   = [units] ["dari" | "pada" | "dalam"] instrument | instrument [","] units | units
    unit       = ("Pasal" | "Ps." | "Psl.") number | "ayat" number | ("huruf" | "hrf.") letter
               | ("angka" | "agk." | "butir") number | "Lampiran" [roman]
               | "Bab" roman | "Diktum" ordinal | "alinea" number
               | "Penjelasan" unit
    list       = unit {("," | "dan" | "atau" | "jo.") unit}        a bare number inherits the level
    range      = unit ("sampai dengan" | "s.d." | "-") unit
    instrument = kind [region] ["Nomor" | "No."] number ("Tahun" | "/" | "Thn.") year | alias

Finding and resolving are separate: this package only reads text.  Whether a document has the
provision that a citation names, :mod:`regsearch.law.references` decides.
"""

from __future__ import annotations

from regsearch.citation.grammar import Grammar
from regsearch.citation.locate import folded, matches, neighbours, read_locator
from regsearch.citation.values import (
    Citation,
    InstrumentName,
    Target,
    format_locator,
    own_steps,
)

__all__ = [
    "Citation",
    "Grammar",
    "InstrumentName",
    "Target",
    "folded",
    "format_locator",
    "matches",
    "neighbours",
    "own_steps",
    "read_locator",
]
