"""Where the user's own corpus and index are."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import platformdirs
import pytest
from platformdirs.macos import MacOS
from platformdirs.unix import Unix

from regsearch import paths

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def _of_the_system(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv(paths.DATA_VARIABLE)
    monkeypatch.setenv("HOME", str(tmp_path))
    for variable in ("XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.delenv(variable, raising=False)


def test_the_folders_are_those_that_platformdirs_names() -> None:
    data = platformdirs.user_data_path("regsearch", appauthor=False)
    cache = platformdirs.user_cache_path("regsearch", appauthor=False)
    assert paths.user_corpus() == data / "korpus"
    assert paths.installed_indexes() == data / "indeks"
    assert paths.ocr_cache() == cache / "ocr"
    config = platformdirs.user_config_path("regsearch", appauthor=False)
    assert paths.trusted_keys() == config / "kunci"


@pytest.mark.skipif(sys.platform == "win32", reason="the other systems' paths are not its own")
@pytest.mark.parametrize(("system", "library"), [("linux", Unix), ("darwin", MacOS)])
@pytest.mark.parametrize("named", [None, "/mnt/data", "not/absolute", ""])
def test_the_folders_of_another_system(
    monkeypatch: pytest.MonkeyPatch, system: str, library: type[Unix | MacOS], named: str | None
) -> None:
    monkeypatch.setattr(sys, "platform", system)
    if named is not None and system == "linux":
        monkeypatch.setenv("XDG_DATA_HOME", named)
    known = library("regsearch", appauthor=False)
    assert paths.installed_indexes() == known.user_data_path / "indeks"
    assert paths.ocr_cache() == known.user_cache_path / "ocr"
    assert paths.trusted_keys() == known.user_config_path / "kunci"


def test_the_folders_of_windows(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    # platformdirs asks the registry, which is not here.
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "Local"))
    assert paths.installed_indexes() == tmp_path / "Local" / "regsearch" / "indeks"
    assert paths.ocr_cache() == tmp_path / "Local" / "regsearch" / "Cache" / "ocr"


def test_a_variable_goes_before_the_system(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv(paths.DATA_VARIABLE, str(tmp_path / "mine"))
    assert paths.user_corpus() == tmp_path / "mine" / "korpus"
    assert paths.ocr_cache() == tmp_path / "mine" / "ocr"
