"""Passages in an engine-neutral form: JSON lines, found by key without parsing the rest.

``records.jsonl`` holds one passage a line in document order; ``records.keys`` one line a passage,
``key TAB offset TAB length``, sorted by key in byte order, so that a key is found by bisection in
a memory map.
"""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from datetime import date
from functools import cache
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from regsearch.errors import IndexDamagedError
from regsearch.index.lines import SortedLines, mapped
from regsearch.model import Basis, Note, Passage, Related, Sanction, parse_address

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from regsearch.model import Locator

RECORDS = "records.jsonl"
KEYS = "records.keys"


def to_json(passage: Passage) -> dict[str, Any]:
    """Return *passage* as plain JSON values, by name; fields that are empty are left out."""
    return {
        name: value if type(value) is str else _plain(value)
        for name, value in zip(_names(Passage), _values(Passage)(passage), strict=True)
        if value or value == ""
    }


@cache
def _names(kind: Any) -> tuple[str, ...]:
    names = kind._fields if issubclass(kind, tuple) else [field.name for field in fields(kind)]
    return tuple(sorted(names))


@cache
def _values(kind: Any) -> Callable[[Any], tuple[Any, ...]]:
    """Return a function that gives the values of the fields of :func:`_names`."""
    return attrgetter(*_names(kind))


_encode = json.JSONEncoder(ensure_ascii=False).encode


def _plain(value: Any) -> Any:
    kind: Any = type(value)
    if kind is str:
        return value
    if kind is tuple:
        return [_plain(item) for item in value]
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple) or is_dataclass(value):
        held = zip(_names(kind), _values(kind)(value), strict=True)
        return {name: _plain(own) for name, own in held if own not in (None, ())}
    return value


def _locator(value: Any) -> Locator:
    return tuple((str(kind), str(number)) for kind, number in value or ())


def _day(value: Any) -> date | None:
    return date.fromisoformat(value) if value else None


def _sanction(value: dict[str, Any]) -> Sanction:
    return Sanction(
        level=value["level"],
        penalties=tuple(value.get("penalties", ())),
        basis=tuple(
            Basis(b["document"], b["citation"], _locator(b.get("locator"))) for b in value["basis"]
        ),
        condition=value.get("condition"),
        note=value.get("note"),
        in_force=_day(value.get("in_force")),
        revoked=_day(value.get("revoked")),
    )


def from_json(value: dict[str, Any]) -> Passage:
    """Return the passage that :func:`to_json` wrote."""
    plain = dict(value)
    plain["locator"] = _locator(plain.get("locator"))
    plain["start"] = date.fromisoformat(plain["start"])
    plain["end"] = _day(plain.get("end"))
    for name in ("context", "around", "headings", "subjects"):
        plain[name] = tuple(plain.get(name, ()))
    plain["cells"] = tuple((h, t) for h, t in plain.get("cells", ()))
    plain["notes"] = tuple(Note(**note) for note in plain.get("notes", ()))
    plain["sanctions"] = tuple(_sanction(s) for s in plain.get("sanctions", ()))
    plain["related"] = tuple(
        Related(r["citation"], r["relation"], r["document"], _locator(r.get("locator")))
        for r in plain.get("related", ())
    )
    return Passage(**plain)


def record_line(passage: Passage) -> bytes:
    """Return *passage* as a line of the records."""
    # Its keys are in order already.
    return _encode(to_json(passage)).encode() + b"\n"


def key_lines(records: Iterable[tuple[str, int, int]]) -> bytes:
    """Return the lines of the key file for *records*: key, offset, length.

    Those of one document may be made by themselves: ``#`` sorts before every character of a
    document's id, so the whole file is the documents' lines by ascending id.
    """
    entries = sorted((key.encode(), offset, length) for key, offset, length in records)
    return b"".join(b"%s\t%d\t%d\n" % entry for entry in entries)


def write_records(folder: Path, passages: Iterable[Passage]) -> int:
    """Write *passages* to *folder*; return how many there were."""
    keys: list[tuple[str, int, int]] = []
    offset = 0
    with (folder / RECORDS).open("wb") as out:
        for passage in passages:
            line = record_line(passage)
            out.write(line)
            keys.append((passage.key, offset, len(line)))
            offset += len(line)
    (folder / KEYS).write_bytes(key_lines(keys))
    return len(keys)


class Records:
    """The passages of an index, read one at a time; safe to share among threads.

    Args:
        folder: the index.

    Raises:
        IndexMissingError: the files are not there.

    """

    def __init__(self, folder: Path) -> None:
        self._keys_map, self._records = mapped(folder, KEYS, RECORDS)
        self._keys = SortedLines(self._keys_map)

    def close(self) -> None:
        """Close the files; the records cannot be read afterwards."""
        self._keys_map.close()
        self._records.close()

    def get(self, key: str) -> Passage | None:
        """Return the passage with *key* (``pp-94-2021#pasal-5/huruf-n``), or None."""
        span = self._find(key.encode())
        if span is None:
            return None
        offset, length = span
        try:
            return from_json(json.loads(self._records[offset : offset + length]))
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            raise IndexDamagedError(
                f"Catatan {key} dalam indeks rusak. Pasang ulang indeksnya."
            ) from error

    def many(self, keys: Iterable[str]) -> dict[str, Passage]:
        """Return those of the passages with *keys* that there are, in the order of *keys*."""
        found = ((key, self.get(key)) for key in keys)
        return {key: passage for key, passage in found if passage}

    def of_document(self, document: str) -> Iterator[Locator]:
        """Yield the locators of the passages of *document* in its own order, itself first."""
        prefix = document.encode() + b"#"
        offset = self._keys.lower_bound(prefix)
        found: list[tuple[int, Locator]] = []
        while line := self._keys.line_at(offset):
            key, position, _ = (line + b"\t\t").split(b"\t")[:3]
            if not key.startswith(prefix):
                break
            found.append((int(position), parse_address(key.decode().partition("#")[2])))
            offset += len(line) + 1
        # The records are in the order of the document, and so are their offsets.
        yield from (locator for _, locator in sorted(found))

    def _find(self, key: bytes) -> tuple[int, int] | None:
        fields = self._keys.find(key)
        return (int(fields[0]), int(fields[1])) if fields and len(fields) == 2 else None
