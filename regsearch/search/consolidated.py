"""Versions of an article of a law consolidated with its amendments, where all are official texts.

A digest does not restate the orders of an amending law, so it cannot be consolidated.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from regsearch.errors import AmendmentError, NotFoundError
from regsearch.model import Reference
from regsearch.model.answer import label_of
from regsearch.model.history import Version
from regsearch.model.passage import status_on

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from regsearch.index.reader import OpenIndex
    from regsearch.law.amendments.consolidate import ConsolidatedUnit
    from regsearch.model import Passage
    from regsearch.regulation import Regulation


def consolidated_versions(
    index: OpenIndex, passage: Passage, day: date
) -> tuple[list[Version], tuple[str, ...]]:
    """Return the versions of the article of *passage*, and what is uncertain about them.

    None where the law was never amended, or where the text of it or of an amendment is a digest.
    """
    article = next((n for kind, n in reversed(passage.locator) if kind == "pasal"), None)
    base = _base_of(index, passage)
    laws = _amending(index, base)
    kinds = {document.id: document.text_kind for document in index.manifest.documents}
    if article is None or not laws or any(kinds.get(d) != "resmi" for d in (base, *laws)):
        return [], ()
    from regsearch.law.amendments.consolidate import Amendment, consolidate

    regulations = _regulations(index, {base, *laws})
    start = {document: index.catalog[document].start for document in (base, *laws)}
    amendments = [Amendment(regulations[law], start[law]) for law in laws]
    versions: list[Version] = []
    notes: list[str] = []
    days = sorted(start.values())
    for number, first in enumerate(days):
        end = days[number + 1] if number + 1 < len(days) else index.catalog[base].revoked
        try:
            units = consolidate(regulations[base], amendments, first).article(article)
        except (AmendmentError, NotFoundError) as error:
            notes.append(str(error))
            continue
        if not versions or versions[-1].text != _text(units):
            versions.append(_version(index, base, units, first, end, day))
        else:
            versions[-1] = _version(index, base, units, versions[-1].start, end, day)
    return versions, tuple(dict.fromkeys(notes))


def _base_of(index: OpenIndex, passage: Passage) -> str:
    """Return the law that the document of *passage* amends, or that document itself."""
    whole = index.passage(Reference(passage.document, ()))
    related = whole.related if whole else ()
    return next((r.document for r in related if r.relation == "mengubah"), passage.document)


def _amending(index: OpenIndex, base: str) -> list[str]:
    whole = index.passage(Reference(base, ()))
    kind = index.catalog[base].kind
    documents = [
        r.document for r in (whole.related if whole else ()) if r.relation == "diubah_oleh"
    ]
    known = (d for d in dict.fromkeys(documents) if d in index.catalog)
    return [document for document in known if index.catalog[document].kind == kind]


def _regulations(index: OpenIndex, documents: set[str]) -> dict[str, Regulation]:
    from regsearch.encoding import from_line
    from regsearch.index.documents import DOCUMENTS
    from regsearch.regulation import Regulation

    content = index.file(DOCUMENTS) or b""
    wanted = {f'"id": "{document}"'.encode() for document in documents}
    wanted |= {f'"id":"{document}"'.encode() for document in documents}
    lines = (line for line in content.splitlines() if any(w in line for w in wanted))
    found = {r.id: r for r in (from_line(Regulation, line) for line in lines)}
    return {document: found[document] for document in documents}


def _version(
    index: OpenIndex,
    base: str,
    units: Sequence[ConsolidatedUnit],
    start: date,
    end: date | None,
    day: date,
) -> Version:
    locator = units[0].unit.locator
    return Version(
        document=units[0].origin.document,
        citation=f"{index.directory.cite(Reference(base, locator))} (naskah gabungan)",
        locator=locator,
        start=start,
        end=end,
        status=status_on(day, start, end, amended=True),
        text=_text(units),
        text_kind="resmi",
        source="gabungan",
    )


def _text(units: Sequence[ConsolidatedUnit]) -> str:
    depth = len(units[0].unit.locator)
    lines = []
    for entry in units:
        kind, number = entry.unit.locator[-1]
        text = "dihapus" if entry.deleted else entry.unit.text
        below = len(entry.unit.locator) - depth
        label = f"{'  ' * (below - 1)}{label_of(kind, number)} " if below else ""
        lines.append(f"{label}{text}".rstrip())
    return "\n".join(line for line in lines if line)
