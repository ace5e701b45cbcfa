"""Drafts in our own words: every citation read as meant, every fault found, nothing else said."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from draft_cases import Case, Outcome, outcome_of, read_cases, write

import regsearch
from tests.read.tinypdf import make_pdf

if TYPE_CHECKING:
    from pathlib import Path

    from regsearch.search.library import Library

CASES = read_cases()


def outcome(case: Case, library: Library, folder: Path) -> Outcome:
    path = write(case, folder, make_pdf)
    checked = regsearch.check(path, library=library, as_of=case.per)
    if case.day:
        assert (checked.as_of.isoformat(), checked.day.source) == case.day
    return outcome_of(case, checked)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_case(case: Case, library: Library, tmp_path: Path) -> None:
    found = outcome(case, library, tmp_path)
    assert (found.wrong, found.missed, found.false) == ((), (), ())


def test_there_are_enough_cases() -> None:
    assert len(CASES) >= 12
    assert sum(len(case.expected) for case in CASES) >= 150
    codes = {code for case in CASES for e in case.expected for code in e.codes}
    assert codes >= {
        *("tidak_ada", "tidak_berlaku", "nomor_tahun", "judul", "tingkat", "hari", "hukuman"),
        *("tenggat", "pejabat", "dampak", "pidana"),
    }
    assert sum(case.clean for case in CASES) >= 5
    assert {case.form for case in CASES} == {"docx", "pdf", "html", "md", "txt"}
