"""How far the corpus knows the law: from when to when, field by field (``data/timeline.toml``).

Named tuples, which take a fraction of the time to define: every look-up needs them.
"""

from __future__ import annotations

import json
from datetime import date
from typing import Any, NamedTuple

from regsearch import data


class Field(NamedTuple):
    """A field of law and the days of which the corpus knows its law."""

    id: str
    name: str
    """In Indonesian."""
    known_from: date
    """First day of which the corpus has its law."""
    newest: date
    """Day of the newest change that is known."""
    by: str
    """The instruments that made that change."""
    documents: tuple[str, ...]
    """Ids of instruments of this field."""
    not_found: str
    """What was looked for and not found."""


class Timeline(NamedTuple):
    """The fields of the corpus, and the day up to which changes of the law are known."""

    knowledge_until: date
    """Newest day of which changes were found; later ones may be missing."""
    checked: date
    """The day on which the sources were last searched."""
    fields: tuple[Field, ...]

    def field_of(self, document: str) -> Field | None:
        """Return the field that *document* is law of, or None."""
        return next((field for field in self.fields if document in field.documents), None)


def shipped_timeline() -> Timeline:
    """Return the timeline of the corpus that ships."""
    return _timeline(data.table("timeline"))


def to_json(timeline: Timeline) -> bytes:
    """Return *timeline* as the file that an index has of it."""
    table = {
        "knowledge_until": timeline.knowledge_until,
        "checked": timeline.checked,
        "field": [field._asdict() for field in timeline.fields],
    }
    text = json.dumps(table, ensure_ascii=False, indent=1, sort_keys=True, default=date.isoformat)
    return text.encode() + b"\n"


def from_json(content: bytes) -> Timeline:
    """Return the timeline that :func:`to_json` wrote.

    Raises:
        ValueError: it is another file.

    """
    try:
        return _timeline(json.loads(content))
    except (LookupError, TypeError) as error:
        raise ValueError(f"no timeline: {error}") from error


def _timeline(table: dict[str, Any]) -> Timeline:
    return Timeline(
        _day(table["knowledge_until"]),
        _day(table["checked"]),
        tuple(
            Field(
                field["id"],
                field["name"],
                _day(field["known_from"]),
                _day(field["newest"]),
                field["by"],
                tuple(field["documents"]),
                field["not_found"],
            )
            for field in table["field"]
        ),
    )


def _day(value: date | str) -> date:
    return date.fromisoformat(value) if isinstance(value, str) else value
