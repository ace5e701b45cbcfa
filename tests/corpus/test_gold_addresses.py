"""Every provision that the reference questions name can be opened with ``regsearch pasal``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from regsearch.citation import format_locator
from regsearch.errors import RegsearchError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from regsearch.model import Locator
    from regsearch.search.library import Library

GOLD = Path(__file__).resolve().parents[3] / "shared" / "eval" / "search" / "gold.jsonl"


def named(value: Any) -> Iterator[tuple[str, Locator]]:
    """Every document and locator anywhere in a gold entry."""
    if isinstance(value, dict):
        if "document" in value and "locator" in value:
            yield value["document"], tuple((kind, number) for kind, number in value["locator"])
        for inner in value.values():
            yield from named(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from named(inner)


def steps(locator: Locator) -> set[tuple[str, str]]:
    return {(kind, number.casefold()) for kind, number in locator}


def opens(library: Library, document: str, locator: Locator) -> bool:
    try:
        reply = library.lookup(f"{format_locator(locator)} {document}".strip())
    except RegsearchError:
        return False
    first = reply.answers[0]
    return first.document == document and steps(locator) <= steps(first.locator)


@pytest.mark.skipif(not GOLD.exists(), reason="the reference questions are not here")
def test_every_provision_of_reference_answers_opens(library: Library) -> None:
    cases = [json.loads(line) for line in GOLD.read_text("utf-8").splitlines() if line.strip()]
    wanted = sorted({found for case in cases for found in named(case)})
    assert len(wanted) > 50
    missing = [f"{d} {format_locator(loc)}" for d, loc in wanted if not opens(library, d, loc)]
    print(f"{len(wanted)} ketentuan, {len(missing)} tidak terbuka")
    assert missing == []
