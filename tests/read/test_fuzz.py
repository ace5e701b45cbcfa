"""Damaged files (``fuzz.py``) for three seconds; CI runs more."""

from __future__ import annotations

from typing import Any

import pytest

from tests.read import fuzz


@pytest.mark.slow
def test_damaged_files_end_in_a_regulation_or_a_typed_error() -> None:
    results = list(fuzz.run(3.0))
    assert len(results) > 20
    assert [result for result in results if result is not None] == []


def test_case_number_determines_the_file() -> None:
    assert fuzz.make_case(7) == fuzz.make_case(7)
    assert fuzz.make_case(7) != fuzz.make_case(8)


def test_untyped_error_is_reported_as_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: Any, **_named: Any) -> None:
        raise IndexError("planted")

    monkeypatch.setattr(fuzz, "parse", broken)
    assert all(result is not None and "planted" in result.reason for result in fuzz.run(0.2))
