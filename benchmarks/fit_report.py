"""What the fitting of the weights found, as Markdown."""

from __future__ import annotations

from typing import Any


def fitting(found: dict[str, Any]) -> str:
    """Return the section on the fitting; see ``fit_weights.py`` for the keys."""
    return ""
