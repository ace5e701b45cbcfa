"""The citations of a draft, and what each elliptic one stands for.

A draft names its instruments once and then goes on with "Pasal 14", "ayat (2)", "PP tersebut".  A
provision belongs to the instrument that stands next to it; else to the one named last in its
paragraph or table row; else to the one whose provisions the draft spoke of last, and then it is
only likely (:attr:`Mention.sure`).
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from regsearch.drafts.find.elliptic import continued, look_up, pointed
from regsearch.drafts.find.items import forward, items_of, spans_of, title_at
from regsearch.drafts.find.mentions import Mention
from regsearch.drafts.find.names import Names
from regsearch.model import Reference

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from regsearch.citation import Citation, Target
    from regsearch.drafts.blocks import Block
    from regsearch.drafts.find.items import Item
    from regsearch.drafts.find.names import Named
    from regsearch.law.resolver import Directory

_NEXT = re.compile(r"(?i)\s*\)?\s*(?:dari|dalam|pada|atas)?\s*$")
"""Between a provision and its instrument."""
_TITLE = re.compile(r"(?i)\s*(?:\([^)]{0,80}\)\s*)?(?:tentang|ttg\.?|mengenai|perihal)\s+")
_LISTS = re.compile(r"(?i)(?:\b(?:dan|serta|maupun)|,)\s*$")
"""Between two instruments that are listed; "jo." and "sebagaimana diubah" join them."""
_LISTED_BEHIND = re.compile(r"(?i)^\W*(?:\b(?:dan|serta|maupun|atau|dan/atau)\b)?\W*$")
_UNNUMBERED = re.compile(r"(?i)^lampiran\b(?!\s+(?:[ivxlc]+|\d+)\b)")
_HEADING = re.compile(r"(?i)^\W*pasal\s+\d{1,3}[a-z]?\W*$")
_OWN_ARTICLES = 3
"""Number of headings "Pasal 4" that make a draft one with articles of its own."""
_NEAR = 3
"""Number of blocks within which provisions go on being those of one instrument."""
_AHEAD = 12
"""Number of items behind a provision among which its instrument may be."""


def find_mentions(blocks: Sequence[Block], directory: Directory, day: date) -> list[Mention]:
    """Return the citations in *blocks*, in order, resolved by the law of *day*."""
    return list(_Finder(blocks, directory, day).mentions())


class _Finder:
    """Reads the blocks in order; its state is what was named before."""

    def __init__(self, blocks: Sequence[Block], directory: Directory, day: date) -> None:
        self._blocks, self._directory, self._day = blocks, directory, day
        self._names = Names(blocks, directory, day)
        self._grammar = self._names.grammar
        self._own = sum(bool(_HEADING.match(b.text)) for b in blocks) >= _OWN_ARTICLES
        self._last: list[Mention] = []
        """The provisions of the last citation."""

    def mentions(self) -> Iterator[Mention]:
        """Yield the citations, in order."""
        group = 0
        for block in self._blocks:
            if self._own and _HEADING.match(block.text):
                self._last = []
                continue
            items = items_of(block.text, self._grammar)
            skip = 0
            for number in range(len(items)):
                if number < skip:
                    continue
                group += 1
                found, used = self._read(block, items, number)
                skip = number + 1 + used
                yield from (replace(mention, group=group) for mention in found)
                if provisions := [m for m in found if m.target is not None and m.document]:
                    self._last = provisions

    # --- one item -------------------------------------------------------------------------------

    def _read(self, block: Block, items: list[Item], number: int) -> tuple[list[Mention], int]:
        """Return the citations of an item, and how many of the next items belong to it."""
        item = items[number]
        following = items[number + 1] if number + 1 < len(items) else None
        if item.kind == "unit_back":
            found = [] if self._own else pointed(self._directory, self._last, block, item)
            return found, 0
        if item.citation is None or item.citation.instruments:
            named = self._names.meant(block, item)
            if not named:
                return [], 0
            if item.citation is not None and item.citation.targets:
                return self._cited(block, item, item.citation, named), 0
            self._names.note(named)
            # "PP dimaksud" with a provision right behind it belongs to that.
            return self._wholes(block, item, named), 0
        attached = following and self._attached(block, item, following)
        if attached and following:
            if following.kind == "own":
                return [], 1
            named = self._names.meant(block, following)
            if named:
                whole = _with_instrument(item, following, block)
                return self._provisions(block, whole, item.citation, named[0], named_here=True), 1
        return self._relative(block, items, number), 0

    def _cited(
        self, block: Block, item: Item, citation: Citation, named: list[Named]
    ) -> list[Mention]:
        """Return the provisions of a citation, and the instruments listed before their own.

        "UU ASN dan PP 94/2021 Pasal 5": the article is the last one's.
        """
        before = _listed_before(block, citation)
        if behind := _listed_behind(block, citation):
            # "Pasal 9 UU 20/2023 dan PP 94/2021": the second is named as a whole.
            names = citation.instruments
            end = block.text.find(names[0].text, citation.start) + len(names[0].text)
            own = item._replace(end=end, text=block.text[item.start : end])
            one = citation._replace(instruments=names[:1])
            found = self._provisions(block, own, one, named[0], named_here=True)
            self._names.note(named[-behind:])
            return [*found, *self._wholes(block, item, named[-behind:])]
        if not before or len(named) <= before:
            return self._provisions(block, item, citation, named[0], named_here=True)
        self._names.note(named[:before])
        last = citation.instruments[before:]
        start = block.text.rfind(last[0].text, item.start, citation.spans[0][0])
        own = item._replace(start=start, text=block.text[start : item.end])
        one = citation._replace(instruments=last)
        return [
            *self._wholes(block, item, named[:before]),
            *self._provisions(block, own, one, named[before], named_here=True),
        ]

    def _attached(self, block: Block, item: Item, following: Item) -> bool:
        """Return whether the instrument *following* is the one of the provision *item*."""
        if following.kind == "unit_back" or (following.citation and following.citation.targets):
            return False
        between = block.text[item.end : following.start]
        return bool(_NEXT.match(between) or forward().fullmatch(between))

    # --- provisions -----------------------------------------------------------------------------

    def _provisions(
        self,
        block: Block,
        item: Item,
        citation: Citation,
        named: Named,
        *,
        named_here: bool = False,
        sure: bool = True,
    ) -> list[Mention]:
        """Return the provisions of an instrument that a citation names, each on its own."""
        names = [replace(named, provision=True, block=block.index, end=item.end, sure=sure)]
        if named_here and citation.instruments:
            names = [
                replace(n, provision=True) for n in self._names.cited(block, citation)
            ] or names
        self._names.note(names)
        mentions = []
        for target, (start, end) in zip(citation.targets, spans_of(citation, item), strict=True):
            owner, found = self._look_up(citation, target, [d for n in names for d in n.documents])
            mentions.append(
                Mention(
                    block,
                    start,
                    end,
                    document=owner or named.document,
                    name=named.name,
                    called=named.called,
                    target=target,
                    references=found,
                    sure=sure,
                    title=self._title(block, end) if named_here else None,
                    penjelasan=citation.penjelasan,
                )
            )
        return mentions

    def _look_up(
        self, citation: Citation, target: Target, documents: Sequence[str]
    ) -> tuple[str | None, tuple[Reference, ...]]:
        """Return the document that has the provision, and what it has of it."""
        if citation.instruments:
            single = citation._replace(targets=(target,), spans=())
            if found := self._directory.resolve(single, self._day):
                return found[0].document, found
        for document in documents:
            if found := look_up(self._directory, document, target):
                return document, found
        return next(iter(documents), None), ()

    def _wholes(self, block: Block, item: Item, named: list[Named]) -> list[Mention]:
        if item.kind == "bare" or (item.kind == "foreign" and not item.is_law):
            return []
        mentions = []
        for one in named:
            start, end = item.start, item.end
            if item.citation is not None and one.name:
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
                    document=document,
                    name=one.name,
                    called=one.called,
                    references=found,
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
        if first == "diktum" or (first == "lampiran" and _UNNUMBERED.match(item.text)):
            return []  # of the draft itself
        if first in {"pasal", "lampiran", "bab"}:
            return self._with_last_instrument(block, items, number, citation)
        return continued(self._directory, self._last, block, item, own=self._own)

    def _with_last_instrument(
        self, block: Block, items: list[Item], number: int, citation: Citation
    ) -> list[Mention]:
        """Return the provisions of a citation without an instrument, as of the likeliest one."""
        item, ahead = items[number], items[number + 1 : number + 1 + _AHEAD]
        last = self._names.last
        annex = citation.targets[0].locator[0][0] == "lampiran"
        if last is not None and last.block == block.index and (not annex or self._has_annex(last)):
            return self._provisions(block, item, citation, last, sure=last.sure)
        if self._own:
            return []
        if block.row and (following := self._first_named(block, ahead)):
            return self._provisions(block, item, citation, following)
        candidates = [n for n in self._names.candidates() if not annex or self._has_annex(n)]
        if candidates:
            return self._of_likeliest(block, item, citation, candidates)
        if following := self._first_named(block, ahead):
            return self._provisions(block, item, citation, following, sure=False)
        spans = spans_of(citation, item)
        return [
            Mention(block, start, end, target=target, sure=False)
            for target, (start, end) in zip(citation.targets, spans, strict=True)
        ]

    def _first_named(self, block: Block, items: Sequence[Item]) -> Named | None:
        """Return the first instrument that *items* name."""
        return next((named[0] for i in items if (named := self._names.meant(block, i))), None)

    def _of_likeliest(
        self, block: Block, item: Item, citation: Citation, candidates: Sequence[Named]
    ) -> list[Mention]:
        """Return the provisions of the first candidate that has them, else of the last named."""
        likeliest = candidates[0]
        for candidate in candidates:
            if self._look_up(citation, citation.targets[0], candidate.documents)[1]:
                sure = candidate is likeliest
                return self._provisions(block, item, citation, candidate, sure=sure)
        others = {c.document or c.called for c in candidates if c.provision} - {likeliest.document}
        near = likeliest.provision and block.index - likeliest.block <= _NEAR
        sure = near or (not others and (likeliest.provision or len(candidates) == 1))
        return self._provisions(block, item, citation, likeliest, sure=sure)

    def _has_annex(self, named: Named) -> bool:
        """Return whether the index has an annex of an instrument."""
        known = self._directory.locators
        return any(
            locator[0][0] == "lampiran"
            for document in named.documents
            if document in known
            for locator in known[document]
        )


def _listed_before(block: Block, citation: Citation) -> int:
    """Return how many instruments are only listed before the one whose provisions follow."""
    names = citation.instruments
    if len(names) < 2:
        return 0
    place = block.text.rfind(names[-1].text, citation.start, citation.spans[0][0])
    listed = place >= 0 and _LISTS.search(block.text[citation.start : place])
    return len(names) - 1 if listed else 0


def _listed_behind(block: Block, citation: Citation) -> int:
    """Return how many instruments are only listed behind the one whose provisions precede it."""
    names = citation.instruments
    if len(names) < 2:
        return 0
    start = block.text.find(names[0].text, citation.start)
    end = block.text.find(names[1].text, start + len(names[0].text))
    if start < citation.spans[0][0] or end < 0:
        return 0
    listed = _LISTED_BEHIND.match(block.text[start + len(names[0].text) : end])
    return len(names) - 1 if listed else 0


def _with_instrument(item: Item, following: Item, block: Block) -> Item:
    """Return *item* together with the instrument *following* it."""
    return item._replace(end=following.end, text=block.text[item.start : following.end])
