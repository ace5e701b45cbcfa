"""Files by which one stage of a build passes results on to the next.

References and tokens of a national collection would not fit into memory, so they are written to the
scratch folder: the references of each unit as JSON, the tokens of each passage as a line of JSON.
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


def references_line(corpus: Corpus, document: str) -> bytes:
    """Return the references of the units of *document*, which :func:`read_references` reads."""
    rows = []
    for number, unit in enumerate(corpus.regulation(document).units):
        references = corpus.references(document, unit)
        if references:
            pairs = ([r.document, format_address(r.locator)] for r in references)
            rows.append([number, *pairs])
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":")).encode()


def read_references(regulation: Regulation, line: bytes) -> Named:
    """Return the references of every unit of *regulation*, from its :func:`references_line`."""
    references: Named = {(unit.locator, unit.text): () for unit in regulation.units}
    for number, *pairs in json.loads(line):
        unit = regulation.units[number]
        references[unit.locator, unit.text] = tuple(
            Reference(document, parse_address(address)) for document, address in pairs
        )
    return references


def tokens_line(passage: Indexed) -> bytes:
    """Return the tokens of *passage* as a line, which :func:`read_tokens` reads."""
    row = (passage.key, passage.document, passage.group, dict(passage.fields))
    return json.dumps(row, separators=(",", ":")).encode("ascii") + b"\n"


def read_tokens(files: Iterable[Path]) -> Iterator[Indexed]:
    """Yield the passages of *files*, and remove each file after reading it."""
    for file in files:
        with file.open("rb") as lines:
            for line in lines:
                yield Indexed(*json.loads(line))
        file.unlink()


def index_tokens(
    engine: str, folder: Path, reviewed: frozenset[str] | None, files: Iterable[Path]
) -> None:
    """Write the files of the search engine, from the tokens of the passages.

    Args:
        engine: name of the engine.
        folder: the index.
        reviewed: if the index also has documents that nobody reviewed: the reviewed ones, whose
            word counts are written to a file of their own (:mod:`regsearch.index.term_statistics`).
        files: what :func:`tokens_line` wrote, in the order of the passages.

    """
    (folder / ENGINE).mkdir()
    build = partial(builder(engine), folder / ENGINE)
    if reviewed is None:
        build(read_tokens(files))
        return
    tally = Tally()
    build(_tallied(read_tokens(files), reviewed, tally))
    tally.write(folder)


def _tallied(
    passages: Iterable[Indexed], reviewed: frozenset[str], tally: Tally
) -> Iterator[Indexed]:
    for passage in passages:
        if passage.document in reviewed:
            tally.add(passage)
        yield passage
