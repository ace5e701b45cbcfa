"""The patterns of ``data/drafts.toml``, compiled when first needed."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from regsearch import data

_SHORT = {"dengan": "dgn", "tidak": "tdk", "yang": "yg", "dalam": "dlm", "sebagai": "sbg"}
"""How people shorten words."""


@cache
def table() -> dict[str, Any]:
    """Return the whole file."""
    return data.table("drafts")


def alternatives(*names: str) -> str:
    """Return a pattern that matches any of the entries at *names*, the longest first."""
    value: Any = table()
    for name in names:
        value = value[name]
    return any_of(value)


def any_of(patterns: list[str]) -> str:
    """Return a pattern that matches any of *patterns*; a space stands for any white space."""
    ordered = sorted(patterns, key=lambda pattern: -len(pattern))
    text = "|".join(ordered)
    for word, short in _SHORT.items():
        text = re.sub(rf"\b{word}\b", f"(?:{word}|{short})", text)
    return f"(?:{text})".replace(" ", r"\s+")


@cache
def kinds() -> dict[str, str]:
    """Return the kind of instrument that each of its spellings names, the longest first."""
    spelled = data.table("citation_kinds")["kinds"]
    pairs = [(name, kind) for kind, names in spelled.items() for name in names]
    return dict(sorted(pairs, key=lambda pair: -len(pair[0])))


@cache
def kinds_pattern() -> str:
    """Return a pattern of all spellings of the kinds of instrument."""
    return "(?:" + "|".join(re.escape(name).replace(r"\ ", r"\s+") for name in kinds()) + ")"


def kind_of(written: str) -> str | None:
    """Return the kind of instrument that *written* names, if it is one."""
    return kinds().get(" ".join(written.casefold().split()))
