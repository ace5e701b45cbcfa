"""What "ayat (2)", "huruf c di atas" and "Pasal tersebut" stand for: the provision named before."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from regsearch.citation import Citation, Target
from regsearch.drafts.blocks import sentences
from regsearch.drafts.find.items import own_items, spans_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from regsearch.drafts.blocks import Block
    from regsearch.drafts.find.items import Item
    from regsearch.drafts.find.mentions import Mention
    from regsearch.law.resolver import Directory
    from regsearch.model import Locator, Reference

_NEAR = 3
"""Number of blocks that "ayat (2)" may be away from its article."""
_REACH = 120
"""Characters around an elliptic citation that say what it refers to."""
_ABOVE = re.compile(
    r"(?i)^\s*(?:(?:pasal|ayat|huruf|lampiran|ketentuan)\s+)?"
    r"(?:di\s?atas|tersebut|dimaksud|tsb|a ?quo|itu\b)"
)
_WHOLE = frozenset({"ketentuan", "norma"})
"""Words for everything that a citation named, whatever its level."""


def continued(
    directory: Directory, last: Sequence[Mention], block: Block, item: Item, *, own: bool
) -> list[Mention]:
    """Return what "ayat (2)" or "huruf c di atas" stands for; none if it is the draft's own.

    Args:
        directory: the provisions that exist.
        last: the provisions that were named last.
        block: the paragraph.
        item: the citation in it, which names neither an instrument nor an article.
        own: whether the draft has articles of its own.

    """
    citation = item.citation
    before = next((m for m in reversed(last) if m.target and m.document), None)
    if citation is None or before is None or before.target is None or before.document is None:
        return []
    first = citation.targets[0].locator[0][0]
    here = before.block.index == block.index
    if not here and (own or block.index - before.block.index > _NEAR):
        return []
    behind = _ABOVE.match(block.text[item.end : item.end + _REACH])
    if first != "ayat" and not here and not behind:
        return []
    if own_items().search(block.text[max(0, item.start - _REACH) : item.start]):
        return []
    outer = before.references[0].locator if before.references else before.target.locator
    mentions = []
    for target, (start, end) in zip(citation.targets, spans_of(citation, item), strict=True):
        whole = _completed(directory, before.document, outer, target)
        if whole is None and first == "ayat" and _same_sentence(block, before, start):
            article = outer[:1] if outer[0][0] == "pasal" else ()
            whole = _within(article, target) if article else None
        if whole is None:
            continue
        mentions.append(
            replace(
                before,
                block=block,
                start=start,
                end=end,
                target=whole,
                references=look_up(directory, before.document, whole),
                title=None,
                penjelasan=citation.penjelasan,
            )
        )
    return mentions


def pointed(
    directory: Directory, last: Sequence[Mention], block: Block, item: Item
) -> list[Mention]:
    """Return what "Pasal tersebut" points at, in the same paragraph or the one before."""
    known = [m for m in last if m.target and m.document]
    if not known or block.index - known[-1].block.index > 1:
        return []
    level = item.instrument
    mentions = []
    for mention in known if level in _WHOLE else known[-1:]:
        target, found = mention.target, mention.references
        assert target is not None
        levels = [kind for kind, _ in target.locator]
        if level in levels:
            target = Target(target.locator[: levels.index(level) + 1])
            found = look_up(directory, mention.document or "", target)
        elif level not in _WHOLE:
            continue
        mentions.append(
            replace(
                mention,
                block=block,
                start=item.start,
                end=item.end,
                target=target,
                references=found,
                title=None,
            )
        )
    return mentions


def look_up(directory: Directory, document: str, target: Target) -> tuple[Reference, ...]:
    """Return what *document* has of *target*; nothing of a range whose beginning it lacks."""
    return directory.resolve(Citation(0, 0, (target,)), date.max, document)


def _completed(
    directory: Directory, document: str, outer: Locator, target: Target
) -> Target | None:
    """Return *target* with the steps around it, from the last provision outwards."""
    for depth in range(len(outer), 0, -1):
        whole = _within(outer[:depth], target)
        if directory.locate(document, whole.locator):
            return whole
    return None


def _within(outer: Locator, target: Target) -> Target:
    through = outer + target.through if target.through else None
    return Target(outer + target.locator, through)


def _same_sentence(block: Block, last: Mention, start: int) -> bool:
    if last.block.index != block.index:
        return False
    bounds = sentences(block.text)
    number = bisect_right(bounds, start, key=lambda bound: bound[0]) - 1
    return number >= 0 and bounds[number][0] <= last.start
