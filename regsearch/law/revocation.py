"""Which instruments a provision revokes as a whole, by its wording.

Used for documents that nobody has reviewed; for reviewed ones the catalogue records revocation.
The wording is data (``data/revocation.toml``).
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from regsearch import data
from regsearch.law.patterns import Wording

if TYPE_CHECKING:
    from collections.abc import Iterator

    from regsearch.law.references import Corpus
    from regsearch.regulation import Unit


_BEFORE_NAME = 80
"""Number of characters before a name that are searched for words such as "pelaksanaan dari"."""


@cache
def _any_of(name: str) -> re.Pattern[str]:
    words = (re.escape(words).replace(r"\ ", r"\s+") for words in data.table("revocation")[name])
    return re.compile(rf"\b(?:{'|'.join(words)})\b", re.IGNORECASE)


@cache
def _prefilter() -> Wording:
    return Wording(_any_of("verbs").pattern)


@cache
def _belonging() -> re.Pattern[str]:
    return re.compile(_any_of("belonging").pattern + r"\s*$", re.IGNORECASE)


def revoking_verb(text: str) -> re.Match[str] | None:
    """Return the words of *text* that end an instrument, or None."""
    return _any_of("verbs").search(text) if _prefilter().search(text.lower()) else None


def is_part(text: str) -> bool:
    """Return whether *text* ends only a part of an instrument, or keeps something."""
    return _any_of("partly").search(text) is not None


def names_more(before: str) -> bool:
    """Return whether *before*, in front of a name, says that something else is meant."""
    return _belonging().search(before) is not None


def revoked_in(corpus: Corpus, document: str, unit: Unit) -> Iterator[str]:
    """Yield the ids of the documents that *unit* of *document* revokes as a whole.

    Their names precede the revoking verb: in the unit itself or in the items of its list.
    """
    if not _prefilter().search(unit.text.lower()):
        return
    verb = _any_of("verbs").search(unit.text)
    if verb is None or _any_of("partly").search(unit.text):
        return
    yield from _named_as_a_whole(corpus, document, unit.text[: verb.start()])
    if ":" in unit.text[: verb.start()]:
        for item in corpus.children(document, unit.locator):
            if not _any_of("partly").search(item.text):
                yield from _named_as_a_whole(corpus, document, item.text)


def _named_as_a_whole(corpus: Corpus, document: str, text: str) -> Iterator[str]:
    """Yield the documents that *text* names without naming a part of them."""
    on = corpus.catalog[document].start
    for citation in corpus.grammar.find(text):
        before = max(0, citation.start - _BEFORE_NAME), citation.start
        if citation.targets or citation.penjelasan or _belonging().search(text, *before):
            continue
        for name in citation.instruments:
            found = corpus.instruments(name, on)
            if len(found) == 1 and found[0].id != document and found[0].start <= on:
                yield found[0].id
