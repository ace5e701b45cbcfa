"""The versions of a provision: ``riwayat`` as text, JSON values and Markdown."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Any

from regsearch.search.as_of import day_in_words
from regsearch.show.markdown import escape
from regsearch.show.terminal import STATUSES, plain
from regsearch.show.to_dict import VERSION, child, json_values

if TYPE_CHECKING:
    from collections.abc import Iterator

    from regsearch.model.history import Change, Difference, History, Version
    from regsearch.show.terminal import Style

_SOURCES = {
    "katalog": "",
    "kemiripan": "padanan menurut kemiripan kata",
    "gabungan": "naskah gabungan, tidak resmi",
}
_MARKS = {"sama": "{}", "dihapus": "[-{}-]", "ditambah": "{{+{}+}}"}
_LOOKS = {"sama": "", "dihapus": "bad", "ditambah": "good"}
_CONTEXT = 12
"""Words that are kept on each side of a change; the rest of what two versions share is left out."""


def lines(value: History, style: Style = plain, width: int = 100) -> Iterator[str]:
    """Yield the versions, oldest first, then what changed between them."""
    for version in value.versions:
        good = version.status == "berlaku"
        marks = [STATUSES[version.status], version.text_kind, _SOURCES[version.source]]
        yield f"{style(version.citation, 'citation')}   {' · '.join(filter(None, marks))}"
        yield style(f"   {_period(version)}", "good" if good else "dim")
        for line in version.text.splitlines():
            yield from textwrap.wrap(line, width, initial_indent="   ", subsequent_indent="     ")
        yield ""
    for ruling in value.rulings:
        yield style(f"Putusan  {ruling.citation}", "note")
    for difference in value.differences:
        yield ""
        yield style(f"{difference.before} → {difference.after}", "citation")
        yield from _wrapped(difference, style, width)
    for note in value.notes:
        yield ""
        yield from (style(line, "note") for line in textwrap.wrap(note, width))


def _period(version: Version) -> str:
    if version.end is None:
        return f"sejak {day_in_words(version.start)}"
    ended = f", berakhir karena {'; '.join(version.ended_by)}" if version.ended_by else ""
    last = version.end.fromordinal(version.end.toordinal() - 1)
    return f"{day_in_words(version.start)} sampai dengan {day_in_words(last)}{ended}"


def _wrapped(difference: Difference, style: Style, width: int) -> Iterator[str]:
    if difference.same:
        yield "   Bunyinya sama."
        return
    line, used = "  ", 2
    for change in shortened(difference.changes):
        words = _MARKS[change.kind].format(change.text).split()
        for word in words:
            if used + 1 + len(word) > width and used > 3:
                yield line
                line, used = "  ", 2
            line += " " + style(word, _LOOKS[change.kind])
            used += 1 + len(word)
    yield line


def shortened(changes: tuple[Change, ...]) -> Iterator[Change]:
    """Yield *changes*, those that two versions share cut to the words beside a change."""
    from dataclasses import replace

    for number, change in enumerate(changes):
        words = change.text.split()
        if change.kind != "sama" or len(words) <= 2 * _CONTEXT:
            yield change
            continue
        head = words[:_CONTEXT] if number else []
        tail = words[-_CONTEXT:] if number + 1 < len(changes) else []
        yield replace(change, text=" ".join([*head, "…", *tail]))


def markdown(value: History) -> Iterator[str]:
    """Yield the same as Markdown: deleted words struck out, new ones bold."""
    yield f"# Riwayat {escape(value.query)}"
    for version in value.versions:
        marks = [STATUSES[version.status], version.text_kind, _SOURCES[version.source]]
        yield from ("", f"## {version.citation}", "")
        yield f"*{_period(version)}; {'; '.join(filter(None, marks))}*"
        yield ""
        yield from (f"> {escape(line)}  " for line in version.text.splitlines())
    if value.rulings:
        yield from ("", "## Putusan", "")
        yield from (f"- {ruling.citation}" for ruling in value.rulings)
    marks_of = {"sama": "{}", "dihapus": "~~{}~~", "ditambah": "**{}**"}
    for difference in value.differences:
        yield from ("", f"## {difference.before} → {difference.after}", "")
        words = (marks_of[c.kind].format(escape(c.text)) for c in shortened(difference.changes))
        yield "Bunyinya sama." if difference.same else " ".join(words)
    for note in value.notes:
        yield from ("", f"> {note}")


def to_dict(value: History) -> dict[str, Any]:
    """Return what ``riwayat --format json`` prints."""
    return {
        "version": VERSION,
        "query": value.query,
        "as_of": value.as_of.isoformat(),
        "versions": [_version(version) for version in value.versions],
        "rulings": json_values(value.rulings),
        "differences": [
            {
                "before": difference.before,
                "after": difference.after,
                "same": difference.same,
                "changes": json_values(difference.changes),
            }
            for difference in value.differences
        ],
        "notes": list(value.notes),
    }


def _version(value: Version) -> dict[str, Any]:
    return {
        "document": value.document,
        "citation": value.citation,
        "locator": json_values(value.locator),
        "from": value.start.isoformat(),
        "until": value.end.isoformat() if value.end else None,
        "status": value.status,
        "text": value.text,
        "text_kind": value.text_kind,
        "source": value.source,
        "ended_by": list(value.ended_by),
        "children": [child(c) for c in value.children],
    }
