"""A passage becomes the fields that an engine indexes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regsearch.search.analysis import meaningful
from regsearch.search.engine import Indexed

if TYPE_CHECKING:
    from regsearch.law.catalog import Catalog
    from regsearch.model import Passage
    from regsearch.search.analysis import Analyser


def indexed(passage: Passage, catalog: Catalog, analyser: Analyser) -> Indexed:
    """Return *passage* as an engine indexes it.

    The sanction's words stand in a field of their own, because a sanction article would otherwise
    compete with the norm it punishes.
    """
    instrument = catalog[passage.document]
    told = (passage.condition or "", *(note.text for note in passage.notes))
    texts = {
        "text": passage.text,
        "penjelasan": passage.penjelasan or "",
        "context": " ".join(passage.context),
        "heading": " ".join(passage.headings),
        "title": " ".join((instrument.title, *instrument.aliases, instrument.region or "")),
        "sanction": " ".join(
            [word for s in passage.sanctions for word in (s.level, *s.penalties)]
            + [text for _, text in passage.cells]
            + list(told)
        ),
    }
    fields = {name: " ".join(analyser.stems(text)) for name, text in texts.items()}
    fields["exact"] = " ".join(meaningful(f"{passage.text} {passage.penjelasan or ''}"))
    return Indexed(passage.key, passage.document, fields)
