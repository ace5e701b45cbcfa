"""Find an instrument of the catalogue by name or number."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from regsearch.law.catalog.instrument import Instrument

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date


def plain_name(name: str) -> str:
    """Return the form in which names are compared: lower case, no punctuation or leading zeros.

    >>> plain_name("PP No. 053/2010")
    'pp no 53 2010'
    """
    return " ".join(word.lstrip("0") or "0" for word in re.findall(r"\w+", name.casefold()))


class AliasMatch(NamedTuple):
    """The instrument that a short name means on a day, and the others with that name."""

    instrument: Instrument
    others: tuple[Instrument, ...] = ()
    """Newest first."""


class Catalog(Mapping[str, Instrument]):
    """The instruments by document id, in the order of the file."""

    def __init__(self, by_id: Mapping[str, Instrument]) -> None:
        self._by_id = by_id

    def __getitem__(self, document: str) -> Instrument:
        return self._by_id[document]

    def __iter__(self) -> Iterator[str]:
        return iter(self._by_id)

    def __len__(self) -> int:
        return len(self._by_id)

    def find(
        self, kind: str, number: str, year: int, region: str | None = None
    ) -> Instrument | None:
        """Return the instrument of that kind, number and year, or None.

        Two regions may each have a ``pergub 1/2020``: without *region* such a number finds none.
        """
        # The year may be a part of the number: "02/SE/2016".
        forms = (number, f"{number}/{year}")
        candidates = (self._by_number.get((kind, plain_name(form), year)) for form in forms)
        matches = [
            i
            for i in next(filter(None, candidates), ())
            if region is None or plain_name(region) == plain_name(i.region or "")
        ]
        return matches[0] if len(matches) == 1 else None

    @cached_property
    def _by_number(self) -> dict[tuple[str, str, int], list[Instrument]]:
        table: dict[tuple[str, str, int], list[Instrument]] = {}
        for instrument in self.values():
            for number in dict.fromkeys(map(plain_name, instrument.numbers)):
                table.setdefault((instrument.kind, number, instrument.year), []).append(instrument)
        return table

    @cached_property
    def _by_name(self) -> dict[str, list[Instrument]]:
        table: dict[str, list[Instrument]] = {}
        for instrument in self.values():
            for name in dict.fromkeys(map(plain_name, instrument.aliases)):
                table.setdefault(name, []).append(instrument)
        return table

    def neighbours(self, document: str) -> Sequence[Instrument]:
        """Return *document* and the instruments related to it, in the catalogue's order."""
        return self._neighbours.get(document, ())

    @cached_property
    def _neighbours(self) -> dict[str, list[Instrument]]:
        table: dict[str, list[Instrument]] = {}
        for name, instrument in self.items():
            others = {relation.document for relation in instrument.relations}
            others |= {p.replaced_by[0] for p in instrument.provisions if p.replaced_by}
            if others:
                for other in others | {name}:
                    table.setdefault(other, []).append(instrument)
        return table

    def by_alias(self, name: str, on: date) -> AliasMatch | None:
        """Return what *name* (``UU ASN``) means on the day *on*; None if nothing has that name.

        That is the newest instrument in force on that day; if none was, the last one that had come
        into force before; if there is none, the next one to come.
        """
        named = sorted(
            self._by_name.get(plain_name(name), ()),
            key=lambda instrument: instrument.start,
            reverse=True,
        )
        if not named:
            return None
        started = [i for i in named if i.start <= on]
        chosen = next((i for i in started if i.is_law_on(on)), started[0] if started else named[-1])
        return AliasMatch(chosen, tuple(i for i in named if i is not chosen))
