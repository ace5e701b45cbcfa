"""Fixtures of the command line for attacks on it."""

from __future__ import annotations

from tests.cli.conftest import run, spawn

__all__ = ["run", "spawn"]
