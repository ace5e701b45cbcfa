"""The behaviours of ``data/behaviours/*/*.toml``, read and checked.

A behaviour is something that people do or ask about.  Its norms answer it, the best first, each
with the conditions under which it does; its questions are how people put it.  The form of the
files is described in ``data/behaviours/README.md``.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Any

from regsearch import data

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator

SUBJECTS = frozenset(
    "asn pns pppk cpns non-asn kades perangkat-desa bpd tni polri bumn pejabat penyelenggara calon "
    "tim-kampanye pasangan atasan ppk warga".split()
)
"""Whom a norm may be limited to."""
STAGES = frozenset({"sebelum", "sesudah"})
ELECTIONS = frozenset({"pilkada", "pemilu", "pilpres"})
ASKED = frozenset({"sanksi", "boleh", "prosedur", "arti", "hak"})
"""What a question may ask, where a norm answers only that."""

ALIKE = 0.7
"""Questions of one behaviour with a greater Jaccard index of their stems are near-duplicates."""


@dataclass(frozen=True, slots=True)
class Norm:
    """A provision that answers a behaviour, and when it does."""

    citation: str
    subjects: frozenset[str] = frozenset()
    """Whom it answers for; empty for all whom the provision binds."""
    stage: str | None = None
    """``sebelum`` or ``sesudah`` the candidate's official designation; None for both."""
    elections: frozenset[str] = frozenset()
    asked: frozenset[str] = frozenset()
    """What a question must ask; empty for any."""
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Behaviour:
    """Something that people do or ask about."""

    id: str
    name: str
    """What a lawyer would call it, in Indonesian."""
    norms: tuple[Norm, ...]
    """What answers it, the best first."""
    train: tuple[str, ...]
    """Questions that the model learns from."""
    dev: tuple[str, ...]
    """Questions to measure by."""
    outside: bool = False
    """Whether the corpus does not answer it: such questions are refused."""


def read_behaviours(folder: Path | None = None) -> tuple[Behaviour, ...]:
    """Return the behaviours in the TOML files of *folder*, those that ship if left out.

    Raises:
        ValueError: a file cannot be read, or has an unknown key.

    """
    files = sorted((folder or Path(data.path("behaviours")).with_suffix("")).rglob("*.toml"))
    return tuple(behaviour for file in files for behaviour in _read(file))


def _read(file: Path) -> Iterator[Behaviour]:
    try:
        rows = tomllib.loads(file.read_text("utf-8"))["behaviour"]
        for row in rows:
            yield Behaviour(
                id=row.pop("id"),
                name=row.pop("name"),
                norms=tuple(_norm(dict(norm)) for norm in row.pop("norms", [])),
                train=tuple(row.pop("train", [])),
                dev=tuple(row.pop("dev", [])),
                outside=row.pop("outside", False),
            )
            if row:
                raise ValueError(f"{file.name}: kunci tidak dikenal: {', '.join(row)}.")
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise ValueError(
            f"{file.name}: tidak terbaca sebagai daftar perilaku ({error})."
        ) from error


def _norm(row: dict[str, Any]) -> Norm:
    norm = Norm(
        row.pop("norm"),
        frozenset(row.pop("subject", ())),
        row.pop("stage", None),
        frozenset(row.pop("election", ())),
        frozenset(row.pop("asked", ())),
        row.pop("note", None),
    )
    if row:
        raise KeyError(", ".join(row))
    return norm


def faults(behaviours: Iterable[Behaviour], stems: Callable[[str], Collection[str]]) -> list[str]:
    """Return what is wrong with *behaviours* by themselves, a line each.

    Checked: ids are unique, every condition has known values, a question stands once, and no two
    questions of a behaviour are near-duplicates.

    Args:
        behaviours: the behaviours.
        stems: gives the stems of a question.

    """
    found: list[str] = []
    ids = Counter(behaviour.id for behaviour in behaviours)
    found += [f"{name}: id is used {count} times" for name, count in ids.items() if count > 1]
    home: dict[str, str] = {}
    for behaviour in behaviours:
        found += [f"{behaviour.id}: {fault}" for fault in _condition_faults(behaviour)]
        questions = (*behaviour.train, *behaviour.dev)
        for question in questions:
            if question in home:
                found.append(f"{behaviour.id}: {question!r} is also in {home[question]}")
            home[question] = behaviour.id
        as_stems = [(question, frozenset(stems(question))) for question in questions]
        for (one, mine), (other, theirs) in combinations(as_stems, 2):
            if mine and len(mine & theirs) > ALIKE * len(mine | theirs):
                found.append(f"{behaviour.id}: near-duplicates: {one!r}, {other!r}")
    return found


def _condition_faults(behaviour: Behaviour) -> Iterator[str]:
    if not behaviour.norms and not behaviour.outside:
        yield "no norms"
    for norm in behaviour.norms:
        unknown = (
            (norm.subjects - SUBJECTS)
            | ({norm.stage} - STAGES - {None})
            | (norm.elections - ELECTIONS)
            | (norm.asked - ASKED)
        )
        if unknown:
            yield f"{norm.citation}: unknown values {sorted(map(str, unknown))}"
