"""A checked draft as JSON, Markdown and lines for the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from regsearch.model.draft import CheckedCitation, CheckedDraft, Claim

VERSION = 1
"""Version of the contract; keys may be added within it."""


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
    return {
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
        },
        "as_written": value.as_written,
        "read_as": value.read_as,
        "resolved": [
            {
                "document": found.document,
                "citation": found.citation,
                "locator": [[kind, number] for kind, number in found.locator],
            }
            for found in value.resolved
        ],
        "exists": value.exists,
        "neighbours": list(value.neighbours),
        "as_of": value.as_of.isoformat() if value.as_of else None,
        "status": value.status,
        "status_note": value.status_note,
        "text_kind": value.text_kind,
        "quoted": value.quoted,
        "quotation": value.quotation,
        "difference": [{"kind": c.kind, "text": c.text} for c in value.difference],
        "claims": [_claim(claim) for claim in value.claims],
        "findings": [{"code": f.code, "message": f.message} for f in value.findings],
        "notes": list(value.notes),
        "advice": value.advice,
    }


def _claim(value: Claim) -> dict[str, Any]:
    return {
        "kind": value.kind,
        "as_written": value.as_written,
        "said": value.said,
        "provided": list(value.provided),
        "agrees": value.agrees,
        "basis": value.basis,
    }
