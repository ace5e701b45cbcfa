"""Names in Akoma Ntoso: elements, printed numbers, eIds, URIs.

They follow the Akoma Ntoso Naming Convention 1.0; ``docs/glossary.md`` has the choices made for
Indonesian law.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from regsearch import data
from regsearch.model.roman import roman

if TYPE_CHECKING:
    from regsearch.regulation import Regulation

AKN = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
"""The namespace of Akoma Ntoso 3.0."""
OWN = "urn:regsearch:akn:1"
"""The namespace of our own elements and attributes."""

PAGE = f"{{{OWN}}}page"
"""Attribute: page of the source."""
ROLE = f"{{{OWN}}}as"
"""Attribute of an element that is no unit: GROUP, LEVEL or FRAME."""
ITEM = "butir"
"""Name of the ``inline`` of a list item in an explanation."""
NUMBER, MARKER = f"{{{OWN}}}number", f"{{{OWN}}}marker"
"""Attributes of such an item: its number, and the length of its marker in characters."""
GROUP, LEVEL, FRAME = "group", "level", "frame"
"""A heading; a step of a locator that is no unit itself; an element that only wraps others."""

GROUPS = {"buku": "book", "bab": "chapter", "bagian": "part", "paragraf": "subpart"}
UNITS = {"pasal": "article", "ayat": "paragraph"}
POINTS = ("huruf", "angka")
"""Kinds that are a ``point`` of a ``list``, with the kind as ``class``."""

_EIDS = {
    "buku": "book",
    "bab": "chp",
    "bagian": "part",
    "paragraf": "subpart",
    "pasal": "art",
    "ayat": "para",
    "huruf": "point",
    "angka": "point",
    "lampiran": "att",
    "diktum": "dictum",
    "alinea": "alinea",
}
_PRINTED = {
    "buku": ("BUKU ", ""),
    "bab": ("BAB ", ""),
    "bagian": ("Bagian ", ""),
    "paragraf": ("Paragraf ", ""),
    "pasal": ("Pasal ", ""),
    "ayat": ("(", ")"),
    "huruf": ("", "."),
    "angka": ("", "."),
    "lampiran": ("LAMPIRAN ", ""),
    "diktum": ("", ""),
    "alinea": ("alinea ", ""),
}
_ORDINALS = (
    "kesatu kedua ketiga keempat kelima keenam ketujuh kedelapan kesembilan kesepuluh kesebelas "
    "keduabelas ketigabelas keempatbelas kelimabelas"
).split()


def print_number(kind: str, number: str) -> str:
    """Return a number as printed before its text: ``Pasal 5``, ``(2)``, ``a.``."""
    before, after = _PRINTED.get(kind, (f"{kind} ", ""))
    return before + number + after


def read_number(kind: str, printed: str) -> str:
    """Return the number that :func:`print_number` printed.

    Raises:
        ValueError: *printed* is no number of that kind.

    """
    before, after = _PRINTED.get(kind, (f"{kind} ", ""))
    if not (printed.startswith(before) and printed.endswith(after)):
        raise ValueError(f"{printed!r} bukan nomor {kind}")
    return printed[len(before) : len(printed) - len(after)]


def eid(kind: str, number: str) -> str:
    """Return the last part of an eId: ``chp_II``, ``part_1``, ``art_12A``, ``point_n``, ``att_2``.

    A bagian is counted by its ordinal word, a lampiran by its Roman numeral.
    """
    name = _EIDS.get(kind, _slug(kind))
    if kind == "bagian":
        # Kesatu is printed Pertama in older laws; a letter behind the word marks an inserted one.
        match = re.fullmatch(r"(.*[a-z])([A-Z]?)", number)
        word = match[1].lower().replace(" ", "").replace("pertama", "kesatu") if match else ""
        if match and word in _ORDINALS:
            number = f"{_ORDINALS.index(word) + 1}{match[2]}"
    elif kind == "lampiran":
        number = str(roman(number) or number)
    return f"{name}_{_slug(number) or '0'}"


def _slug(text: str) -> str:
    return re.sub(r"\W+", "-", text).strip("-")


@cache
def _provinces() -> dict[str, str]:
    return {name.casefold(): code for name, code in data.table("regions")["provinces"].items()}


def country(regulation: Regulation) -> str:
    """Return ``id``, or for a regional regulation ``id-jb``, ``id-merangin``."""
    if not regulation.region:
        return "id"
    known = _provinces().get(regulation.region.casefold())
    return f"id-{known or _slug(regulation.region).lower()}"


def work_uri(regulation: Regulation) -> str:
    """Return the URI of the work: ``/akn/id/act/uu/2014/5``.

    A joint decree has its first number.  An unknown year or number is ``tanpa-tahun`` or
    ``tanpa-nomor``, and the URI is then not unique.
    """
    year = f"{regulation.year:04d}" if regulation.year is not None else "tanpa-tahun"
    number = _slug(regulation.numbers[0]).lower() if regulation.numbers else ""
    place = country(regulation)
    return f"/akn/{place}/act/{_slug(regulation.kind) or 'lain'}/{year}/{number or 'tanpa-nomor'}"


def expression_uri(regulation: Regulation) -> str:
    """Return the URI of the text as enacted: ``.../ind@2014-01-15``; without the day if unknown."""
    day = f"@{regulation.enacted.isoformat()}" if regulation.enacted else ""
    return f"{work_uri(regulation)}/ind{day}"
