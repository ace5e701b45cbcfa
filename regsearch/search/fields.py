"""A passage becomes the fields that an engine indexes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from regsearch.search.analysis import meaningful, negated_stem
from regsearch.search.engine import Indexed
from regsearch.search.facts import facts_of
from regsearch.search.scoring import EMPTY

if TYPE_CHECKING:
    from regsearch.law.catalog_names import Catalog
    from regsearch.law.instrument import Instrument
    from regsearch.model import Passage
    from regsearch.search.analysis import Analyser
    from regsearch.search.facts import Facts


_BREACH = re.compile(
    r"\b(?:melanggar|pelanggaran|tidak (?:memenuhi|menaati|mematuhi|melaksanakan|menjalankan))\b",
    re.IGNORECASE,
)


def stems_of(passage: Passage, names: str, analyser: Analyser) -> dict[str, list[str]]:
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
    fields = {name: analyser.stems(text) for name, text in texts.items()}
    if _BREACH.search(passage.text):
        # "Who breaks the duty of ayat (1)" means who does not do what ayat (1) says.
        fields["around"] += [negated_stem(stem) for stem in fields["around"]]
    return fields


def names_of(document: str, catalog: Catalog) -> str:
    """Return the title and short names of an instrument, by which people call it."""
    instrument = catalog[document]
    return " ".join((instrument.title, *instrument.aliases, instrument.region or ""))


def group_of(instrument: Instrument) -> str:
    """Return the name of the instruments that a question's limits treat alike."""
    bound = (instrument.subjects, instrument.further_subjects)
    return ";".join((instrument.kind, *(",".join(sorted(subjects)) for subjects in bound)))


def prepared(passage: Passage, catalog: Catalog, analyser: Analyser) -> tuple[Indexed, Facts]:
    """Return *passage* as an engine indexes it, and as it is weighed."""
    names = names_of(passage.document, catalog)
    tokens = stems_of(passage, names, analyser)
    facts = facts_of(passage, tokens)
    tokens["exact"] = meaningful(f"{passage.text} {passage.penjelasan or ''}")
    fields = {name: " ".join(field) or EMPTY for name, field in tokens.items()}
    group = group_of(catalog[passage.document])
    return Indexed(passage.key, passage.document, group, fields), facts
