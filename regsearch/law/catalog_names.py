"""Which instrument of the catalogue does a name or a number mean."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from regsearch.law.instrument import Instrument

if TYPE_CHECKING:
    from datetime import date


def plain_name(name: str) -> str:
    """Return *name* as it is compared: lower case, without punctuation or leading zeros."""
    return " ".join(word.lstrip("0") or "0" for word in re.findall(r"\w+", name.casefold()))


@dataclass(frozen=True, slots=True)
class AliasMatch:
    """The instrument that a short name means on a day, and the others that bear the name."""

    instrument: Instrument
    others: tuple[Instrument, ...] = ()
    """Newest first."""


@dataclass(frozen=True, slots=True, eq=False)
class Catalog(Mapping[str, Instrument]):
    """The instruments by document id, in the order of the file."""

    by_id: Mapping[str, Instrument]

    def __getitem__(self, document: str) -> Instrument:
        return self.by_id[document]

    def __iter__(self) -> Iterator[str]:
        return iter(self.by_id)

    def __len__(self) -> int:
        return len(self.by_id)

    def find(
        self, kind: str, number: str, year: int, region: str | None = None
    ) -> Instrument | None:
        """Return the instrument of that kind, number and year, or None.

        Two regions may each have a ``pergub 1/2020``: without *region* such a number finds none.
        """
        wanted = plain_name(number)
        found = [
            i
            for i in self.values()
            if i.kind == kind
            and i.year == year
            and wanted in map(plain_name, i.numbers)
            and (region is None or plain_name(region) == plain_name(i.region or ""))
        ]
        return found[0] if len(found) == 1 else None

    def by_alias(self, name: str, on: date) -> AliasMatch | None:
        """Return what *name* (``UU ASN``) means on the day *on*, or None if nothing bears it.

        The newest instrument in force on that day is meant; where none was, the last one that had
        come into force before; where even that fails, the first one to come.
        """
        wanted = plain_name(name)
        bearers = sorted(
            (i for i in self.values() if wanted in map(plain_name, i.aliases)),
            key=lambda instrument: instrument.start,
            reverse=True,
        )
        if not bearers:
            return None
        begun = [i for i in bearers if i.start <= on]
        chosen = next((i for i in begun if i.is_law_on(on)), begun[0] if begun else bearers[-1])
        return AliasMatch(chosen, tuple(i for i in bearers if i is not chosen))
