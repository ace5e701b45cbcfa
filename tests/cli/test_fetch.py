"""``korpus ambil`` on an installation without the extra that downloads."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pytest

    from tests.cli.conftest import Run


def test_missing_extra_is_told_once(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "httpx", None)
    result = run("korpus", "ambil")
    assert result.exit_code == 3
    assert result.stderr.count("regsearch[ambil]") == 1
