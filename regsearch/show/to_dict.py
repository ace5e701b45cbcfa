"""Answers as JSON, as ``docs/contract.md`` describes them (version 1)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from regsearch.model import Answer, Basis, Locator, Related, Reply, Sanction

VERSION = 1


def reply(value: Reply) -> dict[str, Any]:
    """Return *value* as the JSON of ``regsearch cari`` and ``regsearch pasal``."""
    return {
        "version": VERSION,
        "query": value.query.text,
        "as_of": value.query.as_of.isoformat(),
        "outcome": value.outcome,
        "message": value.message,
        "assumed": [{"written": w, "read_as": r} for w, r in value.query.assumed],
        "answers": [answer(a) for a in value.answers],
    }


def error(code: str, message: str) -> dict[str, Any]:
    """Return the JSON that stands for a failure."""
    return {"version": VERSION, "error": {"code": code, "message": message}}


def _locator(value: Locator) -> list[list[str]]:
    return [[kind, number] for kind, number in value]


def answer(value: Answer) -> dict[str, Any]:
    """Return one answer."""
    return {
        "rank": value.rank,
        "score": value.score,
        "document": value.document,
        "citation": value.citation,
        "locator": _locator(value.locator),
        "text": value.text,
        "context": list(value.context),
        "penjelasan": value.penjelasan,
        "penjelasan_kind": value.penjelasan_kind,
        "text_kind": value.text_kind,
        "verification": value.verification,
        "page": value.page,
        "source_sha256": value.passage.source_sha256 if value.passage else None,
        "modality": value.modality,
        "status": value.status,
        "status_note": value.status_note,
        "condition": value.condition,
        "notes": [note.text for note in value.notes],
        "sanctions": [_sanction(s) for s in value.sanctions],
        "related": [_related(r) for r in value.related],
    }


def _sanction(value: Sanction) -> dict[str, Any]:
    return {
        "level": value.level,
        "penalties": list(value.penalties),
        "condition": value.condition,
        "note": value.note,
        "basis": [_basis(b) for b in value.basis],
    }


def _basis(value: Basis) -> dict[str, Any]:
    return {
        "document": value.document,
        "citation": value.citation,
        "locator": _locator(value.locator),
    }


def _related(value: Related) -> dict[str, Any]:
    return {
        "citation": value.citation,
        "relation": value.relation,
        "document": value.document,
        "locator": _locator(value.locator),
    }
