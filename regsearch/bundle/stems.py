"""The stems that PySastrawi found once, kept for the next build."""

from __future__ import annotations

import json
from importlib.metadata import version
from typing import TYPE_CHECKING

from regsearch.bundle.durable import replace_file
from regsearch.search.analysis import analysis_digest

if TYPE_CHECKING:
    from pathlib import Path


def read_stems(cache: Path | None) -> dict[str, str]:
    """Return the stems kept in *cache*; none where it has none of this analysis."""
    try:
        content = _file(cache).read_bytes() if cache else b"{}"
        stems = json.loads(content)
    except (OSError, ValueError):
        return {}
    sound = isinstance(stems, dict) and all(isinstance(stem, str) for stem in stems.values())
    return stems if sound else {}


def write_stems(cache: Path | None, stems: dict[str, str]) -> None:
    """Keep *stems* in *cache*."""
    if cache:
        cache.mkdir(parents=True, exist_ok=True)
        text = json.dumps(stems, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        replace_file(_file(cache), text.encode())


def _file(cache: Path) -> Path:
    # The stems follow from the stemmer and our overrides; another of either makes another file.
    return cache / f"kata-{version('PySastrawi')}-{analysis_digest()[:16]}.json"
