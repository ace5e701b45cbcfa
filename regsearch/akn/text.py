"""Words inside XML elements, any words: what XML forbids is kept as processing instructions."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree

from regsearch.akn.vocabulary import AKN, ITEM, MARKER, NUMBER, OWN, PAGE
from regsearch.regulation import ListItem

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from regsearch.model import Locator
    from regsearch.regulation import Explanation

_FORBIDDEN = re.compile("([^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff])")
_CHARACTER = "regsearch-char"
"""Target of the instruction that stands for a character which XML 1.0 does not allow."""

MIXED = frozenset({"p", "num", "heading", "mod", "docTitle", "inline"})
"""Elements whose white space is text."""


def put(element: Element, text: str) -> Element:
    """Write *text* at the end of *element*; return it."""
    first, *rest = _FORBIDDEN.split(text)
    if len(element):
        element[-1].tail = (element[-1].tail or "") + first
    else:
        element.text = (element.text or "") + first
    for character, behind in zip(rest[::2], rest[1::2], strict=True):
        instruction = etree.ProcessingInstruction(_CHARACTER, f"{ord(character):x}")
        instruction.tail = behind
        element.append(instruction)
    return element


def put_listed(element: Element, passage: Explanation) -> None:
    """Write the words of *passage* into *element*, the items of its lists as ``inline``."""
    holders = [(element, len(passage.text))]
    here = 0

    def write_to(place: int) -> None:
        nonlocal here
        while len(holders) > 1 and holders[-1][1] <= place:
            holder, end = holders.pop()
            put(holder, passage.text[here:end])
            here = end
        put(holders[-1][0], passage.text[here:place])
        here = place

    for item in passage.items:
        write_to(item.start)
        kind, number = item.locator[-1]
        marker = str(item.words - item.start)
        attributes = {"class": kind, NUMBER: number, MARKER: marker}
        inner = sub(holders[-1][0], "inline", name=ITEM, **attributes)
        if item.page is not None:
            inner.set(PAGE, str(item.page))
        holders.append((inner, item.end))
    write_to(len(passage.text))


def read_listed(element: Element, above: Locator) -> tuple[str, tuple[ListItem, ...]]:
    """Return the words and items that :func:`put_listed` wrote; *above* is the unit explained.

    Raises:
        ValueError: an attribute or instruction is not one of ours.

    """
    words = ""
    items: list[ListItem | None] = []

    def read(holder: Element, place: Locator) -> None:
        nonlocal words
        words += holder.text or ""
        for child in holder:
            if isinstance(child.tag, str):
                start, index = len(words), len(items)
                inside = (*place, (child.get("class") or "", child.get(NUMBER) or ""))
                items.append(None)
                read(child, inside)
                behind, page = start + int(child.get(MARKER) or ""), child.get(PAGE)
                number = None if page is None else int(page)
                items[index] = ListItem(inside, start, behind, len(words), number)
            elif isinstance(child, etree._ProcessingInstruction) and child.target == _CHARACTER:
                words += chr(int(child.text or "", 16))
            words += child.tail or ""

    read(element, above)
    return words, tuple(item for item in items if item is not None)


def text(element: Element) -> str:
    """Return the words of *element* up to its first inner element.

    Raises:
        ValueError: an instruction stands for no character.

    """
    words = element.text or ""
    for child in element:
        if isinstance(child.tag, str):
            break
        if isinstance(child, etree._ProcessingInstruction) and child.target == _CHARACTER:
            words += chr(int(child.text or "", 16))
        words += child.tail or ""
    return words


def indent(element: Element, depth: int = 0) -> None:
    """Put each element on its own line, but leave text as it is."""
    name = etree.QName(element).localname
    own = etree.QName(element).namespace == OWN
    children = [child for child in element if isinstance(child.tag, str)]
    for child in children:
        indent(child, depth + 1)
    if name in MIXED or not children or (own and element.text):
        return
    element.text = "\n" + " " * (depth + 1)
    for child in children:
        child.tail = "\n" + " " * (depth + 1)
    children[-1].tail = "\n" + " " * depth


def sub(parent: Element, tag: str, /, **attributes: str) -> Element:
    """Add an empty Akoma Ntoso element."""
    return etree.SubElement(parent, f"{{{AKN}}}{tag}", attributes)


def own(parent: Element, name: str, words: str | None = "", **attributes: str) -> Element | None:
    """Add an element of our own namespace with *words*; nothing if they are None."""
    if words is None:
        return None
    return put(etree.SubElement(parent, f"{{{OWN}}}{name}", attributes), words)
