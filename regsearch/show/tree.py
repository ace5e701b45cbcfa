"""A parsed regulation as an indented outline: the default output of ``regsearch urai``."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from regsearch.regulation import Group, Regulation, Unit

_WIDTH = 100


def regulation(value: Regulation) -> Iterator[str]:
    """Yield the lines of the outline: a unit a line, then counts, then findings."""
    yield _title(value)
    for unit, groups in _with_groups(value):
        for group in groups:
            yield f"{group.kind.upper()} {group.number}  {group.heading}".rstrip()
        depth = len(unit.locator)
        page = f"  [hlm. {unit.page}]" if unit.page and depth == 1 else ""
        yield _cut(f"{'  ' * depth}{_label(unit)} {unit.text}".rstrip()) + page
        for column, text in unit.cells:
            if text:
                yield _cut(f"{'  ' * depth}   {column}: {text}")
    counts: dict[str, int] = {}
    for unit in value.units:
        counts[unit.kind] = counts.get(unit.kind, 0) + 1
    summary = ", ".join(f"{count} {kind}" for kind, count in counts.items()) or "tidak ada satuan"
    yield f"-- {summary}, {len(value.penjelasan)} penjelasan"
    if value.words is not None:
        share = f"{100 * value.words.share:.2f}".replace(".", ",")
        yield f"-- {value.words.read} kata, {share} % terbaca; {value.words.lost} hilang"
    for finding in value.findings:
        where = f" (hlm. {finding.page})" if finding.page else ""
        yield f"! {finding.message}{where}"


def _cut(line: str) -> str:
    return line if len(line) <= _WIDTH else line[: _WIDTH - 1] + "…"


def _title(regulation: Regulation) -> str:
    digest = "  (RINGKASAN - BUKAN NASKAH RESMI)" if regulation.text_kind == "ringkasan" else ""
    return f"{regulation.id}  {regulation.title}{digest}"


def _label(unit: Unit) -> str:
    return {
        "pasal": f"Pasal {unit.number}",
        "ayat": f"({unit.number})",
        "huruf": f"{unit.number}.",
        "angka": f"{unit.number}.",
        "lampiran": f"LAMPIRAN {unit.number}",
        "diktum": f"{unit.number}:",
    }.get(unit.kind, f"{unit.kind} {unit.number}")


def _with_groups(regulation: Regulation) -> Iterator[tuple[Unit, list[Group]]]:
    """Yield every unit with the headings directly above it."""
    pending = list(regulation.groups)
    for index, unit in enumerate(regulation.units):
        above = []
        while pending and pending[0].start <= index:
            above.append(pending.pop(0))
        yield unit, above
