"""What changed between two indexes: documents, provisions, sanctions."""

from __future__ import annotations

import json
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Generic, TypeVar

from regsearch.errors import IndexDamagedError
from regsearch.index.manifest import read_manifest, verify_files
from regsearch.index.records import KEYS, RECORDS, from_json
from regsearch.model import Passage

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import BinaryIO

    from regsearch.model import Sanction

T = TypeVar("T")

_NO_CHANGE_OF_LAW = frozenset({"order", "sanctions"})
"""Fields of a passage that say nothing of the provision itself, or are told apart."""


@dataclass(frozen=True, slots=True)
class Provision:
    """A provision, and which fields of its :class:`Passage` are no longer the same."""

    key: str
    citation: str
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Linked:
    """A sanction, and the provision that it is the sanction of."""

    key: str
    citation: str
    level: str
    basis: tuple[str, ...]
    """Citations of the provisions that it rests on."""


@dataclass(frozen=True, slots=True)
class Changes(Generic[T]):
    """What the newer of two indexes has more, has no more, and has with other contents."""

    added: tuple[T, ...]
    removed: tuple[T, ...]
    changed: tuple[T, ...]

    def __bool__(self) -> bool:
        return bool(self.added or self.removed or self.changed)


@dataclass(frozen=True, slots=True)
class Difference:
    """The changes from one index to another."""

    documents: Changes[str]
    """By document id."""
    provisions: Changes[Provision]
    sanctions: Changes[Linked]

    def __bool__(self) -> bool:
        return bool(self.documents or self.provisions or self.sanctions)


def compare(before: Path, after: Path) -> Difference:
    """Return what changed from the index at *before* to the one at *after*.

    Raises:
        IndexMissingError: one is not there.
        IndexStaleError: one was made by another version.
        IndexDamagedError: a file of one was altered.

    """
    manifests = [read_manifest(folder) for folder in (before, after)]
    for folder, manifest in zip((before, after), manifests, strict=True):
        problems = verify_files(folder, manifest)
        if problems:
            raise IndexDamagedError(
                f"Indeks di {folder} tidak utuh: {problems[0]}. Pasang atau bangun ulang indeksnya."
            )
    pairs = list(_differing(before, after))
    old, new = ({d.id: d for d in manifest.documents} for manifest in manifests)
    touched = {(a or b).document for a, b in pairs if a or b}  # type: ignore[union-attr]
    altered = {name for name in old.keys() & new.keys() if old[name] != new[name]} | touched
    return Difference(
        Changes(
            tuple(sorted(new.keys() - old.keys())),
            tuple(sorted(old.keys() - new.keys())),
            tuple(sorted(altered & old.keys() & new.keys())),
        ),
        Changes(
            tuple(Provision(b.key, b.citation) for a, b in pairs if b and not a),
            tuple(Provision(a.key, a.citation) for a, b in pairs if a and not b),
            tuple(
                Provision(b.key, b.citation, names)
                for a, b in pairs
                if a and b and (names := _changed_fields(a, b))
            ),
        ),
        _sanctions(pairs),
    )


_Pair = tuple[Passage | None, Passage | None]


def _changed_fields(before: Passage, after: Passage) -> tuple[str, ...]:
    return tuple(
        field.name
        for field in fields(Passage)
        if field.name not in _NO_CHANGE_OF_LAW
        and getattr(before, field.name) != getattr(after, field.name)
    )


def _sanctions(pairs: list[_Pair]) -> Changes[Linked]:
    added: list[Linked] = []
    removed: list[Linked] = []
    changed: list[Linked] = []
    for before, after in pairs:
        old, new = _by_basis(before), _by_basis(after)
        added += (_linked(after, new[key]) for key in new if key not in old and after)
        removed += (_linked(before, old[key]) for key in old if key not in new and before)
        changed += (
            _linked(after, new[key]) for key in new if after and key in old and new[key] != old[key]
        )
    return Changes(tuple(added), tuple(removed), tuple(changed))


def _by_basis(passage: Passage | None) -> dict[tuple[object, ...], Sanction]:
    """Return the sanctions of *passage* by what makes each the same one in another index."""
    found: dict[tuple[object, ...], Sanction] = {}
    for sanction in passage.sanctions if passage else ():
        first = sanction.basis[0] if sanction.basis else None
        place = (first.document, first.locator) if first else ()
        number = sum(key[:2] == (sanction.level, place) for key in found)
        found[sanction.level, place, number] = sanction
    return found


def _linked(passage: Passage, sanction: Sanction) -> Linked:
    basis = tuple(part.citation for part in sanction.basis)
    return Linked(passage.key, passage.citation, sanction.level, basis)


def _differing(before: Path, after: Path) -> Iterator[_Pair]:
    """Yield the passages that are not the same, by key; both key files are sorted by it."""
    with (before / RECORDS).open("rb") as old, (after / RECORDS).open("rb") as new:
        left, right = _places(before), _places(after)
        a, b = next(left, None), next(right, None)
        while a or b:
            if b is None or (a is not None and a[0] < b[0]):
                assert a is not None  # the loop's condition
                yield _passage(_record(old, a)), None
                a = next(left, None)
            elif a is None or b[0] < a[0]:
                yield None, _passage(_record(new, b))
                b = next(right, None)
            else:
                first, second = _record(old, a), _record(new, b)
                if first != second:
                    yield _passage(first), _passage(second)
                a, b = next(left, None), next(right, None)


_Place = tuple[bytes, int, int]


def _places(folder: Path) -> Iterator[_Place]:
    with (folder / KEYS).open("rb") as file:
        for line in file:
            key, offset, length = line.split(b"\t")
            yield key, int(offset), int(length)


def _record(file: BinaryIO, place: _Place) -> bytes:
    file.seek(place[1])
    return file.read(place[2])


def _passage(record: bytes) -> Passage:
    return from_json(json.loads(record))
