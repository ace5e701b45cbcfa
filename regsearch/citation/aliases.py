"""Short names of instruments ("UU ASN", "SKB netralitas"), and where one begins in a text."""

from __future__ import annotations

import re
from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_PIECE = re.compile(r"\b\w+|\s+|[^\w\s]")
"""Aliases are compared word by word, gap by gap and sign by sign."""

_NO_ALIASES: tuple[frozenset[str], frozenset[str]] = (frozenset(), frozenset())


class Aliases:
    """Finds the longest alias that begins at an offset of a text, whatever its case.

    One regular expression of all aliases would take longer to compile than a look-up takes.
    Instead the text is compared piece by piece, and only with aliases that begin with the same
    piece; those are cut into pieces when first needed.
    """

    def __init__(self, aliases: Iterable[str]) -> None:
        self._by_first_piece: dict[str, list[str]] = {}
        for alias in aliases:
            word = alias.partition(" ")[0]
            if not word.isalnum():  # of the hundreds of a catalogue, few begin with a sign
                match = _PIECE.match(alias)
                word = match.group() if match else ""
            if word:
                self._by_first_piece.setdefault(word.casefold(), []).append(alias)
        self._prefixes: dict[str, tuple[frozenset[str], frozenset[str]]] = {}

    @property
    def first_pieces(self) -> frozenset[str]:
        """What the aliases begin with, in lower case."""
        return frozenset(self._by_first_piece)

    def match_end(self, text: str, start: int) -> int | None:
        """Return the end of the longest alias that begins at *start*, or None if none does."""
        first = _PIECE.match(text, start)
        aliases, prefixes = self._beginning_with(first.group().casefold() if first else "")
        if not aliases:
            return None
        prefix, longest = "", None
        for piece, end in _pieces(text, start):
            prefix += piece
            if prefix not in prefixes:
                break
            if prefix in aliases:
                longest = end
        return longest

    def _beginning_with(self, first: str) -> tuple[frozenset[str], frozenset[str]]:
        """Return the aliases whose first piece is *first*, and all their prefixes."""
        if first not in self._by_first_piece:
            return _NO_ALIASES
        if first not in self._prefixes:
            prefixes = [
                list(accumulate(piece for piece, _ in _pieces(alias)))
                for alias in self._by_first_piece[first]
            ]
            self._prefixes[first] = (
                frozenset(of_alias[-1] for of_alias in prefixes),
                frozenset(prefix for of_alias in prefixes for prefix in of_alias),
            )
        return self._prefixes[first]


def _pieces(text: str, start: int = 0) -> Iterator[tuple[str, int]]:
    """Yield the pieces of *text* from *start*, each with its end; every gap is one space."""
    while match := _PIECE.match(text, start):
        start = match.end()
        yield " " if match.group().isspace() else match.group().casefold(), start
