"""The catalogue as an index carries it: what a query needs to know of each instrument."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

from regsearch.errors import IndexDamagedError
from regsearch.law.catalog.instrument import Instrument, Provision, Relation
from regsearch.law.catalog.names import Catalog
from regsearch.model import format_address, parse_address

if TYPE_CHECKING:
    from pathlib import Path

    from regsearch.model import Locator

INSTRUMENTS = "instruments.json"
TIMELINE = "timeline.json"
"""How far the index knows the law."""
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
        if instrument.issuer:
            row["issuer"] = instrument.issuer  # by which a question may name the document
    if changes := [_change(r) for r in instrument.relations if r.type == "mengubah"]:
        row["changes"] = changes
    changed = [p for p in instrument.provisions if p.replaced_by or p.in_force]
    if changed:
        row["changed"] = [_days(p) for p in changed]
    days = {name: getattr(instrument, name) for name in _DAYS}
    return row | {name: day.isoformat() for name, day in days.items() if day}


def _change(relation: Relation) -> list[str]:
    return [relation.document, format_address(relation.target), format_address(relation.basis)]


def _days(provision: Provision) -> list[str]:
    days = (d.isoformat() if d else "" for d in (provision.in_force, provision.revoked))
    document, locator = provision.replaced_by or ("", ())
    return [format_address(provision.locator), *days, document, format_address(locator)]


def _read_change(document: str, target: str, basis: str) -> Relation:
    return Relation("mengubah", document, _locator(target), _locator(basis))


def _read_days(address: str, begun: str, ended: str, document: str, by: str) -> Provision:
    return Provision(
        _locator(address),
        in_force=date.fromisoformat(begun) if begun else None,
        revoked=date.fromisoformat(ended) if ended else None,
        replaced_by=(document, _locator(by)) if document else None,
    )


def _locator(address: str) -> Locator:
    return parse_address(address) if address else ()


def read_instruments(content: bytes, place: str) -> Catalog:
    """Return the catalogue of an index, with the relations and provisions of changes only.

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
            values["relations"] = tuple(_read_change(*c) for c in values.pop("changes", ()))
            values["provisions"] = tuple(_read_days(*c) for c in values.pop("changed", ()))
            instruments.append(Instrument(**values))
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise IndexDamagedError(f"Indeks di {place} rusak. Bangun ulang indeksnya.") from error
    return Catalog({instrument.id: instrument for instrument in instruments})
