"""Documents and their completeness: ``korpus daftar|status``, ``indeks audit``."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Any

from regsearch.citation import format_locator
from regsearch.model import format_address
from regsearch.show.brief import cut
from regsearch.show.terminal import STATUSES, plain
from regsearch.show.to_dict import VERSION, json_values

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from regsearch.corpus.completeness import DocumentLedger
    from regsearch.corpus.inventory import Holding
    from regsearch.law.catalog.instrument import Relation
    from regsearch.law.timeline import Timeline
    from regsearch.show.terminal import Style

_LABEL = 14
_PASSIVE = {
    "mengubah": "diubah oleh",
    "mencabut": "dicabut oleh",
    "menggantikan": "diganti oleh",
    "melaksanakan": "dilaksanakan oleh",
    "menetapkan": "ditetapkan oleh",
    "mengacu": "diacu oleh",
}
_LEAST_TITLE = 24
"""Columns under which a title stands on a line of its own."""
_MAX_LISTED = 6
"""Number of gaps and of findings that are printed for a document; JSON has all."""


# -- korpus daftar ------------------------------------------------------------------------------


def table(
    holdings: Sequence[Holding], day: date, style: Style = plain, width: int = 100
) -> Iterator[str]:
    """Yield a line for each document, its title as far as it fits, and a last one with counts."""
    column = max((len(h.instrument.id) for h in holdings), default=0)
    header = f"{'dokumen':<{column}}  {'status':<14} {'naskah':<15} {'ketentuan':>9}  verifikasi"
    yield style(f"{header}  judul", "dim")
    room = width - len(header) - 2
    for holding in holdings:
        status = holding.status(day)
        look = "good" if status == "berlaku" else "bad"
        yield (
            f"{holding.instrument.id:<{column}}  {style(f'{STATUSES[status]:<14}', look)} "
            f"{_kind(holding):<15} {_passages(holding):>9}  {_verification(holding):<10}"
            + (f"  {cut(holding.instrument.title, room)}" if room >= _LEAST_TITLE else "").rstrip()
        ).rstrip()
        if room < _LEAST_TITLE:
            yield style(f"  {cut(holding.instrument.title, max(width - 2, 20))}", "dim")
    official = sum(h.text_kind == "resmi" for h in holdings)
    waiting = sum(h.waiting for h in holdings)
    passages = sum(map(_passages, holdings))
    yield (
        f"{len(holdings)} dokumen, {passages} ketentuan, {official} dengan naskah resmi; "
        f"status per {day.isoformat()}"
    )
    if waiting:
        yield style(
            f"* {waiting} naskah resmi belum masuk indeks. Jalankan: regsearch indeks bangun",
            "note",
        )


def _kind(holding: Holding) -> str:
    kind: str = holding.text_kind or "tidak diindeks"
    ledger = holding.ledger
    if ledger and kind == "resmi" and ledger.official < ledger.units:
        kind = "resmi+ringkasan"
    return kind + (" *" if holding.waiting else "")


def _units(holding: Holding) -> int:
    return holding.ledger.units if holding.ledger else 0


def _passages(holding: Holding) -> int:
    """Return the number of provisions that can be found, as ``indeks info`` counts them."""
    ledger = holding.ledger
    # The document as a whole is one; a unit that a digest names without restating it is none.
    return ledger.units - ledger.not_restated + 1 if ledger else 0


def _verification(holding: Holding) -> str:
    return "-" if holding.text_kind == "resmi" else holding.instrument.verification


def table_json(holdings: Sequence[Holding], day: date) -> dict[str, Any]:
    """Return what ``korpus daftar --format json`` prints."""
    return {
        "version": VERSION,
        "as_of": day.isoformat(),
        "documents": [_row(holding, day) for holding in holdings],
    }


def _row(holding: Holding, day: date) -> dict[str, Any]:
    ledger = holding.ledger
    return {
        "document": holding.instrument.id,
        "title": holding.instrument.title,
        "status": holding.status(day),
        "text_kind": holding.text_kind,
        "units": _units(holding),
        "passages": _passages(holding),
        "official_units": ledger.official if ledger else 0,
        "verification": holding.instrument.verification,
        "waiting": holding.waiting,
    }


# -- korpus status ------------------------------------------------------------------------------


def details(holding: Holding, day: date, style: Style = plain, width: int = 100) -> Iterator[str]:
    """Yield everything known about one document."""
    instrument, status = holding.instrument, holding.status(day)
    good = status == "berlaku"
    mark = style(STATUSES[status], "good" if good else "bad")
    yield f"{style(instrument.id, 'citation')}   {mark}"

    def block(label: str, text: str | None, look: str = "") -> Iterator[str]:
        if text:
            first, rest = f"{label:<{_LABEL}}", " " * _LABEL
            lines = textwrap.wrap(text, width, initial_indent=first, subsequent_indent=rest)
            yield from (style(line, look) if look else line for line in lines)

    yield from block("Judul", instrument.title)
    yield from block("Nomor", f"{', '.join(instrument.numbers)} tahun {instrument.year}")
    yield from block("Penerbit", instrument.issuer)
    yield from block("Daerah", instrument.region)
    yield from block("Ditetapkan", _day(instrument.enacted))
    yield from block("Mulai berlaku", _day(instrument.in_force))
    yield from block("Dicabut", _day(instrument.revoked), "bad")
    yield from block("Mengikat", instrument.scope or ", ".join(instrument.subjects))
    yield from block("Catatan", instrument.status_note, "note")
    for relation in instrument.relations:
        yield from block("Hubungan", _active(relation))
    for other, relation in holding.done_to_it:
        yield from block("Hubungan", _passive(other, relation))
    yield from block(
        "Ringkasan", f"diverifikasi dari {instrument.verification}: {instrument.verified}"
    )
    for source in instrument.sources:
        yield from block("Sumber", source)
    yield from block("Cakupan", "lengkap" if instrument.complete else _coverage(holding))
    for address in instrument.official:
        yield from block("Alamat resmi", address)
    yield from block("Naskah resmi", _file(holding))
    yield from block("", holding.changed, "bad")
    if holding.waiting:
        yield from block("", "Belum masuk indeks. Jalankan: regsearch indeks bangun", "note")
    if holding.ledger:
        yield from (
            f"{'Indeks' if n == 0 else '':<{_LABEL}}{line}"
            for n, line in enumerate(_ledger(holding.ledger))
        )


def timeline_lines(timeline: Timeline, style: Style = plain, width: int = 100) -> Iterator[str]:
    """Yield from when to when the index knows the law, field by field."""
    until = f"Perubahan hukum diketahui sampai {timeline.knowledge_until.isoformat()}; "
    yield style(until + f"sumber diperiksa {timeline.checked.isoformat()}.", "citation")
    for field in timeline.fields:
        newest = f"perubahan terbaru {field.newest.isoformat()} ({field.by})"
        yield f"{field.name}: sejak {field.known_from.isoformat()}, {newest}"
        missing = f"tidak ditemukan: {field.not_found}"
        yield from textwrap.wrap(missing, width, initial_indent="  ", subsequent_indent="  ")


def timeline_json(timeline: Timeline) -> dict[str, Any]:
    """Return what ``korpus status --format json`` prints without a document."""
    return {"version": VERSION, **json_values(timeline)}


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _active(relation: Relation) -> str:
    text = f"{relation.type} {relation.document} {format_locator(relation.target)}".strip()
    basis = f" (dasar: {format_locator(relation.basis)})" if relation.basis else ""
    return text + basis + (f"; {relation.note}" if relation.note else "")


def _passive(other: str, relation: Relation) -> str:
    text = f"{_PASSIVE[relation.type]} {other} {format_locator(relation.basis)}".strip()
    return text + (f" ({format_locator(relation.target)})" if relation.target else "")


def _coverage(holding: Holding) -> str:
    return ", ".join(format_address(part) for part in holding.instrument.coverage)


def _file(holding: Holding) -> str:
    entry = holding.entry
    if entry is None:
        return "tidak ada. Tambahkan: regsearch korpus tambah BERKAS"
    where = "berkas" if entry.origin == "berkas" else entry.origin
    return (
        f"{holding.path}, dari {where} ({entry.original}), ditambahkan {entry.added.isoformat()}, "
        f"SHA-256 {entry.sha256}"
    )


def details_json(holding: Holding, day: date) -> dict[str, Any]:
    """Return what ``korpus status --format json`` prints."""
    instrument = holding.instrument
    return _row(holding, day) | {
        "version": VERSION,
        "as_of": day.isoformat(),
        "numbers": list(instrument.numbers),
        "year": instrument.year,
        "issuer": instrument.issuer,
        "region": instrument.region,
        "enacted": _day(instrument.enacted),
        "in_force": _day(instrument.in_force),
        "revoked": _day(instrument.revoked),
        "subjects": list(instrument.subjects),
        "scope": instrument.scope,
        "status_note": instrument.status_note,
        "verified": instrument.verified,
        "sources": list(instrument.sources),
        "official": list(instrument.official),
        "coverage": None if instrument.complete else [*map(format_address, instrument.coverage)],
        "relations": [_relation(relation.document, relation) for relation in instrument.relations],
        "done_to_it": [_relation(other, relation) for other, relation in holding.done_to_it],
        "file": _entry(holding),
        "ledger": json_values(holding.ledger),
    }


def _relation(other: str, relation: Relation) -> dict[str, Any]:
    return {
        "type": relation.type,
        "document": other,
        "target": format_address(relation.target),
        "basis": format_address(relation.basis),
        "note": relation.note,
    }


def _entry(holding: Holding) -> dict[str, Any] | None:
    if holding.entry is None:
        return None
    values: dict[str, Any] = json_values(holding.entry)
    return values | {"path": str(holding.path), "changed": holding.changed}


# -- indeks audit -------------------------------------------------------------------------------


def audit(ledger: Iterable[DocumentLedger], style: Style = plain) -> Iterator[str]:
    """Yield a line for each document, and below it its unexplained gaps and findings."""
    documents = list(ledger)
    column = max((len(d.document) for d in documents), default=0)
    yield style(
        f"{'dokumen':<{column}}  {'naskah':<10} {'pasal':>9} {'satuan':>7} {'resmi':>6} "
        f"{'perbaikan':>9} {'celah':>6}  tak terjelaskan",
        "dim",
    )
    for document in documents:
        open_gaps = len(document.unexplained)
        yield (
            f"{document.document:<{column}}  {document.text_kind:<10} {_pasal(document):>9} "
            f"{document.units:>7} {document.official:>6} {document.count('repair'):>9} "
            f"{len(document.gaps):>6}  " + (style(str(open_gaps), "bad") if open_gaps else "0")
        )
        yield from (f"{'':<{column}}  {line}" for line in _open_points(document))
    unexplained = sum(len(d.unexplained) for d in documents)
    gaps = sum(len(d.gaps) for d in documents)
    yield (
        f"{len(documents)} dokumen, {sum(d.units for d in documents)} satuan, {gaps} celah, "
        f"{unexplained} tak terjelaskan"
    )


def _pasal(document: DocumentLedger) -> str:
    expected = document.expected.get("pasal", 0)
    return f"{document.found.get('pasal', 0)}/{expected}" if expected else "-"


def _open_points(document: DocumentLedger) -> Iterator[str]:
    addresses = [gap.address for gap in document.unexplained]
    if addresses:
        yield f"tidak ada, tanpa penjelasan: {_listed(addresses)}"
    findings = [f for f in document.findings if f.code != "repair"]
    for finding in findings[:_MAX_LISTED]:
        where = f" (hlm. {finding.page})" if finding.page else ""
        yield f"{finding.message}{where}"
    if len(findings) > _MAX_LISTED:
        yield f"dan {len(findings) - _MAX_LISTED} catatan lain (--format json)"


def _listed(addresses: Sequence[str]) -> str:
    more = f" dan {len(addresses) - _MAX_LISTED} lagi" if len(addresses) > _MAX_LISTED else ""
    return ", ".join(addresses[:_MAX_LISTED]) + more


def _ledger(document: DocumentLedger) -> Iterator[str]:
    counts = ", ".join(
        f"{count} {kind}"
        + (f" dari {document.expected[kind]}" if document.expected[kind] > count else "")
        for kind, count in document.found.items()
    )
    yield counts or "tidak ada satuan"
    yield (
        f"{document.official} satuan resmi, {document.units - document.official} ringkasan, "
        f"{document.not_restated} tidak diringkas, {document.penjelasan} penjelasan"
    )
    yield (
        f"{len(document.gaps)} celah, {len(document.unexplained)} tak terjelaskan, "
        f"{document.count('repair')} perbaikan pembacaan"
    )
    yield from _open_points(document)
