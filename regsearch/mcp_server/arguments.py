"""The arguments of a tool: their JSON Schema, and what is said of those that do not fit it."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from regsearch.errors import UsageError

Schema = dict[str, Any]

_DAY = r"^\d{4}-\d\d-\d\d$"
MAX_QUESTION = 20_000
"""Characters of a question; the library has the same limit."""
MAX_CITATION = 1_000

QUESTION: Schema = {
    "type": "string",
    "minLength": 1,
    "maxLength": MAX_QUESTION,
    "description": "Perbuatan, pertanyaan, atau cerita perkara dalam bahasa Indonesia, dengan kata "
    "pemakai sendiri: siapa, berbuat apa, kapan, terhadap siapa.",
}
CITATION: Schema = {
    "type": "string",
    "minLength": 1,
    "maxLength": MAX_CITATION,
    "description": "Sitasi dalam ejaan biasa, misalnya 'PP 94/2021 Pasal 5 huruf n angka 6', "
    "'pasal 9 ayat 2 uu asn', 'SKB netralitas lampiran II huruf B angka 6', 'UU 10/2016 Pasal 71'.",
}


def day(description: str) -> Schema:
    """Return the schema of a day."""
    return {"type": "string", "pattern": _DAY, "description": f"{description} YYYY-MM-DD."}


def schema(properties: dict[str, Schema], required: tuple[str, ...] = ()) -> Schema:
    """Return the schema of the arguments of a tool."""
    return {
        "type": "object",
        "properties": properties,
        "required": [*required],
        "additionalProperties": False,
    }


def check(given: dict[str, Any], expected: Schema) -> None:
    """Refuse arguments that do not fit *expected*, which is one of :func:`schema`.

    Raises:
        UsageError: one is missing, unknown, of another type, too long, or not among its values.

    """
    properties = expected["properties"]
    for name in expected["required"]:
        if name not in given:
            raise UsageError(f"{name} wajib diisi. {properties[name]['description']}")
    for name, value in given.items():
        if name not in properties:
            raise UsageError(f"{name!r} tidak dikenal. Pilihan: {', '.join(properties)}.")
        _check(name, value, properties[name])


def _check(name: str, value: Any, rule: Schema) -> None:
    types = {"string": (str, "teks"), "integer": (int, "bilangan bulat"), "array": (list, "daftar")}
    kind, called = types[rule["type"]]
    if not isinstance(value, kind) or isinstance(value, bool):
        raise UsageError(f"{name} harus berupa {called}. {rule.get('description', '')}".strip())
    if isinstance(value, str):
        _check_text(name, value, rule)
    if isinstance(value, int) and not rule["minimum"] <= value <= rule["maximum"]:
        raise UsageError(f"{name} harus dari {rule['minimum']} sampai {rule['maximum']}.")
    if isinstance(value, list):
        if len(value) > rule["maxItems"]:
            raise UsageError(f"{name}: paling banyak {rule['maxItems']}.")
        for item in value:
            _check(name, item, rule["items"])


def _check_text(name: str, value: str, rule: Schema) -> None:
    if "enum" in rule and value not in rule["enum"]:
        raise UsageError(
            f"{name}={value[:50]!r} tidak dikenal. Pilihan: {', '.join(rule['enum'])}."
        )
    if len(value) > rule.get("maxLength", len(value)):
        raise UsageError(
            f"{name} {len(value)} karakter, batasnya {rule['maxLength']}. Pendekkan, atau bagi."
        )
    if "minLength" in rule and not value.strip():
        raise UsageError(f"{name} kosong. {rule['description']}")
    if rule.get("pattern") == _DAY:
        try:
            date.fromisoformat(value if re.fullmatch(_DAY, value) else "")
        except ValueError:
            raise UsageError(
                f"{name}={value[:50]!r} bukan tanggal YYYY-MM-DD, misalnya 2024-01-30."
            ) from None
