"""A parsed regulation becomes output: as a tree, as JSON.  ``memo`` makes Markdown of it.

The JSON is the contract's ``regsearch urai --format json``; its keys are stable.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from regsearch.regulation import Explanation, Group, Regulation, Unit

VERSION = 1
"""Version of the JSON form."""

_TREE_WIDTH = 100


def to_dict(regulation: Regulation) -> dict[str, Any]:
    """Return the regulation as plain values, keyed as the contract says."""
    source = regulation.source
    return {
        "version": VERSION,
        "document": {
            "id": regulation.id,
            "kind": regulation.kind,
            "number": regulation.numbers[0] if regulation.numbers else None,
            "numbers": list(regulation.numbers),
            "year": regulation.year,
            "title": regulation.title,
            "region": regulation.region,
            "enacted": regulation.enacted.isoformat() if regulation.enacted else None,
            "text_kind": regulation.text_kind,
            "source": {"file": source.file, "sha256": source.sha256, "pages": source.pages}
            | ({"extractor": source.extractor} if source.extractor else {}),
        },
        "groups": [
            {
                "kind": group.kind,
                "number": group.number,
                "heading": group.heading,
                "start": group.start,
                "page": group.page,
            }
            for group in regulation.groups
        ],
        "units": [_unit(unit) for unit in regulation.units],
        "penjelasan": [part for passage in regulation.penjelasan for part in _explanation(passage)],
        "findings": [
            {
                "code": finding.code,
                "address": finding.address,
                "page": finding.page,
                "message": finding.message,
                "raw": finding.raw,
            }
            for finding in regulation.findings
        ],
    }


def _explanation(passage: Explanation) -> Iterator[dict[str, Any]]:
    """Yield a passage, and the items of its lists as parts *within* it."""
    values = {"address": passage.address, "text": passage.own_words(), "page": passage.page}
    yield values | ({"printed": passage.text} if passage.items else {})
    for item in passage.items:
        yield {
            "address": item.address,
            "text": passage.own_words(item),
            "page": item.page,
            "within": passage.address,
        }


def _unit(unit: Unit) -> dict[str, Any]:
    values: dict[str, Any] = {
        "address": unit.address,
        "kind": unit.kind,
        "number": unit.number,
        "text": unit.text,
        "page": unit.page,
    }
    if unit.cells:
        values["cells"] = [{"column": column, "text": text} for column, text in unit.cells]
    return values


def to_json(regulation: Regulation) -> str:
    """Return the regulation as one JSON value on one line."""
    return json.dumps(to_dict(regulation), ensure_ascii=False)


def to_tree(regulation: Regulation) -> str:
    """Return the regulation as an indented outline, one unit a line, findings at the end."""
    return "\n".join(_tree(regulation))


def _tree(regulation: Regulation) -> Iterator[str]:
    yield _name(regulation)
    for unit, started in _with_groups(regulation):
        for group in started:
            yield f"{group.kind.upper()} {group.number}  {group.heading}".rstrip()
        depth = len(unit.locator)
        page = f"  [hlm. {unit.page}]" if unit.page and depth == 1 else ""
        line = f"{'  ' * depth}{_label(unit)} {unit.text}".rstrip()
        yield (line if len(line) <= _TREE_WIDTH else line[: _TREE_WIDTH - 1] + "…") + page
    counts: dict[str, int] = {}
    for unit in regulation.units:
        counts[unit.kind] = counts.get(unit.kind, 0) + 1
    summary = ", ".join(f"{count} {kind}" for kind, count in counts.items()) or "tidak ada satuan"
    yield f"-- {summary}, {len(regulation.penjelasan)} penjelasan"
    for finding in regulation.findings:
        where = f" (hlm. {finding.page})" if finding.page else ""
        yield f"! {finding.code}{where}: {finding.message}"


def _name(regulation: Regulation) -> str:
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
    """Yield every unit with the headings that begin right before it."""
    waiting = list(regulation.groups)
    for index, unit in enumerate(regulation.units):
        started = []
        while waiting and waiting[0].start <= index:
            started.append(waiting.pop(0))
        yield unit, started
