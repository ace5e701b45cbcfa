"""What one stage of a build leaves for the next, as files of the scratch folder.

The references that each unit names are found once and read by later stages; the tokens of the
passages go to the process that writes the engine, a line of JSON each.  Both would be too large to
keep in memory for a national collection.
"""

from __future__ import annotations

import json
from functools import partial
from typing import TYPE_CHECKING

from regsearch.engines.base import Indexed
from regsearch.engines.registry import builder
from regsearch.index.store import ENGINE
from regsearch.index.term_statistics import Tally
from regsearch.model import Reference, format_address, parse_address

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from regsearch.law.references import Corpus, Named
    from regsearch.regulation import Regulation


def named_line(corpus: Corpus, document: str) -> bytes:
    """Return what each unit of *document* names in its own words."""
    rows = []
    for place, unit in enumerate(corpus.regulation(document).units):
        found = corpus.references(document, unit)
        if found:
            rows.append([place, *([r.document, format_address(r.locator)] for r in found)])
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":")).encode()


def read_named(regulation: Regulation, line: bytes) -> Named:
    """Return what :func:`named_line` wrote of *regulation*, for every one of its units."""
    found: Named = {(unit.locator, unit.text): () for unit in regulation.units}
    for place, *named in json.loads(line):
        unit = regulation.units[place]
        found[unit.locator, unit.text] = tuple(
            Reference(document, parse_address(address)) for document, address in named
        )
    return found


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
        counted: the documents whose words are counted apart (:mod:`regsearch.index.term_statistics`),
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
