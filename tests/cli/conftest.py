"""Fixtures that run the command line in this process or in a child process."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from regsearch.cli import main

if TYPE_CHECKING:
    from pathlib import Path

Run = Callable[..., Result]
Spawn = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def run(index_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command on the session's index; return its status, stdout and stderr."""
    monkeypatch.setenv("REGSEARCH_INDEX", str(index_folder))

    def invoke(*arguments: str) -> Result:
        monkeypatch.setattr(sys, "argv", ["regsearch", *arguments])
        return CliRunner().invoke(main, list(arguments))

    return invoke


@pytest.fixture
def spawn(index_folder: Path) -> Spawn:
    """Run a command as a process whose output is captured, so it has no terminal."""

    def start(*arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "regsearch", *arguments],
            capture_output=True,
            encoding="utf-8",
            env={
                **os.environ,
                "REGSEARCH_INDEX": str(index_folder),
                "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
                "PYTHONIOENCODING": "utf-8",
                **variables,
            },
            timeout=60,
            check=False,
        )

    return start
