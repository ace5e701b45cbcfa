"""The damaged files of ``fuzz``, for a few seconds; CI runs it for longer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.read import fuzz

if TYPE_CHECKING:
    import pytest


def test_damaged_files_end_in_a_regulation_or_a_typed_error() -> None:
    results = list(fuzz.run(3.0))
    assert len(results) > 20
    assert [result for result in results if result is not None] == []


def test_a_case_is_always_the_same_file() -> None:
    assert fuzz.make_case(7) == fuzz.make_case(7)
    assert fuzz.make_case(7) != fuzz.make_case(8)


def test_an_untyped_error_is_a_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: Any, **_named: Any) -> None:
        raise IndexError("planted")

    monkeypatch.setattr(fuzz, "parse", broken)
    assert all(result is not None and "planted" in result.what for result in fuzz.run(0.2))
