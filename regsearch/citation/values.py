"""What a citation says, and how a locator is printed as one.

Named tuples, because tokens and citations are made by the million, and because each frozen
dataclass would take half a millisecond at the start of every look-up.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from regsearch.model import Locator


class InstrumentName(NamedTuple):
    """An instrument as it was named, not yet looked up in the catalogue."""

    text: str
    """The words of the name as they stood."""
    kind: str | None = None
    """Kind of instrument, ``uu``; None where an alias was used."""
    number: str | None = None
    year: int | None = None
    alias: str | None = None
    """A short name such as ``UU ASN``, or a document id such as ``pp-94-2021``, case-folded."""


class Target(NamedTuple):
    """One provision that a citation names, or a range of them."""

    locator: Locator
    """The steps that were written; a relative citation lacks the outer ones."""
    through: Locator | None = None
    """Last provision of a range ("Pasal 5 sampai dengan Pasal 9"); None for a single one."""


class Citation(NamedTuple):
    """A citation found in a text."""

    start: int
    """Offset of its first character in the text."""
    end: int
    """Offset behind its last character."""
    targets: tuple[Target, ...] = ()
    """The provisions it names, in the order written; empty for a whole instrument."""
    instruments: tuple[InstrumentName, ...] = ()
    """The instruments it names; several for ``UU 1/2015 jo. UU 10/2016``, none if relative."""
    penjelasan: bool = False
    """Whether the official explanation of the provision is meant."""


_PRINTED = {
    "pasal": "Pasal {}",
    "ayat": "ayat ({})",
    "huruf": "huruf {}",
    "angka": "angka {}",
    "lampiran": "Lampiran {}",
    "diktum": "Diktum {}",
    "bab": "Bab {}",
    "baris": "baris {}",
}


def own_steps(locator: Locator) -> Locator:
    """Drop the steps of an amending law before a quoted article, which keeps its own number.

    ``Pasal I angka 5 Pasal 9A ayat (1a)`` is cited as ``Pasal 9A ayat (1a)`` of the amending law.
    """
    for index in range(len(locator) - 1, 0, -1):
        if locator[index][0] == "pasal":
            return locator[index:]
    return locator


def format_locator(locator: Locator) -> str:
    """Return the locator as it is cited: ``Pasal 87 ayat (4) huruf c`` (``""`` for ``()``)."""
    return " ".join(
        _PRINTED.get(kind, kind.capitalize() + " {}").format(number)
        for kind, number in own_steps(locator)
    )
