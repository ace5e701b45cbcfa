"""Stems as JSON files: the vocabulary of an index, and the cache for later builds."""

from __future__ import annotations

import json
from functools import partial
from importlib.metadata import version
from typing import TYPE_CHECKING

from regsearch.files import replace_file
from regsearch.text.analysis import analysis_digest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

VOCABULARY = "stems.json"
"""Name of the vocabulary in an index."""


def write_vocabulary(folder: Path, stems: Iterable[tuple[str, str]]) -> None:
    """Write *stems*, by ascending word, into the index at *folder*."""
    with (folder / VOCABULARY).open("wb") as out:
        out.writelines(_object(stems))


def kept_stems(cache: Path | None) -> dict[str, str]:
    """Return the stems cached in the folder *cache*; none if it has none of this stemmer."""
    try:
        content = _file(cache).read_bytes() if cache else b"{}"
        stems = json.loads(content)
    except (OSError, ValueError):
        return {}
    valid = isinstance(stems, dict) and all(isinstance(stem, str) for stem in stems.values())
    return stems if valid else {}


def keep_stems(cache: Path, stems: Iterable[tuple[str, str]]) -> None:
    """Write *stems*, by ascending word, to the folder *cache*."""
    cache.mkdir(parents=True, exist_ok=True)
    replace_file(_file(cache), b"".join(_object(stems)))


def _object(stems: Iterable[tuple[str, str]]) -> Iterator[bytes]:
    """Yield the lines of a JSON object with *stems*; streamed, since the table may be large."""
    quoted = partial(json.dumps, ensure_ascii=False)
    separator = "{\n"
    for word, stem in stems:
        yield f"{separator}{quoted(word)}: {quoted(stem)}".encode()
        separator = ",\n"
    yield b"\n}\n" if separator == ",\n" else b"{}\n"


def _file(cache: Path) -> Path:
    # Stems depend on the version of the stemmer and on our overrides, so both are in the name.
    return cache / f"kata-{version('PySastrawi')}-{analysis_digest()[:16]}.json"
