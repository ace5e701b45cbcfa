"""The penalties of each level.

A disciplinary regulation names levels in its sanction articles and lists the penalties of each
level once (PP 94/2021 Pasal 8, PP 53/2010 Pasal 7).  Where a transitional provision applies the
list of another regulation for the time being (PP 94/2021 Pasal 42), both lists are given, each
with its condition, because a reader must see both.  A sanction may also apply the list of another
regulation altogether (PP 45/1990 Pasal 15: "menurut PP 30/1980").
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from regsearch.law.sanctions.wording import (
    DISCIPLINARY,
    LETTERS,
    imposed_level,
    is_penalty_list,
    named_level,
    weight_of,
    wording,
)
from regsearch.law.validity import validity
from regsearch.model import Basis, Reference

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from regsearch.law.references import Corpus
    from regsearch.model import Level


_CLOSING = " \t\n;:,."
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
    in_force: date | None = None
    revoked: date | None = None
    """The days on which a sanction of another document applies this list."""


_CONJUNCTION = re.compile(r"\b(?:dan/atau|dan|atau|serta)\Z")


def clean(text: str) -> str:
    """Return a list item without its closing punctuation and conjunction.

    >>> clean("penurunan jabatan; atau")
    'penurunan jabatan'
    """
    return _CONJUNCTION.sub("", text.strip()).rstrip(_CLOSING)


_Key = tuple["Level", "str | None"]
"""A level, and the weight of an administrative sanction."""


class PenaltyLists:
    """The lists of penalties of a corpus; those of a document are looked for on first use."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus
        self._own: dict[str, dict[_Key, PenaltyList]] = {}
        self._saying: dict[str, tuple[tuple[Reference, tuple[str, ...]], ...]] = {}
        self._applying: dict[tuple[str, _Key], tuple[PenaltyList, ...]] = {}

    def own(self, document: str) -> dict[_Key, PenaltyList]:
        """Return the lists in *document* itself, the first of each level and weight."""
        if document not in self._own:
            self._own[document] = dict(_lists_in(self._corpus, document))
        return self._own[document]

    def __contains__(self, provision: Reference) -> bool:
        return any(e.provision == provision for e in self.own(provision.document).values())

    def of(self, document: str, level: Level, weight: str | None = None) -> tuple[PenaltyList, ...]:
        """Return the lists of *level* that apply in *document*.

        There are two where a transitional provision applies the list of another regulation until
        the document's own list takes effect.
        """
        key = level, weight
        if (document, key) not in self._applying:
            self._applying[document, key] = self._of(document, key)
        return self._applying[document, key]

    def of_sanction(self, imposing: Reference, level: Level) -> PenaltyList | None:
        """Return the list of just the sanction that *imposing* imposes, or None.

        It is the statement's own list, "dikenai sanksi administratif berupa: a. ...", or that of a
        provision which names it, "Sanksi sebagaimana dimaksud pada ayat (1) berupa: a. ...".
        """
        unit = self._corpus.unit(imposing)
        if unit is not None and wording("own_list").search(unit.text.lower()):
            own = self._items(imposing)
            return PenaltyList(level, imposing, own) if own else None
        for provision, penalties in self._naming(imposing.document):
            named = self._corpus.unit(provision)
            cited = self._corpus.references(imposing.document, named) if named else ()
            if any(
                r.document == imposing.document
                and r.locator
                and r.locator == imposing.locator[: len(r.locator)]
                for r in cited
            ):
                return PenaltyList(level, provision, penalties)
        return None

    def _naming(self, document: str) -> tuple[tuple[Reference, tuple[str, ...]], ...]:
        """Return the provisions that say what a sanction consists of, with its penalties."""
        if document not in self._saying:
            found = []
            for unit in self._corpus.units(document).values():
                match = wording("sanction_list").search(unit.text.lower())
                if match is None:
                    continue
                here = Reference(document, unit.locator)
                rest = clean(unit.text[match.end() :].lstrip(" :"))
                penalties = self._items(here) if unit.text.rstrip().endswith(":") else (rest,)
                if any(penalties):
                    found.append((here, penalties))
            self._saying[document] = tuple(found)
        return self._saying[document]

    def _items(self, provision: Reference) -> tuple[str, ...]:
        """Return the items of a list of penalties; none if they are levels or norms."""
        items = self._corpus.children(provision.document, provision.locator)
        cited = any(self._corpus.references(provision.document, item) for item in items)
        levels = any(re.match(r"hukuman disiplin|sanksi", item.text.lower()) for item in items)
        return () if cited or levels else tuple(clean(item.text) for item in items)

    def ladder(self, document: str) -> tuple[PenaltyList, ...]:
        """Return the lists of *document* from mild to grave if it leaves the level to who decides.

        PP 30/1980 lists penalties of three levels, but no article says which act has which.
        """
        own = self.own(document)
        lists = [own[level, None] for level in DISCIPLINARY if (level, None) in own]
        corpus = self._corpus
        set_by_article = any(
            imposed_level(unit.text) in DISCIPLINARY
            and not is_penalty_list(unit.text)
            and (corpus.references(document, unit) or corpus.children(document, unit.locator))
            for unit in corpus.units(document).values()
        )
        return () if set_by_article or len(lists) < len(DISCIPLINARY) else tuple(lists)

    def cited(
        self, document: str, level: Level, cited: Iterable[Reference]
    ) -> tuple[PenaltyList, ...]:
        """Return the lists of other documents that a sanction of *document* cites.

        "Hukuman disiplin berat menurut PP 30/1980" follows the regulation to those that replaced
        it, each list on its days.  A letter that named a level under the law of its time does not.
        """
        follow = self._corpus.regulation(document).kind not in LETTERS
        for reference in cited:
            entry = self.own(reference.document).get((level, None))
            if reference.document == document or entry is None:
                continue
            if reference.locator and entry.provision == reference:
                return (self.on_its_days(entry),)
            if not reference.locator:
                lists = self.successive(reference.document, level)
                return tuple(lists) if follow else (self.on_its_days(entry),)
        return ()

    def on_its_days(self, entry: PenaltyList) -> PenaltyList:
        """Return *entry* limited to the days on which it is law."""
        provision = entry.provision
        start, end, _ = validity(self._corpus.catalog[provision.document], provision.locator)
        return replace(entry, in_force=start, revoked=end)

    def successive(self, document: str, level: Level) -> Iterator[PenaltyList]:
        """Yield the lists of *document* and of the regulations that replaced it one by one."""
        catalog = self._corpus.catalog
        seen: set[str] = set()
        following: str | None = document
        while following and following not in seen:
            seen.add(following)
            instrument = catalog[following]
            following = next(
                (
                    other.id
                    for other in catalog.neighbours(instrument.id)
                    if other.start == instrument.revoked
                    and (level, None) in self.own(other.id)
                    and any(
                        r.type in {"mencabut", "menggantikan"}
                        and (r.document, r.target) == (instrument.id, ())
                        for r in other.relations
                    )
                ),
                None,
            )
            for entry in self.of(instrument.id, level):
                yield replace(entry, in_force=instrument.start, revoked=instrument.revoked)

    def _of(self, document: str, key: _Key) -> tuple[PenaltyList, ...]:
        entry = self.own(document).get(key)
        if entry is None:
            return ()
        corpus = self._corpus
        for unit in corpus.units(document).values():
            named = corpus.references(document, unit)
            others = [
                other
                for r in named
                if r.document != document
                and (other := self.own(r.document).get(key))
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


def _lists_in(corpus: Corpus, document: str) -> Iterator[tuple[_Key, PenaltyList]]:
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
        penalties = tuple(clean(item.text) for item in items)
        yield (level, weight_of(unit.text)), PenaltyList(level, provision, penalties)


_WHEN = re.compile(r"\b(?:selama|sebelum|setelah|sesudah)\b[^,;.]*", re.IGNORECASE)


def _when(text: str) -> str:
    """Return the clause of a transitional provision that says when a list applies."""
    match = _WHEN.search(text)
    clause = (match.group() if match else text).strip(" .;")
    return clause[:1].lower() + clause[1:]


def cite(corpus: Corpus, reference: Reference) -> Basis:
    """Return *reference* as a basis, with its printed citation."""
    return Basis(reference.document, corpus.cite(reference), reference.locator)
