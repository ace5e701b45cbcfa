"""The penalties of each level.

A disciplinary regulation names levels in its sanction articles and lists the penalties of each
level once (PP 94/2021 Pasal 8, PP 53/2010 Pasal 7).  Where a transitional provision applies the
list of another regulation for the time being (PP 94/2021 Pasal 42), both lists are given, each
with its condition, because a reader must see both.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from regsearch.law.sanctions.wording import is_penalty_list, named_level
from regsearch.model import Basis, Reference

if TYPE_CHECKING:
    from collections.abc import Iterator

    from regsearch.law.references import Corpus
    from regsearch.model import Level


_CLOSING = " \t\n;,."
"""Characters that may follow the last word of an item."""


@dataclass(frozen=True, slots=True)
class PenaltyList:
    """The kinds of penalty of one level, as one provision lists them."""

    level: Level
    provision: Reference
    penalties: tuple[str, ...]
    condition: str | None = None
    """When this list applies, if there are two."""
    because: tuple[Reference, ...] = ()
    """The transitional provisions that say which list applies."""


_CONJUNCTION = re.compile(r"\b(?:dan/atau|dan|atau)\Z")


def clean(text: str) -> str:
    """Return a list item without its closing punctuation and conjunction.

    >>> clean("penurunan jabatan; atau")
    'penurunan jabatan'
    """
    return _CONJUNCTION.sub("", text.strip()).rstrip(_CLOSING)


class PenaltyLists:
    """The lists of penalties of a corpus; those of a document are looked for on first use."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus
        self._own: dict[str, dict[Level, PenaltyList]] = {}
        self._applying: dict[tuple[str, Level], tuple[PenaltyList, ...]] = {}

    def own(self, document: str) -> dict[Level, PenaltyList]:
        """Return the lists in *document* itself, the first of each level."""
        if document not in self._own:
            self._own[document] = dict(_lists_in(self._corpus, document))
        return self._own[document]

    def __contains__(self, provision: Reference) -> bool:
        return any(e.provision == provision for e in self.own(provision.document).values())

    def of(self, document: str, level: Level) -> tuple[PenaltyList, ...]:
        """Return the lists of *level* that apply in *document*.

        There are two where a transitional provision applies the list of another regulation until
        the document's own list takes effect.
        """
        if (document, level) not in self._applying:
            self._applying[document, level] = self._of(document, level)
        return self._applying[document, level]

    def _of(self, document: str, level: Level) -> tuple[PenaltyList, ...]:
        entry = self.own(document).get(level)
        if entry is None:
            return ()
        corpus = self._corpus
        for unit in corpus.units(document).values():
            named = corpus.references(document, unit)
            others = [
                other
                for r in named
                if r.document != document
                and (other := self.own(r.document).get(level))
                and other.provision == r
            ]
            # The same provision, or another ayat of its pasal, postpones the document's own list.
            postponing = next(
                (
                    other
                    for other in corpus.units(document).values()
                    if others
                    and other.locator[0] == unit.locator[0]
                    and entry.provision in corpus.references(document, other)
                ),
                None,
            )
            if postponing:
                because = tuple(
                    dict.fromkeys(
                        (Reference(document, unit.locator), Reference(document, postponing.locator))
                    )
                )
                return (
                    replace(others[0], because=because, condition=_when(unit.text)),
                    replace(entry, because=because[::-1], condition=_when(postponing.text)),
                )
        return (entry,)


def _lists_in(corpus: Corpus, document: str) -> Iterator[tuple[Level, PenaltyList]]:
    """Yield the lists in *document* in reverse order: in a dict the first of a level wins."""
    for unit in reversed(tuple(corpus.units(document).values())):
        level = named_level(unit.text) if unit.text.rstrip().endswith(":") else None
        if level is None or not is_penalty_list(unit.text):
            continue
        items = corpus.children(document, unit.locator)
        # A list of levels, not of penalties: "a. Hukuman Disiplin ringan; b. ..."
        if len(items) < 2 or len({named_level(item.text) for item in items} - {None}) > 2:
            continue
        if any(re.match(r"hukuman disiplin|sanksi", i.text.lower()) for i in items):
            continue
        provision = Reference(document, unit.locator)
        yield level, PenaltyList(level, provision, tuple(clean(item.text) for item in items))


_WHEN = re.compile(r"\b(?:selama|sebelum|setelah|sesudah)\b[^,;.]*", re.IGNORECASE)


def _when(text: str) -> str:
    """Return the clause of a transitional provision that says when a list applies."""
    match = _WHEN.search(text)
    clause = (match.group() if match else text).strip(" .;")
    return clause[:1].lower() + clause[1:]


def cite(corpus: Corpus, reference: Reference) -> Basis:
    """Return *reference* as a basis, with its printed citation."""
    return Basis(reference.document, corpus.cite(reference), reference.locator)
