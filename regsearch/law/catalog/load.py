"""Read and check the catalogue of instruments, ``corpus/katalog.toml``.

:func:`load_catalog` returns a :class:`Catalog` or raises one :class:`CatalogError` that lists all
problems, so that an editor can fix them in one go.  :func:`validate_against` compares the catalogue
with the documents that it describes.
"""

from __future__ import annotations

import tomllib
from datetime import date
from typing import TYPE_CHECKING

from regsearch.errors import CatalogError
from regsearch.files import reason_of, require_regular
from regsearch.law.catalog.entry import read_instrument
from regsearch.law.catalog.instrument import Instrument, Provision, Relation
from regsearch.law.catalog.names import AliasMatch, Catalog
from regsearch.model import format_address

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from regsearch.model import Locator
    from regsearch.regulation import Regulation

__all__ = [
    "NOT_RESTATED",
    "AliasMatch",
    "Catalog",
    "Instrument",
    "Provision",
    "Relation",
    "load_catalog",
    "validate_against",
]

NOT_RESTATED = "(tidak diringkas)"
"""The text of a unit that a digest names only to keep the numbers of a list."""

_MAX_LENGTH = 20_000_000
"""Characters of a catalogue; the one that ships has some 300,000."""
_LATER_THAN_TARGET = frozenset({"mengubah", "mencabut", "menggantikan", "melaksanakan"})
_ACYCLIC = frozenset({"mengubah", "mencabut", "menggantikan"})


def load_catalog(*paths: Path) -> Catalog:
    """Read the catalogues at *paths* and check them as one; later entries override earlier ones.

    Raises:
        CatalogError: a file is missing, is not TOML, or they contradict themselves.

    """
    tables = {name: entry for path in paths for name, entry in _tables(path).items()}
    problems: list[str] = []
    catalog = Catalog(
        {name: read_instrument(name, entry, problems) for name, entry in tables.items()}
    )
    _raise_if_any([*problems, *_contradictions(catalog)])
    return catalog


def check_entry(text: str, catalog: Catalog) -> None:
    """Check that *catalog* stays free of contradictions with the entry *text* in it.

    Raises:
        CatalogError: it does not.

    """
    problems: list[str] = []
    entries = {
        name: read_instrument(name, entry, problems) for name, entry in tomllib.loads(text).items()
    }
    _raise_if_any([*problems, *_contradictions(Catalog({**catalog, **entries}))])


def _contradictions(catalog: Catalog) -> Iterator[str]:
    for instrument in catalog.values():
        yield from _date_problems(instrument)
        yield from _relation_problems(instrument, catalog)
    yield from _cycles(catalog)


def _tables(path: Path) -> dict[str, object]:
    try:
        return tomllib.loads(_text(path))
    except OSError as error:
        raise CatalogError(f"Katalog {path} tidak dapat dibaca: {reason_of(error)}.") from error
    except (ValueError, RecursionError) as error:  # TOML that nests too deep, numbers too long
        raise CatalogError(f"Katalog {path} bukan TOML yang sah: {error}.") from error


def _text(path: Path) -> str:
    """Return the text of a catalogue, which may be a stranger's."""
    require_regular(path)
    with path.open(encoding="utf-8") as file:
        text = file.read(_MAX_LENGTH + 1)
    if len(text) > _MAX_LENGTH:
        raise ValueError(f"lebih dari {_MAX_LENGTH} karakter")
    return text


def validate_against(catalog: Catalog, regulations: Iterable[Regulation]) -> None:
    """Check that every address of the catalogue exists in the documents as they were read.

    Documents that are not among *regulations*, and addresses in them, are not checked.

    Raises:
        CatalogError: a document is not catalogued, an address does not exist in its document, or a
            document restates a provision that its ``coverage`` leaves out.

    """
    units = {r.id: {unit.locator: unit.text for unit in r.units} for r in regulations}
    problems = [f"{name}: tidak ada di katalog" for name in units if name not in catalog]
    for name in units.keys() & catalog.keys():
        problems += [
            f"{name}: {what}: {document} tidak memuat {format_address(locator)}"
            for what, document, locator in _addresses(catalog[name])
            if locator and document in units and locator not in units[document]
        ]
        problems += [
            f"{name}: {format_address(locator)} ada di naskah tetapi tidak di coverage"
            for locator, text in units[name].items()
            if len(locator) == 1 and text != NOT_RESTATED and not catalog[name].touches(locator)
        ]
    _raise_if_any(sorted(problems))


def _addresses(instrument: Instrument) -> Iterator[tuple[str, str, Locator]]:
    """Yield every address in an entry as (key, document, locator)."""
    for locator in instrument.coverage:
        yield "coverage", instrument.id, locator
    for relation in instrument.relations:
        yield f"basis ({relation.type})", instrument.id, relation.basis
        yield f"target ({relation.type})", relation.document, relation.target
    for provision in instrument.provisions:
        yield "provisions", instrument.id, provision.locator
        if provision.replaced_by:
            yield "replaced_by", *provision.replaced_by


def _date_problems(instrument: Instrument) -> Iterator[str]:
    """Yield the dates of one instrument that contradict each other."""
    enacted, in_force, revoked = instrument.enacted, instrument.in_force, instrument.revoked
    if enacted and enacted.year != instrument.year:
        yield f"{instrument.id}: ditetapkan {enacted}, padahal tahunnya {instrument.year}"
    # A user's document may be law from a day before it was enacted (daya laku surut).
    if enacted and in_force and in_force < enacted and not instrument.user:
        yield f"{instrument.id}: berlaku {in_force} sebelum ditetapkan {enacted}"
    if revoked and revoked <= instrument.start:
        yield f"{instrument.id}: dicabut {revoked} sebelum berlaku {instrument.start}"
    for provision in instrument.provisions:
        start = provision.in_force or in_force or enacted
        where = f"{instrument.id} {format_address(provision.locator)}"
        if provision.revoked and start and provision.revoked <= start:
            yield f"{where}: dicabut {provision.revoked} sebelum berlaku {start}"
        if provision.survives and not revoked:
            yield f"{where}: survives, padahal dokumennya tidak dicabut"


def _relation_problems(instrument: Instrument, catalog: Catalog) -> Iterator[str]:
    """Yield the relations that name no document of the catalogue or contradict its dates."""
    for provision in instrument.provisions:
        if provision.replaced_by and provision.replaced_by[0] not in catalog:
            document = provision.replaced_by[0]
            yield f"{instrument.id}: replaced_by menunjuk {document}, yang tidak ada di katalog"
    for relation in instrument.relations:
        where = f"{instrument.id}: {relation.type} {relation.document}"
        other = catalog.get(relation.document)
        if other is None:
            if not relation.outside and not instrument.user:  # he may remove it
                yield f"{where}: dokumen itu tidak ada di katalog; bila disengaja: outside = true"
            continue
        if relation.outside and not instrument.user:  # he may add it later
            yield f"{where}: outside = true, padahal dokumen itu ada di katalog"
        latest = max(instrument.start, instrument.enacted or date.min)
        if relation.type in _LATER_THAN_TARGET and latest < (other.enacted or date.min):
            yield f"{where}: lebih tua daripada dokumen itu ({instrument.start})"
        if relation.type == "mencabut" and not relation.target:
            if instrument.user:
                continue  # his word ends his own documents only, see corpus/assemble.py
            if other.revoked is None:
                yield f"{where}: di katalog {other.id} tidak bertanda revoked"
            elif instrument.enacted and instrument.enacted > other.revoked:
                yield f"{where}: baru ditetapkan {instrument.enacted}, sesudah {other.revoked}"


def _cycles(catalog: Catalog) -> list[str]:
    """Return a message for every cycle of instruments that amend or revoke one another."""
    edges = {
        name: sorted({r.document for r in i.relations if r.type in _ACYCLIC})
        for name, i in catalog.items()
    }
    finished: set[str] = set()
    cycles: list[str] = []

    def visit(name: str, path: tuple[str, ...]) -> None:
        if name in path:
            circle = (*path[path.index(name) :], name)
            cycles.append(f"{name}: mengubah atau mencabut berputar: {' -> '.join(circle)}")
        elif name not in finished:
            for other in edges.get(name, ()):
                visit(other, (*path, name))
            finished.add(name)

    for name in edges:
        visit(name, ())
    return cycles


def _raise_if_any(problems: list[str]) -> None:
    if problems:
        listed = "\n".join(f"- {problem}" for problem in problems)
        raise CatalogError(f"Katalog bermasalah pada {len(problems)} hal; perbaiki:\n{listed}")
