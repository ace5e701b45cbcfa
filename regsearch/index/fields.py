"""A passage becomes the fields that an engine indexes."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from regsearch.engines.base import Indexed
from regsearch.engines.bm25 import EMPTY
from regsearch.index.features import features_of
from regsearch.law.patterns import Wording
from regsearch.text.analysis import meaningful, negated_stem

if TYPE_CHECKING:
    from regsearch.index.features import Features
    from regsearch.law.catalog.instrument import Instrument
    from regsearch.law.catalog.names import Catalog
    from regsearch.model import Passage
    from regsearch.text.analysis import Analyser


_BREACH = Wording(
    r"\b(?:melanggar|pelanggaran|tidak (?:memenuhi|menaati|mematuhi|melaksanakan|menjalankan))\b"
)


def stems_of(passage: Passage, names: str, analyser: Analyser) -> dict[str, tuple[str, ...]]:
    """Return the stems of each field of *passage*.

    The sanction's words stand in a field of their own, because a sanction article would otherwise
    compete with the norm it punishes.

    Args:
        passage: what is indexed or ranked.
        names: title and short names of its instrument.
        analyser: makes the stems.

    """
    punished = [word for s in passage.sanctions for word in (s.level, *s.penalties)]
    texts = {
        "text": passage.text,
        "penjelasan": passage.penjelasan or "",
        "context": " ".join(passage.context),
        "around": " ".join(passage.around),
        "heading": " ".join(passage.headings),
        "title": names,
        "sanction": " ".join(punished + [text for _, text in passage.cells]),
    }
    fields = {name: analyser.stems(text) if text else () for name, text in texts.items()}
    if fields["around"] and _BREACH.search(passage.text.lower()):
        # "Who breaks the duty of ayat (1)" means who does not do what ayat (1) says.
        fields["around"] += tuple([negated_stem(stem) for stem in fields["around"]])
    return fields


def names_of(document: str, catalog: Catalog) -> str:
    """Return the title and short names of an instrument, by which people call it."""
    instrument = catalog[document]
    return " ".join((instrument.title, *instrument.aliases, instrument.region or ""))


def group_of(instrument: Instrument) -> str:
    """Return the filter key of *instrument*: its kind, whom it binds, and who vouches for it."""
    bound = (instrument.subjects, instrument.further_subjects)
    parts = [instrument.kind, *(",".join(sorted(subjects)) for subjects in bound)]
    parts += ["belum ditinjau"] if instrument.unreviewed else []
    return ";".join([*parts, "pengguna"] if instrument.user else parts)


@lru_cache(maxsize=64)
def _joined(stems: tuple[str, ...]) -> str:
    # One object for all the units of a list, so that it is sent once from process to process.
    return " ".join(stems)


def prepared(passage: Passage, catalog: Catalog, analyser: Analyser) -> tuple[Indexed, Features]:
    """Return *passage* as an engine indexes it, and its ranking features."""
    names = names_of(passage.document, catalog)
    tokens = stems_of(passage, names, analyser)
    features = features_of(passage, tokens)
    fields = {name: _joined(field) or EMPTY for name, field in tokens.items()}
    exact = [*meaningful(passage.text), *meaningful(passage.penjelasan or "")]
    fields["exact"] = " ".join(exact) or EMPTY
    group = group_of(catalog[passage.document])
    return Indexed(features.key, passage.document, group, fields), features
