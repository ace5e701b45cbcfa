"""What an engine indexes, on its way from the processes that make it to the one that writes it.

It goes through files of the scratch folder, a line of JSON each passage: the tokens of a large law
are many times as long as the law, and so are in no process as a whole.
"""

from __future__ import annotations

import json
from functools import partial
from typing import TYPE_CHECKING

from regsearch.search.engine import Indexed
from regsearch.search.engines import builder
from regsearch.search.statistics import Tally
from regsearch.search.store import ENGINE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path


def tokens_line(passage: Indexed) -> bytes:
    """Return *passage* as a line."""
    row = (passage.key, passage.document, passage.group, dict(passage.fields))
    return json.dumps(row, separators=(",", ":")).encode("ascii") + b"\n"


def read_tokens(files: Iterable[Path]) -> Iterator[Indexed]:
    """Yield the passages of *files*, each of which is removed when it was read."""
    for file in files:
        with file.open("rb") as lines:
            for line in lines:
                yield Indexed(*json.loads(line))
        file.unlink()


def index_tokens(
    engine: str, folder: Path, counted: frozenset[str] | None, files: Iterable[Path]
) -> None:
    """Write what the index at *folder* has of the passages of *files* for its search engine.

    Args:
        engine: its name.
        folder: the index.
        counted: the documents whose words are counted apart (:mod:`regsearch.search.statistics`),
            or None for none.
        files: written with :func:`tokens_line`.

    """
    (folder / ENGINE).mkdir()
    build = partial(builder(engine), folder / ENGINE)
    if counted is None:
        build(read_tokens(files))
        return
    tally = Tally()
    build(_tallied(read_tokens(files), counted, tally))
    tally.write(folder)


def _tallied(
    passages: Iterable[Indexed], counted: frozenset[str], tally: Tally
) -> Iterator[Indexed]:
    for passage in passages:
        if passage.document in counted:
            tally.add(passage)
        yield passage
