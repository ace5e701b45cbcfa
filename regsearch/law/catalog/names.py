"""Which instrument of the catalogue does a name or a number mean."""

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
    """Return *name* as it is compared: lower case, without punctuation or leading zeros."""
    return " ".join(word.lstrip("0") or "0" for word in re.findall(r"\w+", name.casefold()))


class AliasMatch(NamedTuple):
    """The instrument that a short name means on a day, and the others that bear the name."""

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
        named = (self._by_number.get((kind, plain_name(form), year)) for form in forms)
        found = [
            i
            for i in next(filter(None, named), ())
            if region is None or plain_name(region) == plain_name(i.region or "")
        ]
        return found[0] if len(found) == 1 else None

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
        """Return *document* and the instruments that speak of it, in the catalogue's order."""
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
        """Return what *name* (``UU ASN``) means on the day *on*, or None if nothing bears it.

        The newest instrument in force on that day is meant; where none was, the last one that had
        come into force before; where even that fails, the first one to come.
        """
        bearers = sorted(
            self._by_name.get(plain_name(name), ()),
            key=lambda instrument: instrument.start,
            reverse=True,
        )
        if not bearers:
            return None
        begun = [i for i in bearers if i.start <= on]
        chosen = next((i for i in begun if i.is_law_on(on)), begun[0] if begun else bearers[-1])
        return AliasMatch(chosen, tuple(i for i in bearers if i is not chosen))
