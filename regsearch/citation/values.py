"""The values that reading a citation gives, and the printed form of a locator.

They are named tuples: citations are made by the million, and defining a frozen dataclass would
add half a millisecond to the start of every look-up.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from regsearch.model import Locator


class InstrumentName(NamedTuple):
    """An instrument as a citation names it, not yet resolved by the catalogue."""

    text: str
    """The name as written."""
    kind: str | None = None
    """Kind of instrument, ``uu``; None for an alias or the number of a letter."""
    number: str | None = None
    """Number as written but in capitals, without leading zeros; ``B/71/M.SM.00.00/2017``."""
    year: int | None = None
    alias: str | None = None
    """Case-folded: a short name (``uu asn``), a document id (``pp-94-2021``), or beside *kind* the
    region of a regional regulation."""


class Target(NamedTuple):
    """One provision that a citation names, or a range of them."""

    locator: Locator
    """The steps as written; a relative citation such as ``ayat (2)`` lacks the outer ones."""
    through: Locator | None = None
    """Last provision of a range (``Pasal 5 sampai dengan Pasal 9``); None for a single one."""


class Citation(NamedTuple):
    """A citation in a text."""

    start: int
    """Offset of its first character in the text."""
    end: int
    """Offset after its last character."""
    targets: tuple[Target, ...] = ()
    """The provisions that it names, in the order written; empty for a whole instrument."""
    instruments: tuple[InstrumentName, ...] = ()
    """The instruments that it names: several for ``UU 1/2015 jo. UU 10/2016``, none if relative."""
    penjelasan: bool = False
    """Whether it means the official explanation of the provision."""
    spans: tuple[tuple[int, int], ...] = ()
    """Offsets of the words of each of :attr:`targets`, without its instrument."""


_PRINTED = {
    "pasal": "Pasal {}",
    "ayat": "ayat ({})",
    "huruf": "huruf {}",
    "angka": "angka {}",
    "lampiran": "Lampiran {}",
    "diktum": "Diktum {}",
    "alinea": "alinea {}",
    "bab": "Bab {}",
    "baris": "baris {}",
}


def own_steps(locator: Locator) -> Locator:
    """Return *locator* from the innermost article on.

    An article quoted by an amending law keeps its own number: ``Pasal I angka 5 Pasal 9A`` is
    cited as ``Pasal 9A`` of the amending law.

    >>> own_steps((("pasal", "I"), ("angka", "5"), ("pasal", "9A"), ("ayat", "1a")))
    (('pasal', '9A'), ('ayat', '1a'))
    """
    for index in range(len(locator) - 1, 0, -1):
        if locator[index][0] == "pasal":
            return locator[index:]
    return locator


def format_locator(locator: Locator) -> str:
    """Return the locator as a citation without instrument; ``""`` for the whole document.

    >>> format_locator((("pasal", "87"), ("ayat", "4"), ("huruf", "c")))
    'Pasal 87 ayat (4) huruf c'
    """
    return " ".join(
        _PRINTED.get(kind, kind.capitalize() + " {}").format(number)
        for kind, number in own_steps(locator)
    )
