"""Replies and parsed regulations as Markdown (CommonMark with tables), to paste into a memo.

Numbers of the law are escaped (``1\\.``), so that no renderer counts them anew.
"""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING

from regsearch.citation import format_locator
from regsearch.show import evidence
from regsearch.show.evidence import DIGEST

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from regsearch.index.manifest import Manifest
    from regsearch.model import Answer, Locator, Reply
    from regsearch.model.draft import CheckedDraft
    from regsearch.model.history import History
    from regsearch.regulation import Group, Regulation, Unit
    from regsearch.show.evidence import Block

_MARKS = re.compile(r"([\\`*_<>|\[\]])")
_LEVELS = {"buku": "##", "bab": "##", "lampiran": "##", "bagian": "###", "paragraf": "####"}
_LABELS = {
    "pasal": "Pasal {}",
    "ayat": "({})",
    "huruf": "{}.",
    "angka": "{}\\.",
    "lampiran": "Lampiran {}",
    "diktum": "{}",
}


def to_markdown(value: Reply | History | CheckedDraft) -> str:
    """Return *value* as the Markdown that the command line prints for it, without its origin.

    Args:
        value: a reply, the history of a provision, or a checked draft.

    >>> import regsearch
    >>> with regsearch.open() as library:
    ...     text = to_markdown(library.lookup("PP 94/2021 Pasal 5", as_of="2024-01-30"))
    >>> text.splitlines()[0]
    '# PP 94/2021 Pasal 5'

    """
    from regsearch.model.draft import CheckedDraft
    from regsearch.model.history import History

    if isinstance(value, CheckedDraft):
        from regsearch.show import checked

        return "\n".join(checked.markdown(value))
    if isinstance(value, History):
        from regsearch.show import history

        return "\n".join(history.markdown(value))
    return "\n".join(reply(value))


def reply(value: Reply, manifest: Manifest | None = None) -> Iterator[str]:
    """Yield the lines of *value* as an evidence card; see :func:`regsearch.show.evidence.card`."""
    return _lines(evidence.card(value, manifest))


def provision(answer: Answer) -> Iterator[str]:
    """Yield the lines of one answer."""
    return _lines(evidence.provision(answer))


def _lines(blocks: Iterable[Block]) -> Iterator[str]:
    before: Block | None = None
    for block in blocks:
        together = before is not None and before.kind == block.kind
        if before is not None and not (together and block.kind in {"item", "unit", "quote"}):
            yield ""
        if together and block.kind == "quote":
            yield ">"
        yield _line(block)
        before = block
    yield ""


def _line(block: Block) -> str:
    text = block.text
    if block.strong:
        text = f"**{escape(block.strong)}** {text}".rstrip()
    marks = {"title": "# {}", "heading": "## {}", "marks": "*{}*", "quote": "> {}"}
    if block.kind in {"item", "unit"}:
        return f"{'  ' * block.level}- {text}"
    return marks.get(block.kind, "{}").format(text)


def regulation(value: Regulation) -> str:
    """Return a parsed regulation as Markdown: headings, articles, nested lists, tables.

    The source and its SHA-256 come first and the findings last, so that a reader knows where the
    text is from and what is missing from it.
    """
    return "\n".join(_regulation(value)).strip() + "\n"


def _regulation(regulation: Regulation) -> Iterator[str]:
    yield f"# {escape(regulation.title or regulation.id)}"
    yield ""
    if regulation.text_kind == "ringkasan":
        yield f"> {DIGEST}"
        yield ""
    source = regulation.source
    pages = f", {source.pages} halaman" if source.pages else ""
    origin = f"{escape(source.file)}{pages}, SHA-256 {source.sha256}"
    yield f"*{escape(regulation.id)}; sumber: {origin}*"
    pending = list(reversed(regulation.groups))
    parents = {unit.locator[:-1] for unit in regulation.units}
    numbered = enumerate(regulation.units)
    for columns, run in groupby(numbered, lambda pair: _columns(pair[1], parents)):
        units = list(run)
        while pending and pending[-1].start <= units[0][0]:
            yield from _heading(pending.pop())
        if columns is not None:
            yield from _table(columns, [unit for _, unit in units])
            continue
        for index, unit in units:
            while pending and pending[-1].start <= index:
                yield from _heading(pending.pop())
            yield from _unit(unit)
    while pending:
        yield from _heading(pending.pop())
    if regulation.penjelasan:
        yield "\n## Penjelasan"
        for passage in regulation.penjelasan:
            name = format_locator(passage.locator) if passage.locator else "Umum"
            yield f"\n**{escape(name)}.** {escape(passage.text)}".rstrip()
    if regulation.findings:
        yield "\n## Temuan pembacaan\n"
        for finding in regulation.findings:
            where = f" (hlm. {finding.page})" if finding.page else ""
            yield f"- {escape(finding.message)}{where}"


def escape(text: str) -> str:
    """Escape *text* for Markdown and join its lines."""
    return _MARKS.sub(r"\\\1", " ".join(text.split()))


def _heading(group: Group) -> Iterator[str]:
    level = _LEVELS.get(group.kind, "###")
    kind = group.kind.upper() if level == "##" else group.kind.capitalize()
    yield ""
    yield f"{level} {kind} {escape(group.number)} {escape(group.heading)}".rstrip()


def _unit(unit: Unit) -> Iterator[str]:
    label = _LABELS.get(unit.kind, unit.kind + " {}").format(unit.number)
    cells = "".join(f"; {escape(column)}: {escape(text)}" for column, text in unit.cells)
    text = escape(unit.text) + cells
    if len(unit.locator) == 1 and unit.kind in ("pasal", "lampiran", "diktum"):
        yield ""
        yield f"{'##' if unit.kind == 'lampiran' else '####'} {label}"
        yield ""
        if text:
            yield text
            yield ""
        return
    name = f"**{label}**" if unit.kind == "pasal" else label
    yield f"{'  ' * max(0, len(unit.locator) - 2)}- {name} {text}".rstrip()


def _columns(unit: Unit, parents: set[Locator]) -> tuple[str, ...] | None:
    """Return the columns of the table in which *unit* is a row, or None if it is no row."""
    if not unit.cells or unit.locator in parents:
        return None
    return tuple(column for column, _ in unit.cells)


def _table(columns: tuple[str, ...], rows: list[Unit]) -> Iterator[str]:
    # Outside the list, because a table inside one needs exact indentation; hence full addresses.
    yield ""
    yield f"| | | {' | '.join(map(escape, columns))} |"
    yield "|" + " --- |" * (len(columns) + 2)
    for row in rows:
        cells = " | ".join(escape(text) for _, text in row.cells)
        yield f"| {escape(format_locator(row.locator))} | {escape(row.text)} | {cells} |"
    yield ""
