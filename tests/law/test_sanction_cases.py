"""Every case of ``tests/cases/sanctions.toml``: the sanctions of a provision on a day."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from regsearch.show.terminal import LEVELS

if TYPE_CHECKING:
    from regsearch.index.reader import OpenIndex
    from regsearch.model import Sanction
    from regsearch.search.library import Library

PATH = Path(__file__).parents[1] / "cases" / "sanctions.toml"
KEYS = {"citation", "day", "status", "sanctions", "note", "says_not", "why", "xfail"}
SANCTION_KEYS = {"level", "basis", "penalties", "never", "condition", "note"}


def cases() -> list[Any]:
    return [
        pytest.param(
            case,
            id=f"{case['citation']} ({case['day']})",
            marks=[pytest.mark.xfail(strict=True, reason=case["xfail"])] if "xfail" in case else [],
        )
        for case in tomllib.loads(PATH.read_text("utf-8"))["case"]
    ]


@pytest.mark.parametrize("case", cases())
def test_sanctions(library: Library, case: dict[str, Any]) -> None:
    answer, *_ = library.lookup(case["citation"], as_of=case["day"]).answers
    assert answer.status == case.get("status", "berlaku")
    notes = " ".join(note.text for note in answer.notes)
    assert case.get("note", "") in notes
    assert "says_not" not in case or case["says_not"] not in notes
    shown = list(answer.sanctions)
    for expected in case["sanctions"]:
        found = [s for s in shown if meets(s, expected)]
        assert found, f"missing: {expected}\namong: {[outline(s) for s in answer.sanctions]}"
        shown.remove(found[0])
    assert [outline(s) for s in shown] == [], "shown, but the law has no such sanction"


def meets(sanction: Sanction, expected: dict[str, Any]) -> bool:
    wanted = expected.get("penalties", ())
    words = " | ".join(sanction.penalties)
    return (
        sanction.level == expected["level"]
        and {entry.citation for entry in sanction.basis} == set(expected["basis"])
        and (not wanted or len(wanted) == len(sanction.penalties))
        and all(part in penalty for part, penalty in zip(wanted, sanction.penalties, strict=False))
        and ("never" not in expected or expected["never"] not in words)
        and expected.get("condition", "") in (sanction.condition or "")
        and expected.get("note", "") in (sanction.note or "")
    )


def outline(sanction: Sanction) -> tuple[str, list[str], tuple[str, ...], str | None]:
    basis = [entry.citation for entry in sanction.basis]
    return sanction.level, basis, sanction.penalties, sanction.condition


def test_pdhtaps_is_its_own_level_and_notes_the_conflict_everywhere(library: Library) -> None:
    day = date(2023, 10, 31)
    contained = 0
    for document in library.catalog:
        whole = library.lookup(document).answers[0]
        for passage in filter(None, (whole.passage, *library.within(whole))):
            for sanction in passage.sanctions:
                if any("tidak atas permintaan sendiri" in p for p in sanction.penalties):
                    contained += 1
                    several = len(sanction.penalties) > 1
                    assert sanction.level in ({"berat", "bertingkat"} if several else PDHTAPS)
                    conflict = "UU 20/2023 Pasal 52 ayat (3) huruf g" in (sanction.note or "")
                    end = min(filter(None, (sanction.revoked, passage.end)), default=None)
                    assert conflict or (end is not None and end <= day)
    assert contained > 100
    assert "DENGAN HORMAT" not in LEVELS["pdhtaps"]


PDHTAPS = {"berat", "pdhtaps"}
"""A single penalty may be the one that an article chooses from the list of berat."""


def test_cases_have_known_keys_only() -> None:
    """A misspelled key would check nothing."""
    for case in tomllib.loads(PATH.read_text("utf-8"))["case"]:
        assert {"citation", "day", "sanctions", "why"} <= set(case) <= KEYS, case["citation"]
        for sanction in case["sanctions"]:
            assert {"level", "basis"} <= set(sanction) <= SANCTION_KEYS, case["citation"]


def test_every_basis_exists_with_its_citation(library: Library, opened: OpenIndex) -> None:
    """No answer anywhere rests on a provision that the index cannot show."""
    seen = set()
    for document in library.catalog:
        whole = library.lookup(document).answers[0]
        for passage in (whole.passage, *library.within(whole)):
            assert passage is not None
            for sanction in passage.sanctions:
                assert sanction.basis, passage.citation
                seen |= set(sanction.basis)
    assert len(seen) > 100
    for basis in seen:
        known = opened.directory.locators[basis.document]
        assert basis.locator in known, basis.citation
        assert basis.citation.startswith(opened.directory.short_name(basis.document))
