"""The stems of words: the vocabulary of an index, and those kept for the next build."""

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


def write_vocabulary(folder: Path, stems: Iterable[tuple[str, str]]) -> None:
    """Write *stems*, by ascending word, into the index at *folder*."""
    with (folder / VOCABULARY).open("wb") as out:
        out.writelines(_object(stems))


def kept_stems(cache: Path | None) -> dict[str, str]:
    """Return the stems kept in *cache*; none where it has none of this analysis."""
    try:
        content = _file(cache).read_bytes() if cache else b"{}"
        stems = json.loads(content)
    except (OSError, ValueError):
        return {}
    sound = isinstance(stems, dict) and all(isinstance(stem, str) for stem in stems.values())
    return stems if sound else {}


def keep_stems(cache: Path, stems: Iterable[tuple[str, str]]) -> None:
    """Keep *stems*, by ascending word, in *cache*."""
    cache.mkdir(parents=True, exist_ok=True)
    replace_file(_file(cache), b"".join(_object(stems)))


def _object(stems: Iterable[tuple[str, str]]) -> Iterator[bytes]:
    """Yield a JSON object of *stems*, a member a line."""
    quoted = partial(json.dumps, ensure_ascii=False)
    between = "{\n"
    for word, stem in stems:
        yield f"{between}{quoted(word)}: {quoted(stem)}".encode()
        between = ",\n"
    yield b"\n}\n" if between == ",\n" else b"{}\n"


def _file(cache: Path) -> Path:
    # The stems follow from the stemmer and our overrides; another of either makes another file.
    return cache / f"kata-{version('PySastrawi')}-{analysis_digest()[:16]}.json"
