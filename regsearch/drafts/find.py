"""The citations of a draft, and what each elliptic one stands for.

A draft names its instruments once and then goes on with "Pasal 14", "ayat (2)", "PP tersebut".  A
provision belongs to the instrument that stands next to it; else to the one named last in its
paragraph or table row; else to the one whose provisions the draft spoke of last, and then it is
only likely (:attr:`Mention.sure`).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from regsearch.citation import Grammar, Target
from regsearch.drafts.aliases import local_aliases
from regsearch.drafts.blocks import sentences
from regsearch.drafts.items import forward, items_of, own_items, title_at
from regsearch.drafts.mentions import Mention
from regsearch.drafts.titles import Titles
from regsearch.model import Reference

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from regsearch.citation import Citation, InstrumentName
    from regsearch.drafts.blocks import Block
    from regsearch.drafts.items import Item
    from regsearch.law.resolver import Directory
    from regsearch.model import Locator

_NEXT = re.compile(r"(?i)\s*\)?\s*(?:dari|dalam|pada|atas)?\s*$")
"""Between a provision and its instrument."""
_TITLE = re.compile(r"(?i)\s*(?:\([^)]{0,80}\)\s*)?(?:tentang|ttg\.?|mengenai|perihal)\s+")
_HEADING = re.compile(r"(?i)^\W*pasal\s+\d{1,3}[a-z]?\W*$")
_OWN_ARTICLES = 3
"""Number of headings "Pasal 4" that make a draft one with articles of its own."""
_REMEMBERED = 100
"""Number of instruments that were named last."""
_AHEAD = 12
"""Number of items behind a provision among which its instrument may be."""
_NEAR = 3
"""Number of blocks that "ayat (2)" may be away from its article."""
_REACH = 120
"""Characters around an elliptic citation that say what it refers to."""
_ABOVE = re.compile(r"(?i)^\s*(?:di\s?atas|tersebut|dimaksud|tsb|a quo)")


@dataclass(frozen=True, slots=True)
class _Named:
    """An instrument that was named."""

    document: str | None
    called: str
    name: InstrumentName | None
    kind: str | None
    block: int
    end: int
    provision: bool = False
    """Whether together with a provision of it."""
    others: tuple[str, ...] = ()
    """Further instruments that a shared short name may mean ("UU Desa")."""

    @property
    def documents(self) -> tuple[str, ...]:
        """All that it may mean, the likeliest first."""
        return (self.document, *self.others) if self.document else ()


def find_mentions(blocks: Sequence[Block], directory: Directory, day: date) -> list[Mention]:
    """Return the citations in *blocks*, in order, resolved by the law of *day*."""
    return list(_Finder(blocks, directory, day).mentions())


class _Finder:
    """Reads the blocks in order; its state is what was named before."""

    def __init__(self, blocks: Sequence[Block], directory: Directory, day: date) -> None:
        self._blocks, self._directory, self._day = blocks, directory, day
        self._titles = Titles(directory, day)
        self._aliases = local_aliases(blocks, directory, day)
        known = [a for i in directory.catalog.values() for a in i.aliases]
        self._grammar = (
            Grammar((*known, *directory.catalog, *self._aliases))
            if self._aliases
            else directory.grammar
        )
        self._own = sum(bool(_HEADING.match(b.text)) for b in blocks) >= _OWN_ARTICLES
        self._named: list[_Named] = []
        self._last: list[Mention] = []
        """The provisions of the last citation."""
        self._group = 0

    def mentions(self) -> Iterator[Mention]:
        """Yield the citations, in order."""
        for block in self._blocks:
            if self._own and _HEADING.match(block.text):
                self._last = []
                continue
            items = items_of(block.text, self._grammar)
            skip = 0
            for number in range(len(items)):
                if number < skip:
                    continue
                self._group += 1
                found, used = self._read(block, items, number)
                skip = number + 1 + used
                yield from found
                if provisions := [m for m in found if m.target is not None and m.document]:
                    self._last = provisions

    # --- one item -------------------------------------------------------------------------------

    def _read(self, block: Block, items: list[Item], number: int) -> tuple[list[Mention], int]:
        """Return the citations of an item, and how many of the next items belong to it."""
        item = items[number]
        following = items[number + 1] if number + 1 < len(items) else None
        if item.kind == "unit_back":
            return self._pointed(block, item), 0
        if item.citation is None or item.citation.instruments:
            named = self._instrument(block, item)
            if not named:
                return [], 0
            if item.citation is not None and item.citation.targets:
                return self._provisions(block, item, item.citation, named[0], named_here=True), 0
            self._name(named)
            # "PP dimaksud" with a provision right behind it belongs to that.
            return self._wholes(block, item, named), 0
        attached = following and self._attached(block, item, following)
        if attached and following:
            if following.kind == "own":
                return [], 1
            named = self._instrument(block, following)
            if named:
                whole = replace_end(item, following, block)
                return self._provisions(block, whole, item.citation, named[0], named_here=True), 1
        return self._relative(block, items, number), 0

    def _attached(self, block: Block, item: Item, following: Item) -> bool:
        """Return whether the instrument *following* is the one of the provision *item*."""
        if following.kind == "unit_back" or (following.citation and following.citation.targets):
            return False
        between = block.text[item.end : following.start]
        return bool(_NEXT.match(between) or forward().fullmatch(between))

    def _instrument(self, block: Block, item: Item) -> list[_Named]:
        """Return the instruments that an item names; the first is the one of its provisions."""
        at = (block.index, item.end)
        if item.kind == "citation" and item.citation:
            return self._cited(block, item.citation)
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
        if item.kind == "titled":
            title = item.text.casefold()
            found = self._titles.bearers(title, item.instrument)
            cited = {n.document for n in self._named}
            found = [f for f in found if f in cited] or found
            document = found[0] if found else None
            return [_Named(document, item.text, None, item.instrument, *at)]
        if not item.is_law:
            return [_Named(None, item.text, None, "surat", *at)]
        return [_Named(None, item.text, None, None, *at)]

    def _before(self, kind: str | None) -> list[_Named]:
        """Return the instruments of that *kind* that were named, the last first."""
        return [n for n in reversed(self._named) if kind is None or n.kind in {kind, None}]

    def _cited(self, block: Block, citation: Citation) -> list[_Named]:
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
                _Named(document, called, name, kind, block.index, citation.end, others=others)
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

    def _name(self, named: Sequence[_Named]) -> None:
        """Note what was named, each instrument once, at its last place."""
        for one in named:
            key = (one.document, one.called, one.provision)
            self._named = [n for n in self._named if (n.document, n.called, n.provision) != key][
                -_REMEMBERED:
            ]
            self._named.append(one)

    # --- provisions -----------------------------------------------------------------------------

    def _provisions(
        self,
        block: Block,
        item: Item,
        citation: Citation,
        named: _Named,
        *,
        named_here: bool = False,
        sure: bool = True,
    ) -> list[Mention]:
        """Return the provisions of an instrument that a citation names, each on its own."""
        names = [replace(named, provision=True, end=item.end)]
        if named_here and citation.instruments:
            names = [replace(n, provision=True) for n in self._cited(block, citation)] or names
        self._name(names)
        document = named.document
        mentions = []
        for target, (start, end) in zip(citation.targets, _spans(citation, item), strict=True):
            owner, found = self._look_up(citation, target, [d for n in names for d in n.documents])
            mentions.append(
                Mention(
                    block,
                    start,
                    end,
                    " ".join(block.raw[start:end].split()),
                    self._group,
                    owner or document,
                    named.name,
                    named.called,
                    target,
                    found,
                    sure=sure,
                    named_here=named_here,
                    title=self._title(block, end) if named_here else None,
                    penjelasan=citation.penjelasan,
                )
            )
        return mentions

    def _look_up(
        self, citation: Citation, target: Target, documents: Sequence[str]
    ) -> tuple[str | None, tuple[Reference, ...]]:
        """Return the document that has the provision, and what it has of it."""
        single = citation._replace(targets=(target,), spans=())
        if citation.instruments:
            found = self._directory.resolve(single, self._day)
            if found:
                return found[0].document, found
        for document in documents:
            found = self._directory.resolve(single._replace(instruments=()), self._day, document)
            if found:
                return document, found
        return next(iter(documents), None), ()

    def _wholes(self, block: Block, item: Item, named: list[_Named]) -> list[Mention]:
        if item.kind == "foreign" and not item.is_law:
            return []
        mentions = []
        for one in named:
            start, end = item.start, item.end
            if len(named) > 1 and one.name:
                at = block.text.find(one.name.text, item.start)
                start, end = (at, at + len(one.name.text)) if at >= 0 else (start, end)
            if one.document is None and one.kind == "surat":
                continue
            document = one.document
            found: tuple[Reference, ...] = ()
            if document and document in self._directory.locators:
                found = (Reference(document, ()),)
            mentions.append(
                Mention(
                    block,
                    start,
                    end,
                    " ".join(block.raw[start:end].split()),
                    self._group,
                    document,
                    one.name,
                    one.called,
                    references=found,
                    named_here=item.kind != "back",
                    title=self._title(block, end) if item.kind == "citation" else None,
                )
            )
        return mentions

    def _title(self, block: Block, end: int) -> str | None:
        match = _TITLE.match(block.text, end)
        return (title_at(block.text, match.end()) or None) if match else None

    # --- elliptic ones --------------------------------------------------------------------------

    def _relative(self, block: Block, items: list[Item], number: int) -> list[Mention]:
        item = items[number]
        citation = item.citation
        assert citation is not None
        first = citation.targets[0].locator[0][0]
        if first == "diktum":
            return []
        if first in {"pasal", "lampiran", "bab"}:
            return self._with_last_instrument(block, items, number, citation)
        return self._with_last_provision(block, item, citation)

    def _with_last_instrument(
        self, block: Block, items: list[Item], number: int, citation: Citation
    ) -> list[Mention]:
        item = items[number]
        last = self._named[-1] if self._named else None
        if last is not None and last.block == block.index:
            return self._provisions(block, item, citation, last)
        if self._own:
            return []
        if block.row:
            for other in items[number + 1 : number + 1 + _AHEAD]:
                if named := self._instrument(block, other):
                    return self._provisions(block, item, citation, named[0])
        candidates = self._candidates()
        if not candidates:
            for other in items[number + 1 : number + 1 + _AHEAD]:
                if named := self._instrument(block, other):
                    return self._provisions(block, item, citation, named[0], sure=False)
            return self._without_instrument(block, item, citation)
        for candidate in candidates:
            known = candidate.documents
            if self._look_up(citation, citation.targets[0], known)[1]:
                return self._provisions(
                    block, item, citation, candidate, sure=candidate is candidates[0]
                )
        documents = {candidate.called for candidate in candidates}
        return self._provisions(block, item, citation, candidates[0], sure=len(documents) == 1)

    def _candidates(self) -> list[_Named]:
        """Return the instruments that were named, those with provisions first, the last first."""
        law = [n for n in reversed(self._named) if n.kind != "surat"]
        return [n for n in law if n.provision] + [n for n in law if not n.provision]

    def _without_instrument(self, block: Block, item: Item, citation: Citation) -> list[Mention]:
        return [
            Mention(
                block,
                start,
                end,
                " ".join(block.raw[start:end].split()),
                self._group,
                target=target,
                sure=False,
            )
            for target, (start, end) in zip(citation.targets, _spans(citation, item), strict=True)
        ]

    def _with_last_provision(self, block: Block, item: Item, citation: Citation) -> list[Mention]:
        """Return what "ayat (2)" or "huruf c di atas" stands for; none if it is the draft's own."""
        first = citation.targets[0].locator[0][0]
        last = next((m for m in reversed(self._last) if m.target), None)
        if last is None or last.target is None or last.document is None:
            return []
        same = last.block.index == block.index
        behind = bool(_ABOVE.match(block.text[item.end : item.end + _REACH]))
        if not same and (self._own or block.index - last.block.index > _NEAR):
            return []
        if first != "ayat" and not same and not behind:
            return []
        if own_items().search(block.text[max(0, item.start - _REACH) : item.start]):
            return []
        document = last.document
        outer = last.references[0].locator if last.references else last.target.locator
        mentions = []
        spans = _spans(citation, item)
        for target, (start, end) in zip(citation.targets, spans, strict=True):
            completed = self._complete(document, outer, target)
            if completed is None and first == "ayat" and _same_sentence(block, last, start):
                article = tuple(step for step in outer[:1] if step[0] == "pasal")
                completed = _within(article, target) if article else None
            if completed is None:
                continue
            _, found = self._look_up(citation, completed, [document])
            mentions.append(
                Mention(
                    block,
                    start,
                    end,
                    " ".join(block.raw[start:end].split()),
                    self._group,
                    document,
                    last.name,
                    last.called,
                    completed,
                    found,
                    sure=last.sure,
                )
            )
        return mentions

    def _complete(self, document: str, outer: Locator, target: Target) -> Target | None:
        """Return *target* with the steps around it, from the last provision outwards."""
        for depth in range(len(outer), 0, -1):
            whole = _within(outer[:depth], target)
            if self._directory.locate(document, whole.locator):
                return whole
        return None

    def _pointed(self, block: Block, item: Item) -> list[Mention]:
        """Return what "Pasal tersebut" points at."""
        last = [m for m in self._last if m.target and m.document]
        if not last or block.index - last[-1].block.index > 1 or self._own:
            return []
        level = item.instrument
        mentions = []
        for mention in last if level in {"ketentuan", "norma"} else last[-1:]:
            target, found = mention.target, mention.references
            assert target is not None
            levels = [kind for kind, _ in target.locator]
            if level in levels:
                locator = target.locator[: levels.index(level) + 1]
                target = Target(locator)
                place = self._directory.locate(mention.document or "", locator)
                found = (place,) if place else ()
            elif level not in {"ketentuan", "norma"}:
                continue
            mentions.append(
                replace(
                    mention,
                    block=block,
                    start=item.start,
                    end=item.end,
                    text=" ".join(block.raw[item.start : item.end].split()),
                    group=self._group,
                    target=target,
                    references=found,
                    named_here=False,
                    title=None,
                )
            )
        return mentions


def replace_end(item: Item, following: Item, block: Block) -> Item:
    """Return *item* together with the instrument *following* it."""
    return item._replace(end=following.end, text=block.text[item.start : following.end])


def _within(outer: Locator, target: Target) -> Target:
    through = outer + target.through if target.through else None
    return Target(outer + target.locator, through)


def _same_sentence(block: Block, last: Mention, start: int) -> bool:
    if last.block.index != block.index:
        return False
    bounds = sentences(block.text)
    number = bisect_right(bounds, start, key=lambda bound: bound[0]) - 1
    return number >= 0 and bounds[number][0] <= last.start


def _spans(citation: Citation, item: Item) -> list[tuple[int, int]]:
    """Return where each provision stands; the outermost with the instrument at their side."""
    spans = list(citation.spans)
    spans[0] = (item.start, spans[0][1])
    end = item.end - (item.text[-1] in ".,;")  # "huruf n." at the end of a sentence
    spans[-1] = (spans[-1][0], end)
    return spans
