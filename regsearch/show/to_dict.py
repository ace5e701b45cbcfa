"""Replies and regulations as the values of the JSON in ``docs/contract.md`` (version 1)."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from regsearch.corpus.inventory import Inventory
    from regsearch.model import (
        Answer,
        ChildUnit,
        ParsedQuery,
        Reply,
        Sanction,
    )
    from regsearch.model.draft import CheckedDraft
    from regsearch.model.history import History
    from regsearch.regulation import Explanation, Regulation, Unit, WordCount

VERSION = 1
"""Version of the contract; keys may be added within it."""


def to_dict(value: Reply | Answer | History | Inventory | CheckedDraft) -> dict[str, Any]:
    """Return *value* as exactly the JSON that the command line prints for it.

    The schemas are in the package: ``regsearch/data/schema/reply.json``, ``history.json``,
    ``documents.json`` and ``checked.json``.

    Args:
        value: a reply, one of its answers, the history of a provision, the list of documents, or a
            checked draft.

    >>> import regsearch
    >>> with regsearch.open() as library:
    ...     to_dict(library["PP 94/2021 Pasal 5 huruf n angka 6"])["status"]
    'berlaku'

    """
    from regsearch.corpus.inventory import Inventory
    from regsearch.model import Reply
    from regsearch.model.draft import CheckedDraft
    from regsearch.model.history import History

    if isinstance(value, Reply):
        return reply(value)
    if isinstance(value, History):
        from regsearch.show import history

        return history.to_dict(value)
    if isinstance(value, Inventory):
        from regsearch.show import corpus

        return corpus.table_json(value.holdings, value.as_of)
    if isinstance(value, CheckedDraft):
        from regsearch.show import checked

        return checked.to_dict(value)
    return answer(value)


def json_values(value: object) -> Any:
    """Return *value* as JSON values: records as objects of their fields, days as ISO dates.

    For records whose fields are those of the contract, in its order; ``tests/cli/test_schemas.py``
    holds them against the schemas.
    """
    if isinstance(value, date):
        return value.isoformat()
    if is_dataclass(value):
        return {field.name: json_values(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple):
        names = getattr(value, "_fields", None)
        items = [json_values(item) for item in value]
        return items if names is None else dict(zip(names, items, strict=True))
    return value


def reply(value: Reply) -> dict[str, Any]:
    """Return *value* as the JSON of ``regsearch cari`` and ``regsearch pasal``."""
    return {
        "version": VERSION,
        "query": value.query.text,
        "as_of": value.query.as_of.isoformat(),
        "outcome": value.outcome,
        "message": value.message,
        "knowledge_until": value.knowledge_until.isoformat() if value.knowledge_until else None,
        "assumed": [{"written": w, "read_as": r} for w, r in value.query.assumed],
        "slots": _slots(value.query),
        "behaviour": json_values(value.behaviour),
        "summary": json_values(value.summary),
        "answers": [answer(a) for a in value.answers],
    }


def _slots(query: ParsedQuery) -> dict[str, Any]:
    return {
        "actor": query.subject,
        "others": sorted(query.others),
        "act": [concept.name for concept in query.concepts],
        "election": query.election,
        "stage": query.stage,
        "asked": sorted(query.intents),
    }


def error(code: str, message: str) -> dict[str, Any]:
    """Return the JSON of a failure."""
    return {"version": VERSION, "error": {"code": code, "message": message}}


def answer(value: Answer) -> dict[str, Any]:
    """Return one answer."""
    return {
        "rank": value.rank,
        "score": value.score,
        "document": value.document,
        "citation": value.citation,
        "locator": json_values(value.locator),
        "text": value.text,
        "reading": json_values(value.reading),
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
        "related": json_values(value.related),
        "official": list(value.official),
    } | ({"children": [child(c) for c in value.children]} if value.children else {})


def child(value: ChildUnit) -> dict[str, Any]:
    """Return a unit inside a provision, with everything inside it."""
    return {
        "address": value.address,
        "kind": value.kind,
        "number": value.number,
        "text": value.text,
        "penjelasan": value.penjelasan,
        "children": [child(c) for c in value.children],
    }


def _sanction(value: Sanction) -> dict[str, Any]:
    return {
        "level": value.level,
        "penalties": list(value.penalties),
        "condition": value.condition,
        "note": value.note,
        "basis": json_values(value.basis),
    }


def regulation(value: Regulation) -> dict[str, Any]:
    """Return *value* as the JSON of ``regsearch urai``."""
    source = value.source
    return {
        "version": VERSION,
        "document": {
            "id": value.id,
            "kind": value.kind,
            "number": value.numbers[0] if value.numbers else None,
            "numbers": list(value.numbers),
            "year": value.year,
            "title": value.title,
            "region": value.region,
            "issuer": value.issuer,
            "enacted": value.enacted.isoformat() if value.enacted else None,
            "text_kind": value.text_kind,
            "words": _words(value.words),
            "source": {"file": source.file, "sha256": source.sha256, "pages": source.pages}
            | ({"extractor": source.extractor} if source.extractor else {}),
        },
        "groups": json_values(value.groups),
        "units": [_unit(unit) for unit in value.units],
        "penjelasan": [part for passage in value.penjelasan for part in _explanation(passage)],
        "findings": [
            {
                "code": finding.code,
                "address": finding.address,
                "page": finding.page,
                "message": finding.message,
                "raw": finding.raw,
            }
            for finding in value.findings
        ],
    }


def _words(value: WordCount | None) -> dict[str, Any] | None:
    if value is None:
        return None
    return {
        "read": value.read,
        "furniture": value.furniture,
        "lost": value.lost,
        "share": round(value.share, 4),
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
