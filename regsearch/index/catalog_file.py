"""The catalogue as an index carries it: what a query needs to know of each instrument."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

from regsearch.errors import IndexDamagedError
from regsearch.law.catalog.instrument import Instrument
from regsearch.law.catalog.names import Catalog

if TYPE_CHECKING:
    from pathlib import Path

INSTRUMENTS = "instruments.json"
_TEXTS = ("numbers", "aliases", "subjects", "further_subjects")
_DAYS = ("enacted", "in_force", "revoked")
_PLAIN = (
    "id",
    "kind",
    "year",
    "title",
    "verification",
    "verified",
    "region",
    "scope",
    "status_note",
)


def write_instruments(folder: Path, catalog: Catalog) -> None:
    """Write what queries need of *catalog* into the index at *folder*."""
    between = "[\n"
    with (folder / INSTRUMENTS).open("w", encoding="utf-8", newline="\n") as out:
        for instrument in catalog.values():
            row = json.dumps(_row(instrument), ensure_ascii=False, indent=0, sort_keys=True)
            out.write(between + row)
            between = ",\n"
        out.write("\n]\n" if between == ",\n" else "[]\n")


def _row(instrument: Instrument) -> dict[str, Any]:
    row = {name: getattr(instrument, name) for name in _PLAIN}
    row |= {name: list(getattr(instrument, name)) for name in _TEXTS}
    if instrument.unreviewed:
        row["unreviewed"] = True
    if instrument.user:
        row["user"] = True
    days = {name: getattr(instrument, name) for name in _DAYS}
    return row | {name: day.isoformat() for name, day in days.items() if day}


def read_instruments(content: bytes, place: str) -> Catalog:
    """Return the catalogue of an index, without relations and provisions.

    Args:
        content: of its file :data:`INSTRUMENTS`.
        place: where the index is, for the message of an error.

    Raises:
        IndexDamagedError: the file cannot be read.

    """
    try:
        rows = json.loads(content)
        instruments = []
        for row in rows:
            values: dict[str, Any] = row
            values |= {name: tuple(row[name]) for name in _TEXTS}
            values |= {name: date.fromisoformat(row[name]) for name in _DAYS if name in row}
            instruments.append(Instrument(**values))
    except (ValueError, KeyError, TypeError) as error:
        raise IndexDamagedError(f"Indeks di {place} rusak. Bangun ulang indeksnya.") from error
    return Catalog({instrument.id: instrument for instrument in instruments})
