"""A large synthetic collection: copies of the shipped index's instruments with changed words.

In each copy two of five words are replaced by others of the index's vocabulary, drawn by frequency
with a fixed seed; ids and numbers are new, sanctions stay.  So sizes, frequencies and the parts of
an answer are realistic, but not the text.
"""

from __future__ import annotations

import random
from dataclasses import replace
from typing import TYPE_CHECKING

from baselines import passages_of

from regsearch.engines.registry import builder
from regsearch.index.catalog_file import write_instruments
from regsearch.index.features_file import FeaturesWriter, to_line
from regsearch.index.fields import prepared
from regsearch.index.manifest import (
    IndexedDocument,
    file_entries,
    write_manifest,
)
from regsearch.index.records import write_records
from regsearch.index.store import ENGINE
from regsearch.law.catalog.names import Catalog
from regsearch.text.analysis import Analyser

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from regsearch.engines.base import Indexed
    from regsearch.model import Passage
    from regsearch.search.library import Library

CHANGED = 0.4
"""Share of the words of a copy that are replaced."""


def copies(library: Library, number: int, seed: int = 7) -> Iterator[Passage]:
    """Yield *number* passages: those of *library*, then copies of them under further ids."""
    originals = passages_of(library)
    draw = random.Random(seed)
    vocabulary = " ".join(passage.text for passage in originals).split()

    def changed(text: str) -> str:
        return " ".join(
            draw.choice(vocabulary) if draw.random() < CHANGED else word for word in text.split()
        )

    for place in range(number):
        copy, which = divmod(place, len(originals))
        passage = originals[which]
        if copy:
            passage = replace(
                passage,
                document=f"{passage.document}-s{copy}",
                text=changed(passage.text),
                context=tuple(map(changed, passage.context)),
                penjelasan=changed(passage.penjelasan) if passage.penjelasan else None,
            )
        yield passage


def catalog_of(library: Library, number: int) -> Catalog:
    """Return the catalogue of the instruments of :func:`copies`."""
    last = (number - 1) // len(passages_of(library))
    held = list(library.catalog.values())
    further = [
        replace(i, id=f"{i.id}-s{copy}", numbers=(f"{i.numbers[0]}-s{copy}",), aliases=())
        for copy in range(1, last + 1)
        for i in held
        if i.numbers
    ]
    return Catalog({instrument.id: instrument for instrument in [*held, *further]})


def write_copies(library: Library, number: int, folder: Path) -> Iterator[Indexed]:
    """Write an index of :func:`copies` with tantivy into *folder*; yield what it indexes.

    It is complete when the iterator is exhausted.
    """
    catalog = catalog_of(library, number)
    analyser = Analyser(library._index.analyser.table)
    counts: dict[str, int] = {}

    def counted() -> Iterator[Passage]:
        for passage in copies(library, number):
            counts[passage.document] = counts.get(passage.document, 0) + 1
            yield passage

    write_records(folder, counted())
    (folder / ENGINE).mkdir()
    held: list[Indexed] = []
    with FeaturesWriter(folder) as features_out:
        made = _made(held, features_out, library, number, catalog, analyser)
        builder("tantivy")(folder / ENGINE, made)
    write_instruments(folder, catalog)
    (folder / "stems.json").write_bytes(library._index._store.read("stems.json"))
    documents = [
        IndexedDocument(name, name, "0" * 64, "ringkasan", passages, 0)
        for name, passages in counts.items()
    ]
    manifest = library.manifest._replace(
        engine="tantivy", documents=tuple(documents), files=file_entries(folder)
    )
    write_manifest(folder, manifest)
    yield from held


def _made(
    held: list[Indexed],
    features_out: FeaturesWriter,
    library: Library,
    number: int,
    catalog: Catalog,
    analyser: Analyser,
) -> Iterator[Indexed]:
    for passage in copies(library, number):
        entry, features = prepared(passage, catalog, analyser)
        features_out.add(to_line(features))
        held.append(entry)
        yield entry
