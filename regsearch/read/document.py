"""Pages become a Regulation."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from regsearch.model import Regulation, Source
from regsearch.read.clean import clean
from regsearch.read.explanation import parse_explanation
from regsearch.read.sections import split
from regsearch.read.structure import parse_body

if TYPE_CHECKING:
    from pathlib import Path

    from regsearch.read.lines import Page


def assemble(pages: list[Page], path: Path) -> Regulation:
    lines = clean(pages)
    parts = split(lines)
    structure = parse_body(parts.body)
    penjelasan = parse_explanation(parts.penjelasan, {u.locator for u in structure.units})
    return Regulation(
        id="x", kind="uu", numbers=("1",), year=None, title="",
        source=Source(path.name, hashlib.sha256(path.read_bytes()).hexdigest(), len(pages)),
        groups=structure.groups, units=structure.units, penjelasan=penjelasan, findings=structure.findings,
    )
