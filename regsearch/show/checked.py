"""A checked draft as JSON, Markdown and lines for the terminal."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Any

from regsearch.search.as_of import day_in_words
from regsearch.show.markdown import escape
from regsearch.show.terminal import STATUSES, plain
from regsearch.show.to_dict import VERSION, json_values

if TYPE_CHECKING:
    from collections.abc import Iterator

    from regsearch.model.draft import CheckedCitation, CheckedDraft
    from regsearch.show.terminal import Style


def to_dict(value: CheckedDraft) -> dict[str, Any]:
    """Return *value* as the JSON of ``regsearch periksa``."""
    day = value.day
    return {
        "version": VERSION,
        "file": value.file,
        "as_of": value.as_of.isoformat(),
        "day": {"source": day.source, "as_written": day.as_written, "label": day.label},
        "knowledge_until": value.knowledge_until.isoformat() if value.knowledge_until else None,
        "notes": list(value.notes),
        "citations": [_citation(value, citation) for citation in value.citations],
    }


def _citation(draft: CheckedDraft, value: CheckedCitation) -> dict[str, Any]:
    place = value.place
    paragraph = draft.draft.paragraphs[place.paragraph]
    values: dict[str, Any] = json_values(value)
    return values | {
        "place": {
            "label": place.label,
            "kind": paragraph.kind,
            "number": paragraph.number,
            "row": paragraph.row,
            "column": paragraph.column,
            "page": paragraph.page,
            "paragraph": place.paragraph,
            "start": place.start,
            "end": place.end,
        }
    }


# --- for readers --------------------------------------------------------------------------------

_SOURCES = {
    "diminta": "diminta dengan --per",
    "perbuatan": "hari perbuatan menurut naskah",
    "naskah": "tanggal naskah",
    "hari_ini": "hari ini",
}


def count(value: CheckedDraft) -> str:
    """Return in one line how many citations there are, and what was found of them."""
    unknown = sum(c.exists is None and not c.findings for c in value.citations)
    found = f"{len(value.citations)} sitasi, {len(value.findings)} bermasalah"
    return f"{found}, {unknown} tidak dapat diperiksa" if unknown else found


def _day(value: CheckedDraft) -> str:
    day = value.day
    told = f"hukum per {day_in_words(day.day)} ({_SOURCES[day.source]}"
    return told + (f': "{day.as_written}", {day.label})' if day.as_written else ")")


def _verdict(value: CheckedCitation) -> tuple[str, str]:
    """Return the word for the outcome of a citation, and how it looks."""
    if value.findings:
        return "MASALAH", "bad"
    if value.exists is None:
        return "TAK TERPERIKSA", "note"
    return "SESUAI", "good"


def _facts(value: CheckedCitation) -> str:
    """Return what was compared, in a few words."""
    facts = []
    if value.status:
        facts.append(STATUSES[value.status])
    if value.quoted != "tidak dikutip":
        facts.append(f"kutipan {value.quoted}")
    facts += [f"{c.kind} {c.said}: sesuai" for c in value.claims if c.agrees]
    return " · ".join(facts)


def _told(value: CheckedCitation) -> Iterator[str]:
    """Yield the lines below a citation."""
    for finding in value.findings:
        yield finding.message
    messages = " ".join(finding.message for finding in value.findings)
    if value.advice and (more := value.advice.removeprefix(messages).strip()):
        yield f"Saran: {more}"
    yield from value.notes


def lines(value: CheckedDraft, style: Style = plain, width: int = 100) -> Iterator[str]:
    """Yield the citations in the order of the draft, those with something wrong marked."""
    yield f"{style(value.file, 'citation')}   {count(value)}"
    yield from textwrap.wrap(_day(value), width)
    for note in value.notes:
        yield from (style(line, "note") for line in textwrap.wrap(note, width))
    for citation in value.citations:
        word, look = _verdict(citation)
        yield ""
        yield f"{style(word, look)}  {citation.as_written}   {style(citation.place.label, 'dim')}"
        facts = " · ".join(filter(None, (f"= {citation.read_as}", _facts(citation))))
        yield from textwrap.wrap(facts, width, initial_indent="   ", subsequent_indent="     ")
        for text in _told(citation):
            yield from textwrap.wrap(text, width, initial_indent="   ", subsequent_indent="     ")


def markdown(value: CheckedDraft) -> Iterator[str]:
    """Yield the same as Markdown."""
    yield f"# Pemeriksaan {escape(value.file)}"
    yield ""
    yield f"{count(value)}; {escape(_day(value))}."
    for note in value.notes:
        yield from ("", f"> {escape(note)}")
    for citation in value.citations:
        word, _ = _verdict(citation)
        yield from ("", f"## {word}: {escape(citation.as_written)}", "")
        yield f"*{escape(citation.place.label)}* = {escape(citation.read_as)}  "
        if facts := _facts(citation):
            yield f"{escape(facts)}  "
        yield from (f"- {escape(text)}" for text in _told(citation))


def comment(value: CheckedCitation) -> str:
    """Return what is said of a citation in the margin of the draft."""
    return "\n".join((f"{value.read_as}:", *_told(value)))


def summary(value: CheckedDraft) -> str:
    """Return what is said of the whole in the margin of its first paragraph."""
    unknown = [c for c in value.citations if c.exists is None and not c.findings]
    listed = [f"Tidak dapat diperiksa: {c.as_written} ({c.place.label})" for c in unknown]
    return "\n".join((f"{count(value)}; {_day(value)}.", *value.notes, *listed))
