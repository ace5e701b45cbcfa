"""Installed indexes, bundles and keys: ``indeks daftar|info|beda|verifikasi``, ``kunci``."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from regsearch.show.terminal import plain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from regsearch.bundle.generations import Generation, Origin
    from regsearch.bundle.keys import TrustedKey
    from regsearch.bundle.verify import Verified
    from regsearch.index.diff import Changes, Difference
    from regsearch.show.terminal import Style

VERSION = 1
_FIELDS = {
    "text": "bunyi",
    "penjelasan": "penjelasan",
    "start": "mulai berlaku",
    "end": "akhir berlaku",
    "text_kind": "jenis naskah",
    "verification": "verifikasi",
    "subjects": "subjek",
    "notes": "catatan",
    "related": "kaitan",
    "page": "halaman",
    "source_sha256": "berkas sumber",
}


def origin(value: Origin | None) -> str:
    """Return the origin of an index in one line."""
    if value is None:
        return "disertakan dalam regsearch"
    if value.kind == "buatan":
        return "dibangun di sini"
    who = f"{value.owner} (kunci {value.key})" if value.key else "TANPA tanda tangan tepercaya"
    rebuilt = ", dibangun ulang dari dokumennya" if value.rebuilt else ""
    return f"bundel nomor {value.serial}, {who}{rebuilt}"


def table(generations: Iterable[Generation], style: Style = plain) -> Iterator[str]:
    """Yield a line for each index."""
    for generation in generations:
        look = "good" if generation.role == "aktif" else ""
        name = generation.name or "(bawaan)"
        yield style(f"{generation.role:<10}", look) + f"  {name:<20}  {origin(generation.origin)}"


def table_json(generations: Iterable[Generation]) -> dict[str, Any]:
    """Return the same as JSON values."""
    return {"version": VERSION, "indexes": [_generation(g) for g in generations]}


def installed_json(generation: Generation) -> dict[str, Any]:
    """Return what ``indeks pasang`` and ``kembali`` print as JSON."""
    return {"version": VERSION, "index": _generation(generation)}


def _generation(value: Generation) -> dict[str, Any]:
    return {
        "name": value.name or None,
        "role": value.role,
        "folder": str(value.folder),
        **origin_json(value.origin),
    }


def origin_json(value: Origin | None) -> dict[str, Any]:
    """Return the origin of an index as JSON values."""
    return {"origin": asdict(value) if value else None}


def difference(value: Difference, style: Style = plain) -> Iterator[str]:
    """Yield a line for each change: ``+`` added, ``-`` removed, ``~`` changed."""
    if not value:
        yield "Tidak ada perbedaan."
        return
    yield from _section("Dokumen", value.documents, str, style)
    yield from _section("Ketentuan", value.provisions, _provision, style)
    yield from _section("Sanksi", value.sanctions, _sanction, style)


def _section(
    name: str, changes: Changes[Any], line: Callable[[Any], str], style: Style
) -> Iterator[str]:
    added, removed, changed = len(changes.added), len(changes.removed), len(changes.changed)
    yield f"{name}: {added} baru, {removed} hilang, {changed} berubah"
    for sign, look, items in (
        ("+", "good", changes.added),
        ("-", "bad", changes.removed),
        ("~", "note", changes.changed),
    ):
        yield from (f"  {style(sign, look)} {line(item)}" for item in items)


def _provision(item: Any) -> str:
    fields = ", ".join(_FIELDS.get(field, field) for field in item.fields)
    return f"{item.citation}: {fields}" if fields else item.citation


def _sanction(item: Any) -> str:
    return f"{item.citation}: {item.level}, dasar {'; '.join(item.basis) or '-'}"


def difference_json(value: Difference) -> dict[str, Any]:
    """Return the same as JSON values."""
    return {"version": VERSION, **asdict(value)}


def verified(path: str, value: Verified, style: Style = plain) -> Iterator[str]:
    """Yield whether an index or a bundle is intact, and who signed it."""
    if value.problems:
        yield f"{style('TIDAK UTUH', 'bad')}: {path}"
        yield from (f"  {problem}" for problem in value.problems)
        return
    yield f"{style('Utuh', 'good')}: {path}"
    if value.signer:
        yield (
            f"  bundel nomor {value.serial}, ditandatangani {value.signer.owner} "
            f"(kunci {value.signer.key.name})"
        )
    else:
        yield "  tanpa tanda tangan: berkasnya sesuai dengan manifesnya sendiri, tidak lebih"


def verified_json(path: str, value: Verified) -> dict[str, Any]:
    """Return the same as JSON values."""
    signer = value.signer
    return {
        "version": VERSION,
        "place": path,
        "intact": not value.problems,
        "problems": list(value.problems),
        "serial": value.serial,
        "key": signer.key.name if signer else None,
        "owner": signer.owner if signer else None,
    }


def keys(trusted: Iterable[TrustedKey]) -> Iterator[str]:
    """Yield one line a key."""
    found = [f"{known.key.name}  {known.key.text}  {known.owner}" for known in trusted]
    yield from found or ["Belum ada kunci yang dipercaya. Tambahkan: regsearch kunci percaya KUNCI"]


def keys_json(trusted: Iterable[TrustedKey]) -> dict[str, Any]:
    """Return the same as JSON values."""
    rows = [{"id": k.key.name, "key": k.key.text, "owner": k.owner} for k in trusted]
    return {"version": VERSION, "keys": rows}
