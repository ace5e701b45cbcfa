"""The instruments that a draft has named so far."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from regsearch.citation import Grammar
from regsearch.drafts.find.aliases import local_aliases
from regsearch.drafts.find.titles import Titles

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from regsearch.citation import Citation, InstrumentName
    from regsearch.drafts.blocks import Block
    from regsearch.drafts.find.items import Item
    from regsearch.law.resolver import Directory

_REMEMBERED = 100
"""Number of instruments that were named last."""


@dataclass(frozen=True, slots=True)
class Named:
    """An instrument that was named."""

    document: str | None
    called: str
    name: InstrumentName | None
    kind: str | None
    block: int
    end: int
    provision: bool = False
    """Whether together with a provision of it."""
    sure: bool = True
    """Whether the words say that it is this one."""
    others: tuple[str, ...] = ()
    """Further instruments that a shared short name may mean ("UU Desa")."""

    @property
    def documents(self) -> tuple[str, ...]:
        """All that it may mean, the likeliest first."""
        return (self.document, *self.others) if self.document else ()


class Names:
    """Notes the instruments that a draft names, and tells which one a name means.

    Args:
        blocks: of the draft, in which it may define short names.
        directory: the instruments that exist.
        day: the day that decides what a shared short name means.

    """

    def __init__(self, blocks: Sequence[Block], directory: Directory, day: date) -> None:
        self._directory, self._day = directory, day
        self._titles = Titles(directory, day)
        self._aliases = local_aliases(blocks, directory, day)
        self._named: list[Named] = []

    @property
    def grammar(self) -> Grammar:
        """The citation grammar, which knows the draft's own short names, too."""
        if not self._aliases:
            return self._directory.grammar
        catalog = self._directory.catalog
        known = [alias for instrument in catalog.values() for alias in instrument.aliases]
        return Grammar((*known, *catalog, *self._aliases))

    @property
    def last(self) -> Named | None:
        """The instrument that was named last."""
        return self._named[-1] if self._named else None

    def note(self, named: Sequence[Named]) -> None:
        """Note what was named, each instrument once, at its last place."""
        for one in named:
            key = (one.document, one.called, one.provision)
            self._named = [n for n in self._named if (n.document, n.called, n.provision) != key][
                -_REMEMBERED:
            ]
            self._named.append(one)

    def candidates(self) -> list[Named]:
        """Return the instruments that were named, those with provisions first, the last first."""
        law = [n for n in reversed(self._named) if n.kind != "surat"]
        return [n for n in law if n.provision] + [n for n in law if not n.provision]

    def meant(self, block: Block, item: Item) -> list[Named]:
        """Return the instruments that an item names; the first is the one of its provisions."""
        at = (block.index, item.end)
        if item.kind == "citation" and item.citation:
            return self.cited(block, item.citation)
        if item.kind in {"own", "unit_back"}:
            return []
        if item.kind == "back":
            return [replace(n, block=at[0], end=at[1]) for n in self._before(item.instrument)[:1]]
        if item.kind == "short":
            same = [
                n
                for n in self._named
                if n.kind == item.instrument and n.name and n.name.number == item.number
            ]
            return [replace(n, block=at[0], end=at[1]) for n in same[-1:]]
        if item.kind == "bare":
            known = self._before(item.instrument)[:1]
            unknown = Named(None, f"{item.text} (tanpa nomor)", None, item.instrument, *at)
            return [replace(n, block=at[0], end=at[1]) for n in known] or [unknown]
        if item.kind == "joint":
            return self._joint(item, at)
        if item.kind == "titled":
            title = item.text.casefold()
            found = self._titles.bearers(title, item.instrument)
            cited = {n.document for n in self._named}
            found = [f for f in found if f in cited] or found
            document = found[0] if found else None
            return [Named(document, item.text, None, item.instrument, *at)]
        if not item.is_law:
            return [Named(None, item.text, None, "surat", *at)]
        return [Named(None, item.text, None, None, *at)]

    def _before(self, kind: str | None) -> list[Named]:
        """Return the instruments of that *kind* that were named, the last first."""
        return [n for n in reversed(self._named) if kind is None or n.kind in {kind, None}]

    def cited(self, block: Block, citation: Citation) -> list[Named]:
        """Return the instruments that a citation names."""
        found = []
        for name in citation.instruments:
            documents = self._documents(name)
            if not documents and not name.kind and not name.alias:
                continue  # the number of a letter
            document = documents[0] if documents else None
            kind = name.kind or (self._directory.catalog[document].kind if document else None)
            called = " ".join(name.text.split())
            others = tuple(documents[1:])
            found.append(
                Named(document, called, name, kind, block.index, citation.end, others=others)
            )
        return found

    def _documents(self, name: InstrumentName) -> list[str]:
        """Return the instruments that *name* may mean; first those that the draft defines."""
        if local := self._aliases.get(" ".join(name.text.casefold().split())):
            return [local]
        found = [i.id for i in self._directory.instruments(name, self._day)]
        if len(found) > 1 and not name.number:
            cited = [n.document for n in self._named if n.name and n.name.number]
            if (said := [d for d in found if d in cited]) and len(said) == 1:
                return said
        return found

    def _joint(self, item: Item, at: tuple[int, int]) -> list[Named]:
        """Return the joint decree that "SKB" means: of that year, named before, or of the day."""
        if before := [n for n in self._before("skb") if n.kind == "skb" and not item.number]:
            return [replace(before[0], block=at[0], end=at[1])]
        year = item.number or ""
        alias = " ".join(f"skb netralitas {year}".split())
        match = self._directory.catalog.by_alias(alias, self._day)
        document = match.instrument.id if match else None
        return [Named(document, item.text, None, "skb", *at)]
